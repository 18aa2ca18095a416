//! Progress on anything longer than a second: one line a stage, with a clock that runs.
//!
//! On a terminal the line moves; elsewhere (a log, CI) each stage is one line when it starts and
//! one when it ends. Everything goes to standard error: standard output is for answers.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::trouble::Outcome;

/// Runs `work` as a stage called `name`; `work` says what it came to in a few words.
pub(crate) fn stage(name: &str, work: impl FnOnce() -> Outcome<String>) -> Outcome<String> {
    let started = Instant::now();
    let bar = moving(name);
    if bar.is_none() {
        eprintln!("  … {name}");
    }
    let done = work();
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let took = seconds(started.elapsed());
    match &done {
        Ok(words) => eprintln!("  ✔ {name} ({words}, {took})"),
        Err(_) => eprintln!("  ✘ {name} ({took})"),
    }
    done
}

/// Several things under way at once: a moving line each, and finished lines above them.
#[derive(Debug)]
pub(crate) struct Board {
    lines: Option<MultiProgress>,
}

impl Board {
    pub(crate) fn new() -> Self {
        Self {
            lines: std::io::stderr().is_terminal().then(MultiProgress::new),
        }
    }

    /// Shows that something began.
    pub(crate) fn begin(&self, name: &str) -> Option<ProgressBar> {
        match &self.lines {
            Some(lines) => moving(name).map(|bar| lines.add(bar)),
            None => {
                println!("… {name}");
                None
            }
        }
    }

    pub(crate) fn end(&self, line: Option<ProgressBar>) {
        if let Some(bar) = line {
            bar.finish_and_clear();
        }
    }

    /// Prints above the moving lines, on standard output.
    pub(crate) fn say(&self, words: &str) {
        match &self.lines {
            Some(lines) => lines.suspend(|| println!("{words}")),
            None => println!("{words}"),
        }
    }
}

fn moving(name: &str) -> Option<ProgressBar> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let style = ProgressStyle::with_template("  {spinner} {msg} {elapsed}").ok()?;
    let bar = ProgressBar::new_spinner()
        .with_style(style)
        .with_message(name.to_owned());
    bar.enable_steady_tick(Duration::from_millis(120));
    Some(bar)
}

/// A duration as people read it: `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    match whole {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..120 => format!("{whole} s"),
        _ => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}
