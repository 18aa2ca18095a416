//! Tests of `secret`: what it must find, must leave alone, and must survive.

use super::*;

#[test]
fn the_rules_are_sorted_so_that_they_are_found() {
    assert!(prefixes::RULES.is_sorted_by_key(|rule| rule.prefix));
}

#[test]
fn entropy_tells_random_from_repeated() {
    assert_eq!(entropy("aaaaaaaa"), 0);
    assert!(entropy("4f9a0c7e12bd88e6") > 300);
}

#[test]
fn a_makers_name_says_key_unless_the_name_ends_in_a_setting() {
    let found = |name: &str| {
        let text = format!("{name}='4f9a0c7e12bd88e6a3c5971fe02d64b8'");
        !crate::Screen::new()
            .conversation(&text, crate::Speaker::Customer, &[], &[])
            .is_empty()
    };
    assert!(found("MAILCHIMP_API") && found("sumologicKey"));
    assert!(!found("AWS_REGION") && !found("STRIPE_URL"));
}
