//! C2SP signed notes: a text and signature lines that name the key (c2sp.org/signed-note@v1.0.0).
//!
//! Only Ed25519 keys (algorithm 1) and the timestamped cosignatures of witnesses (algorithm 4,
//! c2sp.org/tlog-cosignature@v1) are known; signatures of other keys are passed over, as the
//! format asks. Verification is strict: small-order keys and non-canonical signatures are refused.

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use sha2::{Digest, Sha256};

/// A key that signs notes; wiped when dropped.
pub use ed25519_dalek::SigningKey as NoteKey;

/// Longest note that is read, in bytes.
pub const LONGEST_BYTES: usize = 1 << 20;
/// More signature lines than this are refused.
pub const MOST_SIGNATURES: usize = 100;

/// What kind of signature a key makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Algorithm {
    /// Ed25519 over the text of the note.
    Ed25519 = 1,
    /// Ed25519 over a time and the text: a witness's cosignature.
    Cosignature = 4,
}

/// A note or key that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not a verifier key `name+hash+base64`, or its hash is another key's.
    #[error("not a verifier key")]
    Key,
    /// Not a note: no blank line before the signatures, a foreign character, no signature.
    #[error("not a signed note")]
    Form,
    /// No signature of the wanted key.
    #[error("the note carries no signature of this key")]
    Missing,
    /// A signature of the wanted key that is not good.
    #[error("the signature is not good")]
    Signature,
}

/// A public key with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    algorithm: Algorithm,
    key: VerifyingKey,
}

fn key_hash(name: &str, algorithm: Algorithm, key: &[u8; 32]) -> [u8; 4] {
    let mut hasher = Sha256::new();
    hasher.update(name.as_bytes());
    hasher.update([b'\n', algorithm as u8]);
    hasher.update(key);
    let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
    [a, b, c, d]
}

fn good_name(name: &str) -> bool {
    !name.is_empty()
        && !name.contains('+')
        && !name.chars().any(|c| c.is_whitespace() || c.is_control())
}

impl VerifierKey {
    /// A key under a name (for a log: its origin).
    ///
    /// # Errors
    /// [`NoteError::Key`] when the name or the point is not allowed.
    pub fn new(name: &str, algorithm: Algorithm, key: &[u8; 32]) -> Result<Self, NoteError> {
        let key = VerifyingKey::from_bytes(key).map_err(|_| NoteError::Key)?;
        if !good_name(name) || key.is_weak() {
            return Err(NoteError::Key);
        }
        Ok(Self {
            name: name.to_owned(),
            algorithm,
            key,
        })
    }

    /// The public half of a signing key under a name.
    ///
    /// # Errors
    /// [`NoteError::Key`] when the name is not allowed.
    pub fn of(name: &str, algorithm: Algorithm, key: &NoteKey) -> Result<Self, NoteError> {
        Self::new(name, algorithm, key.verifying_key().as_bytes())
    }

    /// Reads `name+hash+base64(algorithm ‖ key)`.
    ///
    /// # Errors
    /// [`NoteError::Key`] when it is something else.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(encoded)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(NoteError::Key);
        };
        let bytes = Base64::decode_vec(encoded).map_err(|_| NoteError::Key)?;
        let (algorithm, key) = bytes.split_first().ok_or(NoteError::Key)?;
        let algorithm = match algorithm {
            1 => Algorithm::Ed25519,
            4 => Algorithm::Cosignature,
            _ => return Err(NoteError::Key),
        };
        let key: [u8; 32] = key.try_into().map_err(|_| NoteError::Key)?;
        let read = Self::new(name, algorithm, &key)?;
        if hex(&read.hash()) == hash {
            Ok(read)
        } else {
            Err(NoteError::Key)
        }
    }

    /// The key as text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut bytes = vec![self.algorithm as u8];
        bytes.extend_from_slice(self.key.as_bytes());
        format!(
            "{}+{}+{}",
            self.name,
            hex(&self.hash()),
            Base64::encode_string(&bytes)
        )
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures are.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn hash(&self) -> [u8; 4] {
        key_hash(&self.name, self.algorithm, self.key.as_bytes())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A note: its text (which ends with a line break) and its signature lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<(String, [u8; 4], Vec<u8>)>,
}

impl SignedNote {
    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteError::Form`] when the bytes are none.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let whole = core::str::from_utf8(bytes).map_err(|_| NoteError::Form)?;
        if bytes.len() > LONGEST_BYTES || whole.chars().any(|c| c.is_control() && c != '\n') {
            return Err(NoteError::Form);
        }
        let (text, lines) = whole.rsplit_once("\n\n").ok_or(NoteError::Form)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Form)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            let line = line.strip_prefix("— ").ok_or(NoteError::Form)?;
            let (name, encoded) = line.split_once(' ').ok_or(NoteError::Form)?;
            let bytes = Base64::decode_vec(encoded).map_err(|_| NoteError::Form)?;
            let (hash, signature) = bytes.split_first_chunk::<4>().ok_or(NoteError::Form)?;
            if !good_name(name) || signature.is_empty() || signatures.len() >= MOST_SIGNATURES {
                return Err(NoteError::Form);
            }
            signatures.push((name.to_owned(), *hash, signature.to_vec()));
        }
        if text.is_empty() {
            return Err(NoteError::Form);
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }

    /// The text, with its last line break.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Checks the signature of one key and answers, for a cosignature, its time in seconds.
    ///
    /// # Errors
    /// [`NoteError::Missing`] or [`NoteError::Signature`].
    pub fn verify(&self, key: &VerifierKey) -> Result<Option<u64>, NoteError> {
        let hash = key.hash();
        let mut found = self
            .signatures
            .iter()
            .filter(|(name, id, _)| *name == key.name && *id == hash);
        let (_, _, bytes) = found.next().ok_or(NoteError::Missing)?;
        if found.next().is_some() {
            return Err(NoteError::Signature);
        }
        let (time, signature, message) = match key.algorithm {
            Algorithm::Ed25519 => (None, bytes.as_slice(), self.text.clone()),
            Algorithm::Cosignature => {
                let (time, signature) =
                    bytes.split_first_chunk::<8>().ok_or(NoteError::Signature)?;
                let time = u64::from_be_bytes(*time);
                (Some(time), signature, cosigned(time, &self.text))
            }
        };
        let signature = Signature::from_slice(signature).map_err(|_| NoteError::Signature)?;
        key.key
            .verify_strict(message.as_bytes(), &signature)
            .map(|()| time)
            .map_err(|_| NoteError::Signature)
    }

    /// The note as bytes.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!("{}\n", self.text);
        for (name, hash, signature) in &self.signatures {
            let encoded = Base64::encode_string(&[hash.as_slice(), signature].concat());
            out.push_str(&format!("— {name} {encoded}\n"));
        }
        out
    }

    /// The line of one key's signature, with its line break.
    #[must_use]
    pub fn line_of(&self, key: &VerifierKey) -> Option<String> {
        let hash = key.hash();
        let (name, id, bytes) = self
            .signatures
            .iter()
            .find(|(name, id, _)| *name == key.name && *id == hash)?;
        let encoded = Base64::encode_string(&[id.as_slice(), bytes].concat());
        Some(format!("— {name} {encoded}\n"))
    }

    /// Takes over a key's signature from lines that somebody answered, in the place of an older one
    /// of the same key; answers its time.
    ///
    /// # Errors
    /// [`NoteError`] when there is none or it is not good. The note is as before then.
    pub fn adopt(&mut self, lines: &str, key: &VerifierKey) -> Result<Option<u64>, NoteError> {
        let answered = Self::parse(format!("{}\n{lines}", self.text).as_bytes())?;
        let time = answered.verify(key)?;
        let hash = key.hash();
        let is_its = |name: &str, id: &[u8; 4]| name == key.name && *id == hash;
        self.signatures.retain(|(name, id, _)| !is_its(name, id));
        let good = answered.signatures.into_iter();
        self.signatures
            .extend(good.filter(|(name, id, _)| is_its(name, id)));
        Ok(time)
    }

    /// An unsigned note. `text` ends with a line break.
    #[must_use]
    pub fn unsigned(text: String) -> Self {
        Self {
            text,
            signatures: Vec::new(),
        }
    }

    /// Adds a signature of a log's key.
    pub fn sign(&mut self, name: &str, key: &SigningKey) {
        let hash = key_hash(name, Algorithm::Ed25519, key.verifying_key().as_bytes());
        let signature = key.sign(self.text.as_bytes());
        self.signatures
            .push((name.to_owned(), hash, signature.to_bytes().to_vec()));
    }

    /// Adds a witness's cosignature made at `time_seconds`, in the place of an older one.
    pub fn cosign(&mut self, name: &str, key: &SigningKey, time_seconds: u64) {
        let hash = key_hash(name, Algorithm::Cosignature, key.verifying_key().as_bytes());
        let signature = key.sign(cosigned(time_seconds, &self.text).as_bytes());
        let bytes = [time_seconds.to_be_bytes().as_slice(), &signature.to_bytes()].concat();
        self.signatures
            .retain(|(known, id, _)| known != name || *id != hash);
        self.signatures.push((name.to_owned(), hash, bytes));
    }
}

fn cosigned(time_seconds: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time_seconds}\n{text}")
}
