//! `cargo xtask tidy`: the house rules that a compiler does not know. Each rule is a function from
//! the sources to findings, and each has a bad example in `tests.rs` that it must refuse.
//!
//! A rule never changes a file. To add one: write the function, add it to `RULES`, add its bad
//! example.

mod files;
mod fluent;
mod layers;
mod npm;
mod paths;
pub(crate) mod practices;
mod privacy;
mod sources;
mod text;

#[cfg(test)]
mod tests;

use std::fmt;
use std::fmt::Write as _;
use std::path::Path;

pub(crate) use sources::Sources;

use crate::repository::Repository;
use crate::step::Count;
use crate::trouble::{Outcome, While};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Printed; does not fail.
    Warning,
    /// Fails `tidy`.
    Failure,
}

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) weight: Weight,
    /// Relative to the root.
    pub(crate) file: String,
    /// From 1; 0 when the whole file is meant.
    pub(crate) line: usize,
    /// What is wrong and what would be right.
    pub(crate) words: String,
}

impl Finding {
    pub(crate) fn failure(file: &str, line: usize, words: impl Into<String>) -> Self {
        Self {
            weight: Weight::Failure,
            file: file.to_owned(),
            line,
            words: words.into(),
        }
    }

    pub(crate) fn warning(file: &str, line: usize, words: impl Into<String>) -> Self {
        Self {
            weight: Weight::Warning,
            file: file.to_owned(),
            line,
            words: words.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.weight {
            Weight::Warning => "warning",
            Weight::Failure => "FAILURE",
        };
        match self.line {
            0 => write!(f, "{word} {}: {}", self.file, self.words),
            line => write!(f, "{word} {}:{line}: {}", self.file, self.words),
        }
    }
}

type Rule = fn(&Sources) -> Vec<Finding>;

/// Every rule, with the name it is counted under.
const RULES: &[(&str, Rule)] = &[
    ("files are short", files::size),
    ("files open with what they are for", files::opening),
    ("file names say what they hold", files::names),
    ("crates depend downwards", layers::edges),
    ("pure crates stay pure", layers::purity),
    ("crates keep the workspace's lints", layers::lints),
    (
        "only the bench of the server hosts the client",
        layers::client_in_server,
    ),
    (
        "paths named in the documents exist",
        paths::named_paths_exist,
    ),
    ("links in the documents lead somewhere", paths::links_exist),
    ("no host of a package registry", text::registry_hosts),
    ("no path of somebody's machine", text::machine_paths),
    ("no allow attribute", text::allow_attributes),
    ("Fluent files parse and have equal keys", fluent::files),
    ("npm locks name no host", npm::locks),
    ("claimed practices have code and a test", practices::claims),
    ("claimed practices stay claimed", practices::append_only),
    ("every column has a purpose and an end", privacy::columns),
];

/// Checks the checkout; the answer is what to tell, and how many rules hold and how many do not.
pub(crate) fn check(repository: &Repository) -> Outcome<(String, Count)> {
    let sources = Sources::load(repository)?;
    let (mut told, mut count) = (String::new(), Count::default());
    for (name, rule) in RULES {
        let mut findings = rule(&sources);
        findings.sort();
        for finding in &findings {
            let _ = writeln!(told, "{finding}");
        }
        let broken = findings
            .iter()
            .any(|finding| finding.weight == Weight::Failure);
        let mark = if broken { '✘' } else { '✔' };
        let _ = writeln!(told, "{mark} {name}");
        if broken {
            count.failed += 1
        } else {
            count.passed += 1
        }
    }
    Ok((told, count))
}

/// As a step of `test`: one case a rule.
pub(crate) fn step(repository: &Repository, log: &Path) -> Outcome<Count> {
    let (told, count) = check(repository)?;
    std::fs::write(log, told).doing(|| format!("write {}", log.display()))?;
    Ok(count)
}
