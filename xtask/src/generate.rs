//! `cargo xtask generate`: writes the files that are made from other files and kept in the
//! repository because people or programs read them there. `generate --check` (a step of `test`)
//! writes nothing and fails when one differs from what it would be.
//!
//! To add a file: add a line to `FILES`.

use std::fmt::Write as _;
use std::path::Path;

use crate::asvs;
use crate::npm_tool;
use crate::repository::Repository;
use crate::shell::Run;
use crate::step::{self, Count};
use crate::tidy::{Sources, practices};
use crate::trouble::{Outcome, Trouble, While};

/// Makes the text of one file.
type Maker = fn(&Repository) -> Outcome<String>;

/// Each generated file with what makes it.
const FILES: &[(&str, Maker)] = &[
    ("docs/practices.md", practices_page),
    ("docs/reference/asvs.md", asvs::page),
    ("docs/reference/openapi.json", http_contract),
    ("docs/reference/configuration.md", configuration_page),
    ("web/kit/generated/contract.d.ts", typescript_types),
];

/// Writes every generated file.
pub(crate) fn write(repository: &Repository) -> Outcome {
    for (file, make) in FILES {
        let path = repository.path(file);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).doing(|| format!("make {}", folder.display()))?;
        }
        std::fs::write(&path, make(repository)?).doing(|| format!("write {file}"))?;
        eprintln!("  ✔ {file}");
    }
    Ok(())
}

/// Names of the files that are not what they would be.
pub(crate) fn stale(repository: &Repository) -> Outcome<Vec<&'static str>> {
    let mut stale = Vec::new();
    for (file, make) in FILES {
        if std::fs::read_to_string(repository.path(file)).ok() != Some(make(repository)?) {
            stale.push(*file);
        }
    }
    Ok(stale)
}

/// As a step of `test`: one case a file.
pub(crate) fn step(repository: &Repository, log: &Path) -> Outcome<Count> {
    let stale = stale(repository)?;
    let mut told = String::new();
    for file in &stale {
        let _ = writeln!(
            told,
            "{file} is stale; `cargo xtask generate` writes it anew"
        );
    }
    std::fs::write(log, told).doing(|| format!("write {}", log.display()))?;
    let failed = u32::try_from(stale.len()).unwrap_or(u32::MAX);
    let all = u32::try_from(FILES.len()).unwrap_or(u32::MAX);
    Ok(Count {
        passed: all - failed,
        failed,
        skipped: 0,
    })
}

/// The HTTP contract, from the routes themselves.
fn http_contract(repository: &Repository) -> Outcome<String> {
    tacita(repository, "openapi")
}

/// The reference page of every field of the configuration.
fn configuration_page(repository: &Repository) -> Outcome<String> {
    tacita(repository, "config reference")
}

/// What the program prints when it is asked for `words`. It is the one that tests run, so that nothing is
/// compiled twice.
fn tacita(repository: &Repository, words: &str) -> Outcome<String> {
    let log = repository.target().join("xtask/program.log");
    step::build_program(repository).linted().quietly(&log)?;
    let program = repository.target().join("debug/tacita");
    Run::new(program.as_os_str(), repository.root())
        .words(words.split(' '))
        .answer()
}

/// TypeScript types of every body and answer of the HTTP contract.
fn typescript_types(repository: &Repository) -> Outcome<String> {
    let program = npm_tool::program(repository, "contract", "openapi-typescript/bin/cli.js")?;
    let contract = repository.target().join("xtask/openapi.json");
    std::fs::write(&contract, http_contract(repository)?)
        .doing(|| format!("write {}", contract.display()))?;
    let types = Run::new("node", repository.root())
        .words([program.as_os_str(), contract.as_os_str()])
        .answer()?;
    Ok(format!(
        "// Written by `cargo xtask generate` from the HTTP contract; edit the Rust types.\n{types}"
    ))
}

/// The page of practices: each with what enforces it and what tests it, then those to come.
fn practices_page(repository: &Repository) -> Outcome<String> {
    let text = repository.read(practices::FILE)?;
    let rows = practices::rows(&text)
        .map_err(|words| Trouble::new(format!("{} {words}", practices::FILE)))?;
    let groups = practices::groups(&text);
    let marks = practices::marks(&Sources::load(repository)?);
    let (built, to_come): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.built);
    let mut page = format!(
        "# Practices\n\nWritten by `cargo xtask generate` from `{}` and the marks in the code; edit \
         those.\n\n{} of {} practices are built: each has code that enforces it and a test that \
         names it.\n",
        practices::FILE,
        built.len(),
        rows.len()
    );
    for (letter, title) in &groups {
        let here: Vec<_> = built
            .iter()
            .filter(|row| row.id.starts_with(letter))
            .collect();
        if here.is_empty() {
            continue;
        }
        let _ = write!(page, "\n## {letter}. {title}\n");
        for row in here {
            let _ = write!(page, "\n### {}\n\n{}\n\n", row.id, row.sentence);
            if let Some(limit) = &row.limit {
                let _ = write!(page, "Limit: {limit}\n\n");
            }
            for file in marks.code.get(&row.id).into_iter().flatten() {
                let _ = writeln!(page, "- enforced in [{file}](../{file})");
            }
            for test in marks.tests.get(&row.id).into_iter().flatten() {
                let _ = writeln!(page, "- tested by {test}");
            }
        }
    }
    page.push_str("\n## Not built yet\n");
    for (letter, title) in &groups {
        let here: Vec<_> = to_come
            .iter()
            .filter(|row| row.id.starts_with(letter))
            .collect();
        if here.is_empty() {
            continue;
        }
        let _ = write!(
            page,
            "\n### {letter}. {title}, to come\n\n| id | practice |\n|---|---|\n"
        );
        for row in here {
            let _ = writeln!(
                page,
                "| {} | {} |",
                row.id,
                row.sentence.replace('|', "\\|")
            );
        }
    }
    Ok(page)
}
