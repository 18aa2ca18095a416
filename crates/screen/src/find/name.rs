//! Names and addresses from the tagger in `crate::names`, as candidates beside the others.
//!
//! The tagger's own sureness decides; a value that a validator vouches for wins over it. Without a
//! table nothing is found here, and nothing else waits for it.

use super::View;
use crate::Kind;
use crate::names::{Lean, Scratch, Tagger};
use crate::score::{Candidate, NEAR, STRONG, VALID};
use crate::text::tokens::{BEYOND_ASCII, CAPITAL};
use crate::words::{ADDRESS, EMAIL, NAME, PHONE, POSTCODE};

/// Added to the labels always: a name or an address that leaks cannot be taken back, one hint too many
/// can be waved away. Further up, false alarms in clean chat grow faster than what is found.
const PERSON_LEAN: i32 = 20;
const ADDRESS_LEAN: i32 = 100;

/// Added to the labels when the other side has just asked for a name or an address.
const ASKED: i32 = 1200;

pub(crate) fn find(view: &View<'_>, tagger: &Tagger, out: &mut Vec<Candidate>) {
    if !has_cause(view) {
        return;
    }
    let lean = Lean {
        person: if view.expects(Kind::Person) {
            ASKED
        } else {
            PERSON_LEAN
        },
        address: if view.expects(Kind::Address) {
            ASKED
        } else {
            ADDRESS_LEAN
        },
    };
    SCRATCH.with_borrow_mut(|scratch| take(view, tagger, lean, scratch, out));
}

thread_local! {
    /// Buffers of the tagger, kept from text to text: they hold places and hashes, never text.
    static SCRATCH: core::cell::RefCell<Scratch> = core::cell::RefCell::default();
}

fn take(
    view: &View<'_>,
    tagger: &Tagger,
    lean: Lean,
    scratch: &mut Scratch,
    out: &mut Vec<Candidate>,
) {
    for mut span in tagger.tag(view.text, lean, scratch).iter().copied() {
        if span.kind == Kind::Person {
            span.end =
                span.start + sentence(view.text.get(span.start..span.end).unwrap_or_default());
        }
        // Placeholders hold words; a tagger does not know them.
        let inside = crate::placeholder::covers(view.text, span.start..span.end);
        // One word without a number is a place, not a street address.
        let text = view.text.get(span.start..span.end).unwrap_or_default();
        let bare = span.kind == Kind::Address
            && span.tokens <= 1
            && !text.bytes().any(|byte| byte.is_ascii_digit())
            && !view.expects(Kind::Address);
        let no_name = span.kind == Kind::Person && is_no_name(view, span.start, text);
        if bare || inside || no_name || !matches!(span.kind, Kind::Person | Kind::Address) {
            continue;
        }
        let reason = if span.kind == Kind::Person {
            "name-tagger"
        } else {
            "address-tagger"
        };
        if span.kind == Kind::Address {
            house_numbers(view, span.start..span.end, out);
        }
        out.push(Candidate::scored(
            span.start..span.end,
            span.kind,
            60,
            reason,
        ));
    }
}

/// A title without its name ("Dr."), a tag or a handle of a public network, or part of an address of
/// the web.
fn is_no_name(view: &View<'_>, start: usize, text: &str) -> bool {
    let sign = matches!(view.before(start), b'#' | b'@') || text.starts_with(['#', '@']);
    sign || view.meaning(text) & NAME != 0 || text.starts_with("www.")
}

/// Bytes of a name up to the end of its sentence: "Jane Doe. My" is two, "Prof. Doe" and "J. Doe" are one.
fn sentence(name: &str) -> usize {
    let ends = name.match_indices(['.', '!', '?']).find(|(at, _)| {
        let before = name.get(..*at).unwrap_or_default();
        let word = before.rsplit(' ').next().unwrap_or_default();
        let first = word.len() == before.len();
        !first
            && word.chars().count() >= 3
            && name.get(at + 1..).is_some_and(|rest| rest.starts_with(' '))
    });
    ends.map_or(name.len(), |(at, _)| at)
}

/// Takes out telephone and person numbers that are house numbers and postcodes of the address round them.
fn house_numbers(view: &View<'_>, address: core::ops::Range<usize>, out: &mut Vec<Candidate>) {
    out.retain(|other| {
        let range = other.start as usize..other.end as usize;
        let digits = view.text.get(range.clone()).unwrap_or_default();
        let digits = digits.bytes().filter(u8::is_ascii_digit).count();
        // "Apt. 722 20 40 rue Victor Hugo": the number runs into the address.
        let inside = address.start <= range.start && range.end <= address.end && range != address
            || address.start < range.end && range.end < address.end;
        let number = other.kind == Kind::Phone && other.facts & STRONG == 0
            || other.kind == Kind::NationalId && other.facts & (VALID | NEAR) == 0;
        !(number && inside && (digits <= 6 || digits <= 9 && other.facts & NEAR == 0))
    });
}

/// Texts of so few words are answers: names come without any other sign.
const SHORT: usize = 6;

/// Whether the text gives cause to look for names: it is short, speaks of names or places, holds a
/// capital inside a sentence, a number, or another script.
fn has_cause(view: &View<'_>) -> bool {
    if view.tokens.len() <= SHORT || view.facts.digits > 0 {
        return true;
    }
    if view.speaks_of(NAME | ADDRESS | POSTCODE | PHONE | EMAIL) {
        return true;
    }
    if view.expects(Kind::Person) || view.expects(Kind::Address) {
        return true;
    }
    let mut before = 0;
    view.tokens.iter().any(|token| {
        let between = view
            .text
            .as_bytes()
            .get(before..token.start as usize)
            .unwrap_or_default();
        let opens = before == 0
            || between
                .iter()
                .any(|b| matches!(b, b'.' | b'!' | b'?' | b'\n'));
        before = token.end as usize;
        token.shape & BEYOND_ASCII != 0 || token.shape & CAPITAL != 0 && token.len() > 1 && !opens
    })
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_name_ends_with_its_sentence_and_not_with_a_title_or_an_initial() {
        let cut = |name: &'static str| name.get(..sentence(name)).unwrap();
        assert_eq!(cut("Jane Doe. My"), "Jane Doe");
        assert_eq!(cut("Jane Doe! Hello"), "Jane Doe");
        for whole in [
            "Prof. Jane Doe",
            "Jane M. Doe",
            "J. R. Doe",
            "Jane Doe Jr. Smith",
            "Jane Doe.",
        ] {
            assert_eq!(cut(whole), whole);
        }
    }
}
