//! Building what the server serves and the server itself: packages by the lock, the pages, the
//! program with the pages inside. Each skips itself when its inputs are what they were.
//!
//! Next: `up.rs` and `dist.rs`, which use it.

use std::path::PathBuf;

use crate::progress::stage;
use crate::repository::Repository;
use crate::shell::Run;
use crate::stamp::Stamp;
use crate::tools::Tool;
use crate::trouble::Outcome;
use crate::wasm::{GENERATED, MODULES, Module, TABLES};

/// How the program is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Dev,
    /// As released.
    Release,
}

/// Packages and pages. The browser module must stand in place.
pub(crate) fn build(repository: &Repository) -> Outcome {
    packages(repository)?;
    pages(repository)
}

fn packages(repository: &Repository) -> Outcome {
    let files = [
        "web/package.json".to_owned(),
        "web/package-lock.json".to_owned(),
    ];
    let stamp = Stamp::of(repository, "npm", &files, &[])?;
    let log = repository.target().join("xtask/npm.log");
    stage("packages of the web part", || {
        if stamp.holds(&[repository.path("web/node_modules/.package-lock.json")]) {
            return Ok("nothing changed".to_owned());
        }
        Tool::Node.ensure(repository, &log)?;
        Run::line(
            "npm ci --ignore-scripts --no-audit --no-fund",
            repository.path("web"),
        )
        .quietly(&log)?;
        stamp.keep()?;
        Ok("installed by the lock".to_owned())
    })?;
    Ok(())
}

fn pages(repository: &Repository) -> Outcome {
    let ours = |file: &String| file.starts_with("web/") && !file.starts_with("web/e2e/");
    let mut files: Vec<String> = repository.files()?.into_iter().filter(ours).collect();
    for Module { name, out, .. } in &MODULES {
        files.extend(["_bg.wasm", ".js"].map(|end| format!("{out}/{name}{end}")));
    }
    files.push(format!("{GENERATED}/{TABLES}"));
    let stamp = Stamp::of(repository, "pages", &files, &[])?;
    stage("pages: widget, console, shop", || {
        if stamp.holds(&[repository.path("web/dist/manifest.json")]) {
            return Ok("nothing changed".to_owned());
        }
        Run::line("npm run --silent build", repository.path("web"))
            .quietly(&repository.target().join("xtask/pages.log"))?;
        stamp.keep()?;
        Ok("built".to_owned())
    })?;
    Ok(())
}

/// Builds `tacita` with the pages inside; the answer is where it lies.
pub(crate) fn program(repository: &Repository, profile: Profile) -> Outcome<PathBuf> {
    let log = repository.target().join("xtask/program.log");
    let (words, folder): (&[&str], &str) = match profile {
        Profile::Dev => (&[], "debug"),
        Profile::Release => (&["--release"], "release"),
    };
    stage("the program", || {
        Tool::Compiler.ensure(repository, &log)?;
        Run::line(
            "cargo build --locked --package tacita-server --bin tacita",
            repository.root(),
        )
        .words(["--features", "ui"])
        .words(words.iter().copied())
        .quietly(&log)?;
        Ok(folder.to_owned())
    })?;
    Ok(repository.target().join(folder).join("tacita"))
}
