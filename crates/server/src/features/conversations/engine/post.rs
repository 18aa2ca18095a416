//! F4: a message. The hot path: compare, count, hash, append; no signature, no decode, no copy but
//! one.
//!
//! The order of the checks is the order of docs/concepts/protocol.md. A message id that is already
//! in the log is answered with its first place before anything else, so resending is harmless.

use super::head::{Conversation, Durable};
use super::hold;
use super::input::Post;
use super::out::{Out, SocketId};
use super::rows::Row;
use super::tail::Entry;
use bytes::{Bytes, BytesMut};
use tacita_model::{ConversationId, ConversationState, MessageId, Sequence, Timestamp};
use tacita_protocol::chain::{self, EntryKind};
use tacita_protocol::control::{Refusal, What};
use tacita_protocol::hot::{Accepted, Delivery};

/// Takes a message or says why not.
pub(super) fn post(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    posts_per_second: u32,
    socket: SocketId,
    post: Post,
) {
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    let Some(attached) = out.sockets.get_mut(&socket) else {
        return;
    };
    let key = attached.key;
    let message = post.message;
    if attached.budget_second != now.as_seconds() {
        attached.budget_second = now.as_seconds();
        attached.budget = posts_per_second;
    }
    let Some(budget) = attached.budget.checked_sub(1) else {
        return out.refuse(socket, What::Post, Some(message), Refusal::TooFast);
    };
    attached.budget = budget;
    if let Some((sequence, time)) = durable.tail.find((Some(post.generation), message)) {
        out.wants_durable(socket, What::Post, Some(message));
        return out.send(socket, accepted(sequence, time, message));
    }
    match check(durable, conversation.live.asked.is_some(), &key, &post) {
        Ok(()) => {}
        Err(why) => return out.refuse(socket, What::Post, Some(message), why),
    }
    out.wants_durable(socket, What::Post, Some(message));
    take(
        conversation.id,
        durable,
        &conversation.live.sockets,
        out,
        now,
        key,
        post,
    );
    let sockets = &conversation.live.sockets;
    hold::wrote(conversation.id, durable, sockets, out, now, &key);
}

/// The rules, in the protocol's order. Pure, so that tests can walk them.
fn check(durable: &Durable, restarting: bool, key: &[u8; 32], post: &Post) -> Result<(), Refusal> {
    match durable.state {
        ConversationState::Closed => return Err(Refusal::Closed),
        ConversationState::Frozen => return Err(Refusal::Frozen),
        ConversationState::Opened | ConversationState::Waiting | ConversationState::Active => {}
    }
    let member = durable.member(key).ok_or(Refusal::NotMember)?;
    if member.leaving {
        return Err(Refusal::NotMember);
    }
    if restarting || !durable.running() {
        // Somebody was asked to begin the next generation: this one takes nothing more.
        return Err(Refusal::Frozen);
    }
    if !durable.pending.is_empty() {
        return Err(Refusal::ProposalPending);
    }
    if post.generation != durable.generation {
        return Err(Refusal::WrongGeneration);
    }
    if post.epoch != durable.epoch {
        return Err(Refusal::WrongEpoch);
    }
    if post.counter <= member.counter {
        return Err(Refusal::RolledBack);
    }
    Ok(())
}

/// Appends a message that passed and hands it to everybody else.
pub(super) fn take(
    id: ConversationId,
    durable: &mut Durable,
    sockets: &[SocketId],
    out: &mut Out,
    now: Timestamp,
    key: [u8; 32],
    post: Post,
) {
    if let Some(member) = durable.member_mut(&key) {
        member.counter = post.counter;
    }
    let place = chain::advance(durable.place, EntryKind::Message, &post.hash);
    let entry = Entry {
        sequence: place.sequence,
        time: now,
        kind: EntryKind::Message,
        generation: durable.generation,
        epoch: post.epoch,
        sender: key,
        message: Some(post.message),
        hash: post.hash,
        chain: place.chain,
        body: Some(post.frame),
    };
    let frame = delivery(&entry);
    out.touched.push(id);
    for other in sockets {
        let Some(attached) = out.sockets.get(other) else {
            continue;
        };
        if !attached.reads_live() {
            continue;
        }
        if attached.key == key {
            out.send(*other, accepted(entry.sequence, entry.time, post.message));
        } else if let Some(frame) = &frame {
            out.send(*other, frame.clone());
        }
    }
    out.rows.push(Row::Entry {
        conversation: id,
        entry: entry.clone(),
        counter: post.counter,
    });
    durable.keep(entry);
}

/// The frame that others get: the prefix and the post as it came, copied together once for all.
pub(super) fn delivery(entry: &Entry) -> Option<Bytes> {
    let body = entry.body.as_ref()?;
    let prefix = Delivery::prefix(entry.sequence, entry.time, &entry.sender);
    let mut frame = BytesMut::with_capacity(prefix.len().saturating_add(body.len()));
    frame.extend_from_slice(&prefix);
    frame.extend_from_slice(body);
    Some(frame.freeze())
}

/// The sender's acknowledgement.
pub(super) fn accepted(sequence: Sequence, time: Timestamp, message: MessageId) -> Bytes {
    Accepted {
        sequence,
        time,
        message,
    }
    .encode()
    .into()
}
