//! Passwords as the second half of a login: "jane@example.com / W!nter2024", "login: marie / K4tze!22",
//! "u: admin p: S3cret!x".

use super::super::View;
use super::look;
use crate::Kind;
use crate::score::*;
use crate::words::{COPULA, NUMBER, PASSWORD, SECRET, SELF, USERNAME};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if view.facts.colon {
        letters(view, out);
    }
    if !view.speaks_of(PASSWORD | USERNAME | SECRET) {
        return;
    }
    let ends: Vec<usize> = out
        .iter()
        .filter(|other| other.kind == Kind::Email)
        .map(|other| other.end as usize)
        .collect();
    for at in ends {
        beside(view, at, &['/', '|', ':', ',', ';'], out);
    }
    for hit in view.hits.iter().filter(|hit| hit.mask & USERNAME != 0) {
        let links = |place: &usize| {
            view.tokens.get(*place).is_some_and(|token| {
                view.tables.words.grammar(token.hash) & (COPULA | SELF | NUMBER) != 0
            })
        };
        let name = (hit.end as usize..).find(|place| !links(place));
        if let Some(token) = name.and_then(|place| view.tokens.get(place)) {
            beside(view, token.end as usize, &['/', '|'], out);
        }
    }
}

/// Whether a message ends here.
pub(super) fn ends(view: &View<'_>, at: usize) -> bool {
    let rest = look::ahead(view, at);
    rest.len() < 100 && rest.trim().is_empty()
}

/// The value behind the sign after a user's name or address.
fn beside(view: &View<'_>, at: usize, signs: &[char], out: &mut Vec<Candidate>) {
    let rest = look::ahead(view, at);
    let body = rest.trim_start_matches(' ');
    let Some(body) = body.strip_prefix(signs) else {
        return;
    };
    let from = at + rest.len() - body.len();
    let Some((start, end)) = look::value(body) else {
        return;
    };
    let text = body.get(start..end).unwrap_or_default();
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    let sign = text.bytes().any(|b| b.is_ascii_punctuation());
    let large = text.bytes().any(|b| b.is_ascii_uppercase());
    if text.len() >= 6
        && i32::from(digit) + i32::from(sign) + i32::from(large) >= 2
        && text.bytes().any(|b| b.is_ascii_alphabetic())
        && !text.contains(['/', '='])
        && !(text.contains('@') && text.contains('.'))
    {
        out.push(Candidate::scored(
            from + start..from + end,
            Kind::Password,
            80,
            "password-beside-address",
        ));
    }
}

/// "u: admin p: S3cret!x".
fn letters(view: &View<'_>, out: &mut Vec<Candidate>) {
    let labels = |place: usize, letter: u8| {
        view.tokens.get(place).is_some_and(|token| {
            token.len() == 1
                && view.byte(token.start as usize) | 0x20 == letter
                && view.byte(token.end as usize) == b':'
        })
    };
    for place in 2..view.tokens.len().min(64) {
        if labels(place, b'p')
            && (view.speaks_of(USERNAME) || (0..place).any(|place| labels(place, b'u')))
        {
            super::after_word(view, place + 1, out);
        }
    }
}
