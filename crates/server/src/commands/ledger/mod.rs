//! `tacita ledger`: verifies the log, writes it out for others, prints its key.
//!
//! Reads a data folder (beside a running service or without one), exported files, or the log over
//! HTTP; writes nothing into any of them. Ends with 0 when all fits, 1 when tampering was found, 2
//! when it could not be looked at. Next: [`verify`], [`export`].

mod export;
mod receipt;
mod source;

pub(super) use source::vkey_in;

mod verify;

use super::{Common, Failure, complain, describe, print};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to do with the log.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Computes everything again and says where the log was tampered with. Without a source: the
    /// configured database
    Verify(verify::Flags),
    /// Writes the log out
    Export {
        /// As files that any C2SP tlog-tiles program reads, or as one OCSF event a line for a SIEM
        #[arg(long)]
        format: Format,
        /// A folder for tiles, a file for lines [default for lines: standard output]
        #[arg(long, value_name = "PATH")]
        to: Option<PathBuf>,
        /// The data folder [default: the configured database]
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
        /// With lines: only leaves after this number
        #[arg(long, default_value_t = 0, value_name = "NUMBER")]
        after: u64,
    },
    /// Prints the key that verifies the log's checkpoints
    Vkey,
}

/// How the log is written out.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// `checkpoint` and `tile/…`.
    Tiles,
    /// A JSON object a line.
    Jsonl,
}

/// How a command ended badly.
pub(super) enum End {
    /// Somebody tampered.
    Tampered(Failure),
    /// It could not be looked at.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for End {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

pub(super) fn run(common: &Common, what: &What) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(act(common, what)),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(End::Tampered(found)) => {
            complain(&format!("TAMPERED: {}", describe(found.as_ref())));
            ExitCode::from(1)
        }
        Err(End::Failed(failure)) => {
            complain(&describe(failure.as_ref()));
            ExitCode::from(2)
        }
    }
}

async fn act(common: &Common, what: &What) -> Result<(), End> {
    match what {
        What::Verify(flags) => verify::run(common, flags).await,
        What::Export {
            format,
            to,
            folder,
            after,
        } => {
            let found = source::rows(common, folder.as_deref()).await?;
            match format {
                Format::Tiles => export::tiles(&found.rows, to.as_deref()).await,
                Format::Jsonl => export::lines(&found.rows, to.as_deref(), *after).await,
            }
        }
        What::Vkey => {
            let config = common.load()?;
            let vkey = source::vkey_in(&config.key_folder(), &config.ledger_origin())?;
            print(&vkey.to_text());
            Ok(())
        }
    }
}
