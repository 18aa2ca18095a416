//! One integer score a candidate: what speaks for it and against it, weighed.
//!
//! A recogniser states facts (bits); the table in `weights` says what each fact is worth for that
//! kind of value, in hundredths of a logit.
//! Nothing here looks at the text.

use crate::{Band, Kind};

#[cfg(test)]
mod tests;
pub(crate) mod weights;

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: u32 = 1 << $bit;)+
        /// Names of the facts by bit.
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name),)+];
    };
}

facts! {
    /// Always stated.
    BIAS = 0;
    /// A check digit or an equally strict rule holds.
    VALID = 1;
    /// The kind has a check digit and it fails.
    BROKEN = 2;
    /// A distinctive shape.
    STRONG = 3;
    /// A shape that many other things have.
    WEAK = 4;
    /// A word of context within three words.
    NEAR = 5;
    /// Within eight words.
    MID = 6;
    /// Elsewhere in the text.
    FAR = 7;
    /// An order, tracking, version or amount word within three words.
    AGAINST = 8;
    /// The same within eight words.
    AGAINST_MID = 9;
    /// A word for another kind of value stands nearer.
    RIVAL = 10;
    /// The other side asked for this kind.
    EXPECTED = 11;
    /// Grouped as such numbers are written.
    GROUPED = 12;
    /// The candidate is the whole message.
    ALONE = 13;
    /// Digits continue beside the candidate.
    CUT = 14;
    /// Written in words or lookalike letters.
    SPELLED = 15;
    /// Reaches over the end of a message.
    SPLIT = 16;
    /// Beside a currency or percent sign.
    MONEY = 17;
    /// Glued to other letters or digits, as in paths and identifiers.
    GLUED = 18;
    /// Inside a web address.
    URL = 19;
    /// The numbering plan knows it.
    PLANNED = 20;
    /// Also reads as a date, time or version.
    DATE = 21;
    /// Has separators.
    SEPARATED = 22;
    /// Uncommonly joined (commas, odd signs, words).
    ODD = 23;
    /// "my" or "our" within five words before.
    OWN = 24;
    /// Every digit the same or in sequence.
    DULL = 25;
    /// Stands in the message as people write such a number in chat.
    IDIOM = 26;
    /// The candidate and words that only introduce it ("sure, it is …") are the whole message.
    ANSWER = 27;
}

/// A possible finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// First byte in the folded text.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// What it would be.
    pub(crate) kind: Kind,
    /// Facts.
    pub(crate) facts: u32,
    /// Sum of the weights.
    pub(crate) score: i32,
    /// Why (a Fluent key).
    pub(crate) reason: &'static str,
}

impl Candidate {
    /// Weighs the facts.
    pub(crate) fn new(
        range: core::ops::Range<usize>,
        kind: Kind,
        facts: u32,
        reason: &'static str,
    ) -> Self {
        let facts = facts | BIAS;
        let score = weigh(kind, facts);
        Self {
            start: range.start as u32,
            end: range.end as u32,
            kind,
            facts,
            score,
            reason,
        }
    }

    /// A candidate whose score comes from elsewhere (the tagger, exact matches).
    pub(crate) fn scored(
        range: core::ops::Range<usize>,
        kind: Kind,
        score: i32,
        reason: &'static str,
    ) -> Self {
        Self {
            start: range.start as u32,
            end: range.end as u32,
            kind,
            facts: BIAS,
            score,
            reason,
        }
    }

    /// An exact match with a known value.
    pub(crate) fn exact(range: core::ops::Range<usize>, kind: Kind, reason: &'static str) -> Self {
        let mut exact = Self::scored(range, kind, 1000, reason);
        exact.facts |= VALID;
        exact
    }

    /// How sure: a validator or a distinctive shape makes it certain, never context alone.
    pub(crate) fn band(&self) -> Option<Band> {
        if self.score >= 150 && self.facts & (VALID | STRONG) != 0 && self.facts & BROKEN == 0 {
            Some(Band::Certain)
        } else if self.score >= 0 {
            Some(Band::Likely)
        } else if self.score >= -100 {
            Some(Band::Hint)
        } else {
            None
        }
    }

    /// Score from 0 to 1000.
    pub(crate) fn permille(&self) -> u16 {
        // A logistic curve through integers: native and wasm must agree to the last digit.
        const CURVE: [u16; 17] = [
            18, 29, 47, 76, 119, 182, 269, 378, 500, 622, 731, 818, 881, 924, 953, 971, 982,
        ];
        let clamped = (self.score + 400).clamp(0, 799);
        let (step, rest) = ((clamped / 50) as usize, clamped % 50);
        let low = i32::from(CURVE.get(step).copied().unwrap_or(0));
        let high = i32::from(CURVE.get(step + 1).copied().unwrap_or(1000));
        (low + (high - low) * rest / 50) as u16
    }
}

fn weigh(kind: Kind, facts: u32) -> i32 {
    let row = weights::row(kind);
    let mut sum = 0;
    let mut left = facts;
    while left != 0 {
        let bit = left.trailing_zeros() as usize;
        sum += i32::from(row.get(bit).copied().unwrap_or(0));
        left &= left - 1;
    }
    sum
}
