//! The last entries of one conversation's log, in memory.
//!
//! A device that lost its connection for a moment is served from here; the database is asked only
//! beyond it. The tail also answers the question whether a message id was already taken. Bounded in
//! entries and bytes. It refuses entries that do not follow each other.

use bytes::Bytes;
use std::collections::{HashMap, VecDeque};
use tacita_model::{ChainHash, Epoch, Generation, MessageId, Sequence, Timestamp};
use tacita_protocol::chain::EntryKind;

/// Entries kept for one conversation, at most.
pub const ENTRIES: usize = 64;
/// Bytes kept for one conversation, at most.
pub const BYTES: usize = 64 * 1024;
/// Message ids remembered for one conversation, at most.
pub const MESSAGES: usize = 512;

/// One entry of a log, as the engine holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub sequence: Sequence,
    /// When the server took it.
    pub time: Timestamp,
    /// What it is.
    pub kind: EntryKind,
    /// Generation it belongs to.
    pub generation: Generation,
    /// Epoch it belongs to.
    pub epoch: Epoch,
    /// Leaf key of its sender; zero bytes for the server's own entries.
    pub sender: [u8; 32],
    /// The message it carries, if it does.
    pub message: Option<MessageId>,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// Chain hash after it.
    pub chain: ChainHash,
    /// The body as stored and sent; `None` when it was deleted after everybody had it.
    pub body: Option<Bytes>,
}

/// What a message id is unique in: one generation, or the intake records.
pub type Said = (Option<Generation>, MessageId);

/// The tail.
#[derive(Debug, Clone, Default)]
pub struct Tail {
    entries: VecDeque<Entry>,
    bytes: usize,
    messages: HashMap<Said, (Sequence, Timestamp)>,
    order: VecDeque<Said>,
}

impl Tail {
    /// Adds the next entry and forgets the oldest beyond the bounds.
    pub fn push(&mut self, entry: Entry) {
        if let Some(message) = entry.message {
            let inside = (entry.kind == EntryKind::Message).then_some(entry.generation);
            self.remember((inside, message), entry.sequence, entry.time);
        }
        self.bytes = self.bytes.saturating_add(size(&entry));
        self.entries.push_back(entry);
        while self.entries.len() > ENTRIES || (self.bytes > BYTES && self.entries.len() > 1) {
            if let Some(old) = self.entries.pop_front() {
                self.bytes = self.bytes.saturating_sub(size(&old));
            }
        }
    }

    /// Remembers where a message stands.
    pub fn remember(&mut self, message: Said, sequence: Sequence, time: Timestamp) {
        if self.messages.contains_key(&message) {
            return;
        }
        self.messages.insert(message, (sequence, time));
        self.order.push_back(message);
        while self.order.len() > MESSAGES {
            if let Some(old) = self.order.pop_front() {
                self.messages.remove(&old);
            }
        }
    }

    /// Where a message was taken, if it is remembered.
    #[must_use]
    pub fn find(&self, message: Said) -> Option<(Sequence, Timestamp)> {
        self.messages.get(&message).copied()
    }

    /// The entries after `seen`, if the tail reaches back to the entry that follows it.
    pub fn after(&self, seen: Sequence, head: Sequence) -> Option<impl Iterator<Item = &Entry>> {
        let missing = usize::try_from(head.0.saturating_sub(seen.0)).ok()?;
        let skip = self.entries.len().checked_sub(missing)?;
        Some(self.entries.iter().skip(skip))
    }

    /// The chain hash at an entry, if the tail holds it.
    #[must_use]
    pub fn chain_at(&self, sequence: Sequence) -> Option<ChainHash> {
        self.entries
            .iter()
            .rev()
            .find(|entry| entry.sequence == sequence)
            .map(|entry| entry.chain)
    }

    /// Bodies up to here were deleted: none of them stays in memory either.
    pub fn forget_bodies(&mut self, up_to: Sequence) {
        for entry in &mut self.entries {
            if entry.sequence <= up_to
                && entry.kind == EntryKind::Message
                && let Some(body) = entry.body.take()
            {
                self.bytes = self.bytes.saturating_sub(body.len());
            }
        }
    }
}

fn size(entry: &Entry) -> usize {
    entry
        .body
        .as_ref()
        .map_or(0, Bytes::len)
        .saturating_add(size_of::<Entry>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacita_model::TypedId;

    fn entry(number: u64, bytes: usize) -> Entry {
        Entry {
            sequence: Sequence(number),
            time: Timestamp(1),
            kind: EntryKind::Message,
            generation: Generation(1),
            epoch: Epoch(1),
            sender: [1; 32],
            message: Some(MessageId::from_bytes(u128::from(number).to_be_bytes())),
            hash: [0; 32],
            chain: ChainHash([number as u8; 32]),
            body: Some(Bytes::from(vec![0; bytes])),
        }
    }

    #[test]
    fn a_short_absence_is_served_and_a_long_one_is_not() {
        let mut tail = Tail::default();
        for number in 1..=100 {
            tail.push(entry(number, 10));
        }
        let after: Vec<_> = tail
            .after(Sequence(98), Sequence(100))
            .unwrap()
            .map(|e| e.sequence.0)
            .collect();
        assert_eq!(after, [99, 100]);
        assert_eq!(tail.after(Sequence(100), Sequence(100)).unwrap().count(), 0);
        assert!(tail.after(Sequence(3), Sequence(100)).is_none());
        assert_eq!(tail.chain_at(Sequence(99)), Some(ChainHash([99; 32])));
    }

    #[test]
    fn large_bodies_shorten_the_tail_and_ids_outlive_it() {
        let mut tail = Tail::default();
        for number in 1..=20 {
            tail.push(entry(number, 24 * 1024));
        }
        assert!(tail.after(Sequence(15), Sequence(20)).is_none());
        let first = MessageId::from_bytes(1u128.to_be_bytes());
        assert_eq!(
            tail.find((Some(Generation(1)), first)),
            Some((Sequence(1), Timestamp(1)))
        );
        assert_eq!(
            tail.find((Some(Generation(2)), first)),
            None,
            "a repetition is a new entry"
        );
    }

    #[test]
    fn a_deleted_body_is_gone_from_memory() {
        let mut tail = Tail::default();
        tail.push(entry(1, 10));
        tail.push(entry(2, 10));
        tail.forget_bodies(Sequence(1));
        let bodies: Vec<_> = tail
            .after(Sequence(0), Sequence(2))
            .unwrap()
            .map(|e| e.body.is_some())
            .collect();
        assert_eq!(bodies, [false, true]);
    }
}
