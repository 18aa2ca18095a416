//! Who is in a conversation beside the person who answers it (F6): joins and leaves, and how long.
//!
//! What should be is kept as rows; [`super::reconcile`] proposes to add and to remove. There is no
//! quiet way in: a guest reads by being in the group, and everybody's verified tree shows it.
//! Refuses a conversation that nobody answers: it is accepted, and whoever accepts answers it.

use super::head::{Assigned, Conversation, Durable, Guest, LeafKey};
use super::input::{Person, Refused};
use super::orders::{assigned, leaf};
use super::out::Out;
use super::propose;
use super::rows::Row;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, ConversationId, ConversationState, Timestamp};
use tacita_protocol::control::EndReason;

/// Fewer than `seal` lets into a group: the customer and whoever answers are in it too.
const GUESTS: usize = 4;

/// Somebody joins.
///
/// # Errors
/// [`Refused::Conflict`] when nobody answers, when they are in already, or when there are too many.
pub(super) fn join(
    id: ConversationId,
    durable: &mut Durable,
    out: &mut Out,
    now: Timestamp,
    person: Person,
    until: Option<Timestamp>,
) -> Result<(), Refused> {
    let answered = durable.state == ConversationState::Active && durable.assigned.is_some();
    let inside = durable.member(&person.key).is_some()
        || durable
            .guests
            .iter()
            .any(|guest| guest.who.agent == person.agent)
        || durable
            .assigned
            .as_ref()
            .is_some_and(|a| a.agent == person.agent);
    if !answered || inside || durable.guests.len() >= GUESTS {
        return Err(Refused::Conflict);
    }
    leaf(out, id, LeafKind::Joined, person.agent);
    let who = assigned(person, now);
    // A device that was in before would be told to wipe.
    durable.former.retain(|key| *key != who.key);
    put(id, durable, out, Guest { who, until });
    Ok(())
}

/// Somebody who joined leaves.
///
/// # Errors
/// [`Refused::Conflict`] when they are not in.
pub(super) fn leave(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    agent: AgentId,
) -> Result<(), Refused> {
    let id = conversation.id;
    let durable = conversation
        .durable
        .as_deref_mut()
        .ok_or(Refused::Unknown)?;
    let guest = durable.guests.iter().find(|guest| guest.who.agent == agent);
    let guest = guest.cloned().ok_or(Refused::Conflict)?;
    leaf(out, id, LeafKind::Left, agent);
    end(conversation, out, now, guest);
    Ok(())
}

/// Everybody who joined is to be out: nobody answers any more.
pub(super) fn all_leave(conversation: &mut Conversation, out: &mut Out, now: Timestamp) {
    let guests = conversation.durable.as_deref().map(|d| d.guests.clone());
    for guest in guests.unwrap_or_default() {
        end(conversation, out, now, guest);
    }
}

/// They are out, or will be proposed to be; one who never came in is simply gone.
fn end(conversation: &mut Conversation, out: &mut Out, now: Timestamp, guest: Guest) {
    let id = conversation.id;
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    let key = guest.who.key;
    if durable.member(&key).is_some() {
        let until = Some(now);
        put(id, durable, out, Guest { until, ..guest });
        return;
    }
    gone(id, durable, out, &key);
    propose::leave(conversation, out, &key, EndReason::Removed);
}

/// Forgets a guest who is out, or whose device counts no more.
pub(super) fn gone(id: ConversationId, durable: &mut Durable, out: &mut Out, key: &LeafKey) {
    if durable.guest(key).is_none() {
        return;
    }
    durable.guests.retain(|guest| guest.who.key != *key);
    out.rows.push(Row::GuestGone {
        conversation: id,
        key: *key,
    });
}

fn put(id: ConversationId, durable: &mut Durable, out: &mut Out, guest: Guest) {
    durable
        .guests
        .retain(|other| other.who.key != guest.who.key);
    durable.guests.push(guest.clone());
    out.rows.push(Row::Guest {
        conversation: id,
        guest,
    });
}

/// Guests who should be in the group and are not.
pub(super) fn missing(durable: &Durable, now: Timestamp) -> Vec<Assigned> {
    let missing = |guest: &&Guest| guest.stays(now) && durable.member(&guest.who.key).is_none();
    let guests = durable.guests.iter().filter(missing);
    guests.map(|guest| guest.who.clone()).collect()
}
