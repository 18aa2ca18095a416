//! A customer's fresh key and the proof of it: all that the server needs to open a conversation.
//!
//! A host may make it before there is a brain: the tables of screening are then read while the server
//! answers. It says nothing of anybody and seals nothing. Next: `begin`.

use rand_core::CryptoRng;
use tacita_protocol::hello;
use tacita_seal::{Crypto, SigningKey};

/// A fresh conversation key with its proof.
pub struct Knock {
    key: SigningKey,
    leaf_key: [u8; 32],
    signature: [u8; 64],
}

impl core::fmt::Debug for Knock {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Knock")
    }
}

impl Knock {
    /// Draws the key and signs for a site.
    #[must_use]
    pub fn new(site: &str, randomness: Box<dyn CryptoRng + Send>) -> Self {
        let key = SigningKey::make(&Crypto::new(randomness));
        let leaf_key = key.public();
        let signature = key.sign_hello(&hello::open_to_be_signed(site, &leaf_key), b"");
        Self {
            key,
            leaf_key,
            signature,
        }
    }

    /// The public key.
    #[must_use]
    pub const fn leaf_key(&self) -> [u8; 32] {
        self.leaf_key
    }

    /// Proof that we hold its private half.
    #[must_use]
    pub const fn signature(&self) -> [u8; 64] {
        self.signature
    }

    pub(super) fn into_key(self) -> SigningKey {
        self.key
    }
}
