//! To whom a chat can be handed: people of the same queues who have a usable device.
//!
//! How many wait in a queue is told to whoever serves it and to nobody else; to others the queue is a
//! name that a chat can be given to.
//!
//! Practice: D1 (counts are decided as rows are)

use super::routing;
use crate::app::App;
use crate::config::Hours;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::hours::Attendance;
use std::collections::BTreeMap;
use tacita_model::{AgentId, Purpose};
use tacita_policy::{Object, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::{Colleague, Colleagues, QueueFacts, QueueHours};
use tacita_store::rows::{Agent, DeviceStatus};

/// Lists them.
///
/// # Errors
/// [`Problem::NotFound`] when policy denies, or the store's.
pub async fn list(app: &App, agent: &SignedInAgent) -> Result<Colleagues, Problem> {
    let facts = agent.facts(Object::Tenant, Purpose::AnswerChat, Relations::default());
    let allowed = agent.decide::<acts::ListColleagues>(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    let mut people: BTreeMap<AgentId, Agent> = BTreeMap::new();
    let mut queues = Vec::new();
    let serves = app.store.queues_of(agent.agent).await?;
    for queue in app.store.queues().await? {
        // Any queue can be handed to; people are those of the queues one serves oneself.
        let mut waiting = None;
        if serves.contains(&queue) {
            for person in app.store.agents_of_queue(queue.id).await? {
                people.insert(person.id, person);
            }
            waiting = Some(app.store.how_many_wait(queue.id).await?);
        }
        let settings = routing::configured(app, queue.id);
        let (attended, opens_at) = match settings.map(|queue| routing::attendance(app, queue)) {
            None | Some(Attendance::Open) => (true, None),
            Some(Attendance::Shut(when)) => (false, when.map(|when| when.0)),
        };
        queues.push(QueueFacts {
            queue: Wire(queue.id),
            hours: settings
                .and_then(|queue| queue.hours.as_ref())
                .map(shown_hours),
            attended,
            opens_at,
            name: queue.name,
            waiting,
        });
    }
    people.remove(&agent.agent);
    let mut agents = Vec::new();
    for person in people.into_values() {
        let devices = app.store.devices_of(person.id).await?;
        if !devices
            .iter()
            .any(|device| device.status == DeviceStatus::Approved)
        {
            continue;
        }
        agents.push(Colleague {
            agent: Wire(person.id),
            display_name: person.display_name,
            online: app.consoles.has(person.id),
            open_chats: app.store.chats_of(person.id).await?,
            capacity: person.capacity,
        });
    }
    Ok(Colleagues { agents, queues })
}

/// Hours as people are shown them.
#[must_use]
pub fn shown_hours(hours: &Hours) -> QueueHours {
    QueueHours {
        zone: hours.zone.clone(),
        open: hours.open.clone(),
        closed: hours.closed.clone(),
    }
}
