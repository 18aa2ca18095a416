//! `cargo xtask prove [NAME…]`: runs long checks in full and writes what they found to
//! `target/prove/NAME.json`: the figures the check wrote itself, and under `run` the command,
//! whether it passed, its cases and how long it took.
//!
//! The table is `proofs.rs`. A check that writes no figures still leaves its `run`.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::progress::{seconds, stage};
use crate::proofs::{PROOFS, Proof};
use crate::repository::Repository;
use crate::shell::{Run, tail};
use crate::tools;
use crate::trouble::{Outcome, Trouble, While};
use crate::{wasm, wasm_rows, web};

/// A night: what takes longer hangs.
const LONGEST: Duration = Duration::from_hours(8);

/// Runs all checks or those named; the answer is whether all passed.
pub(crate) fn run(repository: &Repository, names: &[&str]) -> Outcome<bool> {
    if names == ["--list"] {
        for proof in PROOFS {
            println!("{:16} {}", proof.name, proof.what);
        }
        return Ok(true);
    }
    if let Some(unknown) = names
        .iter()
        .find(|name| !PROOFS.iter().any(|p| p.name == **name))
    {
        return Err(Trouble::new(format!("there is no long check {unknown}"))
            .remedy("cargo xtask prove --list shows them"));
    }
    let chosen: Vec<&Proof> = PROOFS
        .iter()
        .filter(|proof| names.is_empty() || names.contains(&proof.name))
        .collect();
    if chosen.iter().any(|proof| proof.folder == "web") {
        wasm::build(repository)?;
        web::build(repository)?;
        web::program(repository, web::Profile::Dev)?;
    }
    if chosen.iter().any(|proof| proof.name == "rows") {
        wasm_rows::build(repository)?;
    }
    let mut failed = 0;
    for proof in &chosen {
        if !one(repository, proof)? {
            failed += 1;
        }
    }
    println!("{} passed, {failed} failed", chosen.len() - failed);
    Ok(failed == 0)
}

fn one(repository: &Repository, proof: &Proof) -> Outcome<bool> {
    let folder = repository.target().join("prove");
    std::fs::create_dir_all(&folder).doing(|| format!("make {}", folder.display()))?;
    let (file, log) = (
        folder.join(format!("{}.json", proof.name)),
        folder.join(format!("{}.log", proof.name)),
    );
    if file.exists() {
        std::fs::remove_file(&file).doing(|| format!("remove {}", file.display()))?;
    }
    // Other cases than those that `test` always draws; written down, so that a failure can be repeated.
    let seed = std::time::UNIX_EPOCH
        .elapsed()
        .map_or(2, |since| u64::from(since.subsec_nanos()));
    let mut run = Run::line(proof.line, repository.path(proof.folder))
        .within(LONGEST)
        .set("TACITA_PROVE", "full")
        .set("TACITA_PROVE_FILE", &file)
        .set("TACITA_BIN", repository.target().join("debug/tacita"))
        .set("PROPTEST_RNG_SEED", seed.to_string())
        .set("CARGO_TERM_COLOR", "never")
        .set("NO_COLOR", "1");
    if let Some((name, value)) = tools::for_tests() {
        run = run.set(name, value);
    }
    let began = Instant::now();
    let mut passed = false;
    stage(&format!("{}: {}", proof.name, proof.what), || {
        passed = run.logged(&log)?;
        Ok(if passed { "passed" } else { "FAILED" }.to_owned())
    })?;
    let took = began.elapsed();
    if !passed {
        println!(
            "──── output of {} ────\n{}\n────",
            proof.name,
            tail(&log, 100)
        );
    }
    let result = json!({
        "command": proof.line, "passed": passed, "wall_seconds": took.as_secs_f64(),
        "property_seed": seed,
    });
    write(&file, result)?;
    println!("{} ({}): {}", proof.name, seconds(took), file.display());
    Ok(passed)
}

/// Puts `run` beside what the check itself wrote.
fn write(file: &Path, run: Value) -> Outcome {
    let mut whole = match std::fs::read_to_string(file) {
        Ok(text) => match serde_json::from_str(&text) {
            Ok(Value::Object(figures)) => figures,
            Ok(other) => serde_json::Map::from_iter([("figures".to_owned(), other)]),
            Err(error) => {
                return Err(Trouble::new(format!(
                    "{} is not JSON: {error}",
                    file.display()
                )));
            }
        },
        Err(_) => serde_json::Map::new(),
    };
    whole.insert("run".to_owned(), run);
    std::fs::write(file, format!("{:#}\n", Value::Object(whole)))
        .doing(|| format!("write {}", file.display()))
}
