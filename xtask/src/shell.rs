//! Running other programs: with their output kept in a log file (shown only when they fail),
//! or passed through to the terminal.
//!
//! Refuses to be clever: no shell, no globbing; a command is a program and its words.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::trouble::{Outcome, Trouble, While};

/// What takes longer hangs, unless `within` says otherwise.
const LONGEST: Duration = Duration::from_mins(30);

/// A command that is yet to run.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    program: OsString,
    words: Vec<OsString>,
    folder: PathBuf,
    settings: Vec<(OsString, Option<OsString>)>,
    longest: Duration,
}

impl Run {
    pub(crate) fn new(program: impl Into<OsString>, folder: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            words: Vec::new(),
            folder: folder.into(),
            settings: Vec::new(),
            longest: LONGEST,
        }
    }

    /// A command written as one line; words are parted by blanks, there is no quoting.
    pub(crate) fn line(line: &str, folder: impl Into<PathBuf>) -> Self {
        let mut words = line.split_whitespace();
        Self::new(words.next().unwrap_or_default(), folder).words(words)
    }

    pub(crate) fn words<W: Into<OsString>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.words.extend(words.into_iter().map(Into::into));
        self
    }

    pub(crate) fn set(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.settings.push((name.into(), Some(value.into())));
        self
    }

    /// Ends it when it takes longer (only where its output goes into a log).
    pub(crate) fn within(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    pub(crate) fn unset(mut self, name: &str) -> Self {
        self.settings.push((name.into(), None));
        self
    }

    /// For a build whose lints count. On a machine that is thrown away the compiler lints what it
    /// builds, as `cargo clippy` would (by the same two settings): checking everything first and
    /// building it afterwards costs minutes. Elsewhere nothing changes, so that builds by hand share
    /// what was built. Never for what is shipped: clippy-driver optimises our crates less.
    pub(crate) fn linted(self) -> Self {
        if strict() {
            self.set("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").set(
                "CLIPPY_ARGS",
                "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__",
            )
        } else {
            self
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.words)
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        if let Ok(path) = std::env::join_paths(folders()) {
            command.env("PATH", path);
        }
        // Cargo tells its children about the package it runs; another cargo must not hear it.
        command
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("CARGO_MANIFEST_PATH");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") {
                command.env_remove(name);
            }
        }
        // What incremental builds keep is never read again on a machine that is thrown away.
        if strict() && std::env::var_os("CARGO_INCREMENTAL").is_none() {
            command.env("CARGO_INCREMENTAL", "0");
        }
        for (name, value) in &self.settings {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Runs with both outputs in `log` (which is overwritten). The answer is whether it succeeded.
    pub(crate) fn logged(&self, log: &Path) -> Outcome<bool> {
        if let Some(folder) = log.parent() {
            std::fs::create_dir_all(folder).doing(|| format!("make {}", folder.display()))?;
        }
        let file = File::create(log).doing(|| format!("write {}", log.display()))?;
        let twin = file
            .try_clone()
            .doing(|| format!("write {}", log.display()))?;
        let starting = || format!("start {}", self.program.to_string_lossy());
        let mut child = self
            .command()
            .stdout(file)
            .stderr(twin)
            .spawn()
            .doing(starting)?;
        let began = Instant::now();
        loop {
            if let Some(status) = child.try_wait().doing(starting)? {
                return Ok(status.success());
            }
            if began.elapsed() > self.longest {
                // Asked first, so that a test runner can end the tests it started.
                Run::line("kill -TERM", ".")
                    .words([child.id().to_string()])
                    .works();
                std::thread::sleep(Duration::from_secs(10));
                let _gone_already = child.kill();
                let _reaped = child.wait();
                return Err(Trouble::new(format!(
                    "`{self}` did not end within {} minutes",
                    self.longest.as_secs() / 60
                )));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Runs with both outputs in `log`; failure shows the end of the log.
    pub(crate) fn quietly(&self, log: &Path) -> Outcome {
        if self.logged(log)? {
            return Ok(());
        }
        Err(Trouble::new(format!("`{self}` failed:\n{}", tail(log, 60))))
    }

    /// Runs on the terminal.
    pub(crate) fn aloud(&self) -> Outcome {
        let status = self.command().stdin(Stdio::inherit()).status();
        let status = status.doing(|| format!("start {}", self.program.to_string_lossy()))?;
        if status.success() {
            return Ok(());
        }
        Err(Trouble::new(format!("`{self}` ended with {status}")))
    }

    /// What it prints on standard output; failure shows what it printed on standard error.
    pub(crate) fn answer(&self) -> Outcome<String> {
        let output = self.command().output();
        let output = output.doing(|| format!("start {}", self.program.to_string_lossy()))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(Trouble::new(format!(
            "`{self}` failed:\n{}",
            last_lines(&errors, 40)
        )))
    }

    /// Whether it runs at all and succeeds; nothing is shown.
    pub(crate) fn works(&self) -> bool {
        let silent = self
            .command()
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        silent.is_ok_and(|status| status.success())
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.program.to_string_lossy())?;
        for word in &self.words {
            write!(f, " {}", word.to_string_lossy())?;
        }
        Ok(())
    }
}

/// Folders that are searched before those of the machine: programs that xtask installed itself.
static FIRST: OnceLock<PathBuf> = OnceLock::new();

/// Names the folder that is searched first, once, at the start.
pub(crate) fn search_first(folder: PathBuf) {
    // A second call would be a second start.
    let _already_named = FIRST.set(folder);
}

/// The search path: what xtask installed, then what the machine has.
fn folders() -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let machine: Vec<PathBuf> = std::env::split_paths(&path).collect();
    FIRST.get().cloned().into_iter().chain(machine)
}

/// Where `program` lies on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    folders()
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// The last `count` lines of a file.
pub(crate) fn tail(file: &Path, count: usize) -> String {
    let bytes = std::fs::read(file).unwrap_or_default();
    last_lines(&String::from_utf8_lossy(&bytes), count)
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(count);
    lines.get(from..).unwrap_or_default().join("\n")
}
/// Whether we run where a missing tool is a failure (`CI=true`).
pub(crate) fn strict() -> bool {
    std::env::var("CI").is_ok_and(|ci| !ci.is_empty() && ci != "false")
}
