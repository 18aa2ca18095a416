//! Names and addresses from the tagger in `crate::names`, as candidates beside the others.
//!
//! The tagger's own sureness decides; a value that a validator vouches for wins over it. Without a
//! table (a browser before the file has come) nothing is found here, and nothing else waits for it.

use super::View;
use crate::Kind;
use crate::names::{Lean, Scratch, Tagger};
use crate::score::Candidate;

/// Added to the labels when the other side has just asked for a name or an address.
const ASKED: i32 = 1200;

pub(crate) fn find(view: &View<'_>, tagger: &Tagger, out: &mut Vec<Candidate>) {
    let lean = Lean {
        person: if view.expects(Kind::Person) { ASKED } else { 0 },
        address: if view.expects(Kind::Address) {
            ASKED
        } else {
            0
        },
    };
    let mut scratch = Scratch::default();
    for span in tagger.tag(view.text, lean, &mut scratch) {
        // Placeholders hold words; a tagger does not know them.
        let inside = crate::placeholder::covers(view.text, span.start..span.end);
        // One word without a number is a place, not a street address.
        let text = view.text.get(span.start..span.end).unwrap_or_default();
        let bare = span.kind == Kind::Address
            && span.tokens <= 1
            && !text.bytes().any(|byte| byte.is_ascii_digit())
            && !view.expects(Kind::Address);
        if bare || inside || !matches!(span.kind, Kind::Person | Kind::Address) {
            continue;
        }
        let reason = if span.kind == Kind::Person {
            "name-tagger"
        } else {
            "address-tagger"
        };
        out.push(Candidate::scored(
            span.start..span.end,
            span.kind,
            60,
            reason,
        ));
    }
}
