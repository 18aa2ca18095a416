//! The rows of the encryption design's table 2.4 for a test page: the same functions that run
//! natively, on what a browser really loads. Never in what is served.

use crate::{randomness, time};
use tacita_client::conformance::ROWS;
use tacita_client::model::CryptoProfile;
use wasm_bindgen::prelude::*;

/// Runs every row in every profile and answers with JSON: `[{"claim", "profile", "failure"}]`.
#[wasm_bindgen(js_name = conformanceRows)]
#[must_use]
pub fn rows(now: f64) -> String {
    let mut results = Vec::new();
    for profile in CryptoProfile::ALL {
        for row in ROWS {
            let outcome = row.run(|_| randomness(), *profile, time(now));
            results.push(serde_json::json!({
                "claim": row.claim,
                "profile": profile.as_str(),
                "failure": outcome.err(),
            }));
        }
    }
    serde_json::Value::Array(results).to_string()
}
