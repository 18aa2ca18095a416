//! Passwords by context: "password is kitten", "pwd: X", "user / Secret1".
//!
//! The grammar is the evidence; what a password looks like only helps. Talking about passwords
//! ("I forgot my password", "the password is wrong") is silent.

use super::View;
use crate::Kind;
use crate::score::*;
use crate::words::{NAME, PASSWORD, SECRET, TALK, USERNAME};

/// Words that follow "password is" without being one.
const NOT_VALUES: &str = " wrong incorrect not no expired invalid required correct right ok okay too in on at the a an to for and or but my your his her our their this that it is was be been being has have had does did do can could will would should must may might if when where why how what which who working work works lost stolen forgotten forgot reset changed change changing set stored saved same different different easy hard weak strong long short empty blank missing needed necessary protected case sensitive also still already being so very really now new old temporary one here there please help thanks thank you me us them i we they he she it's its with without by from of as because since after before than then too only just never always again back number reset? not? what? something field box page screen prompt hint manager policy policies link email protection reset. and, requirements requirement generator length strength safe secure default known unknown used login account accounts security code codes name username user details information info card request requests question questions issue issues problem problems error errors sent given provided shared entered typed asked ask asking keeps keep getting get got won't wont doesn't doesnt didn't didnt isn't isnt don't dont can't cant cannot unable accepted rejected locked blocked recovery recover recovered hash hashes hashed encrypted encryption authentication access file files root sudo prompt prompts dialog option options settings setting but, please. up out off into about over under until ubuntu for? ";

/// Practice: C3
pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let asked = view.expects(Kind::Password);
    if view.speaks_of(PASSWORD) {
        for hit in view.hits.iter().filter(|hit| hit.mask & PASSWORD != 0) {
            after_word(view, hit.end as usize, out);
        }
    }
    if view.speaks_of(PASSWORD | USERNAME | SECRET) {
        beside_address(view, out);
    }
    if asked {
        alone(view, out);
    }
}

/// "jane@example.com / W!nter2024": the second half of a login whose first is an e-mail address.
fn beside_address(view: &View<'_>, out: &mut Vec<Candidate>) {
    let ends: Vec<usize> = out
        .iter()
        .filter(|other| other.kind == Kind::Email)
        .map(|other| other.end as usize)
        .collect();
    for at in ends {
        let rest = view.text.get(at..).unwrap_or_default();
        let body = rest.trim_start_matches(' ');
        let Some(body) = body.strip_prefix(['/', '|', ':', ',', ';']) else {
            continue;
        };
        let from = at + rest.len() - body.len();
        let Some((start, end)) = value(body) else {
            continue;
        };
        let text = body.get(start..end).unwrap_or_default();
        let digit = text.bytes().any(|b| b.is_ascii_digit());
        let sign = text.bytes().any(|b| b.is_ascii_punctuation());
        let large = text.bytes().any(|b| b.is_ascii_uppercase());
        if text.len() >= 6
            && i32::from(digit) + i32::from(sign) + i32::from(large) >= 2
            && !text.contains('@')
        {
            out.push(Candidate::scored(
                from + start..from + end,
                Kind::Password,
                80,
                "password-beside-address",
            ));
        }
    }
}

/// The value after the word, if the grammar between them allows one.
fn after_word(view: &View<'_>, next: usize, out: &mut Vec<Candidate>) {
    let Some(word) = next.checked_sub(1).and_then(|i| view.tokens.get(i)) else {
        return;
    };
    let Some(rest) = view.text.get(word.end as usize..) else {
        return;
    };
    if !rest.starts_with([
        ' ', ':', '=', '\'', '"', '\n', '\t', '*', '>', ')', '\\', '-',
    ]) || rest.starts_with("-") && !rest.starts_with("->")
    {
        return;
    }
    let mut at = word.end as usize;
    let mut strength = 0;
    let mut body = rest;
    // Separators: "is", ":", "=", "->", "for the shop is".
    for _ in 0..4 {
        let trimmed = body.trim_start_matches([' ', '\t', '*']);
        at += body.len() - trimmed.len();
        body = trimmed;
        if let Some(after) = body.strip_prefix([':', '=']) {
            strength = strength.max(150);
            at += 1;
            body = after;
            continue;
        }
        if let Some(after) = body.strip_prefix("->").or(body.strip_prefix("=>")) {
            strength = strength.max(150);
            at += 2;
            body = after;
            continue;
        }
        let Some((verb, after)) = first_word(body) else {
            break;
        };
        let lower = verb.to_lowercase();
        if matches!(
            lower.as_str(),
            "is" | "are"
                | "ist"
                | "es"
                | "est"
                | "lautet"
                | "was"
                | "jest"
                | "er"
                | "är"
                | "è"
                | "é"
                | "e"
                | "adalah"
                | "как"
                | "это"
                | "—"
        ) {
            strength = strength.max(120);
            at += body.len() - after.len();
            body = after;
            continue;
        }
        if strength == 0
            && matches!(
                lower.as_str(),
                "s" | "for" | "no" | "number" | "num" | "code" | "id"
            )
        {
            at += body.len() - after.len();
            body = after;
            strength = strength.max(10);
            continue;
        }
        break;
    }
    let body = view.text.get(at..).unwrap_or_default();
    let Some((start, end)) = value(body) else {
        return;
    };
    let end = extended(view, at, at + start, at + end) - at;
    let text = body.get(start..end).unwrap_or_default();
    // "name karthick password wilspart": an ordinary word is one when it ends a login.
    let closes = view
        .text
        .get(at + end..)
        .is_some_and(|rest| rest.trim().is_empty());
    let login = closes
        && strength == 0
        && text.len() >= 5
        && view.speaks_of(NAME | USERNAME)
        && !view.speaks_of(TALK)
        && text.bytes().all(|b| b.is_ascii_alphabetic());
    let strength = if login { 110 } else { strength };
    let score = strength + looks(text, strength > 100);
    if score < 0 {
        return;
    }
    out.push(Candidate::scored(
        at + start..at + end,
        Kind::Password,
        score - 20,
        "password-context",
    ));
}

fn first_word(text: &str) -> Option<(&str, &str)> {
    let end = text.find([' ', ':', '=', '\n']).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// The value at the beginning of `text`: what stands in quotes, or up to the next space.
fn value(text: &str) -> Option<(usize, usize)> {
    let trimmed = text.trim_start_matches(' ');
    let skip = text.len() - trimmed.len();
    if trimmed.starts_with('\n') {
        return None;
    }
    for quote in ['\'', '"', '`'] {
        if let Some(inner) = trimmed.strip_prefix(quote) {
            let end = inner.find(quote)?;
            return (end > 0 && end <= 64).then_some((skip + 1, skip + 1 + end));
        }
    }
    let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
    let word = trimmed.get(..end)?;
    let word = word.trim_end_matches(['.', ',', ';', ')', '?']);
    (!word.is_empty()).then_some((skip, skip + word.len()))
}

/// End of a value written in pieces ("john 1234", "s 5 ghu 90"): short chunks of which every second
/// is a number, up to the end of the message.
fn extended(view: &View<'_>, from: usize, start: usize, end: usize) -> usize {
    let rest = view.text.get(end..).unwrap_or_default();
    let line = rest.split(['\n', '.', ',', '?']).next().unwrap_or_default();
    let pieces: Vec<&str> = line.split(' ').filter(|piece| !piece.is_empty()).collect();
    let first = view.text.get(start..end).unwrap_or_default();
    let number = |piece: &str| piece.bytes().all(|b| b.is_ascii_digit());
    let mut digits = number(first);
    let quoted = from != start && view.before(start) != b' ';
    if quoted || pieces.is_empty() || first.len() > 12 || !rest.starts_with(' ') {
        return end;
    }
    let mut stop = 0;
    let mut at = 0;
    for piece in pieces.iter().take(5) {
        let here = line
            .get(at..)
            .and_then(|tail| tail.find(piece))
            .map_or(at, |found| at + found);
        at = here + piece.len();
        let is_number = number(piece);
        if is_number == digits || piece.len() > 8 || !is_number && piece.len() > 4 {
            break;
        }
        digits = is_number;
        let last = at == line.trim_end().len();
        if is_number || last && piece.len() <= 4 {
            stop = at;
        }
    }
    end + stop
}

/// How much a value looks like a password; far below zero for plain words of a sentence.
fn looks(text: &str, introduced: bool) -> i32 {
    let chars = text.chars().count();
    if !(3..=64).contains(&chars) || text.starts_with("http") {
        return -500;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(['!', '?', ',', '.']);
    if NOT_VALUES
        .split(' ')
        .any(|word| !word.is_empty() && word == bare)
    {
        return -500;
    }
    if text.starts_with(['<', '{', '%', '[', '(', '`', '-', '/'])
        || lower.contains("xxxx")
        || lower.contains("****")
    {
        return -500;
    }
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    let sign = text.bytes().any(|b| b.is_ascii_punctuation());
    let small = text.chars().any(char::is_lowercase);
    let large = text.chars().skip(1).any(char::is_uppercase);
    let mixture = i32::from(digit) + i32::from(sign) + i32::from(small && large);
    let plain_word = mixture == 0;
    if plain_word && !introduced {
        return -300;
    }
    mixture * 60 + if chars >= 6 { 30 } else { 0 } - if plain_word { 90 } else { 0 }
}

/// The answer to "what is your password?": one chunk that is not a sentence.
fn alone(view: &View<'_>, out: &mut Vec<Candidate>) {
    let text = view.text.trim();
    if text.is_empty() || text.contains(' ') {
        return;
    }
    let start = view.text.len() - view.text.trim_start().len();
    if looks(text, true) > -100 {
        out.push(Candidate::scored(
            start..start + text.len(),
            Kind::Password,
            60,
            "password-asked",
        ));
    }
}
