//! Roles that an installation composes: what they let through, what they take away, and what none of
//! them reaches. And the table of fields, compared with the schema.

#[cfg(test)]
mod roles {
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use tacita_model::{
        AgentId, ConversationId, DeviceId, Purpose, QueueId, Role, TenantId, Timestamp, TypedId,
    };
    use tacita_policy::fields::{Cell, FIELDS};
    use tacita_policy::load::SCHEMA;
    use tacita_policy::{
        About, ActName, Circumstances, Facts, Object, OwnRole, Policy, Relations, RoleMistake,
        Subject,
    };

    fn role(name: &str, base: Role, acts: &[ActName]) -> OwnRole {
        OwnRole {
            name: name.to_owned(),
            base,
            acts: acts.iter().copied().collect(),
        }
    }

    fn facts(policy: &Policy, act: ActName, base: Role, custom: Option<&str>, bits: u8) -> Facts {
        let has = |bit: u8| bits & (1 << bit) != 0;
        Facts {
            tenant: TenantId::from_bytes([1; 16]),
            subject: Subject::Agent(AgentId::from_bytes([1; 16]), base),
            object: match policy.about(act).unwrap() {
                About::Conversation => Object::Conversation(ConversationId::from_bytes([1; 16])),
                About::Device => Object::Device(DeviceId::from_bytes([1; 16])),
                About::Queue => Object::Queue(QueueId::from_bytes([1; 16])),
                About::Glass => Object::Glass(TypedId::from_bytes([1; 16])),
                About::ReviewItem => Object::ReviewItem(TypedId::from_bytes([1; 16])),
                About::Tenant => Object::Tenant,
            },
            purpose: Purpose::AnswerChat,
            relations: Relations {
                authenticated: true,
                assigned: has(0),
                member: has(1),
                serves_queue: has(2),
                waiting: has(3),
                closed: has(4),
                owns_device: has(5),
                ..Relations::default()
            },
            circumstances: Circumstances {
                custom_role: custom.map(Arc::from),
                ..Circumstances::default()
            },
            now: Timestamp(0),
            valid_until: Timestamp(60_000_000),
        }
    }

    /// Every case of an act, by yes and no.
    fn answers(policy: &Policy, act: ActName, base: Role, custom: Option<&str>) -> Vec<bool> {
        let mut answers = Vec::new();
        for purpose in act.purposes() {
            for bits in 0..64 {
                let facts = Facts {
                    purpose: *purpose,
                    ..facts(policy, act, base, custom, bits)
                };
                answers.push(policy.decide_name(act, &facts).is_ok());
            }
        }
        answers
    }

    // Practice: D1
    #[test]
    fn what_a_role_may_do_at_all_is_what_some_case_lets_it_do() {
        let few = [ActName::ListColleagues, ActName::JoinConversation];
        let seen = [ActName::ReadLedger, ActName::AnswerGlass];
        let own = [
            role("few", Role::Agent, &few),
            role("seen", Role::Officer, &seen),
        ];
        let policy = Policy::built_in().with_roles(&own).unwrap();
        let people = [(Role::Supervisor, None)].into_iter();
        let people = people.chain(own.iter().map(|own| (own.base, Some(own.name.as_str()))));
        for (base, custom) in people {
            let known = Circumstances {
                custom_role: custom.map(Arc::from),
                ..Circumstances::default()
            };
            let holder = Subject::Agent(AgentId::from_bytes([1; 16]), base);
            let ever = policy.ever(holder, &known, Timestamp(0));
            for act in ActName::ALL {
                assert_eq!(
                    ever.contains(act),
                    some(&policy, *act, base, custom),
                    "{base} {custom:?} {act:?}"
                );
            }
            assert!(ever.contains(&ActName::ReadOwnRecord), "{base} {custom:?}");
        }
        let agent = Subject::Agent(AgentId::from_bytes([1; 16]), Role::Agent);
        let none = Policy::nothing().ever(agent, &Circumstances::default(), Timestamp(0));
        assert!(none.is_empty());
    }

    /// Whether any combination of facts at all lets somebody do it.
    fn some(policy: &Policy, act: ActName, base: Role, custom: Option<&str>) -> bool {
        let (most, more): (u8, u8) = match policy.about(act).unwrap() {
            About::Conversation => (32, 2),
            About::Device => (64, 1),
            About::Glass => (1, 16),
            About::ReviewItem => (1, 4),
            About::Queue | About::Tenant => (1, 1),
        };
        let case = |bits, more: u8, purpose| {
            let has = |bit: u8| more & (1 << bit) != 0;
            let facts = facts(policy, act, base, custom, bits);
            let relations = Relations {
                opened: has(0),
                asked: has(0),
                other_person: has(1),
                other_device: has(2),
                uninvolved: has(3),
                reviewer: has(0),
                ..facts.relations
            };
            Facts {
                purpose,
                relations,
                ..facts
            }
        };
        act.purposes().iter().any(|purpose| {
            (0..most).any(|bits| {
                let allowed = |more| policy.decide_name(act, &case(bits, more, *purpose)).is_ok();
                (0..more).any(allowed)
            })
        })
    }

    // Practice: D1
    #[test]
    fn a_composed_role_may_its_acts_as_its_base_may_them_and_no_other() {
        let may = [
            ActName::SeeInboxRow,
            ActName::AcceptConversation,
            ActName::OpenConversation,
            ActName::PostToConversation,
            ActName::OpenIntake,
        ];
        let trainee = role("trainee", Role::Agent, &may);
        let plain = Policy::built_in();
        let policy = plain.with_roles(std::slice::from_ref(&trainee)).unwrap();
        policy.check_role(&trainee).unwrap();
        let kept = [
            ActName::ReadOwnRecord,
            ActName::SeeDevice,
            ActName::RegisterDevice,
        ];
        for act in ActName::ALL {
            let as_base = answers(&plain, *act, Role::Agent, None);
            assert_eq!(
                answers(&policy, *act, Role::Agent, None),
                as_base,
                "whoever holds no role is as before: {act:?}"
            );
            let holding = answers(&policy, *act, Role::Agent, Some("trainee"));
            if may.contains(act) || kept.contains(act) || *act == ActName::RevokeDevice {
                assert_eq!(holding, as_base, "{act:?}");
            } else {
                assert!(!holding.contains(&true), "{act:?}");
            }
        }
        // A role that nobody composed lets nothing through.
        let none = answers(
            &policy,
            ActName::OpenConversation,
            Role::Agent,
            Some("ghost"),
        );
        assert!(!none.contains(&true));
    }

    // Practice: D1
    #[test]
    fn a_composed_role_can_give_what_the_base_lacks_but_never_what_the_floor_forbids() {
        let lead = role(
            "team-lead",
            Role::Supervisor,
            &[ActName::ListPeople, ActName::ChangeSkills],
        );
        let reader = role("reader", Role::Officer, &[ActName::ChangeTeams]);
        let policy = Policy::built_in()
            .with_roles(&[lead.clone(), reader.clone()])
            .unwrap();
        policy.check_role(&lead).unwrap();
        policy.check_role(&reader).unwrap();
        let asked = |act, base, custom| answers(&policy, act, base, Some(custom)).contains(&true);
        assert!(asked(ActName::ChangeSkills, Role::Supervisor, "team-lead"));
        assert!(!asked(ActName::SeeInboxRow, Role::Supervisor, "team-lead"));
        assert!(asked(ActName::ChangeTeams, Role::Officer, "reader"));
        assert!(!asked(ActName::ReadLedger, Role::Officer, "reader"));
        for (act, base) in [
            (ActName::ChangeRole, Role::Agent),
            (ActName::ComposeRole, Role::Supervisor),
            (ActName::OpenConversation, Role::Officer),
            (ActName::JoinConversation, Role::Administrator),
        ] {
            let wrong = role("wrong", base, &[act]);
            let policy = Policy::built_in().with_roles(std::slice::from_ref(&wrong));
            let refused = policy.unwrap().check_role(&wrong);
            assert_eq!(refused, Err(RoleMistake::Floor { act, base }));
        }
    }

    #[test]
    fn what_is_no_role_is_refused_before_any_policy_is_made() {
        let one = [ActName::ReadLedger];
        let long = "a".repeat(25);
        for name in [
            "",
            "agent",
            "issuer",
            "Team",
            "a b",
            "1st",
            "x\"]",
            long.as_str(),
        ] {
            let refused = role(name, Role::Officer, &one).check();
            assert_eq!(refused, Err(RoleMistake::Name(name.to_owned())));
        }
        let customer = role("reader", Role::Customer, &one).check();
        assert_eq!(customer, Err(RoleMistake::Base(Role::Customer)));
        assert_eq!(
            role("reader", Role::Officer, &[]).check(),
            Err(RoleMistake::Empty)
        );
        for act in [
            ActName::PostOwn,
            ActName::ReadOwnRecord,
            ActName::ListIssuerRequests,
        ] {
            let refused = role("reader", Role::Officer, &[act]).check();
            assert_eq!(refused, Err(RoleMistake::Act(act)));
        }
    }

    #[test]
    fn whoever_decides_already_decides_by_new_roles_at_once() {
        let in_force = Policy::built_in().with_roles(&[]).unwrap();
        let cloned = in_force.clone();
        let version = cloned.version();
        let reader = role("reader", Role::Officer, &[ActName::ReadLedger]);
        let new = in_force.with_roles(std::slice::from_ref(&reader)).unwrap();
        assert_eq!(cloned.roles(), []);
        in_force.take_up(&new);
        assert_eq!(cloned.roles(), [reader]);
        assert_ne!(cloned.version(), version);
        let holder = answers(
            &cloned,
            ActName::SeePermissions,
            Role::Officer,
            Some("reader"),
        );
        assert!(!holder.contains(&true));
        // The program's own rules, which others share, are as they were.
        assert_eq!(Policy::built_in().roles(), []);
    }

    // Practice: D5
    #[test]
    fn viewing_changing_and_ending_are_acts_apart_for_every_field() {
        let mut found = BTreeSet::new();
        for field in FIELDS {
            for (kind, cell) in [
                ("views", field.view),
                ("changes", field.change),
                ("ends", field.end),
            ] {
                let name = format!("{} {}: {kind}", field.object, field.field);
                match cell {
                    Cell::Nobody(why) => assert!(why.len() > 10, "{name}"),
                    Cell::By(acts) => {
                        assert!(!acts.is_empty(), "{name}");
                        for act in acts {
                            let line = format!("action \"{}\" in [\"{kind}\"", act.as_str());
                            assert!(SCHEMA.contains(&line), "{name}: {act:?}");
                            found.insert(*act);
                        }
                    }
                }
            }
        }
        let all: BTreeSet<ActName> = ActName::ALL.iter().copied().collect();
        assert_eq!(
            found, all,
            "an act that no field names, or the other way round"
        );
    }
}
