//! Answers of the playground as JSON: spans in UTF-16, as JavaScript counts.

use serde::Serialize;
use tacita_files::{Contents, Why};
use tacita_screen::conduct;
use tacita_screen::{Finding, Screen};

/// Longest text of a part that is shown; all of it is read.
const SHOWN_CHARACTERS: usize = 20_000;
/// Texts longer than this are read without the candidates that were not chosen.
const EXPLAINED_BYTES: usize = 16 * 1024;

/// What would happen.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    /// Nothing for text.
    format: Option<&'static str>,
    parts: Vec<Part>,
    held: Vec<Held>,
    unread: Vec<Unread>,
    locations: Vec<Location>,
    /// A copy without metadata can be had.
    strippable: bool,
}

/// A stretch of text with what was found in it.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    place: String,
    text: String,
    /// The text is longer than what is shown.
    cut: bool,
    /// What the other side would get.
    sent: String,
    findings: Vec<Span>,
    /// What came close and was not chosen.
    beside: Vec<Beside>,
}

#[derive(Debug, Serialize)]
struct Span {
    start: usize,
    end: usize,
    kind: &'static str,
    band: &'static str,
    score: u16,
    reason: &'static str,
    action: &'static str,
    may_send_anyway: bool,
    facts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Beside {
    start: usize,
    end: usize,
    kind: &'static str,
    reason: &'static str,
    /// Hundredths of a logit; below nought it is not reported.
    score: i32,
    facts: Vec<&'static str>,
}

/// What would hold an agent's draft back.
#[derive(Debug, Serialize)]
pub(crate) struct Held {
    start: usize,
    end: usize,
    why: &'static str,
    kind: Option<&'static str>,
    hold: &'static str,
}

#[derive(Debug, Serialize)]
struct Unread {
    place: String,
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct Location {
    place: String,
    latitude: f64,
    longitude: f64,
}

impl Answer {
    pub(crate) fn of_text(part: Part, held: Vec<Held>) -> Self {
        Self {
            format: None,
            parts: vec![part],
            held,
            unread: Vec::new(),
            locations: Vec::new(),
            strippable: false,
        }
    }

    pub(crate) fn unread(why: Why) -> Self {
        Self {
            format: None,
            parts: Vec::new(),
            held: Vec::new(),
            unread: vec![Unread {
                place: String::new(),
                why: why.as_str(),
            }],
            locations: Vec::new(),
            strippable: false,
        }
    }

    pub(crate) fn of_file(contents: &Contents, parts: Vec<Part>) -> Self {
        let unread = contents.unread.iter().map(|unread| Unread {
            place: unread.place.clone(),
            why: unread.why.as_str(),
        });
        let locations = contents.locations.iter().map(|location| Location {
            place: location.place.clone(),
            latitude: location.latitude,
            longitude: location.longitude,
        });
        Self {
            format: Some(contents.format.as_str()),
            parts,
            held: Vec::new(),
            unread: unread.collect(),
            locations: locations.collect(),
            strippable: contents.format.is_image(),
        }
    }

    pub(crate) fn json(&self) -> String {
        // Types of our own always serialise; an empty text would be refused by the page.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Part {
    pub(crate) fn new(
        screen: &Screen,
        place: &str,
        text: &str,
        findings: &[Finding],
        sent: String,
    ) -> Self {
        let mut places = Places {
            text,
            at: 0,
            units: 0,
        };
        let explained = if text.len() <= EXPLAINED_BYTES {
            screen.explain(text, &[], &[])
        } else {
            Vec::new()
        };
        let facts = |finding: &Finding| {
            let same = |one: &&tacita_screen::Explained| {
                one.range == finding.range && one.kind == finding.kind
            };
            explained.iter().find(same).map(|one| one.names().collect())
        };
        let spans = findings
            .iter()
            .map(|finding| Span {
                start: places.of(finding.range.start),
                end: places.of(finding.range.end),
                kind: finding.kind.as_str(),
                band: finding.band.as_str(),
                score: finding.score,
                reason: finding.reason,
                action: finding.action.as_str(),
                may_send_anyway: finding.may_send_anyway,
                facts: facts(finding).unwrap_or_default(),
            })
            .collect();
        let chosen = |range: &core::ops::Range<usize>| {
            findings
                .iter()
                .any(|f| f.range.start < range.end && range.start < f.range.end)
        };
        let beside = explained
            .iter()
            .filter(|one| !chosen(&one.range))
            .map(|one| {
                let mut places = Places {
                    text,
                    at: 0,
                    units: 0,
                };
                Beside {
                    start: places.of(one.range.start),
                    end: places.of(one.range.end),
                    kind: one.kind.as_str(),
                    reason: one.reason,
                    score: one.score,
                    facts: one.names().collect(),
                }
            });
        let shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
        Self {
            place: place.to_owned(),
            cut: shown.len() < text.len(),
            text: shown,
            sent: sent.chars().take(SHOWN_CHARACTERS).collect(),
            findings: spans,
            beside: beside.take(50).collect(),
        }
    }
}

/// What would hold an agent's draft, apart from other chats, which a playground has none of.
pub(crate) fn held(screen: &Screen, text: &str) -> Vec<Held> {
    let holds = screen.policy().holds();
    let mut places = Places {
        text,
        at: 0,
        units: 0,
    };
    screen
        .conduct(text)
        .into_iter()
        .map(|held| {
            let (why, kind, hold) = match held.why {
                conduct::Why::NeverAsk(kind) => ("never-ask", Some(kind), holds.over_collection),
                conduct::Why::NotInPurpose(kind) => {
                    ("not-in-purpose", Some(kind), holds.over_collection)
                }
                conduct::Why::PrivateMail => ("private-mail", None, holds.off_channel),
                conduct::Why::PrivatePhone => ("private-phone", None, holds.off_channel),
                _ => ("messenger", None, holds.off_channel),
            };
            Held {
                start: places.of(held.range.start),
                end: places.of(held.range.end),
                why,
                kind: kind.map(tacita_screen::Kind::as_str),
                hold: hold.as_str(),
            }
        })
        .collect()
}

/// UTF-16 offsets of growing byte offsets, in one pass.
struct Places<'a> {
    text: &'a str,
    at: usize,
    units: usize,
}

impl Places<'_> {
    fn of(&mut self, byte: usize) -> usize {
        if byte < self.at {
            (self.at, self.units) = (0, 0);
        }
        let piece = self.text.get(self.at..byte).unwrap_or_default();
        self.units += piece.encode_utf16().count();
        self.at = byte.max(self.at);
        self.units
    }
}
