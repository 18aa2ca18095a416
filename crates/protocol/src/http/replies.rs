//! Bodies of saved replies: the organisation's own words, screened before they are kept.

use super::bodies;
use crate::wire::{WireQueueId, WireReplyId};
use serde::{Deserialize, Serialize};

bodies! {
    /// `GET /v1/replies`.
    pub struct Replies {
        /// By shortcut.
        pub replies: Vec<Reply>,
        /// Whether the person keeps those of queues that they serve.
        pub may_share: bool,
    }

    /// A saved reply.
    pub struct Reply {
        /// Which.
        pub reply: WireReplyId,
        /// What is typed behind `/` to insert it.
        pub shortcut: String,
        /// Its name in lists.
        pub title: String,
        /// The text; `{customer}`, `{agent}` and `{queue}` stand for what they say.
        pub text: String,
        /// The queue that it is shared in; none for one's own.
        pub queue: Option<WireQueueId>,
        /// Whether the person may change and delete it.
        pub may_change: bool,
    }

    /// `POST /v1/replies` and `PUT /v1/replies/{reply}`.
    pub struct ReplyText {
        /// Lower-case letters, digits and `-`; 32 at most.
        pub shortcut: String,
        /// 80 characters at most.
        pub title: String,
        /// 4,000 characters at most.
        pub text: String,
        /// Shared in this queue; none for one's own.
        pub queue: Option<WireQueueId>,
    }

    /// What became of a reply.
    pub struct ReplySaved {
        /// Which it is, where it was saved.
        pub reply: Option<WireReplyId>,
        /// Why it was not.
        pub refused: Vec<ReplyFault>,
    }

    /// What may not be in a saved reply.
    pub struct ReplyFault {
        /// UTF-16 offsets into the text.
        pub start: u32,
        /// Where it ends.
        pub end: u32,
        /// `value`, `never-ask`, `not-in-purpose`, `messenger`, `private-mail`, `private-phone`.
        pub why: String,
        /// A kind word of screening.
        pub kind: Option<String>,
    }
}
