//! What the numbering plans allow.

/// Whether the digits begin with a calling code; true inside when the plan knows the number.
pub(super) fn international(digits: &[u8]) -> Option<bool> {
    (digits.first()? != &0).then_some((8..=15).contains(&digits.len()))
}

/// North American numbering plan: ten digits (or eleven with 1), area code and exchange 2-9.
pub(super) fn north_american(digits: &[u8]) -> bool {
    let ten = match digits {
        [1, rest @ ..] if rest.len() == 10 => rest,
        _ => digits,
    };
    matches!(ten, [2..=9, b, c, 2..=9, ..] if ten.len() == 10 && (*b, *c) != (1, 1))
}

/// A national number with trunk prefix.
pub(super) fn national(digits: &[u8]) -> bool {
    digits.first() == Some(&0) && (9..=11).contains(&digits.len())
}
