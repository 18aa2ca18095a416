//! From a draft to findings: fold, cut, find, weigh, choose, map back.
//!
//! Earlier messages of the same sender stand in front of the draft as one text with borders, so that
//! a value split over messages meets the same recognisers; only what reaches into the draft is
//! reported. Long texts are read in pieces with overlap, so that time grows with length and no
//! faster. Next: `find`.

use crate::find::{self, View};
use crate::score::Candidate;
use crate::text::{Digits, Folded, Token, coded, tokens};
use crate::{Band, Draft, Earlier, Finding, Kind, Screen, Speaker, quasi};
use core::ops::Range;

#[cfg(test)]
mod tests;

/// Older messages do not belong to a number that is typed now.
const EARLIER_AGE_SECONDS: u32 = 600;
/// Messages looked back at, and bytes of each.
const EARLIER_MESSAGES: usize = 4;
const EARLIER_BYTES: usize = 200;
/// Bytes read at once, and bytes read again on both sides of a piece.
const PIECE: usize = 16 * 1024;
const OVERLAP: usize = 512;

/// What is known of the other side's last question.
struct Asked<'a> {
    expected: &'a [Kind],
    known: bool,
}

impl<'a> Asked<'a> {
    /// In a live chat the question is always known, also when it asked for nothing of ours.
    fn live(draft: &Draft<'a>) -> Self {
        Self {
            expected: draft.expected,
            known: true,
        }
    }

    /// In a transcript of one side only what the reader was told.
    fn unseen(expected: &'a [Kind]) -> Self {
        Self {
            expected,
            known: !expected.is_empty(),
        }
    }
}

/// What a text holds.
struct Scanned {
    found: Vec<(Range<usize>, Candidate)>,
    /// Concepts of its words.
    concepts: u64,
}

/// Findings in a draft.
pub(crate) fn read(screen: &Screen, draft: &Draft<'_>) -> Vec<Finding> {
    if draft.text.is_empty() {
        return Vec::new();
    }
    let earlier: Vec<&Earlier> = draft
        .earlier
        .iter()
        .take(EARLIER_MESSAGES)
        .take_while(|message| message.age_seconds <= EARLIER_AGE_SECONDS)
        .collect();
    if earlier.is_empty() {
        return findings(screen, draft.text, draft.speaker, &Asked::live(draft), &[]);
    }
    let mut text = String::new();
    let mut borders = Vec::new();
    for message in earlier.iter().rev() {
        text.push_str(tail(&message.tail, EARLIER_BYTES));
        borders.push(text.len());
        text.push('\n');
    }
    let offset = text.len();
    text.push_str(draft.text);
    let mut findings = findings(screen, &text, draft.speaker, &Asked::live(draft), &borders);
    findings.retain(|finding| finding.range.end > offset);
    for finding in &mut findings {
        finding.split = finding.range.start < offset;
        finding.range = finding.range.start.saturating_sub(offset)..finding.range.end - offset;
    }
    findings
}

/// Findings in a text of several messages that end at the byte offsets `breaks`.
pub(crate) fn conversation(
    screen: &Screen,
    text: &str,
    speaker: Speaker,
    expected: &[Kind],
    breaks: &[usize],
) -> Vec<Finding> {
    findings(screen, text, speaker, &Asked::unseen(expected), breaks)
}

fn findings(
    screen: &Screen,
    text: &str,
    speaker: Speaker,
    asked: &Asked<'_>,
    breaks: &[usize],
) -> Vec<Finding> {
    let scanned = scan(screen, text, asked, breaks);
    let mut findings: Vec<Finding> = scanned
        .found
        .into_iter()
        .map(|(range, candidate)| {
            let split = breaks.iter().any(|at| range.start < *at && *at < range.end);
            finding(range, &candidate, split, speaker, screen)
        })
        .collect();
    quasi::raise(&mut findings, scanned.concepts);
    findings
}

fn finding(
    range: Range<usize>,
    candidate: &Candidate,
    split: bool,
    speaker: Speaker,
    screen: &Screen,
) -> Finding {
    let band = candidate.band().unwrap_or(Band::Hint);
    let rule = screen
        .policy
        .rule(candidate.kind, band, speaker, screen.queue.as_deref());
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
    let start = text.ceil_char_boundary(text.len().saturating_sub(bytes));
    text.get(start..).unwrap_or_default()
}

/// Every candidate with its facts, for the playground and for learning the weights.
pub(crate) fn explain(
    screen: &Screen,
    text: &str,
    expected: &[Kind],
    breaks: &[usize],
) -> Vec<crate::Explained> {
    let folded = Folded::new(text);
    let (candidates, _) = candidates(screen, &folded, &Asked::unseen(expected), breaks);
    candidates
        .into_iter()
        .map(|candidate| crate::Explained {
            range: folded.origin(candidate.start as usize..candidate.end as usize),
            kind: candidate.kind,
            score: candidate.score,
            reason: candidate.reason,
            facts: candidate.facts,
        })
        .collect()
}

/// Chosen candidates that are at least hints, in order.
fn scan(screen: &Screen, text: &str, asked: &Asked<'_>, breaks: &[usize]) -> Scanned {
    if text.len() <= PIECE + OVERLAP {
        return scan_piece(screen, text, asked, breaks);
    }
    let mut all = Scanned {
        found: Vec::new(),
        concepts: 0,
    };
    for (own, (lead, tail)) in pieces(text) {
        let inner: Vec<usize> = breaks
            .iter()
            .filter(|at| (lead..tail).contains(*at))
            .map(|at| at - lead)
            .collect();
        let piece = scan_piece(
            screen,
            text.get(lead..tail).unwrap_or_default(),
            asked,
            &inner,
        );
        all.concepts |= piece.concepts;
        for (range, candidate) in piece.found {
            let range = range.start + lead..range.end + lead;
            let after = all
                .found
                .last()
                .is_none_or(|(last, _)| last.end <= range.start);
            if own.contains(&range.start) && after {
                all.found.push((range, candidate));
            }
        }
    }
    all
}

/// How a long text is read: each piece with the stretch that is read for it, which reaches over both
/// ends.
fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, (usize, usize))> {
    let mut from = 0;
    core::iter::from_fn(move || {
        if from >= text.len() {
            return None;
        }
        let to = border(text, (from + PIECE).min(text.len()));
        let lead = text.floor_char_boundary(from.saturating_sub(OVERLAP));
        let tail = text.ceil_char_boundary((to + OVERLAP).min(text.len()));
        let own = from..to;
        from = to;
        Some((own, (lead, tail)))
    })
}

/// A place at or before `at` where a word ends, if one is near; always beyond half a piece back.
fn border(text: &str, at: usize) -> usize {
    if at == text.len() {
        return at;
    }
    let at = text.ceil_char_boundary(at);
    let back = text.floor_char_boundary(at.saturating_sub(PIECE / 2));
    let window = text.get(back..at).unwrap_or_default();
    let cut = window.rfind('\n').or_else(|| window.rfind(' '));
    cut.map_or(at, |cut| back + cut + 1)
}

fn scan_piece(screen: &Screen, text: &str, asked: &Asked<'_>, breaks: &[usize]) -> Scanned {
    let folded = Folded::new(text);
    let (mut candidates, concepts) = candidates(screen, &folded, asked, breaks);
    candidates.retain(|candidate| candidate.band().is_some());
    let found = find::resolve(candidates)
        .into_iter()
        .map(|candidate| {
            (
                folded.origin(candidate.start as usize..candidate.end as usize),
                candidate,
            )
        })
        .collect();
    Scanned { found, concepts }
}

fn candidates(
    screen: &Screen,
    folded: &Folded<'_>,
    asked: &Asked<'_>,
    breaks: &[usize],
) -> (Vec<Candidate>, u64) {
    let (tokens, facts) = tokens::cut(&folded.text);
    let words = &screen.tables.words;
    let (hits, spelled) = words.hits(&tokens);
    let borders: Vec<u32> = breaks
        .iter()
        .map(|at| folded.position(*at) as u32)
        .collect();
    // A word beyond ASCII may be several digits.
    let digits = if facts.digits + spelled >= 3 || facts.beyond_ascii {
        Digits::new(&folded.text, &tokens, words, &borders)
    } else {
        Digits::default()
    };
    let concepts = hits.iter().fold(0, |mask, hit| mask | hit.mask);
    let view = View {
        tables: &screen.tables,
        text: &folded.text,
        tokens: &tokens,
        digits: &digits,
        hits: &hits,
        facts,
        borders: &borders,
        expected: asked.expected,
        question_known: asked.known,
        concepts,
    };
    let mut candidates = find::candidates(&view);
    if screen.names {
        find::name(&view, &screen.tables.names, &mut candidates);
    }
    find::answer(&view, &mut candidates);
    find::company(&view, &screen.policy.company, &mut candidates);
    if facts.longest >= 12 {
        for token in &tokens {
            candidates.extend(behind(screen, &folded.text, token));
        }
    }
    (candidates, concepts)
}

/// What a word that is another text in code hides, when that is nearly all of it and certain.
fn behind(screen: &Screen, text: &str, token: &Token) -> Option<Candidate> {
    let (text, end) = coded::decoded(text, token)?;
    // The text behind is shorter, so that this ends.
    let asked = Asked::unseen(&[]);
    let (mut found, _) = candidates(screen, &Folded::new(&text), &asked, &[]);
    found.retain(|found| found.band() == Some(Band::Certain));
    let mut found = find::resolve(found).into_iter();
    let mut best = found.find(|found| (found.end - found.start) as usize * 4 >= text.len() * 3)?;
    best.start = token.start;
    best.end = end as u32;
    Some(best)
}
