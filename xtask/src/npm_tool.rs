//! Programs that come from npm at one pinned version, each with a package file and a lock of its
//! own under `xtask/`, installed below `target` and not into anybody's folder.
//!
//! Runs no install scripts. Adding one: a folder with `package.json` and its lock.

use std::path::PathBuf;

use crate::repository::Repository;
use crate::shell::Run;
use crate::stamp::Stamp;
use crate::tools::Tool;
use crate::trouble::{Outcome, While};

/// Installs what `xtask/NAME/package.json` lists; the answer is where `file` of it lies.
pub(crate) fn program(repository: &Repository, name: &str, file: &str) -> Outcome<PathBuf> {
    let log = repository.target().join("xtask/node.log");
    Tool::Node.ensure(repository, &log)?;
    install(repository, name, file)
}

/// As [`program`], with whatever npm there is.
pub(crate) fn install(repository: &Repository, name: &str, file: &str) -> Outcome<PathBuf> {
    let home = repository.target().join("xtask/npm").join(name);
    let program = home.join("node_modules").join(file);
    let files = ["package.json", "package-lock.json"];
    let sources: Vec<String> = files
        .iter()
        .map(|file| format!("xtask/{name}/{file}"))
        .collect();
    let stamp = Stamp::of(repository, name, &sources, &[])?;
    if stamp.holds(std::slice::from_ref(&program)) {
        return Ok(program);
    }
    std::fs::create_dir_all(&home).doing(|| format!("make {}", home.display()))?;
    let log = home.join("install.log");
    for (file, source) in files.iter().zip(&sources) {
        std::fs::copy(repository.path(source), home.join(file))
            .doing(|| format!("copy {source}"))?;
    }
    Run::line("npm ci --ignore-scripts --no-audit --no-fund", &home).quietly(&log)?;
    stamp.keep()?;
    Ok(program)
}
