//! Chooses between overlapping candidates.
//!
//! The higher score wins; at equal scores the longer, then the earlier. Kept simple on purpose: a
//! clever rule here would hide mistakes in the weights.

use crate::score::Candidate;

/// Candidates that do not overlap, in order of their place.
pub(crate) fn resolve(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    if candidates.len() > 1 {
        candidates.sort_unstable_by(|a, b| {
            b.score
                .cmp(&a.score)
                .then((b.end - b.start).cmp(&(a.end - a.start)))
                .then(a.start.cmp(&b.start))
                .then(a.kind.cmp(&b.kind))
        });
    }
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let place = kept.partition_point(|other| other.start < candidate.start);
        let free_left = place
            .checked_sub(1)
            .and_then(|i| kept.get(i))
            .is_none_or(|other| other.end <= candidate.start);
        let free_right = kept
            .get(place)
            .is_none_or(|other| candidate.end <= other.start);
        if free_left && free_right {
            kept.insert(place, candidate);
        }
    }
    kept
}
