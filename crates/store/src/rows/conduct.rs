//! Counters of what people at the desk asked for; never a chat, a customer or a word of text.

use crate::rows::Counted;
use crate::table::table;
use tacita_model::{AgentId, QueueId};

table! {
    /// One counter of one person, queue and day.
    pub struct Conduct in "conduct" key(agent, queue, day, counted, kind) {
        /// The person.
        agent: AgentId,
        /// The queue.
        queue: QueueId,
        /// Days since 1970, UTC.
        day: i64,
        /// What is counted.
        counted: Counted,
        /// What was asked for (a word of `screen::Kind`); empty for chats and where it is not known.
        kind: String,
        /// How often.
        number: u32,
    }
}
