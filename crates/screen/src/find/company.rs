//! Values of the administrator's dictionary: exact, by keyed fingerprints.
//!
//! Practice: C4

use super::View;
use crate::Kind;
use crate::company::Fingerprints;
use crate::score::Candidate;

pub(crate) fn find(view: &View<'_>, company: &Fingerprints, out: &mut Vec<Candidate>) {
    for (from, to) in company.find(view.text, view.tokens) {
        let (Some(first), Some(last)) = (view.tokens.get(from), view.tokens.get(to - 1)) else {
            return;
        };
        let range = first.start as usize..last.end as usize;
        out.push(Candidate::exact(
            range,
            Kind::Company,
            "company-fingerprint",
        ));
    }
}
