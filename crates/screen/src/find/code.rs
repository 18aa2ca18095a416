//! Short codes: card verification codes, PINs, one-time codes.
//!
//! Three or four digits mean nothing without their word; a card verification code is also one when
//! it stands beside a card number and its expiry. Codes are never shown in a placeholder.

use super::{View, context, window};
use crate::Kind;
use crate::score::*;
use crate::words::{AMOUNT, CARD, CODE, CVV, ENDING, EXPIRY, ONE_TIME, PIN, POSTCODE, TALK, TIME};

struct Code {
    kind: Kind,
    words: u64,
    min: usize,
    max: usize,
    reason: &'static str,
}

const CODES: &[Code] = &[
    Code {
        kind: Kind::Cvv,
        words: CVV,
        min: 3,
        max: 4,
        reason: "card-code-context",
    },
    Code {
        kind: Kind::Pin,
        words: PIN,
        min: 4,
        max: 6,
        reason: "pin-context",
    },
    Code {
        kind: Kind::OneTimeCode,
        words: ONE_TIME,
        min: 4,
        max: 8,
        reason: "one-time-code-context",
    },
];

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for code in CODES {
        if !view.speaks_of(code.words) && !view.expects(code.kind) {
            continue;
        }
        for from in 0..view.digits.groups.len() {
            for window in window::from(view, from, code.min, code.max) {
                // The digits of a code stand together or one by one.
                let together = window.to - window.from == 1
                    || window.is_spaced_out(view)
                    || window.to - window.from == window.digits.len()
                    || window.digits.len() >= 6
                        && (window.to - window.from == 2
                            || window.grouped_as(view, &[&[2, 2, 2]]) != 0);
                if !together || window.facts & (CUT | ODD) != 0 && !window.is_even(view) {
                    continue;
                }
                let mut facts = window.facts;
                facts |= context::around(
                    view,
                    window.token,
                    window.token_end,
                    code.words,
                    AMOUNT | POSTCODE | TIME | ENDING,
                );
                // "the check number on the card: 739": codes belong to cards.
                if facts & RIVAL != 0 {
                    let (from, to) = (window.token, window.token_end);
                    let words = code.words | CARD;
                    facts &= !RIVAL | context::around(view, from, to, words, 0);
                }
                facts |= context::beside(view, window.start, window.end, &[code.kind]);
                if facts & (NEAR | MID | EXPECTED) == 0 || facts & MONEY != 0 {
                    continue;
                }
                if is_year(window.digits) && facts & NEAR == 0 {
                    facts |= DATE;
                }
                // "change my pin to 1234" names no real code.
                if view.speaks_of(TALK) && is_count(window.digits) && facts & EXPECTED == 0 {
                    continue;
                }
                out.push(Candidate::new(
                    window.start..window.end,
                    code.kind,
                    facts,
                    code.reason,
                ));
            }
        }
    }
    after_expiry(view, out);
    after_card(view, out);
}

/// "my card is 4111 1111 1111 1111, the code is 123": beside a card a bare "code" of three digits is
/// its verification code, and nothing else.
fn after_card(view: &View<'_>, out: &mut Vec<Candidate>) {
    const FAR_BYTES: u32 = 40;
    let groups = &view.digits.groups;
    for (place, code) in groups.iter().enumerate() {
        let before = groups.get(..place).unwrap_or_default();
        let digits: u32 = before.iter().rev().take(4).map(|group| group.len).sum();
        let near = before
            .last()
            .is_some_and(|last| code.start.saturating_sub(last.end) <= FAR_BYTES);
        if code.len != 3 || digits < 12 || !near {
            continue;
        }
        let end = code.token as usize;
        let words = view.tokens.get(end.saturating_sub(3)..end);
        let named = words
            .unwrap_or_default()
            .iter()
            .any(|token| view.tables.words.grammar(token.hash) & CODE != 0);
        if named {
            out.push(Candidate::new(
                code.start as usize..code.end as usize,
                Kind::Cvv,
                NEAR,
                "card-code-context",
            ));
        }
    }
}

fn is_count(digits: &[u8]) -> bool {
    digits
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a + 1 == *b))
}

fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [1, 9, _, _] | [2, 0, _, _])
}

/// "4111 1111 1111 1111 12/27 123": the code after card and expiry.
fn after_expiry(view: &View<'_>, out: &mut Vec<Candidate>) {
    let groups = &view.digits.groups;
    for place in 2..groups.len() {
        let (Some(month), Some(year), Some(code)) = (
            groups.get(place - 2),
            groups.get(place - 1),
            groups.get(place),
        ) else {
            continue;
        };
        let month_value = view.digits.window(place - 2, place - 1);
        let is_month = matches!(month_value, [0, 1..=9] | [1, 0..=2] | [1..=9]);
        let slash = matches!(
            view.text.get(month.end as usize..year.start as usize),
            Some("/" | " / " | "-" | "/ ")
        );
        let long_before = groups
            .get(..place - 2)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(5)
            .map(|g| g.len)
            .sum::<u32>()
            >= 12;
        let near = code.start.saturating_sub(year.end) <= 12;
        if is_month
            && slash
            && matches!(year.len, 2 | 4)
            && matches!(code.len, 3 | 4)
            && near
            && (long_before || view.speaks_of(CARD | EXPIRY))
            && !(code.len == 4 && view.speaks_of(TIME) && !long_before)
        {
            let range = code.start as usize..code.end as usize;
            out.push(Candidate::new(
                range,
                Kind::Cvv,
                NEAR,
                "card-code-after-expiry",
            ));
        }
    }
}
