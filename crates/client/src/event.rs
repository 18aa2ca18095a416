//! What a person sees. Leaves the worker as JSON; the page draws it and decides nothing.

use serde::{Deserialize, Serialize};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Event {
    /// The state of the whole changed. Sent at start and at each change.
    Status(Status),
    /// A message appeared or changed its state; the page keeps them by `message`.
    Message(Message),
    /// A failed message was discarded.
    MessageGone {
        /// Message id text.
        message: String,
    },
    /// A line between the messages.
    Line(Line),
    /// Who is here, from the verified MLS tree.
    Members {
        /// Everybody in the group, this device included.
        members: Vec<Member>,
        /// 60 digits in groups of five, once two are in the group.
        safety_number: Option<String>,
    },
    /// Somebody types.
    Typing {
        /// Who, by display name; empty for the customer.
        name: String,
        /// Typing or not.
        on: bool,
    },
    /// The answer to [`crate::act::Act::Draft`].
    Review {
        /// Number of the draft.
        number: u32,
        /// What was found.
        findings: Vec<Finding>,
        /// What holds an agent's draft back, in order of place.
        held: Vec<Held>,
    },
    /// Fingerprints of this chat for the wrong-window guards of the person's other chats.
    Prints {
        /// Opaque; goes to them as it is.
        prints: tacita_protocol::Blob,
    },
    /// The conversation is over for this device: its state is wiped and nothing more comes.
    Ended {
        /// `closed`, `removed`, `revoked`, `replaced`.
        why: String,
    },
    /// Something went wrong that a person must know about.
    Alarm {
        /// Fluent key: `fork`, `key-changed`, `not-proven`, `storage-refused`, `state-lost`, …
        what: String,
    },
}

/// The state of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The socket is open and caught up.
    pub connected: bool,
    /// State word of the conversation (`model::ConversationState`).
    pub state: String,
    /// An agent is in the verified tree.
    pub agent_present: bool,
    /// Messages waiting to be sent.
    pub unsent: u32,
    /// The composer accepts text.
    pub may_write: bool,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Message id text.
    pub message: String,
    /// Place in the log once it has one; pages sort by it, then by arrival.
    pub sequence: Option<u64>,
    /// Written on this device.
    pub own: bool,
    /// `customer`, `agent`, `supervisor`.
    pub role: String,
    /// Display name of an agent; empty for the customer.
    pub name: String,
    /// Time in microseconds: the server's once known, the device's before.
    pub time: i64,
    /// Text and placeholders, in order.
    pub parts: Vec<Part>,
    /// `sending`, `sent`, `delivered`, `read`, `failed`; `received` for others' messages.
    pub state: String,
    /// Fluent key of why it failed.
    pub failure: Option<String>,
    /// Values that this device's own screening masked after decryption (second pass).
    pub masked_on_arrival: u32,
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Part {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// The safety guide, alone in its message: the page shows it in the reader's language.
    Guide,
    /// A hidden value.
    Placeholder {
        /// Kind word of `screen::Kind`.
        kind: String,
        /// Last four digits, where the kind shows them.
        last: Option<String>,
    },
}

/// A line between messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Place in the log.
    pub sequence: u64,
    /// Time in microseconds.
    pub time: i64,
    /// Fluent key: `joined`, `left`, `waiting`, `assigned`, `handing-over`, `handed-over`,
    /// `back-to-queue`, `repaired`, `key-changed`, `closed-by-customer`, `closed-by-agent`.
    pub what: String,
    /// Display name, where it is about a person.
    pub name: String,
}

/// Somebody in the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// `customer`, `agent`, `supervisor`.
    pub role: String,
    /// Display name; empty for the customer.
    pub name: String,
    /// This device.
    pub own: bool,
    /// A socket of it is open.
    pub online: bool,
    /// The credential has ended; it may only renew.
    pub expired: bool,
    /// Assurance word for the customer.
    pub assurance: String,
    /// Short fingerprint of the signature key, hex.
    pub fingerprint: String,
    /// SHA-256 of the credential, hex, by which its leaf is found in the ledger.
    pub credential: String,
}

/// Something found in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// UTF-16 offsets into the draft, as JavaScript counts.
    pub start: u32,
    /// End, exclusive.
    pub end: u32,
    /// Kind word of `screen::Kind`.
    pub kind: String,
    /// `certain`, `likely`, `hint`.
    pub band: String,
    /// Fluent key of the reason.
    pub reason: String,
    /// `allow`, `warn`, `mask`, `seal`, `block`.
    pub action: String,
    /// The sender may send it as it is.
    pub may_send_anyway: bool,
    /// Part of it stands in an earlier message.
    pub split: bool,
}

/// Something that holds an agent's draft back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// UTF-16 offsets into the draft, as JavaScript counts.
    pub start: u32,
    /// End, exclusive.
    pub end: u32,
    /// `over-collection`, `off-channel`, `wrong-window`.
    pub what: String,
    /// Why: `never-ask`, `not-in-purpose`; `messenger`, `private-mail`, `private-phone`; `value`,
    /// `name`, `words`, `paste`.
    pub why: String,
    /// Kind word of `screen::Kind` that is asked for.
    pub kind: Option<String>,
    /// The other chat, by its id text.
    pub chat: Option<String>,
    /// Where the talk may go on: the organisation's own channels.
    pub official: Vec<String>,
    /// What the agent may do: `nudge` (send it), `reason` (send it with a reason), `stop` (change it).
    pub hold: String,
}
