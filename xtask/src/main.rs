//! `cargo xtask`: every chore of the repository. This page lists them; each lives in a file of its
//! own. The checks of `test` stand in `steps.rs`, one line each; the long checks in `proofs.rs`;
//! the measurements in `measures.rs`.
//!
//! Refuses unknown chores and options. Needs nothing but cargo to start.

#![expect(
    dead_code,
    reason = "the chores that call the rest follow in the next commits"
)]

mod progress;
mod repository;
mod shell;
mod stamp;
mod tidy;
mod tools;
mod trouble;
mod wasm;
mod wasm_route;

use std::process::ExitCode;

use repository::Repository;
use trouble::{Outcome, Trouble};

const USAGE: &str = "\
cargo xtask CHORE

  tidy                      check the house rules that the compiler does not know
  wasm                      build the browser module into web/core/generated
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let repository = Repository::here()?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tidy"] => match tidy::check(&repository)? {
            (_, 0) => Ok(()),
            (_, broken) => Err(Trouble::new(format!("{broken} house rules are broken"))),
        },
        ["wasm"] => wasm::build(&repository),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Trouble::new(format!(
            "unknown chore: {}\n\n{USAGE}",
            words.join(" ")
        ))),
    }
}
