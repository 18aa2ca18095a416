//! The best sequence of labels for a text, and the spans it means (Viterbi, exact).

use super::table::Table;
use super::token::Token;
use crate::Kind;

/// Number of labels, a power of two so that a row of weights is one machine word.
pub const LABELS: usize = 8;

/// What a token is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Label {
    /// Nothing.
    Other = 0,
    /// First token of a person's name.
    PersonBegin = 1,
    /// A later token of it.
    PersonInside = 2,
    /// First token of a street address.
    AddressBegin = 3,
    /// A later token of it.
    AddressInside = 4,
    /// First token of another name (place, firm): kept apart so that it is not taken for a person.
    NameBegin = 5,
    /// A later token of it.
    NameInside = 6,
    /// Not used.
    Unused = 7,
}

impl Label {
    /// Every label, in the order of the table.
    pub const ALL: [Self; LABELS] = [
        Self::Other,
        Self::PersonBegin,
        Self::PersonInside,
        Self::AddressBegin,
        Self::AddressInside,
        Self::NameBegin,
        Self::NameInside,
        Self::Unused,
    ];
}

/// Score of each step between labels, by the label it goes to.
pub type Steps = [[i32; LABELS]; LABELS];

/// First and count of the labels that a label may follow: an inside follows only its own kind.
const fn may_follow(to: usize) -> (usize, usize) {
    match to {
        2 | 4 | 6 => (to - 1, 2),
        7 => (0, 0),
        _ => (0, 7),
    }
}

/// A span that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tagged {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    /// [`Kind::Person`] or [`Kind::Address`].
    pub kind: Kind,
    /// How far its labels lie above "nothing", per token, in weights of the table.
    pub margin: i32,
    /// Number of tokens.
    pub tokens: u32,
}

const NEVER: i32 = i32::MIN / 2;

/// Best labels under `steps`; `trail` is scratch. Used by tagging and by training.
pub fn decode_with(
    scores: &[[i32; LABELS]],
    steps: &Steps,
    trail: &mut Vec<[u8; LABELS]>,
    labels: &mut Vec<u8>,
) {
    trail.clear();
    labels.clear();
    let mut best = [NEVER; LABELS];
    // Before the first token stands nothing.
    best[0] = 0;
    for row in scores {
        let mut next = [NEVER; LABELS];
        let mut from_row = [0u8; LABELS];
        for (to, (((slot, came), score), into)) in next
            .iter_mut()
            .zip(&mut from_row)
            .zip(row)
            .zip(steps)
            .enumerate()
        {
            let (first, count) = may_follow(to);
            for (from, (sum, step)) in best.iter().zip(into).enumerate().skip(first).take(count) {
                let total = *sum + *step;
                if total > *slot {
                    *slot = total;
                    *came = from as u8;
                }
            }
            // No label is so bad that it could be mistaken for one that cannot be.
            *slot = (*slot + *score).max(NEVER);
        }
        best = next;
        trail.push(from_row);
    }
    let mut at = best
        .iter()
        .enumerate()
        .max_by_key(|(_, sum)| **sum)
        .map_or(0, |(label, _)| label);
    for row in trail.iter().rev() {
        labels.push(u8::try_from(at).unwrap_or(0));
        at = row.get(at).copied().map_or(0, usize::from);
    }
    labels.reverse();
}

/// Spans of the best labels (fills `found`, cleared first).
pub fn decode(
    tokens: &[Token],
    scores: &[[i32; LABELS]],
    table: &Table,
    trail: &mut Vec<[u8; LABELS]>,
    found: &mut Vec<Tagged>,
) {
    found.clear();
    if !scores.iter().any(|row| {
        row.iter()
            .skip(1)
            .take(4)
            .any(|score| *score > row[0] - 200)
    }) {
        return;
    }
    let mut labels = Vec::with_capacity(tokens.len());
    decode_with(scores, table.steps(), trail, &mut labels);
    let mut open: Option<Tagged> = None;
    for ((token, label), row) in tokens.iter().zip(&labels).zip(scores) {
        let above = row.get(usize::from(*label)).copied().unwrap_or(0) - row[0];
        let inside = match open {
            Some(ref span) => {
                (*label == 2 && span.kind == Kind::Person)
                    || (*label == 4 && span.kind == Kind::Address)
            }
            None => false,
        };
        if inside {
            if let Some(span) = open.as_mut() {
                span.end = token.end as usize;
                span.margin += above;
                span.tokens += 1;
            }
            continue;
        }
        found.extend(open.take());
        let kind = match label {
            1 => Kind::Person,
            3 => Kind::Address,
            _ => continue,
        };
        open = Some(Tagged {
            start: token.start as usize,
            end: token.end as usize,
            kind,
            margin: above,
            tokens: 1,
        });
    }
    found.extend(open);
    for span in found.iter_mut() {
        span.margin /= i32::try_from(span.tokens.max(1)).unwrap_or(1);
    }
}
