//! Base58Check: 25 bytes, the last four of which are the head of a double SHA-256 of the rest.

use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Version byte of an address whose check sum holds.
pub(crate) fn base58_check(text: &str) -> Option<u8> {
    let mut number = [0_u8; 25];
    for byte in text.bytes() {
        let mut carry = ALPHABET.iter().position(|&letter| letter == byte)? as u32;
        for place in number.iter_mut().rev() {
            carry += u32::from(*place) * 58;
            *place = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return None;
        }
    }
    let (body, sum) = number.split_at_checked(21)?;
    let hash = Sha256::digest(Sha256::digest(body));
    (hash.get(..4)? == sum)
        .then(|| number.first().copied())
        .flatten()
}
