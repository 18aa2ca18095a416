//! What OpenMLS needs from its host: cryptography, randomness, a store.
//!
//! Refuses to draw randomness of its own: the caller hands in a generator (the host's, or a seeded
//! one in tests), so a run can be repeated byte for byte. Next: `crypto` (RustCrypto under the
//! names of OpenMLS), `hpke` (the two KEMs), then [`crate::store`].

mod count;
mod crypto;
mod hpke;

pub(crate) use count::one_more;
pub use count::public_key_operations;
pub use crypto::Crypto;
pub(crate) use hpke::{derive_key_pair, open, seal_with};

use crate::store::{Store, StoreError};
use openmls_traits::OpenMlsProvider;
use rand_core::CryptoRng;

/// Cryptography and state of one conversation's worker: everything a [`crate::Group`] works on, and
/// nothing of any other conversation.
///
/// Practice: B6
#[derive(Debug)]
pub struct Provider {
    crypto: Crypto,
    store: Store,
}

impl Provider {
    /// A provider with an empty store.
    #[must_use]
    pub fn new(randomness: Box<dyn CryptoRng + Send>) -> Self {
        Self {
            crypto: Crypto::new(randomness),
            store: Store::default(),
        }
    }

    /// A provider over entries that earlier batches put away (see [`Provider::take_batch`]).
    pub fn load(
        randomness: Box<dyn CryptoRng + Send>,
        entries: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>,
    ) -> Self {
        Self {
            crypto: Crypto::new(randomness),
            store: Store::load(entries),
        }
    }

    /// Everything written (`Some`) and deleted (`None`) since the last call, each key once.
    ///
    /// The caller writes it in **one** transaction together with the record that the same step
    /// produced (the message shown, the ciphertext in the outbox). If that transaction fails, throw
    /// this provider away and load again: a state that runs ahead of the disk would reuse keys.
    #[must_use]
    pub fn take_batch(&self) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
        self.store.take_batch()
    }

    /// Every entry of the store, for a copy or a measurement.
    #[must_use]
    pub fn entries(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.store.entries()
    }

    /// The cryptography alone.
    #[must_use]
    pub fn crypto(&self) -> &Crypto {
        &self.crypto
    }

    /// The store alone.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}

impl OpenMlsProvider for Provider {
    type CryptoProvider = Crypto;
    type RandProvider = Crypto;
    type StorageProvider = Store;

    fn storage(&self) -> &Store {
        &self.store
    }

    fn crypto(&self) -> &Crypto {
        &self.crypto
    }

    fn rand(&self) -> &Crypto {
        &self.crypto
    }
}

/// The error type of the store, as OpenMLS names it inside its own errors.
pub type StorageError = StoreError;
