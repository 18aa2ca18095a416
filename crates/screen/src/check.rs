//! Check digits: pure arithmetic, one algorithm a function, each with its source.
//!
//! They take digit values or compact ASCII and answer yes or no; what a failure means is for the
//! recogniser to say.

pub(crate) mod base58;
pub(crate) mod bech32;
pub(crate) mod mod97;
#[cfg(test)]
mod tests;

/// Luhn sum over digit values (ISO/IEC 7812-1, annex B).
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0_u32;
    for (place, digit) in digits.iter().rev().enumerate() {
        let digit = u32::from(*digit);
        sum += match place % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        };
    }
    sum.is_multiple_of(10)
}

/// Weighted sum of digit values, weights in order; further digits are ignored.
pub(crate) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum()
}

/// Check digit of air waybills and of couriers that number like them: the number before it modulo
/// seven (IATA resolution 600a).
pub(crate) fn waybill(digits: &[u8]) -> bool {
    let rest = digits
        .iter()
        .take(digits.len().saturating_sub(1))
        .fold(0, |rest, digit| (rest * 10 + u32::from(*digit)) % 7);
    digits.last().is_some_and(|last| u32::from(*last) == rest)
}
