//! Candidates of the engine in the development data, each right, wrong, or left out.
//!
//! A candidate is right when it overlaps a labelled span of its type by half; it is left out when
//! the text's labels cannot tell (a source that does not label the type, a span of only the last
//! digits, a reference). Sources under CC-BY-SA are never read.

use serde_json::Value;
use std::path::Path;
use tacita_screen::{Kind, Screen};

/// Sources under MIT, Apache-2.0, CDLA-Permissive-1.0, CC-BY-3.0 and CC-BY-4.0.
/// Lists of bare values are left out: they would teach that every number is one.
const SOURCES: [&str; 9] = [
    "presidio_synth",
    "mdg",
    "nanni",
    "vj_bad",
    "neg_banking77",
    "neg_clinc",
    "neg_irc",
    "neg_tm4",
    "neg_codes",
];

/// More clean sources, each under a licence of its own that allows it.
const CLEAN: [&str; 2] = ["neg_gitlog", "neg_tracking"];

/// How much a false alarm in a clean text weighs against a miss: chat is mostly clean.
const CLEAN_WEIGHT: f64 = 9.0;
/// The same for telephones in lists of codes and tracking numbers: few lines that stand for very
/// many, and what telephone numbers are most often mistaken for.
const CODE_WEIGHT: f64 = 25.0;
/// How much a missed value weighs against a finding too many (F2: what leaks cannot be taken back).
const MISS_WEIGHT: f64 = 3.0;

/// One candidate.
pub(crate) struct Case {
    /// Row of the table.
    pub(crate) row: &'static str,
    /// Facts, one bit each.
    pub(crate) facts: u32,
    /// Whether it is what it would be.
    pub(crate) right: bool,
    /// How much it counts.
    pub(crate) weight: f64,
}

struct Gold {
    start: usize,
    end: usize,
    word: String,
}

/// Reads all sources that are in the folder.
///
/// # Errors
/// When a file cannot be read or is no JSON.
pub(crate) fn read(dir: &Path) -> std::io::Result<Vec<Case>> {
    let screen = Screen::new();
    let about: Value = parse(&std::fs::read_to_string(dir.join("sources.json"))?)?;
    let mut cases = Vec::new();
    for source in SOURCES.iter().chain(&CLEAN) {
        let list = |key: &str| -> Vec<String> {
            let words = about.get(source).and_then(|s| s.get(key));
            let words = words.and_then(Value::as_array).into_iter().flatten();
            words.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let (labelled, clean) = (list("labelled"), list("clean_of"));
        let code = matches!(
            *source,
            "neg_codes" | "neg_tracking" | "neg_gitlog" | "vj_bad"
        );
        for line in std::fs::read_to_string(dir.join(format!("{source}.jsonl")))?.lines() {
            let record = parse(line)?;
            let text = record
                .get("text")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let gold = spans(text, &record);
            let must_not = record.get("must_not").and_then(Value::as_str);
            for expected in questions(&gold) {
                for found in screen.explain(text, &expected, &[]) {
                    let word = found.kind.as_str();
                    let judged = labelled.iter().any(|l| l == word)
                        || clean.iter().any(|c| c == word)
                        || must_not == Some(word);
                    let Some(row) = crate::prior::row_of(found.kind) else {
                        continue;
                    };
                    let right = gold
                        .iter()
                        .any(|g| same(word, &g.word) && overlaps(&found.range, g));
                    let unclear = gold.iter().any(|g| {
                        matches!(
                            g.word.as_str(),
                            "IGNORE" | "PARTIAL_ID" | "REF_ID" | "USERNAME"
                        ) && found.range.start < g.end
                            && g.start < found.range.end
                    });
                    let touches = gold.iter().any(|g| {
                        same(word, &g.word)
                            && found.range.start < g.end
                            && g.start < found.range.end
                    });
                    if !right && (!judged || unclear || touches) {
                        continue;
                    }
                    let clean_weight = match (code, found.kind) {
                        (true, Kind::Phone) => CODE_WEIGHT,
                        (true, _) => 1.0,
                        (false, _) => CLEAN_WEIGHT,
                    };
                    cases.push(Case {
                        row,
                        facts: found.facts,
                        right,
                        weight: if right {
                            MISS_WEIGHT
                        } else if clean.is_empty() {
                            1.0
                        } else {
                            clean_weight
                        },
                    });
                }
            }
        }
    }
    phones(&screen, dir, &mut cases)?;
    Ok(cases)
}

/// Sentences of our own for the example numbers of every region (libphonenumber, Apache-2.0): the
/// sentences they come in are under CC-BY-SA and are not read.
const CARRIERS: [&str; 8] = [
    "You can call them on {}.",
    "Their number is {}",
    "My number is {} if anything comes up",
    "It is {}.",
    "Sure! The phone number is {}.",
    "I booked a table for two. Their number is {}.",
    "please ring me back at {} tomorrow",
    "Of course, it's {} and they open at nine",
];

fn phones(screen: &Screen, dir: &Path, cases: &mut Vec<Case>) -> std::io::Result<()> {
    let Some(row) = crate::prior::row_of(Kind::Phone) else {
        return Ok(());
    };
    let text = std::fs::read_to_string(dir.join("phone_world.jsonl"))?;
    for (place, line) in text.lines().enumerate() {
        let record = parse(line)?;
        let whole = record
            .get("text")
            .and_then(Value::as_str)
            .unwrap_or_default();
        for number in spans(whole, &record)
            .iter()
            .filter(|gold| gold.word == "PHONE")
        {
            let Some(value) = whole.get(number.start..number.end) else {
                continue;
            };
            let carrier = CARRIERS
                .get(place % CARRIERS.len())
                .copied()
                .unwrap_or("{}");
            let start = carrier.find("{}").unwrap_or(0);
            let own = carrier.replace("{}", value);
            let gold = Gold {
                start,
                end: start + value.len(),
                word: "PHONE".to_owned(),
            };
            for found in screen.explain(&own, &[], &[]) {
                if found.kind == Kind::Phone && overlaps(&found.range, &gold) {
                    cases.push(Case {
                        row,
                        facts: found.facts,
                        right: true,
                        weight: MISS_WEIGHT,
                    });
                }
            }
        }
    }
    Ok(())
}

/// The text without a question, and once more after the question that its values answer.
fn questions(gold: &[Gold]) -> Vec<Vec<Kind>> {
    let asked: Vec<Kind> = gold
        .iter()
        .filter_map(|g| Kind::from_word(&g.word))
        .filter(|kind| crate::prior::row_of(*kind).is_some())
        .collect();
    if asked.is_empty() {
        vec![Vec::new()]
    } else {
        vec![Vec::new(), asked]
    }
}

fn parse(text: &str) -> std::io::Result<Value> {
    serde_json::from_str(text).map_err(std::io::Error::other)
}

fn spans(text: &str, record: &Value) -> Vec<Gold> {
    let byte = |point: u64| {
        text.char_indices()
            .nth(point as usize)
            .map_or(text.len(), |(at, _)| at)
    };
    let spans = record.get("spans").and_then(Value::as_array);
    spans
        .into_iter()
        .flatten()
        .filter_map(|span| {
            Some(Gold {
                start: byte(span.get("start")?.as_u64()?),
                end: byte(span.get("end")?.as_u64()?),
                word: span.get("type")?.as_str()?.to_owned(),
            })
        })
        .collect()
}

/// Person, tax and health numbers are often one another.
fn same(found: &str, gold: &str) -> bool {
    let id = |word: &str| matches!(word, "NATIONAL_ID" | "TAX_ID" | "HEALTH_ID");
    found == gold || id(found) && id(gold)
}

fn overlaps(found: &std::ops::Range<usize>, gold: &Gold) -> bool {
    let both = found
        .end
        .min(gold.end)
        .saturating_sub(found.start.max(gold.start));
    let either = found.end.max(gold.end) - found.start.min(gold.start);
    both * 2 >= either
}
