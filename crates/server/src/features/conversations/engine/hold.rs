//! A chat on hold: the agent waits for something, the customer is told so, and the chat comes back by
//! itself as soon as the customer writes.
//!
//! On hold is a moment in the conversation's row, beside its state: members, keys and messages are as
//! before, so nothing can be lost by it, and a restart changes nothing. Refuses a chat that nobody
//! has, and what is so already. Whether it counts against a capacity is the queue's
//! (`crates/store/src/places.rs`).
//!
//! Practice: A2 (several chats at once)

use super::head::{Durable, LeafKey};
use super::input::Refused;
use super::log;
use super::out::{Out, SocketId};
use super::rows::Row;
use tacita_ledger::LeafKind;
use tacita_model::{ConversationId, ConversationState, Timestamp};

/// The person who has it puts it on hold or takes it up again.
///
/// # Errors
/// [`Refused::Conflict`] when it is so already, or not running.
pub(super) fn order(
    id: ConversationId,
    durable: &mut Durable,
    sockets: &[SocketId],
    out: &mut Out,
    now: Timestamp,
    on: bool,
) -> Result<(), Refused> {
    if durable.on_hold_since.is_some() == on || durable.state != ConversationState::Active {
        return Err(Refused::Conflict);
    }
    let by = durable.assigned.as_ref().map(|assigned| assigned.agent);
    durable.on_hold_since = on.then_some(now);
    let (kind, what) = if on {
        (LeafKind::PutOnHold, "on-hold")
    } else {
        (LeafKind::HoldEnded, "hold-ended")
    };
    out.rows.push(Row::Leaf {
        kind,
        conversation: id,
        by,
        customer: None,
    });
    log::append_state(id, durable, sockets, out, now, what);
    Ok(())
}

/// Something of the customer's was taken: a chat on hold comes back.
pub(super) fn wrote(
    id: ConversationId,
    durable: &mut Durable,
    sockets: &[SocketId],
    out: &mut Out,
    now: Timestamp,
    key: &LeafKey,
) {
    if durable.on_hold_since.is_none() || *key != durable.customer_key {
        return;
    }
    durable.on_hold_since = None;
    out.rows.push(Row::Leaf {
        kind: LeafKind::HoldEnded,
        conversation: id,
        by: None,
        customer: Some(durable.customer),
    });
    log::append_state(id, durable, sockets, out, now, "hold-ended");
}
