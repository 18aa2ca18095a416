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
fn makers_are_sorted_so_that_they_are_found() {
    assert!(makers::all().is_sorted());
    assert!(makers::names("MAILCHIMP_API") && makers::names("sumologicKey"));
    assert!(!makers::names("AWS_REGION") && !makers::names("STRIPE_URL"));
}
