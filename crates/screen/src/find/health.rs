//! Health terms: a diagnosis or medication beside a word that makes it somebody's own.
//!
//! Talking about a disease in general is not health data about a person (GDPR article 4(15)): the
//! term needs "diagnosed", "prescribed", "I have" or the like within a few words.

use super::{View, context};
use crate::Kind;
use crate::score::*;
use crate::words::{HEALTH, HEALTH_CONTEXT};

/// Practice: C3
pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if !view.speaks_of(HEALTH) || !view.speaks_of(HEALTH_CONTEXT) {
        return;
    }
    for hit in view.hits.iter().filter(|hit| hit.mask & HEALTH != 0) {
        let around = context::around(
            view,
            hit.token as usize,
            hit.end as usize,
            HEALTH_CONTEXT,
            0,
        );
        if around & (NEAR | OWN) == 0 {
            continue;
        }
        let (Some(first), Some(last)) = (
            view.tokens.get(hit.token as usize),
            view.tokens.get(hit.end as usize - 1),
        ) else {
            continue;
        };
        let score = if around & NEAR != 0 { 60 } else { -60 };
        out.push(Candidate::scored(
            first.start as usize..last.end as usize,
            Kind::Health,
            score,
            "health-context",
        ));
    }
}
