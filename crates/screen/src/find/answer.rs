//! Answers to questions that the text does not show: "5454", "raja 985465".
//!
//! In a transcript of one side, a message that is nothing but a short number, or a name and a number,
//! answers a question; of such answers in support chats more than nine in ten give a PIN, a one-time
//! code, a password or the end of an account. In a live chat the question is known
//! ([`View::question_known`]), so nothing is guessed there and order numbers stay as they are.
//! Refuses years, dates, five digits alone (postcodes), and every text with another word in it.

mod number;

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
    // In a live chat nothing is guessed, unless a password was asked for.
    let asked = view.expects(Kind::Password);
    if view.question_known && !asked || view.tokens.len() > MOST_TOKENS {
        return;
    }
    if !view.question_known {
        number::find(view, out);
    }
    chunk(view, out);
    code(view, out);
}

/// A short number alone, or behind a name.
fn code(view: &View<'_>, out: &mut Vec<Candidate>) {
    if !(4..=8).contains(&view.facts.digits) || view.facts.mixed {
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
            7 | 8 if view.tokens.len() > 1 || digits.len() == 8 && !is_article(digits) => {
                Kind::OneTimeCode
            }
            _ => return,
        }
    } else if after_name(view, number, out)
        || digits.len() == 4 && after_stranger(view, number, out)
    {
        Kind::Password
    } else {
        return;
    };
    guess(start..end, kind, out);
}

/// Adds a guess unless something that has a reason stands there.
fn guess(range: core::ops::Range<usize>, kind: Kind, out: &mut Vec<Candidate>) {
    let free = out.iter().all(|other| {
        other.score < 0 || other.end as usize <= range.start || other.start as usize >= range.end
    });
    if free {
        out.push(Candidate::scored(range, kind, GUESSED, "answer"));
    }
}

/// A name, perhaps "and", and short pieces of letters and digits that mean nothing ("riley and ryki
/// 561", "jimmy 48 f 4 d"): what somebody is called, and what proves it.
fn chunk(view: &View<'_>, out: &mut Vec<Candidate>) {
    if !(2..=6).contains(&view.facts.digits) || view.speaks_of(LABELS_OF_VALUES | TECHNICAL) {
        return;
    }
    let led = view
        .tokens
        .iter()
        .take_while(|token| is_named(token, out) || links(view, token));
    let mut first = led.count();
    let mut longest = 6;
    let named = view
        .tokens
        .iter()
        .take(first)
        .any(|token| is_named(token, out));
    let and = |place: usize| {
        view.tokens
            .get(place)
            .is_some_and(|token| view.tables.words.mask(token.hash) & CONNECT != 0)
    };
    if first == 0
        && view
            .tokens
            .first()
            .is_some_and(|token| is_stranger(view, token))
        && and(1)
    {
        first = 2;
        longest = 4;
    } else if !named {
        return;
    }
    let pieces = view.tokens.get(first..).unwrap_or_default();
    let means_nothing = |token: &Token| {
        token.len() <= longest
            && view.word(token).is_ascii()
            && view.tables.words.grammar(token.hash) == 0
            && view.tables.words.digit(token.hash).is_none()
    };
    let (Some(start), Some(end)) = (pieces.first(), pieces.last()) else {
        return;
    };
    if (2..=4).contains(&pieces.len())
        && pieces.iter().all(means_nothing)
        && pieces.iter().any(Token::is_word)
        && view.text.len() == end.end as usize
    {
        guess(start.start as usize..end.end as usize, Kind::Password, out);
    }
}

/// Whether every word is part of a name, a linking word or two letters.
fn all_known(view: &View<'_>, out: &[Candidate]) -> bool {
    view.tokens
        .iter()
        .filter(|token| !token.is_number())
        .all(|token| token.len() <= 2 || links(view, token) || is_named(token, out))
}

/// A long number in one piece beside a name or an address, and beside no word for another number:
/// how people give where and how they can be reached.
fn contact(view: &View<'_>, out: &mut Vec<Candidate>) {
    let whom =
        |other: &Candidate| matches!(other.kind, Kind::Person | Kind::Address) && other.score >= 0;
    // Where one number is said to be the telephone's, another is not.
    let labelled = |other: &Candidate| {
        other.kind == Kind::Phone && other.score >= 0 && other.facts & NEAR != 0
    };
    if !(9..=24).contains(&view.facts.digits)
        || view.tokens.len() > MOST_CONTACT_TOKENS
        || view.speaks_of(LABELS_OF_VALUES & !(PHONE | ADDRESS | POSTCODE) | TECHNICAL)
        || !out.iter().any(whom)
        || out.iter().any(labelled)
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
    meaning & (IS | NUMBER | SELF | CONNECT | NAME) != 0 || context::is_filler(view, token)
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

/// Eight digits with the check digit of a short article number (GS1) or of a journal (ISO 3297).
fn is_article(digits: &str) -> bool {
    let values: Vec<u8> = digits.bytes().map(|byte| byte - b'0').collect();
    let sum = |weights| crate::check::weighted(&values, weights);
    sum(&[3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
        || sum(&[8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
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
