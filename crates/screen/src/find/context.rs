//! What the words around a candidate say, as facts.
//!
//! Distance counts words; "number", "is", "my" between a label and its value do not count, because
//! "card number is" stands as near as "card". Next: `crate::score`.

use super::View;
use crate::Kind;
use crate::score::*;
use crate::text::tokens::OPENS;
use crate::words::{
    ACCOUNT, ADDRESS, AMOUNT, ASK, BIC, BIRTH, CARD, CONNECT, CVV, EMAIL, FILLER, HEALTH_NUMBER,
    Hit, IBAN, IMEI, IP, IS, LICENCE, MAC, NATIONAL, NUMBER, ONE_TIME, PASSPORT, PASSWORD, PHONE,
    PIN, POSTCODE, REFERENCE, ROUTING, SELF, TAX, TECHNICAL, USERNAME, VEHICLE, WALLET,
};

/// Concepts that name a kind of value: the nearest one before a number says what it is.
pub(crate) const LABELS: u64 = CARD
    | CVV
    | PIN
    | ONE_TIME
    | IBAN
    | ACCOUNT
    | ROUTING
    | BIC
    | EMAIL
    | PHONE
    | NATIONAL
    | TAX
    | HEALTH_NUMBER
    | PASSPORT
    | LICENCE
    | PASSWORD
    | USERNAME
    | IP
    | MAC
    | WALLET
    | IMEI
    | VEHICLE
    | BIRTH
    | REFERENCE
    | POSTCODE
    | ADDRESS;

/// Concepts that speak against a confidential number.
pub(crate) const AGAINST_NUMBERS: u64 = REFERENCE | TECHNICAL | AMOUNT;

/// Tokens before `token` whose hits matter, and after.
const REACH_BEFORE: u32 = 25;
/// How many words the end of a sentence counts for: what stood in the sentence before says less.
const ACROSS_SENTENCES: u32 = 6;

/// Counts the ends of sentences between a candidate and the words before it, walking back once.
struct Stops<'a> {
    view: &'a View<'a>,
    at: u32,
    count: u32,
}

impl<'a> Stops<'a> {
    fn new(view: &'a View<'_>, from: u32) -> Self {
        Self {
            view,
            at: from + 1,
            count: 0,
        }
    }

    /// Ends of sentences between the token `to` and the candidate.
    fn back_to(&mut self, to: u32) -> u32 {
        while self.at > to {
            self.at -= 1;
            let token = self.view.tokens.get(self.at as usize);
            self.count += u32::from(token.is_some_and(|token| token.shape & OPENS != 0));
        }
        self.count
    }
}

/// Facts about the tokens `from..to` (candidate) for a kind whose words are `positive`.
pub(crate) fn around(view: &View<'_>, from: usize, to: usize, positive: u64, against: u64) -> u32 {
    around_by(view, from, to, |hit| hit.mask & positive != 0, against)
}

/// The same for hits that `positive` picks.
pub(crate) fn around_by(
    view: &View<'_>,
    from: usize,
    to: usize,
    positive: impl Fn(&Hit) -> bool,
    against: u64,
) -> u32 {
    let (from, to) = (from as u32, to as u32);
    let mut facts = 0;
    let mut filler = 0;
    let mut best = u32::MAX;
    let mut rival = u32::MAX;
    let mut negative = u32::MAX;
    let mut stops = Stops::new(view, from);
    let split = view.hits.partition_point(|hit| hit.end <= from);
    for hit in view.hits.get(..split).unwrap_or_default().iter().rev() {
        let raw = from - hit.end;
        if raw > REACH_BEFORE {
            break;
        }
        let ends = stops.back_to(hit.end);
        let distance = raw - filler.min(raw) + ends * ACROSS_SENTENCES;
        // What another sentence spoke of hardly speaks against a number in this one.
        let apart = distance + ends * ACROSS_SENTENCES;
        if positive(hit) {
            best = best.min(distance);
        } else if hit.mask & LABELS != 0 {
            rival = rival.min(apart);
        }
        if hit.mask & against != 0 && !positive(hit) {
            negative = negative.min(apart);
        }
        if hit.mask & SELF != 0 && distance <= 5 {
            facts |= OWN;
        }
        if hit.mask & (NUMBER | IS | SELF) != 0 {
            filler += hit.end - hit.token;
        }
    }
    let split = view.hits.partition_point(|hit| hit.token < to);
    let mut filler = 0;
    for hit in view.hits.get(split..).unwrap_or_default() {
        // A word after the value counts as if it stood two words further away.
        let distance = hit.token - to + 2 - filler.min(hit.token - to);
        if distance > REACH_BEFORE {
            break;
        }
        if positive(hit) && !has_own(view, hit.end as usize) {
            best = best.min(distance);
        }
        if hit.mask & against != 0 && !positive(hit) {
            negative = negative.min(distance);
        }
        if hit.mask & (NUMBER | IS | SELF) != 0 {
            filler += hit.end - hit.token;
        }
    }
    facts |= match best {
        0..=3 => NEAR,
        4..=8 => MID,
        9..=REACH_BEFORE => FAR,
        _ => 0,
    };
    facts |= match negative {
        0..=2 => AGAINST,
        3..=6 => AGAINST_MID,
        _ => 0,
    };
    if rival < best && rival <= 8 {
        facts |= RIVAL;
    }
    facts
}

/// Whether a label has a number of its own behind it ("5245662 and ssn 3432435245"): then it says
/// nothing of the one before.
fn has_own(view: &View<'_>, end: usize) -> bool {
    let mut from = end
        .checked_sub(1)
        .and_then(|place| view.tokens.get(place))
        .map_or(0, |label| label.end as usize);
    for token in view.tokens.iter().skip(end).take(4) {
        let between = view.text.get(from..token.start as usize);
        if !between.is_some_and(|between| between.bytes().all(|b| matches!(b, b' ' | b':' | b'#')))
        {
            return false;
        }
        if token.is_number() {
            return token.len() >= 4;
        }
        if view.tables.words.mask(token.hash) & (NUMBER | IS) == 0 {
            return false;
        }
        from = token.end as usize;
    }
    false
}

/// Facts about the bytes beside a candidate and about the conversation.
pub(crate) fn beside(view: &View<'_>, start: usize, end: usize, kinds: &[Kind]) -> u32 {
    let mut facts = 0;
    if kinds.iter().any(|kind| view.expects(*kind)) {
        facts |= EXPECTED;
    }
    let before = view.before(start);
    let after = view.byte(end);
    let gap = if before == b' ' {
        view.before(start - 1)
    } else {
        before
    };
    if matches!(gap, b'$') || money_sign_before(view.text, start) || after == b'%' {
        facts |= MONEY;
    }
    if matches!(after, b'.' | b',') && view.byte(end + 1).is_ascii_digit() {
        facts |= MONEY;
    }
    if glued(view, start, end) {
        facts |= GLUED;
    }
    if in_url(view, start) {
        facts |= URL;
    }
    facts | alone(view, start, end)
}

/// Most words that may stand beside an answer.
const ANSWER_WORDS: usize = 5;

/// [`ALONE`] when nothing else stands in the message, [`ANSWER`] when only words do that introduce
/// an answer.
fn alone(view: &View<'_>, start: usize, end: usize) -> u32 {
    let begin = view.borders.iter().rev().find(|&&at| at as usize <= start);
    let stop = view.borders.iter().find(|&&at| at as usize >= end);
    let begin = begin.map_or(0, |&at| at as usize);
    let stop = stop.map_or(view.text.len(), |&at| at as usize);
    let first = view
        .tokens
        .partition_point(|token| (token.start as usize) < begin);
    let last = view
        .tokens
        .partition_point(|token| (token.start as usize) < stop);
    let message = view.tokens.get(first..last).unwrap_or_default();
    let mut others = 0;
    if message.len() > ANSWER_WORDS + 24 {
        return 0;
    }
    for token in message {
        if (start..end).contains(&(token.start as usize)) {
            continue;
        }
        others += 1;
        let meaning = view.tables.words.mask(token.hash);
        let introduces = meaning & (IS | NUMBER | SELF) != 0
            && meaning & !(IS | NUMBER | SELF | ASK | CONNECT) == 0
            || is_filler(view, token);
        if others > ANSWER_WORDS || !introduces {
            return 0;
        }
    }
    if others == 0 { ALONE } else { ANSWER }
}

/// A word of assent or politeness.
pub(crate) fn is_filler(view: &View<'_>, token: &crate::text::Token) -> bool {
    view.tables.words.grammar(token.hash) & FILLER != 0
}

/// Whether the text outside a candidate is short numbers and at least one linking word, and no
/// more.
pub(crate) fn only_links(view: &View<'_>, from: usize, to: usize) -> bool {
    if view.tokens.len() > ANSWER_WORDS + to - from {
        return false;
    }
    let mut links = 0;
    for (place, token) in view.tokens.iter().enumerate() {
        if (from..to).contains(&place) || token.is_number() && token.len() <= 12 {
            continue;
        }
        let meaning = view.tables.words.mask(token.hash);
        if meaning & (IS | NUMBER | SELF | CONNECT) == 0 && !is_filler(view, token) {
            return false;
        }
        links += 1;
    }
    links > 0
}

/// Letters or digits stand right beside it, or behind a joining sign.
fn glued(view: &View<'_>, start: usize, end: usize) -> bool {
    let left = view.text.get(..start).unwrap_or_default();
    let right = view.text.get(end..).unwrap_or_default();
    let before = left.chars().next_back().unwrap_or(' ');
    let after = right.chars().next().unwrap_or(' ');
    let before_that = left.chars().rev().nth(1).unwrap_or(' ');
    let after_that = right.chars().nth(1).unwrap_or(' ');
    before.is_ascii_alphanumeric()
        || after.is_ascii_alphanumeric()
        || joins(before)
            && (before_that.is_ascii_digit() || before != '.' && before_that.is_alphanumeric())
        || joins(after) && after_that.is_alphanumeric()
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '_' | '/' | '\\' | '.' | '#' | '&' | '~' | '*')
}

fn money_sign_before(text: &str, start: usize) -> bool {
    text.get(..start)
        .and_then(|text| text.trim_end_matches(' ').chars().next_back())
        .is_some_and(|c| matches!(c, '€' | '£' | '¥' | '₹' | '₽' | '₩' | '₺' | '₦'))
}

/// Whether the place lies in a chunk without spaces that is a web address or a path.
pub(crate) fn in_url(view: &View<'_>, start: usize) -> bool {
    let bytes = view.text.as_bytes();
    let mut at = start;
    let mut slashes = 0;
    while let Some(before) = at.checked_sub(1) {
        let byte = bytes.get(before).copied().unwrap_or(b' ');
        if byte.is_ascii_whitespace() || start - before > 400 {
            break;
        }
        slashes += u32::from(byte == b'/' || byte == b'\\');
        at = before;
    }
    let chunk = view.text.get(at..start).unwrap_or_default();
    slashes >= 2 || chunk.contains("www.") || chunk.contains('?') && chunk.contains('=')
}
