//! What should be, compared with what is: one function that is called after everything that
//! happens and does the next step, whatever came before.
//!
//! What should be: the customer, the assigned device and those who joined (F6) in one running group,
//! nobody else of the desk. From that follow the proposals (F5, F5b, cut-off), whom to ask for a commit (3 seconds
//! each), and who begins a generation (F2, F3, F14). Because it looks at the state alone, a restart
//! of the server needs nothing else.

use super::head::{Assigned, Change, Conversation, Durable, LeafKey, Packages, Turn};
use super::keys::Keys;
use super::out::{Effect, Out, Phase, SocketId};
use super::{begin, guests, log, propose};
use tacita_model::{ConversationState, Role, Timestamp};
use tacita_protocol::control::{EndReason, FromServer};
use tacita_seal::TicketPurpose;

/// A member that was asked to commit and did not: the next one is asked.
pub(super) const TURN_SECONDS: i64 = 3;
/// Nobody committed for so long: the assigned device begins a generation.
pub(super) const TURNS_END_SECONDS: i64 = 15;
/// The customer was asked to begin and did not: the assigned device is asked as well.
pub(super) const BEGIN_SECONDS: i64 = 5;
/// A hand-over that the old agent does not end is ended.
pub(super) const HAND_OVER_SECONDS: i64 = 60;
/// Key packages that came are good for so long; none found is asked again after it.
pub(super) const PACKAGES_SECONDS: i64 = 2;

pub(super) fn online(conversation: &Conversation, out: &Out, key: &LeafKey) -> Option<SocketId> {
    conversation.live.sockets.iter().copied().find(|socket| {
        out.sockets
            .get(socket)
            .is_some_and(|attached| attached.key == *key && attached.phase == Phase::Live)
    })
}

/// Members that could commit at this moment, in the order in which they are asked.
fn committers(conversation: &Conversation, durable: &Durable, out: &Out) -> Vec<LeafKey> {
    let mut members: Vec<_> = durable
        .members
        .iter()
        .filter(|member| !member.leaving && online(conversation, out, &member.key).is_some())
        .filter(|member| {
            // A device that has not taken its welcome cannot commit yet.
            !durable
                .welcomes
                .iter()
                .any(|welcome| welcome.key == member.key && member.acked < welcome.at.sequence)
        })
        .collect();
    let target = durable.assigned.as_ref().map(|assigned| assigned.key);
    // The customer first, then the old agent, the new one last.
    members.sort_by_key(|member| (member.role != Role::Customer, Some(member.key) == target));
    members.into_iter().map(|member| member.key).collect()
}

/// Does the next step. Called after every change, every hello and every tick that was due.
pub(super) fn reconcile(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
) {
    conversation.live.due = None;
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    if durable.state == ConversationState::Closed {
        return;
    }
    let target = durable.assigned.clone();
    let must_begin = !durable.running()
        || conversation.live.asked.is_some()
        || change_members(conversation, out, keys, now, target.as_ref());
    if must_begin && let Some(target) = target {
        begin::begin(conversation, out, keys, now, &target);
    }
}

pub(super) fn due(conversation: &mut Conversation, at: Timestamp) {
    let live = &mut conversation.live;
    live.due = Some(live.due.map_or(at, |due| due.min(at)));
}

/// Proposes what is missing and asks for the commit. Answers true when nobody can commit and the
/// assigned device has to begin a generation instead.
fn change_members(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    target: Option<&Assigned>,
) -> bool {
    remove_others(conversation, out, keys, now, target);
    let Some(durable) = conversation.durable.as_deref() else {
        return false;
    };
    let missing = target.filter(|target| durable.member(&target.key).is_none());
    let able = committers(conversation, durable, out);
    if let Some(target) = missing {
        if able.is_empty() {
            return true;
        }
        let proposed = adds(durable, &target.key);
        if !proposed
            && !add(
                conversation,
                out,
                keys,
                now,
                target,
                TicketPurpose::Transfer,
            )
        {
            return false;
        }
    } else if !able.is_empty() {
        // Whoever joins waits until somebody can let them in; no generation is begun for them.
        for guest in guests::missing(durable, now) {
            let durable = conversation.durable.as_deref();
            let proposed = durable.is_some_and(|durable| adds(durable, &guest.key));
            if !proposed && !add(conversation, out, keys, now, &guest, TicketPurpose::Join) {
                break;
            }
        }
    }
    ask_for_commit(conversation, out, now, missing.is_some(), &able)
}

/// Whether it is proposed to add a device.
fn adds(durable: &Durable, device: &LeafKey) -> bool {
    let mut pending = durable.pending.iter();
    pending.any(|waits| matches!(&waits.change, Change::Add { key, .. } if key == device))
}

/// Proposes to remove every device of the desk that is not the assigned one and did not join, except
/// the old one of a hand-over that still runs.
fn remove_others(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    target: Option<&Assigned>,
) {
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    let arrived = target.is_none_or(|target| durable.member(&target.key).is_some());
    let customer_there = online(conversation, out, &durable.customer_key).is_some();
    let others: Vec<_> = durable
        .members
        .iter()
        .filter(|member| member.role != Role::Customer)
        .filter(|member| target.is_none_or(|target| target.key != member.key))
        .map(|member| (member.key, member.leaving))
        .collect();
    for (key, leaving) in others {
        let Some(durable) = conversation.durable.as_deref() else {
            return;
        };
        let proposed = durable
            .pending
            .iter()
            .any(|waits| matches!(&waits.change, Change::Remove { key: gone } if *gone == key));
        if proposed {
            continue;
        }
        if let Some(guest) = durable.guest(&key) {
            match guest.until {
                Some(until) if now >= until => remove_guest(conversation, out, keys, now, key),
                Some(until) => due(conversation, until),
                None => {}
            }
            continue;
        }
        if target.is_some() && !leaving {
            let there = online(conversation, out, &key).is_some();
            let ends = *conversation
                .live
                .hand_over_ends
                .get_or_insert(now.plus_seconds(HAND_OVER_SECONDS));
            if there && now < ends {
                due(conversation, ends);
                continue;
            }
            if there && !arrived && !customer_there {
                // It is the only one who can let the new device in.
                continue;
            }
        }
        let purpose = if conversation.live.revoked.contains(&key) {
            TicketPurpose::Revoke
        } else if target.is_some() {
            TicketPurpose::Transfer
        } else {
            TicketPurpose::Requeue
        };
        let change = Change::Remove { key };
        let done = propose::propose(conversation, out, keys, now, &change, purpose);
        if done && target.is_some() && !leaving {
            conversation.live.hand_over_ends = None;
            let id = conversation.id;
            if let Some(durable) = conversation.durable.as_deref_mut() {
                let sockets = &conversation.live.sockets;
                log::append_state(id, durable, sockets, out, now, "handed-over");
            }
        }
    }
}

fn remove_guest(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    key: LeafKey,
) {
    let change = Change::Remove { key };
    if propose::propose(conversation, out, keys, now, &change, TicketPurpose::Join) {
        let id = conversation.id;
        if let Some(durable) = conversation.durable.as_deref_mut() {
            guests::gone(id, durable, out, &key);
        }
    }
}

/// Proposes to add the assigned device, or one that joins. Answers false while its package is being fetched.
fn add(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    target: &Assigned,
    purpose: TicketPurpose,
) -> bool {
    let Some(packages) = packages(conversation, out, now, target) else {
        return false;
    };
    for candidate in packages.device {
        let change = Change::Add {
            package: candidate.id,
            key_package: candidate.bytes,
            key: candidate.key,
        };
        if propose::propose(conversation, out, keys, now, &change, purpose) {
            return true;
        }
    }
    false
}

/// Asks one member after another to commit what waits. Answers true when all were asked in vain
/// and somebody is still missing.
fn ask_for_commit(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    missing: bool,
    able: &[LeafKey],
) -> bool {
    let Some(durable) = conversation.durable.as_deref() else {
        return false;
    };
    if durable.pending.is_empty() {
        return false;
    }
    let epoch = durable.epoch;
    // A proposal may have taken somebody out since the list was made.
    let able: Vec<_> = able
        .iter()
        .filter(|key| durable.member(key).is_some_and(|member| !member.leaving))
        .copied()
        .collect();
    let turn = conversation.live.turn.filter(|turn| turn.epoch == epoch);
    let first = turn.map_or(now, |turn| turn.first);
    if missing && now >= first.plus_seconds(TURNS_END_SECONDS) {
        return true;
    }
    if let Some(turn) = turn
        && now < turn.at.plus_seconds(TURN_SECONDS)
        && able.contains(&turn.key)
    {
        due(conversation, turn.at.plus_seconds(TURN_SECONDS));
        return false;
    }
    let after = turn.and_then(|turn| able.iter().position(|key| *key == turn.key));
    let next = after.map_or(0, |position| position.saturating_add(1));
    let Some(key) = able.get(next).or_else(|| able.first()).copied() else {
        return missing;
    };
    if let Some(socket) = online(conversation, out, &key) {
        out.tell(socket, &FromServer::CommitWanted { epoch: epoch.0 });
    }
    conversation.live.turn = Some(Turn {
        epoch,
        key,
        at: now,
        first,
    });
    due(conversation, now.plus_seconds(TURN_SECONDS));
    false
}

/// Key packages of the assigned device and of the customer, if they have come; else asks for them.
pub(super) fn packages(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    target: &Assigned,
) -> Option<Packages> {
    let fresh = |at: Timestamp| now < at.plus_seconds(PACKAGES_SECONDS);
    if let Some(packages) = conversation.live.packages.take().filter(|p| fresh(p.at))
        && packages
            .device
            .iter()
            .all(|package| package.key == target.key)
    {
        return Some(packages);
    }
    if !conversation.live.fetching.is_some_and(fresh) {
        conversation.live.fetching = Some(now);
        let customer = conversation
            .durable
            .as_ref()
            .map_or([0; 32], |d| d.customer_key);
        out.effects.push(Effect::Packages {
            conversation: conversation.id,
            device: target.key,
            customer,
        });
    }
    due(conversation, now.plus_seconds(PACKAGES_SECONDS));
    None
}

/// A device that is no longer the assigned one and never joined: its socket ends.
pub(super) fn unseat_arriving(
    conversation: &mut Conversation,
    out: &mut Out,
    old: Option<Assigned>,
) {
    let Some(old) = old else { return };
    let stays = conversation.durable.as_deref().is_some_and(|durable| {
        durable.member(&old.key).is_some()
            || durable
                .assigned
                .as_ref()
                .is_some_and(|assigned| assigned.key == old.key)
    });
    if !stays {
        propose::leave(conversation, out, &old.key, EndReason::Removed);
    }
}
