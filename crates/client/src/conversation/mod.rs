//! One conversation in memory: everything that its storage holds, and the flows over it.
//!
//! A step reads and changes [`Core`] and writes what it wants into [`Work`]; nothing leaves before
//! [`crate::Brain`] has made the changes durable. A core that cannot be made durable is thrown away
//! and loaded again. Flows, each in a file: `socket` (F9), `log` (order and hash chain), `outbox`
//! (F4), `opening` (F1, F2, F3), `intake` (F2, F5b), `members` (F5), `repair` (F14), `ending` (F10).

mod answered;
mod ending;
mod frames;
mod intake;
mod keeping;
mod log;
mod members;
mod messages;
mod opening;
mod outbox;
mod repair;
mod socket;
mod view;

pub(crate) use outbox::Said;
pub(crate) use socket::Phase;
#[cfg(feature = "desk")]
pub(crate) use view::fingerprint;

use crate::crypt::{Crypt, bytes32};
use crate::event::Event;
use crate::io::{Ask, Output};
use crate::keep::{Desk, Handshake, Kept, KeptLine, Me, Standing, Waiting, encode};
use crate::screening::Past;
use crate::watch::Watch;
use serde::Serialize;
use tacita_model::{ChainHash, ConversationId, Generation, MessageId, Place, Sequence, Timestamp};
use tacita_model::{SortedMap, SortedSet};
use tacita_protocol::Blob;
use tacita_protocol::control::{FromClient, encode_client};
use tacita_screen::{Screen, Speaker};
use tacita_seal::{Group, GroupId};

/// What a step wants: changes of the storage, and what leaves once they are durable.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    pub(crate) now: Timestamp,
    pub(crate) screen: &'a Screen,
    pub(crate) watch: &'a mut Watch,
    pub(crate) live: &'a mut Live,
    pub(crate) out: Vec<Output>,
    pub(crate) changes: SortedMap<Vec<u8>, Option<Vec<u8>>>,
    /// The conversation is over for this device.
    pub(crate) over: bool,
}

impl Work<'_> {
    pub(crate) fn event(&mut self, event: Event) {
        self.out.push(Output::Event(event));
    }

    /// Fingerprints for the person's other chats, where there are any.
    pub(crate) fn tell_prints(&mut self, prints: Option<Blob>) {
        if let Some(prints) = prints {
            self.event(Event::Prints { prints });
        }
    }

    pub(crate) fn alarm(&mut self, what: &str) {
        self.event(Event::Alarm {
            what: what.to_owned(),
        });
    }

    pub(crate) fn put<T: Serialize>(&mut self, key: Vec<u8>, value: &T) {
        self.changes.insert(key, Some(encode(value)));
    }

    pub(crate) fn delete(&mut self, key: Vec<u8>) {
        self.changes.insert(key, None);
    }

    /// Sends a control frame; one that is too long is our own mistake and is not sent.
    pub(crate) fn send(&mut self, frame: &FromClient) {
        if let Ok(bytes) = encode_client(frame) {
            self.out.push(Output::Send(bytes));
        }
    }

    pub(crate) fn send_raw(&mut self, frame: &Blob) {
        self.out.push(Output::Send(frame.0.clone()));
    }

    /// Asks the agent's device. Frames wait until it has answered, so that nothing overtakes.
    pub(crate) fn ask(&mut self, ask: Ask) {
        self.live.asked = self.live.asked.saturating_add(1);
        self.out.push(Output::Ask(ask));
    }
}

/// What is true of this run and this socket only.
#[derive(Debug, Default)]
pub(crate) struct Live {
    pub(crate) phase: Phase,
    /// Failed tries to connect in a row.
    pub(crate) tries: u32,
    /// When to open the socket again, or to give up the one that brings nothing.
    pub(crate) reconnect: Option<Timestamp>,
    /// When to try again what the server had no room for.
    pub(crate) retry: Option<Timestamp>,
    /// This run opened the conversation, and no socket of it has been lost or has caught up.
    pub(crate) fresh: bool,
    /// The socket was closed by us; what still comes from it is not looked at.
    pub(crate) deaf: bool,
    /// Outbox entries sent on this socket.
    pub(crate) sent: SortedSet<u64>,
    pub(crate) handshake_sent: bool,
    /// Epochs of commits that were sent and whose answer has not come.
    pub(crate) commits: std::collections::VecDeque<u64>,
    pub(crate) trouble_sent: bool,
    pub(crate) close_sent: bool,
    pub(crate) packages_sent: bool,
    /// Key packages of ours that the server has.
    pub(crate) packages: u32,
    /// Leaves with an open socket.
    pub(crate) online: SortedSet<[u8; 32]>,
    /// Answers that the device still owes.
    pub(crate) asked: u32,
    /// A welcome that waits for the private part of its key package.
    pub(crate) welcome: Option<members::Welcome>,
    /// Intake records that wait for their text.
    pub(crate) intake: SortedMap<MessageId, intake::Record>,
    /// The entry that could not be read, with the hash of its body.
    pub(crate) suspect: Option<(u64, [u8; 32])>,
    /// A member's word about the log differs from ours.
    pub(crate) forked: bool,
    /// Acknowledged to the server on this socket.
    pub(crate) acked: u64,
    pub(crate) shown: u64,
    /// What the page was last told.
    pub(crate) status: Option<crate::event::Status>,
    /// This device is out, or another took its place: nothing more is done.
    pub(crate) ended: bool,
}

/// One conversation.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) me: Me,
    pub(crate) crypt: Crypt,
    pub(crate) group: Option<Group>,
    pub(crate) standing: Standing,
    pub(crate) desk: Desk,
    pub(crate) messages: SortedMap<MessageId, Kept>,
    pub(crate) outbox: SortedMap<u64, Waiting>,
    pub(crate) lines: Vec<KeptLine>,
    pub(crate) handshake: Option<Handshake>,
    /// Chain hashes of the last entries.
    pub(crate) chain: SortedMap<u64, [u8; 32]>,
    pub(crate) past: Past,
    /// As it is in the storage, to see whether it changed.
    standing_kept: Standing,
}

impl Core {
    pub(crate) fn conversation(&self) -> ConversationId {
        self.me.conversation.0
    }

    pub(crate) fn group_id(&self, generation: u32) -> GroupId {
        GroupId {
            conversation: self.conversation(),
            generation: Generation(generation),
        }
    }

    /// An agent's. Where the desk's half is not built in there is none, and no code for one.
    pub(crate) fn is_desk(&self) -> bool {
        cfg!(feature = "desk") && self.me.agent
    }

    pub(crate) fn is_customer(&self) -> bool {
        !self.is_desk()
    }

    pub(crate) fn speaker(&self) -> Speaker {
        if self.is_desk() {
            Speaker::Agent
        } else {
            Speaker::Customer
        }
    }

    /// The last entry processed.
    pub(crate) fn place(&self) -> Place {
        Place {
            sequence: Sequence(self.standing.sequence),
            chain: ChainHash(bytes32(&self.standing.chain).unwrap_or_default()),
        }
    }

    pub(crate) fn next_order(&mut self) -> u64 {
        self.standing.order = self.standing.order.saturating_add(1);
        self.standing.order
    }

    /// Somebody of the desk is in the verified tree of the running generation.
    pub(crate) fn attended(&self) -> bool {
        self.group
            .as_ref()
            .is_some_and(|group| group.is_active() && group.has_desk())
    }
}
