//! The wrong-window guard: what one customer wrote does not go to another.
//!
//! The console keeps keyed fingerprints, never text, of values, names and runs of five words from
//! open and recently closed chats, for one sign-in; a draft that carries one which belongs only to
//! another chat is stopped, with both chats named. A text that was copied in one chat's window and
//! pasted into another's is known, too. Practice: B7
//!
//! Refuses nothing by itself: the page asks, the agent decides with both names in sight.
//! Next: `prints`, which makes the fingerprints.

mod prints;
#[cfg(test)]
mod tests;

pub use prints::{Draft, Pasted, Print, Printer, read, write};

use core::ops::Range;
use prints::Tag;
use std::collections::HashMap;

/// How long fingerprints of a chat are kept after they were last seen.
pub const KEEP_SECONDS: u64 = 30 * 60;
/// Chats in which a run may stand before it counts as a common phrase.
const COMMON: usize = 2;
/// Words in a row that are left of a paste when it counts as carried.
const PASTE: usize = 3;

/// What of another chat a draft carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carried {
    /// A value, such as a number or an address.
    Value,
    /// A name.
    Name,
    /// Five words in a row.
    Words,
    /// Text that was copied out of the other chat's window.
    Paste,
}

impl Carried {
    const ALL: [Self; 4] = [Self::Value, Self::Name, Self::Words, Self::Paste];

    /// The word used between worker and page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Name => "name",
            Self::Words => "words",
            Self::Paste => "paste",
        }
    }
}

/// A draft that belongs to another chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong<C> {
    /// The chat it belongs to.
    pub chat: C,
    /// Byte range in the draft.
    pub range: Range<usize>,
    /// What it carries.
    pub carried: Carried,
}

#[derive(Debug)]
struct Seen<C> {
    carried: Carried,
    /// Chats it stands in with the second it was last seen.
    chats: Vec<(C, u64)>,
}

/// Fingerprints of the chats of one sign-in. `C` is how the console names a chat.
#[derive(Debug)]
pub struct Guard<C> {
    seen: HashMap<Tag, Seen<C>>,
}

impl<C> Default for Guard<C> {
    fn default() -> Self {
        Self {
            seen: HashMap::new(),
        }
    }
}

impl<C: Clone + PartialEq> Guard<C> {
    /// Takes in fingerprints of a chat.
    pub fn add(&mut self, chat: &C, prints: &[Print], now_seconds: u64) {
        for print in prints {
            let seen = self.seen.entry(print.tag).or_insert_with(|| Seen {
                carried: print.carried,
                chats: Vec::new(),
            });
            seen.carried = seen.carried.min(print.carried);
            match seen.chats.iter_mut().find(|(known, _)| known == chat) {
                Some(known) => known.1 = known.1.max(now_seconds),
                None => seen.chats.push((chat.clone(), now_seconds)),
            }
        }
    }

    /// What in a draft for `chat` belongs to another chat only: the gravest of it.
    #[must_use]
    pub fn check(&self, chat: &C, draft: &Draft, now_seconds: u64) -> Option<Wrong<C>> {
        let mut found = None;
        for (tag, range) in &draft.windows {
            let new = self
                .foreign(tag, chat, now_seconds)
                .map(|(other, carried)| Wrong {
                    chat: other.clone(),
                    range: range.clone(),
                    carried,
                });
            found = better(found, new);
        }
        found
    }

    /// The chat whose window a paste was copied from, when that is another one only.
    #[must_use]
    pub fn source(&self, chat: &C, pasted: &Pasted, now_seconds: u64) -> Option<C> {
        let (other, carried) = self.foreign(&pasted.tag, chat, now_seconds)?;
        (carried == Carried::Paste).then(|| other.clone())
    }

    /// Forgets what is older than [`KEEP_SECONDS`], except that of `chat` itself.
    pub fn forget(&mut self, chat: &C, now_seconds: u64) {
        self.seen.retain(|_, seen| {
            seen.chats
                .retain(|(known, at)| known == chat || at + KEEP_SECONDS > now_seconds);
            !seen.chats.is_empty()
        });
    }

    /// Fingerprints kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    fn foreign(&self, tag: &Tag, chat: &C, now: u64) -> Option<(&C, Carried)> {
        let seen = self.seen.get(tag)?;
        let fresh = || seen.chats.iter().filter(|(_, at)| at + KEEP_SECONDS > now);
        let own = seen.chats.iter().any(|(known, _)| known == chat);
        // Words that two customers wrote are a phrase.
        let phrase = seen.carried == Carried::Words && fresh().count() > 1;
        if own || phrase || fresh().count() > COMMON {
            return None;
        }
        fresh().next().map(|(other, _)| (other, seen.carried))
    }
}

/// Where a draft still holds what was pasted: the longest run of its words, three of them or all.
#[must_use]
pub fn remains(draft: &Draft, pasted: &Pasted) -> Option<Range<usize>> {
    let least = PASTE.min(pasted.hashes.len());
    let mut best: Option<(usize, Range<usize>)> = None;
    for from in 0..draft.tokens.len() {
        for other in 0..pasted.hashes.len() {
            let rest = draft.tokens.get(from..).unwrap_or_default();
            let pasted = pasted.hashes.get(other..).unwrap_or_default();
            let same = rest.iter().zip(pasted);
            let length = same
                .take_while(|((mine, _), theirs)| mine == *theirs)
                .count();
            if length < least || best.as_ref().is_some_and(|(known, _)| *known >= length) {
                continue;
            }
            let start = rest.first().map_or(0, |(_, range)| range.start);
            let last = rest.get(length.saturating_sub(1));
            best = last.map(|(_, range)| (length, start..range.end));
        }
    }
    best.map(|(_, range)| range)
}

/// The graver of two: values before names before words, longer before shorter.
fn better<C>(old: Option<Wrong<C>>, new: Option<Wrong<C>>) -> Option<Wrong<C>> {
    match (old, new) {
        (Some(old), Some(new)) => {
            let graver = (new.carried, core::cmp::Reverse(new.range.len()))
                < (old.carried, core::cmp::Reverse(old.range.len()));
            Some(if graver { new } else { old })
        }
        (old, new) => old.or(new),
    }
}
