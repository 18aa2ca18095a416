//! Long numbers that answer a question nobody sees: "6592654785", "1414 18769440404", "as 4578683953".
//!
//! Refuses what couriers, publishers and clocks number: the check digits of waybills and books, and
//! ten digits that begin with one.

use super::super::{View, context};
use super::{all_known, guess};
use crate::Kind;
use crate::check::waybill;
use crate::score::*;
use crate::words::{CONNECT, LABELS_OF_VALUES, TECHNICAL};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if !(9..=32).contains(&view.facts.digits) {
        return;
    }
    grouped(view, out);
    let labels = |mask: u64| mask & (LABELS_OF_VALUES | TECHNICAL) != 0;
    let labelled = view.speaks_of(LABELS_OF_VALUES | TECHNICAL);
    // "625837516987256 and your ssn number 36589675": a label says what the number behind it is, and
    // of the one before that it is another.
    let first = matches!(view.tokens, [number, and, .., other]
        if number.is_number()
            && other.is_number()
            && view.tables.words.mask(and.hash) & CONNECT != 0
            && !labels(view.tables.words.mask(and.hash)));
    let known = all_known(view, out);
    let mut before = false;
    for (place, token) in view.tokens.iter().enumerate() {
        if !token.is_number() || !(9..=19).contains(&token.len()) {
            continue;
        }
        let range = token.range();
        let beside = context::beside(view, range.start, range.end, &[]);
        if labelled && !(first && place == 0)
            || beside & (MONEY | GLUED | URL) != 0
            || view.before(range.start) == b'#'
        {
            return;
        }
        // Words, or the four digits that prove who asks.
        let proof = matches!(view.tokens, [a, b] if a.len() == 4 || b.len() == 4);
        let words = view.tokens.iter().any(|token| !token.is_number());
        let others = proof || before || words;
        let alone = beside & (ALONE | ANSWER) != 0;
        let mut digits = view.word(token).bytes();
        let dull = digits
            .next()
            .is_none_or(|first| digits.all(|digit| digit == first));
        let kind = match token.len() {
            9 if before => Kind::NationalId,
            9 | 10 if alone && (dull || !is_numbered(view.word(token))) => Kind::Phone,
            10.. if dull => return,
            15..=17 if others && known => Kind::CreditCard,
            10.. if others && (known && (token.len() > 10 || words && !alone) || first) => {
                Kind::BankAccount
            }
            _ => return,
        };
        guess(range, kind, out);
        before = true;
    }
}

/// Nothing but groups of digits that are together as long as a card: mistyped, or grouped as no card is.
fn grouped(view: &View<'_>, out: &mut Vec<Candidate>) {
    let sound = view
        .tokens
        .iter()
        .all(|token| token.is_number() && (3..=10).contains(&token.len()));
    if let [first, .., last] = view.tokens
        && sound
        && view.facts.digits == 16
    {
        let range = first.start as usize..last.end as usize;
        guess(range, Kind::CreditCard, out);
    }
}

/// A waybill, a book (ISO 2108), a time in seconds, or something that ends in a year.
fn is_numbered(word: &str) -> bool {
    let digits: Vec<u8> = word.bytes().map(|byte| byte - b'0').collect();
    let book = digits
        .iter()
        .zip(1_u32..)
        .fold(0, |sum, (digit, place)| sum + u32::from(*digit) * place);
    let year = matches!(digits.as_slice(), [_, _, _, _, _, 2, 0, 0..=3, _]);
    waybill(&digits)
        || year
        || digits.len() == 10 && book.is_multiple_of(11)
        || matches!(digits.first(), Some(0 | 1))
}
