//! Where the entries stand that are durable but not yet in the index by conversation.
//!
//! Kept in memory by the writer, read by readers, rebuilt at start by indexing what a crash left.
//! A reader takes a snapshot of this first and asks the index second, so that an entry that moves
//! from here to there in between is seen twice rather than never.

use std::collections::{HashMap, VecDeque};
use tacita_model::{ConversationId, MessageId, Sequence};

/// One entry that is not in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) sequence: Sequence,
    pub(crate) global: u64,
    pub(crate) message: MessageId,
}

/// All of them, by conversation.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    places: HashMap<ConversationId, Vec<Place>>,
    /// Conversations of the running round, still to be written, and the global sequence up to
    /// which everything is indexed when the round is over.
    round: VecDeque<ConversationId>,
    round_to: u64,
    last: u64,
}

/// A part of a round: rows for the index, and how far the index reaches once they are in it.
#[derive(Debug, Default)]
pub(crate) struct Slice {
    pub(crate) rows: Vec<(ConversationId, Place)>,
    pub(crate) reaches: Option<u64>,
}

impl Tail {
    /// An entry became durable.
    pub(crate) fn push(&mut self, conversation: ConversationId, place: Place) {
        self.last = place.global;
        self.places.entry(conversation).or_default().push(place);
    }

    /// Nothing is waiting for the index.
    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// A round is under way.
    pub(crate) fn in_round(&self) -> bool {
        !self.round.is_empty()
    }

    /// Begins a round over all that is here. In the order of the index's key, so that neighbours
    /// land on the same page.
    pub(crate) fn begin_round(&mut self) {
        if self.in_round() || self.places.is_empty() {
            return;
        }
        let mut conversations: Vec<_> = self.places.keys().copied().collect();
        conversations.sort_unstable();
        self.round = conversations.into();
        self.round_to = self.last;
    }

    /// The next part of the round, whole conversations, about `rows` rows.
    pub(crate) fn next_slice(&self, rows: usize) -> (Slice, usize) {
        let mut slice = Slice::default();
        let mut taken = 0;
        for conversation in &self.round {
            if slice.rows.len() >= rows {
                break;
            }
            taken += 1;
            let places = self
                .places
                .get(conversation)
                .map(Vec::as_slice)
                .unwrap_or_default();
            slice
                .rows
                .extend(places.iter().map(|place| (*conversation, *place)));
        }
        if taken == self.round.len() {
            slice.reaches = Some(self.round_to);
        }
        (slice, taken)
    }

    /// That part is durable in the index.
    pub(crate) fn finish_slice(&mut self, slice: &Slice, taken: usize) {
        for conversation in self.round.drain(..taken.min(self.round.len())) {
            // The writer is the only one who pushes, and it was busy with the slice.
            self.places.remove(&conversation);
        }
        debug_assert!(slice.reaches.is_none() || self.round.is_empty());
    }

    /// What is not in the index of one conversation, after a place in its log.
    pub(crate) fn after(&self, conversation: ConversationId, after: Sequence) -> Vec<Place> {
        let places = self
            .places
            .get(&conversation)
            .map(Vec::as_slice)
            .unwrap_or_default();
        places
            .iter()
            .filter(|place| place.sequence > after)
            .copied()
            .collect()
    }
}
