//! Gives out what waits in queues whose routing says so, while they are attended.
//!
//! Woken by whatever changes who waits and who is free; the rows decide. A chat that somebody handed
//! back is never given to them again: it goes to somebody else or stays in the list. Refuses, as an
//! acceptance by hand does, to open what a customer left while the ledger cannot be signed.
//! Next: [`crate::features::inbox::routing`].

use super::accept;
use super::engine::input::Order;
use crate::app::{App, Shared};
use crate::config::Queue;
use crate::features::accounts::desk::queue_id;
use crate::features::decisions;
use crate::features::inbox::routing::{self, Wishes};
use crate::hours::Attendance;
use std::time::Duration;
use tacita_model::{AgentId, Purpose};
use tacita_policy::{Allowed, Facts, Object, Relations, Subject, acts};
use tacita_store::StoreError;
use tacita_store::rows::{Agent, Conversation};
use tokio::sync::broadcast::error::RecvError;

/// Wake-ups of so long are gathered.
const GATHER: Duration = Duration::from_millis(200);
/// Hours begin without a wake-up.
const LOOK: Duration = Duration::from_secs(15);
/// Chats of a queue that one look reads. Those behind them have their turn when some of these are taken:
/// should nobody who is free fit any of so many, whoever is behind waits too.
const AT_ONCE: u32 = 256;
/// A decision is used at once.
const DECISION_SECONDS: i64 = 60;

/// Gives out until the service stops.
pub async fn run(app: Shared) {
    if !app.config.queues.iter().any(|q| q.routing.gives_out()) {
        return;
    }
    let mut wakes = app.bus.listen();
    loop {
        if let Err(error) = give_out(&app).await {
            tracing::warn!(event = "giving-out", error = %error, "will be tried again");
        }
        let woken = tokio::time::timeout(LOOK, wakes.recv()).await;
        if let Ok(Err(RecvError::Closed)) = woken {
            return;
        }
        tokio::time::sleep(GATHER).await;
        // What came meanwhile is looked at with the rest.
        wakes = wakes.resubscribe();
    }
}

/// What one look did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Rows of chats that were read: those that wait where somebody is free, and no others.
    pub read: usize,
    /// Chats that were given to somebody.
    pub given: usize,
}

/// Gives what waits to who is free, the longest wait first. Nothing is read of a queue in which nobody
/// is free.
///
/// # Errors
/// [`StoreError`] when the rows cannot be read.
pub async fn give_out(app: &App) -> Result<Look, StoreError> {
    let mut look = Look::default();
    let tenant = app.organisation.tenant;
    let giving = app.config.queues.iter().filter(|q| q.routing.gives_out());
    for queue in giving {
        let id = queue_id(tenant, &queue.name);
        if routing::attendance(app, queue) != Attendance::Open
            || routing::free(app, id, queue.routing).await?.is_empty()
        {
            // Nobody could take any of it.
            continue;
        }
        for row in app.store.waiting_in(id, AT_ONCE).await? {
            look.read += 1;
            look.given += usize::from(give(app, &row, queue).await?);
        }
    }
    Ok(look)
}

/// Gives one chat to the first who can take it; `false` when nobody can.
async fn give(app: &App, row: &Conversation, queue: &Queue) -> Result<bool, StoreError> {
    let Some(world) = app.hub.world() else {
        return Ok(false);
    };
    let had: Vec<AgentId> = app
        .store
        .members(row.id)
        .await?
        .iter()
        .filter_map(|member| member.agent)
        .collect();
    let free = routing::free(app, row.queue, queue.routing).await?;
    let wishes = Wishes::of_waiting(app, queue, row);
    for person in routing::fitting(app, free, &wishes).await? {
        if had.contains(&person.id) || !may_take(app, row, &person).await {
            continue;
        }
        if accept::may_open(&app.hub, &world, row.id).await.is_err() {
            return Ok(false);
        }
        // Somebody without a device that is ready cannot take it, and the next one is asked.
        let Ok(who) = accept::person(&world, person.id, None, app.now()).await else {
            continue;
        };
        if app.hub.order(row.id, Order::Accept(who)).await.is_ok() {
            app.turns.given(person.id);
            return Ok(true);
        }
        // Somebody was faster, or it is over: the next wake-up looks again.
        return Ok(false);
    }
    Ok(false)
}

/// The same rule as for taking it by hand. An open console has a sign-in that is alive.
async fn may_take(app: &App, row: &Conversation, person: &Agent) -> bool {
    let now = app.now();
    let known = decisions::circumstances(&app.policy, &app.store, &app.teams, person.id, now);
    let Ok(circumstances) = known.await else {
        return false;
    };
    let facts = Facts {
        tenant: row.tenant,
        subject: Subject::Agent(person.id, person.role),
        object: Object::Conversation(row.id),
        purpose: Purpose::TriageQueue,
        relations: Relations {
            authenticated: app.consoles.has(person.id),
            waiting: true,
            serves_queue: true,
            closed: row.closed_at.is_some(),
            ..Relations::default()
        },
        circumstances,
        now,
        valid_until: now.plus_seconds(DECISION_SECONDS),
    };
    let decided: Result<Allowed<acts::AcceptConversation>, _> = app.policy.decide(&facts);
    decided.is_ok()
}
