//! Writes docs/reference/configuration.md from the doc comments of [`super::Config`], so that the
//! page cannot say anything else than the program.

use super::Config;
use serde_json::Value;
use std::fmt::Write;
use utoipa::PartialSchema;
use utoipa::ToSchema;

/// The page, in Markdown.
#[must_use]
pub fn page() -> String {
    let mut schemas = Vec::new();
    Config::schemas(&mut schemas);
    let schemas: Vec<(String, Value)> = schemas
        .into_iter()
        .map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default()))
        .collect();
    let root = serde_json::to_value(Config::schema()).unwrap_or_default();
    let defaults = serde_json::to_value(Config::default()).unwrap_or_default();
    let mut out = String::from(
        "# Configuration\n\n\
         <!-- Made by `tacita config reference` from crates/server/src/config; do not edit. -->\n\n\
         Values are taken from the file (`tacita.toml`, or `--config FILE`), then from the environment\n\
         (`TACITA_` and the path in capitals, parts joined by two underscores:\n\
         `TACITA_SIGN_IN__IDLE_LIMIT_SECONDS=1800`), then from flags (`--set sign_in.idle_limit_seconds=1800`);\n\
         the later one counts. `TACITA_DATABASE__URL_FILE` names a file that holds the secret.\n\
         `tacita config show` prints what is in force, secrets hidden; `tacita config check` says what is wrong.\n",
    );
    section(&mut out, "", &root, &defaults, &schemas);
    out
}

fn section(
    out: &mut String,
    path: &str,
    schema: &Value,
    defaults: &Value,
    all: &[(String, Value)],
) {
    let mut inner = Vec::new();
    let heading = if path.is_empty() {
        "Top level".to_owned()
    } else {
        format!("`{path}`")
    };
    let _ = write!(out, "\n## {heading}\n\n");
    if !path.is_empty()
        && let Some(text) = schema.get("description").and_then(Value::as_str)
    {
        let _ = write!(out, "{text}\n\n");
    }
    out.push_str("| field | default | meaning |\n|---|---|---|\n");
    let Some(fields) = schema.get("properties").and_then(Value::as_object) else {
        return;
    };
    for (name, field) in fields {
        let full = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        let default = defaults.get(name).cloned().unwrap_or(Value::Null);
        if let Some(target) = referenced(field, all)
            && target.get("enum").is_none()
        {
            let is_list = field.get("items").is_some();
            inner.push((
                if is_list { format!("[[{full}]]") } else { full },
                target.clone(),
                default,
            ));
            continue;
        }
        let text = field
            .get("description")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let text = text.replace('\n', " ");
        let shown = match default {
            Value::Null => "—".to_owned(),
            other => format!("`{other}`"),
        };
        let _ = writeln!(out, "| `{name}` | {shown} | {text} |");
    }
    for (path, schema, default) in inner {
        section(out, &path, &schema, &default, all);
    }
}

fn referenced<'a>(field: &Value, all: &'a [(String, Value)]) -> Option<&'a Value> {
    let reference = field
        .get("$ref")
        .or_else(|| field.get("items").and_then(|items| items.get("$ref")))
        .or_else(|| {
            let parts = field
                .get("allOf")
                .or_else(|| field.get("oneOf"))?
                .as_array()?;
            parts.iter().find_map(|part| part.get("$ref"))
        })?
        .as_str()?;
    let name = reference.rsplit('/').next()?;
    all.iter()
        .find(|(known, _)| known == name)
        .map(|(_, schema)| schema)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_reference_page_in_the_repository_is_the_programs_own() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/reference/configuration.md"
        );
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        let made = super::page();
        assert!(
            kept == made,
            "run `cargo run -p tacita-server -- config reference > docs/reference/configuration.md`"
        );
    }

    #[test]
    fn every_field_has_a_meaning() {
        for line in super::page().lines().filter(|line| line.starts_with("| `")) {
            assert!(!line.ends_with("|  |"), "{line}");
        }
    }
}
