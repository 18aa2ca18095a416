//! `tacita openapi`: the contract document, made from the router itself.

use super::{Failure, print};

/// Prints it as JSON.
pub(super) fn run() -> Result<(), Failure> {
    print(&document()?);
    Ok(())
}

fn document() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&crate::edge::router::contract())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_contract_in_the_repository_is_the_routers_own() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/reference/openapi.json"
        );
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept.trim_end() == super::document().unwrap(),
            "run `cargo run -p tacita-server -- openapi > docs/reference/openapi.json`"
        );
    }
}
