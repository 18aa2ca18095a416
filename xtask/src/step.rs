//! One check of `cargo xtask test`: what it runs, what it needs, what it waits for, and how the
//! cases in its output are counted.
//!
//! A step whose output should name cases and names none has failed: a test that cannot fail is no
//! test. Next: `steps.rs`, the table.

use std::path::Path;

use crate::repository::Repository;
use crate::shell::{Run, find, strict};
use crate::tools::{self, Tool};
use crate::trouble::{Outcome, Trouble};

/// Steps of one lane run one after another: they would wait for the same lock or fight for memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Whatever takes cargo's lock of `target`.
    Cargo,
    /// Node, the browser module and browsers.
    Web,
    /// Seconds of work, no lock.
    Light,
}

/// How many cases passed, failed, and were left out.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

/// Where the number of cases stands in a step's output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cases {
    /// The step is one case.
    One,
    /// cargo-nextest's summary.
    Nextest,
    /// The summaries of `cargo test`.
    Libtest,
    /// vitest's summary.
    Vitest,
    /// A last line `N passed, N failed`, perhaps `, N skipped`.
    Closing,
}

/// What a step does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    /// A command in a folder.
    Run {
        folder: &'static str,
        line: &'static str,
        cases: Cases,
    },
    /// A command that depends on the machine.
    Made(fn(&Repository) -> (Run, Cases)),
    /// A chore of ours; it writes what it has to say into the log.
    Own(fn(&Repository, &Path) -> Outcome<Count>),
}

/// One check.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// What holds when it passes.
    pub(crate) what: &'static str,
    pub(crate) lane: Lane,
    pub(crate) act: Act,
    pub(crate) after: &'static [&'static str],
    pub(crate) needs: &'static [Tool],
    pub(crate) wants: &'static [Tool],
}

impl Step {
    pub(crate) const fn new(name: &'static str, what: &'static str, lane: Lane, act: Act) -> Self {
        Self {
            name,
            what,
            lane,
            act,
            after: &[],
            needs: &[],
            wants: &[],
        }
    }

    /// Begins when these have passed.
    pub(crate) const fn after(mut self, names: &'static [&'static str]) -> Self {
        self.after = names;
        self
    }

    /// Cannot do without these programs.
    pub(crate) const fn needs(mut self, tools: &'static [Tool]) -> Self {
        self.needs = tools;
        self
    }

    /// Leaves out the part that takes these programs when they are missing, and says so.
    pub(crate) const fn wants(mut self, tools: &'static [Tool]) -> Self {
        self.wants = tools;
        self
    }

    /// Does it; `Err` when it could not begin, else how many cases passed and failed.
    pub(crate) fn act(&self, repository: &Repository, log: &Path) -> Outcome<Count> {
        let (run, cases) = match self.act {
            Act::Own(chore) => return chore(repository, log),
            Act::Made(make) => make(repository),
            Act::Run {
                folder,
                line,
                cases,
            } => (Run::line(line, repository.path(folder)), cases),
        };
        let mut run = run
            .set("CARGO_TERM_COLOR", "never")
            .set("NO_COLOR", "1")
            .set("TACITA_BIN", repository.target().join("debug/tacita"));
        if self.lane == Lane::Cargo {
            run = run.linted();
        }
        if let Some((name, value)) = tools::for_tests() {
            run = run.set(name, value);
        }
        let succeeded = run.logged(log)?;
        let output = std::fs::read(log).unwrap_or_default();
        count(cases, &String::from_utf8_lossy(&output), succeeded)
    }
}

pub(crate) const fn run(folder: &'static str, line: &'static str, cases: Cases) -> Act {
    Act::Run {
        folder,
        line,
        cases,
    }
}

pub(crate) const fn own(chore: fn(&Repository, &Path) -> Outcome<Count>) -> Act {
    Act::Own(chore)
}

/// Every target of the workspace with one set of features: another set would compile the cryptography
/// and what stands on it once more.
const WHOLE: &str = "--workspace --locked --features tacita-server/ui";

/// Builds `targets` with that set; the program lies in `target/debug` when a test of the server's is one.
fn build(repository: &Repository, targets: &str) -> Run {
    let line = format!("cargo test {WHOLE} --no-run {targets}");
    Run::line(&line, repository.root())
}

/// Builds the program as tests run it.
pub(crate) fn build_program(repository: &Repository) -> Run {
    build(repository, "--test ledger")
}

/// The program, from the build that the tests are from.
pub(crate) const fn program() -> Act {
    Act::Made(|repository| (build_program(repository), Cases::One))
}

/// Every target without a lint. Where builds are linted (`Run::linted`), building all of them is it.
pub(crate) const fn clippy() -> Act {
    Act::Made(|repository| {
        let run = if strict() {
            build(repository, "--all-targets")
        } else {
            let line = format!("cargo clippy {WHOLE} --all-targets -- -D warnings");
            Run::line(&line, repository.root())
        };
        (run, Cases::One)
    })
}

/// cargo-nextest where it is, `cargo test` elsewhere: the same tests, one process instead of many.
pub(crate) const fn nextest() -> Act {
    Act::Made(|repository| {
        let (line, cases) = if find("cargo-nextest").is_some() {
            (
                format!("cargo nextest run {WHOLE} --no-fail-fast"),
                Cases::Nextest,
            )
        } else {
            (
                format!("cargo test {WHOLE} --all-targets --no-fail-fast"),
                Cases::Libtest,
            )
        };
        (Run::line(&line, repository.root()), cases)
    })
}

/// Examples in the documentation.
pub(crate) const fn doctests() -> Act {
    Act::Made(|repository| {
        let line = format!("cargo test {WHOLE} --doc");
        (Run::line(&line, repository.root()), Cases::Libtest)
    })
}

/// cargo-deny from wherever it is.
pub(crate) const fn cargo_deny() -> Act {
    Act::Made(|repository| {
        let program = tools::deny_program(repository).unwrap_or_else(|| "cargo-deny".into());
        let words = [
            "--log-level",
            "warn",
            "check",
            "bans",
            "licenses",
            "sources",
        ];
        (
            Run::new(program, repository.root()).words(words),
            Cases::One,
        )
    })
}

/// Reads the cases from a step's output.
pub(crate) fn count(cases: Cases, output: &str, succeeded: bool) -> Outcome<Count> {
    let mut count = match cases {
        Cases::One => Count {
            passed: u32::from(succeeded),
            ..Count::default()
        },
        Cases::Nextest => last(output, |line| line.contains(" run: ")),
        Cases::Vitest => last(output, |line| line.trim_start().starts_with("Tests  ")),
        Cases::Closing => last(output, |line| line.contains(" passed, ")),
        Cases::Libtest => {
            let results = output
                .lines()
                .filter(|line| line.starts_with("test result: "));
            results
                .map(numbers)
                .fold(Count::default(), |sum, one| Count {
                    passed: sum.passed + one.passed,
                    failed: sum.failed + one.failed,
                    skipped: sum.skipped + one.skipped,
                })
        }
    };
    if !succeeded && count.failed == 0 {
        count.failed = 1;
    }
    // Examples in the documentation are few; a workspace without any is no fault.
    if succeeded && count.passed == 0 && cases != Cases::Libtest {
        return Err(Trouble::new(
            "it ended well, but no case in its output passed",
        ));
    }
    Ok(count)
}

fn last(output: &str, summary: impl Fn(&str) -> bool) -> Count {
    output
        .lines()
        .rev()
        .find(|line| summary(line))
        .map(numbers)
        .unwrap_or_default()
}

/// Reads `12 passed`, `1 failed`, `2 skipped` out of a line, whatever stands between.
fn numbers(line: &str) -> Count {
    let mut count = Count::default();
    let mut number = None;
    for word in line
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        match (word, number) {
            ("passed", Some(n)) => count.passed = n,
            // nextest says apart which failures were time-outs.
            ("failed" | "timed", Some(n)) => count.failed += n,
            ("skipped" | "ignored", Some(n)) => count.skipped = n,
            _ => {}
        }
        number = word.parse().ok();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(passed: u32, failed: u32, skipped: u32) -> Count {
        Count {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn cases_are_read_from_each_runner() {
        let nextest =
            "     Summary [  12.3s] 31 tests run: 29 passed (2 slow), 2 failed, 4 skipped";
        assert_eq!(count(Cases::Nextest, nextest, false), Ok(counted(29, 2, 4)));
        let vitest =
            " Test Files  2 passed (2)\n      Tests  1 failed | 12 passed | 2 skipped (15)\n";
        assert_eq!(count(Cases::Vitest, vitest, false), Ok(counted(12, 1, 2)));
        let libtest = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                       noise\ntest result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured\n";
        assert_eq!(count(Cases::Libtest, libtest, false), Ok(counted(7, 1, 1)));
        assert_eq!(
            count(Cases::Closing, "x\n7 passed, 0 failed\n", true),
            Ok(counted(7, 0, 0))
        );
        assert_eq!(count(Cases::One, "", true), Ok(counted(1, 0, 0)));
    }

    #[test]
    fn a_step_that_fails_without_naming_a_case_counts_as_one_failure() {
        assert_eq!(
            count(Cases::Nextest, "error: could not compile", false),
            Ok(counted(0, 1, 0))
        );
        assert_eq!(
            count(Cases::Vitest, " Tests  3 passed (3)", false),
            Ok(counted(3, 1, 0))
        );
    }

    #[test]
    fn a_step_that_ends_well_without_a_case_is_refused() {
        assert!(count(Cases::Nextest, "nothing to do", true).is_err());
        assert!(count(Cases::Closing, "0 passed, 0 failed", true).is_err());
    }
}
