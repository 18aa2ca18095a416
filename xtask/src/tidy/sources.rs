//! What the rules look at: every text file of the checkout by its path, and what git remembers of
//! the claimed practices. Held in memory, so that a rule's bad example is a few lines in a test.
//!
//! Files that are not UTF-8 (pictures, vectors) are left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::Repository;
use crate::trouble::Outcome;

/// Files larger than this are data, not something a person reads.
const LARGEST_BYTES: u64 = 2_000_000;

/// The checkout as the rules see it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sources {
    /// Text of each file, by its path relative to the root.
    pub(crate) files: BTreeMap<String, String>,
    /// Paths of all files, text or not.
    pub(crate) paths: BTreeSet<String>,
    /// Ids that some commit behind this one claimed in `practices.toml`.
    pub(crate) once_claimed: BTreeSet<String>,
}

impl Sources {
    pub(crate) fn load(repository: &Repository) -> Outcome<Self> {
        let mut sources = Self::default();
        for file in repository.files()? {
            let path = repository.path(&file);
            let small = std::fs::metadata(&path).is_ok_and(|meta| meta.len() <= LARGEST_BYTES);
            if small && let Ok(text) = std::fs::read_to_string(&path) {
                sources.files.insert(file.clone(), text);
            }
            sources.paths.insert(file);
        }
        sources.once_claimed = once_claimed(repository);
        Ok(sources)
    }

    /// A checkout made of these files only.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let mut sources = Self::default();
        for (file, text) in files {
            sources.files.insert((*file).to_owned(), (*text).to_owned());
            sources.paths.insert((*file).to_owned());
        }
        sources
    }

    pub(crate) fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(String::as_str)
    }

    /// Files whose name ends with one of `endings`.
    pub(crate) fn ending<'a>(
        &'a self,
        endings: &'a [&'a str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(|(file, _)| endings.iter().any(|ending| file.ends_with(ending)))
            .map(|(file, text)| (file.as_str(), text.as_str()))
    }

    /// Whether a file or folder of this name belongs to the checkout.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.paths.contains(path)
            || self
                .paths
                .range(folder.clone()..)
                .next()
                .is_some_and(|next| next.starts_with(&folder))
    }
}

/// Whether a file holds tests only: these may be long, may print, may name bad examples.
pub(crate) fn is_test(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    file.split('/')
        .any(|part| matches!(part, "tests" | "e2e" | "benches" | "fuzz"))
        || matches!(name, "tests.rs" | "test.rs")
        || name.ends_with("_tests.rs")
        || name.contains(".test.")
        || name.contains(".spec.")
        || file.starts_with("crates/testkit/")
}

/// Written by a program: nobody reads or edits it.
pub(crate) fn is_generated(file: &str) -> bool {
    file.split('/').any(|part| part == "generated")
        || file.starts_with("docs/reference/")
        || file == "docs/practices.md"
        || file.ends_with("package-lock.json")
        || file.ends_with("Cargo.lock")
}

/// Every id that any reachable commit claimed. Nothing without git or in a shallow clone's dark.
fn once_claimed(repository: &Repository) -> BTreeSet<String> {
    let file = super::practices::FILE;
    let mut claimed = BTreeSet::new();
    let commits = repository
        .git(&["log", "--format=%H", "--", file])
        .unwrap_or_default();
    for commit in commits.lines() {
        let text = repository
            .git(&["show", &format!("{commit}:{file}")])
            .unwrap_or_default();
        claimed.extend(super::practices::claimed(&text));
    }
    claimed
}
