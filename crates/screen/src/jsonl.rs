//! One JSON line in, one JSON line out: what scorers and `tacita scan --jsonl` speak.
//!
//! In: `{"id","text","expected"?,"earlier"?,"breaks"?}`, offsets in Unicode code points, `breaks`
//! where a chat message ends inside `text`; other keys are ignored. Out:
//! `{"id","spans":[{"start","end","type","band","score"}]}`. Hints are left out: they are never
//! acted on by default.

use crate::{Band, Draft, Earlier, Finding, Kind, Screen, Speaker};
use serde::{Deserialize, Serialize};

/// Why a line could not be read: the writer's fault. Never holds the line.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LineError {
    /// Not the JSON described above.
    #[error("not a JSON object with \"id\" and \"text\" (column {column})")]
    Shape {
        /// Where the reader stopped.
        column: usize,
    },
    /// Half of a surrogate pair, which is no character: answering would need to guess at it.
    #[error("unpaired surrogate escape, such as \\ud800 without its second half (column {column})")]
    Surrogate {
        /// Where the reader stopped.
        column: usize,
    },
}

impl From<serde_json::Error> for LineError {
    fn from(error: serde_json::Error) -> Self {
        let column = error.column();
        // serde_json says which only in words; a lone first half is to it a pair that ends early.
        let words = error.to_string();
        if error.is_syntax() && (words.contains("surrogate") || words.contains("end of hex escape"))
        {
            Self::Surrogate { column }
        } else {
            Self::Shape { column }
        }
    }
}

#[derive(Deserialize)]
struct In<'a> {
    id: serde_json::Value,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
    #[serde(default)]
    expected: Option<Expected>,
    #[serde(default)]
    earlier: Option<Vec<Before>>,
    #[serde(default)]
    breaks: Option<Vec<usize>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Before {
    Text(String),
    Aged {
        #[serde(alias = "text")]
        tail: String,
        #[serde(default)]
        age_seconds: u32,
    },
}

#[derive(Serialize)]
struct Out<'a> {
    id: &'a serde_json::Value,
    spans: Vec<Span>,
}

#[derive(Serialize)]
struct Span {
    start: usize,
    end: usize,
    r#type: &'static str,
    band: &'static str,
    score: u16,
}

/// Screens one line and answers with one line (no line end).
///
/// # Errors
/// [`LineError`] when the line is not what it should be.
pub fn line(screen: &Screen, line: &str) -> Result<String, LineError> {
    let input: In<'_> = serde_json::from_str(line)?;
    let expected: Vec<Kind> = match &input.expected {
        None => Vec::new(),
        Some(Expected::One(word)) => Kind::from_word(word).into_iter().collect(),
        Some(Expected::Many(words)) => words
            .iter()
            .filter_map(|word| Kind::from_word(word))
            .collect(),
    };
    let text = input.text.as_ref();
    let findings = if let Some(before) = input.earlier.filter(|before| !before.is_empty()) {
        let earlier: Vec<Earlier> = before
            .into_iter()
            .map(|before| match before {
                Before::Text(tail) => Earlier {
                    tail,
                    age_seconds: 0,
                },
                Before::Aged { tail, age_seconds } => Earlier { tail, age_seconds },
            })
            .collect();
        let draft = Draft {
            text,
            speaker: Speaker::Customer,
            expected: &expected,
            earlier: &earlier,
        };
        screen.draft(&draft).findings().to_vec()
    } else {
        let breaks = bytes_of(text, &input.breaks.unwrap_or_default());
        screen.conversation(text, Speaker::Customer, &expected, &breaks)
    };
    let out = Out {
        id: &input.id,
        spans: spans(text, &findings),
    };
    Ok(serde_json::to_string(&out).unwrap_or_default())
}

/// Byte offsets of code-point offsets, in order; one pass, however many they are.
fn bytes_of(text: &str, points: &[usize]) -> Vec<usize> {
    let mut points = points.to_vec();
    points.sort_unstable();
    if text.is_ascii() {
        return points;
    }
    let mut letters = text.char_indices().map(|(at, _)| at);
    let mut passed = 0;
    let mut at = 0;
    for point in &mut points {
        // `at` is where the letter number `passed - 1` begins.
        if *point >= passed {
            at = letters.nth(*point - passed).unwrap_or(text.len());
            passed = *point + 1;
        }
        *point = at;
    }
    points
}

/// The scorer's name of a kind: it knows no one-time codes, which are passwords for one use.
const fn canonical(kind: Kind) -> &'static str {
    match kind {
        Kind::OneTimeCode => Kind::Password.as_str(),
        other => other.as_str(),
    }
}

fn spans(text: &str, findings: &[Finding]) -> Vec<Span> {
    let mut at = 0;
    let mut points = 0;
    let mut point = |byte: usize| {
        points += text.get(at..byte).map_or(0, |piece| piece.chars().count());
        at = byte;
        points
    };
    findings
        .iter()
        .filter(|finding| finding.band > Band::Hint)
        .map(|finding| Span {
            start: point(finding.range.start),
            end: point(finding.range.end),
            r#type: canonical(finding.kind),
            band: finding.band.as_str(),
            score: finding.score,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::bytes_of;

    #[test]
    fn breaks_in_any_order_become_bytes() {
        let text = "é1é";
        assert_eq!(bytes_of(text, &[3, 0, 1, 1, 2, 9]), [0, 2, 2, 3, 5, 5]);
        assert_eq!(bytes_of("abc", &[2, 1]), [1, 2]);
        assert!(bytes_of("", &[]).is_empty());
    }
}
