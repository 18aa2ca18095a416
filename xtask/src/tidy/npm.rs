//! npm's lock files: integrity hashes, but no addresses, so that `npm ci` works behind any mirror.
//!
//! A `resolved` entry would send everybody to the mirror of whoever wrote the lock.

use super::{Finding, Sources};

/// No `resolved` in a lock; every package from a registry has its integrity hash.
pub(super) fn locks(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in sources.ending(&["package-lock.json"]) {
        let Ok(lock) = serde_json::from_str::<serde_json::Value>(text) else {
            findings.push(Finding::failure(file, 0, "is not JSON"));
            continue;
        };
        let packages = lock.get("packages").and_then(serde_json::Value::as_object);
        for (name, package) in packages.into_iter().flatten() {
            let linked = package.get("link").and_then(serde_json::Value::as_bool) == Some(true);
            if package.get("resolved").is_some() && !linked {
                let words = format!("{name} has `resolved`; set omit-lockfile-registry-resolved");
                findings.push(Finding::failure(file, 0, words));
            }
            // What lies inside another package's archive is covered by that one's hash.
            let bundled =
                package.get("inBundle").and_then(serde_json::Value::as_bool) == Some(true);
            let from_registry = name.contains("node_modules/") && !linked && !bundled;
            if from_registry && package.get("integrity").is_none() {
                findings.push(Finding::failure(
                    file,
                    0,
                    format!("{name} has no integrity hash"),
                ));
            }
        }
    }
    findings
}
