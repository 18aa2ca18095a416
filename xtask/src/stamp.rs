//! Input hashes: a chore whose inputs are what they were, and whose outputs are still there,
//! need not run again. The hash covers the content of each file, its path, and free words
//! (options, tool versions); file times do not matter.
//!
//! Stamps lie in `target/xtask/stamps`; deleting them is always safe.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::repository::Repository;
use crate::trouble::{Outcome, While};

/// What a chore was made from.
#[derive(Debug)]
pub(crate) struct Stamp {
    place: PathBuf,
    digest: String,
}

impl Stamp {
    /// Hashes `files` (relative paths; missing ones count as missing) and `words`.
    pub(crate) fn of(
        repository: &Repository,
        name: &str,
        files: &[String],
        words: &[String],
    ) -> Outcome<Self> {
        let mut hash = Sha256::new();
        for file in files {
            hash.update(format!("file {file}\0"));
            match std::fs::read(repository.path(file)) {
                Ok(bytes) => {
                    hash.update((bytes.len() as u64).to_be_bytes());
                    hash.update(&bytes);
                }
                Err(_) => hash.update(b"missing"),
            }
        }
        for word in words {
            hash.update(format!("word {word}\0"));
        }
        let place = repository.target().join("xtask/stamps").join(name);
        Ok(Self {
            place,
            digest: hex(&hash.finalize()),
        })
    }

    /// Whether the chore was done from exactly these inputs and its outputs are still there.
    pub(crate) fn holds(&self, outputs: &[PathBuf]) -> bool {
        outputs.iter().all(|output| output.exists())
            && std::fs::read_to_string(&self.place).is_ok_and(|before| before == self.digest)
    }

    /// Remembers that the chore was done from these inputs.
    pub(crate) fn keep(&self) -> Outcome {
        if let Some(folder) = self.place.parent() {
            std::fs::create_dir_all(folder).doing(|| format!("make {}", folder.display()))?;
        }
        std::fs::write(&self.place, &self.digest)
            .doing(|| format!("write {}", self.place.display()))
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of a file, in hexadecimal.
pub(crate) fn digest_of(path: &std::path::Path) -> Outcome<String> {
    let bytes = std::fs::read(path).doing(|| format!("read {}", path.display()))?;
    Ok(hex(&Sha256::digest(bytes)))
}
