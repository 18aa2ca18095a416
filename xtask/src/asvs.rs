//! Writes `docs/reference/asvs.md` from `asvs.toml` beside it: requirements of OWASP ASVS, each with the
//! test that proves it or a written exception. Refuses a row without either, a test that no source
//! holds, and a page that is not there.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::repository::Repository;
use crate::tidy::Sources;
use crate::trouble::{Outcome, Trouble};

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    level: u8,
    what: String,
    test: Option<String>,
    seen: Option<String>,
    page: Option<String>,
    exception: Option<String>,
}

/// The page.
pub(crate) fn page(repository: &Repository) -> Outcome<String> {
    let file = "docs/reference/asvs.toml";
    let text = repository.read(file)?;
    let table: Table =
        toml::from_str(&text).map_err(|error| Trouble::new(format!("{file}: {error}")))?;
    let sources = Sources::load(repository)?;
    let count = |has: fn(&Row) -> bool| table.row.iter().filter(|row| has(row)).count();
    let mut page = format!(
        "# OWASP ASVS 5.0: authentication, sessions, authorisation\n\n\
         Made by `cargo xtask generate` from `asvs.toml`. {} rows apply: {} are proven by a test, {} are read \
         in the code or the documents, {} are exceptions. The briefs are our own words; identifiers and levels \
         are OWASP's (CC BY-SA 4.0, © The OWASP Foundation), and this page is under CC BY-SA 4.0 as well.\n\n\
         | row | level | requirement, in short | proof or exception |\n|---|---|---|---|\n",
        table.row.len(),
        count(|row| row.test.is_some()),
        count(|row| row.seen.is_some() || row.page.is_some()),
        count(|row| row.exception.is_some()),
    );
    for row in &table.row {
        let proof = match (&row.test, &row.seen, &row.page, &row.exception) {
            (Some(test), None, None, None) => {
                let head = format!("fn {test}(");
                if !sources
                    .ending(&[".rs"])
                    .any(|(_, text)| text.contains(&head))
                {
                    let said = format!("{file}: {}: no test is called {test}", row.id);
                    return Err(Trouble::new(said));
                }
                format!("test `{test}`")
            }
            (None, Some(seen), None, None) => seen.clone(),
            (None, None, Some(page), None) => {
                if !sources.has(page) {
                    return Err(Trouble::new(format!("{file}: {}: no {page}", row.id)));
                }
                format!("`{page}`")
            }
            (None, None, None, Some(why)) => format!("**exception**: {why}"),
            _ => {
                let said = format!("{file}: {} needs exactly one proof or exception", row.id);
                return Err(Trouble::new(said));
            }
        };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {proof} |",
            row.id, row.level, row.what
        );
    }
    Ok(page)
}
