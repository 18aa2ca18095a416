//! US routing numbers by their check digit; other domestic accounts are found by their label.
//!
//! Rule: ABA routing transit number, weights 3-7-1, first two digits a Federal Reserve district.

use super::{View, context, window};
use crate::Kind;
use crate::check::weighted;
use crate::score::*;
use crate::words::{ACCOUNT, ROUTING};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for from in 0..view.digits.groups.len() {
        for window in window::from(view, from, 9, 9) {
            let district = window
                .digits
                .iter()
                .take(2)
                .fold(0, |sum, d| sum * 10 + u32::from(*d));
            let range = matches!(district, 1..=12 | 21..=32 | 61..=72 | 80);
            if !range || !weighted(window.digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10) {
                continue;
            }
            let mut facts = window.facts | VALID | window.grouped_as(view, &[&[4, 4, 1]]);
            facts |= context::around(
                view,
                window.token,
                window.token_end,
                ROUTING | ACCOUNT,
                context::AGAINST_NUMBERS,
            );
            facts |= context::beside(view, window.start, window.end, &[Kind::BankAccount]);
            if facts & CUT != 0 || facts & (NEAR | MID | EXPECTED | ALONE) == 0 {
                continue;
            }
            out.push(Candidate::new(
                window.start..window.end,
                Kind::BankAccount,
                facts,
                "routing-check-digit",
            ));
        }
    }
}
