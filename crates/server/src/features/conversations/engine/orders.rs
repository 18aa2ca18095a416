//! What people ask over HTTP: accept, transfer, back to the queue, close; and what a device asks
//! that ends or mends something: close, trouble, handed over.
//!
//! Each changes what should be; [`super::reconcile`] does the rest. The caller has a decision of
//! `policy`; here only the state is compared, because somebody may have been faster.

use super::head::{Assigned, Conversation, Durable, LeafKey};
use super::input::{Order, Person, Refused};
use super::out::{Out, SocketId};
use super::rows::Row;
use super::{guests, hold, log, reconcile};
use crate::features::conversations::outbound::End;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, ConversationId, ConversationState, Timestamp};
use tacita_protocol::control::{EndReason, FromServer, Refusal, Trouble, What};
use tacita_protocol::limits::REPAIRS_PER_HOUR;

const HOUR_SECONDS: i64 = 3600;

/// Carries out an act of a person, or says why not.
///
/// # Errors
/// [`Refused::Conflict`] when the state is another, [`Refused::Unknown`] without a conversation.
pub(super) fn order(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    order: Order,
) -> Result<(), Refused> {
    let id = conversation.id;
    let sockets = conversation.live.sockets.clone();
    let durable = conversation
        .durable
        .as_deref_mut()
        .ok_or(Refused::Unknown)?;
    if durable.state == ConversationState::Closed {
        return Err(Refused::Conflict);
    }
    match order {
        Order::Accept(person) => {
            if durable.assigned.is_some() || durable.state != ConversationState::Waiting {
                return Err(Refused::Conflict);
            }
            leaf(out, id, LeafKind::Assigned, person.agent);
            durable.assigned = Some(assigned(person, now));
            durable.state = ConversationState::Active;
            durable.waiting_since = None;
            durable.on_hold_since = None;
            conversation.live.packages = None;
            log::append_state(id, durable, &sockets, out, now, "assigned");
        }
        Order::Transfer { from, to } => {
            let old = theirs(durable, from)?;
            if to.agent == from {
                return Err(Refused::Conflict);
            }
            leaf(out, id, LeafKind::Transferred, from);
            // Whoever joined and answers from now on is no guest any more.
            guests::gone(id, durable, out, &to.key);
            durable.assigned = Some(assigned(to, now));
            durable.state = state_with(durable);
            durable.on_hold_since = None;
            let live = &mut conversation.live;
            live.hand_over_ends = Some(now.plus_seconds(reconcile::HAND_OVER_SECONDS));
            live.asked = None;
            live.told.clear();
            live.packages = None;
            log::append_state(id, durable, &sockets, out, now, "handing-over");
            reconcile::unseat_arriving(conversation, out, Some(old));
        }
        Order::BackToQueue { from, queue } => {
            let old = theirs(durable, from)?;
            leaf(out, id, LeafKind::BackToQueue, from);
            durable.assigned = None;
            durable.queue = queue;
            durable.state = ConversationState::Waiting;
            durable.waiting_since = Some(now);
            durable.on_hold_since = None;
            let live = &mut conversation.live;
            live.hand_over_ends = None;
            live.asked = None;
            live.told.clear();
            live.packages = None;
            log::append_state(id, durable, &sockets, out, now, "back-to-queue");
            reconcile::unseat_arriving(conversation, out, Some(old));
            guests::all_leave(conversation, out, now);
        }
        Order::Hold { by, on } => {
            theirs(durable, by)?;
            hold::order(id, durable, &sockets, out, now, on)?;
        }
        Order::Close { by } => {
            theirs(durable, by)?;
            leaf(out, id, LeafKind::Closed, by);
            close(conversation, out, now, "closed-by-agent");
        }
        Order::Expire => {
            let since = durable.waiting_since;
            if durable.assigned.is_some() || since.is_none() {
                return Err(Refused::Conflict);
            }
            out.rows.push(Row::Leaf {
                kind: LeafKind::Erased,
                conversation: id,
                by: None,
                customer: None,
            });
            close(conversation, out, now, "closed-unclaimed");
        }
        Order::Join { guest, until } => guests::join(id, durable, out, now, guest, until)?,
        Order::Leave { guest } => guests::leave(conversation, out, now, guest)?,
        Order::Revoke { key, to } => revoke(conversation, out, now, &key, to),
    }
    Ok(())
}

/// Takes a device out at once. What it had goes to `to`, else back to its queue; the removal and,
/// with somebody to add, the addition are proposed in one round by [`reconcile`].
fn revoke(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    key: &LeafKey,
    to: Option<Person>,
) {
    let id = conversation.id;
    let sockets = conversation.live.sockets.clone();
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    guests::gone(id, durable, out, key);
    let had = durable.assigned.as_ref().is_some_and(|a| a.key == *key);
    let inside = durable.member(key).is_some_and(|member| !member.leaving);
    if inside {
        conversation.live.revoked.push(*key);
    }
    if had || inside {
        let live = &mut conversation.live;
        (live.asked, live.packages) = (None, None);
        live.told.clear();
        live.hand_over_ends = Some(now);
    }
    if had {
        let (what, kind) = match to {
            Some(_) => ("assigned", LeafKind::Assigned),
            None => ("back-to-queue", LeafKind::BackToQueue),
        };
        let by = to.as_ref().map(|person| person.agent);
        out.rows.push(Row::Leaf {
            kind,
            conversation: id,
            by,
            customer: None,
        });
        durable.assigned = to.map(|person| assigned(person, now));
        durable.on_hold_since = None;
        if durable.assigned.is_some() {
            durable.state = state_with(durable);
        } else {
            durable.state = ConversationState::Waiting;
            durable.waiting_since = Some(now);
        }
        log::append_state(id, durable, &sockets, out, now, what);
    }
    end_sockets(conversation, out, key, EndReason::Revoked);
}

pub(super) fn assigned(person: Person, now: Timestamp) -> Assigned {
    Assigned {
        agent: person.agent,
        name: person.name,
        device: person.device,
        key: person.key,
        since: now,
    }
}

fn theirs(durable: &Durable, agent: AgentId) -> Result<Assigned, Refused> {
    durable
        .assigned
        .clone()
        .filter(|a| a.agent == agent)
        .ok_or(Refused::Conflict)
}

fn state_with(durable: &Durable) -> ConversationState {
    if durable.state == ConversationState::Frozen {
        ConversationState::Frozen
    } else {
        ConversationState::Active
    }
}

pub(super) fn leaf(out: &mut Out, conversation: ConversationId, kind: LeafKind, by: AgentId) {
    out.rows.push(Row::Leaf {
        kind,
        conversation,
        by: Some(by),
        customer: None,
    });
}

fn end_sockets(conversation: &mut Conversation, out: &mut Out, key: &LeafKey, why: EndReason) {
    conversation.live.sockets.retain(|socket| {
        let theirs = out
            .sockets
            .get(socket)
            .is_some_and(|attached| attached.key == *key);
        if theirs {
            out.tell(*socket, &FromServer::Ended { why });
            out.end(*socket, End::Normal);
        }
        !theirs
    });
}

/// Ends a conversation: nothing is accepted any more, every device wipes, every row of content goes.
/// Practice: D4
pub(super) fn close(conversation: &mut Conversation, out: &mut Out, now: Timestamp, what: &str) {
    let id = conversation.id;
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    durable.state = ConversationState::Closed;
    durable.waiting_since = None;
    durable.on_hold_since = None;
    // Served its purpose: nobody is sought for it any more.
    (durable.language, durable.prefers) = (None, None);
    durable.closed = Some(now);
    log::append_state(id, durable, &conversation.live.sockets, out, now, what);
    durable
        .former
        .extend(durable.members.drain(..).map(|member| member.key));
    if let Some(assigned) = &durable.assigned {
        durable.former.push(assigned.key);
    }
    for guest in durable.guests.drain(..) {
        durable.former.push(guest.who.key);
        out.rows.push(Row::GuestGone {
            conversation: id,
            key: guest.who.key,
        });
    }
    durable.pending.clear();
    durable.welcomes.clear();
    durable.intake.clear();
    durable.group = bytes::Bytes::new();
    durable.tail = super::tail::Tail::default();
    out.rows.push(Row::Wiped {
        conversation: id,
        at: now,
    });
    for socket in conversation.live.sockets.drain(..) {
        out.tell(
            socket,
            &FromServer::Ended {
                why: EndReason::Closed,
            },
        );
        out.end(socket, End::Normal);
    }
    let live = &mut conversation.live;
    (live.asked, live.turn, live.reserved, live.packages) = (None, None, None, None);
}

/// A device asks for the end: the customer's, or the assigned one.
pub(super) fn close_from(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    socket: SocketId,
) {
    let Some(attached) = out.sockets.get(&socket) else {
        return;
    };
    let key = attached.key;
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    let customer = key == durable.customer_key;
    let assigned = durable
        .assigned
        .as_ref()
        .filter(|assigned| assigned.key == key);
    let (what, by, who) = match (customer, assigned) {
        (true, _) => ("closed-by-customer", None, Some(durable.customer)),
        (false, Some(assigned)) => ("closed-by-agent", Some(assigned.agent), None),
        (false, None) => {
            return out.refuse(socket, What::Close, None, Refusal::NotMember);
        }
    };
    out.wants_durable(socket, What::Close, None);
    let id = conversation.id;
    out.rows.push(Row::Leaf {
        kind: LeafKind::Closed,
        conversation: id,
        by,
        customer: who,
    });
    out.done(socket, What::Close, None, None);
    close(conversation, out, now, what);
}

/// The old agent has written what it wanted (F5).
pub(super) fn handed_over(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    socket: SocketId,
) {
    let Some(key) = out.sockets.get(&socket).map(|attached| attached.key) else {
        return;
    };
    let old = conversation.durable.as_deref().is_some_and(|durable| {
        durable
            .assigned
            .as_ref()
            .is_some_and(|assigned| assigned.key != key)
            && durable.member(&key).is_some_and(|member| !member.leaving)
            && key != durable.customer_key
            && durable.guest(&key).is_none()
    });
    if old {
        conversation.live.hand_over_ends = Some(now);
        out.done(socket, What::HandedOver, None, None);
    } else {
        out.refuse(socket, What::HandedOver, None, Refusal::NotMember);
    }
}

/// A device cannot go on (F14): freezes the generation, at most three times an hour.
pub(super) fn trouble(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    socket: SocketId,
    kind: Trouble,
) {
    let Some(key) = out.sockets.get(&socket).map(|attached| attached.key) else {
        return;
    };
    let id = conversation.id;
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    if durable.member(&key).is_none_or(|member| member.leaving) {
        return out.refuse(socket, What::Trouble, None, Refusal::NotMember);
    }
    if durable.state == ConversationState::Closed {
        return out.refuse(socket, What::Trouble, None, Refusal::Closed);
    }
    out.wants_durable(socket, What::Trouble, None);
    if kind == Trouble::StateLost && key == durable.customer_key {
        durable.customer_packages = 0;
        conversation.live.packages = None;
        out.touched.push(id);
        out.rows.push(Row::PackagesLost {
            conversation: id,
            key,
        });
        super::generation::want_packages(durable, &conversation.live.sockets, out);
    }
    if durable.running() {
        let hour = durable
            .frozen_since
            .filter(|since| now < since.plus_seconds(HOUR_SECONDS));
        if hour.is_none() {
            (durable.frozen_since, durable.freezes) = (Some(now), 0);
        }
        if durable.freezes >= REPAIRS_PER_HOUR {
            return out.refuse(socket, What::Trouble, None, Refusal::TooFast);
        }
        durable.freezes = durable.freezes.saturating_add(1);
        durable.group = bytes::Bytes::new();
        durable.pending.clear();
        durable.state = if durable.assigned.is_some() {
            ConversationState::Frozen
        } else {
            ConversationState::Waiting
        };
        out.rows.push(Row::Leaf {
            kind: LeafKind::Frozen,
            conversation: id,
            by: None,
            customer: None,
        });
        super::generation::save_group(id, durable, out);
        log::append_state(id, durable, &conversation.live.sockets, out, now, "frozen");
        conversation.live.asked = None;
        conversation.live.told.clear();
        conversation.live.turn = None;
    }
    out.done(socket, What::Trouble, None, None);
}
