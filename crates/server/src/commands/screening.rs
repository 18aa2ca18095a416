//! `tacita screening check`: whether a policy file says what its author means. `tacita screening
//! schema`: its JSON Schema, for editors.
//!
//! Every mistake is named by line and key. Ends with 0 when the file is good, 1 when it holds
//! mistakes, 2 when it cannot be read. Next: [`tacita_screen::policy::file`].

use super::{Failure, complain, describe, print};
use clap::Subcommand;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tacita_screen::policy::Holds;
use tacita_screen::policy::file::{self, FileError};
use tacita_screen::policy::writer::ROLES;
use tacita_screen::{Hold, Kind, Policy};

/// What to do with a policy file.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Says what is wrong with a policy file (screening.toml), by line and key
    Check {
        /// The file
        file: PathBuf,
    },
    /// Prints the JSON Schema of a policy file, for editors that complete and check TOML
    Schema,
}

pub(super) fn run(what: &What) -> ExitCode {
    let path = match what {
        What::Check { file } => file,
        What::Schema => {
            print(schema().trim_end());
            return ExitCode::SUCCESS;
        }
    };
    let text = match text(path) {
        Ok(text) => text,
        Err(failure) => {
            complain(&describe(failure.as_ref()));
            return ExitCode::from(2);
        }
    };
    let name = path.display();
    match file::read(&text) {
        Ok(checked) => {
            for remark in &checked.remarks {
                print(&format!("{name}: {remark}"));
            }
            print(&format!("{name}: good"));
            ExitCode::SUCCESS
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                complain(&format!("{name}: {mistake}"));
            }
            ExitCode::FAILURE
        }
    }
}

/// The schema of a policy file (JSON Schema 2020-12), made from the engine's own lists.
fn schema() -> String {
    let one_of = |words: &[&str]| json!({ "enum": words });
    let actions = one_of(&["allow", "warn", "mask", "seal", "block"]);
    let agents = one_of(&["allow", "warn", "mask", "hold", "seal", "block"]);
    let rule = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "customer": actions,
            "agent": agents,
            "may_send_anyway": { "type": "boolean" },
        },
    });
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let types: serde_json::Map<String, Value> = kinds
        .iter()
        .map(|kind| ((*kind).to_owned(), json!({ "$ref": "#/$defs/rule" })))
        .collect();
    let may_ask: Vec<&str> = kinds
        .iter()
        .copied()
        .filter(|kind| *kind != "CVV")
        .collect();
    let hold = one_of(&Hold::ALL.map(Hold::as_str));
    let agents: serde_json::Map<String, Value> = Holds::WORDS
        .iter()
        .map(|word| ((*word).to_owned(), hold.clone()))
        .collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "screening.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "types": { "$ref": "#/$defs/types" },
            "queues": { "type": "object", "additionalProperties": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "may_ask": { "type": "array", "items": one_of(&may_ask) },
                    "types": { "$ref": "#/$defs/types" },
                },
            } },
            "languages": { "type": "object", "propertyNames": { "pattern": "^[A-Za-z]{2,3}$" },
                "additionalProperties": { "$ref": "#/$defs/narrow" } },
            "teams": { "type": "object", "additionalProperties": { "$ref": "#/$defs/narrow" } },
            "roles": { "type": "object", "propertyNames": one_of(&ROLES),
                "additionalProperties": { "$ref": "#/$defs/narrow" } },
            "channels": { "type": "object", "additionalProperties": false, "properties": {
                "official": { "type": "array", "items": { "type": "string", "minLength": 1 } },
            } },
            "agents": { "type": "object", "additionalProperties": false, "properties": agents },
        },
        "$defs": {
            "rule": rule,
            "narrow": { "type": "object", "additionalProperties": false, "properties": {
                "types": { "$ref": "#/$defs/types" },
            } },
            "types": { "type": "object", "additionalProperties": false, "properties": types },
        },
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The policy of a file for another command.
///
/// # Errors
/// When it cannot be read, or all its mistakes.
pub(super) fn load(path: &Path) -> Result<Policy, Failure> {
    let mistakes = |all: Vec<FileError>| {
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        format!("{}: {}", path.display(), all.join("; "))
    };
    Ok(file::read(&text(path)?).map_err(mistakes)?.policy)
}

fn text(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8(bytes).map_err(|_| format!("{}: not valid UTF-8", path.display()))?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_in_the_repository_is_the_programs_own() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/reference/screening.schema.json"
        );
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == super::schema(),
            "run `cargo run -p tacita-server -- screening schema > docs/reference/screening.schema.json`"
        );
    }
}
