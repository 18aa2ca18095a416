//! The 60 digits that a customer and an agent can read to each other.
//!
//! 30 digits from the customer's key and 30 from the desk's sorted keys, each an iterated SHA-512
//! with the group id, so that searching for a look-alike key costs 5,200 hashes a try. They change
//! only when members change. A server that put itself between two people shows them different
//! numbers.

use crate::facts::GroupId;
use crate::signing::PublicKey;
use core::fmt;
use sha2::{Digest, Sha512};

const ITERATIONS: u32 = 5200;

/// Sixty decimal digits; `Display` groups them by five.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SafetyNumber([u32; 12]);

impl SafetyNumber {
    pub(crate) fn of(
        group: GroupId,
        customer: Option<PublicKey>,
        desk: impl IntoIterator<Item = PublicKey>,
    ) -> Self {
        let mut desk: Vec<PublicKey> = desk.into_iter().collect();
        desk.sort_unstable();
        let customer: Vec<PublicKey> = customer.into_iter().collect();
        let mut groups = [0; 12];
        let (left, right) = groups.split_at_mut(6);
        fill(left, b"tacita 1 safety number customer", group, &customer);
        fill(right, b"tacita 1 safety number desk", group, &desk);
        Self(groups)
    }
}

fn fill(groups: &mut [u32], label: &[u8], group: GroupId, keys: &[PublicKey]) {
    let mut hash = Sha512::new();
    hash.update(label);
    hash.update(group.to_bytes());
    for key in keys {
        hash.update(key);
    }
    let mut digest = hash.finalize();
    for _ in 1..ITERATIONS {
        digest = Sha512::new()
            .chain_update(digest)
            .chain_update(keys.concat())
            .finalize();
    }
    for (group, bytes) in groups.iter_mut().zip(digest.chunks_exact(5)) {
        let value = bytes
            .iter()
            .fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
        *group = u32::try_from(value % 100_000).unwrap_or(0);
    }
}

impl fmt::Display for SafetyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, group) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{group:05}")?;
        }
        Ok(())
    }
}
