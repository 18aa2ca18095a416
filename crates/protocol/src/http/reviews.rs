//! Bodies of access reviews. Times are microseconds since 1970.

use crate::Blob;
use crate::wire::{WireAgentId, WireCampaignId, WireReviewItemId};
use serde::{Deserialize, Serialize};

bodies! {
    /// `POST /v1/reviews`.
    pub struct BeginReview {
        /// What people call it; at most 80 characters.
        pub title: String,
        /// What is not answered by here is taken away.
        pub due_at: i64,
        /// Language of the report: `en`, `de`.
        pub language: String,
        /// Agents are reviewed by supervisors of a team of theirs, where there is one.
        pub by_leads: bool,
        /// Who reviews everybody else; whoever begins it without one.
        pub reviewer: Option<WireAgentId>,
        /// Who reviews single people, before either of these.
        pub assigned: Vec<Assigned>,
    }

    /// Who reviews one person.
    pub struct Assigned {
        /// The person.
        pub person: WireAgentId,
        /// Somebody else.
        pub reviewer: WireAgentId,
    }

    /// The answer to it.
    pub struct BegunReview {
        /// The review.
        pub review: WireCampaignId,
    }

    /// `POST /v1/reviews/items/{item}/answer`.
    pub struct ReviewAnswer {
        /// The person keeps it; without, it is taken away at once.
        pub confirm: bool,
    }

    /// `PUT /v1/people/{agent}/leaving`.
    pub struct Leaving {
        /// When the account rests; none: the person stays.
        pub at: Option<i64>,
    }

    /// `GET /v1/reviews`.
    pub struct Reviews {
        /// The person runs reviews.
        pub runs: bool,
        /// The person revives accounts and says who leaves.
        pub revives: bool,
        /// All reviews, for officers and administrators; the newest first.
        pub reviews: Vec<Review>,
        /// What waits for this person, or was answered by them, in reviews that run.
        pub mine: Vec<ReviewRow>,
        /// What was decided about this person.
        pub about_me: Vec<ReviewRow>,
        /// Accounts that rest, for the same.
        pub resting: Vec<Resting>,
        /// Whom reviews are about, for the same.
        pub people: Vec<ReviewPerson>,
        /// Days without use after which an account rests; 0 when none does.
        pub dormant_days: u32,
        /// The moment of the answer.
        pub now: i64,
    }

    /// One review and how far it is.
    pub struct Review {
        /// The review.
        pub review: WireCampaignId,
        /// What people call it.
        pub title: String,
        /// Who began it.
        pub begun_by: String,
        /// When.
        pub begun_at: i64,
        /// When it is due.
        pub due_at: i64,
        /// When it ended; then there is a report.
        pub ended_at: Option<i64>,
        /// Items that nobody has answered.
        pub open: u32,
        /// Rights that stay.
        pub confirmed: u32,
        /// Rights that were taken away.
        pub revoked: u32,
        /// Rights that nobody confirmed in time.
        pub lapsed: u32,
        /// Rights that nobody confirmed and that stay, since nobody else could administer.
        pub kept: u32,
    }

    /// One right of one person.
    pub struct ReviewRow {
        /// The item.
        pub item: WireReviewItemId,
        /// Of which review.
        pub review: WireCampaignId,
        /// What people call it.
        pub title: String,
        /// When it is due.
        pub due_at: i64,
        /// Whose.
        pub person: String,
        /// `role`, `own-role`, `team` or `training`.
        pub kind: String,
        /// The role's word, or the name of the composed role, team or training.
        pub value: String,
        /// Queues that the team serves; chats at once, and skills, with commas between them. With a
        /// composed role the word of its base comes first.
        pub detail: String,
        /// Who reviews it.
        pub reviewer: String,
        /// `confirmed`, `revoked`, `lapsed`, `kept`.
        pub decision: Option<String>,
        /// When.
        pub decided_at: Option<i64>,
    }

    /// Somebody who has an account.
    pub struct ReviewPerson {
        /// Who.
        pub agent: WireAgentId,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: String,
        /// It is whoever asks.
        pub own: bool,
        /// When they leave, if that is known.
        pub leaves_at: Option<i64>,
    }

    /// An account that rests.
    pub struct Resting {
        /// Whose.
        pub agent: WireAgentId,
        /// Their name.
        pub name: String,
        /// `dormant`, `left`, `review`.
        pub why: String,
        /// Since when.
        pub since: i64,
    }

    /// `GET /v1/reviews/{review}/report`.
    pub struct ReviewReport {
        /// The page; opens without a network.
        pub html: String,
        /// The printable document.
        pub pdf: Blob,
        /// The signature over both.
        pub note: String,
    }
}
