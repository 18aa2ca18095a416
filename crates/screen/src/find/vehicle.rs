//! Vehicle identification numbers: seventeen characters with the check digit of ISO 3779 / 49 CFR
//! 565; plates are found by their label.

use super::{View, context};
use crate::Kind;
use crate::score::*;
use crate::words::VEHICLE;

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (index, token) in view.tokens.iter().enumerate() {
        if token.len() != 17 || !view.word(token).bytes().all(|b| b.is_ascii_alphanumeric()) {
            continue;
        }
        let word = view.word(token).to_ascii_uppercase();
        let holds = check_digit_holds(word.as_bytes()) == Some(true);
        let mut facts = if holds { VALID | STRONG } else { BROKEN };
        facts |= context::around(view, index, index + 1, VEHICLE, 0);
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        if letters < 3
            || !holds && facts & (NEAR | MID) == 0
            || word.bytes().any(|b| matches!(b, b'I' | b'O' | b'Q'))
        {
            continue;
        }
        out.push(Candidate::new(
            token.range(),
            Kind::Vehicle,
            facts,
            "vehicle-check-digit",
        ));
    }
}

fn check_digit_holds(vin: &[u8]) -> Option<bool> {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let mut sum = 0;
    for (byte, weight) in vin.iter().zip(WEIGHTS) {
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'A'..=b'H' => u32::from(byte - b'A') + 1,
            b'J'..=b'N' => u32::from(byte - b'J') + 1,
            b'P' => 7,
            b'R' => 9,
            b'S'..=b'Z' => u32::from(byte - b'S') + 2,
            _ => return None,
        };
        sum += value * weight;
    }
    let check = match sum % 11 {
        10 => b'X',
        value => b'0' + value as u8,
    };
    Some(vin.get(8) == Some(&check))
}
