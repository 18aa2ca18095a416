//! Bad input: every kind gets a clear word, the server stays up, nothing is lost.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::time::Duration;
use tacita_model::{ConversationId, CustomerId, DeviceId, Epoch, MessageId, TypedId};
use tacita_protocol::control::{
    self, Batch, CommitRequest, FromClient, FromServer, IntakePost, Reason, Refusal, Trouble, What,
    WirePlace,
};
use tacita_protocol::{Blob, Wire as Id, hello, hot, limits};
use tacita_seal::{GroupId, SigningKey};
use tacita_server::bench::person::Wire;
use tacita_testkit::{Town, expect_state, expect_text};

/// A device that does what it likes.
struct Stranger {
    key: SigningKey,
    credential: Vec<u8>,
    wire: Wire,
}

impl Stranger {
    async fn next(&mut self) -> Option<FromServer> {
        loop {
            let wait = tokio::time::timeout(Duration::from_secs(5), self.wire.receive.recv());
            let frame = wait.await.expect("an answer in five seconds")?;
            if let Ok(frame) = control::decode_server(&frame) {
                return Some(frame);
            }
        }
    }

    async fn refusal(&mut self) -> Option<(What, Refusal)> {
        loop {
            if let FromServer::Refused { what, why, .. } = self.next().await? {
                return Some((what, why));
            }
        }
    }

    fn send(&self, frame: &FromClient) {
        let _gone = self.wire.send.send(control::encode_client(frame).unwrap());
    }

    fn raw(&self, frame: Vec<u8>) {
        let _gone = self.wire.send.send(frame);
    }

    /// Connects and says hello for a conversation.
    async fn greet(
        town: &Town,
        key: SigningKey,
        credential: Vec<u8>,
        conversation: ConversationId,
        seen: u64,
    ) -> Self {
        let wire = town.server().connect(None).unwrap();
        let mut stranger = Self {
            key,
            credential,
            wire,
        };
        let Some(FromServer::Challenge { nonce, host, .. }) = stranger.next().await else {
            panic!("the first frame is a challenge");
        };
        let nonce: [u8; 32] = nonce.0.try_into().unwrap();
        let leaf_key = stranger.key.public();
        let signed = hello::to_be_signed(&host, &nonce, conversation, &leaf_key);
        let signature = stranger.key.sign_hello(&signed, b"");
        stranger.send(&FromClient::Hello {
            version: control::VERSION,
            conversation: Id(conversation),
            leaf_key: Blob(leaf_key.to_vec()),
            credential: Blob(stranger.credential.clone()),
            signature: Blob(signature.to_vec()),
            seen: WirePlace {
                sequence: seen,
                chain: Blob(vec![0; 32]),
            },
        });
        stranger
    }
}

/// A customer's key with a genuine credential, for a conversation of somebody else.
fn genuine(town: &Town) -> (SigningKey, Vec<u8>) {
    let world = town.world();
    let key = SigningKey::make(&world.keys.crypto);
    let credential = town.organisation().customer(
        CustomerId::from_bytes(world.draw()),
        DeviceId::from_bytes(world.draw()),
        &key.public(),
        world.clock.now(),
    );
    (key, credential)
}

#[tokio::test]
async fn an_unknown_conversation_and_a_foreign_one_get_the_same_answer() {
    let town = Town::new().await;
    let (_customer, chat) = town.customer().await;
    let mut answers = Vec::new();
    for conversation in [chat, ConversationId::from_bytes([9; 16])] {
        let (key, credential) = genuine(&town);
        let mut stranger = Stranger::greet(&town, key, credential, conversation, 0).await;
        answers.push(stranger.refusal().await);
        assert!(stranger.next().await.is_none(), "and the socket is over");
    }
    assert_eq!(answers, [Some((What::Hello, Refusal::Unknown)); 2]);
    town.close().await;
}

#[tokio::test]
async fn a_forged_credential_is_refused_like_any_other_that_proves_nothing() {
    let town = Town::new().await;
    let other = Town::new().await;
    let (_customer, chat) = town.customer().await;
    // Signed by another organisation's keys.
    let (key, credential) = genuine(&other);
    let mut stranger = Stranger::greet(&town, key, credential, chat, 0).await;
    assert_eq!(
        stranger.refusal().await,
        Some((What::Hello, Refusal::NotProven))
    );
    // A genuine one, moved to another key.
    let (_, credential) = genuine(&town);
    let key = SigningKey::make(&town.world().keys.crypto);
    let mut stranger = Stranger::greet(&town, key, credential, chat, 0).await;
    assert_eq!(
        stranger.refusal().await,
        Some((What::Hello, Refusal::NotProven))
    );
    // No credential at all, and one flipped byte.
    let (key, _) = genuine(&town);
    let mut stranger = Stranger::greet(&town, key, Vec::new(), chat, 0).await;
    assert_eq!(
        stranger.refusal().await,
        Some((What::Hello, Refusal::NotProven))
    );
    other.close().await;
    town.close().await;
}

fn post(conversation: ConversationId, generation: u32, epoch: u64, counter: u64) -> Vec<u8> {
    let group = GroupId {
        conversation,
        generation: tacita_model::Generation(generation),
    };
    let mut mls = vec![0, 1, 0, 2, 20];
    mls.extend_from_slice(&group.to_bytes());
    mls.extend_from_slice(&epoch.to_be_bytes());
    mls.push(1);
    mls.extend_from_slice(&[7; 64]);
    let message = MessageId::from_bytes(u128::from(counter + 1000 * epoch).to_be_bytes());
    hot::Post {
        epoch: Epoch(epoch),
        counter,
        message,
        mls: &mls,
    }
    .encode()
}

/// A conversation with a customer whose key this test holds, opened as the widget does.
async fn own(town: &Town) -> (Stranger, ConversationId) {
    use tacita_model::{ConversationState, Generation, Sequence};
    let world = town.world();
    let (key, credential) = genuine(town);
    let id = ConversationId::from_bytes(world.draw());
    let now = world.clock.now();
    let row = tacita_store::rows::Conversation {
        id,
        tenant: town.organisation().tenant,
        site: "shop".to_owned(),
        queue: town.queue(),
        customer: CustomerId::from_bytes(world.draw()),
        customer_key: key.public(),
        customer_credential: credential.clone(),
        state: ConversationState::Opened,
        generation: Generation(0),
        profile: town.organisation().profile,
        agent: None,
        device: None,
        opened_at: now,
        waiting_since: None,
        last_entry_at: now,
        closed_at: None,
        freezes: 0,
        frozen_since: None,
        forgotten_to: Sequence(0),
    };
    let write = tacita_store::Write::AddConversation(row);
    world.store.commit(vec![write], Vec::new()).await.unwrap();
    let mut stranger = Stranger::greet(town, key, credential, id, 0).await;
    loop {
        match stranger.next().await.expect("the hello is good") {
            FromServer::CaughtUp { .. } => return (stranger, id),
            FromServer::Refused { why, .. } => panic!("refused: {why:?}"),
            _ => {}
        }
    }
}

// Practice: B3
#[tokio::test]
async fn every_kind_of_bad_frame_gets_its_word() {
    let town = Town::new().await;
    let (mut own, id) = own(&town).await;
    let foreign = ConversationId::from_bytes([9; 16]);
    let blob = || Blob(vec![1, 2, 3]);
    let batch = |generation| {
        FromClient::Batch(Box::new(Batch {
            generation,
            reason: Reason::Open,
            group_info: blob(),
            commit: blob(),
            welcome: blob(),
            tickets: vec![blob()],
            posts: Vec::new(),
        }))
    };
    let encode = |frame: &FromClient| control::encode_client(frame).unwrap();
    let cases: Vec<(&str, Vec<u8>, (What, Refusal))> = vec![
        ("an empty frame", vec![], (What::Frame, Refusal::Malformed)),
        (
            "an unknown first byte",
            vec![0x77, 1],
            (What::Frame, Refusal::Malformed),
        ),
        (
            "CBOR that breaks off",
            vec![0x40, 0xa1],
            (What::Frame, Refusal::Malformed),
        ),
        (
            "a post without a head",
            vec![0x01, 0, 0],
            (What::Post, Refusal::Malformed),
        ),
        (
            "a post that is no MLS",
            post(id, 1, 1, 1)[..40].to_vec(),
            (What::Post, Refusal::Malformed),
        ),
        (
            "a post that is too long",
            vec![0x01; limits::POST_FRAME_BYTES + 1],
            (What::Post, Refusal::TooLarge),
        ),
        (
            "a post for another chat",
            post(foreign, 1, 1, 1),
            (What::Post, Refusal::WrongGeneration),
        ),
        (
            "a post before there is a group",
            post(id, 1, 1, 1),
            (What::Post, Refusal::NotMember),
        ),
        (
            "a batch without a reservation",
            encode(&batch(1)),
            (What::Batch, Refusal::ReservationLapsed),
        ),
        (
            "a batch for another number",
            encode(&batch(7)),
            (What::Batch, Refusal::WrongGeneration),
        ),
        (
            "a commit without a group",
            encode(&FromClient::Commit(CommitRequest {
                generation: 1,
                epoch: 0,
                commit: blob(),
                welcome: None,
            })),
            (What::Commit, Refusal::NotMember),
        ),
        (
            "an intake record that is none",
            encode(&FromClient::Intake(IntakePost {
                message: Id(MessageId::from_bytes([3; 16])),
                record: blob(),
                signature: Blob(vec![0; 64]),
            })),
            (What::Intake, Refusal::Malformed),
        ),
        (
            "key packages that are none",
            encode(&FromClient::KeyPackages {
                packages: vec![blob()],
            }),
            (What::KeyPackages, Refusal::Invalid),
        ),
        (
            "the end of a hand-over that never began",
            encode(&FromClient::HandedOver),
            (What::HandedOver, Refusal::NotMember),
        ),
        (
            "trouble without a group",
            encode(&FromClient::Trouble {
                kind: Trouble::Fork,
                sequence: None,
            }),
            (What::Trouble, Refusal::NotMember),
        ),
    ];
    for (name, frame, answer) in cases {
        own.raw(frame);
        assert_eq!(own.refusal().await, Some(answer), "{name}");
    }
    town.close().await;
}

#[tokio::test]
async fn a_place_that_is_not_in_the_log_is_said_to_be_unknown() {
    let town = Town::new().await;
    let (first, id) = own(&town).await;
    let mut again = Stranger::greet(&town, first.key, first.credential, id, 99).await;
    assert_eq!(
        again.refusal().await,
        Some((What::Hello, Refusal::UnknownPlace))
    );
    town.close().await;
}

#[tokio::test]
async fn ten_thousand_random_frames_harm_nobody() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "before");
    expect_state(&customer, "before", "sent").await;
    thandi.accept(chat).await.unwrap();
    let console = thandi.open(chat);
    expect_text(&console, "before").await;

    let mut random = ChaCha20Rng::seed_from_u64(20_001);
    let (mut hostile, id) = own(&town).await;
    let mut answers = 0;
    for number in 0..10_000u64 {
        let mut frame = match number % 4 {
            0 => Vec::new(),
            1 => vec![hot::CLIENT_CONTROL],
            2 => vec![hot::POST],
            // Genuine forms with flipped bytes get furthest.
            _ => post(id, 1, number % 3, number),
        };
        let length = usize::try_from(random.next_u32() % 200).unwrap();
        if number % 4 == 3 {
            let at = usize::try_from(random.next_u32()).unwrap() % frame.len();
            frame[at] ^= 1 << (random.next_u32() % 8);
        } else {
            let mut bytes = vec![0; length];
            random.fill_bytes(&mut bytes);
            frame.extend_from_slice(&bytes);
        }
        hostile.raw(frame);
        while hostile.wire.receive.try_recv().is_ok() {
            answers += 1;
        }
    }
    // The line closed nothing and the engine still answers it and everybody else.
    hostile.raw(vec![0x77]);
    assert!(hostile.refusal().await.is_some());
    assert!(answers > 0);
    console.send(town.message_id(), "after");
    expect_text(&customer, "after").await;
    town.close().await;
}
