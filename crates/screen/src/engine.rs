//! From a draft to findings: fold, cut, find, weigh, choose, map back.
//!
//! Earlier messages of the same sender stand in front of the draft as one text with borders, so that
//! a value split over messages meets the same recognisers; only what reaches into the draft is
//! reported. Next: `find`.

use crate::find::{self, View};
use crate::policy::Policy;
use crate::score::Candidate;
use crate::text::{Digits, Folded, tokens};
use crate::words::Lexicon;
use crate::{Draft, Earlier, Finding, Kind, Speaker};
use core::ops::Range;
use std::borrow::Cow;

/// Older messages do not belong to a number that is typed now.
const EARLIER_AGE_SECONDS: u32 = 600;
/// Messages looked back at, and bytes of each.
const EARLIER_MESSAGES: usize = 4;
const EARLIER_BYTES: usize = 200;

/// Findings in a draft.
pub(crate) fn read(draft: &Draft<'_>, policy: &Policy) -> Vec<Finding> {
    if draft.text.is_empty() {
        return Vec::new();
    }
    let earlier: Vec<&Earlier> = draft
        .earlier
        .iter()
        .take(EARLIER_MESSAGES)
        .take_while(|message| message.age_seconds <= EARLIER_AGE_SECONDS)
        .collect();
    let mut text = Cow::Borrowed(draft.text);
    let mut borders = Vec::new();
    if !earlier.is_empty() {
        let mut joined = String::new();
        for message in earlier.iter().rev() {
            joined.push_str(tail(&message.tail, EARLIER_BYTES));
            borders.push(joined.len());
            joined.push('\n');
        }
        let offset = joined.len();
        joined.push_str(draft.text);
        text = Cow::Owned(joined);
        return scan(&text, draft.expected, &borders)
            .into_iter()
            .filter(|(range, _)| range.end > offset)
            .map(|(range, candidate)| {
                let split = range.start < offset;
                let range = range.start.saturating_sub(offset)..range.end - offset;
                finding(range, &candidate, split, draft.speaker, policy)
            })
            .collect();
    }
    scan(&text, draft.expected, &borders)
        .into_iter()
        .map(|(range, candidate)| finding(range, &candidate, false, draft.speaker, policy))
        .collect()
}

/// Findings in a text of several messages.
pub(crate) fn conversation(
    text: &str,
    speaker: Speaker,
    expected: &[Kind],
    breaks: &[usize],
    policy: &Policy,
) -> Vec<Finding> {
    scan(text, expected, breaks)
        .into_iter()
        .map(|(range, candidate)| {
            let split = breaks.iter().any(|at| range.start < *at && *at < range.end);
            finding(range, &candidate, split, speaker, policy)
        })
        .collect()
}

fn finding(
    range: Range<usize>,
    candidate: &Candidate,
    split: bool,
    speaker: Speaker,
    policy: &Policy,
) -> Finding {
    let band = candidate.band().unwrap_or(crate::Band::Hint);
    let rule = policy.rule(candidate.kind, band, speaker);
    Finding {
        range,
        kind: candidate.kind,
        band,
        score: candidate.permille(),
        reason: candidate.reason,
        action: rule.action,
        may_send_anyway: rule.may_send_anyway,
        split,
    }
}

/// The end of a text, at most `bytes` long, on a character boundary.
fn tail(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or_default()
}

/// Every candidate with its facts, for the playground and for learning the weights.
pub(crate) fn explain(text: &str, expected: &[Kind], breaks: &[usize]) -> Vec<crate::Explained> {
    let mut out = Vec::new();
    look(text, expected, breaks, |folded, candidates| {
        out = candidates
            .into_iter()
            .map(|candidate| crate::Explained {
                range: folded.origin(candidate.start as usize..candidate.end as usize),
                kind: candidate.kind,
                score: candidate.score,
                reason: candidate.reason,
                facts: candidate.facts,
            })
            .collect();
        Vec::new()
    });
    out
}

/// Candidates in a text that are at least hints, with their ranges in that text. `borders` are byte
/// offsets where a message ends.
pub(crate) fn scan(
    text: &str,
    expected: &[Kind],
    borders: &[usize],
) -> Vec<(Range<usize>, Candidate)> {
    look(text, expected, borders, |folded, mut candidates| {
        candidates.retain(|candidate| candidate.band().is_some());
        find::resolve(candidates)
            .into_iter()
            .map(|candidate| {
                (
                    folded.origin(candidate.start as usize..candidate.end as usize),
                    candidate,
                )
            })
            .collect()
    })
}

fn look(
    text: &str,
    expected: &[Kind],
    borders: &[usize],
    then: impl FnOnce(&Folded<'_>, Vec<Candidate>) -> Vec<(Range<usize>, Candidate)>,
) -> Vec<(Range<usize>, Candidate)> {
    let folded = Folded::new(text);
    let (tokens, facts) = tokens::cut(&folded.text);
    let words = Lexicon::shared();
    let (hits, spelled) = words.hits(&tokens);
    let borders: Vec<u32> = borders
        .iter()
        .map(|at| folded.position(*at) as u32)
        .collect();
    let digits = if facts.digits + spelled >= 3 {
        Digits::new(&folded.text, &tokens, words, &borders)
    } else {
        Digits::default()
    };
    let concepts = hits.iter().fold(0, |mask, hit| mask | hit.mask);
    let view = View {
        text: &folded.text,
        tokens: &tokens,
        digits: &digits,
        hits: &hits,
        facts,
        borders: &borders,
        expected,
        concepts,
    };
    let candidates = find::candidates(&view);
    then(&folded, candidates)
}
