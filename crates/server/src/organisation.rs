//! The organisation as this server knows it: its id, the pinned root, and the newest bundle of
//! certificates that the issuer handed in.
//!
//! The bundle is believed only under the root that the configuration pins. Until one is here no
//! credential can be issued or believed, so no conversation can be opened. Next:
//! [`crate::features::identity`], where the issuer hands it in.

use crate::keys::{KeySet, Keys};
use std::sync::{Arc, PoisonError, RwLock};
use tacita_model::{CryptoProfile, TenantId, Timestamp};
use tacita_seal::{CertificateError, Fingerprint, ServerKeys, Trust};
use tacita_store::rows::{Certificate, CertificateKind};
use tacita_store::{Store, StoreError};

/// A bundle with what was checked of it.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The bytes, as bootstrap hands them out (`seal::certificate::bundle`).
    pub bytes: Arc<Vec<u8>>,
    /// What it lets one believe.
    pub trust: Arc<Trust>,
}

/// See the top of this file.
#[derive(Debug)]
pub struct Organisation {
    /// The tenant.
    pub tenant: TenantId,
    /// SHA-256 of the root public key.
    pub fingerprint: Fingerprint,
    /// Algorithms of new conversations.
    pub profile: CryptoProfile,
    held: RwLock<Option<Bundle>>,
}

impl Organisation {
    /// An organisation without certificates.
    #[must_use]
    pub fn new(tenant: TenantId, fingerprint: [u8; 32], profile: CryptoProfile) -> Self {
        Self {
            tenant,
            fingerprint: Fingerprint(fingerprint),
            profile,
            held: RwLock::new(None),
        }
    }

    /// The newest bundle, if the issuer has been here.
    #[must_use]
    pub fn bundle(&self) -> Option<Bundle> {
        self.held
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The keys that customers are served with at this moment: those that the newest certificate
    /// names. None while it names keys that are not here.
    #[must_use]
    pub fn in_force<'a>(&self, keys: &'a Keys, now: Timestamp) -> Option<&'a KeySet> {
        let bundle = self.bundle()?;
        let certified = bundle.trust.server_keys(now)?;
        let named = [
            certified.conversation_issuing_key,
            certified.router_key,
            certified.external_sender_key,
        ];
        keys.sets().find(|set| set.public() == named)
    }

    /// Checks a bundle under the pinned root.
    ///
    /// # Errors
    /// [`CertificateError`]: another root, another tenant, a wrong signature.
    pub fn check(&self, bytes: &[u8]) -> Result<Bundle, CertificateError> {
        let trust = Trust::open(&self.fingerprint, self.tenant, bytes)?;
        Ok(Bundle {
            bytes: Arc::new(bytes.to_vec()),
            trust: Arc::new(trust),
        })
    }

    /// Uses a bundle from now on.
    pub fn hold(&self, bundle: Bundle) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(bundle);
    }

    /// Takes up the newest bundle of the store that the pinned root signed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn load(&self, store: &Store) -> Result<(), StoreError> {
        let rows = store.certificates().await?;
        let newest = rows
            .iter()
            .rev()
            .find_map(|row| self.check(&row.bytes).ok());
        if let Some(bundle) = newest {
            self.hold(bundle);
        }
        Ok(())
    }
}

/// The row that keeps a bundle; none when it certifies no server keys that still count.
#[must_use]
pub fn row(bundle: &Bundle, now: Timestamp) -> Option<Certificate> {
    use sha2::Digest;
    let until: &ServerKeys = bundle.trust.server_keys(now)?;
    Some(Certificate {
        hash: sha2::Sha256::digest(bundle.bytes.as_slice()).into(),
        kind: CertificateKind::Server,
        bytes: bundle.bytes.to_vec(),
        created_at: now,
        expires_at: until.validity.not_after(),
    })
}
