//! Practices: what `practices.toml` claims as built must have a mark in product code
//! (`Practice: B6` in a doc comment at the code that enforces it) and a test that names it
//! (`// Practice: B6` directly above the test, or in the title of a browser test). A claim may be
//! added, never taken back: what is promised to customers cannot quietly stop being true.
//!
//! Next: `generate.rs`, which writes `docs/practices.md` from the same reading.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use super::sources::is_test;
use super::{Finding, Sources};

/// The list of claims.
pub(crate) const FILE: &str = "practices.toml";

const MARK: &str = "Practice:";

/// How far below its mark a test may begin (other comments and attributes stand between).
const REACH: usize = 8;

/// One row of `practices.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Practice {
    pub(crate) id: String,
    pub(crate) sentence: String,
    pub(crate) built: bool,
    /// What the claim does not cover yet.
    pub(crate) limit: Option<String>,
}

/// Where marks stand: files of product code and names of tests, by practice.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) code: BTreeMap<String, BTreeSet<String>>,
    pub(crate) tests: BTreeMap<String, BTreeSet<String>>,
}

/// Rows of `practices.toml`, in their order.
pub(crate) fn rows(text: &str) -> Result<Vec<Practice>, String> {
    let table: Table = text
        .parse()
        .map_err(|error| format!("does not parse: {error}"))?;
    let listed = table.get("practice").and_then(toml::Value::as_array);
    let listed = listed.ok_or("holds no [[practice]]")?;
    let row = |value: &toml::Value| {
        let word = |name: &str| {
            value
                .get(name)
                .and_then(toml::Value::as_str)
                .map(str::to_owned)
        };
        Some(Practice {
            id: word("id")?,
            sentence: word("sentence")?,
            built: value.get("built").and_then(toml::Value::as_bool)?,
            limit: word("limit"),
        })
    };
    let read: Option<Vec<Practice>> = listed.iter().map(row).collect();
    read.ok_or_else(|| "has a row without id, sentence or built".to_owned())
}

/// Letter and title of each group of practices, in their order.
pub(crate) fn groups(text: &str) -> Vec<(String, String)> {
    let table: Table = text.parse().unwrap_or_default();
    let listed = table.get("groups").and_then(toml::Value::as_table);
    let titled = listed
        .into_iter()
        .flatten()
        .filter_map(|(letter, title)| Some((letter.clone(), title.as_str()?.to_owned())));
    titled.collect()
}

/// Ids that a text of `practices.toml` claims as built.
pub(crate) fn claimed(text: &str) -> BTreeSet<String> {
    let rows = rows(text).unwrap_or_default();
    rows.into_iter()
        .filter(|row| row.built)
        .map(|row| row.id)
        .collect()
}

/// Each claim has a mark in code and a test; each mark names a practice that exists.
pub(super) fn claims(sources: &Sources) -> Vec<Finding> {
    let Some(text) = sources.text(FILE) else {
        return vec![Finding::failure(FILE, 0, "is missing")];
    };
    let rows = match rows(text) {
        Ok(rows) => rows,
        Err(words) => return vec![Finding::failure(FILE, 0, words)],
    };
    let marks = marks(sources);
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for row in &rows {
        let (code, tested) = (
            marks.code.contains_key(&row.id),
            marks.tests.contains_key(&row.id),
        );
        let mut say = |finding| findings.push(finding);
        if !seen.insert(&row.id) {
            say(Finding::failure(FILE, 0, format!("lists {} twice", row.id)));
        }
        if row.built && !code {
            say(Finding::failure(
                FILE,
                0,
                format!("claims {}, which no code is marked with", row.id),
            ));
        }
        if row.built && !tested {
            say(Finding::failure(
                FILE,
                0,
                format!("claims {}, which no test names", row.id),
            ));
        }
        if !row.built && code && tested {
            let words = format!("{} has code and a test but is not claimed as built", row.id);
            say(Finding::warning(FILE, 0, words));
        }
    }
    for (id, places) in marks.code.iter().chain(&marks.tests) {
        if !seen.contains(id) {
            let place = places.first().map_or("", String::as_str);
            findings.push(Finding::failure(
                place,
                0,
                format!("is marked with {id}, which is no practice"),
            ));
        }
    }
    findings
}

/// What any commit claimed is claimed still.
pub(super) fn append_only(sources: &Sources) -> Vec<Finding> {
    let today = sources.text(FILE).map(claimed).unwrap_or_default();
    let gone = sources.once_claimed.difference(&today);
    gone.map(|id| {
        Finding::failure(
            FILE,
            0,
            format!("no longer claims {id}; a claim may not be taken back"),
        )
    })
    .collect()
}

/// Every mark of the checkout.
pub(crate) fn marks(sources: &Sources) -> Marks {
    let mut marks = Marks::default();
    for (file, text) in sources.ending(&[".rs", ".ts", ".svelte", ".mjs", ".js", ".cedar"]) {
        if file.starts_with("xtask/") {
            continue; // The rules and their bad examples, not the product.
        }
        let lines: Vec<&str> = text.lines().collect();
        let tests_from = lines
            .iter()
            .position(|line| line.trim() == "#[cfg(test)]")
            .unwrap_or(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let Some(ids) = ids_of(line) else { continue };
            if is_test(file) || index > tests_from {
                if let Some(name) = test_below(lines.get(index..).unwrap_or_default()) {
                    for id in ids {
                        let test = format!("{file}: {name}");
                        marks.tests.entry(id).or_default().insert(test);
                    }
                }
            } else {
                for id in ids {
                    marks.code.entry(id).or_default().insert(file.to_owned());
                }
            }
        }
    }
    marks
}

/// Ids after the mark: `Practice: B6`, `Practice: B6, J1`.
fn ids_of(line: &str) -> Option<Vec<String>> {
    let (_, after) = line.split_once(MARK)?;
    let mut ids = Vec::new();
    for word in after.split([',', ' ']).filter(|word| !word.is_empty()) {
        let word: String = word
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if !is_id(&word) {
            break;
        }
        ids.push(word);
    }
    (!ids.is_empty()).then_some(ids)
}

/// A letter from A to M and a number.
fn is_id(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| ('A'..='M').contains(&c))
        && word.len() > 1
        && chars.all(|c| c.is_ascii_digit())
}

/// The name of the test that the mark on the first line belongs to.
fn test_below(lines: &[&str]) -> Option<String> {
    for (distance, line) in lines.iter().take(REACH).enumerate() {
        let line = line.trim();
        if let Some(title) = title(line) {
            return Some(title);
        }
        let rest = line.strip_prefix("pub ").unwrap_or(line);
        let rest = rest.strip_prefix("async ").unwrap_or(rest);
        if let Some(name) = rest.strip_prefix("fn ") {
            let name = name.split(['(', '<']).next().unwrap_or(name);
            return Some(name.replace('_', " "));
        }
        let between =
            distance == 0 || line.starts_with("//") || line.starts_with("#[") || line.is_empty();
        if !between {
            return None;
        }
    }
    None
}

/// The title in `test("…"`, `it('…'`, `` describe(`…` ``, and in `scene(binary, "…"` of live tests.
fn title(line: &str) -> Option<String> {
    let call = ["test", "it", "describe", "scene"]
        .into_iter()
        .find_map(|word| line.strip_prefix(word))?;
    let (_, rest) = call.split_once('(')?;
    let rest = rest.strip_prefix("binary, ").unwrap_or(rest);
    let quote = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'))?;
    rest.split(quote).nth(1).map(str::to_owned)
}
