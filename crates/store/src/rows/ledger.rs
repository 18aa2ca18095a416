//! Leaves of the ledger as rows, what was signed over them, the salts of their subjects, and jobs.

use crate::table::table;
use tacita_ledger::{LeafKind, WhoHash};
use tacita_model::{ConversationId, Purpose, RecordId, RequestId, Timestamp};

table! {
    /// A leaf. Append-only: nothing updates or deletes it.
    pub(crate) struct LeafRow in "leaf" key(number) {
        /// From 1 without gaps.
        number: u64,
        /// Kind.
        kind: LeafKind,
        /// Salted hash of the subject.
        who: WhoHash,
        /// What.
        what: [u8; 32],
        /// Why.
        purpose: Option<Purpose>,
        /// When.
        time: Timestamp,
        /// In which request.
        request: RequestId,
        /// Leaf hash of the canonical encoding.
        hash: [u8; 32],
    }
}

table! {
    /// The root of a full bundle of 256 leaves, kept so that a start need not hash every leaf.
    pub struct LeafBundle in "leaf_bundle" key(number) {
        /// From 0; the bundle begins with leaf `number * 256 + 1`.
        number: u64,
        /// Root over its leaves.
        root: [u8; 32],
    }
}

table! {
    /// A signed head of the ledger.
    pub struct SignedHead in "checkpoint" key(size) {
        /// Leaves it is over.
        size: u64,
        /// Root over them.
        root: [u8; 32],
        /// The signed note (C2SP checkpoint), cosignatures of witnesses included.
        note: String,
        /// When it was signed.
        made_at: Timestamp,
    }
}

table! {
    /// The salt of one subject of the ledger; deleting it makes their leaves anonymous.
    pub(crate) struct SubjectSalt in "subject_salt" key(subject) {
        /// `ledger::Subject` bytes.
        subject: [u8; 19],
        /// 32 random bytes.
        salt: [u8; 32],
    }
}

table! {
    /// Lets a customer read who opened what, by a secret that only their browser has.
    pub(crate) struct ReceiptKey in "receipt_key" key(key_hash) {
        /// SHA-256 of the secret.
        key_hash: [u8; 32],
        /// Whose conversation.
        conversation: ConversationId,
    }
}

table! {
    /// Which records of a conversation were opened, so that their leaves are found after the records
    /// are gone.
    pub(crate) struct OpenedIntake in "opened_intake" key(record) {
        /// The record.
        record: RecordId,
        /// Its conversation.
        conversation: ConversationId,
    }
}

table! {
    /// Work that follows from an act, written in the act's own transaction.
    pub(crate) struct JobRow in "job" key(id) {
        /// Number.
        id: i64,
        /// What to do, as a word of `server::jobs`.
        kind: String,
        /// Ids it works on, CBOR; never content.
        payload: Vec<u8>,
        /// Not before.
        run_at: Timestamp,
        /// Claimed by a worker until here.
        lease_until: Option<Timestamp>,
        /// Times it was tried.
        attempts: u32,
        /// Given up; kept for a person to look at.
        dead: bool,
    }
}

/// Work to be done later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Number; chosen by the store.
    pub id: i64,
    /// What to do.
    pub kind: String,
    /// Ids it works on.
    pub payload: Vec<u8>,
    /// Times it was tried, this one included.
    pub attempts: u32,
}
