//! F9: a socket that proved its key, and the log that it missed.
//!
//! The key decides what the device is here: the customer, a member, the assigned or a joining device
//! on its way in, or one that was in and must wipe. Unknown keys and unknown conversations get one answer.
//! The log comes from the tail or, page by page at the device's own speed, from the database.

use super::head::{Conversation, Durable, LeafKey};
use super::input::{Entry, Hello, Refused};
use super::keys::Keys;
use super::out::{Attached, Effect, Out, Phase, SocketId};
use super::rows::Row;
use super::volatile;
use super::{log, renew};
use crate::features::conversations::outbound::End;
use crate::features::conversations::reachable::SETTLED_SECONDS;
use tacita_ledger::LeafKind;
use tacita_model::{ConversationState, Place, Role, Sequence, Timestamp};
use tacita_protocol::Blob;
use tacita_protocol::control::{EndReason, FromServer, Refusal, What, WirePlace};

const STOCKED: u32 = 50;

/// What a key is to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Reads the log; what it may read of messages begins after this entry.
    Reader(Sequence),
    /// Assigned, not in the group yet: gets a welcome or begins a generation.
    Arriving,
    /// Was in; has to wipe.
    Out(EndReason),
    /// Nobody.
    Stranger,
}

fn standing(durable: &Durable, hello: &Hello) -> Standing {
    let key = &hello.key;
    let known = *key == durable.customer_key
        || durable.member(key).is_some()
        || durable.former.contains(key)
        || durable
            .assigned
            .as_ref()
            .is_some_and(|assigned| assigned.key == *key)
        || durable.guest(key).is_some();
    if !known {
        return Standing::Stranger;
    }
    if durable.state == ConversationState::Closed {
        return Standing::Out(EndReason::Closed);
    }
    if *key == durable.customer_key && hello.role == Role::Customer {
        return Standing::Reader(Sequence(0));
    }
    match durable.member(key) {
        Some(member) if member.leaving => Standing::Out(EndReason::Removed),
        Some(member) => Standing::Reader(member.since),
        None if durable
            .assigned
            .as_ref()
            .is_some_and(|assigned| assigned.key == *key)
            || durable.guest(key).is_some() =>
        {
            Standing::Arriving
        }
        None => Standing::Out(EndReason::Removed),
    }
}

/// Lets a socket in, or says why not. The caller has loaded the conversation.
pub(super) fn hello(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    hello: &Hello,
) {
    let socket = hello.socket;
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    let standing = standing(durable, hello);
    let since = match standing {
        Standing::Reader(since) => Some(since),
        Standing::Arriving | Standing::Out(_) | Standing::Stranger => None,
    };
    out.attach(socket, Attached::new(conversation.id, hello, since));
    out.wants_durable(socket, What::Hello, None);
    match standing {
        Standing::Stranger => return stranger(out, socket),
        Standing::Out(why) => {
            out.tell(socket, &FromServer::Ended { why });
            out.end(socket, End::Normal);
            return;
        }
        Standing::Reader(_) | Standing::Arriving => {}
    }
    // Before anything of the log leaves: answers wait for the commit that holds this.
    if let Some(agent) = hello.agent.filter(|_| hello.role != Role::Customer) {
        out.rows.push(Row::Leaf {
            kind: LeafKind::LogOpened,
            conversation: conversation.id,
            by: Some(agent),
            customer: None,
        });
    }
    replace_older(conversation, out, &hello.key);
    conversation.live.sockets.push(socket);
    // A group that is begun or joined from now on may be under keys that this device never heard of.
    if let Some(news) = keys.news(now) {
        out.tell(socket, &news);
    }
    renew::on(conversation, out, keys, now, socket);
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    out.tell(socket, &ready(durable, hello));
    // Whoever comes back may have found nobody to write to, or people who have gone since.
    if durable.unwritten() && durable.opened.plus_seconds(SETTLED_SECONDS) <= now {
        out.effects.push(Effect::IntakeDevices {
            conversation: conversation.id,
            queue: durable.queue,
            socket,
        });
    }
    if since.is_none() {
        out.tell(socket, &FromServer::CaughtUp { sequence: 0 });
        return live(conversation, out, socket);
    }
    let latest = durable
        .welcomes
        .iter()
        .filter(|w| w.key == hello.key)
        .map(|w| w.at);
    let from = match latest.max_by_key(|at| at.sequence) {
        Some(at) if hello.seen.sequence == Sequence(0) => at,
        _ => hello.seen,
    };
    // Welcomes for places that the device has behind it are said before anything else.
    for frame in welcomes(durable, &hello.key, |at| at <= from.sequence) {
        out.tell(socket, &frame);
    }
    replay(conversation, out, socket, from);
}

/// The welcomes that wait for a key, for places that the filter wants.
pub(super) fn welcomes(
    durable: &Durable,
    key: &LeafKey,
    wanted: impl Fn(Sequence) -> bool,
) -> Vec<FromServer> {
    durable
        .welcomes
        .iter()
        .filter(|waiting| waiting.key == *key && wanted(waiting.at.sequence))
        .map(|waiting| FromServer::Welcome {
            generation: waiting.generation.0,
            at: wire_place(waiting.at),
            welcome: Blob(waiting.welcome.to_vec()),
            ticket: Blob(waiting.ticket.to_vec()),
        })
        .collect()
}

/// No such conversation, or not for this key.
pub(super) fn stranger(out: &mut Out, socket: SocketId) {
    out.refuse(socket, What::Hello, None, Refusal::Unknown);
    out.end(socket, End::Refused);
}

fn replace_older(conversation: &mut Conversation, out: &mut Out, key: &LeafKey) {
    conversation.live.sockets.retain(|other| {
        let same = out
            .sockets
            .get(other)
            .is_some_and(|attached| attached.key == *key);
        if same {
            out.tell(
                *other,
                &FromServer::Ended {
                    why: EndReason::Replaced,
                },
            );
            out.end(*other, End::Normal);
        }
        !same
    });
}

fn ready(durable: &Durable, hello: &Hello) -> FromServer {
    let member = durable.member(&hello.key);
    let customer = hello.key == durable.customer_key;
    FromServer::Ready {
        state: durable.state.as_str().to_owned(),
        generation: durable.generation.0,
        epoch: durable.epoch.0,
        counter: member.map_or(0, |member| member.counter),
        acked: member.map_or(0, |member| member.acked.0),
        // Agents' devices keep their stock over HTTP; nothing is wanted of them here.
        key_packages: if customer {
            durable.customer_packages
        } else {
            STOCKED
        },
    }
}

/// A place for the wire.
#[must_use]
pub(super) fn wire_place(place: Place) -> WirePlace {
    WirePlace {
        sequence: place.sequence.0,
        chain: Blob(place.chain.0.to_vec()),
    }
}

/// A device that is to begin a generation reads the log first, from its beginning, without the
/// bodies of messages that were not for it.
pub(super) fn begin_reading(conversation: &mut Conversation, out: &mut Out, socket: SocketId) {
    let Some(attached) = out.sockets.get_mut(&socket) else {
        return;
    };
    attached.since = Some(Sequence(u64::MAX));
    attached.phase = Phase::Replaying;
    let seen = attached.seen;
    replay(conversation, out, socket, seen);
}

/// Sends what came after `from`, from memory if it reaches that far, else asks the database.
fn replay(conversation: &mut Conversation, out: &mut Out, socket: SocketId, from: Place) {
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    if from.sequence > durable.place.sequence {
        return unknown_place(out, socket);
    }
    let at = if from.sequence == Sequence(0) {
        Some(tacita_model::ChainHash::default())
    } else if from.sequence == durable.place.sequence {
        Some(durable.place.chain)
    } else {
        durable.tail.chain_at(from.sequence)
    };
    let entries = durable.tail.after(from.sequence, durable.place.sequence);
    let (Some(at), Some(entries)) = (at, entries) else {
        let (conversation, tenant) = (conversation.id, durable.tenant);
        return out.effects.push(Effect::Page {
            conversation,
            socket,
            seen: from,
            tenant,
        });
    };
    if at != from.chain {
        return unknown_place(out, socket);
    }
    let entries: Vec<Entry> = entries.cloned().collect();
    let key = out.sockets.get(&socket).map(|attached| attached.key);
    show(durable, out, socket, &entries);
    let others = durable
        .members
        .iter()
        .filter(|other| Some(other.key) != key);
    for other in others.filter(|other| other.acked > Sequence(0)) {
        // How far the others are: said again, because it was relayed while this device was away.
        let leaf_key = Blob(other.key.to_vec());
        let sequence = other.acked.0;
        out.tell(socket, &FromServer::Delivered { leaf_key, sequence });
    }
    let head = durable.place.sequence;
    out.tell(socket, &FromServer::CaughtUp { sequence: head.0 });
    live(conversation, out, socket);
}

/// Sends entries to one reader, each welcome right after the entry that added the device.
fn show(durable: &Durable, out: &mut Out, socket: SocketId, entries: &[Entry]) {
    let Some(attached) = out.sockets.get(&socket) else {
        return;
    };
    let (key, since) = (attached.key, attached.since.unwrap_or(Sequence(u64::MAX)));
    for entry in entries {
        if let Some(frame) = log::shown(entry, since) {
            out.send(socket, frame);
        }
        for welcome in welcomes(durable, &key, |at| at == entry.sequence) {
            out.tell(socket, &welcome);
        }
    }
}

/// A page of the log came for a socket that is behind.
pub(super) fn page(
    conversation: &mut Conversation,
    out: &mut Out,
    socket: SocketId,
    seen: Place,
    entries: Result<Vec<Entry>, Refused>,
) {
    if !out.sockets.contains_key(&socket) {
        return;
    }
    let Ok(entries) = entries else {
        out.refuse(socket, What::Hello, None, Refusal::Unavailable);
        return out.end(socket, End::Normal);
    };
    if let Some(at) = entries.iter().find(|entry| entry.sequence == seen.sequence)
        && at.chain != seen.chain
    {
        return unknown_place(out, socket);
    }
    let entries: Vec<Entry> = entries
        .into_iter()
        .filter(|entry| entry.sequence > seen.sequence)
        .collect();
    let place = entries.last().map_or(seen, |last| Place {
        sequence: last.sequence,
        chain: last.chain,
    });
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    show(durable, out, socket, &entries);
    if place == seen {
        // The log has nothing after a place that memory says is not its head: the row is gone.
        return unknown_place(out, socket);
    }
    replay(conversation, out, socket, place);
}

fn unknown_place(out: &mut Out, socket: SocketId) {
    out.refuse(socket, What::Hello, None, Refusal::UnknownPlace);
    out.end(socket, End::Normal);
}

/// From here on the socket gets every entry as it is made.
fn live(conversation: &mut Conversation, out: &mut Out, socket: SocketId) {
    if let Some(attached) = out.sockets.get_mut(&socket) {
        attached.phase = Phase::Live;
    }
    // Whoever was asked to commit or to begin is asked anew: this device may be the better one. The
    // time since the first was asked goes on, or a device that comes and goes would stop it for ever.
    if let Some(turn) = conversation.live.turn.as_mut() {
        (turn.key, turn.at) = ([0; 32], Timestamp::default());
    }
    conversation.live.told.retain(|told| *told != socket);
    volatile::presence(conversation, out);
}

/// A socket is gone.
pub(super) fn gone(
    conversation: &mut Conversation,
    out: &mut Out,
    socket: SocketId,
) -> Option<Attached> {
    let attached = out.sockets.remove(&socket);
    let before = conversation.live.sockets.len();
    conversation.live.sockets.retain(|other| *other != socket);
    if conversation.live.sockets.len() != before {
        volatile::presence(conversation, out);
    }
    attached
}
