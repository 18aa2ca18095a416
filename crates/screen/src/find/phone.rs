//! Telephone numbers: international by numbering plan, national by shape and context.
//!
//! A national number of an unknown country looks like many things; without a plus sign, a shape that
//! a plan knows, or a word of context it is dropped. Every seven-digit order number a phone was the
//! mistake of others. Next: `plan` (what the numbering plans allow).

mod plan;
#[cfg(feature = "tables")]
mod table;
#[cfg(test)]
mod tests;

use super::window::Window;
use super::{View, context, window};
use crate::Kind;
use crate::score::*;
use crate::text::Gap;
use crate::text::tokens::{DIGIT, LETTER};
use crate::words::{ADDRESS, EXTENSION, NUMBER, PHONE, POSTCODE};

pub(crate) use plan::Plan;

/// How North American numbers are written.
const NORTH_AMERICAN: &[&[u8]] = &[&[3, 3, 4], &[1, 3, 3, 4], &[3, 7], &[6, 4], &[1, 3, 7]];

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for from in 0..view.digits.groups.len() {
        for window in window::from(view, from, 5, 17) {
            if let Some(candidate) = consider(view, &window) {
                out.push(candidate);
            }
        }
    }
}

fn consider(view: &View<'_>, window: &Window<'_>) -> Option<Candidate> {
    let (start, plus) = beginning(view, window.start);
    let mut facts = window.facts | grouping(view, window);
    let digits = window.digits;
    let mut reason = "phone-context";
    let plans = &view.tables.phones;
    let international = if plus {
        plans.international(digits)
    } else {
        // Exit codes stand alone or in one piece with the rest, unlike the parts of a date.
        let first = window.lengths(view).first().copied().unwrap_or(0);
        let zeros = digits.strip_prefix(&[0, 0]).filter(|_| first != 1);
        let american = digits
            .strip_prefix(&[0, 1, 1])
            .filter(|_| first == 3 || first > 9);
        zeros
            .or(american)
            .and_then(|digits| plans.international(digits))
    };
    if let Some(known) = international {
        facts |= STRONG | if known { VALID | PLANNED } else { 0 };
        reason = "phone-international";
        if !known && (digits.len() < 8 || digits.len() > 15) {
            return None;
        }
        if facts & CUT != 0 && !known {
            return None;
        }
    } else if plus {
        return None;
    } else {
        if digits.len() > 13 {
            return None;
        }
        let shape = plans.north_american(digits);
        if shape && (facts & GROUPED != 0 && window.grouped_as(view, NORTH_AMERICAN) != 0) {
            facts |= STRONG | PLANNED;
            reason = "phone-national";
        } else if facts & CUT != 0 {
            return None;
        } else if shape || plan::trunk(digits) || is_written(view, window) {
            facts |= PLANNED;
            reason = "phone-national";
        } else {
            facts |= WEAK;
        }
        // 3-2-4 is how social security numbers are written.
        if window.grouped_as(view, &[&[3, 2, 4]]) != 0 && !view.speaks_of(PHONE) {
            return None;
        }
    }
    if is_date(view, window) && facts & STRONG == 0 || is_serial(view, window) {
        return None;
    }
    // "0054 and 8885": two numbers, unless digits are spelled.
    if window.is_joined_by_words(view) && !plus {
        return None;
    }
    let beside = context::beside(view, start, window.end, &[Kind::Phone]);
    // Ten bare digits in a sentence that speaks of no other number: a mobile number far more often
    // than anything else.
    let one_by_one = window.is_spaced_out(view);
    let mobile = digits.len() == 10
        && (window.to - window.from == 1 || one_by_one)
        && (matches!(digits, [6..=9, ..]) || plans.north_american(digits));
    let words = view.tokens.len() > window.token_end - window.token;
    let other = context::LABELS & !(PHONE | ADDRESS | POSTCODE) | context::AGAINST_NUMBERS;
    // A number given digit by digit, or over two messages, is given to be dialled.
    let first_part = split_at(view, window);
    if one_by_one && digits.len() >= 7 || first_part.is_some_and(|len| (1..9).contains(&len)) {
        facts |= IDIOM;
    }
    if first_part.is_some_and(|len| len >= 9) {
        return None;
    }
    // Beside another number it may be the second half of something else.
    let beside_number = [window.token.checked_sub(1), Some(window.token_end)]
        .into_iter()
        .flatten()
        .filter_map(|place| view.tokens.get(place))
        .any(|token| token.is_number() && view.tokens.len() == window.token_end - window.token + 1);
    if mobile
        && !beside_number
        && (words || matches!(digits, [6..=9, ..]) && !crate::check::waybill(digits))
        && !view.speaks_of(other)
    {
        facts |= PLANNED | IDIOM;
    }
    facts |= context::around(
        view,
        window.token,
        window.token_end,
        PHONE | EXTENSION,
        context::AGAINST_NUMBERS,
    );
    facts |= beside;
    // Numbering plans hand out counting numbers like any other.
    if digits.iter().any(|digit| Some(digit) != digits.first()) {
        facts &= !DULL;
    }
    // "3732695155-Fax"
    if facts & NEAR != 0 && view.byte(window.end) == b'-' {
        facts &= !GLUED;
    }
    if facts & STRONG != 0 {
        facts &= !(AGAINST | AGAINST_MID | RIVAL);
    }
    if facts & (NEAR | MID | FAR | RIVAL) == 0 {
        // "The number is …" says telephone when it speaks of nothing else.
        let number = context::around(view, window.token, window.token_end, NUMBER, 0);
        if number & NEAR != 0 {
            facts |= MID;
        }
    }
    // Few digits are believed only right beside the word.
    if digits.len() < 7
        && international.is_none()
        && facts & (NEAR | EXPECTED) == 0
        && facts & (MID | GROUPED) != MID | GROUPED
    {
        return None;
    }
    if digits.len() <= 8
        && window.to - window.from <= 2
        && facts & (STRONG | NEAR | MID | EXPECTED) == 0
    {
        facts |= WEAK;
    }
    // "0998 0000 0200 34D" goes on.
    let goes_on = view.tokens.get(window.token_end).is_some_and(|next| {
        next.shape & (DIGIT | LETTER) == DIGIT | LETTER
            && next.start as usize == window.end + 1
            && next.len() <= 4
            && !matches!(view.byte(next.start as usize), b'x' | b'X')
    });
    if goes_on && facts & (NEAR | STRONG) == 0 {
        return None;
    }
    if facts & (STRONG | NEAR | EXPECTED | ANSWER) == 0 && is_pair(view, window) {
        return None;
    }
    let end = extension(view, window);
    Some(Candidate::new(start..end, Kind::Phone, facts, reason))
}

/// First byte with a plus sign and an opening bracket, and whether there is a plus.
fn beginning(view: &View<'_>, start: usize) -> (usize, bool) {
    let before = |at: usize| view.before(at);
    let mut at = start;
    let mut plus = false;
    for _ in 0..4 {
        match before(at) {
            b'(' if close_after(view, at) => at -= 1,
            b'+' => {
                at -= 1;
                plus = true;
                if before(at) == b'(' && close_after(view, start) {
                    at -= 1;
                }
                break;
            }
            b' ' if before(at - 1) == b'+' => at -= 1,
            _ => break,
        }
    }
    if view.byte(at) == b' ' {
        at = start;
    }
    (at, plus)
}

fn close_after(view: &View<'_>, at: usize) -> bool {
    view.text
        .as_bytes()
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take(24)
        .any(|&byte| byte == b')')
}

/// Whether it is grouped like a telephone number.
fn grouping(view: &View<'_>, window: &Window<'_>) -> u32 {
    let count = window.to - window.from;
    if count < 2 {
        return 0;
    }
    let groups = view
        .digits
        .groups
        .get(window.from..window.to)
        .unwrap_or_default();
    // "10.04 12.04" is two versions: dots join all groups, or all but the first.
    let dots = groups
        .iter()
        .skip(1)
        .filter(|group| group.gap == Gap::Dot)
        .count();
    let first_apart = dots + 2 == count && groups.get(1).is_some_and(|g| g.gap != Gap::Dot);
    let sound = (dots == 0 || dots + 1 == count || first_apart)
        && groups.iter().enumerate().all(|(place, group)| {
            group.len <= 8
                && (group.len >= 2 || place == 0)
                && (place == 0 || group.gap <= Gap::Slash)
        });
    // Two groups with a dot are a decimal number.
    if count == 2 && dots == 1 {
        return 0;
    }
    let last = groups.last().is_some_and(|group| group.len >= 2);
    if sound && last && count <= 7 {
        GROUPED
    } else {
        0
    }
}

/// Digits before the first message border inside the window.
fn split_at(view: &View<'_>, window: &Window<'_>) -> Option<u32> {
    if window.facts & SPLIT == 0 {
        return None;
    }
    let groups = view
        .digits
        .groups
        .get(window.from..window.to)
        .unwrap_or_default();
    let border = groups
        .iter()
        .skip(1)
        .position(|group| group.gap == Gap::Border)?
        + 1;
    Some(groups.iter().take(border).map(|group| group.len).sum())
}

/// Groups of three after a shorter one, with dots or spaces: a large amount.
fn is_amount(view: &View<'_>, window: &Window<'_>) -> bool {
    let groups = view
        .digits
        .groups
        .get(window.from..window.to)
        .unwrap_or_default();
    let threes = groups.len() >= 2 && groups.iter().skip(1).all(|group| group.len == 3);
    let gaps = groups.iter().skip(1).map(|group| group.gap);
    let dotted = gaps.clone().all(|gap| gap == Gap::Dot);
    let spaced = gaps.clone().all(|gap| gap == Gap::Space);
    let short = groups.first().is_some_and(|group| group.len < 3);
    window.digits.first() != Some(&0) && threes && (dotted || spaced && short)
}

fn is_written(view: &View<'_>, window: &Window<'_>) -> bool {
    let lengths = window.lengths(view);
    let count = window.to - window.from;
    count >= 2
        && grouping(view, window) != 0
        && lengths.first().is_some_and(|first| *first <= 5)
        && !is_amount(view, window)
        && lengths
            .get(..count)
            .is_some_and(|lengths| view.tables.phones.written(lengths))
}

/// Two numbers rather than one: alternatives ("7750/8740"), a range ("6881-6999"), the size of a
/// screen.
fn is_pair(view: &View<'_>, window: &Window<'_>) -> bool {
    const SIZES: [(u32, u32); 14] = [
        (640, 480),
        (800, 600),
        (1024, 768),
        (1152, 864),
        (1280, 720),
        (1280, 800),
        (1280, 1024),
        (1366, 768),
        (1440, 900),
        (1600, 900),
        (1600, 1200),
        (1680, 1050),
        (1920, 1080),
        (1920, 1200),
    ];
    let [a, b] = view
        .digits
        .groups
        .get(window.from..window.to)
        .unwrap_or_default()
    else {
        return false;
    };
    if a.len > 4 || b.len > 4 {
        return false;
    }
    let value = |digits: &[u8]| digits.iter().fold(0, |sum, d| sum * 10 + u32::from(*d));
    let first = value(window.digits.get(..a.len as usize).unwrap_or_default());
    let second = value(window.digits.get(a.len as usize..).unwrap_or_default());
    a.len == b.len && (b.gap == Gap::Slash || (1..1000).contains(&second.saturating_sub(first)))
        || SIZES.contains(&(first, second))
}

/// Four and four digits with a dash whose check digit is that of ISSN (ISO 3297), and no word of
/// telephones: a journal.
fn is_serial(view: &View<'_>, window: &Window<'_>) -> bool {
    window.digits.len() == 8
        && window.grouped_as(view, &[&[4, 4]]) != 0
        && view.byte(window.start + 4) == b'-'
        && !view.speaks_of(PHONE)
        && crate::check::weighted(window.digits, &[8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

/// Reads as a date: three groups, one of four digits, months and days in range.
pub(super) fn is_date(view: &View<'_>, window: &Window<'_>) -> bool {
    let groups = view
        .digits
        .groups
        .get(window.from..window.to)
        .unwrap_or_default();
    let value = |place: usize| {
        groups.get(place).map_or(0, |group| {
            view.digits
                .values
                .get(group.at as usize..(group.at + group.len) as usize)
                .unwrap_or_default()
                .iter()
                .fold(0_u32, |sum, digit| {
                    sum.saturating_mul(10) + u32::from(*digit)
                })
        })
    };
    let lengths = window.lengths(view);
    let day = |n: u32| (1..=31).contains(&n);
    let year = |n: u32| (1900..=2099).contains(&n);
    let eight = |n: u32| {
        let (first, second, last) = (n / 1_000_000, n / 10_000 % 100, n % 10_000);
        year(n / 10_000) && day(n / 100 % 100) && day(n % 100)
            || year(last) && day(first) && day(second)
    };
    match (groups.len(), lengths) {
        (3, [4, 1..=2, 1..=2, ..]) => year(value(0)) && day(value(1)) && day(value(2)),
        (3, [1..=2, 1..=2, 4, ..]) => day(value(0)) && day(value(1)) && year(value(2)),
        (count, [4, 4, ..]) if lengths.iter().take(count).all(|len| *len == 4) => {
            (0..count).all(|place| year(value(place)))
        }
        (2, [4, 3, ..]) => year(value(0)) && value(1) <= 366,
        (2, [8, ..]) => eight(value(0)),
        (1, [8, ..]) => eight(value(0)),
        // "061218 0645": day and time of day.
        (2, [6, 3..=4, ..]) => {
            let (first, second) = (value(0) / 10_000, value(0) / 100 % 100);
            day(first) && day(second) && first.min(second) <= 12 && value(1) < 2400
        }
        (4..=6, [4, 2, 2, 2, ..]) => year(value(0)),
        _ => false,
    }
}

/// End with an extension ("x1365", "ext. 12").
fn extension(view: &View<'_>, window: &Window<'_>) -> usize {
    if matches!(view.byte(window.end), b'x' | b'X')
        && let Some(last) = view.tokens.get(window.token_end - 1)
        && last.end as usize > window.end
    {
        return last.end as usize;
    }
    let Some(next) = view.tokens.get(window.token_end) else {
        return window.end;
    };
    if next.start as usize - window.end > 3 {
        return window.end;
    }
    let word = view.word(next);
    if let Some(digits) = word.strip_prefix(['x', 'X'])
        && (1..=6).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        return next.end as usize;
    }
    let named = matches!(
        word.to_ascii_lowercase().as_str(),
        "x" | "ext" | "extn" | "extension"
    );
    if named
        && let Some(digits) = view.tokens.get(window.token_end + 1)
        && digits.is_number()
        && digits.len() <= 6
        && digits.start - next.end <= 2
    {
        return digits.end as usize;
    }
    window.end
}
