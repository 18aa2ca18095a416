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

/// Less than any sum of scores, and far from the end of the number: sums count from that of "nothing",
/// which every label can follow, so they never drift.
const NEVER: i32 = -(1 << 28);

/// Whether a label may follow another: an inside follows only its own kind, nothing follows what is
/// not used.
const fn may_follow(to: usize, from: usize) -> bool {
    match to {
        2 | 4 | 6 => from == to || from + 1 == to,
        7 => false,
        _ => from < 7,
    }
}

/// Best labels under `steps`; `trail` is scratch. Used by tagging and by training. One way forward
/// that keeps only sums, all labels side by side; which label each came from is asked on the way back,
/// of the one label that was chosen.
pub fn decode_with(
    scores: &[[i32; LABELS]],
    steps: &Steps,
    trail: &mut Vec<[i32; LABELS]>,
    labels: &mut Vec<u8>,
) {
    trail.clear();
    labels.clear();
    // By the label that a step comes from.
    let mut ways = [[NEVER; LABELS]; LABELS];
    for (to, into) in steps.iter().enumerate() {
        for (from, (way, step)) in ways.iter_mut().zip(into).enumerate() {
            if let Some(slot) = way.get_mut(to).filter(|_| may_follow(to, from)) {
                *slot = *step;
            }
        }
    }
    // Before the first token stands nothing.
    let mut best = [NEVER; LABELS];
    best[0] = 0;
    for row in scores {
        trail.push(best);
        let mut next = [2 * NEVER; LABELS];
        for (sum, way) in best.iter().zip(&ways) {
            for (slot, step) in next.iter_mut().zip(way) {
                *slot = (*slot).max(*sum + *step);
            }
        }
        let nothing = next[0] + row[0];
        for (slot, score) in next.iter_mut().zip(row) {
            *slot = (*slot + *score - nothing).max(NEVER);
        }
        best = next;
    }
    let last = |best: &[i32; LABELS]| {
        let ordered = best.iter().enumerate();
        ordered.max_by_key(|(_, sum)| **sum).map_or(0, |(at, _)| at)
    };
    let mut at = last(&best);
    for sums in trail.iter().rev() {
        labels.push(u8::try_from(at).unwrap_or(0));
        let (mut most, mut came) = (2 * NEVER, 0);
        for (from, (sum, way)) in sums.iter().zip(&ways).enumerate() {
            let total = *sum + way.get(at).copied().unwrap_or(NEVER);
            if total > most {
                (most, came) = (total, from);
            }
        }
        at = came;
    }
    labels.reverse();
}

/// Spans of the best labels (fills `found`, cleared first).
pub fn decode(
    tokens: &[Token],
    scores: &[[i32; LABELS]],
    table: &Table,
    trail: &mut Vec<[i32; LABELS]>,
    labels: &mut Vec<u8>,
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
    decode_with(scores, table.steps(), trail, labels);
    let mut open: Option<Tagged> = None;
    for ((token, label), row) in tokens.iter().zip(labels.iter()).zip(scores) {
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
