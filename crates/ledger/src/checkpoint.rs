//! C2SP checkpoints: what a log says of itself at one size (c2sp.org/tlog-checkpoint@v1.0.0).

use crate::note::{NoteError, SignedNote, VerifierKey};
use crate::tree::Hash;
use base64ct::{Base64, Encoding};

/// The bytes are no checkpoint, or of another log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it.
    #[error("the signed note cannot be taken")]
    Note(#[from] NoteError),
    /// Not origin, size and root, one a line.
    #[error("not a checkpoint")]
    Form,
    /// Another log's.
    #[error("a checkpoint of another log")]
    Origin,
}

/// A log's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            Base64::encode_string(&self.root.0)
        )
    }

    /// Reads the text. Lines after the third are extensions and are passed over.
    ///
    /// # Errors
    /// [`CheckpointError::Form`] when it is something else.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Form)?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Form);
        };
        let number: u64 = size.parse().map_err(|_| CheckpointError::Form)?;
        let bytes = Base64::decode_vec(root).map_err(|_| CheckpointError::Form)?;
        let root = Hash::read(&bytes).ok_or(CheckpointError::Form)?;
        // One way to write each number: no plus sign, no leading zero.
        if origin.is_empty() || number.to_string() != size || lines.any(str::is_empty) {
            return Err(CheckpointError::Form);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size: number,
            root,
        })
    }

    /// Opens a signed checkpoint of the log whose key this is.
    ///
    /// # Errors
    /// [`CheckpointError`] when the signature is missing or not good, or the origin is another.
    pub fn open(bytes: &[u8], key: &VerifierKey) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(bytes)?;
        note.verify(key)?;
        let checkpoint = Self::parse(note.text())?;
        if checkpoint.origin == key.name() {
            Ok(checkpoint)
        } else {
            Err(CheckpointError::Origin)
        }
    }
}
