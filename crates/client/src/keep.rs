//! What is kept between two runs, beside the group's own state: one small record per thing.
//!
//! Keys begin with one byte that says what the record is; it is never renumbered, because states on
//! disk carry it. Values are CBOR. A record that does not decode means the storage lost or changed
//! it, and the state as a whole is not trusted any more.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tacita_model::{ConversationId, MessageId, TenantId, TypedId};
use tacita_protocol::control::Trouble;
use tacita_protocol::{Blob, Wire};

/// First byte of a key.
pub(crate) mod area {
    /// State of `seal`; the rest of the key is its own.
    pub(crate) const SEAL: u8 = b's';
    /// [`super::Me`].
    pub(crate) const ME: u8 = b'i';
    /// [`super::Standing`].
    pub(crate) const STANDING: u8 = b'g';
    /// Chain hashes, sixteen entries a record.
    pub(crate) const CHAIN: u8 = b'h';
    /// [`super::Kept`], by message id.
    pub(crate) const MESSAGE: u8 = b'm';
    /// [`super::Waiting`], by order.
    pub(crate) const OUTBOX: u8 = b'o';
    /// [`super::KeptLine`], by number.
    pub(crate) const LINE: u8 = b'l';
    /// [`super::Handshake`].
    pub(crate) const HANDSHAKE: u8 = b'c';
    /// [`super::Desk`].
    pub(crate) const DESK: u8 = b'd';
}

/// The record does not decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stored record does not decode")]
pub(crate) struct Damaged;

pub(crate) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    // Writing into memory fails for no type of ours; an empty record is refused when it is read.
    cbor4ii::serde::to_vec(Vec::new(), value).unwrap_or_default()
}

pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Damaged> {
    tacita_seal::decode_own(bytes).map_err(|_| Damaged)
}

pub(crate) fn key(area: u8, name: &[u8]) -> Vec<u8> {
    let mut key = vec![area];
    key.extend_from_slice(name);
    key
}

pub(crate) fn message_key(message: MessageId) -> Vec<u8> {
    key(area::MESSAGE, &message.to_bytes())
}

/// Who we are in this conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Me {
    pub(crate) agent: bool,
    pub(crate) conversation: Wire<ConversationId>,
    pub(crate) tenant: Wire<TenantId>,
    pub(crate) profile: String,
    pub(crate) secret: Blob,
    pub(crate) credential: Blob,
    pub(crate) certificates: Blob,
    pub(crate) root: Blob,
}

/// Where we stand: rewritten with every step, hence small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub(crate) struct Standing {
    /// Last entry processed.
    pub(crate) sequence: u64,
    /// Chain hash there.
    pub(crate) chain: Blob,
    /// Where the log began for us: nothing before can be compared.
    pub(crate) since: u64,
    /// Generation of the group in the store; 0 for none.
    pub(crate) generation: u32,
    /// Own posts in it.
    pub(crate) counter: u64,
    /// Own posts since our last path.
    pub(crate) posts: u32,
    /// When our last path was (microseconds).
    pub(crate) path_time: i64,
    /// State word of the conversation.
    pub(crate) state: String,
    /// Next number for ordering.
    pub(crate) order: u64,
    /// Reported, or to be reported, until the next generation begins.
    pub(crate) trouble: Option<(Trouble, Option<u64>)>,
    /// What the other side has not acknowledged goes again: a generation was joined.
    pub(crate) repeat: bool,
    /// The person ended the conversation and the server has not said yes.
    pub(crate) closing: bool,
    /// A place that a welcome promised and that was not reached yet.
    pub(crate) promised: Option<(u64, Blob)>,
    /// How far the other leaves have acknowledged.
    pub(crate) acknowledged: Vec<(Blob, u64)>,
    /// The log is read again from the beginning after it diverged, up to this entry.
    pub(crate) again_until: u64,
    /// When that was last done (microseconds).
    pub(crate) again_time: i64,
    /// The customer's conversation key, as an agent first saw it.
    pub(crate) customer_key: Option<Blob>,
}

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) order: u64,
    pub(crate) sequence: Option<u64>,
    pub(crate) own: bool,
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) time: i64,
    /// Screened text with its placeholders.
    pub(crate) text: String,
    /// It is the safety guide, and has no text.
    pub(crate) guide: bool,
    pub(crate) state: Delivery,
    pub(crate) failure: Option<String>,
    pub(crate) masked: u32,
    /// Generation it came in; 0 for an intake record.
    pub(crate) generation: u32,
}

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Delivery {
    Received,
    Failed,
    Sending,
    Sent,
    Delivered,
    Read,
}

impl Delivery {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Failed => "failed",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
        }
    }
}

/// A message on its way out. Its text stands in its [`Kept`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    pub(crate) message: Wire<MessageId>,
    pub(crate) form: Form,
}

/// How far its encryption is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Form {
    /// Not encrypted, or not any more in a way that could be taken.
    Text,
    /// Encrypted in this epoch: exactly these bytes are sent, and sent again.
    Post {
        generation: u32,
        epoch: u64,
        frame: Blob,
    },
    /// Sealed as an intake record.
    Intake { frame: Blob },
}

/// A line between messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptLine {
    pub(crate) sequence: u64,
    pub(crate) time: i64,
    pub(crate) what: String,
    pub(crate) name: String,
}

/// A commit or batch of ours that the server has not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Handshake {
    /// A commit in the running generation.
    Commit { epoch: u64, frame: Blob },
    /// A generation that we begin.
    Batch {
        generation: u32,
        commit_hash: Blob,
        frame: Blob,
    },
}

/// What a customer knows of the desk before an agent is in the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub(crate) struct Desk {
    /// The queue (16 bytes) and the issuer's word who may be added from it.
    pub(crate) queue: Blob,
    pub(crate) roster: Blob,
    /// A device reserved for us, until it lapses.
    pub(crate) reserved: Option<tacita_protocol::control::Invite>,
    /// When it lapses (microseconds).
    pub(crate) reserved_until: i64,
    /// Devices to wrap intake records to.
    pub(crate) intake: Vec<tacita_protocol::control::IntakeDevice>,
}
