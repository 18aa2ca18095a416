//! The replies that a person may insert: their own, and those of the queues that they serve.

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use std::collections::BTreeSet;
use tacita_model::{Purpose, QueueId};
use tacita_policy::{Object, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::{Replies, Reply};
use tacita_store::rows::SavedReply;

/// Lists them, by the word that inserts them.
///
/// # Errors
/// [`Problem::NotFound`] when policy denies, or the store's.
pub async fn list(app: &App, agent: &SignedInAgent) -> Result<Replies, Problem> {
    let facts = agent.facts(Object::Tenant, Purpose::AnswerChat, Relations::default());
    let allowed = agent.decide::<acts::KeepOwnReplies>(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    let facts = agent.facts(Object::Tenant, Purpose::Supervise, Relations::default());
    let leads = app
        .policy
        .decide::<acts::KeepQueueReplies>(&tacita_policy::Facts {
            circumstances: agent.circumstances(app).await?,
            ..facts
        })
        .is_ok();
    let serves = serves(app, agent).await?;
    let rows = app.store.saved_replies(agent.tenant).await?;
    let mine = |row: &SavedReply| match (row.owner, row.queue) {
        (Some(owner), _) => owner == agent.agent,
        (None, Some(queue)) => serves.contains(&queue),
        (None, None) => false,
    };
    let replies = rows.into_iter().filter(mine).map(|row| Reply {
        reply: Wire(row.id),
        shortcut: row.shortcut,
        title: row.title,
        text: row.text,
        queue: row.queue.map(Wire),
        may_change: row.owner.is_some() || leads,
    });
    Ok(Replies {
        replies: replies.collect(),
        may_share: leads,
    })
}

pub(super) async fn serves(app: &App, agent: &SignedInAgent) -> Result<BTreeSet<QueueId>, Problem> {
    let queues = app.store.queues_of(agent.agent).await?;
    Ok(queues.into_iter().map(|queue| queue.id).collect())
}
