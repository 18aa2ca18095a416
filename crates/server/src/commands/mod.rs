//! The commands of the `tacita` program.
//!
//! Each file is one command: what it prints, what it asks, how it ends. [`run`] is all that
//! `main` calls. Commands are the only code that writes to standard output. Next: [`serve`].

mod bench;
pub mod config;
mod demo;
mod doctor;
mod init;
mod issuer;
mod keys;
mod ledger;
pub mod openapi;
mod policy;
mod reviews;
mod scan;
mod screening;
pub mod serve;
mod witness;

use crate::config::Config;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Confidential live chat and support desk.
#[derive(Debug, Parser)]
#[command(name = "tacita", version, about, arg_required_else_help = true)]
pub struct Program {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Flags of every command.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// The configuration file [default: tacita.toml, then /etc/tacita/tacita.toml]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Sets one value above file and environment, such as `--set log.level=warn`
    #[arg(long, global = true, value_name = "FIELD=VALUE")]
    set: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes a configuration, the server's keys and first people
    Init(init::Flags),
    /// Runs the service
    Serve(serve::Flags),
    /// Signs for the organisation: devices, rosters, the server's certificate
    Issuer(issuer::Flags),
    /// Runs everything on this machine, for a first look
    Demo(demo::Flags),
    /// Measures the service on this machine, beside what the disk and the database can do
    Bench(bench::Flags),
    /// Says what is wrong with configuration, files and store, and how to mend it
    Doctor,
    /// Shows or checks the configuration
    Config {
        #[command(subcommand)]
        what: config::What,
    },
    /// Shows or rotates the server's keys
    Keys {
        #[command(subcommand)]
        what: keys::What,
    },
    /// Finds confidential values in files, folders or standard input
    Scan(scan::Flags),
    /// Checks what screening does with what it finds
    Screening {
        #[command(subcommand)]
        what: screening::What,
    },
    /// Checks access policies and says why something is allowed or refused
    Policy {
        #[command(subcommand)]
        what: policy::What,
    },
    /// Verifies, exports and names the log that outsiders can check
    Ledger {
        #[command(subcommand)]
        what: ledger::What,
    },
    /// Checks reports of access reviews
    Reviews {
        #[command(subcommand)]
        what: reviews::What,
    },
    /// Cosigns the ledgers of others, as a process of its own
    Witness(witness::Flags),
    /// Prints the contract of the HTTP interface (OpenAPI 3.1)
    Openapi,
}

/// Why a command ended badly: a sentence for a person, with its causes.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Common {
    /// The configuration file, if there is one.
    fn file(&self) -> Option<PathBuf> {
        self.config.clone().or_else(crate::config::load::usual_file)
    }

    /// The configuration in force.
    fn load(&self) -> Result<Config, Failure> {
        let file = self.file();
        let flags = self
            .set
            .iter()
            .map(|pair| {
                let (field, value) = pair.split_once('=').ok_or("--set takes FIELD=VALUE")?;
                Ok((field.to_owned(), value.to_owned()))
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        Ok(crate::config::load::load(file.as_deref(), &flags)?)
    }
}

/// Reads the command line, does it, says how it ended.
#[must_use]
pub fn run() -> ExitCode {
    let program = Program::parse();
    let common = &program.common;
    let done = match program.command {
        Command::Init(flags) => block_on(init::run(common, &flags)),
        Command::Serve(flags) => block_on(serve::run(common, &flags)),
        Command::Issuer(flags) => block_on(issuer::run(&flags)),
        Command::Demo(flags) => block_on(demo::run(&flags)),
        Command::Bench(flags) => bench::run(&flags),
        Command::Keys { what } => keys::run(common, &what),
        Command::Doctor => doctor::run(common),
        // Their exit codes say more than good and bad.
        Command::Scan(flags) => return scan::run(&flags),
        Command::Screening { what } => return screening::run(&what),
        Command::Policy { what } => return policy::run(common, what),
        Command::Ledger { what } => return ledger::run(common, &what),
        Command::Reviews { what } => return reviews::run(common, &what),
        Command::Witness(flags) => block_on(witness::run(&flags)),
        Command::Config { what } => config::run(common, &what),
        Command::Openapi => openapi::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&describe(failure.as_ref()));
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes in one sentence.
#[must_use]
pub fn describe(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(work);
    // Not waiting: a read of standard input ends only when somebody closes it.
    runtime.shutdown_background();
    done
}

/// A line on standard output. A closed pipe is not our error.
pub fn print(line: &str) {
    drop(writeln!(std::io::stdout().lock(), "{line}"));
}

/// A line on standard error, for the person who runs the command.
pub fn complain(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "tacita: {line}"));
}
