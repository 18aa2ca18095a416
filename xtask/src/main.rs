//! `cargo xtask`: every chore of the repository. This page lists them; each lives in a file of its
//! own. The checks of `test` stand in `steps.rs`, one line each; the long checks in `proofs.rs`;
//! the measurements in `measures.rs`.
//!
//! Refuses unknown chores and options. Needs nothing but cargo to start.

mod asvs;
mod dist;
mod figures;
mod generate;
mod measures;
mod npm_tool;
mod progress;
mod proofs;
mod prove;
mod repository;
mod shell;
mod stamp;
mod step;
mod steps;
mod test;
mod tidy;
mod tools;
mod trouble;
mod up;
mod wasm;
mod wasm_route;
mod wasm_rows;
mod web;

use std::process::ExitCode;

use repository::Repository;
use trouble::{Outcome, Trouble};

const USAGE: &str = "\
cargo xtask CHORE

  up [--browser]            build everything and start the demo (--build-only stops before it)
  test [NAME…] [--list]     run every check, as CI does, or those named
  prove [NAME…] [--list]    run long checks in full; figures go to target/prove/NAME.json
  figures                   measure sizes and speeds; prints one JSON object
  tidy                      check the house rules that the compiler does not know
  generate [--check]        write the files that are made from others
  wasm [MODULE…]            build the browser modules (browser, playground, verifier)
  dist [--once]             build a release twice and compare the bytes
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        // What failed has been told; the last line on the terminal stays the count.
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

/// Does one chore; `false` means that it was done and found something wrong.
fn run(arguments: &[String]) -> Outcome<bool> {
    let repository = Repository::here()?;
    shell::search_first(tools::node_folder(&repository));
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test", names @ ..] => return test::run(&repository, names),
        ["prove", names @ ..] => return prove::run(&repository, names),
        ["tidy"] => {
            let (told, count) = tidy::check(&repository)?;
            println!("{told}{} passed, {} failed", count.passed, count.failed);
            return Ok(count.failed == 0);
        }
        ["generate", "--check"] => {
            let stale = generate::stale(&repository)?;
            for file in &stale {
                println!("{file} is stale; `cargo xtask generate` writes it anew");
            }
            return Ok(stale.is_empty());
        }
        ["up", words @ ..] => up::run(&repository, words),
        ["figures"] => figures::print(&repository),
        ["generate"] => generate::write(&repository),
        ["wasm", names @ ..] => wasm::these(&repository, names),
        ["dist"] => dist::run(&repository, false),
        ["dist", "--once"] => dist::run(&repository, true),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Trouble::new(format!(
            "unknown chore: {}\n\n{USAGE}",
            words.join(" ")
        ))),
    };
    done.map(|()| true)
}
