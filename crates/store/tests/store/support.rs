//! What the store's tests share: a clock that moves when told, repeatable chance, small rows.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tacita_model::*;
use tacita_policy::{Act, Allowed, Circumstances, Facts, Object, Policy, Relations, Subject, acts};
use tacita_store::rows::{Agent, Device, DeviceStatus, KeyPackage, Member};
use tacita_store::{Config, LocalKms, Location};

pub(crate) use crate::rows::*;

/// Moves only when told.
pub(crate) struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

impl HandClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_700_000_000_000_000)))
    }
    pub(crate) fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

/// Where a store is: two openings of the same place see the same rows.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) location: Location,
    pub(crate) keys: std::path::PathBuf,
    pub(crate) clock: Arc<HandClock>,
}

impl Place {
    pub(crate) fn sqlite(folder: &Path) -> Self {
        Self {
            location: Location::Sqlite(folder.join("data")),
            keys: folder.join("keys"),
            clock: HandClock::new(),
        }
    }

    pub(crate) fn config(&self, seed: u64) -> Config {
        let randomness = chance(seed);
        let kms = LocalKms::open(self.keys.clone(), Arc::clone(&randomness)).unwrap();
        let clock = Arc::clone(&self.clock);
        Config::new(self.location.clone(), clock, randomness, Arc::new(kms))
    }

    pub(crate) async fn open(&self) -> tacita_store::Store {
        tacita_store::Store::open(self.config(1)).await.unwrap()
    }
}

pub(crate) fn agent(number: u64) -> Agent {
    Agent {
        id: id(number),
        tenant: id(1),
        name: format!("agent-{number}"),
        display_name: format!("Agent {number}"),
        role: Role::Agent,
        password_hash: "$argon2id$".into(),
        capacity: 5,
        created_at: Timestamp(1),
        disabled_at: None,
    }
}

pub(crate) fn device(number: u64, agent: u64) -> Device {
    Device {
        id: id(number),
        agent: id(agent),
        leaf_key: key(1000 + number),
        label: "laptop".into(),
        status: DeviceStatus::Waiting,
        credential: None,
        credential_until: None,
        requested_at: Timestamp(1),
        answered_at: None,
        revoked_at: None,
        seen_at: Timestamp(i64::try_from(number).unwrap()),
    }
}

pub(crate) fn package(number: u64, device: u64, clock: &HandClock) -> KeyPackage {
    KeyPackage {
        id: id(number),
        hash: key(number),
        leaf_key: key(1000 + device),
        device: Some(id(device)),
        conversation: None,
        profile: CryptoProfile::TacitaPq1,
        bytes: vec![7; 100],
        created_at: Timestamp(i64::try_from(number).unwrap()),
        expires_at: clock.now().plus_seconds(3600),
        reserved_for: None,
        reserved_until: None,
        used_at: None,
    }
}

pub(crate) fn member(conversation: u64, leaf: u64) -> Member {
    Member {
        conversation: id(conversation),
        leaf_key: key(leaf),
        role: Role::Customer,
        agent: None,
        device: None,
        joined_at: Sequence(0),
        acked: Sequence(0),
        counter: 0,
        removed_at: None,
    }
}

/// The customer of this conversation may read its log for a minute.
pub(crate) fn own(number: u64, clock: &HandClock) -> Allowed<acts::OpenOwnSocket> {
    let relations = Relations {
        authenticated: true,
        ..Relations::default()
    };
    let subject = Subject::Customer(id(number));
    decide(
        subject,
        Object::Conversation(id(number)),
        Purpose::OwnConversation,
        relations,
        clock,
    )
}

/// This agent is assigned to this conversation.
pub(crate) fn assigned<A: Act>(agent: u64, number: u64, clock: &HandClock) -> Allowed<A> {
    let relations = Relations {
        authenticated: true,
        assigned: true,
        ..Relations::default()
    };
    let subject = Subject::Agent(id(agent), Role::Agent);
    decide(
        subject,
        Object::Conversation(id(number)),
        Purpose::AnswerChat,
        relations,
        clock,
    )
}

fn decide<A: Act>(
    subject: Subject,
    object: Object,
    purpose: Purpose,
    relations: Relations,
    clock: &HandClock,
) -> Allowed<A> {
    let (tenant, now) = (id(1), clock.now());
    let valid_until = now.plus_seconds(60);
    let facts = Facts {
        tenant,
        subject,
        object,
        purpose,
        relations,
        circumstances: Circumstances::default(),
        now,
        valid_until,
    };
    Policy::built_in().decide(&facts).unwrap()
}
