//! `cargo xtask up`: from a bare checkout to a running demo. Says at once everything that is
//! missing, builds what changed, and hands over to `tacita demo`, which makes certificates, seeds
//! people and serves. Words after `up` go to `tacita demo` (`--browser`); `--build-only` stops
//! before it.

use crate::progress::stage;
use crate::repository::Repository;
use crate::shell::Run;
use crate::tools::Tool;
use crate::trouble::{Outcome, Trouble};
use crate::{wasm, web};

/// What a demo cannot be built without.
const NEEDED: [Tool; 2] = [Tool::Compiler, Tool::Node];

pub(crate) fn run(repository: &Repository, words: &[&str]) -> Outcome {
    prerequisites(repository)?;
    wasm::build(repository)?;
    web::build(repository)?;
    let program = web::program(repository, web::Profile::Dev)?;
    if words.contains(&"--build-only") {
        eprintln!("  built: {}", program.display());
        return Ok(());
    }
    Run::new(program, repository.root())
        .words(["demo"])
        .words(words.iter().copied())
        .aloud()
}

/// Everything that is missing in one go, so that nobody learns of it piece by piece.
fn prerequisites(repository: &Repository) -> Outcome {
    stage("what building needs", || {
        let log = repository.target().join("xtask/prerequisites.log");
        let missing: Vec<String> = NEEDED
            .iter()
            .filter_map(|tool| tool.ensure(repository, &log).err())
            .map(|trouble| trouble.to_string())
            .collect();
        if missing.is_empty() {
            return Ok("all there".to_owned());
        }
        Err(Trouble::new(missing.join("\n")))
    })?;
    Ok(())
}
