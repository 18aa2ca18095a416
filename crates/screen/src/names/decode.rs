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
const NEVER: i32 = -(1 << 26);

/// A sum with the label it belongs to in its lowest bits, so that the larger of two is the better way
/// there, and at equal sums the one from the earlier label.
const fn tied(sum: i32, label: usize) -> i32 {
    sum << 3 | (7 - label as i32)
}

/// The best way from any label.
fn any(best: &[i32; LABELS], into: &[i32; LABELS]) -> i32 {
    let [a, b, c, d, e, f, g, _] = *best;
    let [h, i, j, k, l, m, n, _] = *into;
    let left = (a + h).max(b + i).max((c + j).max(d + k));
    left.max((e + l).max(f + m).max(g + n))
}

/// Best labels under `steps`; `trail` is scratch. Used by tagging and by training. An inside follows
/// only its own kind; everything else may follow everything.
pub fn decode_with(
    scores: &[[i32; LABELS]],
    steps: &Steps,
    trail: &mut Vec<[u8; LABELS]>,
    labels: &mut Vec<u8>,
) {
    trail.clear();
    labels.clear();
    let steps = steps.map(|into| into.map(|step| step << 3));
    let [other, person, more_person, address, more_address, name, more_name, _] = &steps;
    // Before the first token stands nothing.
    let mut best = core::array::from_fn(|label| tied(if label == 0 { 0 } else { NEVER }, label));
    for row in scores {
        let inside = |from: i32, step: i32, also: i32, other: i32| (from + step).max(also + other);
        let [_, p, q, a, b, n, m, _] = best;
        let ways = [
            any(&best, other),
            any(&best, person),
            inside(p, more_person[1], q, more_person[2]),
            any(&best, address),
            inside(a, more_address[3], b, more_address[4]),
            any(&best, name),
            inside(n, more_name[5], m, more_name[6]),
            tied(NEVER, 0),
        ];
        trail.push(ways.map(|way| 7 - (way & 7) as u8));
        let nothing = (ways[0] >> 3) + row[0];
        for (label, ((slot, way), score)) in best.iter_mut().zip(ways).zip(row).enumerate() {
            *slot = tied((way >> 3) + *score - nothing, label);
        }
    }
    let mut at = best
        .iter()
        .enumerate()
        .max_by_key(|(_, sum)| **sum >> 3)
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
