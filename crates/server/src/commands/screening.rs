//! `tacita screening check`: whether a policy file says what its author means.
//!
//! Every mistake is named by line and key. Ends with 0 when the file is good, 1 when it holds
//! mistakes, 2 when it cannot be read. Next: [`tacita_screen::policy::file`].

use super::{Failure, complain, describe, print};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tacita_screen::Policy;
use tacita_screen::policy::file::{self, FileError};

/// What to do with a policy file.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Says what is wrong with a policy file (screening.toml), by line and key
    Check {
        /// The file
        file: PathBuf,
    },
}

pub(super) fn run(what: &What) -> ExitCode {
    let What::Check { file: path } = what;
    let text = match text(path) {
        Ok(text) => text,
        Err(failure) => {
            complain(&describe(failure.as_ref()));
            return ExitCode::from(2);
        }
    };
    let name = path.display();
    match file::read(&text) {
        Ok(checked) => {
            for remark in &checked.remarks {
                print(&format!("{name}: {remark}"));
            }
            print(&format!("{name}: good"));
            ExitCode::SUCCESS
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                complain(&format!("{name}: {mistake}"));
            }
            ExitCode::FAILURE
        }
    }
}

/// The policy of a file for another command.
///
/// # Errors
/// When it cannot be read, or all its mistakes.
pub(super) fn load(path: &Path) -> Result<Policy, Failure> {
    let mistakes = |all: Vec<FileError>| {
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        format!("{}: {}", path.display(), all.join("; "))
    };
    Ok(file::read(&text(path)?).map_err(mistakes)?.policy)
}

fn text(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8(bytes).map_err(|_| format!("{}: not valid UTF-8", path.display()))?)
}
