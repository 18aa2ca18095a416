//! The permission matrix: every act, purpose and kind of person as ✔ or ✘, in
//! `docs/reference/permissions.md`, so that somebody who reads no code can check the rules. A change
//! of the policies shows as a change of that file. `TACITA_WRITE_GRID=1 cargo test -p tacita-policy`
//! writes it anew.

#[cfg(test)]
mod grid {
    use std::fmt::Write as _;
    use tacita_model::{
        AgentId, ConversationId, DeviceId, GlassId, Purpose, QueueId, ReviewItemId, Role, TenantId,
        Timestamp, TypedId,
    };
    use tacita_policy::fields::{Cell, FIELDS};
    use tacita_policy::{
        About, ActName, Circumstances, Denied, Facts, Object, Policy, Relations, Stale, Subject,
        acts,
    };

    const NOW: Timestamp = Timestamp(1_000_000_000);

    fn cnv(number: u8) -> ConversationId {
        ConversationId::from_bytes([number; 16])
    }

    fn agent(role: Role) -> Subject {
        Subject::Agent(AgentId::from_bytes([1; 16]), role)
    }

    fn facts(subject: Subject, object: Object, purpose: Purpose, relations: Relations) -> Facts {
        Facts {
            tenant: TenantId::from_bytes([1; 16]),
            subject,
            object,
            purpose,
            relations: Relations {
                authenticated: true,
                ..relations
            },
            circumstances: Circumstances::default(),
            now: NOW,
            valid_until: NOW.plus_seconds(3600),
        }
    }

    /// What the act is about, for the matrix.
    fn object(act: ActName) -> Object {
        match Policy::built_in().about(act).unwrap() {
            About::Conversation => Object::Conversation(cnv(1)),
            About::Device => Object::Device(DeviceId::from_bytes([1; 16])),
            About::Queue => Object::Queue(QueueId::from_bytes([1; 16])),
            About::Glass => Object::Glass(GlassId::from_bytes([1; 16])),
            About::ReviewItem => Object::ReviewItem(ReviewItemId::from_bytes([1; 16])),
            About::Tenant => Object::Tenant,
        }
    }

    /// The columns: a word, who, and how they relate to the object.
    fn people() -> Vec<(&'static str, Subject, Relations)> {
        let none = Relations::default();
        let waiting = Relations {
            waiting: true,
            serves_queue: true,
            ..none
        };
        let elsewhere = Relations {
            waiting: true,
            ..none
        };
        let member = Relations {
            member: true,
            owns_device: true,
            ..none
        };
        let assigned = Relations {
            assigned: true,
            member: true,
            owns_device: true,
            ..none
        };
        let closed = Relations {
            closed: true,
            ..assigned
        };
        vec![
            ("customer, own", Subject::Customer(cnv(1)), none),
            ("customer, own closed", Subject::Customer(cnv(1)), closed),
            ("customer, another's", Subject::Customer(cnv(2)), none),
            ("agent, nothing to do with it", agent(Role::Agent), none),
            ("agent, waits in their queue", agent(Role::Agent), waiting),
            (
                "agent, waits in another queue",
                agent(Role::Agent),
                elsewhere,
            ),
            ("agent, member", agent(Role::Agent), member),
            ("agent, assigned", agent(Role::Agent), assigned),
            ("agent, assigned, closed", agent(Role::Agent), closed),
            (
                "supervisor, nothing to do with it",
                agent(Role::Supervisor),
                none,
            ),
            (
                "supervisor, somebody else's in their queue",
                agent(Role::Supervisor),
                Relations {
                    serves_queue: true,
                    ..none
                },
            ),
            ("supervisor, assigned", agent(Role::Supervisor), assigned),
            (
                "officer, whatever is claimed",
                agent(Role::Officer),
                assigned,
            ),
            (
                "administrator, whatever is claimed",
                agent(Role::Administrator),
                assigned,
            ),
            (
                "agent, a second person agreed",
                agent(Role::Agent),
                Relations {
                    opened: true,
                    ..none
                },
            ),
            (
                "supervisor, their own request",
                agent(Role::Supervisor),
                Relations {
                    asked: true,
                    other_device: true,
                    ..none
                },
            ),
            (
                "supervisor, another's request or right, given to them, in another browser",
                agent(Role::Supervisor),
                Relations {
                    other_person: true,
                    other_device: true,
                    uninvolved: true,
                    reviewer: true,
                    ..none
                },
            ),
            (
                "officer, no part in the request",
                agent(Role::Officer),
                Relations {
                    other_person: true,
                    uninvolved: true,
                    ..none
                },
            ),
            ("issuer", Subject::Issuer, none),
        ]
    }

    fn drawn() -> String {
        let policy = Policy::built_in();
        let people = people();
        let mut text = String::from(
            "# Who may do what\n\nRole by act by purpose by relation, under the policies that come with the program \
             (`policies/`).\nEverybody here is signed in. Made by a test; how to ask about one case: \
             `tacita policy explain`.\n\n",
        );
        for (number, (word, ..)) in people.iter().enumerate() {
            writeln!(text, "{}. {word}", number + 1).unwrap();
        }
        text.push_str("\n| act | purpose |");
        for number in 1..=people.len() {
            write!(text, " {number} |").unwrap();
        }
        text.push_str("\n|---|---|");
        text.push_str(&"---|".repeat(people.len()));
        text.push('\n');
        for act in ActName::ALL {
            for purpose in Purpose::ALL {
                write!(text, "| {} | {} |", act.as_str(), purpose.as_str()).unwrap();
                for (_, subject, relations) in &people {
                    let facts = facts(*subject, object(*act), purpose, *relations);
                    let mark = if policy.decide_name(*act, &facts).is_ok() {
                        '✔'
                    } else {
                        '✘'
                    };
                    write!(text, " {mark} |").unwrap();
                }
                text.push('\n');
            }
        }
        text.push_str(
            "\n## Objects and fields\n\nViewing, changing and ending are permissions of their own for every field. Acts, or why nobody can.\n\n\
             | object | field | view | change | end |\n|---|---|---|---|---|\n",
        );
        let cell = |cell: Cell| match cell {
            Cell::Nobody(why) => format!("nobody: {why}"),
            Cell::By(acts) => {
                let acts: Vec<&str> = acts.iter().map(|act| act.as_str()).collect();
                acts.join(", ")
            }
        };
        for field in FIELDS {
            let (view, change, end) = (cell(field.view), cell(field.change), cell(field.end));
            let (object, field) = (field.object, field.field);
            writeln!(text, "| {object} | {field} | {view} | {change} | {end} |").unwrap();
        }
        text
    }

    #[test]
    fn the_matrix_is_the_one_in_the_repository() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/reference/permissions.md"
        );
        if std::env::var_os("TACITA_WRITE_GRID").is_some() {
            std::fs::write(file, drawn()).unwrap();
        }
        assert_eq!(drawn(), std::fs::read_to_string(file).unwrap());
    }

    #[test]
    fn nobody_who_is_not_signed_in_may_do_anything() {
        let policy = Policy::built_in();
        for act in ActName::ALL {
            for purpose in Purpose::ALL {
                for (_, subject, relations) in people() {
                    let mut facts = facts(subject, object(*act), purpose, relations);
                    facts.relations.authenticated = false;
                    assert_eq!(
                        policy.decide_name(*act, &facts),
                        Err(Denied::NotAuthenticated)
                    );
                    facts.relations.authenticated = true;
                    facts.valid_until = NOW;
                    assert!(policy.decide_name(*act, &facts).is_err());
                }
            }
        }
    }

    #[test]
    fn an_act_on_an_object_of_another_kind_is_denied() {
        let policy = Policy::built_in();
        let conversation = Object::Conversation(cnv(1));
        for act in ActName::ALL {
            let wrong = if object(*act) == conversation {
                Object::Tenant
            } else {
                conversation
            };
            for purpose in Purpose::ALL {
                for (word, subject, relations) in people() {
                    let facts = facts(subject, wrong, purpose, relations);
                    assert!(policy.decide_name(*act, &facts).is_err(), "{act:?} {word}");
                }
            }
        }
    }

    #[test]
    fn a_decision_covers_its_object_until_its_end() {
        let relations = Relations {
            assigned: true,
            ..Relations::default()
        };
        let object = Object::Conversation(cnv(1));
        let mut facts = facts(agent(Role::Agent), object, Purpose::AnswerChat, relations);
        let policy = Policy::built_in();
        let allowed = policy.decide::<acts::OpenIntake>(&facts).unwrap();
        assert_eq!(allowed.check(object, NOW), Ok(()));
        let other = Object::Conversation(cnv(2));
        assert_eq!(allowed.check(other, NOW), Err(Stale::OtherObject));
        assert_eq!(
            allowed.expires(),
            NOW.plus_seconds(900),
            "no longer than a quarter of an hour"
        );
        assert_eq!(
            allowed.check(object, allowed.expires()),
            Err(Stale::Expired)
        );
        facts.valid_until = NOW.plus_seconds(5);
        let short = policy.decide::<acts::OpenIntake>(&facts).unwrap();
        assert_eq!(
            short.expires(),
            NOW.plus_seconds(5),
            "nor longer than the sign-in"
        );
    }
}
