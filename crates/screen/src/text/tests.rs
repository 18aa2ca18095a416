//! Tests of `text`: what it must find, must leave alone, and must survive.

use super::*;
use crate::words::Lexicon;

fn folded(text: &str) -> String {
    Folded::new(text).text.into_owned()
}

#[test]
fn ascii_is_borrowed_and_keeps_its_offsets() {
    let folded = Folded::new("card 4111");
    assert!(matches!(folded.text, std::borrow::Cow::Borrowed(_)));
    assert_eq!(folded.origin(5..9), 5..9);
}

#[test]
fn digits_of_every_kind_fold_to_ascii() {
    for text in [
        "４１１１",
        "𝟜𝟙𝟙𝟙",
        "④①①①",
        "4️⃣1️⃣1️⃣1️⃣",
        "٤١١١",
        "४१११",
        "⁴¹¹¹",
        "４１\u{200b}１１",
        "4\u{ad}111",
    ] {
        assert_eq!(folded(text), "4111", "{text}");
        let folded = Folded::new(text);
        assert_eq!(folded.origin(0..4), 0..text.len(), "{text}");
    }
}

#[test]
fn lookalike_letters_fold_only_inside_latin_words() {
    assert_eq!(folded("pаsswоrd"), "password");
    assert_eq!(folded("пароль"), "пароль");
}

#[test]
fn spelled_grouped_and_split_digits_are_one_stream() {
    let stream = |text: &str, borders: &[u32]| {
        let (tokens, _) = tokens::cut(text);
        Digits::new(text, &tokens, Lexicon::shared(), borders)
    };
    assert_eq!(stream("four double one oh", &[]).values, [4, 1, 1, 0]);
    assert_eq!(stream("4111-1111", &[]).values, [4, 1, 1, 1, 1, 1, 1, 1]);
    assert_eq!(stream("forty two", &[]).values, [4, 2]);
    let split = stream("4111 1111\nand 1111", &[9]);
    assert_eq!(
        split.groups.last().map(|group| group.gap),
        Some(Gap::Border)
    );
}
