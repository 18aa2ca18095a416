//! What the server sends beside deliveries.
//!
//! Nothing in it is content; what must be ordered stands in entries of the log.

use super::place::WirePlace;
use super::word::{EndReason, Reason, Refusal, What};
use crate::{Blob, Wire};
use serde::{Deserialize, Serialize};
use tacita_model::{AgentId, DeviceId, KeyPackageId, MessageId};

/// What the server sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromServer {
    /// First frame of every socket.
    Challenge {
        /// 32 random bytes to be signed.
        nonce: Blob,
        /// The host name that must be signed along.
        host: String,
        /// Server time in microseconds.
        time: i64,
    },
    /// The hello was good. Entries after `seen` follow, then [`FromServer::CaughtUp`].
    Ready {
        /// State word (`model::ConversationState`).
        state: String,
        /// Running generation, 0 when none began.
        generation: u32,
        /// Epoch of that generation.
        epoch: u64,
        /// The highest `counter` the server took from this leaf in the running generation.
        counter: u64,
        /// Entries that this device has acknowledged.
        acked: u64,
        /// Key packages of this leaf that are still unused.
        key_packages: u32,
    },
    /// An entry of the log other than a message of this epoch's hot path.
    Entry {
        /// Place.
        sequence: u64,
        /// When the server took it.
        time: i64,
        /// [`crate::chain::EntryKind`] as a number.
        kind: u8,
        /// Body: CBOR of the entry's type; the 32-byte hash where the body may not be seen.
        body: Blob,
        /// The body is withheld and `body` is its SHA-256.
        withheld: bool,
    },
    /// All entries up to here were sent.
    CaughtUp {
        /// Head of the log.
        sequence: u64,
    },
    /// A welcome for this device. The log begins for it after `at`.
    Welcome {
        /// Generation joined.
        generation: u32,
        /// Where the commit that added it stands, with the chain hash there.
        at: WirePlace,
        /// `MLSMessage` with the Welcome.
        welcome: Blob,
        /// This device's own ticket.
        ticket: Blob,
    },
    /// Begin this generation with these members and send a [`Batch`].
    StartGeneration {
        /// Number to use.
        generation: u32,
        /// Why.
        reason: Reason,
        /// Whom to add.
        invites: Vec<Invite>,
    },
    /// Commit the pending proposals of this epoch (one member at a time is asked).
    CommitWanted {
        /// The epoch to commit in.
        epoch: u64,
    },
    /// An intake record, opened by one lock, for the assigned agent alone.
    IntakeRecord {
        /// Place of its entry in the log.
        sequence: u64,
        /// When it arrived.
        time: i64,
        /// The message's id.
        message: Wire<MessageId>,
        /// The inner record (outer layer taken off under a decision and a leaf).
        record: Blob,
        /// The customer's signature over it.
        signature: Blob,
        /// The customer's conversation key (checked against the credential in use).
        customer_key: Blob,
    },
    /// Devices that intake records are to be wrapped to.
    IntakeDevices {
        /// At most [`crate::limits::INTAKE_WRAPS`].
        devices: Vec<IntakeDevice>,
    },
    /// A batch, commit, intake, key packages or close was taken.
    Done {
        /// Which: `batch`, `commit`, `intake`, `key-packages`, `handed-over`, `close`.
        what: What,
        /// The message of an intake.
        message: Option<Wire<MessageId>>,
        /// Place in the log, where it has one.
        sequence: Option<u64>,
    },
    /// Something was not taken; nothing of it was kept.
    Refused {
        /// Which.
        what: What,
        /// The message, if one.
        message: Option<Wire<MessageId>>,
        /// Why.
        why: Refusal,
    },
    /// Another member's device has processed up to here.
    Delivered {
        /// Its leaf key.
        leaf_key: Blob,
        /// Last entry.
        sequence: u64,
    },
    /// A person has been shown up to here.
    Read {
        /// Leaf key of the reader's device.
        leaf_key: Blob,
        /// Last entry.
        sequence: u64,
    },
    /// A person types or has stopped.
    Typing {
        /// Leaf key.
        leaf_key: Blob,
        /// Typing or not.
        on: bool,
    },
    /// Which leaves have an open socket.
    Presence {
        /// Leaf keys.
        online: Vec<Blob>,
    },
    /// A renewed credential for this leaf's key (customers; agents fetch theirs over HTTP).
    Credential {
        /// The credential (CBOR of `seal::credential`).
        credential: Blob,
        /// The certificates that go with it.
        certificates: Vec<Blob>,
    },
    /// The certificates have changed since some devices got them: the server's keys are changing.
    Certificates {
        /// All that count, as bootstrap hands them out.
        certificates: Vec<Blob>,
    },
    /// Refill: the server wants this many more key packages.
    KeyPackagesWanted {
        /// How many.
        count: u32,
    },
    /// This device is out: wipe its keys and text of the conversation.
    Ended {
        /// Why.
        why: EndReason,
    },
}

/// A device to be added to a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Whose package.
    pub package: Wire<KeyPackageId>,
    /// `MLSMessage` with the key package.
    pub key_package: Blob,
    /// The server's ticket for it; the members check it as well.
    pub ticket: Blob,
}

/// A device with an intake key, and the proof that the key is its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeDevice {
    /// The device.
    pub device: Wire<DeviceId>,
    /// Its person.
    pub agent: Wire<AgentId>,
    /// The device's credential.
    pub credential: Blob,
    /// The device's signature key (32 bytes).
    pub leaf_key: Blob,
    /// The day's intake key, signed by that key (`seal::record`).
    pub intake_key: Blob,
}
