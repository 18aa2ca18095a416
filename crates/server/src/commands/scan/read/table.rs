//! Tables: every cell is read after the name of its column.
//!
//! A redacted copy keeps the records without findings as they were, byte for byte. Quoting and line
//! ends are the csv library's (RFC 4180).

use crate::commands::scan::paper::{Found, Paper, find, masked};
use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use tacita_screen::Screen;

/// The sign between cells: the one that stands most often in the first line.
pub(super) fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    // The last of equals wins: the comma when none stands there.
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

/// Reads a table with a first record of names.
pub(super) fn read(screen: &Screen, text: &str, delimiter: u8, redact: bool) -> Paper {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut paper = Paper {
        redacted: redact.then(String::new),
        ..Paper::default()
    };
    let mut names: Option<StringRecord> = None;
    let mut record = StringRecord::new();
    let mut at = 0;
    // The text is UTF-8 and records may differ in length: nothing is left that could fail.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let raw = text.get(at..end).unwrap_or_default();
        at = end;
        let line = record.position().map(|place| place.line() as usize);
        let mut changed: Vec<String> = record.iter().map(ToOwned::to_owned).collect();
        let before = paper.found.len();
        for (index, cell) in changed.iter_mut().enumerate() {
            let name = names.as_ref().and_then(|names| names.get(index));
            let findings = find(screen, name.unwrap_or_default(), cell);
            if findings.is_empty() {
                continue;
            }
            let redacted = masked(cell, &findings);
            paper.found.extend(findings.into_iter().map(|finding| {
                Found {
                    line,
                    column: None,
                    place: Some(
                        name.map_or_else(|| format!("cell {}", index + 1), ToOwned::to_owned),
                    ),
                    value: cell
                        .get(finding.range.clone())
                        .unwrap_or_default()
                        .to_owned(),
                    finding,
                }
            }));
            *cell = redacted;
        }
        if let Some(out) = &mut paper.redacted {
            match written(&changed, delimiter) {
                Some(line) if paper.found.len() > before => out.push_str(&line),
                _ => out.push_str(raw),
            }
        }
        // Names are names when nothing confidential stands among them.
        if names.is_none() && paper.found.is_empty() {
            names = Some(record.clone());
        }
        names.get_or_insert_default();
    }
    if let Some(out) = &mut paper.redacted {
        out.push_str(text.get(at..).unwrap_or_default());
    }
    paper
}

/// One record as a line of the table.
fn written(cells: &[String], delimiter: u8) -> Option<String> {
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_writer(Vec::new());
    writer.write_record(cells).ok()?;
    String::from_utf8(writer.into_inner().ok()?).ok()
}
