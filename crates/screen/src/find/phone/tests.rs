//! Tests of `phone`: what it must find, must leave alone, and must survive.

use super::*;

#[test]
fn north_american_numbers_need_area_and_exchange() {
    let digits = |text: &str| text.bytes().map(|b| b - b'0').collect::<Vec<u8>>();
    assert!(plan::north_american(&digits("4155550132")));
    assert!(!plan::north_american(&digits("1155550132")));
    assert!(!plan::north_american(&digits("4151550132")));
}

#[test]
fn the_plan_knows_numbers_of_all_continents_and_refuses_lengths_nobody_has() {
    let digits = |text: &str| text.bytes().map(|b| b - b'0').collect::<Vec<u8>>();
    for number in [
        "27821234567",
        "442071234567",
        "4402071234567",
        "5511984565666",
        "919876543210",
        "6562345678",
        "61891641234",
    ] {
        assert_eq!(plan::international(&digits(number)), Some(true), "{number}");
    }
    assert_eq!(plan::international(&digits("2712345")), Some(false));
    assert_eq!(plan::international(&digits("2100000000")), None);
}

#[test]
fn the_generated_tables_are_in_order() {
    assert!(table::CODES.is_sorted() && table::GROUPINGS.is_sorted());
}
