//! Hardware addresses: six or eight pairs, or dotted fours; bare only beside their word.
//!
//! Source of the forms: IEEE 802 (EUI-48, EUI-64) and the notation of routers.

use super::{View, context};
use crate::Kind;
use crate::score::*;
use crate::words::MAC;

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < view.tokens.len() {
        index += take(view, index, out).max(1);
    }
}

fn is_hex(view: &View<'_>, index: usize, len: usize) -> bool {
    view.tokens.get(index).is_some_and(|token| {
        token.len() == len
            && view
                .word(token)
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Tokens used by an address that begins at `index`; 0 when there is none.
fn take(view: &View<'_>, index: usize, out: &mut Vec<Candidate>) -> usize {
    for (len, counts, separators) in [(2, [8, 6], &b":- "[..]), (4, [4, 3], &b"."[..])] {
        if !is_hex(view, index, len) {
            continue;
        }
        let Some(first) = view.tokens.get(index) else {
            return 0;
        };
        let separator = view.byte(first.end as usize);
        if !separators.contains(&separator) {
            continue;
        }
        let run = (index + 1..index + 9)
            .take_while(|&next| {
                is_hex(view, next, len)
                    && view.tokens.get(next).is_some_and(|token| {
                        view.before(token.start as usize) == separator
                            && view
                                .tokens
                                .get(next - 1)
                                .is_some_and(|t| t.end + 1 == token.start)
                    })
            })
            .count()
            + 1;
        let Some(last) = view.tokens.get(index + run - 1) else {
            return 0;
        };
        let range = first.start as usize..last.end as usize;
        let joined =
            |at: usize| view.byte(at) == separator && view.byte(at + 1).is_ascii_alphanumeric();
        if !counts.contains(&run) || separator != b' ' && joined(range.end) {
            return run;
        }
        let spaced = separator == b' ';
        let mut facts = context::around(view, index, index + run, MAC, 0);
        if !spaced {
            facts |= VALID | STRONG;
        } else if facts & (NEAR | MID) == 0 {
            return run;
        }
        out.push(Candidate::new(range, Kind::Mac, facts, "mac-address"));
        return run;
    }
    if view.speaks_of(MAC) && (is_hex(view, index, 12) || is_hex(view, index, 16)) {
        let facts = context::around(view, index, index + 1, MAC, 0);
        if facts & (NEAR | MID) != 0
            && let Some(token) = view.tokens.get(index)
        {
            out.push(Candidate::new(
                token.range(),
                Kind::Mac,
                facts | WEAK,
                "mac-context",
            ));
        }
        return 1;
    }
    0
}
