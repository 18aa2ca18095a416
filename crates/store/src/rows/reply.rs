//! Saved replies. Their text went through screening before it came here.

use crate::table::table;
use tacita_model::{AgentId, QueueId, ReplyId, TenantId, Timestamp};

table! {
    /// A text that people of the desk insert into drafts: a person's own, or a queue's.
    pub struct SavedReply in "saved_reply" key(id) {
        /// The reply.
        id: ReplyId,
        /// Tenant.
        tenant: TenantId,
        /// Whose own it is; none for a queue's.
        owner: Option<AgentId>,
        /// In which queue it is shared; none for a person's own.
        queue: Option<QueueId>,
        /// What is typed behind `/`.
        shortcut: String,
        /// Its name.
        title: String,
        /// The words.
        text: String,
        /// Who changed it last.
        changed_by: AgentId,
        /// When.
        changed_at: Timestamp,
    }
}
