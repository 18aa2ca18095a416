//! `tacita scan`: finds confidential values in what was already written.
//!
//! The engine is the one of the browser (`tacita_screen`). Values are never printed unless asked
//! for; what cannot be read is said to be unread, never passed over in silence.
//! Next: [`walk`] (which files), [`read`] (what is in a file), [`report`] (what is said).

mod jsonl;
mod lines;
mod paper;
mod read;
mod redact;
mod report;
mod walk;

use super::{Failure, complain};
use report::{Format, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tacita_screen::{Policy, Screen};
use walk::{Held, Source, Unread};

/// What to scan and how to answer.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Ends with 0 when nothing was found, 1 when something was, 2 when \
    something could not be read."
)]
pub(super) struct Flags {
    /// Files and folders, or - for standard input
    #[arg(value_name = "PATH")]
    inputs: Vec<PathBuf>,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Writes the text with placeholders instead of values: one input to standard output, or see --out
    #[arg(long, conflicts_with = "jsonl")]
    redact: bool,
    /// Writes redacted files into this folder; never over a file that is there
    #[arg(long, value_name = "DIR", requires = "redact")]
    out: Option<PathBuf>,
    /// Prints the values found, too
    #[arg(long)]
    show: bool,
    /// The policy whose actions are named [default: the built-in rules]
    #[arg(long, value_name = "FILE", conflicts_with = "jsonl")]
    policy: Option<PathBuf>,
    /// Reads lines {"id","text"} and writes lines {"id","spans"}, offsets in code points
    #[arg(long, conflicts_with_all = ["show", "format"])]
    jsonl: bool,
}

/// How a scan ended, as its exit code. The worse of two is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// 0: everything was read and nothing found.
    Nothing,
    /// 1: something was found.
    Found,
    /// 2: something could not be read or written.
    Trouble,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending as u8)
    }
}

/// Runs the command.
pub(super) fn run(flags: &Flags) -> ExitCode {
    let done = match flags.inputs.as_slice() {
        [] if flags.jsonl => jsonl::run(Path::new("-")),
        [input] if flags.jsonl => jsonl::run(input),
        _ if flags.jsonl => Err("--jsonl reads one file or standard input".into()),
        [] => Err("name files or folders, or - for standard input".into()),
        inputs => papers(flags, inputs),
    };
    match done {
        Ok(ending) => ending.into(),
        Err(failure) => {
            complain(&super::describe(failure.as_ref()));
            Ending::Trouble.into()
        }
    }
}

/// Scans everything that was named.
fn papers(flags: &Flags, inputs: &[PathBuf]) -> Result<Ending, Failure> {
    let to_stdout = flags.redact && flags.out.is_none();
    if to_stdout && !matches!(inputs, [input] if !input.is_dir()) {
        return Err("--redact without --out DIR takes one file or standard input".into());
    }
    let screen = engine(flags.policy.as_deref())?;
    let (files, refused) = walk::files(inputs);
    let mut report = Report::new(flags.format, flags.show, to_stdout);
    let bar = walk::bar(&files);
    for (name, why) in refused {
        report.unread(&name, &why, true);
    }
    for file in &files {
        bar.set_message(file.name.clone());
        match file.contents() {
            Err(unread) => report.unread(&file.name, &unread.to_string(), unread.is_trouble(file)),
            Ok(Held::Text(text)) => {
                let paper = read::paper(&screen, &file.path, &text, flags.redact);
                bar.suspend(|| report.paper(&file.name, &paper));
                let copy = paper.redacted.map(String::into_bytes);
                let why = "mail cannot be redacted; it was only read";
                keep(flags, file, copy, why, &mut report);
            }
            Ok(Held::Document(bytes)) => match read::document(&screen, bytes, flags.redact) {
                Err(why) => {
                    let unread = Unread::Document(why);
                    report.unread(&file.name, &unread.to_string(), unread.is_trouble(file));
                }
                Ok(paper) => {
                    bar.suspend(|| report.paper(&file.name, &paper));
                    let why = "a document cannot be redacted; it was only read";
                    keep(flags, file, paper.stripped, why, &mut report);
                }
            },
        }
        bar.inc(file.bytes);
    }
    bar.finish_and_clear();
    Ok(report.finish())
}

/// Writes a redacted copy where one was asked for, or says why there is none.
fn keep(flags: &Flags, file: &Source, copy: Option<Vec<u8>>, why: &str, report: &mut Report) {
    if !flags.redact {
        return;
    }
    match copy.map(|copy| redact::write(flags.out.as_deref(), file, &copy)) {
        Some(Ok(())) => {}
        Some(Err(failure)) => {
            report.unread(&file.name, &super::describe(failure.as_ref()), true);
        }
        None => report.unread(&file.name, why, true),
    }
}

/// The engine with everything on, by a policy file or the built-in rules.
fn engine(policy: Option<&Path>) -> Result<Screen, Failure> {
    let Some(path) = policy else {
        return Ok(Screen::complete());
    };
    let policy: Policy = super::screening::load(path)?;
    Ok(Screen::complete().governed(policy, None))
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
