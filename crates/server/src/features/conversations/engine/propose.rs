//! The server's own proposals: add the device of whoever has the chat, remove whoever has not.
//!
//! A proposal is an entry of the log with its ticket. From the entry that proposes a removal the
//! server takes nothing from the device and sends it nothing but [`EndReason::Removed`].

use super::generation;
use super::groups;
use super::head::{Change, Conversation, LeafKey};
use super::keys::Keys;
use super::log::{self, New};
use super::out::Out;
use super::rows::Row;
use crate::features::conversations::outbound::End;
use tacita_ledger::LeafKind;
use tacita_model::Timestamp;
use tacita_protocol::Blob;
use tacita_protocol::chain::EntryKind;
use tacita_protocol::control::{EndReason, FromServer, ProposalEntry};
use tacita_seal::TicketPurpose;

/// Proposes a change. Answers whether it is in the log; when it is not (a package that ended, no
/// certificate yet), the caller tries something else later.
pub(super) fn propose(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    change: &Change,
    purpose: TicketPurpose,
) -> bool {
    let id = conversation.id;
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return false;
    };
    let Ok((group, pending)) = groups::propose(keys, now, &durable.group, change, purpose) else {
        return false;
    };
    let body = ProposalEntry {
        generation: durable.generation.0,
        epoch: durable.epoch.0,
        proposal: Blob(pending.proposal.to_vec()),
        ticket: Blob(pending.ticket.to_vec()),
    };
    let Some(new) = New::own(EntryKind::Proposal, &body) else {
        return false;
    };
    if let Change::Remove { key } = change {
        leave(conversation, out, key, EndReason::Removed);
    }
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return false;
    };
    log::append(id, durable, &conversation.live.sockets, out, now, new);
    durable.group = group;
    durable.pending.push(pending);
    generation::save_group(id, durable, out);
    out.rows.push(Row::Leaf {
        kind: LeafKind::TicketIssued,
        conversation: id,
        by: None,
        customer: None,
    });
    conversation.live.turn = None;
    true
}

/// From here on a device is out: its sockets end and nothing more is taken from it.
pub(super) fn leave(conversation: &mut Conversation, out: &mut Out, key: &LeafKey, why: EndReason) {
    let id = conversation.id;
    if let Some(durable) = conversation.durable.as_deref_mut() {
        let place = durable.place.sequence.next();
        if let Some(member) = durable.member_mut(key).filter(|member| !member.leaving) {
            member.leaving = true;
            let member = member.clone();
            out.rows.push(Row::Left {
                conversation: id,
                member,
                at: place,
            });
        } else if !durable.former.contains(key) && durable.member(key).is_none() {
            durable.former.push(*key);
        }
        durable.welcomes.retain(|welcome| welcome.key != *key);
    }
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
