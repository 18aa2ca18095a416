//! Tests of `words`: what it must find, must leave alone, and must survive.

use super::*;
use crate::text::tokens::cut;

fn mask_of(text: &str) -> u64 {
    let (tokens, _) = cut(text);
    Lexicon::shared()
        .hits(&tokens)
        .0
        .iter()
        .fold(0, |mask, hit| mask | hit.mask)
}

#[test]
fn words_are_found_whole_without_case_and_accents() {
    assert_eq!(mask_of("my Contraseña") & PASSWORD, PASSWORD);
    assert_eq!(mask_of("PASSPORTS") & PASSPORT, PASSPORT);
    assert_eq!(mask_of("carded spinal republic") & (CARD | PIN), 0);
}

#[test]
fn phrases_match_token_by_token_and_the_longest_wins() {
    assert_eq!(mask_of("security code") & CVV, CVV);
    assert_eq!(mask_of("driver's license") & LICENCE, LICENCE);
    assert_eq!(mask_of("我的身份证号码") & NATIONAL, NATIONAL);
    assert_eq!(mask_of("gift card") & CARD, 0, "a gift card is a reference");
}
