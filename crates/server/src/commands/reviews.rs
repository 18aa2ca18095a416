//! `tacita reviews verify FILE`: whether a report of an access review is the one that was signed.
//!
//! Without a network and without us: the file, its signature, and the log's key. Takes the key from the caller
//! or the configuration: the note names its log, and another log's key opens nothing. Ends with 0 when it is,
//! 1 when it is not, 2 when it could not be looked at.

use super::{Common, Failure, complain, describe, print};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tacita_ledger::note::VerifierKey;
use tacita_ledger::report::{Form, Report};

/// What to do with reports.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Checks a report of an access review against its signature
    Verify {
        /// The report: the page or the printable document
        file: PathBuf,
        /// Its signature [default: FILE with the ending .note]
        #[arg(long, value_name = "FILE")]
        note: Option<PathBuf>,
        /// The log's key, as `tacita ledger vkey` prints it [default: that of the configuration]
        #[arg(long, value_name = "VKEY")]
        vkey: Option<String>,
    },
}

pub(super) fn run(common: &Common, what: &What) -> ExitCode {
    let What::Verify { file, note, vkey } = what;
    let read = || -> Result<(Vec<u8>, String, VerifierKey), Failure> {
        let beside = file.with_extension("note");
        let key = match vkey {
            Some(text) => VerifierKey::parse(text.trim())?,
            None => {
                let config = common.load()?;
                super::ledger::vkey_in(&config.key_folder(), &config.ledger_origin())?
            }
        };
        let note = std::fs::read_to_string(note.as_deref().unwrap_or(&beside))?;
        Ok((std::fs::read(file)?, note, key))
    };
    match read() {
        Ok((bytes, note, key)) => verify(file, &bytes, &note, &key),
        Err(failure) => {
            complain(&describe(failure.as_ref()));
            ExitCode::from(2)
        }
    }
}

fn verify(file: &Path, bytes: &[u8], note: &str, key: &VerifierKey) -> ExitCode {
    let checked = Report::open(note, key).and_then(|report| Ok((report.covers(bytes)?, report)));
    match checked {
        Ok((form, report)) => {
            let form = match form {
                Form::Html => "page",
                Form::Pdf => "document",
            };
            print(&format!(
                "{}: the {form} of review {}, signed by {}",
                file.display(),
                report.campaign,
                report.origin
            ));
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&format!("REFUSED: {}: {error}", file.display()));
            ExitCode::from(1)
        }
    }
}
