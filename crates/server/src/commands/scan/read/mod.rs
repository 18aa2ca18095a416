//! What is in a file, by its format: text, JSON, tables, mail; documents and images.
//!
//! The format is told by the file's ending, and by the first bytes where there is none. Whatever
//! does not hold to its format is read as text, so that a broken file hides nothing.

mod document;
mod json;
mod mail;
mod table;

pub(super) use document::document;

use super::paper::{Found, Paper, Places, find, masked};
use std::path::Path;
use tacita_screen::Screen;

/// Reads a file's text and, when asked, makes its redacted copy.
pub(super) fn paper(screen: &Screen, path: &Path, text: &str, redact: bool) -> Paper {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("csv") => table::read(screen, text, table::delimiter(text), redact),
        Some("tsv") => table::read(screen, text, b'\t', redact),
        Some("mbox" | "eml") => mail::read(screen, text),
        Some("json" | "jsonl" | "ndjson") | None if json::is(text) => {
            json::read(screen, text, redact)
        }
        Some("jsonl" | "ndjson") => json::read_lines(screen, text, redact),
        None if mail::is(text) => mail::read(screen, text),
        _ => plain(screen, text, redact),
    }
}

/// Text is read whole: a value may reach over the end of a line.
fn plain(screen: &Screen, text: &str, redact: bool) -> Paper {
    let findings = find(screen, "", text);
    let redacted = redact.then(|| masked(text, &findings));
    let mut places = Places::new(text);
    let found = findings.into_iter().map(|finding| {
        let (line, column) = places.of(finding.range.start);
        Found {
            line: Some(line),
            column: Some(column),
            place: None,
            value: text
                .get(finding.range.clone())
                .unwrap_or_default()
                .to_owned(),
            finding,
        }
    });
    Paper {
        found: found.collect(),
        redacted,
        ..Paper::default()
    }
}
