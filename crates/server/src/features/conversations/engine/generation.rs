//! A generation begins (F1, F2, F3, F14, cut-off): one batch, taken or refused as a whole.
//!
//! Only whoever was asked, or holds a reservation that has not lapsed, may begin; the first batch
//! for a number wins. The generation entry comes first, then the welcome, then the posts.

use super::groups::{self, Stepped};
use super::head::{Assigned, Conversation, Durable, Invited, LeafKey, Member, WaitingWelcome};
use super::input::Post;
use super::keys::Keys;
use super::log::{self, New};
use super::out::{Effect, Out, SocketId};
use super::rows::Row;
use super::{hello, hold, post, propose};
use bytes::Bytes;
use tacita_ledger::LeafKind;
use tacita_model::{ConversationId, ConversationState, Generation, Role, Sequence, Timestamp};
use tacita_protocol::Blob;
use tacita_protocol::chain::{self, EntryKind};
use tacita_protocol::control::{
    Batch, EndReason, FromServer, GenerationEntry, Reason, Refusal, What,
};

/// Takes a batch or says why not.
pub(super) fn batch(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    socket: SocketId,
    batch: &Batch,
    posts: Vec<Post>,
) {
    match try_batch(conversation, out, keys, now, socket, batch, posts) {
        Ok(sequence) => out.done(socket, What::Batch, None, Some(sequence)),
        Err(why) => {
            out.refuse(socket, What::Batch, None, why);
            if why == Refusal::ReservationLapsed
                && let Some(queue) = conversation.durable.as_ref().map(|durable| durable.queue)
            {
                let conversation = conversation.id;
                out.effects.push(Effect::IntakeDevices {
                    conversation,
                    queue,
                    socket,
                });
            }
        }
    }
}

/// What the batch may add, and how it came to that.
struct Right {
    invites: Vec<Invited>,
    reserved: Option<Assigned>,
}

fn right(
    conversation: &Conversation,
    durable: &Durable,
    now: Timestamp,
    key: &LeafKey,
    batch: &Batch,
) -> Result<Right, Refusal> {
    if durable.state == ConversationState::Closed {
        return Err(Refusal::Closed);
    }
    if batch.generation != durable.generation.next().0 {
        return Err(Refusal::WrongGeneration);
    }
    let asked = conversation
        .live
        .asked
        .as_ref()
        .filter(|a| a.generation.0 == batch.generation);
    if let Some(starter) = asked.and_then(|a| a.starters.iter().find(|s| s.key == *key)) {
        return Ok(Right {
            invites: starter.invites.clone(),
            reserved: None,
        });
    }
    if *key != durable.customer_key || durable.assigned.is_some() || durable.generation.0 > 0 {
        return Err(Refusal::WrongGeneration);
    }
    match conversation.live.reserved.as_ref() {
        Some(reserved) if reserved.until > now => Ok(Right {
            invites: vec![reserved.invited.clone()],
            reserved: Some(Assigned {
                agent: reserved.person.agent,
                name: reserved.person.name.clone(),
                device: reserved.person.device,
                key: reserved.person.key,
                since: now,
            }),
        }),
        _ => Err(Refusal::ReservationLapsed),
    }
}

fn try_batch(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    socket: SocketId,
    batch: &Batch,
    posts: Vec<Post>,
) -> Result<Sequence, Refusal> {
    let key = out
        .sockets
        .get(&socket)
        .map(|a| a.key)
        .ok_or(Refusal::NotProven)?;
    let durable = conversation
        .durable
        .as_deref()
        .ok_or(Refusal::Unavailable)?;
    let right = right(conversation, durable, now, &key, batch)?;
    let mut counter = 0;
    for post in &posts {
        if post.generation.0 != batch.generation || post.epoch.0 != 1 || post.counter <= counter {
            return Err(Refusal::Invalid);
        }
        counter = post.counter;
    }
    let stepped = groups::begin(keys, now, conversation.id, &key, &right.invites, batch)?;
    out.wants_durable(socket, What::Batch, None);
    let id = conversation.id;
    put_out(conversation, out, &stepped);
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return Err(Refusal::Unavailable);
    };
    let repaired = batch.reason == Reason::Repair;
    if let Some(assigned) = right.reserved {
        out.rows.push(Row::Leaf {
            kind: LeafKind::Assigned,
            conversation: id,
            by: Some(assigned.agent),
            customer: None,
        });
        durable.assigned = Some(assigned);
        durable.state = ConversationState::Active;
        log::append_state(
            id,
            durable,
            &conversation.live.sockets,
            out,
            now,
            "assigned",
        );
    }
    durable.generation = Generation(batch.generation);
    durable.epoch = stepped.epoch;
    durable.state = ConversationState::Active;
    durable.waiting_since = None;
    durable.pending.clear();
    let body = GenerationEntry {
        generation: batch.generation,
        reason: batch.reason,
        starter: Blob(key.to_vec()),
        commit_hash: Blob(chain::body_hash(&batch.commit.0).to_vec()),
    };
    let new = New::own(EntryKind::Generation, &body).ok_or(Refusal::Malformed)?;
    let place = log::append(
        id,
        durable,
        &conversation.live.sockets,
        out,
        now,
        New { sender: key, ..new },
    );
    seat(id, durable, out, &stepped, place, true);
    out.rows.push(Row::Commit {
        conversation: id,
        generation: durable.generation,
        epoch: tacita_model::Epoch(0),
        sequence: place.sequence,
        sender: key,
    });
    for invited in right
        .invites
        .iter()
        .filter(|i| stepped.added.contains(&i.key))
    {
        out.rows.push(Row::PackageUsed {
            conversation: id,
            package: invited.package,
            at: now,
        });
        if invited.key == durable.customer_key {
            durable.customer_packages = durable.customer_packages.saturating_sub(1);
        }
        let welcome = WaitingWelcome {
            key: invited.key,
            generation: durable.generation,
            at: place,
            welcome: Bytes::copy_from_slice(&batch.welcome.0),
            ticket: invited.ticket.clone(),
        };
        welcome_in(id, durable, &conversation.live.sockets, out, welcome);
    }
    admit(&conversation.live.sockets, out, &key, place.sequence);
    save_group(id, durable, out);
    if repaired {
        log::append_state(
            id,
            durable,
            &conversation.live.sockets,
            out,
            now,
            "repaired",
        );
    } else {
        log::save_head(id, durable, out);
    }
    for post in posts {
        post::take(id, durable, &conversation.live.sockets, out, now, key, post);
        hold::wrote(id, durable, &conversation.live.sockets, out, now, &key);
    }
    conversation.live.asked = None;
    conversation.live.told.clear();
    conversation.live.turn = None;
    conversation.live.reserved = None;
    conversation.live.packages = None;
    conversation.live.hand_over_ends = None;
    conversation.live.revoked.clear();
    if durable.customer_packages == 0 {
        want_packages(durable, &conversation.live.sockets, out);
    }
    Ok(durable.place.sequence)
}

/// Devices of the desk that are not in the new generation are out before its first entry: nothing of
/// it is sent to them, and they are told to wipe.
fn put_out(conversation: &mut Conversation, out: &mut Out, stepped: &Stepped) {
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    let assigned = durable.assigned.as_ref().map(|assigned| assigned.key);
    let stays = |key: &LeafKey| {
        *key == durable.customer_key
            || Some(*key) == assigned
            || stepped.seated.iter().any(|seated| seated.key == *key)
    };
    let sockets = conversation.live.sockets.iter();
    let attached = sockets.filter_map(|socket| out.sockets.get(socket));
    let outside: Vec<LeafKey> = attached
        .map(|attached| attached.key)
        .filter(|key| !stays(key))
        .collect();
    for key in outside {
        propose::leave(conversation, out, &key, EndReason::Removed);
    }
}

/// Makes the members of memory and database those of the tree. `fresh`: a new generation, in which
/// every counter begins anew.
pub(super) fn seat(
    id: ConversationId,
    durable: &mut Durable,
    out: &mut Out,
    stepped: &Stepped,
    place: tacita_model::Place,
    fresh: bool,
) {
    let before = core::mem::take(&mut durable.members);
    for seated in &stepped.seated {
        let old = before.iter().find(|member| member.key == seated.key);
        let customer = seated.role == Role::Customer;
        let member = match old {
            Some(old) if !fresh => old.clone(),
            old => Member {
                key: seated.key,
                role: seated.role,
                agent: seated.agent,
                device: seated.device,
                // The customer was there from the beginning and keeps what it has.
                since: match old {
                    Some(old) => old.since,
                    None if customer => Sequence(0),
                    None => place.sequence,
                },
                counter: 0,
                acked: old.map_or(Sequence(0), |old| old.acked),
                leaving: false,
            },
        };
        if fresh || old.is_none() {
            out.rows.push(Row::Joined {
                conversation: id,
                generation: durable.generation,
                member: member.clone(),
            });
            durable.former.retain(|key| *key != member.key);
        }
        durable.members.push(member);
    }
    for gone in before {
        if durable.member(&gone.key).is_none() {
            if !gone.leaving {
                let at = place.sequence;
                out.rows.push(Row::Left {
                    conversation: id,
                    member: gone.clone(),
                    at,
                });
            }
            durable.former.push(gone.key);
        }
    }
    durable.group = stepped.group.clone();
    durable.epoch = stepped.epoch;
}

/// Keeps a welcome and hands it to its device, whose log begins there.
pub(super) fn welcome_in(
    id: ConversationId,
    durable: &mut Durable,
    sockets: &[SocketId],
    out: &mut Out,
    welcome: WaitingWelcome,
) {
    durable.welcomes.retain(|old| old.key != welcome.key);
    let (key, at) = (welcome.key, welcome.at);
    out.rows.push(Row::Welcome {
        conversation: id,
        welcome: welcome.clone(),
    });
    durable.welcomes.push(welcome);
    admit(sockets, out, &key, at.sequence);
    for socket in sockets {
        let live = out
            .sockets
            .get(socket)
            .is_some_and(|a| a.key == key && a.reads_live());
        if live {
            for frame in hello::welcomes(durable, &key, |place| place == at.sequence) {
                out.tell(*socket, &frame);
            }
        }
    }
}

/// From this entry on the device with this key reads.
fn admit(sockets: &[SocketId], out: &mut Out, key: &LeafKey, at: Sequence) {
    for socket in sockets {
        if let Some(attached) = out.sockets.get_mut(socket).filter(|a| a.key == *key)
            && attached.role != Role::Customer
        {
            attached.since = Some(attached.since.unwrap_or(at).min(at));
        }
    }
}

/// Writes the group row.
pub(super) fn save_group(id: ConversationId, durable: &Durable, out: &mut Out) {
    out.rows.push(Row::Group {
        conversation: id,
        generation: durable.generation,
        epoch: durable.epoch,
        group: durable.group.clone(),
        pending: durable.pending.clone(),
    });
}

/// Asks the customer's device for fresh key packages.
pub(super) fn want_packages(durable: &Durable, sockets: &[SocketId], out: &mut Out) {
    let wanted = u32::try_from(tacita_protocol::limits::CUSTOMER_KEY_PACKAGES).unwrap_or(3);
    let count = wanted.saturating_sub(durable.customer_packages);
    for socket in sockets {
        let customer = out
            .sockets
            .get(socket)
            .is_some_and(|a| a.key == durable.customer_key);
        if customer && count > 0 {
            out.tell(*socket, &FromServer::KeyPackagesWanted { count });
        }
    }
}
