//! Access reviews: a review, what is reviewed in it, its report; accounts that rest, people who leave.
//!
//! Items are a snapshot: they say what a person was when the review began, in words that stay when the
//! person has gone.

use crate::rows::{Decision, ReviewKind, SuspendedWhy};
use crate::table::table;
use tacita_model::{AgentId, CampaignId, ReviewItemId, TeamId, TenantId, Timestamp};

table! {
    /// An access review.
    pub struct Campaign in "campaign" key(id) {
        /// The review.
        id: CampaignId,
        /// Tenant.
        tenant: TenantId,
        /// What people call it.
        title: String,
        /// Language of its report, as a BCP 47 tag.
        language: String,
        /// Who began it.
        begun_by: AgentId,
        /// When.
        begun_at: Timestamp,
        /// What is not answered by here lapses.
        due_at: Timestamp,
        /// When it ended, with its report.
        ended_at: Option<Timestamp>,
    }
}

table! {
    /// One right of one person, to be confirmed or taken away.
    pub struct ReviewItem in "review_item" key(id) {
        /// The item.
        id: ReviewItemId,
        /// In which review.
        campaign: CampaignId,
        /// Whose right.
        person: AgentId,
        /// Their name when the review began.
        person_name: String,
        /// What kind of right.
        kind: ReviewKind,
        /// The role's word, or the name of the composed role, team or training.
        value: String,
        /// What it comes to: queues that the team serves, chats at once and skills, the base of a
        /// composed role.
        detail: String,
        /// Who reviews it.
        reviewer: AgentId,
        /// Their name when the review began.
        reviewer_name: String,
        /// What became of it.
        decision: Option<Decision>,
        /// When.
        decided_at: Option<Timestamp>,
    }
}

table! {
    /// The report of a review that has ended.
    pub struct ReviewReport in "review_report" key(campaign) {
        /// The review.
        campaign: CampaignId,
        /// The page.
        html: String,
        /// The printable document.
        pdf: Vec<u8>,
        /// The signature over both.
        note: String,
    }
}

table! {
    /// An account that rests: nobody signs in to it until somebody revives it.
    pub struct Suspension in "suspension" key(agent) {
        /// Whose.
        agent: AgentId,
        /// Why.
        why: SuspendedWhy,
        /// Since when.
        suspended_at: Timestamp,
        /// When it was revived; counts as use of the account.
        revived_at: Option<Timestamp>,
    }
}

table! {
    /// A person who leaves: their account rests from then on.
    pub struct Leaver in "leaver" key(agent) {
        /// Who.
        agent: AgentId,
        /// When.
        leaves_at: Timestamp,
    }
}

table! {
    /// A team that a review took away: nothing but an administrator gives it back, whatever the
    /// organisation's directory says.
    pub struct Withheld in "withheld" key(team, agent) {
        /// The team.
        team: TeamId,
        /// From whom.
        agent: AgentId,
        /// Since when.
        since: Timestamp,
    }
}
