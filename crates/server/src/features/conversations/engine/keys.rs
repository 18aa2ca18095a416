//! The server's keys as the engine uses them, and whom it believes.
//!
//! There may be several sets: the one in use and those from before a rotation. A group is spoken to
//! with the keys that it was begun under, for as long as their certificate counts; what begins now is
//! begun under the set that the newest certificate names. So between `tacita keys rotate` and the
//! issuer's signature nothing stops. Next: [`super::groups`], which signs and judges.

use bytes::Bytes;
use std::sync::{Arc, PoisonError, RwLock};
use tacita_model::Timestamp;
use tacita_protocol::Blob;
use tacita_protocol::control::FromServer;
use tacita_seal::{Crypto, KeyId, Router, ServerKeys, SigningKey, Trust, key_id};

/// What the server signs with: three keys that one certificate names.
#[derive(Debug)]
pub struct KeySet {
    /// Signs tickets.
    pub router: SigningKey,
    /// Signs proposals.
    pub external_sender: SigningKey,
    /// Signs the credentials of customers.
    pub conversation_issuing: SigningKey,
}

impl KeySet {
    /// The two that speak to groups.
    #[must_use]
    pub fn router(&self) -> Router<'_> {
        Router {
            router: &self.router,
            external_sender: &self.external_sender,
        }
    }

    fn is(&self, certified: &ServerKeys) -> bool {
        self.router().fits(certified)
            && self.conversation_issuing.public() == certified.conversation_issuing_key
    }
}

/// The server's keys and what it believes.
#[derive(Debug)]
pub struct Keys {
    /// Cryptography with the host's randomness.
    pub crypto: Crypto,
    sets: Vec<KeySet>,
    believed: RwLock<Option<Believed>>,
}

/// What the server believes at a moment, and the certificates that say so.
#[derive(Debug, Clone)]
struct Believed {
    trust: Arc<Trust>,
    bundle: Bytes,
}

impl Keys {
    /// Keys without trust: until the issuer has certified somebody, nobody can join anything.
    #[must_use]
    pub fn new(crypto: Crypto, sets: Vec<KeySet>) -> Self {
        Self {
            crypto,
            sets,
            believed: RwLock::new(None),
        }
    }

    /// The certificates changed; `bundle` is how they are handed out.
    pub fn believe(&self, trust: Arc<Trust>, bundle: Bytes) {
        let believed = Some(Believed { trust, bundle });
        *self
            .believed
            .write()
            .unwrap_or_else(PoisonError::into_inner) = believed;
    }

    fn believed(&self) -> Option<Believed> {
        self.believed
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Whom the server believes at this moment.
    #[must_use]
    pub fn trust(&self) -> Option<Arc<Trust>> {
        self.believed().map(|believed| believed.trust)
    }

    /// The certificates in force, as devices are handed them.
    #[must_use]
    pub fn bundle(&self) -> Option<Bytes> {
        self.believed().map(|believed| believed.bundle)
    }

    /// The keys that the newest certificate names; none when it names keys that are not here.
    #[must_use]
    pub fn in_force(&self, now: Timestamp) -> Option<&KeySet> {
        let trust = self.trust()?;
        let certified = trust.server_keys(now)?;
        self.sets.iter().find(|set| set.is(certified))
    }

    /// The keys that a group was begun under.
    #[must_use]
    pub fn of_group(&self, router: &KeyId) -> Option<&KeySet> {
        self.sets
            .iter()
            .find(|set| key_id(&set.router.public()) == *router)
    }

    /// The certificates for a device that may know of one set of keys alone, while two count.
    pub(super) fn news(&self, now: Timestamp) -> Option<FromServer> {
        let believed = self.believed()?;
        believed
            .trust
            .is_between_server_keys(now)
            .then(|| FromServer::Certificates {
                certificates: vec![Blob(believed.bundle.to_vec())],
            })
    }
}
