//! What grows from a record's seed: key, nonce, commitment, and the randomness of every wrap.
//!
//! One HKDF (RFC 5869) with the record's ids as salt and a label per output, so no output serves
//! twice and two records never share one. Next: [`super::SealedRecord`].

use super::RecordFacts;
use crate::signing::KeyId;
use hkdf::Hkdf;
use rand_core::{Infallible, TryCryptoRng, TryRng};
use sha2::Sha256;
use tacita_model::TypedId;
use zeroize::Zeroizing;

/// The HKDF of one record.
pub(super) struct Derived(Hkdf<Sha256>);

impl Derived {
    pub(super) fn new(seed: &[u8; 32], facts: &RecordFacts) -> Self {
        let salt = [
            facts.id.to_bytes(),
            facts.conversation.to_bytes(),
            facts.message.to_bytes(),
        ];
        Self(Hkdf::new(Some(&salt.concat()), seed))
    }

    fn output<const N: usize>(&self, info: &[&[u8]]) -> Zeroizing<[u8; N]> {
        let mut bytes = Zeroizing::new([0; N]);
        // Fails only beyond 255 blocks; the longest output here is 44 bytes.
        let _ = self.0.expand_multi_info(info, &mut *bytes);
        bytes
    }

    pub(super) fn key_and_nonce(&self) -> (Zeroizing<[u8; 32]>, [u8; 12]) {
        (
            self.output(&[b"tacita 1 record key"]),
            *self.output(&[b"tacita 1 record nonce"]),
        )
    }

    pub(super) fn commitment(&self) -> [u8; 32] {
        *self.output(&[b"tacita 1 record commitment"])
    }
}

/// Randomness that every holder of the seed draws alike: 32-byte blocks for one recipient.
pub(super) struct Deterministic<'a> {
    derived: &'a Derived,
    recipient: KeyId,
    block: u64,
    left: Zeroizing<Vec<u8>>,
}

impl<'a> Deterministic<'a> {
    pub(super) fn new(derived: &'a Derived, recipient: &KeyId) -> Self {
        Self {
            derived,
            recipient: *recipient,
            block: 0,
            left: Zeroizing::new(Vec::new()),
        }
    }

    fn byte(&mut self) -> u8 {
        loop {
            if let Some(byte) = self.left.pop() {
                return byte;
            }
            let counter = self.block.to_be_bytes();
            let info: [&[u8]; 3] = [b"tacita 1 record encapsulation", &self.recipient, &counter];
            self.left
                .extend_from_slice(&*self.derived.output::<32>(&info));
            self.block += 1;
        }
    }
}

impl TryRng for Deterministic<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.iter_mut().for_each(|byte| *byte = self.byte());
        Ok(())
    }
}

impl TryCryptoRng for Deterministic<'_> {}
