//! Tests of `check`: what it must find, must leave alone, and must survive.

use super::*;

fn digits(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| byte - b'0').collect()
}

#[test]
fn luhn_accepts_the_example_of_the_standard_and_refuses_its_neighbours() {
    assert!(luhn(&digits("79927398713")));
    assert!(!luhn(&digits("79927398710")));
    assert!(luhn(&digits("4111111111111111")));
}

#[test]
fn iban_examples_of_the_registry_hold() {
    for iban in [
        "GB29NWBK60161331926819",
        "DE89370400440532013000",
        "MT84MALT011000012345MTLCAST001S",
    ] {
        assert!(mod97::iban_holds(iban.as_bytes()), "{iban}");
        assert_eq!(mod97::iban_length(iban.as_bytes()), Some(iban.len()));
    }
    assert!(!mod97::iban_holds(b"GB29NWBK60161331926818"));
}
