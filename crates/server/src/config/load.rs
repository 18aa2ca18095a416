//! Reads the configuration: defaults < file < environment (`TACITA_…`) < flags.
//!
//! A secret may also come from a file that `TACITA_…_FILE` names, so that it stands neither in the
//! environment nor in the configuration. Refuses unknown keys, and a secret given in both ways.

use super::Config;
use figment::Figment;
use figment::providers::{Format, Serialized, Toml};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Fields that `TACITA_…_FILE` may give, as variable and path.
const SECRETS: [(&str, &str); 3] = [
    ("TACITA_OIDC__CLIENT_SECRET", "oidc.client_secret"),
    ("TACITA_DATABASE__URL", "database.url"),
    ("TACITA_DATABASE__HALVES_URL", "database.halves_url"),
];

/// Variables of the same family that belong to our tests and tools, not to the configuration.
const TOOLS: [&str; 8] = [
    "TACITA_BIN",
    "TACITA_E2E",
    "TACITA_FIGURES",
    "TACITA_PROVE",
    "TACITA_SEED",
    "TACITA_VECTORS",
    "TACITA_WASM",
    "TACITA_WRITE_GRID",
];

/// Why the configuration cannot be read. The operator's fault.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The named file is not there.
    #[error("there is no configuration file {0}")]
    NoFile(PathBuf),
    /// A key is unknown or a value does not fit; what is wrong where, for a person.
    #[error("the configuration does not fit: {0}")]
    Fit(String),
    /// The file of a secret cannot be read.
    #[error("cannot read the file that {variable}_FILE names")]
    SecretFile {
        /// The variable without `_FILE`.
        variable: &'static str,
        /// The disk's reason.
        source: std::io::Error,
    },
    /// A secret is given twice.
    #[error("{0} and {0}_FILE are both set; keep one")]
    Twice(&'static str),
}

/// Reads it. `flags` are pairs of path (`tls.key`) and value that stand above everything.
///
/// # Errors
/// [`LoadError`].
pub fn load(file: Option<&Path>, flags: &[(String, String)]) -> Result<Config, LoadError> {
    let environment: BTreeMap<String, String> = std::env::vars().collect();
    load_from(file, &environment, flags)
}

/// As [`load`] with an environment of the caller's choice.
///
/// # Errors
/// [`LoadError`].
pub fn load_from(
    file: Option<&Path>,
    environment: &BTreeMap<String, String>,
    flags: &[(String, String)],
) -> Result<Config, LoadError> {
    let mut figment = Figment::new();
    if let Some(file) = file {
        if !file.is_file() {
            return Err(LoadError::NoFile(file.to_owned()));
        }
        figment = figment.merge(Toml::file_exact(file));
    }
    for (variable, value) in environment {
        let Some(path) = variable.strip_prefix("TACITA_") else {
            continue;
        };
        if TOOLS.iter().any(|tool| variable.starts_with(tool)) {
            continue;
        }
        if SECRETS
            .iter()
            .any(|(secret, _)| variable.strip_suffix("_FILE") == Some(*secret))
        {
            continue;
        }
        figment = set(figment, &path.to_lowercase().replace("__", "."), value);
    }
    for (variable, field) in SECRETS {
        let Some(path) = environment.get(&format!("{variable}_FILE")) else {
            continue;
        };
        if environment.contains_key(variable) {
            return Err(LoadError::Twice(variable));
        }
        let text = std::fs::read_to_string(path)
            .map_err(|source| LoadError::SecretFile { variable, source })?;
        figment = figment.merge(Serialized::default(
            field,
            text.trim_end_matches(['\r', '\n']),
        ));
    }
    for (path, value) in flags {
        figment = set(figment, path, value);
    }
    figment
        .extract()
        .map_err(|error| LoadError::Fit(say(error)))
}

/// What is wrong and where, without the places in our own source that the library adds. A value
/// that does not fit a secret's field is not repeated.
fn say(error: figment::Error) -> String {
    let one = |error: figment::Error| {
        let path = error.path.join(".");
        let what = match &error.kind {
            figment::error::Kind::UnknownField(name, known) => {
                format!("there is no field `{name}`; there are {}", known.join(", "))
            }
            _ if SECRETS.iter().any(|(_, field)| *field == path) => "is of another type".to_owned(),
            kind => kind.to_string(),
        };
        let source = error
            .metadata
            .as_ref()
            .and_then(|found| found.source.as_ref());
        let file = match source.and_then(|source| source.file_path()) {
            Some(file) => format!(" (in {})", file.display()),
            None => String::new(),
        };
        if path.is_empty() {
            format!("{what}{file}")
        } else {
            format!("`{path}`: {what}{file}")
        }
    };
    error.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Sets one value, read as figment reads environment values: numbers, truth values, lists, text.
fn set(figment: Figment, path: &str, value: &str) -> Figment {
    let parsed: figment::value::Value = value
        .parse()
        .unwrap_or_else(|error: core::convert::Infallible| match error {});
    figment.merge(Serialized::default(path, parsed))
}

/// Where `serve` looks when no `--config` is given: `tacita.toml` here, then in `/etc/tacita`.
#[must_use]
pub fn usual_file() -> Option<PathBuf> {
    ["tacita.toml", "/etc/tacita/tacita.toml"]
        .into_iter()
        .map(PathBuf::from)
        .find(|p| p.is_file())
}
