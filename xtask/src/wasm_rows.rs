//! The rows of the encryption design's table 2.4 as a module for a test page, in
//! `web/e2e/dist/rows`: the same source as the browser module, with the feature `conformance`, in a
//! profile that compiles quickly. Nothing that is served is made from it.
//!
//! Skips itself when no input changed. The page that runs it: `web/e2e/rows/`.

use crate::progress::stage;
use crate::repository::Repository;
use crate::stamp::Stamp;
use crate::trouble::{Outcome, Trouble, While};
use crate::wasm::{MODULES, fresh, inputs, size, xtask_bind};
use crate::wasm_route::Route;

/// Where the test page loads it from.
const PLACE: &str = "web/e2e/dist/rows";

/// The profile of `Cargo.toml`, and its folder.
const PROFILE: &str = "browser-rows";

/// Builds it unless it stands there already, made from the same inputs.
pub(crate) fn build(repository: &Repository) -> Outcome {
    // A folder beside the served module's: neither build ever sees the other's files.
    let work = repository.target().join("wasm-rows");
    std::fs::create_dir_all(&work).doing(|| format!("make {}", work.display()))?;
    let lock = std::fs::File::create(work.join("lock")).doing(|| "make a lock file".to_owned())?;
    lock.lock()
        .doing(|| "take the lock of target/wasm-rows".to_owned())?;
    let [module, ..] = &MODULES;
    let route = Route::find(repository, &work.join("route.log"))?;
    let stamp = Stamp::of(
        repository,
        "wasm-rows",
        &inputs(repository, module)?,
        &[route.identity(repository)?],
    )?;
    let out = repository.path(PLACE);
    let outputs = ["rows_bg.wasm", "rows.js"].map(|file| out.join(file));
    if stamp.holds(&outputs) {
        eprintln!("  ✔ rows of the encryption design for browsers (nothing changed)");
        return Ok(());
    }
    stage("rows of the encryption design for browsers", || {
        route.compile_as(repository, (module, PROFILE, "conformance,desk"), &work)?;
        let compiled = work
            .join("wasm32-unknown-unknown")
            .join(PROFILE)
            .join("tacita_browser.wasm");
        if !compiled.is_file() {
            return Err(Trouble::new("the compiler left no module of the rows"));
        }
        fresh(&out)?;
        xtask_bind(repository, &work.join("bind.log"))?
            .words(["bind".as_ref(), compiled.as_os_str()])
            .words([out.as_os_str(), "rows".as_ref()])
            .quietly(&work.join("bind.log"))?;
        Ok(size(&out.join("rows_bg.wasm")))
    })?;
    stamp.keep()
}
