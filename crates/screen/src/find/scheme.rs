//! National person, tax and health numbers by the table of schemes in `crate::national`.
//!
//! Random digits pass some scheme or other: without a word of context a number must pass a check
//! that few random ones pass, or be written as only that scheme writes it. A failed check digit
//! beside the scheme's own word is still likely. Practice: C2. Next: `crate::national`.

use super::{View, context, window};
use crate::Kind;
use crate::national::{LONGEST, Row, Validity};
use crate::score::*;
use crate::text::digits::classify;
use crate::text::tokens::DIGIT;
use crate::text::{Gap, Token};
use crate::words::{HEALTH_NUMBER, ID, LICENCE, NATIONAL, PASSPORT, SchemeSet, TAX, holds};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let named = view.tables.words.named(view.hits);
    for from in 0..view.digits.groups.len() {
        for window in window::from(view, from, 6, LONGEST) {
            // A plus begins a telephone number of the world, whatever check its digits pass.
            let plus = view.before(window.start) == b'+';
            if plus || window.facts & CUT != 0 || window.is_joined_by_words(view) {
                continue;
            }
            let mut compact = [0_u8; LONGEST];
            for (slot, digit) in compact.iter_mut().zip(window.digits) {
                *slot = digit + b'0';
            }
            let compact = compact.get(..window.digits.len()).unwrap_or_default();
            let tokens = (window.token, window.token_end);
            let schemes = view.tables.schemes.numbers(compact.len());
            judge(
                view,
                &named,
                compact,
                schemes,
                tokens,
                window.start..window.end,
                window.facts,
                out,
            );
        }
    }
    if view.facts.mixed || view.facts.capital {
        mixed(view, &named, out);
    }
}

/// Most tokens of a number.
const MOST_TOKENS: usize = 8;

/// Windows of tokens with letters and digits.
fn mixed(view: &View<'_>, named: &SchemeSet, out: &mut Vec<Candidate>) {
    let mut digit = 0;
    for (from, first) in view.tokens.iter().enumerate() {
        // A number holds digits: where the next stand too far away, nothing begins.
        if digit <= from {
            let rest = view.tokens.get(from..).unwrap_or_default();
            match rest.iter().position(|token| token.shape & DIGIT != 0) {
                Some(after) => digit = from + after,
                None => return,
            }
        }
        if digit - from >= MOST_TOKENS {
            continue;
        }
        if first.is_word() && first.len() > 6 {
            continue;
        }
        let mut compact = [0_u8; LONGEST];
        let mut len = 0;
        let mut digits = 0;
        for (place, token) in view.tokens.iter().enumerate().skip(from).take(MOST_TOKENS) {
            if place > from && gap(view, place) > Gap::Slash {
                break;
            }
            let word = view.word(token);
            if len + word.len() > LONGEST
                || !word.is_ascii()
                || token.is_word() && !may_stand_in(view, token)
            {
                break;
            }
            for byte in word.bytes() {
                if let Some(slot) = compact.get_mut(len) {
                    *slot = byte.to_ascii_uppercase();
                }
                digits += usize::from(byte.is_ascii_digit());
                len += 1;
            }
            if len < 6 || digits < 4 || digits == len {
                continue;
            }
            let mut schemes = view.tables.schemes.mixed(len).peekable();
            if schemes.peek().is_none() {
                continue;
            }
            let range = first.start as usize..token.end as usize;
            let next = view.tokens.get(place + 1);
            let mut facts = 0;
            if next.is_some_and(|_| gap(view, place + 1) == Gap::Dash) {
                facts |= GLUED;
            }
            // "0998 0000 0200 45 327 276 N": the number began earlier.
            let before = from.checked_sub(1).and_then(|i| view.tokens.get(i));
            if before.is_some_and(|token| token.is_number() && gap(view, from) <= Gap::Slash) {
                facts |= CUT;
            }
            judge(
                view,
                named,
                compact.get(..len).unwrap_or_default(),
                schemes,
                (from, place + 1),
                range,
                facts,
                out,
            );
        }
    }
}

/// Words inside a number are short and not small letters of a sentence.
fn may_stand_in(view: &View<'_>, token: &Token) -> bool {
    token.len() <= 6
        && (token.len() == 1 || view.word(token).bytes().all(|b| b.is_ascii_uppercase()))
        || token.len() <= 2
}

fn gap(view: &View<'_>, index: usize) -> Gap {
    let before = index
        .checked_sub(1)
        .and_then(|i| view.tokens.get(i))
        .map_or(0, |t| t.end as usize);
    let start = view.tokens.get(index).map_or(before, |t| t.start as usize);
    classify(view.text.as_bytes().get(before..start).unwrap_or_default())
}

#[expect(
    clippy::too_many_arguments,
    reason = "what both kinds of window know of a number"
)]
fn judge<'a>(
    view: &View<'_>,
    named: &SchemeSet,
    compact: &[u8],
    schemes: impl Iterator<Item = &'a Row>,
    tokens: (usize, usize),
    range: core::ops::Range<usize>,
    written: u32,
    out: &mut Vec<Candidate>,
) {
    let words = &view.tables.words;
    let text = view.text.get(range.clone()).unwrap_or_default();
    for scheme in schemes {
        let place = scheme.place;
        let named = holds(named, place);
        let generic = generic(scheme.kind);
        // Without any word, only what few random numbers pass is looked at.
        if !named && !view.speaks_of(generic) && scheme.odds < 20 && !view.expects(scheme.kind) {
            continue;
        }
        if !scheme.fits(compact) {
            continue;
        }
        let mut facts = written;
        let letters = compact.iter().filter(|b| b.is_ascii_alphabetic()).count();
        match (scheme.check)(compact) {
            Validity::Impossible => continue,
            Validity::BadCheck => facts |= BROKEN,
            Validity::NoCheck => facts |= WEAK,
            Validity::Valid => {
                facts |= VALID;
                let rare = scheme.odds.saturating_mul(1 << (4 * letters.min(6)));
                facts |= if rare >= 300 { STRONG } else { 0 } | if rare < 20 { WEAK } else { 0 };
            }
        }
        if scheme
            .layouts
            .iter()
            .any(|layout| layout.len() > compact.len() && is_written(layout, text))
        {
            facts |= GROUPED;
            // Thirteen digits as 5-7-1 are written so by one country only.
            if compact.len() >= 12 && text.split(['-', ' ', '.']).any(|part| part.len() >= 6) {
                facts |= STRONG;
            }
        }
        let positive =
            |hit: &crate::words::Hit| words.names_scheme(hit, place) || hit.mask & generic != 0;
        facts |= context::around_by(view, tokens.0, tokens.1, positive, context::AGAINST_NUMBERS);
        facts |= context::beside(view, range.start, range.end, &[scheme.kind]);
        if facts & BROKEN != 0 && facts & (NEAR | EXPECTED) == 0
            || !named && facts & (BROKEN | VALID) == BROKEN && facts & EXPECTED == 0
        {
            continue;
        }
        let reason = if facts & VALID != 0 {
            "national-check-digit"
        } else {
            "national-context"
        };
        out.push(Candidate::new(range.clone(), scheme.kind, facts, reason));
    }
}

/// Whether the text is written exactly as a layout with separators.
fn is_written(layout: &str, text: &str) -> bool {
    layout.len() == text.len()
        && layout
            .bytes()
            .zip(text.bytes())
            .all(|(want, have)| match want {
                b'#' => have.is_ascii_digit(),
                b'@' => have.is_ascii_alphabetic(),
                b'*' => have.is_ascii_alphanumeric(),
                _ => want == have.to_ascii_uppercase(),
            })
}

fn generic(kind: Kind) -> u64 {
    match kind {
        Kind::TaxId => TAX,
        Kind::HealthId => HEALTH_NUMBER,
        Kind::Passport => PASSPORT,
        Kind::DriverLicense => LICENCE,
        _ => NATIONAL | ID,
    }
}
