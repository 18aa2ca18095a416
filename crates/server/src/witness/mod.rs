//! A witness: a process of its own, best on somebody else's machine, that cosigns checkpoints of
//! logs it knows and remembers the last one of each (c2sp.org/tlog-witness).
//!
//! ```text
//! witness.key    signing key, readable to its owner alone
//! logs           verifier keys of the logs, one a line
//! heads/…        the last cosigned checkpoint of each log; replaced whole, synced before an answer
//! forks/…        checkpoints that a log signed and that do not fit: evidence
//! tls/…          certificate and key of its listener
//! ```
//! It refuses to start on a head that it cannot read: without its memory it would cosign a fork.
//! Next: [`http`], `tacita_ledger::cosign` (the judgement).

pub mod http;
mod memory;

use crate::host::Randomness;
use crate::keys::{KeysError, create_private_folder, load_or_write};
use memory::Memory;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tacita_ledger::cosign::{Refusal, Submission};
use tacita_ledger::note::{Algorithm, NoteKey, VerifierKey};
use tacita_model::Clock;
use zeroize::Zeroizing;

const KEY_FILE: &str = "witness.key";
const LOGS_FILE: &str = "logs";

/// Why a witness cannot run.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// Its key.
    #[error("the witness's key cannot be used")]
    Keys(#[from] KeysError),
    /// Its name is none that notes can carry.
    #[error("`{0}` is not a name: it holds a blank or a plus sign, or is empty")]
    Name(String),
    /// The list of logs holds something else.
    #[error("{path}: line {line} is not a verifier key of a log")]
    Logs {
        /// Which file.
        path: PathBuf,
        /// Which line.
        line: usize,
    },
    /// A remembered head cannot be read.
    #[error(
        "{0} is not a checkpoint that this witness cosigned; it does not start without its memory"
    )]
    Head(PathBuf),
    /// The disk said no.
    #[error("cannot use {path}")]
    Disk {
        /// Which file or folder.
        path: PathBuf,
        /// The disk's reason.
        source: std::io::Error,
    },
}

/// Why a submission got no cosignature.
#[derive(Debug, thiserror::Error)]
pub enum Unsigned {
    /// The protocol's refusals.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The head could not be kept, so it is not cosigned.
    #[error("the head could not be kept")]
    Disk(#[from] std::io::Error),
}

/// See the top of this file.
pub struct Witness {
    key: NoteKey,
    vkey: VerifierKey,
    logs: Vec<VerifierKey>,
    clock: Arc<dyn Clock>,
    /// Judging and keeping are one step: two submissions at once could roll the memory back.
    memory: Mutex<Memory>,
}

impl core::fmt::Debug for Witness {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Witness")
    }
}

impl Witness {
    /// Opens a witness's folder, drawing a key when it is new. `more` are logs beside those of the
    /// file.
    ///
    /// # Errors
    /// [`WitnessError`].
    pub fn open(
        folder: &Path,
        name: &str,
        more: &[VerifierKey],
        clock: Arc<dyn Clock>,
        randomness: &dyn Randomness,
    ) -> Result<Self, WitnessError> {
        create_private_folder(folder)?;
        let mut fresh = Zeroizing::new([0; 32]);
        randomness.generator().fill_bytes(fresh.as_mut());
        let secret = load_or_write(&folder.join(KEY_FILE), &fresh)?;
        let key = NoteKey::from_bytes(&secret);
        let vkey = VerifierKey::of(name, Algorithm::Cosignature, &key)
            .map_err(|_| WitnessError::Name(name.to_owned()))?;
        let mut logs = read_logs(&folder.join(LOGS_FILE))?;
        logs.extend_from_slice(more);
        let memory = Memory::open(folder, &vkey)?;
        Ok(Self {
            key,
            vkey,
            logs,
            clock,
            memory: Mutex::new(memory),
        })
    }

    /// The key that verifies its cosignatures.
    #[must_use]
    pub const fn vkey(&self) -> &VerifierKey {
        &self.vkey
    }

    /// How many logs it knows.
    #[must_use]
    pub const fn logs(&self) -> usize {
        self.logs.len()
    }

    /// Judges a submission, keeps the head and cosigns it; the answer is the signature's line.
    ///
    /// # Errors
    /// [`Unsigned`]. What a log signed and does not fit is kept as evidence.
    pub fn add_checkpoint(&self, body: &str) -> Result<String, Unsigned> {
        let asked = Submission::parse(body)?;
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let judged = asked.judge(&self.logs, |origin| memory.latest(origin));
        let (head, mut note) = match judged {
            Ok(good) => good,
            Err(refusal) => {
                if let Refusal::Forked { size } | Refusal::Proof { size } = refusal {
                    tracing::error!(event = "witness-fork", sequence = size);
                    memory.keep_evidence(asked.checkpoint.as_bytes());
                }
                return Err(refusal.into());
            }
        };
        let seconds = u64::try_from(self.clock.now().as_seconds()).unwrap_or(0);
        note.cosign(self.vkey.name(), &self.key, seconds);
        let line = note.line_of(&self.vkey).ok_or(Refusal::Malformed)?;
        memory.keep(head, &note.to_text())?;
        Ok(line)
    }
}

fn read_logs(path: &Path) -> Result<Vec<VerifierKey>, WitnessError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => {
            let path = path.to_owned();
            return Err(WitnessError::Disk { path, source });
        }
    };
    let lines = text.lines().zip(1..);
    lines
        .filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(line, number)| {
            VerifierKey::parse(line.trim()).map_err(|_| WitnessError::Logs {
                path: path.to_owned(),
                line: number,
            })
        })
        .collect()
}
