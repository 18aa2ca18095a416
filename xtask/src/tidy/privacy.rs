//! Every column of every migration stands in `privacy.toml` with what it is for, how long it is
//! kept and how it is erased; what stands there exists. A column nobody declared is personal data
//! nobody thought about, so it fails.
//!
//! Reads `CREATE TABLE`, `ALTER TABLE` and `DROP TABLE` of `crates/store/migrations`; refuses a
//! statement about a table that it does not understand.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use super::{Finding, Sources};

const FILE: &str = "privacy.toml";
const MIGRATIONS: &str = "crates/store/migrations/";

/// What each column must say.
const QUESTIONS: [&str; 3] = ["purpose", "retention", "erased_how"];

/// What may open a line of a table without being a column.
const CONSTRAINTS: [&str; 6] = [
    "primary",
    "unique",
    "check",
    "foreign",
    "constraint",
    "exclude",
];

type Columns = BTreeMap<String, BTreeSet<String>>;

pub(super) fn columns(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (made, unread) = schema(sources);
    findings.extend(unread);
    let declared: Table = match sources.text(FILE).unwrap_or_default().parse() {
        Ok(table) => table,
        Err(error) => {
            return vec![Finding::failure(
                FILE,
                0,
                format!("does not parse: {error}"),
            )];
        }
    };
    for (table, columns) in &made {
        for column in columns {
            let row = declared.get(table).and_then(|table| table.get(column));
            let Some(row) = row else {
                findings.push(Finding::failure(FILE, 0, format!("lacks {table}.{column}")));
                continue;
            };
            for question in QUESTIONS {
                let said = row
                    .get(question)
                    .and_then(toml::Value::as_str)
                    .unwrap_or_default();
                if said.trim().is_empty() {
                    let words = format!("does not say `{question}` of {table}.{column}");
                    findings.push(Finding::failure(FILE, 0, words));
                }
            }
        }
    }
    for (table, columns) in &declared {
        for column in columns.as_table().into_iter().flat_map(Table::keys) {
            if !made.get(table).is_some_and(|made| made.contains(column)) {
                let words = format!("speaks of {table}.{column}, which no migration makes");
                findings.push(Finding::failure(FILE, 0, words));
            }
        }
    }
    findings
}

/// Tables and columns after all migrations of all databases, and what could not be read.
fn schema(sources: &Sources) -> (Columns, Vec<Finding>) {
    let (mut all, mut findings) = (Columns::new(), Vec::new());
    let mut folders: BTreeMap<&str, Columns> = BTreeMap::new();
    for (file, text) in sources.ending(&[".sql"]) {
        let Some(rest) = file.strip_prefix(MIGRATIONS) else {
            continue;
        };
        let folder = rest.rsplit_once('/').map_or("", |(folder, _)| folder);
        let columns = folders.entry(folder).or_default();
        for statement in statements(text) {
            if let Err(words) = apply(&statement, columns) {
                findings.push(Finding::failure(file, 0, words));
            }
        }
    }
    for (table, columns) in folders.into_values().flatten() {
        all.entry(table).or_default().extend(columns);
    }
    (all, findings)
}

/// Words and signs of one statement, comments and the content of strings dropped.
type Words = Vec<String>;

/// Parts a file into statements.
fn statements(text: &str) -> Vec<Words> {
    let mut all = Vec::new();
    let mut words = Words::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        match c {
            '-' if chars.peek() == Some(&'-') => while chars.next().is_some_and(|c| c != '\n') {},
            '/' if chars.peek() == Some(&'*') => {
                let mut before = ' ';
                for c in chars.by_ref() {
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
            }
            '\'' => while chars.next().is_some_and(|c| c != '\'') {},
            '"' | '`' => {
                words.push(chars.by_ref().take_while(|inner| *inner != c).collect());
            }
            ';' => all.push(std::mem::take(&mut words)),
            c if c.is_whitespace() => {}
            c => words.push(c.to_string()),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    all.push(words);
    all.retain(|words| !words.is_empty());
    all
}

/// Carries out one statement on the columns known so far.
fn apply(statement: &Words, known: &mut Columns) -> Result<(), String> {
    let lower: Vec<String> = statement.iter().map(|word| word.to_lowercase()).collect();
    let words: Vec<&str> = lower
        .iter()
        .map(String::as_str)
        .filter(|word| {
            !matches!(
                *word,
                "if" | "not" | "exists" | "temporary" | "temp" | "unlogged"
            )
        })
        .collect();
    match words.as_slice() {
        ["create", "table", table, "(", inside @ ..] => {
            known.insert((*table).to_owned(), listed(inside));
            Ok(())
        }
        ["drop", "table", table, ..] => {
            known.remove(*table);
            Ok(())
        }
        ["alter", "table", "only", table, rest @ ..] | ["alter", "table", table, rest @ ..] => {
            let Some(columns) = known.get_mut(*table) else {
                return Err(format!("alters {table}, which no migration makes"));
            };
            alter(table, rest, columns)
        }
        ["create", "table", ..] => Err("has a CREATE TABLE that cannot be read".to_owned()),
        _ => Ok(()),
    }
}

fn alter(table: &str, rest: &[&str], columns: &mut BTreeSet<String>) -> Result<(), String> {
    match rest {
        ["add", "column", column, ..] => columns.insert((*column).to_owned()),
        ["add", word, ..] if CONSTRAINTS.contains(word) => true,
        ["add", column, ..] => columns.insert((*column).to_owned()),
        ["drop", "constraint", ..] => true,
        ["drop", "column", column, ..] | ["drop", column, ..] => columns.remove(*column),
        ["rename", "column", from, "to", to, ..] => {
            columns.remove(*from);
            columns.insert((*to).to_owned())
        }
        // Anything about one column that exists leaves the list as it is.
        ["alter", "column", column, ..] => columns.contains(*column),
        _ => return Err(format!("has an ALTER TABLE {table} that cannot be read")),
    };
    Ok(())
}

/// Names of the columns between the parentheses of a CREATE TABLE.
fn listed(inside: &[&str]) -> BTreeSet<String> {
    let mut columns = BTreeSet::new();
    let (mut depth, mut opens) = (0_u32, true);
    for word in inside {
        if opens && depth == 0 && !CONSTRAINTS.contains(word) && *word != ")" {
            columns.insert((*word).to_owned());
        }
        opens = false;
        match *word {
            "(" => depth += 1,
            ")" if depth == 0 => break,
            ")" => depth -= 1,
            "," if depth == 0 => opens = true,
            _ => {}
        }
    }
    columns
}
