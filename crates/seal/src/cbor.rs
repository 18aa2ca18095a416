//! CBOR (RFC 8949) as we use it: positional arrays, byte strings, one encoding per value.
//!
//! [`decode`] refuses trailing bytes and any spelling other than the one [`encode`] writes, so a
//! signature over bytes is a signature over meaning. For our own stored state [`decode_own`] skips
//! that second encoding: nobody else wrote it, and it is the hot path. Next: `credential`, `own`.

use crate::own::Reader;
use cbor4ii::serde::to_vec;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The bytes are not what they should be: the peer's fault, or a newer version's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are malformed")]
pub struct Malformed;

/// Larger inputs are refused before they are parsed. The largest thing we decode here is a trust
/// bundle or a record with eight post-quantum wraps (about 30 KiB).
const LIMIT_BYTES: usize = 256 * 1024;

pub(crate) fn encode(value: &impl Serialize) -> Result<Vec<u8>, Malformed> {
    to_vec(Vec::new(), value).map_err(|_| Malformed)
}

pub(crate) fn decode<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Malformed> {
    if bytes.len() > LIMIT_BYTES {
        return Err(Malformed);
    }
    let value = decode_own(bytes)?;
    if encode(&value)? == bytes {
        Ok(value)
    } else {
        Err(Malformed)
    }
}

/// Reads what this device wrote itself, field by field in the order of writing: small code, and nothing
/// is guessed at. Not for what a peer sent.
///
/// # Errors
/// [`Malformed`]: damaged, or written by a version with other fields.
pub fn decode_own<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    let mut reader = Reader::new(bytes);
    let value = T::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}
