//! How the issuer process shows who it is: each request is signed with the issuing key, over
//! method, path, body, time and a nonce, and carries the certificates that vouch for that key.
//!
//! Nothing is configured but the root's fingerprint. Refuses another root, a time that differs by
//! more than a minute or lies before this process began, and a nonce that was seen: a request that
//! somebody recorded is worth nothing.

use crate::app::App;
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tacita_model::Timestamp;
use tacita_seal::{SigningKey, key_id, verify_hello};

/// Name of the header: `key.time.nonce.signature.certificates`, the parts in base64url but for the
/// time (microseconds, decimal).
pub const HEADER: &str = "tacita-issuer";

/// Furthest that the issuer's clock may be off.
const WINDOW_SECONDS: i64 = 60;
/// Label of the signature, so that it can be taken for nothing else.
const CONTEXT: &[u8] = b"issuer request";

/// The proof does not hold. Nothing of it is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the issuer's proof does not hold")]
pub struct NotTheIssuer;

/// Nonces of the last minutes, so that none counts twice.
#[derive(Debug, Default)]
pub struct Nonces(Mutex<HashMap<[u8; 16], Timestamp>>);

impl Nonces {
    fn take(&self, nonce: [u8; 16], now: Timestamp) -> Result<(), NotTheIssuer> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Longer than the window on both sides: what was forgotten is too old to be believed.
        seen.retain(|_, at| at.plus_seconds(3 * WINDOW_SECONDS) > now);
        if seen.insert(nonce, now).is_some() {
            Err(NotTheIssuer)
        } else {
            Ok(())
        }
    }
}

fn to_be_signed(method: &str, path: &str, body: &[u8], time: i64, nonce: &[u8; 16]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in [
        method.as_bytes(),
        path.as_bytes(),
        &Sha256::digest(body),
        &time.to_be_bytes(),
        nonce,
    ] {
        bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

/// The header of a request, for the issuer.
#[must_use]
pub fn prove(
    key: &SigningKey,
    bundle: &[u8],
    (method, path, body): (&str, &str, &[u8]),
    now: Timestamp,
    nonce: [u8; 16],
) -> String {
    let signature = key.sign_hello(&to_be_signed(method, path, body, now.0, &nonce), CONTEXT);
    let encode = Base64UrlUnpadded::encode_string;
    [
        encode(&key.public()),
        now.0.to_string(),
        encode(&nonce),
        encode(&signature),
        encode(bundle),
    ]
    .join(".")
}

/// Checks the header. The rest of the request must be handed in exactly as it came.
///
/// # Errors
/// [`NotTheIssuer`].
pub fn check(
    app: &App,
    header: &str,
    (method, path, body): (&str, &str, &[u8]),
) -> Result<(), NotTheIssuer> {
    let mut parts = header.split('.');
    let mut part = || parts.next().ok_or(NotTheIssuer);
    let key: [u8; 32] = decode(part()?)?;
    let time: i64 = part()?.parse().map_err(|_| NotTheIssuer)?;
    let nonce: [u8; 16] = decode(part()?)?;
    let signature: [u8; 64] = decode(part()?)?;
    let bundle = Base64UrlUnpadded::decode_vec(part()?).map_err(|_| NotTheIssuer)?;
    let now = app.now();
    let window = now.plus_seconds(-WINDOW_SECONDS).0..=now.plus_seconds(WINDOW_SECONDS).0;
    if !window.contains(&time) || time < app.began.0 {
        return Err(NotTheIssuer);
    }
    let bundle = app.organisation.check(&bundle).map_err(|_| NotTheIssuer)?;
    bundle
        .trust
        .issuing_key(&key_id(&key), now)
        .ok_or(NotTheIssuer)?;
    let signed = to_be_signed(method, path, body, time, &nonce);
    verify_hello(&key, &signed, CONTEXT, &signature).map_err(|_| NotTheIssuer)?;
    app.nonces.take(nonce, now)
}

fn decode<const N: usize>(text: &str) -> Result<[u8; N], NotTheIssuer> {
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| NotTheIssuer)?;
    bytes.try_into().map_err(|_| NotTheIssuer)
}
