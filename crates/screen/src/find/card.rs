//! Payment cards: issuer range, length and Luhn; broken ones only by context.
//!
//! Luhn alone is the wrong gate (timestamps and tracking numbers pass one time in ten), and people
//! mistype: so an issuer range is needed without context, and with context a failing check digit is
//! still likely. Ranges: ISO/IEC 7812 issuer identification numbers as the networks publish them.

use super::{View, context, window};
use crate::Kind;
use crate::check::luhn;
use crate::score::*;
use crate::words::{CARD, CVV, EXPIRY};

/// Shortest and longest card number.
const LENGTHS: (usize, usize) = (12, 19);

struct Issuer {
    low: u32,
    high: u32,
    /// Digits of the prefix that `low` and `high` have.
    width: u32,
    /// Bit n set: length n occurs.
    lengths: u32,
    /// A network whose range is narrow enough to speak for itself.
    strong: bool,
}

const fn range(low: u32, high: u32, width: u32, from: u32, to: u32, strong: bool) -> Issuer {
    Issuer {
        low,
        high,
        width,
        lengths: (1 << (to + 1)) - (1 << from),
        strong,
    }
}

/// Issuer ranges, the narrower first.
const ISSUERS: &[Issuer] = &[
    range(34, 34, 2, 15, 15, true),     // American Express
    range(37, 37, 2, 15, 15, true),     // American Express
    range(300, 305, 3, 14, 19, true),   // Diners Club
    range(3095, 3095, 4, 14, 19, true), // Diners Club
    range(36, 36, 2, 14, 19, true),     // Diners Club
    range(38, 39, 2, 14, 19, true),     // Diners Club
    range(3528, 3589, 4, 16, 19, true), // JCB
    range(2131, 2131, 4, 15, 15, true), // JCB, older
    range(1800, 1800, 4, 15, 15, true), // JCB, older
    range(51, 55, 2, 16, 16, true),     // Mastercard
    range(2221, 2720, 4, 16, 16, true), // Mastercard, second series
    range(2200, 2205, 4, 16, 19, true), // Mir, Borica
    range(6011, 6011, 4, 16, 19, true), // Discover
    range(644, 649, 3, 16, 19, true),   // Discover
    range(65, 65, 2, 16, 19, true),     // Discover, RuPay, Troy, Elo, Verve
    range(62, 62, 2, 16, 19, true),     // UnionPay
    range(81, 82, 2, 16, 19, true),     // UnionPay, RuPay
    range(60, 60, 2, 16, 16, true),     // RuPay, Hipercard
    range(9792, 9792, 4, 16, 16, true), // Troy
    range(9704, 9704, 4, 16, 19, true), // Napas
    range(8600, 8600, 4, 16, 16, true), // UzCard
    range(9860, 9860, 4, 16, 16, true), // Humo
    range(9112, 9112, 4, 16, 16, true), // Belkart
    range(5019, 5019, 4, 16, 16, true), // Dankort
    range(506, 509, 3, 16, 19, true),   // Verve, Elo, RuPay
    range(636, 639, 3, 16, 19, false),  // InterPayment, InstaPayment, Maestro
    range(4, 4, 1, 16, 16, true),       // Visa
    range(4, 4, 1, 13, 13, false),      // Visa, older
    range(4, 4, 1, 18, 19, false),      // Visa, long
    range(50, 50, 2, 12, 19, false),    // Maestro
    range(56, 58, 2, 12, 19, false),    // Maestro
    range(63, 63, 2, 12, 19, false),    // Maestro
    range(67, 67, 2, 12, 19, false),    // Maestro
    range(1, 1, 1, 15, 15, false),      // UATP
];

/// Whether an issuer has such numbers; true inside when its range speaks for itself.
fn issuer(digits: &[u8]) -> Option<bool> {
    let mut prefixes = [0_u32; 5];
    let mut prefix = 0;
    for (slot, digit) in prefixes.iter_mut().skip(1).zip(digits) {
        prefix = prefix * 10 + u32::from(*digit);
        *slot = prefix;
    }
    ISSUERS
        .iter()
        .find(|issuer| {
            let prefix = prefixes.get(issuer.width as usize).copied().unwrap_or(0);
            issuer.lengths & (1 << digits.len()) != 0
                && issuer.low <= prefix
                && prefix <= issuer.high
        })
        .map(|issuer| issuer.strong)
}

/// How cards are printed and typed.
const GROUPINGS: &[&[u8]] = &[
    &[4, 4, 4, 4],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 4, 4, 4, 3],
    &[4, 4, 4, 4, 1],
    &[4, 4, 4, 4, 2],
    &[6, 13],
    &[8, 8],
    &[4, 4, 4, 3],
    &[4, 4, 4, 1],
    &[4, 4, 5],
    &[4, 12],
    &[8, 4, 4],
    &[4, 8, 4],
];

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let words = CARD | CVV | EXPIRY;
    for from in 0..view.digits.groups.len() {
        for window in window::from(view, from, LENGTHS.0, LENGTHS.1) {
            // Windows inside longer stretches are only tried when they look like a card by
            // themselves; otherwise every long tracking number holds one.
            let single = window.to - window.from == 1;
            let mut facts = window.facts | window.grouped_as(view, GROUPINGS);
            if facts & CUT != 0 && !single && facts & GROUPED == 0 {
                continue;
            }
            let valid = luhn(window.digits);
            let issuer = issuer(window.digits);
            facts |= match (valid, issuer) {
                (true, Some(true)) => VALID | STRONG,
                (true, Some(false)) => VALID | WEAK,
                // A range that was handed out after this table was made: only beside its word.
                (true, None) if view.speaks_of(CARD) && window.digits.len() >= 15 => VALID | WEAK,
                (false, Some(_)) => BROKEN,
                (_, None) => BROKEN | WEAK,
            };
            if facts & CUT != 0 && facts & VALID == 0 {
                continue;
            }
            if facts & BROKEN != 0
                && (window.digits.len() < 13 || facts & SPELLED != 0)
                && !view.speaks_of(words)
            {
                continue;
            }
            // "Y T 2 2 2 9 …": letters before spaced digits are part of the same code.
            let lettered = window.is_spaced_out(view)
                && window
                    .token
                    .checked_sub(1)
                    .and_then(|i| view.tokens.get(i))
                    .is_some_and(|t| {
                        t.len() == 1 && t.is_word() && view.before(window.start) == b' '
                    });
            if lettered && facts & VALID == 0 {
                continue;
            }
            facts |= context::around(
                view,
                window.token,
                window.token_end,
                words,
                context::AGAINST_NUMBERS,
            );
            facts |= context::beside(view, window.start, window.end, &[Kind::CreditCard]);
            // Sixteen digits as a whole answer: a mistyped card far more often than anything else.
            let others = view.tokens.len() - (window.token_end - window.token);
            let grouped = facts & GROUPED != 0;
            if facts & BROKEN != 0
                && window.digits.len() == 16
                && others <= 3
                && (grouped || issuer == Some(true))
                && !view.speaks_of(context::LABELS & !words)
            {
                facts |= IDIOM;
            }
            // "5567 and 1239874561234567", "sure it is 1131300043999102": nothing but numbers and
            // the words between them answers a question for a card and its code.
            if facts & BROKEN != 0
                && !view.question_known
                && single
                && (15..=17).contains(&window.digits.len())
                && context::only_links(view, window.token, window.token_end)
            {
                facts |= IDIOM;
            }
            // "order 303-4471209-8812003": no card is grouped so, and one number in ten passes.
            let strange = facts & SEPARATED != 0 && !grouped && !window.is_spaced_out(view);
            if strange && facts & NEAR == 0 && facts & (AGAINST | AGAINST_MID) != 0 {
                continue;
            }
            // "pay 20 with card 4111…": the amount does not speak against the card.
            if facts & (NEAR | VALID) == NEAR | VALID {
                facts &= !AGAINST;
            }
            if facts & NEAR != 0 {
                facts &= !AGAINST_MID;
            }
            let reason = if facts & VALID != 0 {
                "card-check-digit"
            } else {
                "card-context"
            };
            out.push(Candidate::new(
                window.start..window.end,
                Kind::CreditCard,
                facts,
                reason,
            ));
        }
    }
}
