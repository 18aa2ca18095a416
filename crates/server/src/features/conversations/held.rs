//! An agent's draft was held back and they changed it, or sent it all the same: one leaf, no text.
//!
//! The leaf is durable before the page lets the draft go, so nothing is sent against a warning
//! without a trace. Refuses words other than those listed: there is no room for a customer's data.
//! Practice: C9

use super::accept;
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::conduct::count;
use crate::features::leaves::leaf;
use crate::features::ledger::receipt;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{ConversationId, Purpose};
use tacita_policy::{Allowed, acts};
use tacita_protocol::http::Held;
use tacita_screen::Kind;
use tacita_screen::conduct::REASONS;
use tacita_store::rows::Counted;

/// Writes the leaf.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but whoever answers this chat or joined it, [`Problem::Malformed`] for
/// other words, the store's.
pub async fn held(
    app: &App,
    agent: SignedInAgent,
    conversation: ConversationId,
    told: &Held,
) -> Result<(), Problem> {
    let kind = kind(&told.what, &told.outcome).ok_or(Problem::Malformed)?;
    let reason = told.reason.as_deref().unwrap_or("none");
    if reason != "none" && !REASONS.contains(&reason) {
        return Err(Problem::Malformed);
    }
    let asked = match &told.kind {
        None => None,
        Some(word) => Some(asked(&told.what, word).ok_or(Problem::Malformed)?),
    };
    let world = app.hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::row_of(&world, agent, conversation).await?;
    let inside = accept::inside(&world, agent, &row).await?;
    let _allowed: Allowed<acts::PostToConversation> =
        accept::decide_as(&world, agent, &row, Purpose::AnswerChat, inside).await?;
    let begun = leaf(app, kind, Subject::of(agent.agent)).await?;
    // Who knows conversation and reason can find the leaf; the leaf alone names neither.
    let about = receipt::held(conversation, reason).what();
    let leaf = begun
        .in_request(agent.request)
        .with_purpose(Purpose::AnswerChat)
        .of(about.ok_or(Problem::Internal)?);
    let counted = match kind {
        LeafKind::OverCollectionChanged => Some(Counted::Changed),
        LeafKind::OverCollectionSent => Some(Counted::Sent),
        _ => None,
    };
    let count = counted
        .map(|counted| count::one(agent.agent, row.queue, app.now(), counted, asked))
        .into_iter()
        .collect();
    app.store.commit(count, vec![leaf]).await?;
    Ok(())
}

/// What a draft asked for, as a word of our own list.
fn asked(what: &str, word: &str) -> Option<&'static str> {
    let kind = Kind::from_word(word).filter(|_| what == "over-collection")?;
    Some(kind.as_str())
}

fn kind(what: &str, outcome: &str) -> Option<LeafKind> {
    Some(match (what, outcome) {
        ("over-collection", "changed") => LeafKind::OverCollectionChanged,
        ("over-collection", "sent") => LeafKind::OverCollectionSent,
        ("off-channel", "changed") => LeafKind::OffChannelChanged,
        ("off-channel", "sent") => LeafKind::OffChannelSent,
        ("wrong-window", "changed") => LeafKind::WrongWindowChanged,
        ("wrong-window", "sent") => LeafKind::WrongWindowSent,
        _ => return None,
    })
}
