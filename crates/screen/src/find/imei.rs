//! Device numbers of phones: fifteen digits with Luhn (3GPP TS 23.003, annex B).
//!
//! One random number in ten passes Luhn: a bare one needs its word or its written grouping.

use super::{View, context, window};
use crate::Kind;
use crate::check::luhn;
use crate::score::*;
use crate::words::IMEI;

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for from in 0..view.digits.groups.len() {
        for window in window::from(view, from, 15, 15) {
            if window.facts & CUT != 0 {
                continue;
            }
            let mut facts = window.facts | if luhn(window.digits) { VALID } else { BROKEN };
            if window.grouped_as(view, &[&[2, 6, 6, 1], &[8, 6, 1]]) != 0 {
                facts |= GROUPED | if facts & VALID != 0 { STRONG } else { 0 };
            }
            facts |= context::around(view, window.token, window.token_end, IMEI, 0);
            facts |= context::beside(view, window.start, window.end, &[Kind::Imei]);
            if facts & (STRONG | NEAR | MID | EXPECTED) != 0 {
                out.push(Candidate::new(
                    window.start..window.end,
                    Kind::Imei,
                    facts,
                    "imei",
                ));
            }
        }
    }
}
