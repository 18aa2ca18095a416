//! One entry of a conversation's log: the append-only table under everything.
//!
//! Clustered on the global sequence, without any secondary index: that is what lets one core write
//! hundreds of thousands of rows a second (performance.md, floor 2.1). The index by conversation
//! is written in bulk by the same writer.

use crate::cell::Cells;
use crate::error::StoreError;
use bytes::Bytes;
use tacita_model::{ChainHash, ConversationId, Epoch, MessageId, Place, Sequence, Timestamp};

/// An entry on its way in. The caller has numbered and chained it; the store adds the global
/// sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The conversation.
    pub conversation: ConversationId,
    /// Place in its log after this entry: its number and the chain hash.
    pub place: Place,
    /// When the server took it.
    pub time: Timestamp,
    /// `protocol::chain::EntryKind` as a number.
    pub kind: u8,
    /// Leaf key of the sender; zero bytes for the server.
    pub sender: [u8; 32],
    /// The sender's post counter; 0 where there is none.
    pub counter: u64,
    /// Epoch it was encrypted in; 0 where there is none.
    pub epoch: Epoch,
    /// The message's id; zero bytes where there is none.
    pub message: MessageId,
    /// The body as it was received; empty where only the hash may be kept (intake).
    pub body: Bytes,
    /// SHA-256 of the whole body.
    pub body_hash: [u8; 32],
}

pub(crate) const ENTRY_COLUMNS: &str = "global, conversation, sequence, time, kind, sender, \
     counter, epoch, message, body, body_hash, chain";

/// An entry with its global sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredEntry {
    pub(crate) global: u64,
    pub(crate) entry: Entry,
}

impl StoredEntry {
    pub(crate) fn from_cells(mut cells: Cells) -> Result<Self, StoreError> {
        let global = cells.take("global")?;
        let conversation = cells.take("conversation")?;
        let sequence: Sequence = cells.take("sequence")?;
        let time = cells.take("time")?;
        let kind: i64 = cells.take("kind")?;
        let sender = cells.take("sender")?;
        let counter = cells.take("counter")?;
        let epoch = cells.take("epoch")?;
        let message = cells.take("message")?;
        let body: Vec<u8> = cells.take("body")?;
        let body_hash = cells.take("body_hash")?;
        let chain: ChainHash = cells.take("chain")?;
        let kind = u8::try_from(kind).map_err(|_| StoreError::Nonsense {
            table: "entry",
            column: "kind",
        })?;
        Ok(Self {
            global,
            entry: Entry {
                conversation,
                place: Place { sequence, chain },
                time,
                kind,
                sender,
                counter,
                epoch,
                message,
                body: body.into(),
                body_hash,
            },
        })
    }
}
