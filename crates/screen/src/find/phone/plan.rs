//! What the numbering plans allow: calling codes, leading digits and lengths, written groupings.
//!
//! Looks into the generated table (ITU-T E.164 calling codes with the public libphonenumber
//! metadata), which comes with [`crate::Tables`]. A number without a country can only be judged by
//! how it is written.
//!
//! ```text
//! counts: calling codes, ranges, groupings (u16 each)
//! calling codes (u16), how many ranges each has (u16)
//! first three digits of each range (u16), then the lengths that occur (u16, bit n: n + 2 digits)
//! groupings (u32), one nibble a group, first group highest
//! ```
//! Little-endian, like stands by like, because that packs best on the wire.

/// The numbering plans.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Calling codes with the place of their first range.
    codes: Vec<(u16, u16)>,
    ranges: Vec<(u16, u16)>,
    groupings: Vec<u32>,
}

impl Plan {
    /// Reads the table; none when the bytes are something else.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (counts, rest) = bytes.split_at_checked(6)?;
        let counts: Vec<usize> = numbers(counts).map(usize::from).collect();
        let [codes, ranges, groupings] = counts.as_slice() else {
            return None;
        };
        let (code, rest) = rest.split_at_checked(*codes * 2)?;
        let (each, rest) = rest.split_at_checked(*codes * 2)?;
        let (prefix, rest) = rest.split_at_checked(*ranges * 2)?;
        let (mask, rest) = rest.split_at_checked(*ranges * 2)?;
        let (low, high) = rest.split_at_checked(*groupings * 2)?;
        if high.len() != *groupings * 2 {
            return None;
        }
        let mut first = 0u16;
        let codes = numbers(code)
            .zip(numbers(each))
            .map(|(code, count)| {
                let place = first;
                first = first.saturating_add(count);
                (code, place)
            })
            .collect();
        Some(Self {
            codes,
            ranges: numbers(prefix).zip(numbers(mask)).collect(),
            groupings: numbers(low)
                .zip(numbers(high))
                .map(|(low, high)| u32::from(low) | u32::from(high) << 16)
                .collect(),
        })
    }

    /// The generated table as bytes.
    #[cfg(feature = "tables")]
    pub(crate) fn packed() -> Vec<u8> {
        use super::table::{CODES, GROUPINGS, RANGES};
        let ends = CODES.iter().skip(1).map(|code| code.1);
        let ends = ends.chain([RANGES.len() as u16]);
        let each = CODES.iter().zip(ends).map(|(code, end)| end - code.1);
        [CODES.len(), RANGES.len(), GROUPINGS.len()]
            .map(|count| count as u16)
            .into_iter()
            .chain(CODES.iter().map(|code| code.0))
            .chain(each)
            .chain(RANGES.iter().map(|range| range.0))
            .chain(RANGES.iter().map(|range| range.1))
            .chain(GROUPINGS.iter().map(|one| *one as u16))
            .chain(GROUPINGS.iter().map(|one| (*one >> 16) as u16))
            .flat_map(u16::to_le_bytes)
            .collect()
    }

    /// Whether the digits begin with a calling code; true inside when its plan has such a number.
    pub(super) fn international(&self, digits: &[u8]) -> Option<bool> {
        let mut code = 0;
        if digits.first() == Some(&0) {
            return None;
        }
        for (place, digit) in digits.iter().take(3).enumerate() {
            code = code * 10 + u16::from(*digit);
            if let Some(known) = self.known(code, digits.get(place + 1..).unwrap_or_default()) {
                return Some(known);
            }
        }
        None
    }

    fn known(&self, code: u16, rest: &[u8]) -> Option<bool> {
        let place = self
            .codes
            .binary_search_by_key(&code, |entry| entry.0)
            .ok()?;
        let first = self.codes.get(place)?.1 as usize;
        let end = self
            .codes
            .get(place + 1)
            .map_or(self.ranges.len(), |next| next.1 as usize);
        let ranges = self.ranges.get(first..end)?;
        let fits = |number: &[u8]| {
            let [a, b, c, ..] = number else { return false };
            let prefix = u16::from(*a) * 100 + u16::from(*b) * 10 + u16::from(*c);
            let at = ranges.partition_point(|range| range.0 <= prefix);
            let mask = at
                .checked_sub(1)
                .and_then(|at| ranges.get(at))
                .map_or(0, |range| range.1);
            number.len() <= 17 && mask >> (number.len() - 2) & 1 == 1
        };
        // "+44 (0)20 …" keeps the trunk digit.
        Some(fits(rest) || rest.strip_prefix(&[0]).is_some_and(fits))
    }

    /// North American numbering plan: ten digits (or eleven with 1), area code and exchange 2-9.
    pub(super) fn north_american(&self, digits: &[u8]) -> bool {
        let ten = match digits {
            [1, rest @ ..] if rest.len() == 10 => rest,
            _ => digits,
        };
        matches!(ten, [2..=9, b, c, 2..=9, ..] if ten.len() == 10 && (*b, *c) != (1, 1))
            && self.known(1, ten) == Some(true)
    }

    /// Whether some country writes its numbers in groups of these lengths.
    pub(super) fn written(&self, lengths: &[u8]) -> bool {
        let packed = lengths
            .iter()
            .fold(0_u32, |sum, len| sum << 4 | u32::from(*len & 15));
        lengths.len() <= 7 && self.groupings.binary_search(&packed).is_ok()
    }
}

/// A bare national number with trunk prefix.
pub(super) fn trunk(digits: &[u8]) -> bool {
    matches!(digits, [0, 1..=9, ..]) && (9..=11).contains(&digits.len())
}

/// Little-endian numbers of two bytes.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u16> + '_ {
    bytes.chunks_exact(2).map(|pair| match pair {
        [low, high] => u16::from_le_bytes([*low, *high]),
        _ => 0,
    })
}
