//! The wrong-window guard: what one customer wrote does not go to another.
//!
//! The console keeps keyed fingerprints, never text, of values, names and runs of five words from
//! open and recently closed chats, for one sign-in; a draft that carries one which belongs only to
//! another chat is stopped, with both chats named. Practice: B7
//!
//! Refuses nothing by itself: the page asks, the agent decides with both names in sight.

#[cfg(test)]
mod tests;

use crate::company::{compact, keyed, push};
use crate::text::{Folded, Token, tokens};
use crate::{Finding, Kind};
use core::ops::Range;
use std::collections::HashMap;

/// How long fingerprints of a chat are kept after they were last seen.
pub const KEEP_SECONDS: u64 = 30 * 60;
/// Words of a run.
const RUN: usize = 5;
/// Most tokens of a value that is compared exactly.
const TOKENS: usize = 6;
/// Chats in which a run may stand before it counts as a common phrase.
const COMMON: usize = 2;

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

type Tag = [u8; 8];

#[derive(Debug)]
struct Seen<C> {
    carried: Carried,
    /// Chats it stands in with the second it was last seen.
    chats: Vec<(C, u64)>,
}

/// Fingerprints of the chats of one sign-in. `C` is how the console names a chat.
#[derive(Debug)]
pub struct Guard<C> {
    key: [u8; 32],
    seen: HashMap<Tag, Seen<C>>,
}

impl<C: Clone + PartialEq> Guard<C> {
    /// A guard with a key that lives as long as the sign-in.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self {
            key,
            seen: HashMap::new(),
        }
    }

    /// Takes in what a customer wrote (or the console knows of them) in a chat. `findings` are those
    /// of the same text.
    pub fn observe(&mut self, chat: &C, text: &str, findings: &[Finding], now_seconds: u64) {
        let folded = Folded::new(text);
        let (tokens, _) = tokens::cut(&folded.text);
        for finding in findings {
            let carried = if finding.kind == Kind::Person {
                Carried::Name
            } else {
                Carried::Value
            };
            let inside: Vec<Token> = tokens
                .iter()
                .filter(|token| {
                    let range = folded.origin(token.range());
                    finding.range.start <= range.start && range.end <= finding.range.end
                })
                .copied()
                .collect();
            self.value(chat, &folded.text, &inside, carried, now_seconds);
            // First and family name also stand alone.
            if carried == Carried::Name {
                for token in inside.iter().filter(|token| token.len() >= 4) {
                    self.value(
                        chat,
                        &folded.text,
                        core::slice::from_ref(token),
                        carried,
                        now_seconds,
                    );
                }
            }
        }
        for token in tokens
            .iter()
            .filter(|token| is_specific(&folded.text, token))
        {
            self.value(
                chat,
                &folded.text,
                core::slice::from_ref(token),
                Carried::Value,
                now_seconds,
            );
        }
        for run in runs(&tokens) {
            let tag = self.run(run);
            self.add(tag, chat, Carried::Words, now_seconds);
        }
    }

    /// A name of the customer that the console knows from elsewhere than the text.
    pub fn observe_name(&mut self, chat: &C, name: &str, now_seconds: u64) {
        let folded = Folded::new(name);
        let (tokens, _) = tokens::cut(&folded.text);
        self.value(chat, &folded.text, &tokens, Carried::Name, now_seconds);
        for token in tokens.iter().filter(|token| token.len() >= 4) {
            self.value(
                chat,
                &folded.text,
                core::slice::from_ref(token),
                Carried::Name,
                now_seconds,
            );
        }
    }

    /// What in a draft for `chat` belongs to another chat only. `pasted_from` is the chat whose
    /// window a paste came from, as the page saw it.
    #[must_use]
    pub fn check(
        &self,
        chat: &C,
        draft: &str,
        pasted_from: Option<&C>,
        now_seconds: u64,
    ) -> Option<Wrong<C>> {
        if let Some(other) = pasted_from.filter(|other| *other != chat) {
            return Some(Wrong {
                chat: other.clone(),
                range: 0..draft.len(),
                carried: Carried::Paste,
            });
        }
        let folded = Folded::new(draft);
        let (tokens, _) = tokens::cut(&folded.text);
        let mut found = None;
        for from in 0..tokens.len() {
            let mut buffer = Vec::new();
            for (offset, token) in tokens.iter().skip(from).take(TOKENS).enumerate() {
                push(&mut buffer, &folded.text, token);
                let window = tokens.get(from..from + offset + 1).unwrap_or_default();
                let tag = keyed(&self.key, &buffer);
                found = better(
                    found,
                    self.foreign(&tag, chat, now_seconds, window, &folded),
                );
            }
        }
        for (from, run) in runs(&tokens).enumerate() {
            let tag = self.run(run);
            let window = tokens.get(from..from + RUN).unwrap_or_default();
            found = better(
                found,
                self.foreign(&tag, chat, now_seconds, window, &folded),
            );
        }
        found
    }

    /// Forgets what is older than [`KEEP_SECONDS`].
    pub fn forget(&mut self, now_seconds: u64) {
        self.seen.retain(|_, seen| {
            seen.chats.retain(|(_, at)| at + KEEP_SECONDS > now_seconds);
            !seen.chats.is_empty()
        });
    }

    fn foreign(
        &self,
        tag: &Tag,
        chat: &C,
        now: u64,
        window: &[Token],
        folded: &Folded<'_>,
    ) -> Option<Wrong<C>> {
        let seen = self.seen.get(tag)?;
        let fresh = || seen.chats.iter().filter(|(_, at)| at + KEEP_SECONDS > now);
        if fresh().any(|(other, _)| other == chat) || fresh().count() > COMMON {
            return None;
        }
        // Words that two customers wrote are a phrase.
        if seen.carried == Carried::Words && fresh().count() > 1 {
            return None;
        }
        let (other, _) = fresh().next()?;
        let (first, last) = (window.first()?, window.last()?);
        let range = folded.origin(first.start as usize..last.end as usize);
        Some(Wrong {
            chat: other.clone(),
            range,
            carried: seen.carried,
        })
    }

    fn value(&mut self, chat: &C, text: &str, tokens: &[Token], carried: Carried, now: u64) {
        let compact = compact(text, tokens);
        if compact.len() >= 3 && tokens.len() <= TOKENS {
            let tag = keyed(&self.key, &compact);
            self.add(tag, chat, carried, now);
        } else if tokens.len() > TOKENS {
            // A long address: its first words are enough to know it.
            self.value(
                chat,
                text,
                tokens.get(..TOKENS).unwrap_or_default(),
                carried,
                now,
            );
        }
    }

    fn add(&mut self, tag: Tag, chat: &C, carried: Carried, now: u64) {
        let seen = self.seen.entry(tag).or_insert_with(|| Seen {
            carried,
            chats: Vec::new(),
        });
        seen.carried = seen.carried.min(carried);
        match seen.chats.iter_mut().find(|(known, _)| known == chat) {
            Some(known) => known.1 = now,
            None => seen.chats.push((chat.clone(), now)),
        }
    }

    fn run(&self, run: &[Token]) -> Tag {
        let bytes: Vec<u8> = core::iter::once(0)
            .chain(run.iter().flat_map(|token| token.hash.to_be_bytes()))
            .collect();
        keyed(&self.key, &bytes)
    }
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

/// Numbers and codes that belong to somebody even where no recogniser names them.
fn is_specific(text: &str, token: &Token) -> bool {
    let word = text.get(token.range()).unwrap_or_default();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 && !(word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
        || digits >= 2 && word.len() >= 6
}

fn runs(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens.windows(RUN)
}
