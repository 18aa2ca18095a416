//! The closed vocabularies of both directions: why, what, whose fault.
//!
//! A word is never taken back or used for something else.

use serde::{Deserialize, Serialize};

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
