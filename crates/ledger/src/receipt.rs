//! A leaf with its proof in one text file, for any verifier (c2sp.org/tlog-proof@v1).
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! index 5
//! <hash> …
//!
//! <checkpoint>
//! ```

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::VerifierKey;
use crate::proof::{ProofError, verify_inclusion};
use crate::tree::Hash;
use base64ct::{Base64, Encoding};

const HEAD: &str = "c2sp.org/tlog-proof@v1";

/// The receipt proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not a receipt.
    #[error("not a proof file of this version")]
    Form,
    /// Its checkpoint cannot be taken.
    #[error("the checkpoint in it cannot be taken")]
    Checkpoint(#[from] CheckpointError),
    /// Its proof does not hold.
    #[error("the proof in it does not hold")]
    Proof(#[from] ProofError),
}

/// A proof that travels with its checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Place of the leaf.
    pub index: u64,
    /// Inclusion proof.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, as the log served it.
    pub checkpoint: String,
}

impl Receipt {
    /// The file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let hashes: String = self
            .proof
            .iter()
            .map(|hash| format!("{}\n", Base64::encode_string(&hash.0)))
            .collect();
        format!(
            "{HEAD}\nindex {}\n{hashes}\n{}",
            self.index, self.checkpoint
        )
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`ReceiptError::Form`] when it is something else.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ReceiptError::Form)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEAD) {
            return Err(ReceiptError::Form);
        }
        let mut line = lines.next().ok_or(ReceiptError::Form)?;
        if line.starts_with("extra ") {
            line = lines.next().ok_or(ReceiptError::Form)?;
        }
        let number = line.strip_prefix("index ").ok_or(ReceiptError::Form)?;
        let index: u64 = number.parse().map_err(|_| ReceiptError::Form)?;
        if index.to_string() != number {
            return Err(ReceiptError::Form);
        }
        let proof = lines
            .map(|line| {
                Base64::decode_vec(line)
                    .ok()
                    .and_then(|bytes| Hash::read(&bytes))
            })
            .collect::<Option<Vec<_>>>()
            .ok_or(ReceiptError::Form)?;
        Ok(Self {
            index,
            proof,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Checks that `leaf` (its canonical bytes) is in the log whose key this is.
    ///
    /// # Errors
    /// [`ReceiptError`] when it is not shown.
    pub fn verify(&self, leaf: &[u8], key: &VerifierKey) -> Result<Checkpoint, ReceiptError> {
        let checkpoint = Checkpoint::open(self.checkpoint.as_bytes(), key)?;
        let hash = Hash::of_leaf(leaf);
        verify_inclusion(
            self.index,
            checkpoint.size,
            &hash,
            &self.proof,
            &checkpoint.root,
        )?;
        Ok(checkpoint)
    }
}
