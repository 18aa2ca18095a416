//! The check-digit methods that many schemes share, each named by its source.
//!
//! Every function takes ASCII without separators and answers for foreign characters with `false`
//! or `None` instead of panicking.

use super::scheme::Validity;

/// The text as exactly `N` decimal digits.
pub(super) fn digits<const N: usize>(text: &[u8]) -> Option<[u32; N]> {
    let mut out = [0u32; N];
    if text.len() != N {
        return None;
    }
    for (slot, byte) in out.iter_mut().zip(text) {
        if !byte.is_ascii_digit() {
            return None;
        }
        *slot = u32::from(byte - b'0');
    }
    Some(out)
}

/// Sum of products; stops at the shorter of the two.
pub(super) fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum()
}

/// The digits as one number.
pub(super) fn number(digits: &[u32]) -> u64 {
    digits
        .iter()
        .fold(0, |sum, digit| sum * 10 + u64::from(*digit))
}

/// `Valid` or `BadCheck`.
pub(super) fn checked(agrees: bool) -> Validity {
    if agrees {
        Validity::Valid
    } else {
        Validity::BadCheck
    }
}

/// `NoCheck` or `Impossible`.
pub(super) fn possible(fits: bool) -> Validity {
    if fits {
        Validity::NoCheck
    } else {
        Validity::Impossible
    }
}

/// Luhn (ISO/IEC 7812-1 annex B) over decimal digits, check digit last.
pub(super) fn luhn(text: &[u8]) -> bool {
    let mut sum = 0u32;
    for (place, byte) in text.iter().rev().enumerate() {
        if !byte.is_ascii_digit() {
            return false;
        }
        let digit = u32::from(byte - b'0');
        sum += match (place % 2, digit) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        };
    }
    sum.is_multiple_of(10)
}

/// Verhoeff (J. Verhoeff, Error Detecting Decimal Codes, 1969), check digit last.
pub(super) fn verhoeff(text: &[u8]) -> bool {
    const TIMES: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const TURN: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let at = |row: u8, column: u8| {
        TIMES
            .get(usize::from(row))
            .and_then(|r| r.get(usize::from(column)))
            .copied()
            .unwrap_or(0)
    };
    let mut sum = 0u8;
    for (place, byte) in text.iter().rev().enumerate() {
        if !byte.is_ascii_digit() {
            return false;
        }
        let turned = (0..place % 8).fold(byte - b'0', |digit, _| {
            TURN.get(usize::from(digit)).copied().unwrap_or(0)
        });
        sum = at(sum, turned);
    }
    sum == 0
}

/// ISO/IEC 7064 MOD 11,10, check digit last.
pub(super) fn mod_11_10(text: &[u8]) -> bool {
    let Some((last, body)) = text.split_last() else {
        return false;
    };
    let mut check = 10u32;
    for byte in body {
        if !byte.is_ascii_digit() {
            return false;
        }
        let sum = (check + u32::from(byte - b'0')) % 10;
        check = (if sum == 0 { 10 } else { sum }) * 2 % 11;
    }
    last.is_ascii_digit() && (check + u32::from(last - b'0')) % 10 == 1
}

/// ISO/IEC 7064 MOD 11-2, check character last (`X` is ten).
pub(super) fn mod_11_2(text: &[u8]) -> bool {
    let Some((last, body)) = text.split_last() else {
        return false;
    };
    let mut check = 0u32;
    for byte in body {
        if !byte.is_ascii_digit() {
            return false;
        }
        check = (check + u32::from(byte - b'0')) * 2 % 11;
    }
    let last = match last {
        b'X' => 10,
        b'0'..=b'9' => u32::from(last - b'0'),
        _ => return false,
    };
    (check + last) % 11 == 1
}

/// EAN-13 (GS1 General Specifications 7.9), check digit last.
pub(super) fn ean13(text: &[u8]) -> bool {
    digits::<13>(text)
        .is_some_and(|d| weighted(&d, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10))
}

/// Whether a day exists. `year` in full; years 1800 to 2099 are taken.
pub(super) fn day_exists(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1800..2100).contains(&year) && (1..=last).contains(&day)
}

/// Whether a day exists in either century, for numbers that write two digits of the year.
pub(super) fn short_day_exists(year: u32, month: u32, day: u32) -> bool {
    day_exists(1900 + year, month, day) || day_exists(2000 + year, month, day)
}

/// Two digits as one number.
pub(super) fn pair(tens: u32, ones: u32) -> u32 {
    tens * 10 + ones
}

/// Value of an alphanumeric character: digits as such, `A` as 10 to `Z` as 35.
pub(super) fn base36(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(36)
}
