//! `cargo xtask wasm`: the browser modules. Compiles `crates/browser` (once as customers load it, once with
//! the desk's half, as the console does), `crates/playground` (the playground alone loads it) and
//! `crates/verifier` (receipts do) for wasm32, lets wasm-bindgen write their JavaScript side, lets wasm-opt
//! make them small, and puts the results into the folders named `generated` of `web/core`, `web/console`
//! and `web/kit/receipt`. Skips what no input changed.
//!
//! Copies with function names stay in `target/wasm/*.names.wasm`, for stack traces; the served files
//! have none. Where the compiler comes from: `wasm_route.rs`.

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

/// A module that browsers load.
pub(crate) struct Module {
    /// Its crate's folder under `crates`.
    pub(crate) folder: &'static str,
    /// What its files are called.
    pub(crate) name: &'static str,
    /// Features of its crate, and no others.
    pub(crate) features: &'static str,
    /// The crates that end up in it; anything that changes in them makes a new one.
    crates: &'static [&'static str],
    /// Where the web part imports it from. Other modules' files there stay.
    pub(crate) out: &'static str,
    /// It is given the tables of screening, as a file beside it.
    tables: bool,
    /// How hard wasm-opt tries: every customer's first chat pays for a byte, the desk pays once a release.
    smaller: &'static [&'static str],
}

/// What a chat is made of, for customers and for the desk.
const CHAT: &[&str] = &["browser", "client", "model", "protocol", "screen", "seal"];

/// Every module.
pub(crate) const MODULES: [Module; 4] = [
    Module {
        folder: "browser",
        name: "tacita",
        features: "",
        crates: CHAT,
        out: GENERATED,
        tables: true,
        smaller: &[
            // A browser compiles a function, with all that was inlined, at its first call. A first message
            // is sealed before a frame has come, and mostly holds no number.
            "--no-inline=*Core>::frame",
            "--no-inline=*find::numbers",
            "-Oz",
            "--converge",
            "-g",
        ],
    },
    Module {
        folder: "browser",
        name: "desk",
        features: "desk",
        crates: CHAT,
        out: GENERATED,
        tables: false,
        smaller: &["-Oz", "--converge", "-g"],
    },
    Module {
        folder: "playground",
        name: "playground",
        features: "default",
        crates: &["playground", "files", "screen", "model"],
        out: "web/console/generated",
        tables: false,
        smaller: &["-Os", "-g"],
    },
    Module {
        folder: "verifier",
        name: "verifier",
        features: "",
        crates: &["verifier", "ledger", "model"],
        out: "web/kit/receipt/generated",
        tables: false,
        smaller: &["-Oz", "--converge", "-g"],
    },
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
        passed: u32::try_from(MODULES.len()).unwrap_or(u32::MAX),
        ..Count::default()
    })
}

/// Builds the modules unless they stand there already, made from the same inputs.
pub(crate) fn build(repository: &Repository) -> Outcome {
    these(repository, &[])
}

/// Builds the modules of these names; all of them without one.
pub(crate) fn these(repository: &Repository, names: &[&str]) -> Outcome {
    if let Some(name) = names
        .iter()
        .find(|name| !MODULES.iter().any(|module| module.is_called(name)))
    {
        return Err(Trouble::new(format!("there is no module `{name}`")));
    }
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

    let asked =
        |module: &&Module| names.is_empty() || names.iter().any(|name| module.is_called(name));
    for module in MODULES.iter().filter(asked) {
        one(repository, module, route, &work)?;
    }
    Ok(())
}

impl Module {
    /// Its crate's name means all that are made of it.
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.folder == name
    }

    fn file(&self, end: &str) -> String {
        format!("{}{end}", self.name)
    }

    /// As progress names it.
    fn said(&self) -> &'static str {
        if self.name == "tacita" {
            "customers'"
        } else {
            self.name
        }
    }

    /// What tells its stamps and work files apart; nothing for the first, as it has always been.
    fn suffix(&self) -> String {
        if self.name == "tacita" {
            String::new()
        } else {
            format!("-{}", self.name)
        }
    }
}

fn one(repository: &Repository, module: &Module, route: Route, work: &Path) -> Outcome {
    let said = format!("{} module", module.said());
    let stamp = Stamp::of(
        repository,
        &format!("wasm{}", module.suffix()),
        &inputs(repository, module)?,
        &[route.identity(repository)?],
    )?;
    let out = repository.path(module.out);
    let mut outputs: Vec<PathBuf> = ["_bg.wasm", ".js", ".d.ts"]
        .map(|end| out.join(module.file(end)))
        .into();
    if module.tables {
        outputs.push(out.join(TABLES));
    }
    if stamp.holds(&outputs) {
        eprintln!("  ✔ {said} (nothing changed)");
        return Ok(());
    }

    let bound = work.join(format!("bound{}", module.suffix()));
    let named = work.join(module.file("_bg.names.wasm"));
    stage(&format!("{said}: compile"), || {
        route.compile(repository, module, work)?;
        Ok(size(&compiled(work, module)))
    })?;
    // A changed test or a dependency of the server alone leaves the compiled bytes as they were.
    let made_from = Stamp::of(
        repository,
        &format!("wasm-compiled{}", module.suffix()),
        &tool_inputs(repository)?,
        &[digest_of(&compiled(work, module))?],
    )?;
    if made_from.holds(&outputs) {
        eprintln!("  ✔ {said} (compiled to the same bytes)");
        if module.tables {
            tables(repository, &out, work)?;
        }
        return stamp.keep();
    }
    stage(&format!("{said}: wasm-bindgen"), || {
        fresh(&bound)?;
        xtask_bind(repository, &work.join("bind.log"))?
            .words(["bind".as_ref(), compiled(work, module).as_os_str()])
            .words([bound.as_os_str(), module.name.as_ref()])
            .quietly(&work.join("bind.log"))?;
        Ok(size(&bound.join(module.file("_bg.wasm"))))
    })?;
    stage(&format!("{said}: wasm-opt"), || {
        let optimiser = npm_tool::program(repository, "binaryen", "binaryen/bin/wasm-opt")?;
        let run = |words: &[&str], from: &Path, to: &Path| {
            Run::new(&optimiser, repository.root())
                .words(FEATURES)
                .words(words)
                .words([from.as_os_str(), "-o".as_ref(), to.as_os_str()])
                .quietly(&work.join("opt.log"))
        };
        run(module.smaller, &bound.join(module.file("_bg.wasm")), &named)?;
        let bare = work.join(module.file("_bg.wasm"));
        run(
            &[
                "--strip-debug",
                "--strip-producers",
                "--strip-target-features",
            ],
            &named,
            &bare,
        )?;
        deliver(&bound, &bare, &out, &module.file("_bg.wasm"))?;
        Ok(size(&bare))
    })?;
    let mut served = vec![out.join(module.file("_bg.wasm"))];
    if module.tables {
        tables(repository, &out, work)?;
        served.push(out.join(TABLES));
    }
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
pub(crate) fn inputs(repository: &Repository, module: &Module) -> Outcome<Vec<String>> {
    let ours = |file: &String| {
        module
            .crates
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

fn compiled(work: &Path, module: &Module) -> PathBuf {
    let file = format!("tacita_{}.wasm", module.folder);
    work.join("wasm32-unknown-unknown/browser").join(file)
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
fn deliver(bound: &Path, module: &Path, out: &Path, file: &str) -> Outcome {
    std::fs::create_dir_all(out).doing(|| format!("make {}", out.display()))?;
    copy_folder(bound, out)?;
    std::fs::copy(module, out.join(file)).doing(|| "copy the module".to_owned())?;
    Ok(())
}

/// An empty folder at `place`.
pub(crate) fn fresh(place: &Path) -> Outcome {
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

pub(crate) fn size(file: &Path) -> String {
    std::fs::metadata(file).map_or_else(|_| "no file".to_owned(), |m| format!("{} bytes", m.len()))
}
