//! What a log asks a witness and what the witness answers (c2sp.org/tlog-witness, `add-checkpoint`).
//!
//! Pure: the request's text, and the judgement over it. The witness keeps, for each log, the last
//! head that it cosigned; it refuses whatever does not extend that head. Who keeps it, and the
//! times, are the host's business.

use crate::checkpoint::Checkpoint;
use crate::note::{SignedNote, VerifierKey};
use crate::proof::verify_consistency;
use crate::tree::Hash;
use base64ct::{Base64, Encoding};

/// More lines of a proof than any tree needs.
pub const MOST_HASHES: usize = 63;

/// Why a witness does not cosign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a request, or it begins behind its own end (400).
    #[error("the request is malformed")]
    Malformed,
    /// A log that this witness does not know (404).
    #[error("the witness does not know this log")]
    Unknown,
    /// No good signature of the log's key (403).
    #[error("the log's signature is missing or not good")]
    Signature,
    /// The proof begins elsewhere than the witness stands (409, with its size).
    #[error("the witness stands at {size} leaves")]
    Stale {
        /// Leaves of the last head that was cosigned.
        size: u64,
    },
    /// As many leaves as before, and others (409): the log was forked.
    #[error("another log of the same {size} leaves was cosigned before")]
    Forked {
        /// Leaves of both.
        size: u64,
    },
    /// The proof does not hold (422): a broken request, or the log was forked.
    #[error("the checkpoint does not extend the {size} leaves that were cosigned before")]
    Proof {
        /// Leaves of the last head that was cosigned.
        size: u64,
    },
}

impl Refusal {
    /// The status that the protocol asks for.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Signature => 403,
            Self::Unknown => 404,
            Self::Stale { .. } | Self::Forked { .. } => 409,
            Self::Proof { .. } => 422,
        }
    }
}

/// A request to cosign a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Leaves of the head that the proof begins at.
    pub old: u64,
    /// Consistency proof.
    pub proof: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl Submission {
    /// The request's body.
    #[must_use]
    pub fn to_text(&self) -> String {
        let hashes: String = self
            .proof
            .iter()
            .map(|hash| format!("{}\n", Base64::encode_string(&hash.0)))
            .collect();
        format!("old {}\n{hashes}\n{}", self.old, self.checkpoint)
    }

    /// Reads a body.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(Refusal::Malformed)?;
        let mut lines = head.split('\n');
        let number = lines
            .next()
            .and_then(|line| line.strip_prefix("old "))
            .ok_or(Refusal::Malformed)?;
        let old: u64 = number.parse().map_err(|_| Refusal::Malformed)?;
        let proof = lines
            .map(|line| Hash::read(&Base64::decode_vec(line).ok()?))
            .collect::<Option<Vec<_>>>()
            .filter(|proof| proof.len() <= MOST_HASHES)
            .ok_or(Refusal::Malformed)?;
        if old.to_string() != number {
            return Err(Refusal::Malformed);
        }
        Ok(Self {
            old,
            proof,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Judges the request. `keys` are the logs that the witness knows, `latest` the size and root of
    /// the last head that it cosigned for an origin.
    ///
    /// # Errors
    /// [`Refusal`], in the order in which the protocol asks.
    pub fn judge(
        &self,
        keys: &[VerifierKey],
        latest: impl FnOnce(&str) -> Option<(u64, Hash)>,
    ) -> Result<(Checkpoint, SignedNote), Refusal> {
        let bytes = self.checkpoint.as_bytes();
        let note = SignedNote::parse(bytes).map_err(|_| Refusal::Malformed)?;
        let head = Checkpoint::parse(note.text()).map_err(|_| Refusal::Malformed)?;
        let mut known = keys
            .iter()
            .filter(|key| key.name() == head.origin)
            .peekable();
        if known.peek().is_none() {
            return Err(Refusal::Unknown);
        }
        if !known.any(|key| note.verify(key).is_ok()) {
            return Err(Refusal::Signature);
        }
        if self.old > head.size {
            return Err(Refusal::Malformed);
        }
        let (size, root) = latest(&head.origin).unwrap_or((0, Hash::of_nothing()));
        if self.old != size {
            return Err(Refusal::Stale { size });
        }
        if size == head.size && root != head.root {
            return Err(Refusal::Forked { size });
        }
        // From nothing there is nothing to prove, whatever the log calls its empty root.
        let proven = if size == 0 {
            self.proof.is_empty()
        } else {
            verify_consistency(size, head.size, &root, &head.root, &self.proof).is_ok()
        };
        if proven {
            Ok((head, note))
        } else {
            Err(Refusal::Proof { size })
        }
    }
}
