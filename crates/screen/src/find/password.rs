//! Passwords by context: "password is kitten", "pwd: X", "X is my password", "user / Secret1".
//!
//! The grammar is the evidence; what a password looks like only helps. Talking about passwords
//! ("I forgot my password", "the password is wrong") is silent. Next: `login` (pairs of name and
//! password), `look` (what a password looks like).

mod login;
mod look;

use super::View;
use crate::Kind;
use crate::score::*;
use crate::text::Token;
use crate::words::{
    CONNECT, COPULA, IS, LABELS_OF_VALUES, NAME, NOT_VALUE, NUMBER, PASSWORD, REFERENCE, SECRET,
    SELF, TALK, TECHNICAL, USERNAME,
};

/// Most steps from the word to its value, and plain words among them.
const STEPS: usize = 9;
const PLAIN_WORDS: i32 = 3;
/// Words of something else: the value behind them is theirs.
const OTHERS: u64 = LABELS_OF_VALUES & !PASSWORD | REFERENCE | TECHNICAL | USERNAME;

/// Practice: C3
pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if view.speaks_of(PASSWORD) {
        for hit in view.hits.iter().filter(|hit| hit.mask & PASSWORD != 0) {
            after_word(view, hit.end as usize, out);
            before_word(view, hit.token as usize, hit.end as usize, out);
        }
    }
    if view.facts.colon || view.speaks_of(PASSWORD | USERNAME | SECRET) {
        login::find(view, out);
    }
    if view.expects(Kind::Password) {
        alone(view, out);
    }
}

/// How a value is reached from the word before it.
#[derive(Clone, Copy)]
struct Link {
    /// Where the value begins.
    at: usize,
    /// What the words and signs between say for it.
    strength: i32,
    /// Plain words passed.
    plain: i32,
    /// The value stands on the next line.
    below: bool,
}

/// The value after the word, if the grammar between them allows one.
fn after_word(view: &View<'_>, next: usize, out: &mut Vec<Candidate>) {
    let Some(word) = next.checked_sub(1).and_then(|i| view.tokens.get(i)) else {
        return;
    };
    let at = word.end as usize;
    let rest = view.text.get(at..).unwrap_or_default();
    let apart = rest.starts_with([
        ' ', ':', '=', '\'', '"', '\n', '\t', '*', '>', ')', '\\', '-',
    ]) || word.shape & crate::text::tokens::BEYOND_ASCII != 0;
    if !apart || rest.starts_with('-') && !rest.starts_with("->") {
        return;
    }
    let mut link = Link {
        at,
        strength: 0,
        plain: 0,
        below: false,
    };
    for _ in 0..STEPS {
        if signs(view, &mut link) {
            continue;
        }
        if is_value(view, &link) {
            push(view, &link, out);
            return;
        }
        let Some(token) = token_at(view, link.at) else {
            return;
        };
        let meaning = view.tables.words.grammar(token.hash);
        let short = matches!(view.word(token), "s" | "for" | "id" | "code");
        if meaning & COPULA != 0 {
            link.strength = link.strength.max(120);
        } else if short {
            link.strength = link.strength.max(10);
        } else if meaning & (OTHERS | NOT_VALUE) != 0 || link.plain == PLAIN_WORDS {
            return;
        } else if meaning & (SELF | NUMBER | IS) != 0 {
            link.strength = link.strength.max(10);
        } else {
            link.plain += 1;
        }
        link.at = token.end as usize;
    }
}

/// Steps over blanks and over signs that introduce a value; whether it stepped over a sign.
fn signs(view: &View<'_>, link: &mut Link) -> bool {
    let rest = look::ahead(view, link.at);
    let body = rest.trim_start_matches([' ', '\t', '*']);
    link.at += rest.len() - body.len();
    let (len, strength) = match body.as_bytes() {
        [b'-' | b'=', b'>', ..] => (2, 150),
        [b':' | b'=', ..] => (1, 150),
        [b'-', b' ', ..] => (1, 60),
        // Pieces of one sentence: "the password you sent me, T7k-99, does not work".
        [b',', b' ', ..] if link.plain > 0 => (1, 0),
        [b'\n', ..] if !link.below => {
            link.below = true;
            (1, 30)
        }
        _ => return false,
    };
    link.at += len;
    link.strength = link.strength.max(strength);
    true
}

fn token_at<'a>(view: &'a View<'_>, at: usize) -> Option<&'a Token> {
    let place = view
        .tokens
        .partition_point(|token| (token.start as usize) < at);
    view.tokens
        .get(place)
        .filter(|token| token.start as usize == at)
}

/// Whether the value begins here, rather than a word that leads to it.
fn is_value(view: &View<'_>, link: &Link) -> bool {
    let body = look::ahead(view, link.at);
    let Some((start, end)) = look::value(body) else {
        return false;
    };
    let text = body.get(start..end).unwrap_or_default();
    let Some(token) = token_at(view, link.at) else {
        return true;
    };
    let known = view.tables.words.grammar(token.hash);
    // Scripts without spaces: "密码是qingdao8866".
    let glued = token.shape & crate::text::tokens::BEYOND_ASCII != 0 && text.len() > token.len();
    if glued && known & COPULA != 0 {
        return false;
    }
    if is_word(view, token, text) && known & (COPULA | SELF | NUMBER | IS | NOT_VALUE | OTHERS) != 0
    {
        return false;
    }
    if look::mixture(text) > 0 && link.plain == 0 || look::is_mixed(text) {
        return true;
    }
    // A plain word is the value only where the grammar ends with it, or where pieces follow it.
    let to = link.at + end;
    look::pieces(view, link.at, link.at + start, to) > to
        || link.strength >= 100 && closes(view, to)
        || login::ends(view, to)
}

/// Whether a clause ends here: end, punctuation, or a joining word.
fn closes(view: &View<'_>, at: usize) -> bool {
    let rest = look::ahead(view, at);
    let body = rest.trim_start_matches([' ', ')', '"', '\'']);
    if !body.starts_with(char::is_alphanumeric) {
        return true;
    }
    token_at(view, at + rest.len() - body.len())
        .is_some_and(|token| view.tables.words.grammar(token.hash) & CONNECT != 0)
}

fn push(view: &View<'_>, link: &Link, out: &mut Vec<Candidate>) {
    let body = look::ahead(view, link.at);
    let Some((start, end)) = look::value(body) else {
        return;
    };
    let end = look::pieces(view, link.at, link.at + start, link.at + end) - link.at;
    let text = body.get(start..end).unwrap_or_default();
    let mixed = look::is_mixed(text);
    // Far words and lines below speak for what looks like a password, and for nothing else.
    if !mixed && (link.plain > 0 || link.below) {
        return;
    }
    // "name karthick password wilspart": an ordinary word is one when it ends a login.
    let login = link.strength == 0
        && text.len() >= 5
        && login::ends(view, link.at + end)
        && view.speaks_of(NAME | USERNAME)
        && !view.speaks_of(TALK)
        && text.bytes().all(|b| b.is_ascii_alphabetic());
    let strength = if login { 110 } else { link.strength };
    let score = strength + look::score(text, strength > 100) - link.plain * 25;
    if score < 0 || unlikely(view, link.at + start, text) {
        return;
    }
    out.push(Candidate::scored(
        link.at + start..link.at + end,
        Kind::Password,
        score - 20,
        "password-context",
    ));
}

/// Whether a value is one word, or a contraction of one ("won't").
fn is_word(view: &View<'_>, token: &Token, text: &str) -> bool {
    token.len() == look::bare(text).len() || view.byte(token.end as usize) == b'\''
}

/// A word that follows "password is" without being one.
fn unlikely(view: &View<'_>, at: usize, text: &str) -> bool {
    token_at(view, at).is_some_and(|token| {
        is_word(view, token, text) && view.tables.words.grammar(token.hash) & NOT_VALUE != 0
    })
}

/// "hunter22 is my password": the value before the word, with words between that tie them.
fn before_word(view: &View<'_>, word: usize, next: usize, out: &mut Vec<Candidate>) {
    let mut place = word;
    let mut tied = next == view.tokens.len();
    let mut own = false;
    while let Some(token) = place.checked_sub(1).and_then(|i| view.tokens.get(i)) {
        let meaning = view.tables.words.grammar(token.hash);
        let links = meaning & (COPULA | SELF) != 0 || super::context::is_filler(view, token);
        if !links || word - place > 4 || token.shape & crate::text::tokens::DIGIT != 0 {
            break;
        }
        tied |= meaning & COPULA != 0;
        own |= meaning & SELF != 0;
        place -= 1;
    }
    let Some(last) = place.checked_sub(1).and_then(|i| view.tokens.get(i)) else {
        return;
    };
    if !tied || !own || place == word {
        return;
    }
    let end = last.end as usize;
    let from = view.text.ceil_char_boundary(end.saturating_sub(80));
    let left = view.text.get(from..end).unwrap_or_default();
    let start = left.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let text = left.get(start..).unwrap_or_default();
    let text = text.trim_start_matches(['"', '\'', '(']);
    if look::is_mixed(text) && look::score(text, true) > 0 {
        out.push(Candidate::scored(
            end - text.len()..end,
            Kind::Password,
            60,
            "password-context",
        ));
    }
}

/// The answer to "what is your password?": one chunk that is not a sentence.
fn alone(view: &View<'_>, out: &mut Vec<Candidate>) {
    let text = view.text.trim();
    if text.is_empty() || text.contains(' ') {
        return;
    }
    let start = view.text.len() - view.text.trim_start().len();
    if !unlikely(view, start, text) && look::score(text, true) > -100 {
        out.push(Candidate::scored(
            start..start + text.len(),
            Kind::Password,
            60,
            "password-asked",
        ));
    }
}
