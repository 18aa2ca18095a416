//! The second lock: the server keeps a record only under its own half of the key.
//!
//! An outer AES-256-GCM layer under a random 32-byte server half, put on at arrival. Taking it off
//! consumes the half, and `store` hands one out only against a policy decision and a durable ledger
//! leaf; so every reveal is in the ledger, and deleting the half shreds the record everywhere. The
//! half is any type that shows 32 bytes by reference: a bare array does not, `store`'s type does.
//! Refuses a record put under another id or half.

use crate::provider::Crypto;
use openmls_traits::crypto::OpenMlsCrypto;
use openmls_traits::types::AeadType;
use tacita_model::{RecordId, TypedId};

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 12;

/// The outer layer does not come off: another half, another id, or changed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the outer lock does not open")]
pub struct LockError;

fn associated(id: RecordId) -> Vec<u8> {
    [b"tacita 1 outer lock\0".as_slice(), &id.to_bytes()].concat()
}

/// Puts the outer layer on; the result is 29 bytes longer and is all that the server keeps.
///
/// # Errors
/// [`LockError`] only for a record too large for AES-GCM (64 GiB).
pub fn put_on<H: AsRef<[u8; 32]>>(
    crypto: &Crypto,
    half: &H,
    id: RecordId,
    inner: &[u8],
) -> Result<Vec<u8>, LockError> {
    let nonce: [u8; NONCE_BYTES] = crypto.random();
    let sealed = crypto
        .aead_encrypt(
            AeadType::Aes256Gcm,
            half.as_ref(),
            inner,
            &nonce,
            &associated(id),
        )
        .map_err(|_| LockError)?;
    let mut outer = Vec::with_capacity(1 + NONCE_BYTES + sealed.len());
    outer.push(VERSION);
    outer.extend_from_slice(&nonce);
    outer.extend(sealed);
    Ok(outer)
}

/// Takes the outer layer off, using up the half that the store handed out for this one act.
///
/// # Errors
/// [`LockError`].
pub fn take_off<H: AsRef<[u8; 32]>>(
    crypto: &Crypto,
    half: H,
    id: RecordId,
    outer: &[u8],
) -> Result<Vec<u8>, LockError> {
    let (version, rest) = outer.split_first().ok_or(LockError)?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(LockError)?;
    if *version != VERSION {
        return Err(LockError);
    }
    crypto
        .aead_decrypt(
            AeadType::Aes256Gcm,
            half.as_ref(),
            sealed,
            nonce,
            &associated(id),
        )
        .map_err(|_| LockError)
}
