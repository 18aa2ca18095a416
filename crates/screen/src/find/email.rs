//! E-mail addresses: round an at sign, or spelled with "at" and "dot".
//!
//! Letters of every script count (RFC 6531), so that lookalike letters hide nothing. A domain needs
//! a dot and a last label of letters. User names with an at sign and no dot are left alone.

use super::{View, context};
use crate::Kind;
use crate::score::*;
use crate::text::Token;
use crate::words::{AT, DOT, EMAIL, HANDLE, LAST_LABEL};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if view.facts.at {
        for (at, sign) in view.text.match_indices('@') {
            around_sign(view, at, sign, out);
        }
    }
    // In brackets, so that no program reads it.
    if view.facts.bracket {
        for sign in ["(a)", "[a]", "{a}"] {
            for (at, sign) in view.text.match_indices(sign) {
                around_sign(view, at, sign, out);
            }
        }
    }
    spelled(view, out);
}

fn local_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '.' | '_'
                | '-'
                | '+'
                | '%'
                | '\''
                | '&'
                | '!'
                | '#'
                | '$'
                | '*'
                | '/'
                | '='
                | '?'
                | '^'
                | '`'
                | '{'
                | '|'
                | '}'
                | '~'
        )
}

fn domain_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn around_sign(view: &View<'_>, at: usize, sign: &str, out: &mut Vec<Candidate>) {
    let after = at + sign.len();
    let left = view.text.get(..at).unwrap_or_default();
    let right = view.text.get(after..).unwrap_or_default();
    let mut start = at;
    if let Some(before) = left.strip_suffix('"')
        && let Some(open) = before.rfind('"')
        && before.len() - open <= 64
    {
        start = open;
    } else {
        for (place, c) in left.char_indices().rev() {
            if !local_char(c) || at - place > 80 {
                break;
            }
            start = place;
        }
        let local = view.text.get(start..at).unwrap_or_default();
        // Quotes, list signs and keys in front of an address are not part of it.
        let own = local
            .rfind([
                '=', '?', '\'', '`', '{', '|', '/', '*', '!', '#', '&', '$', '^',
            ])
            .map_or(0, |cut| cut + 1);
        start += own;
        let local = view.text.get(start..at).unwrap_or_default();
        start += local.len()
            - local
                .trim_start_matches(['.', '-', '_', '%', '+', '~', '}'])
                .len();
    }
    let mut end = after;
    for (place, c) in right.char_indices() {
        if !domain_char(c) || place > 253 {
            break;
        }
        end = after + place + c.len_utf8();
    }
    let domain = view.text.get(after..end).unwrap_or_default();
    let domain = domain.trim_end_matches(['.', '-', '_']);
    end = after + domain.len();
    if start == at {
        return;
    }
    if let Some(address) = bracketed(right) {
        push(view, out, start, after + address, VALID | STRONG);
        return;
    }
    if !is_domain(domain) && view.meaning(domain) & HANDLE == 0 {
        return;
    }
    push(view, out, start, end, VALID | STRONG);
}

/// An address literal, as in `user@[192.0.2.1]`.
fn bracketed(right: &str) -> Option<usize> {
    let inner = right.strip_prefix('[')?;
    let close = inner.find(']').filter(|&close| close <= 45)?;
    let literal = inner.get(..close)?;
    (literal.bytes().filter(|&b| b == b'.').count() == 3
        && literal.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    .then_some(close + 2)
}

fn is_domain(domain: &str) -> bool {
    let Some((host, last)) = domain.rsplit_once('.') else {
        return false;
    };
    let letters = last.chars().count();
    !host.is_empty()
        && (2..=24).contains(&letters)
        && (last.chars().all(char::is_alphabetic) || last.starts_with("xn--"))
        && domain
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

fn push(view: &View<'_>, out: &mut Vec<Candidate>, start: usize, end: usize, facts: u32) {
    let mut facts = facts;
    facts |= context::beside(view, start, end, &[Kind::Email]) & (EXPECTED | ALONE);
    out.push(Candidate::new(
        start..end,
        Kind::Email,
        facts,
        "email-address",
    ));
}

/// `name (at) host [dot] com`, `name at host dot com`, `name @ host . com`.
fn spelled(view: &View<'_>, out: &mut Vec<Candidate>) {
    if view.speaks_of(AT) {
        for hit in view.hits.iter().filter(|hit| hit.mask & AT != 0) {
            spelled_at(view, hit.token as usize, hit.end as usize, out);
        }
    }
    if view.facts.at {
        for index in 1..view.tokens.len() {
            if sign_between(view, index) {
                spelled_at(view, index, index, out);
            }
        }
    }
}

/// An address whose "at" are the tokens from `index` to `host_first`, or whose sign stands before
/// both.
fn spelled_at(view: &View<'_>, index: usize, host_first: usize, out: &mut Vec<Candidate>) {
    let Some(local_last) = index.checked_sub(1) else {
        return;
    };
    let dressed = host_first == index || is_dressed(view, index);
    let Some(end) = spelled_host(view, host_first) else {
        return;
    };
    let Some(start) = spelled_local(view, local_last) else {
        return;
    };
    let near = context::around(view, start.1, end.1, EMAIL, 0);
    // "look at google dot com", "at the dot com": a common word before "at" is nobody's mailbox.
    let local = view.tokens.get(start.1).filter(|_| start.1 == local_last);
    let common = |word: &Token| {
        word.is_word() && !view.tables.names.is_stranger(view.word(word))
            || view.tables.words.grammar(word.hash) != 0
    };
    if !dressed && near & (NEAR | MID | FAR) == 0 && local.is_some_and(common) {
        return;
    }
    let facts = near | SPELLED | if dressed || end.2 { STRONG } else { WEAK };
    let range = start.0..end.0;
    if range.len() < 120 {
        out.push(Candidate::new(range, Kind::Email, facts, "email-spelled"));
    }
}

fn between<'a>(view: &'a View<'_>, index: usize) -> &'a str {
    let end = index
        .checked_sub(1)
        .and_then(|i| view.tokens.get(i))
        .map_or(0, |t| t.end as usize);
    let start = view.tokens.get(index).map_or(end, |t| t.start as usize);
    view.text.get(end..start).unwrap_or_default()
}

fn sign_between(view: &View<'_>, index: usize) -> bool {
    let gap = between(view, index);
    gap.len() <= 5
        && gap.contains('@')
        && (gap.starts_with([' ', '[', '(', '{', '<'])
            || gap.ends_with([' ', ']', ')', '}', '>'])
            || gap == "@")
}

fn is_dressed(view: &View<'_>, index: usize) -> bool {
    between(view, index)
        .trim_start()
        .starts_with(['(', '[', '{', '<', '_', '-', '*'])
        && between(view, index).len() <= 3
}

/// End of a host that begins at token `first`: byte, token, and whether a dot was spelled.
fn spelled_host(view: &View<'_>, first: usize) -> Option<(usize, usize, bool)> {
    let mut index = first;
    let mut dots = 0;
    let mut spelled_dot = false;
    let mut best = None;
    while let Some(token) = view.tokens.get(index) {
        if index > first + 10 {
            break;
        }
        let gap = between(view, index);
        if index > first {
            let tight = matches!(gap, "." | " . " | " ." | "-" | "_");
            let by_word = gap.len() <= 3;
            if is_dot(view, token) && by_word {
                spelled_dot = true;
                dots += 1;
                index += 1;
                let last = view.tokens.get(index)?;
                if is_last_label(view, last) && between(view, index).len() <= 3 {
                    best = Some((last.end as usize, index + 1, true));
                }
                index += 1;
                continue;
            }
            if !tight {
                break;
            }
            dots += u32::from(gap.contains('.'));
            if dots > 0 && gap.contains('.') && is_last_label(view, token) {
                best = Some((token.end as usize, index + 1, spelled_dot));
            }
        }
        index += 1;
    }
    best
}

fn is_dot(view: &View<'_>, token: &Token) -> bool {
    view.tables.words.grammar(token.hash) & DOT != 0
}

fn is_last_label(view: &View<'_>, token: &Token) -> bool {
    view.tables.words.grammar(token.hash) & LAST_LABEL != 0
}

/// Start of a local part that ends with token `last`: byte and token.
fn spelled_local(view: &View<'_>, last: usize) -> Option<(usize, usize)> {
    let mut index = last;
    let mut start = view.tokens.get(index)?;
    if start.len() < 2 && index == 0 {
        return None;
    }
    while index > 0 && last - index < 8 {
        let gap = between(view, index);
        let previous = view.tokens.get(index - 1)?;
        if matches!(gap, "." | "_" | "-" | "+" | " . " | " _ " | " - ") {
            start = previous;
            index -= 1;
            continue;
        }
        // "jane dot doe at host dot com".
        let joiner = is_dot(view, previous);
        if gap.len() <= 2 && joiner && index >= 2 {
            start = view.tokens.get(index - 2)?;
            index -= 2;
            continue;
        }
        break;
    }
    Some((start.start as usize, index))
}
