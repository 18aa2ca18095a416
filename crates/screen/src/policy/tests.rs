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
    use crate::policy::writer::Writer;
    use crate::policy::{Policy, Rule};
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

    // Practice: C1
    #[test]
    fn rules_for_a_language_a_team_and_a_role_reach_their_writers_alone_and_a_queue_wins() {
        let text = "[types.IBAN]\nagent = \"warn\"\n\
            [languages.de.types.IBAN]\ncustomer = \"allow\"\nagent = \"mask\"\n\
            [teams.\"Front desk\".types.IBAN]\nagent = \"seal\"\n\
            [roles.supervisor.types.IBAN]\nagent = \"allow\"\n\
            [queues.Billing.types.IBAN]\nagent = \"block\"\n";
        let policy = read(text).unwrap().policy;
        assert_eq!(policy.teams(), ["Front desk"]);
        let teams = ["Front desk".to_owned()];
        let writer = |role, teams, language| Writer {
            role,
            teams,
            language,
        };
        let of = |writer: Writer<'_>, speaker, queue| {
            let own = policy.of_writer(&writer);
            // Nothing about other writers is left to be seen.
            assert_eq!(own.of_writer(&Writer::default()).overrides, own.overrides);
            own.rule(Kind::Iban, Band::Certain, speaker, queue).action
        };
        let agent = Speaker::Agent;
        assert_eq!(of(Writer::default(), agent, None), Action::Warn);
        assert_eq!(
            of(writer(Some("agent"), &[], Some("de-AT")), agent, None),
            Action::Mask
        );
        assert_eq!(
            of(writer(Some("agent"), &teams, Some("DE")), agent, None),
            Action::Seal
        );
        assert_eq!(
            of(writer(Some("supervisor"), &teams, Some("de")), agent, None),
            Action::Allow
        );
        let lead = writer(Some("supervisor"), &teams, None);
        assert_eq!(of(lead, agent, Some("Billing")), Action::Block);
        let customer = Speaker::Customer;
        assert_eq!(
            of(writer(None, &[], Some("de")), customer, None),
            Action::Allow
        );
        assert_eq!(
            of(writer(None, &[], Some("den")), customer, None),
            Action::Mask
        );
    }

    // Practice: C1
    #[test]
    fn what_is_held_is_masked_until_it_is_let_through_and_only_agents_are_held() {
        let text = "[types.IBAN]\nagent = \"hold\"\n[roles.supervisor.types.IBAN]\nagent = \"warn\"\n\
            [queues.Refunds.types.PHONE]\nagent = \"hold\"\n";
        let policy = read(text).unwrap().policy;
        let agent = Speaker::Agent;
        let masked = Rule {
            action: Action::Mask,
            may_send_anyway: false,
        };
        assert_eq!(policy.rule(Kind::Iban, Band::Certain, agent, None), masked);
        assert_eq!(policy.held(None), [Kind::Iban]);
        assert_eq!(policy.held(Some("Refunds")), [Kind::Iban, Kind::Phone]);
        let lead = policy.of_writer(&Writer {
            role: Some("supervisor"),
            ..Writer::default()
        });
        assert!(lead.held(None).is_empty());
        let free = policy.clone().with_let_through(&[Kind::Iban]);
        let rule = free.rule(Kind::Iban, Band::Certain, agent, None);
        assert_eq!((rule.action, rule.may_send_anyway), (Action::Warn, true));
        // Browsers read it in the lines that they know.
        let sent = Policy::from_lines(&policy.to_lines()).unwrap();
        assert_eq!(sent.rule(Kind::Iban, Band::Certain, agent, None), masked);
        let reads = policy.for_customers("Refunds");
        let rule = reads.rule(Kind::Phone, Band::Certain, agent, None);
        assert_eq!((rule.action, rule.may_send_anyway), (Action::Warn, true));
        // Held and masked are not the same policy.
        let masks = read(&text.replace("hold", "mask")).unwrap().policy;
        assert_ne!(policy.held_lines(), masks.held_lines());
        let errors = read("[types.IBAN]\ncustomer = \"hold\"\n").unwrap_err();
        assert!(
            errors
                .first()
                .unwrap()
                .to_string()
                .starts_with("line 2: types.IBAN.customer")
        );
    }

    #[test]
    fn a_rule_for_nobody_is_a_mistake_with_line_and_key() {
        let text = "[roles.officer.types.PHONE]\nagent = \"mask\"\n[languages.german.types.PHONE]\nagent = \"mask\"\n[teams.x]\nmay_ask = []\n[teams.y.types.PHONE]\ncustomer = \"mask\"\n[languages.de.types.PHNE]\nagent = \"mask\"\n";
        let errors = read(text).unwrap_err();
        let seen: Vec<(usize, &str)> = errors.iter().map(|e| (e.line, e.key.as_str())).collect();
        assert_eq!(
            seen,
            [
                (1, "roles.officer"),
                (3, "languages.german"),
                (6, "teams.x.may_ask"),
                (7, "teams.y.types.PHONE.customer"),
                (9, "languages.de.types.PHNE"),
            ]
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
