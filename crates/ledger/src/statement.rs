//! An accountability statement: how many leaves of one person lie between two moments, and a digest
//! over them, signed with the log's key.
//!
//! Each leaf has a proof of its own beside it; the statement says that these are all of them. It is a
//! signed note whose first line no checkpoint can have: names of logs hold no spaces. Refuses a list that
//! is longer, shorter or another than the one that was signed. Next: [`crate::receipt`].

use crate::note::{NoteError, NoteKey, SignedNote, VerifierKey};
use crate::tree::Hash;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use tacita_model::{AgentId, Timestamp};

const HEAD: &str = "tacita statement v1";

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The log's name.
    pub origin: String,
    /// Whose.
    pub agent: AgentId,
    /// From this moment on.
    pub from: Timestamp,
    /// Up to this moment, which is not part of it.
    pub until: Timestamp,
    /// How many leaves.
    pub count: u64,
    /// [`digest`] over them.
    pub digest: [u8; 32],
}

/// The statement cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The note around it.
    #[error("the statement is not signed by the log's key")]
    Note(#[from] NoteError),
    /// Not a statement, or of another log.
    #[error("not a statement of this log")]
    Form,
    /// Other leaves than were signed.
    #[error("the list is not the one that was signed")]
    List,
}

/// The digest over places and leaf hashes, in order.
pub fn digest<'a>(leaves: impl IntoIterator<Item = (u64, &'a Hash)>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"tacita statement v1\0");
    for (index, hash) in leaves {
        hasher.update(index.to_be_bytes());
        hasher.update(hash.0);
    }
    hasher.finalize().into()
}

impl Statement {
    /// Signs it with the log's key.
    #[must_use]
    pub fn sign(&self, key: &NoteKey) -> String {
        let mut note = SignedNote::unsigned(format!(
            "{HEAD}\n{}\n{}\n{} {}\n{}\n{}\n",
            self.origin,
            self.agent,
            self.from.0,
            self.until.0,
            self.count,
            Base64::encode_string(&self.digest)
        ));
        note.sign(&self.origin, key);
        note.to_text()
    }

    /// Opens a statement of the log whose key this is.
    ///
    /// # Errors
    /// [`StatementError`].
    pub fn open(text: &str, key: &VerifierKey) -> Result<Self, StatementError> {
        let note = SignedNote::parse(text.as_bytes())?;
        note.verify(key)?;
        let read = Self::read(note.text()).ok_or(StatementError::Form)?;
        if read.origin == key.name() {
            Ok(read)
        } else {
            Err(StatementError::Form)
        }
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        if lines.next()? != HEAD {
            return None;
        }
        let origin = lines.next()?.to_owned();
        let agent = lines.next()?.parse().ok()?;
        let (from, until) = lines.next()?.split_once(' ')?;
        let read = Self {
            origin,
            agent,
            from: Timestamp(from.parse().ok()?),
            until: Timestamp(until.parse().ok()?),
            count: lines.next()?.parse().ok()?,
            digest: Base64::decode_vec(lines.next()?).ok()?.try_into().ok()?,
        };
        lines.next().is_none().then_some(read)
    }

    /// Whether these are the leaves that were signed.
    ///
    /// # Errors
    /// [`StatementError::List`].
    pub fn covers(&self, leaves: &[(u64, Hash)]) -> Result<(), StatementError> {
        let same = self.count == u64::try_from(leaves.len()).unwrap_or(u64::MAX)
            && self.digest == digest(leaves.iter().map(|(index, hash)| (*index, hash)));
        if same {
            Ok(())
        } else {
            Err(StatementError::List)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Checkpoint;
    use crate::note::Algorithm;
    use tacita_model::TypedId;

    // Practice: G8
    #[test]
    fn a_statement_covers_the_leaves_that_were_signed_and_no_others() {
        let key = NoteKey::from_bytes(&[3; 32]);
        let vkey = VerifierKey::of("desk.example/ledger", Algorithm::Ed25519, &key).unwrap();
        let leaves = [(4, Hash([4; 32])), (9, Hash([9; 32]))];
        let made = Statement {
            origin: vkey.name().to_owned(),
            agent: AgentId::from_bytes([1; 16]),
            from: Timestamp(10),
            until: Timestamp(20),
            count: 2,
            digest: digest(leaves.iter().map(|(index, hash)| (*index, hash))),
        };
        let text = made.sign(&key);
        let read = Statement::open(&text, &vkey).unwrap();
        assert_eq!(read, made);
        assert_eq!(read.covers(&leaves), Ok(()));
        for other in [
            &leaves[..1],
            &[leaves[1], leaves[0]],
            &[leaves[0], (8, leaves[1].1)],
            &[leaves[0], (9, Hash([8; 32]))],
            &[leaves[0], leaves[1], leaves[1]],
        ] {
            assert_eq!(read.covers(other), Err(StatementError::List));
        }
        let changed = text.replace("\n2\n", "\n1\n");
        assert!(Statement::open(&changed, &vkey).is_err());
        let other = NoteKey::from_bytes(&[4; 32]);
        assert!(Statement::open(&made.sign(&other), &vkey).is_err());
        assert!(Checkpoint::open(text.as_bytes(), &vkey).is_err());
    }
}
