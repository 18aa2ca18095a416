//! Birth dates: a date beside a word of birth. A date alone is never a finding.

use super::{View, context};
use crate::Kind;
use crate::score::*;
use crate::text::tokens::Token;
use crate::words::{BIRTH, TIME};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if !view.speaks_of(BIRTH) && !view.expects(Kind::BirthDate) {
        return;
    }
    let mut index = 0;
    while index < view.tokens.len() {
        let Some(used) = date(view, index) else {
            index += 1;
            continue;
        };
        let (Some(first), Some(last)) = (view.tokens.get(index), view.tokens.get(index + used - 1))
        else {
            return;
        };
        let range = first.start as usize..last.end as usize;
        let mut facts = context::around(view, index, index + used, BIRTH, 0);
        facts |= context::beside(view, range.start, range.end, &[Kind::BirthDate]) & EXPECTED;
        if facts & (NEAR | MID | EXPECTED) != 0 {
            out.push(Candidate::new(
                range,
                Kind::BirthDate,
                facts & (NEAR | MID | EXPECTED),
                "birth-date-context",
            ));
        }
        index += used;
    }
}

/// Tokens of a date that begins at `index`: three numbers, or day, month name and year.
fn date(view: &View<'_>, index: usize) -> Option<usize> {
    let parts = view.tokens.get(index..index + 3)?;
    let close = parts
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if b.start - a.end <= 2));
    if !close {
        return eight(view, index);
    }
    let value = |token: &Token| {
        view.word(token)
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .parse::<u32>()
            .ok()
    };
    let month = |token: &Token| {
        token.is_word() && token.len() >= 3 && view.tables.words.mask(token.hash) & TIME != 0
    };
    match parts {
        [a, b, c] => {
            let (x, y, z) = (value(a), value(b), value(c));
            let year = |n: Option<u32>| n.is_some_and(|n| (1900..=2030).contains(&n) || n < 100);
            let day = |n: Option<u32>| n.is_some_and(|n| (1..=31).contains(&n));
            let numeric = [a, b, c].iter().all(|token| token.is_number());
            let fits = numeric
                && (day(x) && day(y) && year(z)
                    || x.is_some_and(|n| n >= 1900) && year(x) && day(y) && day(z))
                || day(x) && month(b) && year(z)
                || month(a) && day(y) && year(z);
            if fits { Some(3) } else { eight(view, index) }
        }
        _ => None,
    }
}

/// "19850312" or "12031985" in one piece.
fn eight(view: &View<'_>, index: usize) -> Option<usize> {
    let token = view.tokens.get(index)?;
    (token.is_number() && token.len() == 8).then_some(1)
}
