//! Tests of `policy`: what it must find, must leave alone, and must survive.

use super::*;
use crate::Kind;

#[test]
fn card_verification_codes_are_blocked_whatever_a_rule_says() {
    let policy = Policy::from_lines("rule * CVV * allow yes\n").unwrap();
    let rule = policy.rule(Kind::Cvv, Band::Likely, Speaker::Customer, None);
    assert_eq!(
        rule,
        Rule {
            action: Action::Block,
            may_send_anyway: false
        }
    );
}

#[test]
fn a_queue_rule_wins_over_a_general_one_and_directions_are_apart() {
    let policy =
        Policy::from_lines("rule * PHONE * mask -\nrule returns PHONE customer allow -\n").unwrap();
    let of = |speaker, queue| {
        policy
            .rule(Kind::Phone, Band::Certain, speaker, queue)
            .action
    };
    assert_eq!(of(Speaker::Customer, Some("returns")), Action::Allow);
    assert_eq!(of(Speaker::Agent, Some("returns")), Action::Mask);
    assert_eq!(of(Speaker::Customer, None), Action::Mask);
}

#[test]
fn lines_survive_the_way_and_nonsense_is_refused() {
    let text = "rule q1 EMAIL agent block no\nask * EMAIL PHONE\nofficial shop.example\n";
    let policy = Policy::from_lines(text).unwrap();
    assert_eq!(policy.to_lines(), text);
    assert_eq!(
        Policy::from_lines("rule q1 EMAIL agent blck no").unwrap_err(),
        LinesError { line: 1 }
    );
}

#[cfg(feature = "policy-file")]
mod file {
    use crate::policy::file::read;
    use crate::{Action, Band, Kind, Speaker};

    // Practice: C1
    #[test]
    fn a_file_lays_rules_by_type_direction_and_queue() {
        let text = "[types.PHONE]\ncustomer = \"mask\"\nmay_send_anyway = false\n[queues.returns]\nmay_ask = [\"ADDRESS\"]\n[queues.returns.types.PHONE]\ncustomer = \"seal\"\n[channels]\nofficial = [\"shop.example\"]\n";
        let checked = read(text).unwrap();
        let rule = checked
            .policy
            .rule(Kind::Phone, Band::Likely, Speaker::Customer, None);
        assert_eq!((rule.action, rule.may_send_anyway), (Action::Mask, false));
        assert_eq!(
            checked.policy.may_ask(Some("returns")),
            Some(&[Kind::Address][..])
        );
        assert_eq!(
            checked.remarks.len(),
            1,
            "seal is carried out as mask, and the check says so"
        );
    }

    #[test]
    fn mistakes_name_line_and_key() {
        let text =
            "[types.PHONE]\ncustomer = \"maks\"\n\n[types.PHNE]\nagent = \"mask\"\n[queue.x]\n";
        let errors = read(text).unwrap_err();
        let seen: Vec<(usize, &str)> = errors.iter().map(|e| (e.line, e.key.as_str())).collect();
        assert_eq!(
            seen,
            [(2, "types.PHONE.customer"), (4, "types.PHNE"), (6, "queue")]
        );
        assert_eq!(read("[types\n").unwrap_err()[0].line, 1);
        assert!(read("[queues.a]\nmay_ask = [\"CVV\"]\n").is_err());
    }
}

// Practice: C4
#[test]
fn a_dictionary_reaches_browsers_as_fingerprints_only_and_still_matches() {
    let company = crate::company::Fingerprints::new([9; 32], ["Project Falcon", "ZX-81-4711"]);
    let lines = Policy::default().with_company(company).to_lines();
    assert!(!lines.to_lowercase().contains("falcon"));
    let screen = crate::Screen::with_policy(Policy::from_lines(&lines).unwrap(), None);
    let kinds = |text: &str| -> Vec<Kind> {
        screen
            .conversation(text, Speaker::Agent, &[], &[])
            .iter()
            .map(|f| f.kind)
            .collect()
    };
    assert_eq!(kinds("we ship project-falcon next week"), [Kind::Company]);
    assert_eq!(kinds("part zx814711 is here"), [Kind::Company]);
    assert_eq!(kinds("the falcon flies"), []);
}
