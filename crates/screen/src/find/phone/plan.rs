//! What the numbering plans allow: calling codes, leading digits and lengths, written groupings.
//!
//! Looks into the generated table (ITU-T E.164 calling codes with the public libphonenumber
//! metadata). A number without a country can only be judged by how it is written.

use super::table::{CODES, GROUPINGS, RANGES};

/// Whether the digits begin with a calling code; true inside when its plan has such a number.
pub(super) fn international(digits: &[u8]) -> Option<bool> {
    let mut code = 0;
    if digits.first() == Some(&0) {
        return None;
    }
    for (place, digit) in digits.iter().take(3).enumerate() {
        code = code * 10 + u16::from(*digit);
        if let Some(known) = known(code, digits.get(place + 1..).unwrap_or_default()) {
            return Some(known);
        }
    }
    None
}

fn known(code: u16, rest: &[u8]) -> Option<bool> {
    let place = CODES.binary_search_by_key(&code, |entry| entry.0).ok()?;
    let first = CODES.get(place)?.1 as usize;
    let end = CODES
        .get(place + 1)
        .map_or(RANGES.len(), |next| next.1 as usize);
    let ranges = RANGES.get(first..end)?;
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
pub(super) fn north_american(digits: &[u8]) -> bool {
    let ten = match digits {
        [1, rest @ ..] if rest.len() == 10 => rest,
        _ => digits,
    };
    matches!(ten, [2..=9, b, c, 2..=9, ..] if ten.len() == 10 && (*b, *c) != (1, 1))
        && known(1, ten) == Some(true)
}

/// A bare national number with trunk prefix.
pub(super) fn trunk(digits: &[u8]) -> bool {
    matches!(digits, [0, 1..=9, ..]) && (9..=11).contains(&digits.len())
}

/// Whether some country writes its numbers in groups of these lengths.
pub(super) fn written(lengths: &[u8]) -> bool {
    let packed = lengths
        .iter()
        .fold(0_u32, |sum, len| sum << 4 | u32::from(*len & 15));
    lengths.len() <= 7 && GROUPINGS.binary_search(&packed).is_ok()
}
