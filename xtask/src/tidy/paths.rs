//! Documents that name files which are gone mislead; these rules find them.
//!
//! A path is what stands between backticks and looks like one, or the target of a link.

use super::{Finding, Sources};

/// Documents whose backticked paths must exist.
const MAPS: [&str; 4] = [
    "ARCHITECTURE.md",
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
];

/// Folders of the checkout; a backticked word that begins with one of them is a path.
const TOP: [&str; 13] = [
    ".cargo/",
    ".ci/",
    ".config/",
    "crates/",
    "deploy/",
    "docs/",
    "fuzz/",
    "policies/",
    "tests/",
    "training/",
    "web/",
    "xtask/",
    "locales/",
];

/// What builds make; it need not be there.
const BUILT: [&str; 4] = ["web/dist", "web/core/generated", "target/", "data/"];

/// Every backticked path of the maps exists.
pub(super) fn named_paths_exist(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    for map in MAPS {
        let Some(text) = sources.text(map) else {
            continue;
        };
        for (number, line) in (1..).zip(text.lines()) {
            for word in line.split('`').skip(1).step_by(2) {
                if is_path(word) && !sources.has(word) {
                    let words = format!("names `{word}`, which does not exist");
                    findings.push(Finding::failure(map, number, words));
                }
            }
        }
    }
    findings
}

fn is_path(word: &str) -> bool {
    let plain = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    let rooted = TOP.iter().any(|top| word.starts_with(top));
    let document = !word.contains('/') && (word.ends_with(".md") || word.ends_with(".toml"));
    plain && (rooted || document) && !BUILT.iter().any(|built| word.starts_with(built))
}

/// Every relative link of every document leads to a file.
pub(super) fn links_exist(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in sources.ending(&[".md"]) {
        for (number, line) in (1..).zip(text.lines()) {
            for target in line
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split(')').next())
            {
                let target = target.split(['#', ' ']).next().unwrap_or_default();
                if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                    continue;
                }
                let found = resolve(file, target).is_some_and(|path| sources.has(&path));
                if !found {
                    let words = format!("links to {target}, which does not exist");
                    findings.push(Finding::failure(file, number, words));
                }
            }
        }
    }
    findings
}

/// `target` as seen from `file`, relative to the root; nothing when it leaves the checkout.
fn resolve(file: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    if let Some(rooted) = target.strip_prefix('/') {
        return Some(rooted.to_owned());
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
