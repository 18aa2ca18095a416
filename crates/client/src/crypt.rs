//! The narrow place where the brain meets `seal`: who we are, whom we believe, and what is not
//! about one group. Groups themselves are used where their flow is.

use crate::io::HandOver;
use crate::keep::Me;
use rand_core::CryptoRng;
use tacita_model::{CryptoProfile, TenantId, Timestamp};
use tacita_protocol::Blob;
use tacita_seal::{Context, Credential, Fingerprint, Identity, Provider, SigningKey, Trust};

/// Somebody's words about themselves do not hold: credential, certificates or keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("who somebody is could not be proven to the pinned organisation")]
pub(crate) struct NotProven;

/// State, identity and trust of one conversation.
#[derive(Debug)]
pub(crate) struct Crypt {
    pub(crate) provider: Provider,
    pub(crate) identity: Identity,
    pub(crate) trust: Trust,
    pub(crate) profile: CryptoProfile,
}

impl Crypt {
    /// Opens the identity in `me` over stored entries.
    pub(crate) fn new(
        me: &Me,
        randomness: Box<dyn CryptoRng + Send>,
        entries: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>,
        now: Timestamp,
    ) -> Result<Self, NotProven> {
        let trust = open_trust(&me.root, me.tenant.0, &me.certificates)?;
        let secret = bytes32(&me.secret).ok_or(NotProven)?;
        let credential = Credential::decode(me.credential.as_ref()).map_err(|_| NotProven)?;
        let identity = Identity::new(SigningKey::from_bytes(&secret), credential, &trust, now)
            .map_err(|_| NotProven)?;
        let profile = me.profile.parse().map_err(|_| NotProven)?;
        Ok(Self {
            provider: Provider::load(randomness, entries),
            identity,
            trust,
            profile,
        })
    }

    pub(crate) fn context(&self, now: Timestamp) -> Context<'_> {
        Context {
            provider: &self.provider,
            identity: &self.identity,
            trust: &self.trust,
            now,
        }
    }

    /// Takes a renewed credential for the same key.
    pub(crate) fn renew(
        &mut self,
        me: &mut Me,
        credential: &Blob,
        certificates: &Blob,
        now: Timestamp,
    ) -> Result<(), NotProven> {
        let trust = open_trust(&me.root, me.tenant.0, certificates)?;
        let renewed = Credential::decode(credential.as_ref()).map_err(|_| NotProven)?;
        self.identity
            .renew(renewed, &trust, now)
            .map_err(|_| NotProven)?;
        self.trust = trust;
        me.credential = credential.clone();
        me.certificates = certificates.clone();
        Ok(())
    }

    /// Takes other certificates of the same pinned root.
    pub(crate) fn believe(&mut self, me: &mut Me, certificates: &Blob) -> Result<(), NotProven> {
        self.trust = open_trust(&me.root, me.tenant.0, certificates)?;
        me.certificates = certificates.clone();
        Ok(())
    }

    pub(crate) fn leaf_key(&self) -> [u8; 32] {
        self.identity.public()
    }
}

/// Opens a bundle of certificates under the pinned root. A hostile server's bundle, under another
/// root, ends here.
pub(crate) fn open_trust(root: &Blob, tenant: TenantId, bundle: &Blob) -> Result<Trust, NotProven> {
    let root = Fingerprint(bytes32(root).ok_or(NotProven)?);
    Trust::open(&root, tenant, bundle.as_ref()).map_err(|_| NotProven)
}

pub(crate) fn bytes32(blob: &Blob) -> Option<[u8; 32]> {
    <[u8; 32]>::try_from(blob.as_ref()).ok()
}

impl Me {
    /// An agent's, from what its device handed over.
    pub(crate) fn agent(conversation: tacita_model::ConversationId, hand_over: &HandOver) -> Self {
        Self {
            agent: true,
            conversation: tacita_protocol::Wire(conversation),
            tenant: hand_over.tenant,
            profile: hand_over.profile.clone(),
            secret: hand_over.secret.clone(),
            credential: hand_over.credential.clone(),
            certificates: hand_over.certificates.clone(),
            root: hand_over.root.clone(),
        }
    }
}
