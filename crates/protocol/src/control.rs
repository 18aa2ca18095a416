//! The frames beside the live path: CBOR behind one type byte (`40` from clients, `C0` from the
//! server). Small, seldom, and complete: a batch is accepted or refused as a whole.

use crate::hot::{CLIENT_CONTROL, FrameError, SERVER_CONTROL};
use crate::limits::CONTROL_FRAME_BYTES;
use crate::{Blob, Wire};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tacita_model::{AgentId, ConversationId, DeviceId, KeyPackageId, MessageId};

/// Version of this protocol, in [`FromClient::Hello`].
pub const VERSION: u16 = 1;

/// A place in the log on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WirePlace {
    /// Last entry seen; 0 for none.
    pub sequence: u64,
    /// Chain hash there (32 bytes; zero bytes for none).
    pub chain: Blob,
}

/// What a client sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromClient {
    /// First frame of every socket.
    Hello {
        /// [`VERSION`].
        version: u16,
        /// Which conversation this socket serves.
        conversation: Wire<ConversationId>,
        /// Ed25519 public key of the leaf (32 bytes).
        leaf_key: Blob,
        /// The credential over that key (CBOR of `seal::credential`).
        credential: Blob,
        /// Signature over [`crate::hello::to_be_signed`] (64 bytes).
        signature: Blob,
        /// What the client already has.
        seen: WirePlace,
    },
    /// Starts a generation (flows F1, F2, F3, F14, cut-off).
    Batch(Box<Batch>),
    /// A commit in the running generation, with what depends on it.
    Commit(CommitRequest),
    /// A sealed intake record while no agent is in the group (flows F2, F5b).
    Intake(IntakePost),
    /// Everything up to here is processed and durable on this device.
    Ack {
        /// Last entry.
        sequence: u64,
    },
    /// Shown to a person up to here. Relayed, not stored.
    Read {
        /// Last entry shown.
        sequence: u64,
    },
    /// The person is typing (or has stopped). Relayed, not stored, never with content.
    Typing {
        /// Typing or not.
        on: bool,
    },
    /// Fresh one-time key packages for this leaf.
    KeyPackages {
        /// `MLSMessage` bytes of key packages.
        packages: Vec<Blob>,
    },
    /// The old agent has written what it wanted: the server may propose its removal (flow F5).
    HandedOver,
    /// Something cannot be processed (flow F14).
    Trouble {
        /// What.
        kind: Trouble,
        /// The entry at fault, if one is.
        sequence: Option<u64>,
    },
    /// Ends the conversation (flow F10). Customer or assigned agent.
    Close,
}

/// What went wrong at a client; the server freezes the generation for all but `Behind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// An entry that claims to be valid is not.
    InvalidEntry,
    /// The chain hash that another member signed differs from ours.
    Fork,
    /// Local state is gone or was rolled back.
    StateLost,
    /// A welcome that cannot be used.
    Welcome,
}

/// Why a generation begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// First message with a reserved agent (F1), or the assigned one (F2).
    Open,
    /// The customer is away; the agent begins (F3).
    CustomerAway,
    /// Something could not be processed (F14).
    Repair,
    /// A device was revoked and its replacement begins (F5, cut-off).
    CutOff,
}

/// One request that starts a generation; accepted or refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The new generation's number, as the server asked for.
    pub generation: u32,
    /// Why.
    pub reason: Reason,
    /// `MLSMessage` with the GroupInfo of epoch 0, ratchet tree inside.
    pub group_info: Blob,
    /// The commit that adds the invited devices (no update path; RFC 9420 section 12.4).
    pub commit: Blob,
    /// The welcome for them.
    pub welcome: Blob,
    /// Their tickets, as the server gave them.
    pub tickets: Vec<Blob>,
    /// First messages, encrypted in epoch 1: [`crate::hot::Post`] frames.
    pub posts: Vec<Blob>,
}

/// A commit of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitRequest {
    /// Generation it belongs to.
    pub generation: u32,
    /// Epoch it was made in. One commit an epoch: the first wins.
    pub epoch: u64,
    /// `MLSMessage` (PublicMessage).
    pub commit: Blob,
    /// Welcome for added devices, if any.
    pub welcome: Option<Blob>,
}

/// An intake record on its way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakePost {
    /// Chosen by the customer; the text is repeated inside MLS under the same id.
    pub message: Wire<MessageId>,
    /// The sealed record (`seal::record`).
    pub record: Blob,
    /// Signature with the conversation key over [`crate::hello::intake_to_be_signed`].
    pub signature: Blob,
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

/// Which request an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The hello.
    Hello,
    /// A post.
    Post,
    /// A batch.
    Batch,
    /// A commit.
    Commit,
    /// An intake record.
    Intake,
    /// Key packages.
    KeyPackages,
    /// The end of a hand-over.
    HandedOver,
    /// A trouble report.
    Trouble,
    /// Closing.
    Close,
    /// A frame that could not be read.
    Frame,
}

/// Why something was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The frame does not parse or is too long. The client's fault.
    Malformed,
    /// Signature, credential or version not good.
    NotProven,
    /// No such conversation, or not for this leaf: the two cannot be told apart.
    Unknown,
    /// Encrypted in another epoch; the entries that lead to the current one follow or have come.
    WrongEpoch,
    /// A proposal waits for its commit; send again afterwards.
    ProposalPending,
    /// Another commit won this epoch; it is in the log.
    LostRace,
    /// The generation is another, or already begun by somebody else.
    WrongGeneration,
    /// Not a member, or about to be removed.
    NotMember,
    /// The counter was already used: the state of this device was rolled back.
    RolledBack,
    /// The generation is frozen until the next one begins.
    Frozen,
    /// The conversation is closed.
    Closed,
    /// The commit, proposal or batch breaks a rule.
    Invalid,
    /// No ticket, or it names something else.
    NoTicket,
    /// The reserved agent is no longer free; a new [`FromServer::StartGeneration`] follows.
    ReservationLapsed,
    /// Over the rate; try again after a pause.
    TooFast,
    /// Too large.
    TooLarge,
    /// The place in [`FromClient::Hello`] is not in the server's log.
    UnknownPlace,
    /// The server cannot write now (disk, ledger); nothing was lost, try again.
    Unavailable,
}

/// Why a device is out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndReason {
    /// The conversation was closed.
    Closed,
    /// The device was removed (transfer, back to the queue).
    Removed,
    /// The device's credential or the person's sign-in was revoked.
    Revoked,
    /// The same conversation was opened on another socket of this leaf.
    Replaced,
}

/// Body of a log entry of kind `Commit`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitEntry {
    /// Generation.
    pub generation: u32,
    /// Epoch it ends.
    pub epoch: u64,
    /// `MLSMessage` (PublicMessage).
    pub commit: Blob,
}

/// Body of a log entry of kind `Proposal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalEntry {
    /// Generation.
    pub generation: u32,
    /// Epoch it is bound to.
    pub epoch: u64,
    /// `MLSMessage` (PublicMessage of the external sender).
    pub proposal: Blob,
    /// The ticket that goes with it.
    pub ticket: Blob,
}

/// Body of a log entry of kind `Generation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerationEntry {
    /// Number.
    pub generation: u32,
    /// Why.
    pub reason: Reason,
    /// Leaf key of whoever began it.
    pub starter: Blob,
    /// SHA-256 of the commit that opened epoch 1.
    pub commit_hash: Blob,
}

/// Body of a log entry of kind `State`. Words and facts only, never content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateEntry {
    /// State word (`model::ConversationState`).
    pub state: String,
    /// Who is assigned, if somebody is.
    pub agent: Option<Wire<AgentId>>,
    /// That person's display name, for the line on the customer's screen.
    pub agent_name: Option<String>,
    /// What happened, as a word: `waiting`, `assigned`, `handing-over`, `handed-over`,
    /// `back-to-queue`, `frozen`, `repaired`, `closed-by-customer`, `closed-by-agent`.
    pub what: String,
}

/// Writes a control frame.
///
/// # Errors
/// [`FrameError::Long`] when it would exceed the limit.
pub fn encode_client(frame: &FromClient) -> Result<Vec<u8>, FrameError> {
    encode(CLIENT_CONTROL, frame)
}

/// Writes a control frame.
///
/// # Errors
/// [`FrameError::Long`] when it would exceed the limit.
pub fn encode_server(frame: &FromServer) -> Result<Vec<u8>, FrameError> {
    encode(SERVER_CONTROL, frame)
}

/// Reads a client's control frame.
///
/// # Errors
/// [`FrameError`] when it is none.
pub fn decode_client(frame: &[u8]) -> Result<FromClient, FrameError> {
    decode(CLIENT_CONTROL, frame)
}

/// Reads a server's control frame.
///
/// # Errors
/// [`FrameError`] when it is none.
pub fn decode_server(frame: &[u8]) -> Result<FromServer, FrameError> {
    decode(SERVER_CONTROL, frame)
}

fn encode<T: Serialize>(first: u8, frame: &T) -> Result<Vec<u8>, FrameError> {
    let out = cbor4ii::serde::to_vec(vec![first], frame).map_err(|_| FrameError::Kind)?;
    if out.len() > CONTROL_FRAME_BYTES {
        Err(FrameError::Long)
    } else {
        Ok(out)
    }
}

fn decode<T: DeserializeOwned>(first: u8, frame: &[u8]) -> Result<T, FrameError> {
    if frame.len() > CONTROL_FRAME_BYTES {
        return Err(FrameError::Long);
    }
    let (kind, body) = frame.split_first().ok_or(FrameError::Short)?;
    if *kind != first {
        return Err(FrameError::Kind);
    }
    cbor4ii::serde::from_slice(body).map_err(|_| FrameError::Kind)
}

/// Writes the body of a log entry.
///
/// # Errors
/// [`FrameError::Kind`] when the value cannot be written.
pub fn encode_body<T: Serialize>(body: &T) -> Result<Vec<u8>, FrameError> {
    cbor4ii::serde::to_vec(Vec::new(), body).map_err(|_| FrameError::Kind)
}

/// Reads the body of a log entry.
///
/// # Errors
/// [`FrameError::Kind`] when it is no such body.
pub fn decode_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, FrameError> {
    cbor4ii::serde::from_slice(body).map_err(|_| FrameError::Kind)
}
