//! Sealed intake records: what a customer wrote while no agent was in the group.

use crate::table::table;
use tacita_model::{ConversationId, MessageId, RecordId, Sequence, Timestamp};

table! {
    /// An intake record under its outer lock. The server half that opens the lock is in another
    /// store (`halves`), under the same id.
    pub struct IntakeRecord in "intake_record" key(id) {
        /// The record; its server half has the same id.
        id: RecordId,
        /// The conversation.
        conversation: ConversationId,
        /// Its entry in the log.
        sequence: Sequence,
        /// The message's id; repeated inside MLS later.
        message: MessageId,
        /// The sealed record under the outer lock (`seal::record`).
        locked: Vec<u8>,
        /// SHA-256 of the inner record.
        record_hash: [u8; 32],
        /// The customer's signature over it.
        signature: [u8; 64],
        /// The conversation key that made the signature.
        customer_key: [u8; 32],
        /// When it arrived.
        created_at: Timestamp,
        /// When it is deleted unread.
        expires_at: Timestamp,
    }
}
