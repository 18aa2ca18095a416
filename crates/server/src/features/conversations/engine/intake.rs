//! F2 and F5b: what a customer writes while no agent is in the group.
//!
//! The socket's task has checked the signature and put the outer lock on; here the record gets its
//! place. Only the hash stands in the log. The records go, halves and all, once the assigned device
//! has every message of them.

use super::head::Conversation;
use super::hold;
use super::input::Intake;
use super::log::{self, New};
use super::out::{Out, SocketId};
use super::rows::Row;
use tacita_model::{ConversationState, Sequence, Timestamp};
use tacita_protocol::chain::EntryKind;
use tacita_protocol::control::{Refusal, What};

/// Records that may wait in one conversation.
const RECORDS: usize = 100;

/// Takes a record or says why not.
pub(super) fn intake(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    socket: SocketId,
    intake: Intake,
) {
    let message = intake.message;
    match try_intake(conversation, out, now, socket, intake) {
        Ok(sequence) => out.done(socket, What::Intake, Some(message), Some(sequence)),
        Err(why) => out.refuse(socket, What::Intake, Some(message), why),
    }
}

fn try_intake(
    conversation: &mut Conversation,
    out: &mut Out,
    now: Timestamp,
    socket: SocketId,
    intake: Intake,
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
    if key != durable.customer_key {
        return Err(Refusal::NotMember);
    }
    if durable.state == ConversationState::Closed {
        return Err(Refusal::Closed);
    }
    out.wants_durable(socket, What::Intake, Some(intake.message));
    if let Some((sequence, _)) = durable.tail.find((None, intake.message)) {
        return Ok(sequence);
    }
    if durable.running() && durable.attended() {
        // Somebody came in meanwhile: the text belongs into the group.
        return Err(Refusal::WrongGeneration);
    }
    if durable.intake.len() >= RECORDS {
        return Err(Refusal::TooFast);
    }
    let new = New {
        kind: EntryKind::Intake,
        sender: key,
        message: Some(intake.message),
        hash: intake.hash,
        body: None,
    };
    let sockets = &conversation.live.sockets;
    let place = log::append(id, durable, sockets, out, now, new);
    durable.intake.push((intake.message, place.sequence));
    out.rows.push(Row::Intake {
        conversation: id,
        customer: durable.customer,
        customer_key: durable.customer_key,
        record: intake.record,
        message: intake.message,
        sequence: place.sequence,
        time: now,
        hash: intake.hash,
        sealed: intake.sealed,
        signature: intake.signature,
        expires: intake.expires,
    });
    hold::wrote(id, durable, sockets, out, now, &key);
    if durable.assigned.is_none() && durable.state != ConversationState::Waiting {
        durable.state = ConversationState::Waiting;
        durable.waiting_since = Some(now);
        log::append_state(id, durable, sockets, out, now, "waiting");
    }
    Ok(place.sequence)
}

/// The assigned device has acknowledged something: deletes the records that it has altogether.
pub(super) fn settle(conversation: &mut Conversation, out: &mut Out) {
    let id = conversation.id;
    let given = conversation.live.intake_given;
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    if durable.intake.is_empty() || !durable.running() {
        return;
    }
    let Some(assigned) = &durable.assigned else {
        return;
    };
    let Some(member) = durable.member(&assigned.key) else {
        return;
    };
    let (key, acked, generation) = (member.key, member.acked, durable.generation);
    let has = |(message, sequence): &(tacita_model::MessageId, Sequence)| {
        let handed = given.is_some_and(|(to, up_to)| to == key && *sequence <= up_to);
        let repeated = durable.tail.find((Some(generation), *message));
        (handed && acked >= *sequence) || repeated.is_some_and(|(at, _)| acked >= at)
    };
    if durable.intake.iter().all(has) {
        let messages = durable
            .intake
            .drain(..)
            .map(|(message, _)| message)
            .collect();
        conversation.live.intake_given = None;
        out.touched.push(id);
        out.rows.push(Row::IntakeGone {
            conversation: id,
            messages,
        });
    }
}
