//! Finds candidates: one file a recogniser, all over the same view of the text.
//!
//! A recogniser is a function from [`View`] to candidates; it looks only when the gate (facts of the
//! text) says there can be something, states facts, and leaves weighing to `score` and choosing
//! between overlapping candidates to `resolve`. Next: `window` (numbers), `context` (words around).

pub(crate) mod context;
mod resolve;
mod window;

mod account;
mod answer;
mod bic;
mod birth;
mod card;
mod code;
mod company;
mod email;
mod health;
mod iban;
mod imei;
mod ip;
mod labelled;
mod mac;
mod name;
mod password;
mod phone;
mod scheme;
mod secret;
mod vehicle;
mod wallet;

use crate::score::Candidate;
use crate::text::{Digits, Facts, Token};
use crate::words::Hit;
use crate::{Kind, Tables};

pub(crate) use answer::find as answer;
pub(crate) use company::find as company;
pub(crate) use name::find as name;
pub(crate) use phone::Plan;
pub(crate) use resolve::resolve;

/// What every recogniser is handed.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// Words, numbering plans, names.
    pub(crate) tables: &'a Tables,
    /// The folded text (earlier messages and the draft).
    pub(crate) text: &'a str,
    /// Its tokens.
    pub(crate) tokens: &'a [Token],
    /// Its digit stream; empty when there is nothing to see.
    pub(crate) digits: &'a Digits,
    /// Its words of context.
    pub(crate) hits: &'a [Hit],
    /// What occurs in it.
    pub(crate) facts: Facts,
    /// Folded offsets where a message ends.
    pub(crate) borders: &'a [u32],
    /// Kinds the other side asked for.
    pub(crate) expected: &'a [Kind],
    /// Whether the other side's last question is known (live chat), even if it asked for nothing.
    pub(crate) question_known: bool,
    /// Union of the concepts of all hits.
    pub(crate) concepts: u64,
}

impl View<'_> {
    /// Byte at a place, 0 outside.
    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }
    /// Byte before a place, 0 at the beginning.
    pub(crate) fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |at| self.byte(at))
    }
    /// Whether the other side asked for this kind.
    pub(crate) fn expects(&self, kind: Kind) -> bool {
        self.expected.contains(&kind)
    }
    /// Text of a token.
    pub(crate) fn word(&self, token: &Token) -> &str {
        self.text.get(token.range()).unwrap_or_default()
    }
    /// What a text of one word means.
    pub(crate) fn meaning(&self, word: &str) -> u64 {
        match crate::text::tokens::cut(word).0.as_slice() {
            [token] => self.tables.words.grammar(token.hash),
            _ => 0,
        }
    }
    /// Whether any hit has one of these concepts.
    pub(crate) fn speaks_of(&self, mask: u64) -> bool {
        self.concepts & mask != 0
    }
}

/// Runs every recogniser that the gate lets through.
pub(crate) fn candidates(view: &View<'_>) -> Vec<Candidate> {
    let mut out = Vec::with_capacity(8);
    let facts = &view.facts;
    if facts.digits > 0 || facts.colon || facts.mixed || !view.digits.values.is_empty() {
        numbers(view, &mut out);
    }
    bic::find(view, &mut out);
    health::find(view, &mut out);
    email::find(view, &mut out);
    secret::find(view, &mut out);
    password::find(view, &mut out);
    out
}

/// The recognisers of values that have a number in them. Not inlined: browsers compile a function when
/// it is first called, and this is half of the engine.
#[inline(never)]
fn numbers(view: &View<'_>, out: &mut Vec<Candidate>) {
    if !view.digits.groups.is_empty() {
        card::find(view, out);
        phone::find(view, out);
        account::find(view, out);
        imei::find(view, out);
        code::find(view, out);
    }
    let stream = view.digits.values.len();
    if stream.max(view.facts.digits as usize) >= 5 {
        scheme::find(view, out);
    }
    if stream.max(view.facts.digits as usize) >= 2 {
        labelled::find(view, out);
    }
    // O, l and I may stand for most of an account's digits.
    if view.facts.digits >= 8 || view.facts.mixed && view.facts.digits >= 2 {
        iban::find(view, out);
    }
    if view.facts.digits >= 4 || view.facts.colon {
        ip::find(view, out);
        mac::find(view, out);
    }
    if view.facts.digits >= 3 {
        birth::find(view, out);
    }
    if view.facts.mixed {
        if view.facts.longest >= 17 {
            vehicle::find(view, out);
        }
        if view.facts.longest >= 25 {
            wallet::find(view, out);
        }
    }
}
