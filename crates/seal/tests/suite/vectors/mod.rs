//! Vectors written by others, run against the provider's primitives and the library's face.
//!
//! A file is recognised by its shape, never by its name: held-out files run through the same code
//! (`TACITA_VECTORS` names another folder). Every case is run or skipped with a reason, and both
//! are counted in the output.

mod cctv;
mod mls;
#[cfg(feature = "kat")]
mod passive;
mod wycheproof;

use crate::support::{figure, report};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What came of one file.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) run: usize,
    pub(super) skipped: BTreeMap<String, usize>,
    pub(super) failed: Vec<String>,
}

impl Tally {
    pub(super) fn skip(&mut self, reason: impl Into<String>) {
        *self.skipped.entry(reason.into()).or_default() += 1;
    }

    /// Counts a case as run, and as failed unless it holds.
    pub(super) fn check(&mut self, holds: bool, case: impl FnOnce() -> String) {
        self.run += 1;
        if !holds {
            self.failed.push(case());
        }
    }
}

pub(super) fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            files(&path, found);
        } else if name.ends_with(".json") || name.ends_with(".json.gz") {
            found.push(path);
        }
    }
    found.sort();
}

fn read(path: &Path) -> Value {
    let raw = std::fs::read(path).unwrap();
    let mut text = Vec::new();
    if raw.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(&raw[..]).read_to_end(&mut text).unwrap();
    } else {
        text = raw;
    }
    serde_json::from_slice(&text).unwrap()
}

/// Runs one file by its shape.
fn run(file: &Value) -> (&'static str, Tally) {
    let first = file.as_array().and_then(|list| list.first());
    let has = |key: &str| first.is_some_and(|first| first.get(key).is_some());
    if file.get("testGroups").is_some() {
        ("wycheproof", wycheproof::run(file))
    } else if has("sig") && has("key") && has("msg") {
        ("cctv-ed25519", cctv::run(file))
    } else {
        mls::run(file)
    }
}

#[test]
fn vectors_written_by_others_hold() {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let given = std::env::var_os("TACITA_VECTORS").map(PathBuf::from);
    let folder = given.clone().unwrap_or(default);
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let (mut run_total, mut skipped_total, mut failed) = (0, 0, Vec::new());
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for path in paths {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let (kind, tally) = run(&read(&path));
        let skipped: usize = tally.skipped.values().sum();
        report(&format!(
            "{name} [{kind}]: {} run, {skipped} skipped",
            tally.run
        ));
        for (reason, count) in &tally.skipped {
            report(&format!("    skipped {count}: {reason}"));
        }
        run_total += tally.run;
        skipped_total += skipped;
        *kinds.entry(kind).or_default() += tally.run;
        failed.extend(
            tally
                .failed
                .into_iter()
                .map(|case| format!("{name}: {case}")),
        );
    }
    report(&format!(
        "vectors: {run_total} run, {skipped_total} skipped, {} failed",
        failed.len()
    ));
    figure("vectors_run", run_total);
    figure("vectors_skipped", skipped_total);
    figure("vectors_failed", failed.len());
    assert!(failed.is_empty(), "{failed:#?}");
    if given.is_none() {
        // The committed folder must reach every kind of check, or the loader has gone blind.
        let mut wanted = vec!["wycheproof", "cctv-ed25519", "mls crypto-basics"];
        wanted.push("mls deserialization");
        if cfg!(feature = "kat") {
            wanted.extend(["mls tree-math", "mls key-schedule", "mls messages"]);
            wanted.extend(["mls passive client", "mls welcome"]);
        }
        for kind in wanted {
            assert!(
                kinds.get(kind).is_some_and(|run| *run > 0),
                "{kind} was not reached"
            );
        }
    }
}
