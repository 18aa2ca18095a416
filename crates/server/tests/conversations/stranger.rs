//! Devices that do what they like: the frames are made by hand.

use std::time::Duration;
use tacita_model::{ConversationId, CustomerId, DeviceId, Epoch, MessageId, TypedId};
use tacita_protocol::control::{self, FromClient, FromServer, Refusal, What, WirePlace};
use tacita_protocol::{Blob, Wire as Id, hello, hot};
use tacita_seal::{GroupId, SigningKey};
use tacita_server::bench::person::Wire;
use tacita_testkit::{Agent, Town};

/// A device that does what it likes.
pub(crate) struct Stranger {
    pub(crate) key: SigningKey,
    pub(crate) credential: Vec<u8>,
    pub(crate) wire: Wire,
}

impl Stranger {
    pub(crate) async fn next(&mut self) -> Option<FromServer> {
        loop {
            let wait = tokio::time::timeout(Duration::from_secs(60), self.wire.receive.recv());
            let frame = wait.await.expect("an answer in a minute")?;
            if let Ok(frame) = control::decode_server(&frame) {
                return Some(frame);
            }
        }
    }

    pub(crate) async fn refusal(&mut self) -> Option<(What, Refusal)> {
        loop {
            if let FromServer::Refused { what, why, .. } = self.next().await? {
                return Some((what, why));
            }
        }
    }

    pub(crate) fn send(&self, frame: &FromClient) {
        let _gone = self.wire.send.send(control::encode_client(frame).unwrap());
    }

    pub(crate) fn raw(&self, frame: Vec<u8>) {
        let _gone = self.wire.send.send(frame);
    }

    /// Connects and says hello for a conversation.
    pub(crate) async fn greet(
        town: &Town,
        key: SigningKey,
        credential: Vec<u8>,
        conversation: ConversationId,
        seen: u64,
    ) -> Self {
        Self::greet_as(town, None, key, credential, conversation, seen).await
    }

    /// As [`Stranger::greet`], with a sign-in of this agent.
    pub(crate) async fn greet_as(
        town: &Town,
        agent: Option<&Agent>,
        key: SigningKey,
        credential: Vec<u8>,
        conversation: ConversationId,
        seen: u64,
    ) -> Self {
        let agent = agent.map(|agent| agent.id);
        let wire = town.server().connect(agent).await.unwrap();
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

    /// Takes the place of an agent's device in a conversation: same key, same sign-in.
    pub(crate) async fn instead_of(
        town: &Town,
        agent: &Agent,
        conversation: ConversationId,
    ) -> Self {
        let device = agent.hand_over().await;
        let key = SigningKey::from_bytes(&device.secret.0.try_into().unwrap());
        let credential = device.credential.0;
        let mut stranger =
            Self::greet_as(town, Some(agent), key, credential, conversation, 0).await;
        stranger.caught_up().await;
        stranger
    }

    /// Reads on until everything there was has come.
    pub(crate) async fn caught_up(&mut self) {
        loop {
            match self.next().await.expect("the hello is good") {
                FromServer::CaughtUp { .. } => return,
                FromServer::Refused { why, .. } => panic!("refused: {why:?}"),
                _ => {}
            }
        }
    }
}

/// A customer's key with a genuine credential, for a conversation of somebody else.
pub(crate) fn genuine(town: &Town) -> (SigningKey, Vec<u8>) {
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

pub(crate) fn post(
    conversation: ConversationId,
    generation: u32,
    epoch: u64,
    counter: u64,
) -> Vec<u8> {
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
pub(crate) async fn own(town: &Town) -> (Stranger, ConversationId) {
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
        on_hold_since: None,
        language: None,
        prefers: None,
    };
    let write = tacita_store::Write::AddConversation(row);
    world.store.commit(vec![write], Vec::new()).await.unwrap();
    let mut stranger = Stranger::greet(town, key, credential, id, 0).await;
    stranger.caught_up().await;
    (stranger, id)
}
