//! Who of a queue could take one more chat now, the one whose turn it is first, and whether the queue
//! is attended at all.
//!
//! Free is: console open, account open, fewer chats than their capacity (reservations counted as
//! chats by the rows). Whether a device of theirs can be in a group is seen by whoever takes them.
//!
//! Practice: A2 (capacity).

use super::list::open_chats;
use crate::app::App;
use crate::config::{Queue, Routing};
use crate::features::accounts::desk::queue_id;
use crate::hours::{Attendance, Calendar};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tacita_model::{AgentId, QueueId};
use tacita_store::StoreError;
use tacita_store::rows::Agent;

/// In which order people were last given a chat, since this process began. After a start everybody's
/// turn begins anew.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<AgentId, usize>>, AtomicUsize);

impl Turns {
    /// Somebody was given a chat.
    pub fn given(&self, agent: AgentId) {
        let turn = self.1.fetch_add(1, Ordering::Relaxed);
        self.all().insert(agent, turn);
    }

    fn last(&self, agent: AgentId) -> Option<usize> {
        self.all().get(&agent).copied()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<AgentId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The queue of an id as it is configured.
#[must_use]
pub fn configured(app: &App, id: QueueId) -> Option<&Queue> {
    let tenant = app.organisation.tenant;
    let mut queues = app.config.queues.iter();
    queues.find(|queue| queue_id(tenant, &queue.name) == id)
}

/// Whether a queue is attended now. One whose hours cannot be read is shut: the service does not
/// start with such a configuration.
#[must_use]
pub fn attendance(app: &App, queue: &Queue) -> Attendance {
    match queue.hours.as_ref().map(Calendar::read) {
        None => Attendance::Open,
        Some(Ok(calendar)) => calendar.at(app.now()),
        Some(Err(_)) => Attendance::Shut(None),
    }
}

/// The people of a queue who could take one more chat, whose turn it is first.
///
/// # Errors
/// [`StoreError`].
pub async fn free(app: &App, queue: QueueId, routing: Routing) -> Result<Vec<Agent>, StoreError> {
    let chats = open_chats(app).await?;
    let has = |person: &Agent| chats.get(&person.id).copied().unwrap_or(0);
    let mut people = app.store.agents_of_queue(queue).await?;
    people.retain(|person| {
        app.consoles.has(person.id) && person.disabled_at.is_none() && has(person) < person.capacity
    });
    let turn = |person: &Agent| app.turns.last(person.id);
    match routing {
        Routing::RoundRobin => people.sort_by_key(|person| (turn(person), has(person))),
        _ => people.sort_by_key(|person| (has(person), turn(person))),
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacita_model::TypedId;

    #[test]
    fn who_was_never_given_a_chat_comes_before_who_was() {
        let turns = Turns::default();
        let [one, other] = [1, 2].map(|byte| AgentId::from_bytes([byte; 16]));
        turns.given(one);
        assert!(turns.last(other) < turns.last(one));
        turns.given(other);
        assert!(turns.last(one) < turns.last(other));
    }
}
