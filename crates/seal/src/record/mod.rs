//! The sealed record: one value that several may open, outside of MLS (section 3.6 of the design).
//!
//! The sender draws a 32-byte seed; the content key, the key commitment and the randomness of every
//! wrap are HKDF outputs of it, and the wraps carry the seed. So whoever opens a record can build
//! it again, byte for byte, and see that the sender gave everybody the same. AES-GCM does not
//! commit to its key, hence the commitment. The customer signs the record's hash with the
//! conversation key (`protocol::hello`); the server refuses an unsigned one. Refuses more than
//! eight recipients, another profile, a changed byte. Next: [`crate::two_locks`].

mod deterministic;
#[cfg(test)]
mod tests;

use crate::cbor::{self, Malformed};
use crate::content::{Content, Outgoing};
use crate::intake::{IntakeKey, IntakeKeyPair};
use crate::profile;
use crate::provider::{self, Crypto};
use crate::signing::{KeyId, PublicKey};
use core::fmt;
use deterministic::{Derived, Deterministic};
use openmls_traits::crypto::OpenMlsCrypto;
use openmls_traits::types::{AeadType, HpkeCiphertext};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tacita_model::{ConversationId, CryptoProfile, MessageId, RecordId, Timestamp, TypedId};
use zeroize::Zeroizing;

/// Most recipients of one record.
pub const RECIPIENTS: usize = 8;

/// Payloads are padded to a multiple of this many bytes.
const PADDING_BYTES: usize = 256;

const INFO: &[u8] = b"tacita 1 record wrap";

/// Why a record could not be made or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The bytes do not decode.
    #[error("the record is malformed")]
    Malformed,
    /// Nobody or too many to wrap it to, or of another profile.
    #[error("the record's recipients do not fit")]
    Recipients,
    /// None of its wraps is for this key.
    #[error("the record is not wrapped to this key")]
    NotForUs,
    /// Wrap, commitment or ciphertext does not fit.
    #[error("the record does not open")]
    Undecryptable,
    /// The text is too long.
    #[error("the text is too long for one record")]
    TooLong,
}

impl From<Malformed> for RecordError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// What a record is. More classes come with later issues (sealed values, history).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum RecordClass {
    /// A message written while no agent was in the group.
    Intake = 1,
}

/// What stands in a record beside its ciphertext; all of it is authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordFacts {
    /// The record.
    pub id: RecordId,
    /// The conversation.
    pub conversation: ConversationId,
    /// The message that it holds; repeated inside MLS under the same id.
    pub message: MessageId,
    /// What it is.
    pub class: RecordClass,
    /// The conversation key of the customer who wrote it.
    pub sender: PublicKey,
    /// The profile of its wraps.
    pub profile: CryptoProfile,
    /// When an unclaimed one is deleted (whole seconds).
    pub expires: Timestamp,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
struct Head(
    u8,
    ByteArray<16>,
    ByteArray<16>,
    ByteArray<16>,
    u8,
    ByteArray<32>,
    u16,
    i64,
    ByteArray<32>,
);

#[derive(Serialize, Deserialize)]
struct Wrap(ByteArray<32>, ByteBuf, ByteBuf);

#[derive(Serialize, Deserialize)]
struct Body(Head, ByteBuf, Vec<Wrap>);

impl RecordFacts {
    fn head(&self, commitment: [u8; 32]) -> Head {
        Head(
            1,
            ByteArray::new(self.id.to_bytes()),
            ByteArray::new(self.conversation.to_bytes()),
            ByteArray::new(self.message.to_bytes()),
            self.class as u8,
            ByteArray::new(self.sender),
            profile::number(self.profile),
            self.expires.as_seconds(),
            ByteArray::new(commitment),
        )
    }

    fn from_head(head: &Head) -> Result<Self, Malformed> {
        let Head(version, id, conversation, message, class, sender, number, expires, _) = head;
        if *version != 1 || *class != RecordClass::Intake as u8 {
            return Err(Malformed);
        }
        Ok(Self {
            id: RecordId::from_bytes(**id),
            conversation: ConversationId::from_bytes(**conversation),
            message: MessageId::from_bytes(**message),
            class: RecordClass::Intake,
            sender: **sender,
            profile: profile::from_number(*number).ok_or(Malformed)?,
            expires: Timestamp::default().plus_seconds(*expires),
        })
    }
}

/// The secret that a record is grown from. Whoever holds it can open and rebuild the record.
#[derive(Clone)]
pub struct Seed(Zeroizing<[u8; 32]>);

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed")
    }
}

impl Seed {
    /// Draws a seed. One record, one seed.
    #[must_use]
    pub fn make(crypto: &Crypto) -> Self {
        Self(Zeroizing::new(crypto.random()))
    }
}

/// A sealed record: bytes that only a recipient opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRecord {
    bytes: Vec<u8>,
    facts: RecordFacts,
    recipients: Vec<KeyId>,
}

/// A record that was opened.
#[derive(Debug)]
pub struct OpenedRecord {
    /// What it is about.
    pub facts: RecordFacts,
    /// What it holds. Screen it again before it is shown.
    pub content: Content,
    plaintext: Zeroizing<Vec<u8>>,
    seed: Seed,
}

impl SealedRecord {
    /// Seals a screened text to up to [`RECIPIENTS`] intake keys. The caller signs
    /// [`SealedRecord::hash`] with the conversation key.
    ///
    /// # Errors
    /// [`RecordError::Recipients`], [`RecordError::TooLong`].
    pub fn seal(
        crypto: &Crypto,
        seed: &Seed,
        facts: RecordFacts,
        outgoing: Outgoing,
        recipients: &[IntakeKey],
    ) -> Result<Self, RecordError> {
        let plaintext = Zeroizing::new(outgoing.encode().map_err(|_| RecordError::TooLong)?);
        Self::build(crypto, seed, facts, &plaintext, recipients)
    }

    fn build(
        crypto: &Crypto,
        seed: &Seed,
        facts: RecordFacts,
        plaintext: &[u8],
        recipients: &[IntakeKey],
    ) -> Result<Self, RecordError> {
        let fits = recipients.iter().all(|key| key.profile() == facts.profile);
        if recipients.is_empty() || recipients.len() > RECIPIENTS || !fits {
            return Err(RecordError::Recipients);
        }
        let derived = Derived::new(&seed.0, &facts);
        let head = facts.head(derived.commitment());
        let aad = cbor::encode(&head)?;
        let (key, nonce) = derived.key_and_nonce();
        let padded = Zeroizing::new(pad(plaintext)?);
        let ciphertext = crypto
            .aead_encrypt(AeadType::Aes256Gcm, &*key, &padded, &nonce, &aad)
            .map_err(|_| RecordError::Malformed)?;
        let config = profile::suite(facts.profile).hpke_config();
        let wraps = recipients
            .iter()
            .map(|recipient| {
                let id = recipient.id();
                let mut randomness = Deterministic::new(&derived, &id);
                let wrapped = provider::seal_with(
                    &config,
                    &recipient.public,
                    INFO,
                    &aad,
                    &*seed.0,
                    &mut randomness,
                )
                .map_err(|_| RecordError::Recipients)?;
                let HpkeCiphertext {
                    kem_output,
                    ciphertext,
                } = wrapped;
                Ok(Wrap(
                    ByteArray::new(id),
                    ByteBuf::from(kem_output.as_slice()),
                    ByteBuf::from(ciphertext.as_slice()),
                ))
            })
            .collect::<Result<Vec<_>, RecordError>>()?;
        let bytes = cbor::encode(&Body(head, ByteBuf::from(ciphertext), wraps))?;
        let recipients = recipients.iter().map(IntakeKey::id).collect();
        Ok(Self {
            bytes,
            facts,
            recipients,
        })
    }

    /// Reads a record without opening it: what the server does on arrival.
    ///
    /// # Errors
    /// [`RecordError::Malformed`], [`RecordError::Recipients`].
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        let Body(head, _, wraps) = cbor::decode(bytes)?;
        if wraps.is_empty() || wraps.len() > RECIPIENTS {
            return Err(RecordError::Recipients);
        }
        let facts = RecordFacts::from_head(&head)?;
        let recipients = wraps.iter().map(|wrap| *wrap.0).collect();
        Ok(Self {
            bytes: bytes.to_vec(),
            facts,
            recipients,
        })
    }

    /// The bytes for the wire.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the bytes: what the customer signs.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    /// What it is about.
    #[must_use]
    pub fn facts(&self) -> &RecordFacts {
        &self.facts
    }

    /// The ids of the keys that it is wrapped to.
    #[must_use]
    pub fn recipients(&self) -> &[KeyId] {
        &self.recipients
    }

    /// Opens the record with one of its recipients' keys.
    ///
    /// # Errors
    /// [`RecordError::NotForUs`], [`RecordError::Undecryptable`].
    pub fn open(
        &self,
        crypto: &Crypto,
        recipient: &IntakeKeyPair,
    ) -> Result<OpenedRecord, RecordError> {
        let Body(head, ciphertext, wraps) = cbor::decode(&self.bytes)?;
        let id = recipient.id();
        let Wrap(_, kem_output, wrapped) = wraps
            .into_iter()
            .find(|wrap| *wrap.0 == id)
            .ok_or(RecordError::NotForUs)?;
        let aad = cbor::encode(&head)?;
        let input = HpkeCiphertext {
            kem_output: kem_output.into_vec().into(),
            ciphertext: wrapped.into_vec().into(),
        };
        let config = profile::suite(self.facts.profile).hpke_config();
        let seed = provider::open(&config, &input, recipient.private(), INFO, &aad)
            .map(Zeroizing::new)
            .ok()
            .and_then(|seed| seed.as_slice().try_into().map(Zeroizing::new).ok())
            .ok_or(RecordError::Undecryptable)?;
        self.open_with(crypto, &Seed(seed), &head, &ciphertext, &aad)
    }

    fn open_with(
        &self,
        crypto: &Crypto,
        seed: &Seed,
        head: &Head,
        ciphertext: &[u8],
        aad: &[u8],
    ) -> Result<OpenedRecord, RecordError> {
        let derived = Derived::new(&seed.0, &self.facts);
        if !bool::from(derived.commitment().ct_eq(&*head.8)) {
            return Err(RecordError::Undecryptable);
        }
        let (key, nonce) = derived.key_and_nonce();
        let padded = crypto
            .aead_decrypt(AeadType::Aes256Gcm, &*key, ciphertext, &nonce, aad)
            .map(Zeroizing::new)
            .map_err(|_| RecordError::Undecryptable)?;
        let plaintext = Zeroizing::new(unpad(&padded)?.to_vec());
        let content = Content::decode(&plaintext)?;
        Ok(OpenedRecord {
            facts: self.facts,
            content,
            plaintext,
            seed: seed.clone(),
        })
    }
}

impl OpenedRecord {
    /// Builds the record again for the same recipients (in the same order). Equal bytes prove that
    /// every recipient was given what this one read; any difference is a forged record.
    ///
    /// # Errors
    /// [`RecordError::Recipients`].
    pub fn rebuild(
        &self,
        crypto: &Crypto,
        recipients: &[IntakeKey],
    ) -> Result<SealedRecord, RecordError> {
        SealedRecord::build(crypto, &self.seed, self.facts, &self.plaintext, recipients)
    }
}

fn pad(plaintext: &[u8]) -> Result<Vec<u8>, RecordError> {
    let length = u32::try_from(plaintext.len()).map_err(|_| RecordError::TooLong)?;
    let mut padded = length.to_be_bytes().to_vec();
    padded.extend_from_slice(plaintext);
    padded.resize(padded.len().next_multiple_of(PADDING_BYTES), 0);
    Ok(padded)
}

fn unpad(padded: &[u8]) -> Result<&[u8], RecordError> {
    let (length, rest) = padded
        .split_first_chunk::<4>()
        .ok_or(RecordError::Malformed)?;
    let length =
        usize::try_from(u32::from_be_bytes(*length)).map_err(|_| RecordError::Malformed)?;
    let (plaintext, padding) = rest
        .split_at_checked(length)
        .ok_or(RecordError::Malformed)?;
    let exact = padded.len() == (4 + length).next_multiple_of(PADDING_BYTES);
    if exact && padding.iter().all(|byte| *byte == 0) {
        Ok(plaintext)
    } else {
        Err(RecordError::Malformed)
    }
}
