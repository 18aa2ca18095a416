//! Ed25519 keys and signatures with a purpose.
//!
//! Every signature of ours (outside MLS, which has labels of its own) covers a label and its
//! length-prefixed parts, so a ticket can never be taken for a certificate. Refuses low-order and
//! non-canonical keys and signatures. Next: [`crate::certificate`].

use crate::provider::{Crypto, one_more};
use core::fmt;
use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use openmls_traits::signatures::{Signer, SignerError};
use openmls_traits::types::SignatureScheme;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// An Ed25519 public key, 32 bytes.
pub type PublicKey = [u8; 32];

/// SHA-256 of a public key: what certificates and credentials call it by.
pub type KeyId = [u8; 32];

/// The id of a public key.
#[must_use]
pub fn key_id(key: &PublicKey) -> KeyId {
    Sha256::digest(key).into()
}

/// The signature does not fit: forged, damaged, or made for another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit")]
pub struct BadSignature;

/// What a signature is for; part of the signed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    IssuingCertificate,
    ServerCertificate,
    Credential,
    Roster,
    Ticket,
    IntakeKey,
    Hello,
}

impl Label {
    const fn as_str(self) -> &'static str {
        match self {
            Self::IssuingCertificate => "tacita 1 issuing certificate",
            Self::ServerCertificate => "tacita 1 server certificate",
            Self::Credential => "tacita 1 credential",
            Self::Roster => "tacita 1 roster",
            Self::Ticket => "tacita 1 ticket",
            Self::IntakeKey => "tacita 1 intake key",
            Self::Hello => "tacita 1 hello",
        }
    }
}

fn signed_bytes(label: Label, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = label.as_str().as_bytes().to_vec();
    bytes.push(0);
    for part in parts {
        bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// A private Ed25519 key. Not `Clone`; shows nothing in `Debug`; wiped when dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

impl SigningKey {
    /// Draws a key.
    #[must_use]
    pub fn make(crypto: &Crypto) -> Self {
        one_more();
        let secret = Zeroizing::new(crypto.random::<32>());
        Self(ed25519_dalek::SigningKey::from_bytes(&secret))
    }

    /// A key from its 32 secret bytes.
    #[must_use]
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(secret))
    }

    /// The 32 secret bytes, to be kept sealed.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.0.verifying_key().to_bytes()
    }

    pub(crate) fn sign_for(&self, label: Label, parts: &[&[u8]]) -> [u8; 64] {
        one_more();
        self.0.sign(&signed_bytes(label, parts)).to_bytes()
    }

    /// Answers a server's challenge when a socket opens: proves who holds this key. The socket's
    /// first frame carries it; `context` names the conversation or device it is for.
    #[must_use]
    pub fn sign_hello(&self, challenge: &[u8], context: &[u8]) -> [u8; 64] {
        self.sign_for(Label::Hello, &[challenge, context])
    }
}

impl Signer for SigningKey {
    fn sign(&self, payload: &[u8]) -> Result<Vec<u8>, SignerError> {
        one_more();
        Ok(self.0.sign(payload).to_bytes().to_vec())
    }

    fn signature_scheme(&self) -> SignatureScheme {
        SignatureScheme::ED25519
    }
}

pub(crate) fn verify(
    key: &PublicKey,
    label: Label,
    parts: &[&[u8]],
    signature: &[u8; 64],
) -> Result<(), BadSignature> {
    one_more();
    VerifyingKey::from_bytes(key)
        .and_then(|key| {
            key.verify_strict(
                &signed_bytes(label, parts),
                &Signature::from_bytes(signature),
            )
        })
        .map_err(|_| BadSignature)
}

/// Checks the answer to a challenge (see [`SigningKey::sign_hello`]).
///
/// # Errors
/// [`BadSignature`] when the peer does not hold the key or answered another challenge.
pub fn verify_hello(
    key: &PublicKey,
    challenge: &[u8],
    context: &[u8],
    signature: &[u8; 64],
) -> Result<(), BadSignature> {
    verify(key, Label::Hello, &[challenge, context], signature)
}
