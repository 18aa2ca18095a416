//! What a second person agreed to is opened: a part in the chat, or what is known about it; and ended
//! before its time.
//!
//! Each opening is a leaf that is durable before anything is opened or answered. The part in the chat is
//! flow F6 with an end: the engine itself takes the guest out then, whatever happens here. Refuses what
//! nobody agreed to and what has run out, like what does not exist.

use super::{decided, keep, step};
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::conversations::accept;
use crate::features::conversations::engine::input::{Order, Refused};
use crate::features::inbox::pseudonym;
use crate::features::ledger::shown::Known;
use std::collections::HashMap;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, DeviceId, GlassId, Purpose};
use tacita_policy::{Allowed, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::glass::{GlassFacts, GlassPerson};
use tacita_store::rows::{Glass, GlassKind, GlassState};

/// Leaves about one chat that are shown at most.
const ACTS: u32 = 500;

/// The person's own request of this kind, whose time still runs.
async fn running(
    app: &App,
    agent: &SignedInAgent,
    id: GlassId,
    kind: GlassKind,
) -> Result<(Glass, Relations), Problem> {
    let glass = app.store.glass(id).await?.ok_or(Problem::NotFound)?;
    let now = app.now();
    let own = glass.asked_by == agent.agent && glass.tenant == agent.tenant && glass.kind == kind;
    let runs = glass.state == GlassState::Open && glass.until.is_some_and(|until| now < until);
    let known = Relations {
        opened: own && runs,
        ..Relations::default()
    };
    if own {
        Ok((glass, known))
    } else {
        Err(Problem::NotFound)
    }
}

/// Joins the chat as agreed. A second time it joins again after having left, within the time.
///
/// # Errors
/// [`Problem::NotFound`] for what nobody agreed to, [`Problem::Conflict`] when nobody answers the chat or
/// they are in it, [`Problem::NotProven`] for a device that cannot be used.
pub async fn join(
    app: &App,
    agent: &SignedInAgent,
    id: GlassId,
    device: DeviceId,
) -> Result<(), Problem> {
    let (glass, known) = running(app, agent, id, GlassKind::Join).await?;
    let world = app.hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::row_of(&world, *agent, glass.conversation).await?;
    let _allowed: Allowed<acts::JoinConversation> =
        accept::decide_about(&world, *agent, &row, Purpose::BreakGlass, known).await?;
    let guest = accept::person(&world, agent.agent, Some(device), app.now()).await?;
    let (conversation, until) = (glass.conversation, glass.until);
    note_opened(app, agent, glass).await?;
    let order = Order::Join { guest, until };
    let joined = app.hub.order(conversation, order).await;
    joined.map_err(accept::problem)
}

/// What is known about the chat, as agreed.
///
/// # Errors
/// [`Problem::NotFound`] for what nobody agreed to, [`Problem::NoReveal`] while nothing can be proven.
pub async fn facts(app: &App, agent: &SignedInAgent, id: GlassId) -> Result<GlassFacts, Problem> {
    let (glass, known) = running(app, agent, id, GlassKind::Look).await?;
    let conversation = glass.conversation;
    let world = app.hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::row_of(&world, *agent, conversation).await?;
    let allowed: Allowed<acts::ReadMetadata> =
        accept::decide_about(&world, *agent, &row, Purpose::BreakGlass, known).await?;
    app.ledger.may_reveal().map_err(|_| Problem::NoReveal)?;
    let recorded = note_opened(app, agent, glass).await?;
    let found = app
        .store
        .metadata(&allowed, &recorded, conversation)
        .await?;
    let names: HashMap<AgentId, String> = app
        .store
        .agents()
        .await?
        .into_iter()
        .map(|person| (person.id, person.display_name))
        .collect();
    let name = |id: AgentId| names.get(&id).cloned();
    let queues = app.store.queues().await?;
    let queue = queues.into_iter().find(|queue| queue.id == row.queue);
    let mut desk = Known::of_desk(app).await?;
    desk.id(conversation);
    let leaves = app.store.ledger();
    let leaves = leaves
        .acts_about(&Leaf::what_id(conversation), ACTS)
        .await?;
    let signed = app.ledger.head().map_or(0, |head| head.size);
    let row = found.conversation;
    Ok(GlassFacts {
        conversation: Wire(conversation),
        pseudonym: pseudonym::of(conversation),
        site: row.site,
        queue_name: queue.map(|queue| queue.name).unwrap_or_default(),
        state: row.state.as_str().to_owned(),
        opened_at: row.opened_at.0,
        waiting_since: row.waiting_since.map(|at| at.0),
        last_entry_at: found.last_entry_at.0,
        entries: found.head.sequence.0,
        closed_at: row.closed_at.map(|at| at.0),
        agent_name: row.agent.and_then(name),
        people: found
            .members
            .into_iter()
            .map(|member| GlassPerson {
                role: member.role.as_str().to_owned(),
                name: member.agent.and_then(name).unwrap_or_default(),
                out: member.removed_at.is_some(),
            })
            .collect(),
        acts: leaves
            .iter()
            .filter_map(|leaf| desk.words(leaf, signed))
            .collect(),
    })
}

/// The leaf of an opening, durable when this returns.
async fn note_opened(
    app: &App,
    agent: &SignedInAgent,
    glass: Glass,
) -> Result<tacita_ledger::Recorded, Problem> {
    let opened = Glass {
        opened_at: glass.opened_at.or(Some(app.now())),
        ..glass
    };
    let leaf = step(app, LeafKind::GlassOpened, agent, &opened).await?;
    let id = opened.id;
    let write = tacita_store::Write::MoveGlass {
        from: GlassState::Open,
        glass: Box::new(opened),
    };
    let recorded = app.store.commit(vec![write], vec![leaf]).await?;
    tracing::warn!(event = "break-glass", step = "opened", glass = %id);
    app.bus.wake(crate::bus::Wake::Glass);
    Ok(recorded)
}

/// Ends it before its time.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, [`Problem::Conflict`] when it does not run.
pub async fn end(app: &App, agent: &SignedInAgent, id: GlassId) -> Result<(), Problem> {
    let (glass, _allowed) = decided::<acts::EndGlass>(app, agent, id).await?;
    if glass.state != GlassState::Open {
        return Err(Problem::Conflict);
    }
    let leaf = step(app, LeafKind::GlassEnded, agent, &glass).await?;
    ended(app, glass, Some(agent.agent), leaf).await
}

/// The time is over.
pub(super) async fn run_out(app: &App, glass: Glass) -> Result<(), Problem> {
    let begun = crate::features::leaves::leaf(app, LeafKind::GlassEnded, Subject::SERVER).await?;
    let leaf = begun
        .with_purpose(Purpose::BreakGlass)
        .about(glass.conversation);
    ended(app, glass, None, leaf).await
}

/// First nothing opens any more, then the person is taken out.
async fn ended(app: &App, glass: Glass, by: Option<AgentId>, leaf: Leaf) -> Result<(), Problem> {
    let (kind, conversation, guest) = (glass.kind, glass.conversation, glass.asked_by);
    let id = glass.id;
    let ended = Glass {
        state: GlassState::Ended,
        ended_at: Some(app.now()),
        ended_by: by,
        ..glass
    };
    keep(app, GlassState::Open, ended, leaf).await?;
    tracing::warn!(event = "break-glass", step = "ended", glass = %id);
    if kind == GlassKind::Join {
        match app.hub.order(conversation, Order::Leave { guest }).await {
            // Never came in, left already, or the chat is over.
            Ok(()) | Err(Refused::Conflict | Refused::Unknown) => {}
            // The engine knows the end by itself.
            Err(Refused::Unavailable) => return Err(Problem::Unavailable),
        }
    }
    Ok(())
}
