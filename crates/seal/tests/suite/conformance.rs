//! Table 2.4 of the encryption design, natively, in every profile. A test page runs the same rows
//! in a browser.

use tacita_model::CryptoProfile;
use tacita_seal::conformance::ROWS;

#[test]
fn every_row_of_the_table_holds_in_every_profile() {
    let mut failed = Vec::new();
    for profile in CryptoProfile::ALL {
        for row in ROWS {
            let outcome = row.run(crate::support::seeded, *profile, crate::support::now());
            let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
            crate::support::report(&format!("{mark} {}: {}", profile.as_str(), row.claim));
            if let Err(sentence) = outcome {
                failed.push(format!("{}: {}: {sentence}", profile.as_str(), row.claim));
            }
        }
    }
    crate::support::figure("rows_run", ROWS.len() * CryptoProfile::ALL.len());
    crate::support::figure("rows_failed", failed.len());
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(ROWS.len(), 13);
}
