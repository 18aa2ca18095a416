//! Names of things that hold a key because a maker's name stands in them ("MAILCHIMP_API='…'").
//!
//! The value must still look random. Refuses names that say what is no key (address, host, version).
//! Next: `assignment`; the makers are `words/makers.rs`.

use super::super::View;
use crate::words::{MAKER, NO_KEY};

/// Whether a part of an identifier (cut at `_`, `-`, `.`) is a maker's name and its end no setting.
pub(super) fn names(view: &View<'_>, identifier: &str) -> bool {
    let parts = || {
        identifier
            .split(['_', '-', '.'])
            .filter(|part| !part.is_empty())
    };
    if parts()
        .next_back()
        .is_some_and(|last| view.meaning(last) & NO_KEY != 0)
    {
        return false;
    }
    parts().any(|part| {
        // "MailchimpApi", "sumologicKey": the name in front, a capital behind it.
        let capitals = part.bytes().enumerate().skip(4).filter(|(_, byte)| {
            byte.is_ascii_uppercase() && part.bytes().any(|byte| byte.is_ascii_lowercase())
        });
        let mut ends = capitals.map(|(at, _)| at).chain([part.len()]);
        ends.any(|end| {
            part.get(..end)
                .is_some_and(|name| view.meaning(name) & MAKER != 0)
        })
    })
}
