//! Windows over the digit stream: which stretches of digits belong together.
//!
//! A run is as many groups as ordinary or odd separators join. A window is a stretch of whole
//! groups of a run; a validator decides whether it is something. Bounded: a window never has more
//! digits than the longest number of interest.

use super::View;
use crate::score::*;
use crate::text::Gap;
use crate::text::digits::Group;

/// Digits in one piece that are a number by themselves, whatever digits stand a space away.
const WHOLE: usize = 9;

/// A stretch of whole groups.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window<'a> {
    /// First group.
    pub(crate) from: usize,
    /// One past the last group.
    pub(crate) to: usize,
    /// Digit values.
    pub(crate) digits: &'a [u8],
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// First token.
    pub(crate) token: usize,
    /// One past the last token.
    pub(crate) token_end: usize,
    /// Facts about how it is written.
    pub(crate) facts: u32,
}

/// Windows of `min..=max` digits that begin at group `from`, shortest first.
pub(crate) fn from<'a>(
    view: &'a View<'_>,
    from: usize,
    min: usize,
    max: usize,
) -> impl Iterator<Item = Window<'a>> {
    let groups = &view.digits.groups;
    let mut to = from;
    let mut grown = Grown::default();
    core::iter::from_fn(move || {
        loop {
            let group = groups.get(to)?;
            if to > from && !group.gap.joins() || grown.digits + group.len as usize > max {
                return None;
            }
            grown.take(group);
            to += 1;
            if grown.digits >= min {
                return Some(window(view, from, to, &grown));
            }
        }
    })
}

/// What is known of the groups so far, group by group.
#[derive(Default)]
struct Grown {
    digits: usize,
    groups: usize,
    /// The gap before the second group, and the widest before any but the first.
    first: Option<Gap>,
    widest: Option<Gap>,
    /// A gap differs from the first.
    uneven: bool,
    spelled: bool,
}

impl Grown {
    fn take(&mut self, group: &Group) {
        if self.groups > 0 {
            let first = *self.first.get_or_insert(group.gap);
            self.uneven |= first != group.gap;
            self.widest = self.widest.max(Some(group.gap));
        }
        self.digits += group.len as usize;
        self.groups += 1;
        self.spelled |= group.spelled;
    }

    /// Facts that hold wherever the window stands.
    fn facts(&self) -> u32 {
        let separated = if self.groups > 1 { SEPARATED } else { 0 };
        let spelled = if self.spelled { SPELLED } else { 0 };
        let joined = match self.widest {
            Some(Gap::Border) => SPLIT,
            // The same odd sign between many groups is a disguise, not an accident.
            Some(widest) if widest > Gap::Slash && (self.uneven || self.groups <= 2) => ODD,
            _ => 0,
        };
        separated | spelled | joined
    }
}

fn window<'a>(view: &'a View<'_>, from: usize, to: usize, grown: &Grown) -> Window<'a> {
    let groups = &view.digits.groups;
    let digits = view.digits.window(from, to);
    let first = groups.get(from);
    let (start, token) = first.map_or((0, 0), |g| (g.start as usize, g.token as usize));
    let last = to.checked_sub(1).and_then(|last| groups.get(last));
    let (end, token_end) = last.map_or((0, 0), |g| (g.end as usize, g.token_end as usize));
    let mut facts = grown.facts();
    // "9786225569 115 High Street": so many digits in one piece need no more.
    let whole = grown.groups == 1 && digits.len() >= WHOLE;
    let cuts = |gap: Gap| gap < if whole { Gap::Space } else { Gap::Comma };
    let cut_left = from > 0 && first.is_some_and(|g| cuts(g.gap));
    let cut_right = groups.get(to).is_some_and(|g| cuts(g.gap));
    // "2024-10-23 08:30": the last group belongs to a time.
    let colon = view.byte(end) == b':' && view.byte(end + 1).is_ascii_digit()
        || view.before(start) == b':' && start >= 2 && view.before(start - 1).is_ascii_digit();
    if cut_left || cut_right || colon {
        facts |= CUT;
    }
    if dull(digits) {
        facts |= DULL;
    }
    Window {
        from,
        to,
        digits,
        start,
        end,
        token,
        token_end,
        facts,
    }
}

impl Window<'_> {
    /// Lengths of the groups, at most eight.
    pub(crate) fn lengths(&self, view: &View<'_>) -> [u8; 8] {
        let mut out = [0; 8];
        for (slot, group) in out.iter_mut().zip(
            view.digits
                .groups
                .get(self.from..self.to)
                .unwrap_or_default(),
        ) {
            *slot = group.len.min(255) as u8;
        }
        out
    }

    /// All inner gaps are the same.
    pub(crate) fn is_even(&self, view: &View<'_>) -> bool {
        let mut gaps = view
            .digits
            .groups
            .get(self.from + 1..self.to)
            .unwrap_or_default()
            .iter()
            .map(|g| g.gap);
        gaps.next().is_none_or(|first| gaps.all(|gap| gap == first))
    }

    /// Figures with a word between them ("1820 and 75"): two numbers, unlike spelled ones.
    pub(crate) fn is_joined_by_words(&self, view: &View<'_>) -> bool {
        let inner = view.digits.groups.get(self.from + 1..self.to);
        self.facts & SPELLED == 0
            && inner
                .unwrap_or_default()
                .iter()
                .any(|group| group.gap == Gap::Words)
    }

    /// Every group is a single digit.
    pub(crate) fn is_spaced_out(&self, view: &View<'_>) -> bool {
        self.to - self.from > 3
            && view
                .digits
                .groups
                .get(self.from..self.to)
                .unwrap_or_default()
                .iter()
                .all(|g| g.len == 1)
    }

    /// Adds [`GROUPED`] when the groups have one of these lengths.
    pub(crate) fn grouped_as(&self, view: &View<'_>, patterns: &[&[u8]]) -> u32 {
        let lengths = self.lengths(view);
        let count = self.to - self.from;
        let fits = patterns
            .iter()
            .any(|pattern| pattern.len() == count && lengths.starts_with(pattern));
        if fits { GROUPED } else { 0 }
    }
}

/// One digit again and again, a count, or a number of zeros and ones.
fn dull(digits: &[u8]) -> bool {
    if digits.len() < 6 {
        return false;
    }
    // Most numbers are neither after two digits.
    let all = |step: u8| {
        digits
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if (a + step) % 10 == *b))
    };
    all(0) || all(1) || digits.len() >= 8 && digits.iter().all(|digit| *digit <= 1)
}
