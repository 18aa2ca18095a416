//! The checkout: where it lies, which files belong to it, what git remembers of it.
//!
//! Works in a plain copy without git too (a release tarball): then every file that is not under
//! a build folder counts as belonging.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::trouble::{Outcome, Trouble, While};

/// Folders that builds fill; never part of the source.
const BUILT: [&str; 5] = ["target", "node_modules", ".git", "dist", "data"];

/// A checkout of Tacita.
#[derive(Debug, Clone)]
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// The checkout that this xtask was started from.
    pub(crate) fn here() -> Outcome<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .ok_or_else(|| Trouble::new("start this as `cargo xtask`, not as a bare program"))?;
        let root = Path::new(&manifest).parent().map(Path::to_path_buf);
        Ok(Self {
            root: root.ok_or_else(|| Trouble::new("xtask lies outside a checkout"))?,
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where builds go: `CARGO_TARGET_DIR` when set, else `target`.
    pub(crate) fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.path("target"), |folder| self.root.join(folder))
    }

    pub(crate) fn read(&self, relative: &str) -> Outcome<String> {
        std::fs::read_to_string(self.path(relative)).doing(|| format!("read {relative}"))
    }

    /// Every file that belongs to the source, relative to the root with `/`, sorted.
    /// Files not yet added to git count, ignored ones do not.
    pub(crate) fn files(&self) -> Outcome<Vec<String>> {
        let listed = self.git(&[
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let mut files: Vec<String> = match listed {
            Some(text) => text
                .split('\0')
                .filter(|file| !file.is_empty() && self.path(file).is_file())
                .map(str::to_owned)
                .collect(),
            None => {
                let mut found = Vec::new();
                walk(&self.root, "", &mut found)?;
                found
            }
        };
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// What git answers, or nothing when there is no git or it refuses.
    pub(crate) fn git(&self, arguments: &[&str]) -> Option<String> {
        let answer = Command::new("git")
            .args(arguments)
            .current_dir(&self.root)
            .output()
            .ok()?;
        answer
            .status
            .success()
            .then(|| String::from_utf8_lossy(&answer.stdout).into_owned())
    }
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Outcome {
    let entries = std::fs::read_dir(folder).doing(|| format!("list {}", folder.display()))?;
    for entry in entries {
        let entry = entry.doing(|| format!("list {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let relative = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}/{name}")
        };
        if entry.path().is_dir() {
            if !BUILT.contains(&name.as_str()) {
                walk(&entry.path(), &relative, found)?;
            }
        } else {
            found.push(relative);
        }
    }
    Ok(())
}
