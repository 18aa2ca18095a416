//! The policies in force: the program's own and those of the folder that the configuration names.
//!
//! Read once, at start. A folder with a mistake stops the start, since nobody would notice that a
//! policy which forbids is not in force. Next: [`crate::features::decisions`].

use crate::config::Config;
use crate::config::check::{Complaint, Weight};
use std::path::{Path, PathBuf};
use tacita_policy::{Mistake, Policy, Source};

/// The largest file of policies, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Why policies are not loaded.
#[derive(Debug, thiserror::Error)]
pub enum PoliciesError {
    /// A file or the folder cannot be read.
    #[error("{}", path.display())]
    Disk {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The folder holds no policy: a wrong path would go unnoticed.
    #[error("{}: no file ends in .cedar", .0.display())]
    Empty(PathBuf),
    /// A file is larger than any set of policies.
    #[error("{}: larger than {LARGEST} bytes", .0.display())]
    TooLarge(PathBuf),
    /// The files hold mistakes.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Mistakes(Vec<Mistake>),
}

/// The policies of the configuration.
///
/// # Errors
/// [`PoliciesError`].
pub fn load(config: &Config) -> Result<Policy, PoliciesError> {
    config.policy_folder.as_ref().map_or_else(
        || Ok(Policy::built_in()),
        |folder| from_folder(&config.in_data_folder(folder)),
    )
}

/// The program's policies with those of every file in this folder that ends in `.cedar`.
///
/// # Errors
/// [`PoliciesError`].
pub fn from_folder(folder: &Path) -> Result<Policy, PoliciesError> {
    let disk = |path: &Path| {
        let path = path.to_owned();
        move |source| PoliciesError::Disk { path, source }
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(disk(folder))? {
        let path = entry.map_err(disk(folder))?.path();
        if path.extension().is_some_and(|end| end == "cedar") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(PoliciesError::Empty(folder.to_owned()));
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let length = std::fs::metadata(&path).map_err(disk(&path))?.len();
        if length > LARGEST {
            return Err(PoliciesError::TooLarge(path));
        }
        let text = std::fs::read_to_string(&path).map_err(disk(&path))?;
        files.push((path.display().to_string(), text));
    }
    let own: Vec<Source> = files
        .iter()
        .map(|(name, text)| Source::new(name, text))
        .collect();
    Policy::with_own(&own).map_err(PoliciesError::Mistakes)
}

/// What is wrong with the folder, for `doctor`, `config check` and the start.
#[must_use]
pub fn check(config: &Config) -> Option<Complaint> {
    let error = load(config).err()?;
    Some(Complaint {
        weight: Weight::Stop,
        field: "policy_folder".to_owned(),
        what: crate::commands::describe(&error),
        mend: "run `tacita policy check FOLDER`; it names file and line of every mistake"
            .to_owned(),
    })
}
