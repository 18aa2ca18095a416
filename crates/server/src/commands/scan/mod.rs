//! `tacita scan`: finds confidential values in what was already written.
//!
//! The engine is the one of the browser (`tacita_screen`). It refuses to print what it found.
//! Next: [`jsonl`] for scorers and pipelines.

mod jsonl;
mod lines;

use super::complain;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to scan and how to answer.
#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Reads lines {"id","text"} and writes lines {"id","spans"}, offsets in code points
    #[arg(long)]
    jsonl: bool,
    /// The file to read, or - for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    input: PathBuf,
}

/// How a scan ended, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// 0: read to the end (and nothing found).
    Nothing,
    /// 2: something could not be read.
    Trouble,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Nothing => Self::SUCCESS,
            Ending::Trouble => Self::from(2),
        }
    }
}

/// Runs the command.
pub(super) fn run(flags: &Flags) -> ExitCode {
    if !flags.jsonl {
        complain("scan needs --jsonl");
        return Ending::Trouble.into();
    }
    match jsonl::run(&flags.input) {
        Ok(ending) => ending.into(),
        Err(failure) => {
            complain(&super::describe(failure.as_ref()));
            Ending::Trouble.into()
        }
    }
}

/// Whether standard input is meant.
fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// How an input is called in messages.
fn shown(path: &Path) -> String {
    if is_stdin(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}
