//! JSON and JSON lines: every string and number is read after the name of its key.
//!
//! The text is cut into literals instead of a tree, so that places are known and a redacted copy
//! keeps everything else as it was. It refuses nothing: what is no JSON is read as text.

use crate::commands::scan::paper::{Found, Paper, Places, find, masked};
use serde::de::IgnoredAny;
use std::borrow::Cow;
use tacita_screen::Screen;

/// Whether a text is one or several JSON values, the first of them an object or a list.
pub(super) fn is(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
        && serde_json::Deserializer::from_str(text)
            .into_iter::<IgnoredAny>()
            .all(|value| value.is_ok())
}

/// Reads JSON.
pub(super) fn read(screen: &Screen, text: &str, redact: bool) -> Paper {
    let mut places = Places::new(text);
    let mut paper = Paper::default();
    let mut out = redact.then(String::new);
    let mut key = String::new();
    let mut rest = text;
    while let Some(start) =
        rest.find(|letter: char| letter == '"' || letter == '-' || letter.is_ascii_digit())
    {
        let (before, from) = rest.split_at(start);
        let (literal, after) = from.split_at(length(from));
        if let Some(out) = &mut out {
            out.push_str(before);
        }
        rest = after;
        let value: Cow<'_, str> = match serde_json::from_str::<String>(literal) {
            Ok(value) => value.into(),
            // A number, or a string with half a surrogate pair: read as it stands.
            Err(_) => literal.into(),
        };
        let is_key = literal.starts_with('"') && rest.trim_start().starts_with(':');
        let findings = find(screen, if is_key { "" } else { &key }, &value);
        if let Some(out) = &mut out {
            match serde_json::to_string(&masked(&value, &findings)) {
                Ok(changed) if !findings.is_empty() => out.push_str(&changed),
                _ => out.push_str(literal),
            }
        }
        if !findings.is_empty() {
            let (line, column) = places.of(text.len() - rest.len() - literal.len());
            let place = (!is_key && !key.is_empty()).then(|| key.clone());
            paper.found.extend(findings.into_iter().map(|finding| {
                Found {
                    line: Some(line),
                    column: Some(column),
                    place: place.clone(),
                    value: value
                        .get(finding.range.clone())
                        .unwrap_or_default()
                        .to_owned(),
                    finding,
                }
            }));
        }
        if is_key {
            key = value.into_owned();
        }
    }
    if let Some(mut out) = out {
        out.push_str(rest);
        paper.redacted = Some(out);
    }
    paper
}

/// Reads JSON lines of which some are broken: those are read as text.
pub(super) fn read_lines(screen: &Screen, text: &str, redact: bool) -> Paper {
    let mut whole = Paper {
        redacted: redact.then(String::new),
        ..Paper::default()
    };
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let paper = if is(line) {
            read(screen, line, redact)
        } else {
            super::plain(screen, line, redact)
        };
        whole
            .found
            .extend(paper.found.into_iter().map(|found| Found {
                line: Some(index + 1),
                ..found
            }));
        if let (Some(out), Some(redacted)) = (&mut whole.redacted, paper.redacted) {
            out.push_str(&redacted);
        }
    }
    whole
}

/// Bytes of the string or number at the beginning of a text.
fn length(from: &str) -> usize {
    if !from.starts_with('"') {
        let end =
            from.find(|letter: char| !letter.is_ascii_alphanumeric() && !"+-.".contains(letter));
        return end.unwrap_or(from.len());
    }
    let mut escaped = false;
    for (at, byte) in from.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    from.len()
}
