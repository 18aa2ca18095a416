//! CCTV's Ed25519 edge cases decide one rule for browser, server and verifier: strict.
//!
//! A key or R of small order, or in a non-canonical encoding, is refused; so is a signature that
//! only the cofactored equation accepts. Components of small order that leave the equation whole
//! are accepted, as RFC 8032 allows.

use super::{Tally, bytes};
use crate::support::seeded;
use openmls_traits::crypto::OpenMlsCrypto;
use openmls_traits::types::SignatureScheme;
use serde_json::Value;
use tacita_seal::Crypto;

const REFUSED: [&str; 5] = [
    "low_order_A",
    "low_order_R",
    "non_canonical_A",
    "non_canonical_R",
    "low_order_residue",
];

pub(super) fn run(file: &Value) -> Tally {
    let crypto = Crypto::new(seeded(1));
    let mut tally = Tally::default();
    for case in file.as_array().unwrap() {
        let flags: Vec<&str> = case["flags"]
            .as_array()
            .map(|flags| flags.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let message = case["msg"].as_str().unwrap().as_bytes();
        let accepted = crypto
            .verify_signature(
                SignatureScheme::ED25519,
                message,
                &bytes(&case["key"]),
                &bytes(&case["sig"]),
            )
            .is_ok();
        let expected = !flags.iter().any(|flag| REFUSED.contains(flag));
        tally.check(accepted == expected, || {
            format!("{}: {flags:?} accepted {accepted}", case["number"])
        });
    }
    tally
}
