//! Names of people and street addresses: a small linear tagger over hashed features.
//!
//! Runs on text as it is, in one pass over its tokens, and answers with spans and how sure it is.
//! It knows nothing by heart that a person could be found in: the table holds summed weights, the
//! name lists are Bloom filters. Trained by `train/` of this crate, on the data named there.
//! Next: `token` (what it reads), `feature` (what it looks at), `table` (what it was taught).

pub mod feature;
pub mod table;
pub mod token;

mod decode;
#[cfg(test)]
mod tests;

pub use decode::{LABELS, Label, Steps, Tagged, decode, decode_with};
pub use table::{Sums, Table, TableError};

use feature::Sight;
use token::Token;

/// The tagger with its table. Build once; `tag` needs only itself and a scratch pad.
#[derive(Debug)]
pub struct Tagger {
    table: Table,
}

/// Buffers that live from text to text, so that tagging allocates nothing in the steady state.
#[derive(Debug, Default)]
pub struct Scratch {
    tokens: Vec<Token>,
    sights: Vec<Sight>,
    scores: Vec<[i32; LABELS]>,
    trail: Vec<[i32; LABELS]>,
    labels: Vec<u8>,
    found: Vec<Tagged>,
}

impl Tagger {
    /// A tagger from the bytes of a table.
    ///
    /// # Errors
    /// [`TableError`] when the bytes are no table of this version.
    pub fn new(bytes: &[u8]) -> Result<Self, TableError> {
        Table::read(bytes).map(|table| Self { table })
    }

    /// Whether neither the list of places nor that of common words of many languages has this word.
    #[must_use]
    pub fn is_stranger(&self, word: &str) -> bool {
        self.table.lists(feature::word_hash(word)) & 0b1100 == 0
    }

    /// Spans of names and addresses in `text`, in order, not overlapping. `lean` is added to the
    /// score of names and addresses: positive where the other side has just asked for one.
    pub fn tag<'s>(&self, text: &str, lean: Lean, scratch: &'s mut Scratch) -> &'s [Tagged] {
        if text.is_ascii() && text.len() <= token::LONGEST_BYTES {
            feature::look_at_ascii(text, &self.table, &mut scratch.tokens, &mut scratch.sights);
        } else {
            token::split(text, &mut scratch.tokens);
            feature::look(text, &scratch.tokens, &self.table, &mut scratch.sights);
        }
        scratch.scores.clear();
        for place in 0..scratch.sights.len() {
            let mut sums = Sums::default();
            feature::each(&scratch.sights, place, |hash| {
                self.table.add(hash, &mut sums);
            });
            let mut sums = sums.labels(feature::OBSERVATIONS);
            lean.apply(&mut sums);
            scratch.scores.push(sums);
        }
        decode(
            &scratch.tokens,
            &scratch.scores,
            &self.table,
            &mut scratch.trail,
            &mut scratch.labels,
            &mut scratch.found,
        );
        &scratch.found
    }
}

/// What the conversation makes likely before the text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lean {
    /// Added to the labels of a person's name.
    pub person: i32,
    /// Added to the labels of an address.
    pub address: i32,
}

impl Lean {
    fn apply(self, sums: &mut [i32; LABELS]) {
        for (label, sum) in Label::ALL.iter().zip(sums) {
            *sum += match label {
                Label::PersonBegin | Label::PersonInside => self.person,
                Label::AddressBegin | Label::AddressInside => self.address,
                _ => 0,
            };
        }
    }
}
