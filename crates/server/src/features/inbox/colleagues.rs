//! To whom a chat can be handed: people of the same queues who have a usable device.

use super::list::open_chats;
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use std::collections::BTreeMap;
use tacita_model::{AgentId, ConversationState, Purpose};
use tacita_policy::{Object, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::{Colleague, Colleagues, QueueFacts};
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
    let chats = open_chats(app).await?;
    let open = app.store.open_conversations().await?;
    let mut people: BTreeMap<AgentId, Agent> = BTreeMap::new();
    let mut queues = Vec::new();
    let serves = app.store.queues_of(agent.agent).await?;
    for queue in app.store.queues().await? {
        // Any queue can be handed to; people are those of the queues one serves oneself.
        if serves.contains(&queue) {
            for person in app.store.agents_of_queue(queue.id).await? {
                people.insert(person.id, person);
            }
        }
        let waiting = open.iter().filter(|row| {
            row.queue == queue.id && row.agent.is_none() && row.state != ConversationState::Opened
        });
        queues.push(QueueFacts {
            queue: Wire(queue.id),
            name: queue.name,
            waiting: u32::try_from(waiting.count()).unwrap_or(u32::MAX),
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
            open_chats: chats.get(&person.id).copied().unwrap_or(0),
            capacity: person.capacity,
        });
    }
    Ok(Colleagues { agents, queues })
}
