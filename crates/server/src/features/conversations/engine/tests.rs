//! The hot path without a database: order, refusals, and what happens when the store refuses.

use super::head::{Durable, Member};
use super::input::{Frame, Hello, Input, Post};
use super::keys::{KeySet, Keys};
use super::out::Effect;
use super::tail::Tail;
use super::{Engine, Limits};
use crate::features::conversations::outbound::Outbound;
use crate::host::{Randomness, SystemRandomness};
use bytes::Bytes;
use std::collections::HashSet;
use std::sync::Arc;
use tacita_model::{
    ConversationId, ConversationState, CryptoProfile, CustomerId, Epoch, Generation, MessageId,
    Place, QueueId, Role, Sequence, TenantId, Timestamp, TypedId,
};
use tacita_protocol::chain::{self, EntryKind};
use tacita_protocol::control::{self, FromServer, Refusal};
use tacita_protocol::hot;
use tacita_seal::{Crypto, SigningKey};

const CUSTOMER: [u8; 32] = [1; 32];
const AGENT: [u8; 32] = [2; 32];
const NOW: Timestamp = Timestamp(1_000_000);

fn id() -> ConversationId {
    ConversationId::from_bytes([3; 16])
}

fn member(key: [u8; 32], role: Role) -> Member {
    Member {
        key,
        role,
        agent: None,
        device: None,
        since: Sequence(0),
        counter: 0,
        acked: Sequence(0),
        leaving: false,
    }
}

fn durable() -> Durable {
    Durable {
        tenant: TenantId::from_bytes([0; 16]),
        site: "shop".to_owned(),
        credential: Bytes::new(),
        closed: None,
        queue: QueueId::from_bytes([0; 16]),
        customer: CustomerId::from_bytes([0; 16]),
        customer_key: CUSTOMER,
        opened: NOW,
        state: ConversationState::Active,
        profile: CryptoProfile::TacitaPq1,
        generation: Generation(1),
        epoch: Epoch(1),
        group: Bytes::from_static(b"not looked at by the hot path"),
        guests: Vec::new(),
        assigned: Some(super::head::Assigned {
            agent: tacita_model::AgentId::from_bytes([0; 16]),
            name: String::new(),
            device: tacita_model::DeviceId::from_bytes([0; 16]),
            key: AGENT,
            since: NOW,
        }),
        members: vec![member(CUSTOMER, Role::Customer), member(AGENT, Role::Agent)],
        former: Vec::new(),
        pending: Vec::new(),
        welcomes: Vec::new(),
        place: Place::default(),
        place_time: NOW,
        waiting_since: None,
        customer_packages: 3,
        intake: Vec::new(),
        tail: Tail::default(),
        freezes: 0,
        frozen_since: None,
        forgotten_to: Sequence(0),
        on_hold_since: None,
        language: None,
        prefers: None,
        bodies_deleted: Sequence(0),
    }
}

struct Desk {
    engine: Engine,
    customer: Arc<Outbound>,
    agent: Arc<Outbound>,
}

impl Desk {
    fn open() -> Self {
        let crypto = Crypto::new(SystemRandomness.generator());
        let [router, external, issuing] = [(); 3].map(|()| SigningKey::make(&crypto));
        let keys = Arc::new(Keys::new(
            crypto,
            vec![KeySet {
                router,
                external_sender: external,
                conversation_issuing: issuing,
            }],
        ));
        let limits = Limits {
            posts_per_second: 5,
            settle_seconds: 5,
            unclaimed_seconds: 60,
            idle_conversations: 10,
        };
        let mut engine = Engine::new(keys, limits);
        let (customer, agent) = (Arc::new(Outbound::default()), Arc::new(Outbound::default()));
        for (socket, key, role, outbound) in [
            (1, CUSTOMER, Role::Customer, &customer),
            (2, AGENT, Role::Agent, &agent),
        ] {
            let hello = Hello {
                socket,
                outbound: Arc::clone(outbound),
                key,
                role,
                agent: None,
                device: None,
                seen: Place::default(),
                renew_at: Timestamp(i64::MAX),
            };
            engine.handle(Input::Hello(id(), Box::new(hello)), NOW);
        }
        assert_eq!(
            engine.out.effects,
            [Effect::Load(id())],
            "asked once for both"
        );
        engine.out.effects.clear();
        engine.handle(Input::Loaded(id(), Ok(Some(Box::new(durable())))), NOW);
        let mut desk = Self {
            engine,
            customer,
            agent,
        };
        desk.round(&HashSet::new());
        desk
    }

    fn round(&mut self, failed: &HashSet<ConversationId>) {
        self.engine.out.rows.clear();
        self.engine.out.effects.clear();
        self.engine.finish(failed);
    }

    fn post(&mut self, socket: u64, counter: u64, message: u8, epoch: u64) {
        let frame = hot::Post {
            epoch: Epoch(epoch),
            counter,
            message: MessageId::from_bytes([message; 16]),
            mls: b"sealed",
        }
        .encode();
        let post = Post {
            epoch: Epoch(epoch),
            generation: Generation(1),
            counter,
            message: MessageId::from_bytes([message; 16]),
            hash: chain::body_hash(&frame),
            frame: frame.into(),
        };
        self.engine
            .handle(Input::Frame(id(), socket, Frame::Post(post)), NOW);
    }
}

async fn drain(outbound: &Outbound) -> Vec<Bytes> {
    let mut frames = Vec::new();
    // A ping makes the wait end when there is nothing.
    outbound.ping();
    outbound.take(&mut frames).await;
    frames
}

fn accepted(frames: &[Bytes]) -> Vec<u64> {
    frames
        .iter()
        .filter_map(|frame| hot::Accepted::decode(frame).ok())
        .map(|accepted| accepted.sequence.0)
        .collect()
}

fn refusals(frames: &[Bytes]) -> Vec<Refusal> {
    frames
        .iter()
        .filter_map(|frame| match control::decode_server(frame) {
            Ok(FromServer::Refused { why, .. }) => Some(why),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn messages_are_numbered_chained_and_handed_to_the_others() {
    let mut desk = Desk::open();
    drain(&desk.customer).await;
    drain(&desk.agent).await;
    desk.post(1, 1, 10, 1);
    desk.post(2, 1, 11, 1);
    desk.post(1, 2, 12, 1);
    assert!(
        drain(&desk.customer).await.is_empty(),
        "nothing leaves before the store has it"
    );
    desk.round(&HashSet::new());
    assert_eq!(accepted(&drain(&desk.customer).await), [1, 3]);
    let frames = drain(&desk.agent).await;
    assert_eq!(accepted(&frames), [2]);
    let deliveries: Vec<_> = frames
        .iter()
        .filter_map(|f| hot::Delivery::decode(f).ok())
        .collect();
    assert_eq!(deliveries.len(), 2);
    let mut place = Place::default();
    place = chain::advance(
        place,
        EntryKind::Message,
        &chain::body_hash(deliveries[0].post),
    );
    assert_eq!(deliveries[0].sequence, place.sequence);
}

#[tokio::test]
async fn a_post_is_refused_for_the_first_reason_that_holds() {
    let mut desk = Desk::open();
    drain(&desk.customer).await;
    desk.post(1, 1, 1, 1);
    desk.post(1, 1, 2, 1);
    desk.post(1, 5, 3, 2);
    desk.post(1, 5, 1, 1);
    desk.post(1, 6, 4, 1);
    desk.post(1, 7, 5, 1);
    desk.round(&HashSet::new());
    let frames = drain(&desk.customer).await;
    assert_eq!(
        accepted(&frames),
        [1, 1, 2],
        "a repeated id is answered with its first place"
    );
    assert_eq!(
        refusals(&frames),
        [Refusal::RolledBack, Refusal::WrongEpoch, Refusal::TooFast],
        "counter, epoch, rate"
    );
}

#[tokio::test]
async fn what_the_store_refuses_is_acknowledged_to_nobody() {
    let mut desk = Desk::open();
    drain(&desk.customer).await;
    drain(&desk.agent).await;
    desk.post(1, 1, 1, 1);
    desk.round(&HashSet::from([id()]));
    let frames = drain(&desk.customer).await;
    assert!(accepted(&frames).is_empty());
    assert_eq!(refusals(&frames), [Refusal::Unavailable]);
    assert!(
        drain(&desk.agent).await.is_empty(),
        "the other side learns nothing of it"
    );

    // The next post finds what the database has, not what memory had.
    desk.post(1, 1, 1, 1);
    assert_eq!(desk.engine.out.effects, [Effect::Load(id())]);
    desk.engine
        .handle(Input::Loaded(id(), Ok(Some(Box::new(durable())))), NOW);
    desk.round(&HashSet::new());
    assert_eq!(accepted(&drain(&desk.customer).await), [1]);
}

#[tokio::test]
async fn a_device_about_to_be_removed_is_taken_nothing_from() {
    let mut desk = Desk::open();
    if let Some(conversation) = desk.engine.conversations.get_mut(&id()) {
        let durable = conversation.durable.as_deref_mut().unwrap();
        durable.member_mut(&AGENT).unwrap().leaving = true;
    }
    drain(&desk.agent).await;
    desk.post(2, 1, 1, 1);
    desk.round(&HashSet::new());
    assert_eq!(refusals(&drain(&desk.agent).await), [Refusal::NotMember]);
}
