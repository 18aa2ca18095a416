//! `cargo xtask wasm`: the browser module and the tables it is given. Compiles `crates/browser` for wasm32, lets wasm-bindgen
//! write its JavaScript side, lets wasm-opt make it small, and puts the result into
//! `web/core/generated/`. Skips itself when no input changed.
//!
//! A copy with function names stays in `target/wasm/tacita_bg.names.wasm`, for stack traces; the
//! served file has none. Where the compiler comes from: `wasm_route.rs`.

use std::path::{Path, PathBuf};

use crate::npm_tool;
use crate::progress::stage;
use crate::repository::Repository;
use crate::shell::Run;
use crate::stamp::{Stamp, digest_of};
use crate::step::Count;
use crate::trouble::{Outcome, Trouble, While};
use crate::wasm_route::Route;

/// What screening knows by heart: fetched by browsers beside the module, under a hashed name.
pub(crate) const TABLES: &str = "tables.bin";

/// Where the web part imports from.
pub(crate) const GENERATED: &str = "web/core/generated";

/// The crates that end up in the module; anything that changes in them makes a new one.
const CRATES: [&str; 7] = [
    "browser", "client", "ledger", "model", "protocol", "screen", "seal",
];

/// What wasm-opt may use. Exactly these: with `--all-features` it emits types that engines refuse.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// As a step of `test`.
pub(crate) fn step(repository: &Repository, log: &Path) -> Outcome<Count> {
    build(repository)?;
    std::fs::write(log, "built\n").doing(|| format!("write {}", log.display()))?;
    Ok(Count {
        passed: 1,
        ..Count::default()
    })
}

/// Builds the module unless it stands there already, made from the same inputs.
pub(crate) fn build(repository: &Repository) -> Outcome {
    let work = repository.target().join("wasm");
    std::fs::create_dir_all(&work).doing(|| format!("make {}", work.display()))?;
    // Two at once (an editor's and a test run's) would write into each other's files.
    let lock = std::fs::File::create(work.join("lock")).doing(|| "make a lock file".to_owned())?;
    lock.lock()
        .doing(|| "take the lock of target/wasm".to_owned())?;

    let mut route = None;
    stage("compiler for wasm32-unknown-unknown", || {
        let found = Route::find(repository, &work.join("route.log"))?;
        let words = found.to_string();
        route = Some(found);
        Ok(words)
    })?;
    let route = route.ok_or_else(|| Trouble::new("no route to wasm32"))?;

    let stamp = Stamp::of(
        repository,
        "wasm",
        &inputs(repository)?,
        &[route.identity(repository)?],
    )?;
    let out = repository.path(GENERATED);
    let outputs = ["tacita_bg.wasm", "tacita.js", "tacita.d.ts", TABLES].map(|file| out.join(file));
    if stamp.holds(&outputs) {
        eprintln!("  ✔ browser module (nothing changed)");
        return Ok(());
    }

    let bound = work.join("bound");
    let named = work.join("tacita_bg.names.wasm");
    stage("browser module: compile", || {
        route.compile(repository, &work)?;
        Ok(size(&compiled(&work)))
    })?;
    // A changed test or a dependency of the server alone leaves the compiled bytes as they were.
    let made_from = Stamp::of(
        repository,
        "wasm-compiled",
        &tool_inputs(repository)?,
        &[digest_of(&compiled(&work))?],
    )?;
    if made_from.holds(&outputs) {
        eprintln!("  ✔ browser module (compiled to the same bytes)");
        tables(repository, &out, &work)?;
        return stamp.keep();
    }
    stage("browser module: wasm-bindgen", || {
        fresh(&bound)?;
        xtask_bind(repository, &work.join("bind.log"))?
            .words(["bind".as_ref(), compiled(&work).as_os_str()])
            .words([bound.as_os_str(), "tacita".as_ref()])
            .quietly(&work.join("bind.log"))?;
        Ok(size(&bound.join("tacita_bg.wasm")))
    })?;
    stage("browser module: wasm-opt -Oz", || {
        let optimiser = npm_tool::program(repository, "binaryen", "binaryen/bin/wasm-opt")?;
        let run = |words: &[&str], from: &Path, to: &Path| {
            Run::new(&optimiser, repository.root())
                .words(FEATURES)
                .words(words)
                .words([from.as_os_str(), "-o".as_ref(), to.as_os_str()])
                .quietly(&work.join("opt.log"))
        };
        run(
            &["-Oz", "--converge", "-g"],
            &bound.join("tacita_bg.wasm"),
            &named,
        )?;
        let bare = work.join("tacita_bg.wasm");
        run(
            &[
                "--strip-debug",
                "--strip-producers",
                "--strip-target-features",
            ],
            &named,
            &bare,
        )?;
        deliver(&bound, &bare, &out)?;
        Ok(size(&bare))
    })?;
    tables(repository, &out, &work)?;
    let served = ["tacita_bg.wasm", TABLES].map(|file| out.join(file));
    let weights = weigh(repository, &served)?;
    for file in &served {
        eprintln!(
            "    {}: {}",
            file.display(),
            weights_in_words(&weights, file)
        );
    }
    made_from.keep()?;
    stamp.keep()
}

/// Writes the tables beside the module; they come from the same crate as its engine.
fn tables(repository: &Repository, out: &Path, work: &Path) -> Outcome {
    stage("tables of screening", || {
        let file = out.join(TABLES);
        let log = work.join("tables.log");
        xtask_bind(repository, &log)?
            .words(["tables".as_ref(), file.as_os_str()])
            .quietly(&log)?;
        Ok(size(&file))
    })?;
    Ok(())
}

/// What the module is compiled from, and what makes it small.
fn inputs(repository: &Repository) -> Outcome<Vec<String>> {
    let ours = |file: &String| {
        CRATES
            .iter()
            .any(|name| file.starts_with(&format!("crates/{name}/")))
            || matches!(
                file.as_str(),
                "Cargo.toml" | "Cargo.lock" | "rust-toolchain.toml"
            )
    };
    let mut files: Vec<String> = repository.files()?.into_iter().filter(ours).collect();
    files.extend(tool_inputs(repository)?);
    Ok(files)
}

/// What decides how the compiled module is worked on.
fn tool_inputs(repository: &Repository) -> Outcome<Vec<String>> {
    let tools = ["xtask/bind/", "xtask/binaryen/", "xtask/src/wasm"];
    let ours = |file: &String| tools.iter().any(|tool| file.starts_with(tool));
    Ok(repository.files()?.into_iter().filter(ours).collect())
}

fn compiled(work: &Path) -> PathBuf {
    work.join("wasm32-unknown-unknown/browser/tacita_browser.wasm")
}

/// The slow-to-compile half of xtask, built and ready to be given its words. It has a build folder
/// of its own: the workspace's is often locked for minutes by a build beside this one.
pub(crate) fn xtask_bind(repository: &Repository, log: &Path) -> Outcome<Run> {
    let folder = repository.target().join("xtask/bind");
    Run::line(
        "cargo build --quiet --locked --package xtask-bind",
        repository.root(),
    )
    // `spans` reads whole corpora; without this it would take a hundred times as long.
    .words(["--config", "profile.dev.package.tacita-screen.opt-level=2"])
    .set("CARGO_TARGET_DIR", &folder)
    .quietly(log)?;
    Ok(Run::new(folder.join("debug/xtask-bind"), repository.root()))
}

/// Puts everything wasm-bindgen wrote, with the small module in place of the large one, into `out`.
fn deliver(bound: &Path, module: &Path, out: &Path) -> Outcome {
    fresh(out)?;
    copy_folder(bound, out)?;
    std::fs::copy(module, out.join("tacita_bg.wasm")).doing(|| "copy the module".to_owned())?;
    Ok(())
}

/// An empty folder at `place`.
fn fresh(place: &Path) -> Outcome {
    if place.exists() {
        std::fs::remove_dir_all(place).doing(|| format!("empty {}", place.display()))?;
    }
    std::fs::create_dir_all(place).doing(|| format!("make {}", place.display()))
}

/// Copies a folder with everything under it.
fn copy_folder(from: &Path, to: &Path) -> Outcome {
    std::fs::create_dir_all(to).doing(|| format!("make {}", to.display()))?;
    let entries = std::fs::read_dir(from).doing(|| format!("list {}", from.display()))?;
    for entry in entries {
        let entry = entry.doing(|| format!("list {}", from.display()))?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)
                .doing(|| format!("copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}

/// Raw, gzip and brotli bytes of each file, as one JSON object keyed by path.
pub(crate) fn weigh(repository: &Repository, files: &[PathBuf]) -> Outcome<serde_json::Value> {
    let log = repository.target().join("wasm/weigh.log");
    let answer = xtask_bind(repository, &log)?
        .words(["weigh"])
        .words(files)
        .answer()?;
    serde_json::from_str(&answer).doing(|| "read what xtask-bind weighed".to_owned())
}

fn weights_in_words(weights: &serde_json::Value, file: &Path) -> String {
    let weight = weights.get(file.to_string_lossy().as_ref());
    let bytes = |name: &str| {
        weight
            .and_then(|w| w.get(name))
            .and_then(serde_json::Value::as_u64)
            .unwrap_or_default()
    };
    format!(
        "{} bytes, gzip {}, brotli {}",
        bytes("raw"),
        bytes("gzip"),
        bytes("brotli")
    )
}

fn size(file: &Path) -> String {
    std::fs::metadata(file).map_or_else(|_| "no file".to_owned(), |m| format!("{} bytes", m.len()))
}
