//! Who of a queue could take one more chat now, the one whose turn it is first, and whether the queue
//! is attended at all.
//!
//! Free is: console open, account open, fewer chats than their capacity (reservations counted as
//! chats by the rows). What a chat asks for ([`Wishes`]) guides whom it is given to and is no right: whoever serves the
//! queue may take it by hand, and after a while anybody is given it. Whether a device of theirs can be in a group is seen by whoever takes them.
//!
//! Practice: A2 (capacity).

use crate::app::App;
use crate::config::{Queue, Routing, language_skill};
use crate::features::accounts::desk::queue_id;
use crate::hours::{Attendance, Calendar};
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tacita_model::{AgentId, QueueId};
use tacita_store::StoreError;
use tacita_store::rows::{Agent, Conversation};

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

/// What a chat asks for beyond somebody who is free.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// Skills.
    pub skills: BTreeSet<String>,
    /// Who answered the same browser last.
    pub prefers: Option<AgentId>,
}

impl Wishes {
    /// What a chat of this site, queue and language asks for.
    #[must_use]
    pub fn of(
        app: &App,
        queue: &Queue,
        site: &str,
        language: Option<&str>,
        prefers: Option<AgentId>,
    ) -> Self {
        let site = app.config.site(site);
        let sites = site.into_iter().flat_map(|site| site.skills.iter());
        let mut skills: BTreeSet<String> = queue.skills.iter().chain(sites).cloned().collect();
        if queue.by_language {
            skills.extend(language.and_then(language_skill));
        }
        let prefers = prefers.filter(|_| queue.routing == Routing::LastAgent);
        Self { skills, prefers }
    }

    /// What a chat that waits asks for now: after a while, for anybody.
    #[must_use]
    pub fn of_waiting(app: &App, queue: &Queue, row: &Conversation) -> Self {
        let mut wishes = Self::of(app, queue, &row.site, row.language.as_deref(), row.prefers);
        let wait = i64::from(queue.skill_wait_seconds);
        let since = row.waiting_since.unwrap_or(row.opened_at);
        if since.plus_seconds(wait) <= app.now() {
            wishes.skills.clear();
        }
        wishes
    }
}

/// Those of [`free`] whom a chat's wishes fit; whom it prefers comes first.
///
/// # Errors
/// [`StoreError`].
pub async fn fitting(
    app: &App,
    mut people: Vec<Agent>,
    wishes: &Wishes,
) -> Result<Vec<Agent>, StoreError> {
    if let Some(at) = people
        .iter()
        .position(|person| Some(person.id) == wishes.prefers)
    {
        let person = people.remove(at);
        people.insert(0, person);
    }
    if wishes.skills.is_empty() {
        return Ok(people);
    }
    let mut fitting = Vec::new();
    for person in people {
        let has = app.store.skills_of(person.id).await?;
        if wishes.skills.iter().all(|skill| has.contains(skill)) {
            fitting.push(person);
        }
    }
    Ok(fitting)
}

/// The people of a queue who could take one more chat, whose turn it is first.
///
/// # Errors
/// [`StoreError`].
pub async fn free(app: &App, queue: QueueId, routing: Routing) -> Result<Vec<Agent>, StoreError> {
    let mut people = Vec::new();
    for person in app.store.agents_of_queue(queue).await? {
        if person.disabled_at.is_some() || !app.consoles.has(person.id) {
            continue;
        }
        let has = app.store.chats_of(person.id).await?;
        if has < person.capacity {
            people.push((person, has));
        }
    }
    let turn = |person: &Agent| app.turns.last(person.id);
    match routing {
        Routing::RoundRobin => people.sort_by_key(|(person, has)| (turn(person), *has)),
        _ => people.sort_by_key(|(person, has)| (*has, turn(person))),
    }
    Ok(people.into_iter().map(|(person, _)| person).collect())
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
