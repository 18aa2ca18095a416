//! The stages of the engine one by one, for the bench. Not for products: use [`crate::Screen`].

use crate::Tables;
use crate::text::{Digits, Folded, tokens};

/// A stage: reads a text and answers with how much it made of it.
pub type Stage = (&'static str, fn(&str) -> usize);

/// Stages in order; each includes the ones before it.
pub const ALL: &[Stage] = &[
    ("fold", fold),
    ("fold, cut", cut),
    ("fold, cut, look up words", words),
    ("fold, cut, look up, digits", digits),
];

fn fold(text: &str) -> usize {
    Folded::new(text).text.len()
}

fn cut(text: &str) -> usize {
    tokens::cut(&Folded::new(text).text).0.len()
}

fn words(text: &str) -> usize {
    Tables::shipped()
        .words
        .hits(&tokens::cut(&Folded::new(text).text).0)
        .0
        .len()
}

fn digits(text: &str) -> usize {
    let folded = Folded::new(text);
    let (tokens, _) = tokens::cut(&folded.text);
    let hits = Tables::shipped().words.hits(&tokens).0.len();
    hits + Digits::new(&folded.text, &tokens, &Tables::shipped().words, &[])
        .values
        .len()
}
