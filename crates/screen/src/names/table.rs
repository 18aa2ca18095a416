//! What the tagger was taught: weights per hash and label, transitions, and four Bloom filters.
//!
//! ```text
//! "TNT1" | weight bits u8 | transitions 8×8 i8 | weights 2^bits × 8 i8 (label-major)
//!        | four filters, each: bits u8 | 2^bits / 8 bytes
//! ```
//! Weights of one label stand together, because a zero-heavy run packs better on the wire; reading
//! turns them so that one look-up finds all labels side by side in one machine word. A weight is kept
//! with 128 added, so that the sums of four labels fit beside each other in a word and never borrow.

use super::decode::{LABELS, Steps};

/// The bytes are not a table of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableError;

impl core::fmt::Display for TableError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not a table of names of this version")
    }
}

impl core::error::Error for TableError {}

/// A read table.
#[derive(Debug)]
pub struct Table {
    mask: u32,
    /// A row each: byte n is the weight of label n, with [`BIAS`] added.
    weights: Vec<u64>,
    steps: Steps,
    filters: [Filter; 4],
}

/// What is added to a weight so that it is not negative.
const BIAS: i32 = 128;
/// A row without weights.
const NOTHING: u64 = 0x8080_8080_8080_8080;
/// Every second byte of a word.
const EVEN: u64 = 0x00FF_00FF_00FF_00FF;

/// Running sums of all labels: four lanes of 16 bits in each word. Up to 257 observations fit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
    even: u64,
    odd: u64,
}

impl Sums {
    /// The sums by label after so many observations.
    #[must_use]
    pub fn labels(self, observations: i32) -> [i32; LABELS] {
        let less = observations * BIAS;
        let [a, b, c, d] = lanes(self.even);
        let [e, f, g, h] = lanes(self.odd);
        [a, e, b, f, c, g, d, h].map(|sum| sum - less)
    }
}

fn lanes(word: u64) -> [i32; 4] {
    [0, 16, 32, 48].map(|by| (word >> by & 0xFFFF) as i32)
}

#[derive(Debug, Default)]
struct Filter {
    mask: u32,
    bits: Vec<u8>,
}

impl Filter {
    fn has(&self, hash: u32) -> bool {
        if self.bits.is_empty() {
            return false;
        }
        let step = hash.rotate_left(13).wrapping_mul(0x85EB_CA6B) | 1;
        (0..4u32).all(|round| {
            let at = hash.wrapping_add(step.wrapping_mul(round)) & self.mask;
            self.bits
                .get((at >> 3) as usize)
                .is_some_and(|byte| byte >> (at & 7) & 1 == 1)
        })
    }
}

/// Sets the bits of a hash in a filter of `bits` bits; the reverse of what reading asks.
pub fn put_in_filter(hash: u32, filter: &mut [u8]) {
    let Ok(size) = u32::try_from(filter.len() * 8) else {
        return;
    };
    let step = hash.rotate_left(13).wrapping_mul(0x85EB_CA6B) | 1;
    for round in 0..4u32 {
        let at = hash.wrapping_add(step.wrapping_mul(round)) & (size - 1);
        if let Some(byte) = filter.get_mut((at >> 3) as usize) {
            *byte |= 1 << (at & 7);
        }
    }
}

impl Table {
    /// An empty table of 2^`bits` rows with given filters: what training starts from.
    #[must_use]
    pub fn blank(bits: u8, filters: [Vec<u8>; 4]) -> Self {
        let filters = filters.map(|bits| Filter {
            mask: u32::try_from((bits.len() * 8).saturating_sub(1)).unwrap_or(0),
            bits,
        });
        Self {
            mask: (1u32 << bits) - 1,
            weights: Vec::new(),
            steps: [[0; LABELS]; LABELS],
            filters,
        }
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`TableError`] when the bytes are something else.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        let rest = bytes.strip_prefix(b"TNT1").ok_or(TableError)?;
        let (&bits, rest) = rest.split_first().ok_or(TableError)?;
        if !(8..=20).contains(&bits) {
            return Err(TableError);
        }
        let rows = 1usize << bits;
        let (head, rest) = rest.split_at_checked(LABELS * LABELS).ok_or(TableError)?;
        let mut steps = [[0; LABELS]; LABELS];
        for (from, row) in head.chunks_exact(LABELS).enumerate() {
            for (into, byte) in steps.iter_mut().zip(row) {
                if let Some(slot) = into.get_mut(from) {
                    *slot = i32::from(byte.cast_signed()) * 4;
                }
            }
        }
        let (body, mut rest) = rest.split_at_checked(rows * LABELS).ok_or(TableError)?;
        let mut weights = vec![0; rows];
        for (label, column) in body.chunks_exact(rows).enumerate() {
            for (row, byte) in weights.iter_mut().zip(column) {
                *row |= u64::from(byte ^ 0x80) << (8 * label);
            }
        }
        let mut filters = [
            Filter::default(),
            Filter::default(),
            Filter::default(),
            Filter::default(),
        ];
        for filter in &mut filters {
            let (&bits, after) = rest.split_first().ok_or(TableError)?;
            if !(3..=24).contains(&bits) {
                return Err(TableError);
            }
            let (body, after) = after
                .split_at_checked(1usize << (bits - 3))
                .ok_or(TableError)?;
            *filter = Filter {
                mask: (1u32 << bits) - 1,
                bits: body.to_vec(),
            };
            rest = after;
        }
        if !rest.is_empty() {
            return Err(TableError);
        }
        Ok(Self {
            mask: (1u32 << bits) - 1,
            weights,
            steps,
            filters,
        })
    }

    /// The row that a hash falls into.
    #[must_use]
    pub fn row(&self, hash: u32) -> usize {
        ((hash ^ (hash >> 16)) & self.mask) as usize
    }

    /// Adds the weights of one observation.
    #[inline]
    pub fn add(&self, hash: u32, sums: &mut Sums) {
        let row = self.weights.get(self.row(hash));
        let row = row.copied().unwrap_or(NOTHING);
        sums.even += row & EVEN;
        sums.odd += row >> 8 & EVEN;
    }

    /// Which lists know a word: bit 0 first names, bit 1 last names, bit 2 places, bit 3
    /// common words.
    #[must_use]
    pub fn lists(&self, hash: u32) -> u32 {
        let [first, last, place, common] = &self.filters;
        u32::from(first.has(hash))
            | u32::from(last.has(hash)) << 1
            | u32::from(place.has(hash)) << 2
            | u32::from(common.has(hash)) << 3
    }

    /// Scores of going from one label to the next, by the next.
    #[must_use]
    pub fn steps(&self) -> &Steps {
        &self.steps
    }
}
