//! Entries of the log that are not messages, and how any entry looks to one reader.
//!
//! A body that the reader may not see, or that was deleted after everybody had it, is sent as its
//! hash: the chain stays whole. Refuses nothing; whoever calls has decided.

use super::head::{Durable, LeafKey};
use super::out::{Out, SocketId};
use super::post;
use super::rows::{HeadRow, Row};
use super::tail::Entry;
use bytes::Bytes;
use serde::Serialize;
use tacita_model::{ConversationId, MessageId, Place, Sequence, Timestamp};
use tacita_protocol::Blob;
use tacita_protocol::chain::{self, EntryKind};
use tacita_protocol::control::{self, FromServer, StateEntry};

/// An entry before it has its place.
#[derive(Debug)]
pub(super) struct New {
    /// Kind.
    pub kind: EntryKind,
    /// Leaf key of the sender; zero bytes for the server.
    pub sender: LeafKey,
    /// The message it carries.
    pub message: Option<MessageId>,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// The body; `None` when it is kept elsewhere (intake records).
    pub body: Option<Bytes>,
}

impl New {
    /// An entry of the server's own.
    pub(super) fn own<T: Serialize>(kind: EntryKind, body: &T) -> Option<Self> {
        let body = Bytes::from(control::encode_body(body).ok()?);
        let hash = chain::body_hash(&body);
        Some(Self {
            kind,
            sender: [0; 32],
            message: None,
            hash,
            body: Some(body),
        })
    }
}

/// Appends an entry, writes it and shows it to everybody who reads.
pub(super) fn append(
    id: ConversationId,
    durable: &mut Durable,
    sockets: &[SocketId],
    out: &mut Out,
    now: Timestamp,
    new: New,
) -> Place {
    let place = chain::advance(durable.place, new.kind, &new.hash);
    let entry = Entry {
        sequence: place.sequence,
        time: now,
        kind: new.kind,
        generation: durable.generation,
        epoch: durable.epoch,
        sender: new.sender,
        message: new.message,
        hash: new.hash,
        chain: place.chain,
        body: new.body,
    };
    let frame = shown(&entry, Sequence(0));
    for socket in sockets {
        let Some(attached) = out.sockets.get(socket) else {
            continue;
        };
        if attached.reads_live()
            && let Some(frame) = &frame
        {
            out.send(*socket, frame.clone());
        }
    }
    out.touched.push(id);
    out.rows.push(Row::Entry {
        conversation: id,
        entry: entry.clone(),
        counter: 0,
    });
    durable.keep(entry);
    place
}

/// Appends a change of state.
pub(super) fn append_state(
    id: ConversationId,
    durable: &mut Durable,
    sockets: &[SocketId],
    out: &mut Out,
    now: Timestamp,
    what: &str,
) {
    let assigned = durable.assigned.as_ref();
    let body = StateEntry {
        state: durable.state.as_str().to_owned(),
        agent: assigned.map(|a| tacita_protocol::Wire(a.agent)),
        agent_name: assigned.map(|a| a.name.clone()),
        what: what.to_owned(),
    };
    if let Some(new) = New::own(EntryKind::State, &body) {
        append(id, durable, sockets, out, now, new);
    }
    save_head(id, durable, out);
}

/// Writes the head row.
pub(super) fn save_head(id: ConversationId, durable: &Durable, out: &mut Out) {
    out.touched.push(id);
    out.effects.push(super::out::Effect::Wake(id));
    let head = Box::new(HeadRow {
        tenant: durable.tenant,
        site: durable.site.clone(),
        queue: durable.queue,
        customer: durable.customer,
        customer_key: durable.customer_key,
        credential: durable.credential.clone(),
        state: durable.state,
        generation: durable.generation,
        profile: durable.profile,
        assigned: durable.assigned.clone(),
        opened: durable.opened,
        waiting_since: durable.waiting_since,
        on_hold_since: durable.on_hold_since,
        language: durable.language.clone(),
        prefers: durable.prefers,
        last_entry: durable.place_time,
        closed: durable.closed,
        freezes: durable.freezes,
        frozen_since: durable.frozen_since,
        forgotten_to: durable.forgotten_to,
    });
    out.rows.push(Row::Head {
        conversation: id,
        head,
    });
}

/// An entry as a frame. `from` is where the reader's right to message bodies begins.
#[must_use]
pub(super) fn shown(entry: &Entry, from: Sequence) -> Option<Bytes> {
    let hidden = match entry.kind {
        EntryKind::Intake => true,
        EntryKind::Message => entry.sequence <= from,
        EntryKind::Commit | EntryKind::Proposal | EntryKind::Generation | EntryKind::State => false,
    };
    let withheld = hidden || entry.body.is_none();
    if entry.kind == EntryKind::Message && !withheld {
        return post::delivery(entry);
    }
    let body = if withheld {
        entry.hash.to_vec()
    } else {
        entry.body.as_ref()?.to_vec()
    };
    let frame = FromServer::Entry {
        sequence: entry.sequence.0,
        time: entry.time.0,
        kind: entry.kind as u8,
        body: Blob(body),
        withheld,
    };
    control::encode_server(&frame).ok().map(Bytes::from)
}
