//! A file while it is read: its text, what was found so far, and the redacted copy as it grows.
//!
//! Readers of formats hand in pieces (a cell, a JSON string, the whole text) in the order of the
//! file. Ranges stay with the engine's rule: byte ranges inside the piece.

use tacita_screen::{Band, Finding, Screen, Speaker, placeholder};

/// One value with its place.
pub(super) struct Found {
    /// From 1; none where the file has no lines of its own (parts of mail).
    pub(super) line: Option<usize>,
    /// Code points from 1, in the line.
    pub(super) column: Option<usize>,
    /// A key, a column's name or a part, when the format has such.
    pub(super) place: Option<String>,
    pub(super) finding: Finding,
    pub(super) value: String,
}

/// What was found in a file.
#[derive(Default)]
pub(super) struct Paper {
    pub(super) found: Vec<Found>,
    /// The text with placeholders; none when it was not asked for or cannot be made.
    pub(super) redacted: Option<String>,
    /// Parts that were not read.
    pub(super) unread: Vec<String>,
    /// Where pictures were taken: which one (empty: the file itself), degrees north and east.
    pub(super) locations: Vec<(String, f64, f64)>,
    /// A copy of an image without its metadata.
    pub(super) stripped: Option<Vec<u8>>,
}

/// Findings in a piece of text, read after `context` (a key, a column's name; empty: none). Hints
/// are left out: they are never acted on by default.
pub(super) fn find(screen: &Screen, context: &str, text: &str) -> Vec<Finding> {
    let (joined, lead);
    let whole = if context.is_empty() {
        lead = 0;
        text
    } else {
        joined = format!("{}: {text}", context.replace(['_', '-'], " "));
        lead = joined.len() - text.len();
        &joined
    };
    let mut findings = screen.conversation(whole, Speaker::Customer, &[], &[]);
    findings.retain(|finding| finding.band > Band::Hint && finding.range.end > lead);
    for finding in &mut findings {
        finding.range = finding.range.start.saturating_sub(lead)..finding.range.end - lead;
    }
    findings
}

/// The text with a placeholder for every finding, whatever policy would do in a chat.
pub(super) fn masked(text: &str, findings: &[Finding]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for finding in findings {
        out.push_str(text.get(at..finding.range.start).unwrap_or_default());
        let value = text.get(finding.range.clone()).unwrap_or_default();
        out.push_str(&placeholder::make(finding, value));
        at = finding.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Line and column of growing offsets, in one pass over the text.
pub(super) struct Places<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    /// Line and column of a byte; not before the last one asked for.
    pub(super) fn of(&mut self, byte: usize) -> (usize, usize) {
        for letter in self.text.get(self.at..byte).unwrap_or_default().chars() {
            if letter == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = self.at.max(byte);
        (self.line, self.column)
    }
}
