//! What a witness remembers: the last head of each log, durable before anything is answered.
//!
//! A file per log, named by the hash of its origin, holds the cosigned note; it is replaced whole
//! (written beside, synced, renamed, folder synced), so a power cut leaves the old one or the new.

use super::WitnessError;
use crate::demo::folder::write_private;
use crate::keys::create_private_folder;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use tacita_ledger::note::{SignedNote, VerifierKey};
use tacita_ledger::{Checkpoint, Hash};

/// Evidence that is kept at most; the first is what matters.
const MOST_EVIDENCE: usize = 100;

pub(super) struct Memory {
    heads: PathBuf,
    forks: PathBuf,
    latest: HashMap<String, (u64, Hash)>,
}

impl Memory {
    pub(super) fn open(folder: &Path, vkey: &VerifierKey) -> Result<Self, WitnessError> {
        let (heads, forks) = (folder.join("heads"), folder.join("forks"));
        create_private_folder(&heads)?;
        create_private_folder(&forks)?;
        let mut latest = HashMap::new();
        for path in files(&heads).map_err(|source| disk(&heads, source))? {
            if path.extension().is_some_and(|kind| kind == "new") {
                continue;
            }
            let bytes = std::fs::read(&path).map_err(|source| disk(&path, source))?;
            let head = own(&bytes, vkey).ok_or_else(|| WitnessError::Head(path.clone()))?;
            latest.insert(head.origin, (head.size, head.root));
        }
        Ok(Self {
            heads,
            forks,
            latest,
        })
    }

    pub(super) fn latest(&self, origin: &str) -> Option<(u64, Hash)> {
        self.latest.get(origin).copied()
    }

    pub(super) fn keep(&mut self, head: Checkpoint, note: &str) -> std::io::Result<()> {
        let name = hex(head.origin.as_bytes());
        write_private(&self.heads.join(name), note.as_bytes())?;
        std::fs::File::open(&self.heads)?.sync_all()?;
        self.latest.insert(head.origin, (head.size, head.root));
        Ok(())
    }

    /// Keeps what a log signed and that does not fit. It is refused whether or not this works.
    pub(super) fn keep_evidence(&self, checkpoint: &[u8]) {
        let path = self.forks.join(hex(checkpoint));
        let room = files(&self.forks).is_ok_and(|kept| kept.len() < MOST_EVIDENCE);
        if room && !path.exists() && write_private(&path, checkpoint).is_err() {
            tracing::warn!(event = "witness-evidence", error = "disk");
        }
    }
}

/// A head that carries this witness's own good signature.
fn own(bytes: &[u8], vkey: &VerifierKey) -> Option<Checkpoint> {
    let note = SignedNote::parse(bytes).ok()?;
    note.verify(vkey).ok()?;
    Checkpoint::parse(note.text()).ok()
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

fn disk(path: &Path, source: std::io::Error) -> WitnessError {
    WitnessError::Disk {
        path: path.to_owned(),
        source,
    }
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
