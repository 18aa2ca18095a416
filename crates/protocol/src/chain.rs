//! The hash chain over one conversation's log: `chain(n) = SHA-256(label ‖ chain(n-1) ‖ n ‖ kind ‖
//! SHA-256(body))`. Every member computes it and puts the last value it saw into its next message,
//! so a server that hides, reorders or forks is found out at the other side's next message.

use sha2::{Digest, Sha256};
use tacita_model::{ChainHash, Place};

/// What an entry of the log is. The number is on the wire, in storage and under the chain hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum EntryKind {
    /// An MLS private message, in a [`crate::hot::Post`].
    Message = 1,
    /// An MLS commit (public message), [`crate::control::CommitEntry`].
    Commit = 2,
    /// An external proposal of the server, [`crate::control::ProposalEntry`].
    Proposal = 3,
    /// A sealed intake record; others than the assigned agent see its hash alone.
    Intake = 4,
    /// A generation began, [`crate::control::GenerationEntry`].
    Generation = 5,
    /// The server changed the conversation's state, [`crate::control::StateEntry`].
    State = 6,
}

impl EntryKind {
    /// Reads the number.
    #[must_use]
    pub const fn from_u8(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Message,
            2 => Self::Commit,
            3 => Self::Proposal,
            4 => Self::Intake,
            5 => Self::Generation,
            6 => Self::State,
            _ => return None,
        })
    }
}

/// SHA-256 of an entry's body as it is sent and stored.
#[must_use]
pub fn body_hash(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

/// The place after an entry whose body hashes to `body_hash`.
#[must_use]
pub fn advance(before: Place, kind: EntryKind, body_hash: &[u8; 32]) -> Place {
    let sequence = before.sequence.next();
    let mut hasher = Sha256::new();
    hasher.update(b"tacita chain v1");
    hasher.update(before.chain.0);
    hasher.update(sequence.0.to_be_bytes());
    hasher.update([kind as u8]);
    hasher.update(body_hash);
    Place {
        sequence,
        chain: ChainHash(hasher.finalize().into()),
    }
}
