//! The tagger with a blank table, and with the shipped one.

use super::token::{self, Shape};
use super::*;

#[test]
fn text_is_split_into_words_numbers_signs_and_ideographs() {
    let mut tokens = Vec::new();
    let text = "O'Neil lives at 12 Main St.\n我叫王明";
    token::split(text, &mut tokens);
    let words: Vec<&str> = tokens
        .iter()
        .map(|t| text.get(t.start as usize..t.end as usize).unwrap())
        .collect();
    assert_eq!(
        words,
        [
            "O", "'", "Neil", "lives", "at", "12", "Main", "St", ".", "我", "叫", "王", "明"
        ]
    );
    assert_eq!(tokens[0].shape, Shape::Initial);
    assert!(tokens[9].after_break);
}

#[test]
fn every_place_has_as_many_observations_as_are_taken_off_again() {
    let mut count = 0;
    feature::each(&[Sight::default(); 5], 2, |_| count += 1);
    assert_eq!(count, feature::OBSERVATIONS);
}

#[test]
fn bytes_that_are_no_table_are_refused() {
    assert!(Tagger::new(b"").is_err());
    assert!(Tagger::new(b"TNT1\x10").is_err());
    assert!(Tagger::new(&[b"TNT1\xff".as_slice(), &[0; 90]].concat()).is_err());
}

mod shipped {
    use super::*;
    use crate::Kind;

    fn found(text: &str) -> Vec<(Kind, &str)> {
        let tagger = &crate::Tables::shipped().names;
        let mut scratch = Scratch::default();
        let spans = tagger.tag(text, Lean::default(), &mut scratch).to_vec();
        spans
            .iter()
            .map(|span| (span.kind, text.get(span.start..span.end).unwrap()))
            .collect()
    }

    #[test]
    fn names_are_found_in_chat() {
        for (text, name) in [
            (
                "hi, my name is Thandi Nkosi and my parcel is late",
                "Thandi Nkosi",
            ),
            ("my name is marcus kudryashov", "marcus kudryashov"),
            ("Ich heiße Jürgen Krause", "Jürgen Krause"),
            ("Je m'appelle Claire Dupont", "Claire Dupont"),
        ] {
            assert_eq!(found(text), [(Kind::Person, name)], "{text}");
        }
    }

    #[test]
    fn addresses_are_found_in_chat() {
        for (text, address) in [
            ("they are at 2222 Market Street", "2222 Market Street"),
            ("I live at 1546 Maurice Lane", "1546 Maurice Lane"),
        ] {
            assert_eq!(found(text), [(Kind::Address, address)], "{text}");
        }
    }

    #[test]
    fn ordinary_messages_hold_no_names() {
        for text in [
            "where is my order 8812345?",
            "I want to return the blue jacket, size 12",
            "Good Morning",
            "can I pay with Apple Pay",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_tagger_panic(text in "\\PC{0,80}") {
            for (_, word) in found(&text) {
                proptest::prop_assert!(!word.is_empty());
            }
        }
    }
}
