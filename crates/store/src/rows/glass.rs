//! A request to open something outside one's need, from the question to the review.
//!
//! One row holds all of it, because each step is only right after the one before: the state moves
//! forward alone ([`crate::Write::MoveGlass`]). The words in it were screened; they are no content.

use crate::rows::{GlassKind, GlassState};
use crate::table::table;
use tacita_model::{AgentId, ConversationId, GlassId, SignInId, TenantId, Timestamp};

table! {
    /// A request to open something outside one's need.
    pub struct Glass in "glass" key(id) {
        /// The request.
        id: GlassId,
        /// Tenant.
        tenant: TenantId,
        /// About which conversation.
        conversation: ConversationId,
        /// What is to be opened.
        kind: GlassKind,
        /// Which kinds of values are to be sent, their words with a space between; empty for the others.
        held: String,
        /// Why, in the words of whoever asks.
        reason: String,
        /// For how long it is to be open.
        minutes: u32,
        /// Where it stands.
        state: GlassState,
        /// Who asks.
        asked_by: AgentId,
        /// In which sign-in.
        asked_sign_in: SignInId,
        /// In which browser: SHA-256 of its token; none if it is not known.
        asked_browser: Option<[u8; 32]>,
        /// When.
        asked_at: Timestamp,
        /// Nobody can agree any more from here on.
        answer_until: Timestamp,
        /// Who agreed, or did not.
        answered_by: Option<AgentId>,
        /// In which sign-in.
        answered_sign_in: Option<SignInId>,
        /// When.
        answered_at: Option<Timestamp>,
        /// Nothing opens any more from here on.
        until: Option<Timestamp>,
        /// When it was opened first.
        opened_at: Option<Timestamp>,
        /// When it ended.
        ended_at: Option<Timestamp>,
        /// Who ended it before its time.
        ended_by: Option<AgentId>,
        /// The review is due by here.
        review_until: Option<Timestamp>,
        /// Who judged it.
        reviewed_by: Option<AgentId>,
        /// When.
        reviewed_at: Option<Timestamp>,
        /// The judgement.
        justified: Option<bool>,
        /// Its words.
        finding: Option<String>,
    }
}
