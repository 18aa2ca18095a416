//! Where redacted text goes: standard output, or a file under `--out` that was not there before.

use super::walk::Source;
use crate::commands::Failure;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Component, Path};

/// Writes the redacted copy of a file.
///
/// # Errors
/// When it cannot be written, or when a file is already there: the original may be that file.
pub(super) fn write(out: Option<&Path>, source: &Source, copy: &[u8]) -> Result<(), Failure> {
    let Some(out) = out else {
        // A reader that has gone away is not our trouble.
        drop(std::io::stdout().lock().write_all(copy));
        return Ok(());
    };
    let mut below = source.below.components();
    if !below.all(|part| matches!(part, Component::Normal(_))) {
        return Err("has no name to write it under".into());
    }
    let target = out.join(&source.below);
    let say = |error: std::io::Error| format!("{}: {error}", target.display());
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(say)?;
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&target)
        .map_err(say)?;
    file.write_all(copy).map_err(say)?;
    Ok(())
}
