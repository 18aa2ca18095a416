//! Values that a label names: "account no 25652625425", "passport LP5048339", "my SSN is …".
//!
//! The nearest label before the value decides the kind. Without a label, or without being asked
//! for, nothing here is a finding: that is where bare order numbers would come in.

use super::window::Window;
use super::{View, context, window};
use crate::Kind;
use crate::score::*;
use crate::text::digits::classify;
use crate::text::tokens::{DIGIT, SMALL};
use crate::text::{Gap, Token};
use crate::words::{
    ACCOUNT, AMOUNT, HEALTH_NUMBER, IBAN, IMEI, LICENCE, NATIONAL, PASSPORT, REFERENCE, ROUTING,
    TAX, TECHNICAL, TIME, VEHICLE,
};

struct Label {
    kind: Kind,
    words: u64,
    /// Fewest and most letters and digits.
    len: (usize, usize),
    /// May contain letters.
    letters: bool,
    reason: &'static str,
}

const fn label(
    kind: Kind,
    words: u64,
    min: usize,
    max: usize,
    letters: bool,
    reason: &'static str,
) -> Label {
    Label {
        kind,
        words,
        len: (min, max),
        letters,
        reason,
    }
}

const LABELS: &[Label] = &[
    label(Kind::BankAccount, ACCOUNT, 6, 28, true, "account-context"),
    label(Kind::BankAccount, ROUTING, 6, 12, true, "routing-context"),
    label(
        Kind::NationalId,
        NATIONAL,
        6,
        18,
        true,
        "national-id-context",
    ),
    label(Kind::TaxId, TAX, 7, 16, true, "tax-id-context"),
    label(
        Kind::HealthId,
        HEALTH_NUMBER,
        6,
        15,
        true,
        "health-id-context",
    ),
    label(Kind::Passport, PASSPORT, 6, 12, true, "passport-context"),
    label(Kind::DriverLicense, LICENCE, 5, 18, true, "licence-context"),
    label(Kind::Vehicle, VEHICLE, 4, 10, true, "vehicle-context"),
    label(Kind::Imei, IMEI, 14, 16, false, "imei-context"),
];

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for label in LABELS {
        let asked = view.expects(label.kind);
        if !view.speaks_of(label.words) && !asked {
            continue;
        }
        numbers(view, label, out);
        if label.letters && (view.facts.mixed || view.facts.capital) {
            mixed(view, label, out);
        }
    }
    us_social(view, out);
    if view.speaks_of(IBAN) && view.facts.mixed {
        broken_iban(view, out);
    }
}

/// "IBAN IN60 ITDB…": two letters and two digits behind the word, whatever the country.
fn broken_iban(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (index, first) in view.tokens.iter().enumerate() {
        let head = view.word(first).as_bytes();
        let opens = matches!(head, [a, b, c, d, ..] if a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit());
        if !opens {
            continue;
        }
        let mut len = 0;
        let mut stop = index;
        for (place, part) in view.tokens.iter().enumerate().skip(index).take(9) {
            let joined = place == index || gap(view, place) <= Gap::Dash;
            if !joined || part.shape & SMALL != 0 || part.is_word() || len + part.len() > 34 {
                break;
            }
            len += part.len();
            stop = place + 1;
        }
        if (15..=34).contains(&len)
            && let Some(last) = stop.checked_sub(1).and_then(|i| view.tokens.get(i))
        {
            let range = first.start as usize..last.end as usize;
            let facts = BROKEN | context::around(view, index, stop, IBAN, context::AGAINST_NUMBERS);
            if facts & NEAR != 0 {
                out.push(Candidate::new(range, Kind::Iban, facts, "iban-context"));
            }
        }
    }
}

fn numbers(view: &View<'_>, label: &Label, out: &mut Vec<Candidate>) {
    for from in 0..view.digits.groups.len() {
        for window in window::from(view, from, label.len.0, label.len.1) {
            // A plus begins a telephone number of the world, whatever label stands before it.
            if window.facts & CUT != 0 || view.before(window.start) == b'+' {
                continue;
            }
            let facts = window.facts;
            if window.is_joined_by_words(view)
                || label.kind == Kind::BankAccount && is_other(view, &window)
            {
                continue;
            }
            push(
                view,
                label,
                (window.token, window.token_end),
                window.start..window.end,
                facts,
                out,
            );
        }
    }
}

/// A number in a sentence about an account that is none: a date beside a word of time or with signs
/// between, so many points or euros, a version.
fn is_other(view: &View<'_>, window: &Window<'_>) -> bool {
    let date = super::phone::is_date(view, window)
        && (window.facts & SEPARATED != 0 || view.speaks_of(TIME));
    let counted = view
        .tokens
        .get(window.token_end)
        .is_some_and(|next| next.is_word() && view.tables.words.mask(next.hash) & AMOUNT != 0);
    let dotted = view.speaks_of(TECHNICAL)
        && (window.from + 1..window.to).any(|place| {
            view.digits
                .groups
                .get(place)
                .is_some_and(|g| g.gap == Gap::Dot)
        });
    // "12 500,00"
    let cents = view
        .digits
        .groups
        .get(window.to.saturating_sub(1))
        .is_some_and(|last| window.to - window.from > 1 && last.len == 2 && last.gap == Gap::Comma);
    // "the account ending in 7888, but the amount will be 105000"
    let amount = view
        .hits
        .iter()
        .rev()
        .filter(|hit| hit.end as usize <= window.token)
        .find(|hit| hit.mask & (ACCOUNT | AMOUNT) != 0)
        .is_some_and(|hit| hit.mask & ACCOUNT == 0 && window.token - hit.end as usize <= 3);
    date || counted || dotted || cents || amount
}

fn push(
    view: &View<'_>,
    label: &Label,
    tokens: (usize, usize),
    range: core::ops::Range<usize>,
    facts: u32,
    out: &mut Vec<Candidate>,
) {
    let mut facts = facts;
    // Balances and fees are spoken of beside accounts.
    let against = if label.words & ACCOUNT != 0 {
        REFERENCE
    } else {
        context::AGAINST_NUMBERS
    };
    facts |= context::around(view, tokens.0, tokens.1, label.words, against);
    facts |= context::beside(view, range.start, range.end, &[label.kind]);
    if facts & (NEAR | MID | FAR | EXPECTED) == 0 {
        return;
    }
    out.push(Candidate::new(range, label.kind, facts, label.reason));
}

/// Tokens of letters and digits, alone or in short pieces ("DL: FL 567 8901").
fn mixed(view: &View<'_>, label: &Label, out: &mut Vec<Candidate>) {
    for (index, first) in view.tokens.iter().enumerate() {
        if !opens(view, first) {
            continue;
        }
        let mut len = 0;
        let mut digits = 0;
        let mut letters = false;
        for (place, part) in view.tokens.iter().enumerate().skip(index).take(6) {
            if place > index && (gap(view, place) > Gap::Dot || !belongs(view, part)) {
                break;
            }
            let word = view.word(part);
            len += word.len();
            digits += word.bytes().filter(u8::is_ascii_digit).count();
            letters |= !part.is_number();
            if len > label.len.1 {
                break;
            }
            let goes_on = view
                .tokens
                .get(place + 1)
                .is_some_and(|next| gap(view, place + 1) <= Gap::Dash && belongs(view, next));
            let ends = part.shape & DIGIT != 0
                || part.len() == 1
                || gap(view, place) == Gap::Dash
                || label.kind == Kind::Vehicle;
            // Account numbers with letters have digits enough to tell them from product names.
            let enough = if label.kind == Kind::BankAccount {
                6
            } else {
                2
            };
            if letters && ends && !goes_on && digits >= enough && len >= label.len.0 {
                let range = first.start as usize..part.end as usize;
                push(view, label, (index, place + 1), range, 0, out);
            }
        }
    }
}

fn gap(view: &View<'_>, index: usize) -> Gap {
    let before = index
        .checked_sub(1)
        .and_then(|i| view.tokens.get(i))
        .map_or(0, |t| t.end as usize);
    let start = view.tokens.get(index).map_or(before, |t| t.start as usize);
    classify(view.text.as_bytes().get(before..start).unwrap_or_default())
}

/// Whether a number of letters and digits can begin with this token: not an ordinary word, not
/// "14th" or "3gb".
fn opens(view: &View<'_>, token: &Token) -> bool {
    let word = view.word(token);
    if !word.is_ascii() {
        return false;
    }
    if token.is_number() {
        return true;
    }
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        // "PHX-839221", "ALPHA-442021": a longer prefix is part of the number when a dash says so.
        let dashed = view.byte(token.end as usize) == b'-'
            && view.byte(token.end as usize + 1).is_ascii_digit();
        return word.len() <= if dashed { 8 } else { 3 }
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && view.tables.words.mask(token.hash) == 0;
    }
    token.shape & SMALL == 0 || word.len() >= 6 && digits >= 4
}

fn belongs(view: &View<'_>, token: &Token) -> bool {
    let word = view.word(token);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    word.is_ascii()
        && (digits == 0 && word.len() <= 3 && token.shape & SMALL == 0
            || digits > 0 && (token.shape & SMALL == 0 || digits >= 3))
}

/// US social security numbers by their written shape, 3-2-4 (SSA: no 000, 666, 00, 0000).
fn us_social(view: &View<'_>, out: &mut Vec<Candidate>) {
    for from in 0..view.digits.groups.len() {
        for window in window::from(view, from, 9, 9) {
            let Some(fit) = social_shape(view, &window) else {
                continue;
            };
            if window.facts & CUT != 0 {
                continue;
            }
            let itin = window.digits.first() == Some(&9);
            let mut facts = window.facts | fit;
            facts |= context::around(
                view,
                window.token,
                window.token_end,
                NATIONAL | TAX,
                context::AGAINST_NUMBERS,
            );
            facts |= context::beside(
                view,
                window.start,
                window.end,
                &[Kind::NationalId, Kind::TaxId],
            );
            if facts & (STRONG | NEAR | MID | EXPECTED | ODD | SPLIT) == 0 {
                continue;
            }
            let kind = if itin { Kind::TaxId } else { Kind::NationalId };
            out.push(Candidate::new(
                window.start..window.end,
                kind,
                facts,
                "social-security-shape",
            ));
        }
    }
}

fn social_shape(view: &View<'_>, window: &Window<'_>) -> Option<u32> {
    let [a, b, c, d, e, rest @ ..] = window.digits else {
        return None;
    };
    let area = u32::from(*a) * 100 + u32::from(*b) * 10 + u32::from(*c);
    if area == 0 || area == 666 || (*d == 0 && *e == 0) || rest.iter().all(|digit| *digit == 0) {
        return None;
    }
    let written = window.grouped_as(view, &[&[3, 2, 4]]) != 0 && window.is_even(view);
    Some(if written { STRONG | GROUPED } else { WEAK })
}
