//! IBANs: country, its length, MOD 97-10; broken ones only beside their own word.
//!
//! Collected over tokens, so that grouped, dotted and letter-by-letter forms meet the same check.

use super::{View, context};
use crate::Kind;
use crate::check::mod97::{iban_holds, iban_length, is_lettered};
use crate::score::*;
use crate::text::Gap;
use crate::text::digits::classify;
use crate::words::{ACCOUNT, IBAN};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (index, token) in view.tokens.iter().enumerate() {
        let first = view.byte(token.start as usize);
        // "GB29…", "GB 29…", "G B 2 9…": no longer word begins one.
        if !first.is_ascii_alphabetic() || token.is_word() && token.len() > 2 {
            continue;
        }
        let mut compact = [0_u8; 40];
        let mut len = 0;
        let mut want = None;
        let mut crossed = 0;
        for (offset, part) in view.tokens.iter().enumerate().skip(index) {
            if offset > index {
                let previous = view.tokens.get(offset - 1).map_or(0, |t| t.end as usize);
                let start = part.start as usize;
                let between = view
                    .text
                    .as_bytes()
                    .get(previous..start)
                    .unwrap_or_default();
                let border = crosses(view, previous, start);
                // "…5490 / and then 5220 …": a few words may open the next message.
                if (border || crossed > 0) && crossed < 5 && part.is_word() && part.len() > 1 {
                    crossed += 1;
                    continue;
                }
                let near =
                    !matches!(classify(between), Gap::Far | Gap::Words) && between.is_ascii();
                if !(near || border || crossed > 0) {
                    break;
                }
                crossed = 0;
            }
            for byte in view.word(part).bytes() {
                if let Some(slot) = compact.get_mut(len) {
                    *slot = byte.to_ascii_uppercase();
                }
                len += 1;
            }
            if len >= 4 && want.is_none() {
                // O, l and I stand for digits where only digits can stand.
                for slot in compact.iter_mut().skip(2).take(2) {
                    *slot = as_digit(*slot);
                }
                let digits = compact
                    .get(2..4)
                    .is_some_and(|two| two.iter().all(u8::is_ascii_digit));
                let Some(length) = iban_length(&compact).filter(|_| digits) else {
                    break;
                };
                want = Some(length);
            }
            let Some(want) = want else { continue };
            if len > want {
                break;
            }
            if len == want {
                let mut folded = compact;
                let letters = if is_lettered(&compact) { 8 } else { 4 };
                for slot in folded.iter_mut().skip(letters) {
                    *slot = as_digit(*slot);
                }
                let plain = compact.get(..len).unwrap_or_default();
                let folded = folded.get(..len).unwrap_or_default();
                let best = if iban_holds(plain) { plain } else { folded };
                push(view, out, index, offset + 1, best);
                break;
            }
        }
    }
}

fn crosses(view: &View<'_>, from: usize, to: usize) -> bool {
    view.borders
        .iter()
        .any(|&at| from <= at as usize && at as usize <= to)
}

fn push(view: &View<'_>, out: &mut Vec<Candidate>, from: usize, to: usize, compact: &[u8]) {
    let (Some(first), Some(last)) = (view.tokens.get(from), view.tokens.get(to - 1)) else {
        return;
    };
    let (start, end) = (first.start as usize, last.end as usize);
    let holds = iban_holds(compact);
    let mut facts = if holds { VALID | STRONG } else { BROKEN };
    // Two letters, digits, and exactly the length of that country, in one piece.
    if !holds && to - from == 1 {
        facts |= STRONG;
    }
    facts |= context::around(view, from, to, IBAN | ACCOUNT, 0);
    facts |= context::beside(view, start, end, &[Kind::Iban, Kind::BankAccount]);
    if !holds && facts & (NEAR | MID | EXPECTED) == 0 {
        return;
    }
    let reason = if holds {
        "iban-check-digits"
    } else {
        "iban-context"
    };
    out.push(Candidate::new(start..end, Kind::Iban, facts, reason));
}

fn as_digit(byte: u8) -> u8 {
    match byte {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        _ => byte,
    }
}
