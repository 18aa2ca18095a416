//! What goes into the brain and what comes out of it.
//!
//! The host owns the socket, the storage, the clock and the randomness; the brain owns every
//! decision. One rule binds the host: a [`Batch`] is written in one atomic transaction and answered
//! with [`Input::Stored`]; until then the brain releases nothing that depends on it.
//! Next: [`crate::Brain`].

use crate::{act::Act, event::Event};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tacita_model::{ConversationId, MessageId, Timestamp};
use tacita_protocol::http::Bootstrap;
use tacita_protocol::{Blob, Wire};

/// Whose brain this is. One brain serves one conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setup {
    /// A customer's.
    Customer {
        /// Key of the shop's site.
        site: String,
        /// Fingerprint of the organisation's root key, as the shop's page pins it.
        root: [u8; 32],
        /// Begin a conversation when the storage holds none; else say [`Output::Nothing`].
        fresh: bool,
    },
    /// An agent's.
    Agent {
        /// Which conversation.
        conversation: ConversationId,
    },
}

/// What happens to the brain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Everything in the storage: the answer to [`Output::Load`].
    Loaded(Vec<(Vec<u8>, Vec<u8>)>),
    /// The server opened the conversation: the answer to [`Output::Open`].
    Opened(Box<Bootstrap>),
    /// The agent's device answered an [`Ask`], or renewed its credential.
    Device(Answer),
    /// The socket is open.
    Connected,
    /// The socket is gone.
    Disconnected,
    /// A binary frame of the server.
    Frame(Vec<u8>),
    /// A person did something.
    Act(Act),
    /// A batch was written whole, or not at all.
    Stored {
        /// Which.
        batch: u64,
        /// It is durable.
        ok: bool,
    },
    /// The time that [`Output::WakeAt`] named has come.
    Tick,
    /// Somebody began to look: say everything again.
    Replay,
}

/// What the brain wants done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Read the whole storage and answer with [`Input::Loaded`].
    Load,
    /// There is no conversation and none was to be begun.
    Nothing,
    /// Ask the server to open a conversation (`POST …/conversations`).
    Open {
        /// The fresh conversation key.
        leaf_key: [u8; 32],
        /// Proof that it is ours.
        signature: [u8; 64],
    },
    /// Ask the agent's device.
    Ask(Ask),
    /// Open the socket.
    OpenSocket,
    /// Close the socket; another [`Output::OpenSocket`] follows when it is time.
    CloseSocket,
    /// Send a binary frame.
    Send(Vec<u8>),
    /// Write this batch atomically and durably, then answer.
    Store(Batch),
    /// The server's time: a host whose clock is wrong shifts it before it gives the next input.
    Clock(Timestamp),
    /// Tell the person.
    Event(Event),
    /// Call [`Input::Tick`] at this time; replaces every earlier wish.
    WakeAt(Timestamp),
    /// Delete everything in the storage; the conversation is over for this device.
    Wipe,
}

/// One atomic change of the storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Number, for the answer.
    pub id: u64,
    /// Written (`Some`) or deleted (`None`), each key once. Values are secret: the host seals them.
    pub changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

/// Reads an [`Ask`] or an [`Answer`] that the other worker of this device wrote; none when it is none.
#[must_use]
pub fn passed<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    tacita_seal::decode_own(bytes).ok()
}

/// What a conversation of an agent asks its device. CBOR between the two workers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Who we are.
    HandOver,
    /// The private part of a key package that somebody used to add us.
    KeyPackage {
        /// Its reference (32 bytes).
        reference: Blob,
    },
    /// The text in an intake record.
    Intake {
        /// The message.
        message: Wire<MessageId>,
        /// The conversation, which the record is bound to.
        conversation: Wire<ConversationId>,
        /// Key that signed the record.
        customer_key: Blob,
        /// The record.
        record: Blob,
    },
}

/// What the device answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Who we are. Said again by itself when the credential was renewed.
    HandOver(HandOver),
    /// The private part, which the device no longer has; `None` if it never had it.
    KeyPackage {
        /// The reference asked for.
        reference: Blob,
        /// The private part.
        private: Option<Blob>,
    },
    /// The text, or `None` when this device cannot open it.
    Intake {
        /// The message.
        message: Wire<MessageId>,
        /// The text as the customer sealed it.
        text: Option<String>,
    },
}

/// A device's identity, as its conversations need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Secret of the device's signature key (32 bytes).
    pub secret: Blob,
    /// Its credential.
    pub credential: Blob,
    /// The bundle of certificates.
    pub certificates: Blob,
    /// Fingerprint of the pinned root (32 bytes).
    pub root: Blob,
    /// Tenant.
    pub tenant: Wire<tacita_model::TenantId>,
    /// Crypto profile word.
    pub profile: String,
    /// Key of this sign-in's fingerprints (32 bytes): in memory alone, another at each sign-in.
    pub guard: Blob,
}
