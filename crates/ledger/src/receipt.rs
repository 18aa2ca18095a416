//! A leaf with its proof in one text file, for any verifier (c2sp.org/tlog-proof@v1).
//!
//! Programs of others pass over `extra` and take the leaf's bytes from elsewhere; with it the file is
//! whole. Refuses anything written in another way than here. Next: [`crate::opening`].
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <base64 of an opening: what the leaf says, to whom it is shown>
//! index 5
//! <hash> …
//!
//! <checkpoint>
//! ```

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::VerifierKey;
use crate::opening::{Opening, OpeningError};
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
    /// It does not carry what opens its leaf.
    #[error("it does not say what it proves")]
    Closed,
    /// What opens its leaf does not fit.
    #[error(transparent)]
    Opening(#[from] OpeningError),
}

/// A proof that travels with its checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What opens the leaf; see [`Opening`].
    pub extra: Option<Vec<u8>>,
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
        let extra = self.extra.as_ref().map_or(String::new(), |extra| {
            format!("extra {}\n", Base64::encode_string(extra))
        });
        format!(
            "{HEAD}\n{extra}index {}\n{hashes}\n{}",
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
        let mut extra = None;
        if let Some(encoded) = line.strip_prefix("extra ") {
            extra = Some(Base64::decode_vec(encoded).map_err(|_| ReceiptError::Form)?);
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
            extra,
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

    /// Checks a receipt that carries its opening: what it says is in the log whose key this is.
    ///
    /// # Errors
    /// [`ReceiptError`] when it is not shown.
    pub fn open(&self, key: &VerifierKey) -> Result<(Opening, Checkpoint), ReceiptError> {
        let extra = self.extra.as_ref().ok_or(ReceiptError::Closed)?;
        let opening = Opening::decode(extra)?;
        let checkpoint = self.verify(&opening.leaf.encode(), key)?;
        Ok((opening, checkpoint))
    }
}
