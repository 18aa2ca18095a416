//! Bank identifier codes (ISO 9362): eight or eleven characters, only beside their word or an IBAN.

use super::{View, context};
use crate::Kind;
use crate::check::mod97::iban_length;
use crate::score::*;
use crate::words::{BIC, IBAN};

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if !view.speaks_of(BIC | IBAN) {
        return;
    }
    for (index, token) in view.tokens.iter().enumerate() {
        let word = view.word(token);
        if !matches!(word.len(), 8 | 11)
            || !word
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            continue;
        }
        let (Some(head), Some(country)) = (word.get(..6), word.get(4..6)) else {
            continue;
        };
        let known = iban_length(country.as_bytes()).is_some()
            || matches!(
                country,
                "US" | "CA"
                    | "AU"
                    | "NZ"
                    | "ZA"
                    | "JP"
                    | "CN"
                    | "IN"
                    | "HK"
                    | "SG"
                    | "KE"
                    | "NG"
                    | "MX"
                    | "KR"
                    | "TH"
                    | "ID"
                    | "PH"
                    | "MY"
            );
        if !head.bytes().all(|b| b.is_ascii_uppercase()) || !known {
            continue;
        }
        let facts = context::around(view, index, index + 1, BIC | IBAN, 0) | STRONG;
        if facts & NEAR != 0 {
            out.push(Candidate::new(
                token.range(),
                Kind::Bic,
                facts,
                "bic-context",
            ));
        }
    }
}
