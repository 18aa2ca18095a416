//! What a client sends beside its messages.
//!
//! A batch or commit is accepted or refused as a whole; the answer is `Done` or `Refused`.

use super::place::WirePlace;
use super::word::{Reason, Trouble};
use crate::{Blob, Wire};
use serde::{Deserialize, Serialize};
use tacita_model::{ConversationId, MessageId};

/// Version of this protocol, in [`FromClient::Hello`].
pub const VERSION: u16 = 1;

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
    /// The welcome for them. Their tickets do not come back: the server gave them and has them.
    pub welcome: Blob,
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
