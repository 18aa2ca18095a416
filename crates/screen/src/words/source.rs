//! The word lists in the form that [`super::Lexicon::read`] takes: a line for each meaning, beginning
//! with what its words are (`c` concepts, `s` words of a national scheme, `d` a spelled digit, `r` a
//! repeat), a number in hex, a tab, and the words with commas between them. Words of one meaning stand
//! together, once, without accents and in order, because that packs best on the wire.

use super::{english, labels, makers, numbers, world};
use crate::text::tokens::plain;
use std::collections::{BTreeMap, BTreeSet};

/// All lists.
pub(crate) fn text() -> String {
    let mut lines: BTreeMap<(char, u64), BTreeSet<String>> = BTreeMap::new();
    let mut line = |what: char, number: u64, words: &mut dyn Iterator<Item = &str>| {
        let list = lines.entry((what, number)).or_default();
        list.extend(words.map(written).filter(|word| !word.is_empty()));
    };
    let concepts = [english::WORDS, world::WORDS, labels::WORDS, makers::WORDS].concat();
    for (list, mask) in concepts {
        line('c', mask, &mut list.split(','));
    }
    for (place, scheme) in crate::national::schemes().enumerate() {
        line('s', place as u64, &mut scheme.words.iter().copied());
    }
    for &(list, value) in numbers::DIGITS {
        line('d', u64::from(value), &mut list.split(' '));
    }
    for &(word, times) in numbers::REPEATS {
        line('r', u64::from(times), &mut core::iter::once(word));
    }
    let mut out = String::new();
    for ((what, number), words) in lines {
        let words: Vec<String> = words.into_iter().collect();
        out.push_str(&format!("{what}{number:x}\t{}\n", words.join(",")));
    }
    out
}

/// A word as it is compared: without accents, and without the long mark of Japanese, which folding
/// takes for a dash, which is no part of a word.
fn written(word: &str) -> String {
    let mut out = String::new();
    for c in word.trim().chars().filter(|c| *c != 'ー') {
        match plain(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}
