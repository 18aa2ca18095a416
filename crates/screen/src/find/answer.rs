//! Answers to questions that the text does not show: "5454", "raja 985465".
//!
//! In a transcript of one side, a message that is nothing but a short number, or a name and a number,
//! answers a question; of such answers in support chats more than nine in ten give a PIN, a one-time
//! code, a password or the end of an account. In a live chat the question is known
//! ([`View::question_known`]), so nothing is guessed there and order numbers stay as they are.
//! Refuses years, dates, five digits alone (postcodes), and every text with another word in it.

use super::{View, context};
use crate::Kind;
use crate::score::*;
use crate::text::tokens::Token;
use crate::words::{
    ADDRESS, CONNECT, IS, LABELS_OF_VALUES, NAME, NUMBER, PHONE, POSTCODE, SELF, TECHNICAL,
};

/// Score of what is guessed: likely, never certain, and behind everything that has a reason.
const GUESSED: i32 = 15;
/// Most tokens of a message that is an answer.
const MOST_TOKENS: usize = 7;
/// Most tokens of a message that gives an address and a number.
const MOST_CONTACT_TOKENS: usize = 24;

pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    contact(view, out);
    long_number(view, out);
    if view.question_known
        || view.tokens.len() > MOST_TOKENS
        || !(4..=8).contains(&view.facts.digits)
        || view.facts.mixed
    {
        return;
    }
    let mut numbers = view.tokens.iter().filter(|token| token.is_number());
    let (Some(number), None) = (numbers.next(), numbers.next()) else {
        return;
    };
    if view.tokens.last() != Some(number) || view.speaks_of(LABELS_OF_VALUES | TECHNICAL) {
        return;
    }
    let digits = view.word(number);
    if is_year(digits) || is_date(digits) {
        return;
    }
    let (start, end) = (number.start as usize, number.end as usize);
    let beside = context::beside(view, start, end, &[]);
    if beside & (MONEY | GLUED | URL) != 0 || view.before(start) == b'#' {
        return;
    }
    let kind = if beside & ANSWER != 0 || view.tokens.len() == 1 {
        match digits.len() {
            4 => Kind::Pin,
            6 => Kind::OneTimeCode,
            7 | 8 if view.tokens.len() > 1 => Kind::OneTimeCode,
            _ => return,
        }
    } else if after_name(view, number, out)
        || digits.len() == 4 && after_stranger(view, number, out)
    {
        Kind::Password
    } else {
        return;
    };
    let free = out
        .iter()
        .all(|other| other.score < 0 || other.end <= number.start || other.start >= number.end);
    if free {
        out.push(Candidate::scored(start..end, kind, GUESSED, "answer"));
    }
}

/// A number as long as a card's or an account's, beside nothing but names, linking words and the
/// short number that proves it ("4561 and 4569645854126321548").
fn long_number(view: &View<'_>, out: &mut Vec<Candidate>) {
    if view.question_known
        || view.tokens.len() > MOST_TOKENS
        || !(12..=32).contains(&view.facts.digits)
        || view.speaks_of(LABELS_OF_VALUES | TECHNICAL)
    {
        return;
    }
    let mut long = view
        .tokens
        .iter()
        .filter(|token| token.is_number() && token.len() >= 11);
    let (Some(number), None) = (long.next(), long.next()) else {
        return;
    };
    // Words, or the four digits that prove who asks ("1414 18769440404").
    let proof = matches!(view.tokens, [a, b] if a.len() == 4 || b.len() == 4);
    let words = proof || view.tokens.iter().any(|token| !token.is_number());
    let (start, end) = (number.start as usize, number.end as usize);
    let free = out
        .iter()
        .all(|other| other.score < 0 || other.end <= number.start || other.start >= number.end);
    let beside = context::beside(view, start, end, &[]);
    if !words
        || !free
        || number.len() > 19
        || beside & (MONEY | GLUED | URL) != 0
        || !all_known(view, out)
    {
        return;
    }
    let kind = match number.len() {
        15..=17 => Kind::CreditCard,
        _ => Kind::BankAccount,
    };
    out.push(Candidate::scored(start..end, kind, GUESSED, "answer"));
}

/// Whether every word is part of a name or a linking word.
fn all_known(view: &View<'_>, out: &[Candidate]) -> bool {
    view.tokens
        .iter()
        .filter(|token| !token.is_number())
        .all(|token| links(view, token) || is_named(token, out))
}

/// A long number in one piece beside a name or an address, and beside no word for another number:
/// how people give where and how they can be reached.
fn contact(view: &View<'_>, out: &mut Vec<Candidate>) {
    let whom =
        |other: &Candidate| matches!(other.kind, Kind::Person | Kind::Address) && other.score >= 0;
    if !(9..=24).contains(&view.facts.digits)
        || view.tokens.len() > MOST_CONTACT_TOKENS
        || view.speaks_of(LABELS_OF_VALUES & !(PHONE | ADDRESS | POSTCODE) | TECHNICAL)
        || !out.iter().any(whom)
    {
        return;
    }
    for (place, token) in view.tokens.iter().enumerate() {
        if !token.is_number() || !(9..=11).contains(&token.len()) {
            continue;
        }
        let taken = out.iter().any(|other| {
            other.score >= 0
                && other.start < token.end
                && token.start < other.end
                && !matches!(other.kind, Kind::Person | Kind::Address)
        });
        let written = context::beside(view, token.start as usize, token.end as usize, &[]);
        if taken
            || written & (MONEY | GLUED | URL) != 0
            || place > 0 && view.before(token.start as usize) != b' '
        {
            continue;
        }
        // It beats the address that swallowed it.
        out.push(Candidate::scored(
            token.range(),
            Kind::Phone,
            70,
            "phone-beside-name",
        ));
        let (start, end) = (token.start, token.end);
        for other in out.iter_mut().filter(|other| whom(other)) {
            if other.start < start && other.end >= end {
                other.end = trimmed(view, start);
            } else if other.start == start && other.end > end {
                other.start = view.tokens.get(place + 1).map_or(end, |next| next.start);
            }
        }
    }
}

/// End of the text before a place, without the space.
fn trimmed(view: &View<'_>, at: u32) -> u32 {
    let before = view.text.get(..at as usize).unwrap_or_default();
    before.trim_end_matches([' ', ',']).len() as u32
}

/// Whether everything before the number is a person's name and linking words.
fn after_name(view: &View<'_>, number: &Token, out: &[Candidate]) -> bool {
    let mut names = 0;
    for token in view.tokens.iter().filter(|token| *token != number) {
        if is_named(token, out) {
            names += 1;
        } else if !links(view, token) {
            return false;
        }
    }
    names > 0
}

/// Whether everything before the number is names, linking words, and one word or two that no list
/// knows, as firms are called.
fn after_stranger(view: &View<'_>, number: &Token, out: &[Candidate]) -> bool {
    let mut strangers = 0;
    for token in view.tokens.iter().filter(|token| *token != number) {
        if is_stranger(view, token) {
            strangers += 1;
        } else if !is_named(token, out) && !links(view, token) {
            return false;
        }
    }
    (1..=2).contains(&strangers) && view.tokens.len() <= 4
}

/// A word of letters that neither the words of context nor the lists of places and common words know.
fn is_stranger(view: &View<'_>, token: &Token) -> bool {
    token.is_word()
        && token.len() >= 3
        && view.tables.words.grammar(token.hash) == 0
        && view.tables.words.digit(token.hash).is_none()
        && view.tables.names.is_stranger(view.word(token))
}

fn links(view: &View<'_>, token: &Token) -> bool {
    let meaning = view.tables.words.mask(token.hash);
    meaning & (IS | NUMBER | SELF | CONNECT | NAME) != 0 || context::is_filler(token)
}

fn is_named(token: &Token, out: &[Candidate]) -> bool {
    out.iter().any(|other| {
        other.kind == Kind::Person
            && other.score >= 0
            && other.start <= token.start
            && token.end <= other.end
    })
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && digits
            .parse::<u32>()
            .is_ok_and(|year| (1900..=2039).contains(&year))
}

/// Six or eight digits that read as a date in any of the usual orders.
fn is_date(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|d| d.parse::<u32>().ok());
    let month = |n: Option<u32>| n.is_some_and(|n| (1..=12).contains(&n));
    let day = |n: Option<u32>| n.is_some_and(|n| (1..=31).contains(&n));
    let year = |n: Option<u32>| n.is_some_and(|n| (1900..=2039).contains(&n));
    let recent = |n: Option<u32>| n.is_some_and(|n| n <= 39);
    match digits.len() {
        8 => {
            let (a, b) = (part(0, 2), part(2, 4));
            year(part(4, 8)) && (month(a) && day(b) || day(a) && month(b))
                || year(part(0, 4)) && month(part(4, 6)) && day(part(6, 8))
        }
        7 => year(part(3, 7)),
        6 => {
            let (a, b, c) = (part(0, 2), part(2, 4), part(4, 6));
            recent(c) && (month(a) && day(b) || day(a) && month(b)) || year(part(2, 6))
        }
        5 => false,
        _ => false,
    }
}
