//! `cargo xtask figures`: measures and prints one JSON object of names and numbers on standard
//! output; what it holds against the goals goes to standard error. `budgets`, a step of `test`,
//! fails when what browsers download has outgrown its goal.
//!
//! Measures nothing that is not built: it builds first. The table is `measures.rs`.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

use crate::measures::{CEILINGS, GOALS, Measure, SIZES, SPEEDS};
use crate::progress::stage;
use crate::repository::Repository;
use crate::shell::Run;
use crate::step::Count;
use crate::trouble::{Outcome, Trouble, While};
use crate::{wasm, web};

type Figures = Map<String, Value>;

/// Measures everything and prints it.
pub(crate) fn print(repository: &Repository) -> Outcome {
    wasm::build(repository)?;
    web::build(repository)?;
    web::program(repository, web::Profile::Release)?;
    let mut figures = Figures::new();
    let mut unmeasured = Vec::new();
    for measure in SIZES.iter().chain(SPEEDS) {
        match take(repository, measure) {
            Ok(found) => figures.extend(found),
            Err(trouble) => unmeasured.push(trouble.to_string()),
        }
    }
    for name in crates_with_figures(repository) {
        match of_crate(repository, &name) {
            Ok(found) => figures.extend(found),
            Err(trouble) => unmeasured.push(trouble.to_string()),
        }
    }
    for (name, _) in GOALS {
        if !figures.contains_key(*name) {
            unmeasured.push(format!("{name}: nothing answered with it"));
        }
    }
    eprint!("{}", against_goals(&figures, GOALS));
    println!("{:#}", Value::Object(figures));
    if unmeasured.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(format!(
        "could not measure:\n{}",
        unmeasured.join("\n")
    )))
}

/// As a step of `test`: each size has a goal and keeps within it. Wasm and web are built.
pub(crate) fn budgets(repository: &Repository, log: &Path) -> Outcome<Count> {
    let mut figures = Figures::new();
    for measure in SIZES {
        figures.extend(take(repository, measure)?);
    }
    let told = against_goals(&figures, GOALS);
    std::fs::write(log, &told).doing(|| format!("write {}", log.display()))?;
    let held = CEILINGS
        .iter()
        .filter(|(name, _)| figures.contains_key(*name));
    let (mut passed, mut failed) = (0, 0);
    for (name, most) in held {
        if within(&figures, name, *most) {
            passed += 1
        } else {
            failed += 1
        }
    }
    Ok(Count {
        passed,
        failed,
        skipped: 0,
    })
}

fn take(repository: &Repository, measure: &Measure) -> Outcome<Figures> {
    match *measure {
        Measure::Brotli { name, file } => {
            let path = repository.path(file);
            let weights = wasm::weigh(repository, std::slice::from_ref(&path))?;
            let bytes = weights
                .get(path.to_string_lossy().as_ref())
                .and_then(|w| w.get("brotli"));
            let bytes = bytes
                .cloned()
                .ok_or_else(|| Trouble::new(format!("{file} was not weighed")))?;
            Ok(Figures::from_iter([(name.to_owned(), bytes)]))
        }
        Measure::Answer { folder, line } => {
            let answer = Run::line(line, repository.path(folder)).answer()?;
            let last = answer
                .lines()
                .rev()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            read(last, line)
        }
    }
}

/// A flat object of numbers, or trouble that names where it came from.
fn read(text: &str, from: &str) -> Outcome<Figures> {
    let value: Value = serde_json::from_str(text).doing(|| format!("read figures of {from}"))?;
    match value {
        Value::Object(figures) if figures.values().all(Value::is_number) => Ok(figures),
        _ => Err(Trouble::new(format!(
            "{from} did not answer with a flat object of numbers"
        ))),
    }
}

fn crates_with_figures(repository: &Repository) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(repository.path("crates")) else {
        return Vec::new();
    };
    let with = entries
        .flatten()
        .filter(|entry| entry.path().join("tests/figures.rs").is_file());
    let mut names: Vec<String> = with
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn of_crate(repository: &Repository, name: &str) -> Outcome<Figures> {
    let folder = repository.target().join("figures");
    std::fs::create_dir_all(&folder).doing(|| format!("make {}", folder.display()))?;
    let file = folder.join(format!("{name}.json"));
    if file.exists() {
        std::fs::remove_file(&file).doing(|| format!("remove {}", file.display()))?;
    }
    let log = folder.join(format!("{name}.log"));
    stage(&format!("figures of {name}"), || {
        Run::line(
            "cargo test --release --locked --test figures",
            repository.root(),
        )
        .words(["--package".to_owned(), format!("tacita-{name}")])
        .words(["--", "--include-ignored", "--test-threads=1"])
        .set("TACITA_FIGURES", &folder)
        .quietly(&log)?;
        Ok("measured".to_owned())
    })?;
    let text = std::fs::read_to_string(&file).doing(|| format!("read {}", file.display()))?;
    read(&text, name)
}

fn within(figures: &Figures, name: &str, most: f64) -> bool {
    figures
        .get(name)
        .and_then(Value::as_f64)
        .is_some_and(|number| number <= most)
}

/// One line a goal: what was measured, what it may be at most, whether it holds.
fn against_goals(figures: &Figures, goals: &[(&str, f64)]) -> String {
    let mut told = String::new();
    for (name, most) in goals {
        let found = figures
            .get(*name)
            .map_or_else(|| "not measured".to_owned(), Value::to_string);
        let mark = match figures.contains_key(*name) {
            false => '-',
            true if within(figures, name, *most) => '✔',
            true => '✘',
        };
        let _ = writeln!(told, "{mark} {name:26} {found:>14}  (at most {most})");
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_above_its_goal_is_marked() {
        let figures = read("{\"a\": 3, \"b\": 5}", "test").unwrap();
        let told = against_goals(&figures, &[("a", 4.0), ("b", 4.0), ("c", 4.0)]);
        let marks: Vec<_> = told
            .lines()
            .filter_map(|line| line.chars().next())
            .collect();
        assert_eq!(marks, ['✔', '✘', '-']);
        assert!(
            !within(&figures, "c", 4.0),
            "what was not measured is not within its goal"
        );
    }

    #[test]
    fn an_answer_that_holds_no_numbers_is_refused() {
        assert!(read("{\"a\": \"3\"}", "test").is_err());
        assert!(read("done", "test").is_err());
    }
}
