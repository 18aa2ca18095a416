//! Bodies of the log entries that are not messages.
//!
//! They are under the chain hash exactly as sent, so their encoding is written once, by the server.

use super::word::Reason;
use crate::{Blob, Wire};
use serde::{Deserialize, Serialize};
use tacita_model::AgentId;

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
    /// `back-to-queue`, `frozen`, `repaired`, `closed-by-customer`, `closed-by-agent`,
    /// `closed-unclaimed`.
    pub what: String,
}
