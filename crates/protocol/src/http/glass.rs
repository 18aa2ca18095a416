//! Bodies of requests to open something outside one's need. No content: the words are those of the
//! desk's own people, and were screened.

use super::{LedgerAct, Pseudonym};
use crate::wire::{WireConversationId, WireDeviceId, WireGlassId};
use serde::{Deserialize, Serialize};

bodies! {
    /// `POST /v1/glass`: asks to open something.
    pub struct GlassAsk {
        /// Which chat: its id, its code, or colour, animal and code.
        pub chat: String,
        /// `join` (a part in a running chat), `look` (what is known about a chat) or `send` (what screening
        /// holds, in one's own chat).
        pub kind: String,
        /// With `send`: kinds of values that are to be sent; of those alone that are held.
        #[serde(default)]
        pub held: Vec<String>,
        /// Why; 20 to 500 characters, no confidential value in them.
        pub reason: String,
        /// For how many minutes.
        pub minutes: u32,
    }

    /// `GET /v1/screening/held`: what the person sends only when a second person lets it through.
    pub struct HeldKinds {
        /// Queues in which something is held.
        pub queues: Vec<HeldInQueue>,
    }

    /// What is held in one queue.
    pub struct HeldInQueue {
        /// Its id.
        pub queue: String,
        /// Words of the kinds of values.
        pub kinds: Vec<String>,
    }

    /// The answer to it.
    pub struct GlassAsked {
        /// The request.
        pub glass: WireGlassId,
    }

    /// `POST /v1/glass/{glass}/answer`.
    pub struct GlassAnswer {
        /// Agrees.
        pub agree: bool,
    }

    /// `POST /v1/glass/{glass}/open`: joins the chat as agreed.
    pub struct GlassOpen {
        /// With which device of one's own.
        pub device: WireDeviceId,
    }

    /// `POST /v1/glass/{glass}/review`.
    pub struct GlassReview {
        /// It was justified.
        pub justified: bool,
        /// The finding in words; at most 500 characters, no confidential value in them.
        pub words: String,
    }

    /// Numbers for the place of these requests.
    pub struct GlassCounts {
        /// Requests of others that wait for this person.
        pub to_answer: u32,
        /// Requests of this person's own that wait or run.
        pub own: u32,
        /// What runs now, as far as this person may see it.
        pub open: u32,
        /// Reviews that this person could write.
        pub to_review: u32,
        /// Those of them that are late.
        pub overdue: u32,
    }

    /// `GET /v1/glass`: requests that the person may see, the newest first.
    pub struct GlassList {
        /// The requests.
        pub requests: Vec<GlassRow>,
        /// Minutes that a form begins with.
        pub default_minutes: u32,
        /// Most minutes.
        pub most_minutes: u32,
        /// Hours after the agreement in which a review is due.
        pub review_hours: u32,
        /// What the customer learns: `at-once` or `after-review`.
        pub customer_learns: String,
        /// The moment of the answer, in microseconds since 1970.
        pub now: i64,
    }

    /// One request. Times are microseconds since 1970.
    pub struct GlassRow {
        /// The request.
        pub glass: WireGlassId,
        /// `join`, `look` or `send`.
        pub kind: String,
        /// With `send`: kinds of values.
        pub held: Vec<String>,
        /// The chat.
        pub conversation: WireConversationId,
        /// Who its customer is for people.
        pub pseudonym: Pseudonym,
        /// Its queue; none for whoever asks: that is part of what they ask for.
        pub queue_name: Option<String>,
        /// Why.
        pub reason: String,
        /// For how long.
        pub minutes: u32,
        /// `asked`, `declined`, `lapsed`, `open`, `ended`, `reviewed`.
        pub state: String,
        /// It is the person's own.
        pub own: bool,
        /// Who asked.
        pub asked_by: String,
        /// When.
        pub asked_at: i64,
        /// Nobody can agree any more from here on.
        pub answer_until: i64,
        /// Who answered.
        pub answered_by: Option<String>,
        /// When.
        pub answered_at: Option<i64>,
        /// Nothing opens any more from here on.
        pub until: Option<i64>,
        /// When it was opened first.
        pub opened_at: Option<i64>,
        /// When it ended.
        pub ended_at: Option<i64>,
        /// When the review is due.
        pub review_until: Option<i64>,
        /// Who judged it.
        pub reviewed_by: Option<String>,
        /// The judgement.
        pub justified: Option<bool>,
        /// Its words.
        pub finding: Option<String>,
        /// The person may agree now, or not agree.
        pub may_answer: bool,
        /// They could, but in this browser the request was made.
        pub same_browser: bool,
        /// The person may open it now.
        pub may_open: bool,
        /// The person may end it now.
        pub may_end: bool,
        /// The person may judge it now.
        pub may_review: bool,
    }

    /// `GET /v1/glass/{glass}/facts`: what is known about the chat, as agreed.
    pub struct GlassFacts {
        /// The chat.
        pub conversation: WireConversationId,
        /// Who its customer is for people.
        pub pseudonym: Pseudonym,
        /// The shop's page that it was opened on.
        pub site: String,
        /// Its queue.
        pub queue_name: String,
        /// `opened`, `waiting`, `active`, `closed`.
        pub state: String,
        /// When it was opened.
        pub opened_at: i64,
        /// Since when it waits.
        pub waiting_since: Option<i64>,
        /// The last entry of its log.
        pub last_entry_at: i64,
        /// Entries of its log.
        pub entries: u64,
        /// When it was closed.
        pub closed_at: Option<i64>,
        /// Who answers it.
        pub agent_name: Option<String>,
        /// Who was in it.
        pub people: Vec<GlassPerson>,
        /// What the ledger has about it, the oldest first.
        pub acts: Vec<LedgerAct>,
    }

    /// Somebody who is or was in the chat.
    pub struct GlassPerson {
        /// `customer`, `agent`, `supervisor`.
        pub role: String,
        /// Their name; empty for the customer.
        pub name: String,
        /// They are out.
        pub out: bool,
    }
}
