//! Rules about files as such: how long, how they open, how they are called.
//!
//! Tests beside the code and generated files may be as long as they need.

use super::sources::{is_generated, is_test};
use super::{Finding, Sources};

/// Files that people read top to bottom.
const READ: [&str; 6] = [".rs", ".ts", ".js", ".mjs", ".svelte", ".css"];

const WARN_LINES: usize = 300;
const FAIL_LINES: usize = 500;

/// A file of more than 300 lines is a warning, of more than 500 a failure.
pub(super) fn size(sources: &Sources) -> Vec<Finding> {
    let read = sources
        .ending(&READ)
        .filter(|(file, text)| !is_test(file) && !is_generated(file, text));
    read.filter_map(|(file, text)| {
        let lines = text.lines().count();
        let words = format!("{lines} lines; part it by what it promises");
        match lines {
            ..=WARN_LINES => None,
            _ if lines <= FAIL_LINES => Some(Finding::warning(file, 0, words)),
            _ => Some(Finding::failure(
                file,
                0,
                format!("{words} ({FAIL_LINES} is the limit)"),
            )),
        }
    })
    .collect()
}

/// Every file begins by saying what it is for.
pub(super) fn opening(sources: &Sources) -> Vec<Finding> {
    let read = sources.ending(&[
        ".rs", ".ts", ".js", ".mjs", ".svelte", ".css", ".sql", ".ftl", ".cedar",
    ]);
    read.filter(|(file, text)| !is_generated(file, text) && !opens_well(file, text))
        .map(|(file, _)| {
            Finding::failure(
                file,
                1,
                "opens without saying what it is for, what it refuses, where next",
            )
        })
        .collect()
}

fn opens_well(file: &str, text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = match lines.next() {
        Some(line) if line.starts_with("#!/") => lines.next(),
        first => first,
    };
    let Some(first) = first else { return false };
    let comment = |line: &str, marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
    match file.rsplit('.').next() {
        Some("rs") => comment(first, &["//!"]),
        Some("svelte") => {
            // Either an HTML comment, or a script whose first line is one.
            let inside = first.starts_with("<script")
                && lines
                    .next()
                    .is_some_and(|line| comment(line, &["//", "/*"]));
            inside || comment(first, &["<!--"])
        }
        Some("css") => comment(first, &["/*"]),
        Some("sql") => comment(first, &["--", "/*"]),
        Some("ftl") => comment(first, &["#"]),
        _ => comment(first, &["//", "/*"]),
    }
}

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: [&str; 5] = ["util", "utils", "helper", "helpers", "manager"];

/// No file called by a word that fits anything.
pub(super) fn names(sources: &Sources) -> Vec<Finding> {
    let named = sources.paths.iter().filter(|file| {
        let name = file.rsplit('/').next().unwrap_or(file);
        let stem = name.split('.').next().unwrap_or(name);
        stem.split(['_', '-'])
            .any(|word| EMPTY_NAMES.contains(&word.to_lowercase().as_str()))
    });
    named
        .map(|file| Finding::failure(file, 0, "is called by a word that fits anything"))
        .collect()
}
