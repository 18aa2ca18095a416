//! Who may depend on whom. The table is the whole truth about the crates' layers; ARCHITECTURE.md
//! draws it.
//!
//! Read from the manifests, so a forbidden edge is found before it compiles.

use toml::Table;

use super::sources::is_test;
use super::{Finding, Sources};

/// Each crate with every crate of ours that it may depend on.
pub(crate) const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("screen", &["model"]),
    ("files", &[]),
    ("ledger", &["model"]),
    ("policy", &["model"]),
    ("protocol", &["model"]),
    ("seal", &["model", "screen"]),
    ("client", &["model", "screen", "seal", "protocol"]),
    ("store", &["model", "ledger", "policy"]),
    ("browser", &["client", "screen", "protocol"]),
    ("playground", &["screen", "files"]),
    ("verifier", &["ledger"]),
    (
        "server",
        &[
            "model", "screen", "files", "seal", "ledger", "policy", "protocol", "client", "store",
        ],
    ),
    (
        "testkit",
        &[
            "model", "screen", "seal", "ledger", "policy", "protocol", "client", "store", "server",
        ],
    ),
];

/// Crates that take clock, randomness and storage as arguments, and build for wasm (`policy` apart).
const PURE: [&str; 8] = [
    "model", "screen", "files", "seal", "ledger", "policy", "protocol", "client",
];

/// Crates that reach for the machine by themselves.
const MACHINE: [&str; 13] = [
    "async-std",
    "axum",
    "axum-server",
    "hyper",
    "js-sys",
    "reqwest",
    "rusqlite",
    "rustls",
    "sqlx",
    "tokio",
    "tower-http",
    "tungstenite",
    "web-sys",
];

const OURS: &str = "tacita-";

/// Only the edges of the table; `testkit` from anywhere, as a dev-dependency.
pub(super) fn edges(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, file, manifest) in manifests(sources) {
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            findings.push(Finding::failure(
                &file,
                0,
                "is a crate without a place in the layers",
            ));
            continue;
        };
        for (kind, dependency) in dependencies(&manifest) {
            let Some(other) = dependency.strip_prefix(OURS) else {
                continue;
            };
            // A crate names itself to switch on a feature for its own tests.
            let in_tests = kind == "dev-dependencies" && (other == "testkit" || other == name);
            if !allowed.contains(&other) && !in_tests {
                let words = format!("{name} may not depend on {other}; allowed: {allowed:?}");
                findings.push(Finding::failure(&file, 0, words));
            }
        }
    }
    findings
}

/// No runtime, database, network or browser in a pure crate; no serde in `model`.
pub(super) fn purity(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, file, manifest) in manifests(sources) {
        if !PURE.contains(&name.as_str()) {
            continue;
        }
        for (kind, dependency) in dependencies(&manifest) {
            let machine = MACHINE.contains(&dependency.as_str());
            let serde_in_model = name == "model" && dependency == "serde";
            if kind != "dev-dependencies" && (machine || serde_in_model) {
                let words = format!("{name} is pure and may not depend on {dependency}");
                findings.push(Finding::failure(&file, 0, words));
            }
        }
    }
    findings
}

/// Every crate takes the workspace's lint table.
pub(super) fn lints(sources: &Sources) -> Vec<Finding> {
    let takes = |manifest: &Table| {
        let workspace = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"));
        workspace.and_then(toml::Value::as_bool) == Some(true)
    };
    manifests(sources)
        .filter(|(_, _, manifest)| !takes(manifest))
        .map(|(_, file, _)| Finding::failure(&file, 0, "lacks `[lints] workspace = true`"))
        .collect()
}

/// The server never decrypts: only its bench is a host of the client.
pub(super) fn client_in_server(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in sources.ending(&[".rs"]) {
        let of_server = file.starts_with("crates/server/src/");
        if !of_server || file.contains("bench") || is_test(file) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            if line.contains("tacita_client") {
                let words = "only `tacita bench` may host the client in the server's process";
                findings.push(Finding::failure(file, number, words));
            }
        }
    }
    findings
}

/// Name, path and content of each crate's manifest. One that does not parse is cargo's to report.
fn manifests(sources: &Sources) -> impl Iterator<Item = (String, String, Table)> {
    sources.files.iter().filter_map(|(file, text)| {
        let name = file.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
        Some((name.to_owned(), file.clone(), text.parse().ok()?))
    })
}

/// Kind and name of each dependency, those of `[target.…]` included. A renamed one counts under
/// the name of its package.
fn dependencies(manifest: &Table) -> Vec<(&'static str, String)> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let mut tables: Vec<&Table> = vec![manifest];
    if let Some(targets) = manifest.get("target").and_then(toml::Value::as_table) {
        tables.extend(targets.values().filter_map(toml::Value::as_table));
    }
    let mut found = Vec::new();
    for table in tables {
        for kind in KINDS {
            let Some(listed) = table.get(kind).and_then(toml::Value::as_table) else {
                continue;
            };
            for (key, value) in listed {
                let package = value
                    .get("package")
                    .and_then(toml::Value::as_str)
                    .unwrap_or(key);
                found.push((kind, package.to_owned()));
            }
        }
    }
    found
}
