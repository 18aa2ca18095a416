//! `cargo xtask dist`: a release in `target/dist`: the program, and `manifest.json` with the
//! SHA-256 of the program and of every file it serves. Built twice, the second time from a copy of
//! the source in another folder with nothing cached, and compared: what we publish anybody can
//! build again.
//!
//! Refuses a release whose two builds differ, and names the files that do. `--once` builds once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::progress::stage;
use crate::repository::Repository;
use crate::shell::Run;
use crate::stamp::digest_of;
use crate::trouble::{Outcome, Trouble, While};
use crate::{wasm, wasm_route, web};

/// Builds, and unless `once`, builds again elsewhere and compares.
pub(crate) fn run(repository: &Repository, once: bool) -> Outcome {
    let first = build(repository)?;
    if once {
        return Ok(());
    }
    let copy = repository.target().join("dist-again/source");
    stage("a copy of the source in another folder", || {
        copy_source(repository, &copy)
    })?;
    stage("the same again from there, nothing cached", || {
        Run::line("cargo run --quiet --package xtask -- dist --once", &copy)
            .unset("CARGO_TARGET_DIR")
            .within(std::time::Duration::from_hours(2))
            .quietly(&repository.target().join("xtask/dist-again.log"))?;
        Ok("built".to_owned())
    })?;
    let text = std::fs::read_to_string(copy.join("target/dist/manifest.json"))
        .doing(|| "read the second manifest".to_owned())?;
    let second: Value =
        serde_json::from_str(&text).doing(|| "read the second manifest".to_owned())?;
    let differ = differences(&first, &second);
    if differ.is_empty() {
        eprintln!(
            "  ✔ both builds have the same bytes: {}",
            folder(repository).display()
        );
        return Ok(());
    }
    Err(Trouble::new(format!(
        "the two builds differ in: {}",
        differ.join(", ")
    )))
}

fn folder(repository: &Repository) -> PathBuf {
    repository.target().join("dist")
}

fn build(repository: &Repository) -> Outcome<Value> {
    wasm::build(repository)?;
    web::build(repository)?;
    let out = folder(repository);
    std::fs::create_dir_all(&out).doing(|| format!("make {}", out.display()))?;
    let build = repository.target().join("dist-build");
    stage("the program, as released", || {
        let remap = wasm_route::remapped(repository);
        let c_flags: Vec<String> = remap
            .iter()
            .map(|flag| flag.replace("--remap-path-prefix=", "-ffile-prefix-map="))
            .collect();
        Run::line(
            "cargo build --release --locked --package tacita-server",
            repository.root(),
        )
        .words(["--bin", "tacita", "--features", "ui"])
        .set("CARGO_TARGET_DIR", &build)
        .set("CARGO_ENCODED_RUSTFLAGS", remap.join("\u{1f}"))
        .set("CFLAGS", c_flags.join(" "))
        .quietly(&repository.target().join("xtask/dist.log"))?;
        std::fs::copy(build.join("release/tacita"), out.join("tacita"))
            .doing(|| "copy the program".to_owned())?;
        Ok(format!("{}/tacita", out.display()))
    })?;
    let manifest = json!({
        "program": { "tacita": digest_of(&out.join("tacita"))? },
        "served": served(&repository.path("web/dist"))?,
    });
    std::fs::write(out.join("manifest.json"), format!("{manifest:#}\n"))
        .doing(|| "write the manifest".to_owned())?;
    Ok(manifest)
}

/// SHA-256 of every file under `root`, by its path below it.
fn served(root: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut digests = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).doing(|| format!("list {}", folder.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(root) {
                digests.insert(name.to_string_lossy().replace('\\', "/"), digest_of(&path)?);
            }
        }
    }
    Ok(digests)
}

/// Copies exactly the files that belong to the source.
fn copy_source(repository: &Repository, to: &Path) -> Outcome<String> {
    if to.exists() {
        std::fs::remove_dir_all(to).doing(|| format!("empty {}", to.display()))?;
    }
    let files = repository.files()?;
    for file in &files {
        let target = to.join(file);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).doing(|| format!("make {}", folder.display()))?;
        }
        std::fs::copy(repository.path(file), &target).doing(|| format!("copy {file}"))?;
    }
    Ok(format!("{} files", files.len()))
}

/// Names whose digests differ or that only one of the two has.
fn differences(first: &Value, second: &Value) -> Vec<String> {
    let names = |value: &Value| {
        let mut all = BTreeMap::new();
        for part in ["program", "served"] {
            for (name, digest) in value
                .get(part)
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                all.insert(format!("{part}/{name}"), digest.clone());
            }
        }
        all
    };
    let (first, second) = (names(first), names(second));
    let all = first
        .keys()
        .chain(second.keys().filter(|name| !first.contains_key(*name)));
    all.filter(|name| first.get(*name) != second.get(*name))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_builds_that_differ_are_told_apart_by_name() {
        let first = json!({ "program": { "tacita": "1" }, "served": { "a": "1", "b": "2" } });
        assert_eq!(differences(&first, &first), Vec::<String>::new());
        let second = json!({ "program": { "tacita": "2" }, "served": { "a": "1", "c": "2" } });
        assert_eq!(
            differences(&first, &second),
            ["program/tacita", "served/b", "served/c"]
        );
    }
}
