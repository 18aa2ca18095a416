//! What a scan says: text as it goes, JSON or SARIF at the end.
//!
//! The values themselves are printed only when asked for (`--show`): a report travels further than
//! the file it is about. With redacted text on standard output the answer is given on standard error.

use super::Ending;
use super::paper::{Found, Paper};
use crate::commands::{complain, print};
use serde_json::{Value, json};
use tacita_screen::Band;

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// A line for each finding
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

/// A scan's answer as it grows.
pub(super) struct Report {
    format: Format,
    show: bool,
    /// Standard output belongs to redacted text.
    aside: bool,
    findings: Vec<Value>,
    locations: Vec<Value>,
    unread: Vec<(String, String)>,
    count: usize,
    files: usize,
    ending: Ending,
}

impl Report {
    pub(super) fn new(format: Format, show: bool, aside: bool) -> Self {
        Self {
            format,
            show,
            aside,
            findings: Vec::new(),
            locations: Vec::new(),
            unread: Vec::new(),
            count: 0,
            files: 0,
            ending: Ending::Nothing,
        }
    }

    /// Takes in a file that was read.
    pub(super) fn paper(&mut self, name: &str, paper: &Paper) {
        self.files += 1;
        self.count += paper.found.len();
        for found in &paper.found {
            self.ending = self.ending.max(Ending::Found);
            match self.format {
                Format::Text => self.say(&line(name, found, self.show)),
                Format::Json => self.findings.push(object(name, found, self.show)),
                Format::Sarif => self.findings.push(result(name, found, self.show)),
            }
        }
        for place in &paper.locations {
            self.ending = self.ending.max(Ending::Found);
            self.count += 1;
            match self.format {
                Format::Text => self.say(&format!("{name}{}", located(place, self.show))),
                Format::Json => self.locations.push(json!({
                    "file": name,
                    "place": place.0,
                    "latitude": self.show.then_some(place.1),
                    "longitude": self.show.then_some(place.2),
                })),
                Format::Sarif => self.findings.push(json!({
                    "ruleId": LOCATION,
                    "level": "warning",
                    "message": { "text": format!("tells where it was taken{}", located(place, self.show)) },
                    "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(name) } } }],
                })),
            }
        }
        for part in &paper.unread {
            self.unread(name, part, false);
        }
    }

    /// Takes in something that was not read.
    pub(super) fn unread(&mut self, name: &str, why: &str, trouble: bool) {
        complain(&format!("{name}: unread: {why}"));
        self.unread.push((name.to_owned(), why.to_owned()));
        if trouble {
            self.ending = Ending::Trouble;
        }
    }

    /// Says the rest and how it ended.
    pub(super) fn finish(self) -> Ending {
        let unread: Vec<Value> = self
            .unread
            .iter()
            .map(|(file, why)| json!({ "file": file, "why": why }))
            .collect();
        match self.format {
            Format::Text => complain(&format!(
                "{} found in {} files read, {} unread",
                self.count,
                self.files,
                unread.len()
            )),
            Format::Json => self.say(
                &json!({
                    "files": self.files,
                    "findings": self.findings,
                    "locations": self.locations,
                    "unread": unread,
                })
                .to_string(),
            ),
            Format::Sarif => self.say(&sarif(&self.findings, &self.unread).to_string()),
        }
        self.ending
    }

    fn say(&self, line: &str) {
        if self.aside {
            complain(line);
        } else {
            print(line);
        }
    }
}

/// What a place that a picture tells is called.
const LOCATION: &str = "LOCATION";

/// `: word/media/image1.jpeg: LOCATION certain`, and `: 33.92000 S 18.42000 E` when asked for.
fn located((place, latitude, longitude): &(String, f64, f64), show: bool) -> String {
    let side = |degrees: f64, plus: &str, minus: &str| {
        let side = if degrees < 0.0 { minus } else { plus };
        format!("{:.5} {side}", degrees.abs())
    };
    let within = if place.is_empty() {
        String::new()
    } else {
        format!(": {}", place.escape_debug())
    };
    let values = if show {
        let (north, east) = (side(*latitude, "N", "S"), side(*longitude, "E", "W"));
        format!(": {north} {east}")
    } else {
        String::new()
    };
    format!("{within}: {LOCATION} certain{values}")
}

/// `FILE:LINE:COLUMN: TYPE certain (reason): mask`.
fn line(name: &str, found: &Found, show: bool) -> String {
    let mut out = name.to_owned();
    for number in [found.line, found.column].into_iter().flatten() {
        out.push_str(&format!(":{number}"));
    }
    if let Some(place) = &found.place {
        // Keys come from the file; a line end in one would look like a finding of its own.
        out.push_str(&format!(": {}", place.escape_debug()));
    }
    let finding = &found.finding;
    out.push_str(&format!(
        ": {} {} ({}): {}",
        finding.kind.as_str(),
        finding.band.as_str(),
        finding.reason,
        finding.action.as_str()
    ));
    if show {
        out.push_str(&format!(": {}", found.value.escape_debug()));
    }
    out
}

fn object(name: &str, found: &Found, show: bool) -> Value {
    let finding = &found.finding;
    let mut object = json!({
        "file": name,
        "line": found.line,
        "column": found.column,
        "place": found.place,
        "type": finding.kind.as_str(),
        "band": finding.band.as_str(),
        "score": finding.score,
        "reason": finding.reason,
        "action": finding.action.as_str(),
    });
    if let (true, Some(fields)) = (show, object.as_object_mut()) {
        fields.insert("value".to_owned(), found.value.clone().into());
    }
    object
}

/// A SARIF result (OASIS SARIF 2.1.0, 3.27).
fn result(name: &str, found: &Found, show: bool) -> Value {
    let finding = &found.finding;
    let level = match finding.band {
        Band::Certain => "error",
        Band::Likely => "warning",
        Band::Hint => "note",
    };
    let mut text = format!(
        "{} ({}), suggested: {}",
        finding.kind.as_str(),
        finding.reason,
        finding.action.as_str()
    );
    for more in found.place.iter().chain(show.then_some(&found.value)) {
        text.push_str(&format!(": {more}"));
    }
    let mut place = json!({ "artifactLocation": { "uri": uri(name) } });
    if let (Some(line), Some(fields)) = (found.line, place.as_object_mut()) {
        let mut region = json!({ "startLine": line });
        if let (Some(column), Some(region)) = (found.column, region.as_object_mut()) {
            region.insert("startColumn".to_owned(), column.into());
        }
        fields.insert("region".to_owned(), region);
    }
    json!({
        "ruleId": finding.kind.as_str(),
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": place }],
    })
}

/// The whole log, with what was unread as notifications (3.20.21).
fn sarif(results: &[Value], unread: &[(String, String)]) -> Value {
    let rules: Vec<Value> = tacita_screen::Kind::ALL
        .iter()
        .map(|kind| kind.as_str())
        .chain([LOCATION])
        .map(|id| json!({ "id": id }))
        .collect();
    let notifications: Vec<Value> = unread
        .iter()
        .map(|(file, why)| {
            json!({
                "level": "warning",
                "message": { "text": format!("unread: {why}") },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } }],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tacita",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": unread.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    })
}

/// A relative reference (RFC 3986): everything but unreserved characters and `/` is escaped.
fn uri(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
