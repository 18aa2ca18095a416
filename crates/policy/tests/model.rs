//! Random decisions compared with a model that shares nothing with Cedar: the rules as they are
//! written for people, one row each. `TACITA_PROVE=full` draws a hundred thousand and more.

#[cfg(test)]
mod model {
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use tacita_model::{
        AgentId, Assurance, ConversationId, DeviceId, GlassId, Purpose, QueueId, ReviewItemId,
        Role, TenantId, Timestamp, TypedId,
    };
    use tacita_policy::{
        ActName, Circumstances, Facts, Object, Policy, Relations, Subject, load::BUILT_IN,
    };

    /// Who may, in the words of the rules.
    #[derive(Clone, Copy, PartialEq)]
    enum Who {
        /// The customer of this very conversation.
        Self_,
        /// An agent or a supervisor.
        Answerer,
        /// Everybody at the desk.
        Anybody,
        /// An officer or an administrator.
        Overseer,
        Supervisor,
        /// A supervisor, an officer or an administrator.
        Leader,
        Officer,
        Administrator,
        Issuer,
    }

    #[derive(Clone, Copy, PartialEq)]
    enum Thing {
        Conversation,
        Device,
        Glass,
        ReviewItem,
        Tenant,
    }

    /// What has to hold, and what must not.
    #[derive(Clone, Copy)]
    enum Needs {
        Nothing,
        Open,
        WaitsInOwnQueue,
        OpenInOwnQueue,
        RunsInOwnQueue,
        JoinedOnly,
        Assigned,
        AssignedOrMember,
        AssignedOpen,
        MemberOpen,
        OwnDevice,
        RunsAndNotIn,
        OpenedRuns,
        Opened,
        TwoPeople,
        Asked,
        Uninvolved,
        OthersGiven,
    }

    type Row = (ActName, Who, Purpose, Thing, Needs);

    #[rustfmt::skip]
    const RULES: &[Row] = {
        use {ActName as A, Purpose as P};
        &[
            (A::OpenOwnSocket, Who::Self_, P::OwnConversation, Thing::Conversation, Needs::Nothing),
            (A::PostOwn, Who::Self_, P::OwnConversation, Thing::Conversation, Needs::Open),
            (A::CloseOwn, Who::Self_, P::OwnConversation, Thing::Conversation, Needs::Open),
            (A::ReadOwnReceipt, Who::Self_, P::OwnConversation, Thing::Conversation, Needs::Nothing),
            (A::SeeInboxRow, Who::Answerer, P::TriageQueue, Thing::Conversation, Needs::WaitsInOwnQueue),
            (A::SeeInboxRow, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::WaitsInOwnQueue),
            (A::SeeInboxRow, Who::Answerer, P::TriageQueue, Thing::Conversation, Needs::AssignedOpen),
            (A::SeeInboxRow, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::AssignedOpen),
            (A::SeeInboxRow, Who::Supervisor, P::Supervise, Thing::Conversation, Needs::OpenInOwnQueue),
            (A::JoinConversation, Who::Supervisor, P::Supervise, Thing::Conversation, Needs::RunsInOwnQueue),
            (A::LeaveConversation, Who::Answerer, P::Supervise, Thing::Conversation, Needs::JoinedOnly),
            (A::LeaveConversation, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::JoinedOnly),
            (A::AcceptConversation, Who::Answerer, P::TriageQueue, Thing::Conversation, Needs::WaitsInOwnQueue),
            (A::OpenConversation, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::AssignedOrMember),
            (A::PostToConversation, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::MemberOpen),
            (A::OpenIntake, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::AssignedOpen),
            (A::TransferConversation, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::AssignedOpen),
            (A::HoldConversation, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::AssignedOpen),
            (A::CloseConversation, Who::Answerer, P::AnswerChat, Thing::Conversation, Needs::AssignedOpen),
            (A::SeeDevice, Who::Answerer, P::AnswerChat, Thing::Device, Needs::OwnDevice),
            (A::RegisterDevice, Who::Answerer, P::AnswerChat, Thing::Device, Needs::OwnDevice),
            (A::RevokeDevice, Who::Answerer, P::AnswerChat, Thing::Device, Needs::OwnDevice),
            (A::RevokeDevice, Who::Overseer, P::Administer, Thing::Device, Needs::Nothing),
            (A::CloseAccount, Who::Overseer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ResetAccess, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ListColleagues, Who::Answerer, P::AnswerChat, Thing::Tenant, Needs::Nothing),
            (A::ListColleagues, Who::Answerer, P::TriageQueue, Thing::Tenant, Needs::Nothing),
            (A::ReadOwnRecord, Who::Anybody, P::AnswerChat, Thing::Tenant, Needs::Nothing),
            (A::ReadOwnRecord, Who::Anybody, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::AskToJoin, Who::Answerer, P::BreakGlass, Thing::Conversation, Needs::RunsAndNotIn),
            (A::AskToLook, Who::Anybody, P::BreakGlass, Thing::Conversation, Needs::Nothing),
            (A::AskToSend, Who::Answerer, P::BreakGlass, Thing::Conversation, Needs::AssignedOpen),
            (A::JoinConversation, Who::Answerer, P::BreakGlass, Thing::Conversation, Needs::OpenedRuns),
            (A::ReadMetadata, Who::Anybody, P::BreakGlass, Thing::Conversation, Needs::Opened),
            (A::AnswerGlass, Who::Leader, P::BreakGlass, Thing::Glass, Needs::TwoPeople),
            (A::SeeGlass, Who::Leader, P::BreakGlass, Thing::Glass, Needs::Nothing),
            (A::SeeGlass, Who::Anybody, P::BreakGlass, Thing::Glass, Needs::Asked),
            (A::EndGlass, Who::Leader, P::BreakGlass, Thing::Glass, Needs::Nothing),
            (A::EndGlass, Who::Anybody, P::BreakGlass, Thing::Glass, Needs::Asked),
            (A::ReviewGlass, Who::Officer, P::BreakGlass, Thing::Glass, Needs::Uninvolved),
            (A::ReadLedger, Who::Overseer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::KeepOwnReplies, Who::Answerer, P::AnswerChat, Thing::Tenant, Needs::Nothing),
            (A::KeepQueueReplies, Who::Supervisor, P::Supervise, Thing::Tenant, Needs::Nothing),
            (A::SeeConduct, Who::Supervisor, P::Supervise, Thing::Tenant, Needs::Nothing),
            (A::SeeConduct, Who::Officer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::SeePermissions, Who::Overseer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ListPeople, Who::Overseer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ChangeRole, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ChangeTeams, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ChangeSkills, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ChangeCapacity, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::RecordTraining, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::EndTraining, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ComposeRole, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::DropRole, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::SeeReviews, Who::Overseer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::RunReviews, Who::Overseer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ReviewAccess, Who::Anybody, P::Administer, Thing::ReviewItem, Needs::OthersGiven),
            (A::ReviveAccount, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::Administer, Who::Administrator, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::ListIssuerRequests, Who::Issuer, P::Administer, Thing::Tenant, Needs::Nothing),
            (A::AnswerIssuerRequests, Who::Issuer, P::Administer, Thing::Tenant, Needs::Nothing),
        ]
    };

    fn is(who: Who, facts: &Facts) -> bool {
        match (who, facts.subject, facts.object) {
            (Who::Self_, Subject::Customer(own), Object::Conversation(asked)) => own == asked,
            (Who::Answerer, Subject::Agent(_, role), _) => {
                role == Role::Agent || role == Role::Supervisor
            }
            (Who::Anybody, Subject::Agent(_, role), _) => role != Role::Customer,
            (Who::Overseer, Subject::Agent(_, role), _) => {
                role == Role::Officer || role == Role::Administrator
            }
            (Who::Supervisor, Subject::Agent(_, role), _) => role == Role::Supervisor,
            (Who::Leader, Subject::Agent(_, role), _) => {
                role == Role::Supervisor || role == Role::Officer || role == Role::Administrator
            }
            (Who::Officer, Subject::Agent(_, role), _) => role == Role::Officer,
            (Who::Administrator, Subject::Agent(_, role), _) => role == Role::Administrator,
            (Who::Issuer, Subject::Issuer, _) => true,
            _ => false,
        }
    }

    fn has(needs: Needs, relations: Relations) -> bool {
        let open = !relations.closed;
        match needs {
            Needs::Nothing => true,
            Needs::Open => open,
            Needs::WaitsInOwnQueue => open && relations.waiting && relations.serves_queue,
            Needs::OpenInOwnQueue => open && relations.serves_queue,
            Needs::RunsInOwnQueue => open && relations.serves_queue && !relations.waiting,
            Needs::JoinedOnly => relations.member && !relations.assigned,
            Needs::Assigned => relations.assigned,
            Needs::AssignedOrMember => has(Needs::Assigned, relations) || relations.member,
            Needs::AssignedOpen => open && relations.assigned,
            Needs::MemberOpen => open && relations.member,
            Needs::OwnDevice => relations.owns_device,
            Needs::RunsAndNotIn => {
                open && !relations.waiting && !relations.assigned && !relations.member
            }
            Needs::OpenedRuns => open && relations.opened && !relations.waiting,
            Needs::Opened => relations.opened,
            Needs::TwoPeople => relations.other_person && relations.other_device,
            Needs::Asked => relations.asked,
            Needs::Uninvolved => relations.uninvolved,
            Needs::OthersGiven => relations.reviewer && relations.other_person,
        }
    }

    fn kind(object: Object) -> Option<Thing> {
        match object {
            Object::Conversation(_) => Some(Thing::Conversation),
            Object::Device(_) => Some(Thing::Device),
            Object::Tenant => Some(Thing::Tenant),
            Object::Glass(_) => Some(Thing::Glass),
            Object::ReviewItem(_) => Some(Thing::ReviewItem),
            Object::Queue(_) => None,
        }
    }

    fn expected(act: ActName, facts: &Facts) -> bool {
        facts.relations.authenticated
            && facts.now < facts.valid_until
            && RULES.iter().any(|(name, who, purpose, thing, needs)| {
                *name == act
                    && *purpose == facts.purpose
                    && kind(facts.object) == Some(*thing)
                    && is(*who, facts)
                    && has(*needs, facts.relations)
            })
    }

    /// A small generator of its own (splitmix64), so that a seed says everything.
    struct Draw(u64);

    impl Draw {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.0;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        }
        fn one<T: Clone>(&mut self, of: &[T]) -> T {
            of[usize::try_from(self.next() % of.len() as u64).unwrap()].clone()
        }
        fn often(&mut self, in_eight: u64) -> bool {
            self.next() % 8 < in_eight
        }
    }

    fn drawn(draw: &mut Draw) -> (ActName, Facts) {
        let act = draw.one(ActName::ALL);
        let conversation = |byte| ConversationId::from_bytes([byte; 16]);
        let agent = AgentId::from_bytes([7; 16]);
        let subject = match draw.next() % 8 {
            0 => Subject::Customer(conversation(1)),
            1 => Subject::Customer(conversation(2)),
            2 => Subject::Issuer,
            3 => Subject::Agent(agent, Role::Customer),
            _ => Subject::Agent(agent, draw.one(&Role::ALL)),
        };
        // Most questions fit, so that the rules are reached and not only the outer checks.
        let fitting = RULES.iter().find(|row| row.0 == act).unwrap();
        let object = match fitting.3 {
            _ if draw.often(1) => draw.one(&[
                Object::Conversation(conversation(1)),
                Object::Device(DeviceId::from_bytes([3; 16])),
                Object::Queue(QueueId::from_bytes([4; 16])),
                Object::Glass(GlassId::from_bytes([5; 16])),
                Object::ReviewItem(ReviewItemId::from_bytes([6; 16])),
                Object::Tenant,
            ]),
            Thing::Conversation => Object::Conversation(conversation(1)),
            Thing::Device => Object::Device(DeviceId::from_bytes([3; 16])),
            Thing::Glass => Object::Glass(GlassId::from_bytes([5; 16])),
            Thing::ReviewItem => Object::ReviewItem(ReviewItemId::from_bytes([6; 16])),
            Thing::Tenant => Object::Tenant,
        };
        let purpose = if draw.often(5) {
            fitting.2
        } else {
            draw.one(&Purpose::ALL)
        };
        let now = Timestamp(i64::try_from(draw.next() % 4_000_000_000_000_000).unwrap());
        let relations = Relations {
            authenticated: draw.often(7),
            assigned: draw.often(4),
            member: draw.often(4),
            serves_queue: draw.often(4),
            waiting: draw.often(4),
            closed: draw.often(2),
            owns_device: draw.often(4),
            opened: draw.often(4),
            asked: draw.often(4),
            other_person: draw.often(4),
            other_device: draw.often(6),
            uninvolved: draw.often(4),
            reviewer: draw.often(4),
        };
        let circumstances = Circumstances {
            assurance: draw.one(&[
                Assurance::Anonymous,
                Assurance::EmailCode,
                Assurance::IdCheck,
            ]),
            teams: Arc::new(BTreeSet::from([draw
                .one(&["orders", "billing"])
                .to_owned()])),
            custom_role: None,
            certificates: Arc::default(),
            approved_device: draw.often(4),
            device_days: 3,
            proven_at: draw.one(&[None, Some(now), Some(Timestamp(0))]),
        };
        let facts = Facts {
            tenant: TenantId::from_bytes([1; 16]),
            subject,
            object,
            purpose,
            relations,
            circumstances,
            now,
            valid_until: if draw.often(7) {
                now.plus_seconds(60)
            } else {
                now
            },
        };
        (act, facts)
    }

    // Practice: D1
    #[test]
    fn random_decisions_are_those_of_the_written_rules() {
        let full = std::env::var("TACITA_PROVE").is_ok_and(|how| how == "full");
        let decisions: u64 = if full { 200_000 } else { 100_000 };
        let seed = if full { std::process::id().into() } else { 20 };
        let mut draw = Draw(seed);
        let policy = Policy::built_in();
        let (mut allowed, mut differences, mut first) = (0_u64, 0_u64, None::<String>);
        for number in 0..decisions {
            let (act, facts) = drawn(&mut draw);
            let answer = policy.decide_name(act, &facts).is_ok();
            allowed += u64::from(answer);
            if answer != expected(act, &facts) {
                differences += 1;
                first.get_or_insert_with(|| {
                    format!("seed {seed}, number {number}: {act:?} {facts:?} was {answer}")
                });
            }
        }
        assert_eq!(differences, 0, "the first: {first:?}");
        // Both answers occur often, or the comparison says nothing.
        assert!(
            allowed > decisions / 20 && allowed < decisions / 2,
            "{allowed}"
        );
        if let Ok(file) = std::env::var("TACITA_PROVE_FILE") {
            let text = format!(
                "{{\"policies\":{},\"decisions\":{decisions},\"allowed\":{allowed},\"differences\":{differences}}}",
                BUILT_IN.len()
            );
            std::fs::write(file, text).unwrap();
        }
    }
}
