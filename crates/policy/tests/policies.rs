//! What policies may be: loaded only when they are right, explained, and never below the floor.

#[cfg(test)]
mod policies {
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use tacita_model::{
        AgentId, Assurance, ConversationId, Purpose, Role, TenantId, Timestamp, TypedId,
    };
    use tacita_policy::{
        ActName, Circumstances, Denied, Facts, Object, Policy, Relations, Source, Subject, acts,
        load::{BUILT_IN, SCHEMA},
    };

    /// A Monday, nine in the morning (UTC).
    const MONDAY: Timestamp = Timestamp(1_767_603_600_000_000);

    fn own(text: &str) -> Result<Policy, Vec<String>> {
        Policy::with_own(&[Source::new("own.cedar", text)])
            .map_err(|all| all.iter().map(ToString::to_string).collect())
    }

    fn agent(role: Role, relations: Relations) -> Facts {
        Facts {
            tenant: TenantId::from_bytes([1; 16]),
            subject: Subject::Agent(AgentId::from_bytes([1; 16]), role),
            object: Object::Conversation(ConversationId::from_bytes([1; 16])),
            purpose: Purpose::AnswerChat,
            relations: Relations {
                authenticated: true,
                ..relations
            },
            circumstances: Circumstances::default(),
            now: MONDAY,
            valid_until: MONDAY.plus_seconds(60),
        }
    }

    const ASSIGNED: Relations = Relations {
        authenticated: true,
        assigned: true,
        member: true,
        serves_queue: true,
        waiting: false,
        closed: false,
        owns_device: false,
        opened: false,
        asked: false,
        other_person: false,
        other_device: false,
        uninvolved: false,
        reviewer: false,
    };

    #[test]
    fn the_schema_names_every_act_and_no_other() {
        let declared: BTreeSet<&str> = SCHEMA
            .lines()
            .filter(|line| line.contains("appliesTo"))
            .filter_map(|line| line.split('"').nth(1))
            .collect();
        let acts: BTreeSet<&str> = ActName::ALL.iter().map(|act| act.as_str()).collect();
        assert_eq!(declared, acts);
    }

    // Practice: D5
    #[test]
    fn every_act_is_one_of_viewing_changing_and_ending() {
        for line in SCHEMA.lines().filter(|line| line.contains("appliesTo")) {
            let kinds = ["\"views\"", "\"changes\"", "\"ends\""];
            let found = kinds.iter().filter(|kind| line.contains(**kind)).count();
            assert_eq!(found, 1, "{line}");
        }
    }

    /// Leaves one policy out at a time: each must be missed by somebody, or it is not needed.
    #[test]
    fn every_policy_that_comes_with_the_program_decides_something() {
        let whole = Policy::built_in();
        let alone: BTreeSet<String> = cases()
            .into_iter()
            .filter(|(act, facts)| whole.decide_name(*act, facts) != Err(Denied::NoRule))
            .map(|(act, facts)| whole.explain(act, &facts).deciding)
            .filter(|deciding| deciding.len() == 1)
            .flatten()
            .map(|named| named.id)
            .collect();
        for source in BUILT_IN {
            for id in source
                .text
                .split("@id(\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                assert!(alone.contains(id), "{id} never decides alone");
            }
        }
    }

    fn cases() -> Vec<(ActName, Facts)> {
        let mut cases = Vec::new();
        let conversation = ConversationId::from_bytes([1; 16]);
        let subjects = [
            Subject::Customer(conversation),
            Subject::Customer(ConversationId::from_bytes([2; 16])),
            Subject::Issuer,
        ];
        let agents = [
            Role::Agent,
            Role::Supervisor,
            Role::Officer,
            Role::Administrator,
        ];
        let agents = agents.map(|role| Subject::Agent(AgentId::from_bytes([1; 16]), role));
        let waiting = Relations {
            waiting: true,
            serves_queue: true,
            ..Relations::default()
        };
        let owns = Relations {
            owns_device: true,
            ..Relations::default()
        };
        let joined = Relations {
            member: true,
            ..Relations::default()
        };
        let agreed = Relations {
            opened: true,
            other_person: true,
            other_device: true,
            uninvolved: true,
            reviewer: true,
            ..Relations::default()
        };
        let asked = Relations {
            asked: true,
            ..Relations::default()
        };
        for act in ActName::ALL {
            for subject in subjects.into_iter().chain(agents) {
                for relations in [
                    Relations::default(),
                    waiting,
                    owns,
                    joined,
                    agreed,
                    asked,
                    ASSIGNED,
                ] {
                    for object in [
                        Object::Conversation(conversation),
                        Object::Device(tacita_model::DeviceId::from_bytes([1; 16])),
                        Object::Glass(tacita_model::GlassId::from_bytes([1; 16])),
                        Object::ReviewItem(tacita_model::ReviewItemId::from_bytes([1; 16])),
                        Object::Tenant,
                    ] {
                        for purpose in act.purposes() {
                            let mut facts = agent(Role::Agent, relations);
                            facts.subject = subject;
                            facts.object = object;
                            facts.purpose = *purpose;
                            cases.push((*act, facts));
                        }
                    }
                }
            }
        }
        cases
    }

    // Practice: D2
    #[test]
    fn an_own_policy_can_ask_for_every_circumstance() {
        let ask = |text: &str, fill: fn(&mut Facts)| {
            let policy = own(text).unwrap();
            let mut facts = agent(Role::Agent, ASSIGNED);
            let before = policy.decide_name(ActName::OpenIntake, &facts);
            fill(&mut facts);
            let after = policy.decide_name(ActName::OpenIntake, &facts);
            assert_eq!(before, Err(Denied::Forbidden), "{text}");
            assert!(after.is_ok(), "{text}");
        };
        let unless = |condition: &str| {
            format!(
                "@id(\"own\") forbid (principal is Agent, action == Action::\"open-intake\", \
                 resource) unless {{ {condition} }};"
            )
        };
        ask(&unless("principal.teams.contains(\"billing\")"), |facts| {
            facts.circumstances.teams = Arc::new(BTreeSet::from(["billing".to_owned()]));
        });
        ask(
            &unless("principal.certificates.contains(\"gdpr\")"),
            |facts| {
                facts.circumstances.certificates = Arc::new(BTreeSet::from(["gdpr".to_owned()]));
            },
        );
        ask(&unless("principal.approved_device"), |facts| {
            facts.circumstances.approved_device = true;
        });
        ask(&unless("principal.sign_in_minutes < 15"), |facts| {
            facts.circumstances.proven_at = Some(facts.now.plus_seconds(-14 * 60));
        });
        ask(&unless("resource.assurance >= 2"), |facts| {
            facts.circumstances.assurance = Assurance::TwoFactor;
        });
        ask(&unless("context.weekday == 7"), |facts| {
            facts.now = facts.now.plus_seconds(6 * 24 * 60 * 60);
            facts.valid_until = facts.now.plus_seconds(60);
        });
        ask(
            &unless("context.minute >= 600 && context.minute < 1080"),
            |facts| {
                facts.now = facts.now.plus_seconds(60 * 60);
                facts.valid_until = facts.now.plus_seconds(60);
            },
        );
    }

    #[test]
    fn a_proof_from_the_future_is_not_fresh() {
        let text = "@id(\"fresh\") forbid (principal is Agent, action, resource is Conversation) \
                    unless { principal.sign_in_minutes < 15 };";
        let mut facts = agent(Role::Agent, ASSIGNED);
        facts.circumstances.proven_at = Some(facts.now.plus_seconds(3600));
        let answer = own(text).unwrap().decide_name(ActName::OpenIntake, &facts);
        assert_eq!(answer, Err(Denied::Forbidden));
    }

    // Practice: D2
    #[test]
    fn an_own_policy_adds_but_never_reaches_below_the_floor() {
        let everything = own("@id(\"all\") permit (principal, action, resource);").unwrap();
        for role in [Role::Officer, Role::Administrator] {
            for act in [
                ActName::OpenIntake,
                ActName::OpenConversation,
                ActName::SeeInboxRow,
            ] {
                let facts = agent(role, ASSIGNED);
                assert_eq!(everything.decide_name(act, &facts), Err(Denied::Forbidden));
            }
        }
        let stranger = agent(Role::Supervisor, Relations::default());
        assert_eq!(
            everything.decide_name(ActName::OpenConversation, &stranger),
            Err(Denied::Forbidden)
        );
        let mut customer = agent(Role::Agent, ASSIGNED);
        customer.subject = Subject::Customer(ConversationId::from_bytes([9; 16]));
        customer.purpose = Purpose::OwnConversation;
        assert!(
            everything
                .decide_name(ActName::OpenOwnSocket, &customer)
                .is_err()
        );
        // What it may add: closing a chat of the queue that waits.
        let mut waits = agent(Role::Supervisor, Relations::default());
        waits.relations.waiting = true;
        assert!(
            Policy::built_in()
                .decide_name(ActName::CloseConversation, &waits)
                .is_err()
        );
        assert!(
            everything
                .decide_name(ActName::CloseConversation, &waits)
                .is_ok()
        );
    }

    #[test]
    fn a_policy_that_does_not_validate_is_not_loaded_and_is_named_with_its_line() {
        for (text, place, word) in [
            (
                "\n\npermit (principal, action resource);",
                "own.cedar:3",
                "",
            ),
            ("permit (principal, action, resource);", "own.cedar", "@id"),
            (
                "@id(\"Has Space\") permit (principal, action, resource);",
                "own.cedar",
                "@id",
            ),
            (
                "@id(\"customer-opens-own\") permit (principal, action, resource);",
                "own.cedar",
                "taken",
            ),
            (
                "\n@id(\"x\") permit (principal is Agent, action, resource) when { principal.age > 3 };",
                "own.cedar:2",
                "age",
            ),
            (
                "@id(\"x\") permit (principal is Agent, action, resource) when { principal.role == Role::\"boss\" };",
                "own.cedar",
                "boss",
            ),
            (
                "@id(\"x\") permit (principal, action == Action::\"read-minds\", resource);",
                "own.cedar",
                "read-minds",
            ),
            (
                "@id(\"x\") permit (principal is Agent, action == Action::\"post-own\", resource);",
                "own.cedar",
                "",
            ),
            (
                "@id(\"x\") permit (principal == Agent::\"agt_1\", action, resource);",
                "own.cedar",
                "never of one person",
            ),
            (
                "@id(\"x\") permit (principal, action, resource == ?resource);",
                "own.cedar",
                "templates",
            ),
        ] {
            let mistakes = own(text).unwrap_err();
            assert!(
                mistakes
                    .iter()
                    .any(|line| line.starts_with(place) && line.contains(word)),
                "{text}: {mistakes:?}"
            );
        }
    }

    #[test]
    fn a_policy_that_cannot_be_evaluated_denies_whatever_others_allow() {
        let text = "@id(\"overflows\") forbid (principal is Agent, action == Action::\"open-intake\", resource) \
                    when { principal.sign_in_minutes * 9000000000000000 < 0 };";
        let policy = own(text).unwrap();
        let facts = agent(Role::Agent, ASSIGNED);
        assert_eq!(
            policy.decide_name(ActName::OpenIntake, &facts),
            Err(Denied::Failed)
        );
        assert_eq!(
            policy.explain(ActName::OpenIntake, &facts).failed,
            ["overflows"]
        );
        assert!(
            policy
                .decide_name(ActName::CloseConversation, &facts)
                .is_ok()
        );
    }

    #[test]
    fn a_decision_names_its_policy() {
        let facts = agent(Role::Agent, ASSIGNED);
        let allowed = Policy::built_in()
            .decide::<acts::OpenIntake>(&facts)
            .unwrap();
        assert_eq!(allowed.policy(), "assigned-conducts");
    }

    // Practice: D2
    #[test]
    fn a_refusal_names_the_policies_that_come_nearest_and_what_they_miss() {
        let policy = Policy::built_in();
        let mut facts = agent(
            Role::Agent,
            Relations {
                waiting: true,
                ..Relations::default()
            },
        );
        facts.purpose = Purpose::TriageQueue;
        let said = policy.explain(ActName::AcceptConversation, &facts);
        assert_eq!(said.denied, Some(Denied::NoRule));
        assert_eq!(said.policy(), None);
        assert_eq!(said.near[0].policy.id, "answerer-accepts-waiting");
        assert_eq!(said.near[0].missing, ["resource.serves_queue"]);
        assert!(said.near[0].policy.says.is_some());

        let said = policy.explain(ActName::OpenConversation, &agent(Role::Officer, ASSIGNED));
        assert_eq!(said.denied, Some(Denied::Forbidden));
        assert_eq!(said.policy(), Some("floor-content-by-role"));

        facts.relations.authenticated = false;
        let said = policy.explain(ActName::AcceptConversation, &facts);
        assert_eq!(said.denied, Some(Denied::NotAuthenticated));
    }
}
