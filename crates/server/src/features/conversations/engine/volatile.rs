//! What is relayed and never stored: typing, read marks, presence. And acknowledgements, which are
//! stored now and then, because a device that has lost one says so again at its next hello.

use super::head::Conversation;
use super::out::{Effect, Out, Phase, SocketId};
use tacita_model::Sequence;
use tacita_protocol::Blob;
use tacita_protocol::control::FromServer;

fn relay(conversation: &Conversation, out: &mut Out, from: SocketId, frame: &FromServer) {
    for socket in &conversation.live.sockets {
        let reads = out
            .sockets
            .get(socket)
            .is_some_and(super::out::Attached::reads_live);
        if *socket != from && reads {
            out.tell(*socket, frame);
        }
    }
}

fn reader(out: &Out, socket: SocketId) -> Option<Blob> {
    let attached = out.sockets.get(&socket)?;
    attached.since.map(|_| Blob(attached.key.to_vec()))
}

/// Somebody types.
pub(super) fn typing(conversation: &Conversation, out: &mut Out, socket: SocketId, on: bool) {
    if let Some(leaf_key) = reader(out, socket) {
        relay(
            conversation,
            out,
            socket,
            &FromServer::Typing { leaf_key, on },
        );
    }
}

/// Somebody was shown everything up to here.
pub(super) fn read(
    conversation: &Conversation,
    out: &mut Out,
    socket: SocketId,
    sequence: Sequence,
) {
    let head = conversation
        .durable
        .as_ref()
        .map_or(0, |durable| durable.place.sequence.0);
    if let Some(leaf_key) = reader(out, socket) {
        let sequence = sequence.0.min(head);
        relay(
            conversation,
            out,
            socket,
            &FromServer::Read { leaf_key, sequence },
        );
    }
}

/// A device has everything up to here. Relayed as "delivered".
pub(super) fn ack(
    conversation: &mut Conversation,
    out: &mut Out,
    socket: SocketId,
    sequence: Sequence,
) {
    let Some(key) = out
        .sockets
        .get(&socket)
        .filter(|a| a.since.is_some())
        .map(|a| a.key)
    else {
        return;
    };
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    let sequence = sequence.min(durable.place.sequence);
    let Some(member) = durable.member_mut(&key) else {
        return;
    };
    if sequence <= member.acked {
        return;
    }
    member.acked = sequence;
    let delivered = FromServer::Delivered {
        leaf_key: Blob(key.to_vec()),
        sequence: sequence.0,
    };
    relay(conversation, out, socket, &delivered);
}

/// Tells every reader which leaves have an open socket.
pub(super) fn presence(conversation: &mut Conversation, out: &mut Out) {
    let online: Vec<_> = conversation
        .live
        .sockets
        .iter()
        .filter_map(|socket| out.sockets.get(socket))
        .filter(|attached| attached.since.is_some())
        .map(|attached| Blob(attached.key.to_vec()))
        .collect();
    let frame = FromServer::Presence { online };
    for socket in &conversation.live.sockets {
        if out
            .sockets
            .get(socket)
            .is_some_and(|attached| attached.phase == Phase::Live)
        {
            out.tell(*socket, &frame);
        }
    }
    out.effects.push(Effect::Wake(conversation.id));
}
