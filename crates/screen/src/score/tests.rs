//! Tests of `score`: what it must find, must leave alone, and must survive.

use super::*;

#[test]
fn scores_run_from_0_to_1000_and_rise_with_the_sum() {
    let at = |score| Candidate::scored(0..1, Kind::Email, score, "x").permille();
    assert!((-900..900).all(|score| at(score) <= at(score + 1) && at(score) <= 1000));
    assert_eq!(at(0), 500);
}

#[test]
fn context_alone_never_makes_certain() {
    let labelled = Candidate::new(0..9, Kind::BankAccount, NEAR | OWN | EXPECTED, "x");
    assert_eq!(labelled.band(), Some(Band::Likely));
}
