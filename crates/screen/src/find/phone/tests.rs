//! Tests of `phone`: what it must find, must leave alone, and must survive.

use super::*;

fn plans() -> &'static Plan {
    &crate::Tables::shipped().phones
}

#[test]
fn north_american_numbers_need_area_and_exchange() {
    let digits = |text: &str| text.bytes().map(|b| b - b'0').collect::<Vec<u8>>();
    assert!(plans().north_american(&digits("4155550132")));
    assert!(!plans().north_american(&digits("1155550132")));
    assert!(!plans().north_american(&digits("4151550132")));
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
        assert_eq!(
            plans().international(&digits(number)),
            Some(true),
            "{number}"
        );
    }
    assert_eq!(plans().international(&digits("2712345")), Some(false));
    assert_eq!(plans().international(&digits("2100000000")), None);
}

#[test]
fn the_generated_tables_are_in_order() {
    assert!(table::CODES.is_sorted() && table::GROUPINGS.is_sorted());
}

#[test]
fn bytes_that_are_no_plan_are_refused() {
    let whole = Plan::packed();
    assert!(Plan::read(&whole).is_some());
    for cut in [0, 5, 6, 700, whole.len() - 1] {
        assert!(Plan::read(&whole[..cut]).is_none(), "{cut}");
    }
    assert!(Plan::read(&[whole.as_slice(), &[0]].concat()).is_none());
}
