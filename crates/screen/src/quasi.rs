//! Quasi-identifiers: a name, a birth date and a place that together point at one person.
//!
//! Each alone is ordinary in a support chat; together they single out most people (Sweeney 2000:
//! birth date, sex and postcode 87 % of a country). So together their class rises: what would be
//! left alone or warned about is masked. Practice: C6

use crate::words::POSTCODE;
use crate::{Action, Finding, Kind};

/// Raises findings that together identify. `concepts` are those of the text.
pub(crate) fn raise(findings: &mut [Finding], concepts: u64) {
    let has = |kind: Kind| findings.iter().any(|finding| finding.kind == kind);
    let place = has(Kind::Address) || concepts & POSTCODE != 0;
    let parts = [has(Kind::Person), has(Kind::BirthDate), place];
    if parts.iter().filter(|part| **part).count() < 3 {
        return;
    }
    for finding in findings {
        if matches!(finding.kind, Kind::Person | Kind::BirthDate | Kind::Address)
            && finding.action < Action::Mask
        {
            finding.action = Action::Mask;
            finding.reason = "quasi-identifiers";
        }
    }
}
