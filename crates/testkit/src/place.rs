//! Where the files of a town are, and what must not stand in them. Refuses a folder that another run has
//! had. Next: `town.rs`.

use std::path::{Path, PathBuf};

/// Where a town's files are.
#[derive(Debug)]
pub(crate) enum Place {
    /// Nobody else's, and gone with the town. A name made of the process's number is not enough:
    /// numbers come again, and what a killed run left behind is then opened as if it were new.
    Own(tempfile::TempDir),
    /// The caller's, who may open a second town on them.
    Given(PathBuf),
}

impl Place {
    pub(crate) fn fresh() -> Self {
        let named = tempfile::Builder::new().prefix("tacita-town-").tempdir();
        Self::Own(named.unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Given(folder) => folder,
        }
    }
}

/// Fails when a file under the folder holds one of the texts.
pub(crate) fn search(folder: &Path, secrets: &[String]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, secrets);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for secret in secrets {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(
                !found,
                "{} holds a text that a person wrote",
                path.display()
            );
        }
    }
}
