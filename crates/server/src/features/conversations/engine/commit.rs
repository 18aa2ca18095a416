//! A commit in the running generation: one an epoch, the first wins.
//!
//! The public group judges it; the log entry, the welcome, the new public group and the unique row
//! (group, epoch) are one transaction. Proposals that the commit left out are made anew by
//! [`super::reconcile`].

use super::generation;
use super::groups;
use super::head::{Change, Conversation, WaitingWelcome};
use super::keys::Keys;
use super::log::{self, New};
use super::out::{Out, SocketId};
use super::rows::Row;
use bytes::Bytes;
use tacita_model::{ConversationState, Epoch, Sequence, Timestamp};
use tacita_protocol::chain::EntryKind;
use tacita_protocol::control::{CommitEntry, CommitRequest, Refusal, What};

/// Takes a commit or says why not.
pub(super) fn commit(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    socket: SocketId,
    request: CommitRequest,
) {
    match try_commit(conversation, out, keys, now, socket, request) {
        Ok(sequence) => out.done(socket, What::Commit, None, Some(sequence)),
        Err(why) => out.refuse(socket, What::Commit, None, why),
    }
}

fn try_commit(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    socket: SocketId,
    request: CommitRequest,
) -> Result<Sequence, Refusal> {
    let id = conversation.id;
    let key = out
        .sockets
        .get(&socket)
        .map(|a| a.key)
        .ok_or(Refusal::NotProven)?;
    let durable = conversation
        .durable
        .as_deref_mut()
        .ok_or(Refusal::Unavailable)?;
    if durable.state == ConversationState::Closed {
        return Err(Refusal::Closed);
    }
    let member = durable.member(&key).ok_or(Refusal::NotMember)?;
    if member.leaving {
        return Err(Refusal::NotMember);
    }
    if request.generation != durable.generation.0 {
        return Err(Refusal::WrongGeneration);
    }
    if !durable.running() || conversation.live.asked.is_some() {
        return Err(Refusal::Frozen);
    }
    if request.epoch < durable.epoch.0 {
        return Err(Refusal::LostRace);
    }
    if request.epoch > durable.epoch.0 {
        return Err(Refusal::WrongEpoch);
    }
    let stepped = groups::commit(keys, now, &durable.group, &key, &request.commit.0)?;
    if !stepped.added.is_empty() && request.welcome.is_none() {
        return Err(Refusal::Invalid);
    }
    out.wants_durable(socket, What::Commit, None);
    let ended = Epoch(request.epoch);
    let body = CommitEntry {
        generation: request.generation,
        epoch: request.epoch,
        commit: request.commit,
    };
    let new = New::own(EntryKind::Commit, &body).ok_or(Refusal::Malformed)?;
    let sockets = &conversation.live.sockets;
    let place = log::append(id, durable, sockets, out, now, New { sender: key, ..new });
    out.rows.push(Row::Commit {
        conversation: id,
        generation: durable.generation,
        epoch: ended,
        sequence: place.sequence,
        sender: key,
    });
    let pending = core::mem::take(&mut durable.pending);
    generation::seat(id, durable, out, &stepped, place, false);
    for waited in pending {
        if let Change::Add {
            package,
            key: added,
            ..
        } = waited.change
        {
            if !stepped.added.contains(&added) {
                continue;
            }
            out.rows.push(Row::PackageUsed {
                conversation: id,
                package,
                at: now,
            });
            let welcome = request
                .welcome
                .as_ref()
                .map(|w| Bytes::copy_from_slice(&w.0));
            let welcome = WaitingWelcome {
                key: added,
                generation: durable.generation,
                at: place,
                welcome: welcome.unwrap_or_default(),
                ticket: waited.ticket,
            };
            generation::welcome_in(id, durable, sockets, out, welcome);
        }
    }
    generation::save_group(id, durable, out);
    log::save_head(id, durable, out);
    let live = &mut conversation.live;
    (live.turn, live.packages) = (None, None);
    live.revoked.retain(|key| durable.member(key).is_some());
    Ok(place.sequence)
}
