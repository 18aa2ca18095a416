//! What comes to the engine: frames of sockets, acts of people, answers of the database, time.
//!
//! Everything that costs a signature check, a decode or a hash was done before it is handed in, by
//! the socket's own task; the engine compares and counts. Next: [`super::Engine::handle`].

use super::head::{Durable, LeafKey};
use super::out::SocketId;
use crate::features::conversations::outbound::Outbound;
use bytes::Bytes;
use std::sync::Arc;
use tacita_model::{
    AgentId, ConversationId, DeviceId, Epoch, Generation, KeyPackageId, MessageId, Place, Role,
    Sequence, Timestamp,
};
use tacita_protocol::control::{Batch, CommitRequest, IntakeDevice, Trouble};

/// A socket that proved its key.
#[derive(Debug)]
pub struct Hello {
    /// The socket.
    pub socket: SocketId,
    /// Where its frames go.
    pub outbound: Arc<Outbound>,
    /// The key it proved.
    pub key: LeafKey,
    /// Role in its credential.
    pub role: Role,
    /// The person, for the desk's side (credential and sign-in agree).
    pub agent: Option<AgentId>,
    /// The device, for the desk's side.
    pub device: Option<DeviceId>,
    /// What it already has.
    pub seen: Place,
    /// When the customer's credential is to be renewed; never for anybody else's.
    pub renew_at: Timestamp,
}

/// A post whose frame was read.
#[derive(Debug)]
pub struct Post {
    /// Epoch in the outer header; it agrees with the MLS head.
    pub epoch: Epoch,
    /// Generation in the MLS group id.
    pub generation: Generation,
    /// The sender's count.
    pub counter: u64,
    /// Message id.
    pub message: MessageId,
    /// SHA-256 of the frame.
    pub hash: [u8; 32],
    /// The frame as received.
    pub frame: Bytes,
}

/// An intake record whose signature was checked and whose outer lock was put on.
#[derive(Debug)]
pub struct Intake {
    /// Message id.
    pub message: MessageId,
    /// Body of the log entry, which the chain covers.
    pub hash: [u8; 32],
    /// The record under the server half.
    pub sealed: Bytes,
    /// Id of the record.
    pub record: tacita_model::RecordId,
    /// The customer's signature.
    pub signature: [u8; 64],
    /// When the record is deleted unread.
    pub expires: Timestamp,
}

/// A frame of a socket that proved its key.
#[derive(Debug)]
pub enum Frame {
    /// A message (F4).
    Post(Post),
    /// A generation begins.
    Batch(Box<Batch>, Vec<Post>),
    /// A commit.
    Commit(CommitRequest),
    /// An intake record.
    Intake(Box<Intake>),
    /// Durable on the device up to here.
    Ack(Sequence),
    /// Shown up to here.
    Read(Sequence),
    /// Typing or not.
    Typing(bool),
    /// Checked key packages of this leaf.
    KeyPackages(Vec<FreshPackage>),
    /// The old agent is done.
    HandedOver,
    /// Something cannot be processed.
    Trouble(Trouble),
    /// The end.
    Close,
}

/// A key package that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshPackage {
    /// Its id.
    pub id: KeyPackageId,
    /// Its bytes.
    pub bytes: Bytes,
    /// Its profile.
    pub profile: tacita_model::CryptoProfile,
    /// When it can no longer be used.
    pub expires: Timestamp,
}

/// A key package that can be used for a device, as the database had it a moment ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: KeyPackageId,
    /// Its bytes.
    pub bytes: Bytes,
    /// Signature key of the device.
    pub key: LeafKey,
}

/// An act of a person over HTTP, with the sender of its answer.
#[derive(Debug)]
pub struct Command {
    /// Which conversation.
    pub conversation: ConversationId,
    /// What.
    pub order: Order,
    /// Where the answer goes, once everything of it is durable.
    pub answer: tokio::sync::oneshot::Sender<Result<(), Refused>>,
}

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Takes a waiting conversation with a device of theirs.
    Accept(Person),
    /// Hands it to somebody else.
    Transfer {
        /// Who has it.
        from: AgentId,
        /// Who gets it.
        to: Person,
    },
    /// Puts it back into its queue, or another.
    BackToQueue {
        /// Who has it.
        from: AgentId,
        /// Which queue.
        queue: tacita_model::QueueId,
    },
    /// Puts it on hold, or takes it up again.
    Hold {
        /// Who has it.
        by: AgentId,
        /// On hold, or no longer.
        on: bool,
    },
    /// Ends it.
    Close {
        /// Who has it.
        by: AgentId,
    },
    /// Somebody joins beside whoever answers, visibly to everybody in it (F6).
    Join {
        /// Who, and with which device.
        guest: Person,
        /// From when on they are out again; without it until they leave.
        until: Option<Timestamp>,
    },
    /// They leave again.
    Leave {
        /// Who.
        guest: AgentId,
    },
    /// Nobody accepted it for as long as a message may wait: it is deleted unread.
    Expire,
    /// A device lost its credential: it is out at once (F5, cut-off).
    Revoke {
        /// Signature key of the device.
        key: LeafKey,
        /// Who takes over what it had; without anybody it waits in its queue again.
        to: Option<Person>,
    },
}

/// A person with the device that will be in the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub agent: AgentId,
    /// Display name.
    pub name: String,
    /// The device.
    pub device: DeviceId,
    /// Its signature key.
    pub key: LeafKey,
}

/// Why an act was not done. Nothing of it was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such conversation.
    #[error("no such conversation")]
    Unknown,
    /// It is in another state than the act needs (somebody was faster).
    #[error("the conversation is in another state")]
    Conflict,
    /// The server cannot write.
    #[error("the server cannot write now")]
    Unavailable,
}

/// An entry of the log as it is read for a replay.
pub use super::tail::Entry;

/// Everything that the engine takes.
#[derive(Debug)]
pub enum Input {
    /// A socket proved its key for a conversation.
    Hello(ConversationId, Box<Hello>),
    /// A frame of a socket.
    Frame(ConversationId, SocketId, Frame),
    /// A socket is gone.
    Gone(ConversationId, SocketId),
    /// An act of a person.
    Command(Command),
    /// A conversation was loaded; `None` when there is no such conversation.
    Loaded(ConversationId, Result<Option<Box<Durable>>, Refused>),
    /// A page of the log for a socket that is behind.
    Page {
        /// Conversation.
        conversation: ConversationId,
        /// Socket.
        socket: SocketId,
        /// What it has.
        seen: Place,
        /// The entries, beginning with `seen` itself when it is not the beginning.
        entries: Result<Vec<Entry>, Refused>,
    },
    /// Usable key packages for what the conversation needs.
    Packages {
        /// Conversation.
        conversation: ConversationId,
        /// Of the customer.
        customer: Vec<Candidate>,
        /// Of the assigned device.
        device: Vec<Candidate>,
    },
    /// Devices for intake records, after a reservation lapsed.
    IntakeDevices {
        /// Conversation.
        conversation: ConversationId,
        /// Socket.
        socket: SocketId,
        /// The devices.
        devices: Vec<IntakeDevice>,
    },
    /// The people of a queue can be written to, who could not be.
    Reachable {
        /// Queue.
        queue: tacita_model::QueueId,
        /// Their devices.
        devices: Vec<IntakeDevice>,
    },
    /// Intake records of which one lock was taken off, for the assigned device.
    IntakeOpened {
        /// Conversation.
        conversation: ConversationId,
        /// For which device.
        key: LeafKey,
        /// Frames, ready to be sent.
        frames: Vec<Bytes>,
    },
    /// An agent's device was reserved for a widget that is open (F1).
    Reserve {
        /// Conversation.
        conversation: ConversationId,
        /// Who.
        person: Person,
        /// The package.
        package: Candidate,
        /// Its ticket.
        ticket: Bytes,
        /// Until when.
        until: Timestamp,
    },
    /// A device lost its credential: widgets that hold a reservation of it get another.
    Revoked(LeafKey),
    /// Time went on.
    Tick,
}

impl Input {
    /// Which conversation it is about; `None` for what is about many, and for time.
    #[must_use]
    pub fn conversation(&self) -> Option<ConversationId> {
        Some(match self {
            Self::Hello(id, _) | Self::Frame(id, ..) | Self::Gone(id, _) | Self::Loaded(id, _) => {
                *id
            }
            Self::Command(command) => command.conversation,
            Self::Page { conversation, .. }
            | Self::Packages { conversation, .. }
            | Self::IntakeDevices { conversation, .. }
            | Self::IntakeOpened { conversation, .. }
            | Self::Reserve { conversation, .. } => *conversation,
            Self::Reachable { .. } | Self::Revoked(_) | Self::Tick => return None,
        })
    }
}
