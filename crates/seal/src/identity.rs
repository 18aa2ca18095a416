//! Who we are: a signature key and the credential issued for it.
//!
//! A customer has a fresh key per conversation, so two chats of one visitor cannot be linked by
//! it; an agent has one per device. Refuses a credential that was issued for another key.

use crate::credential::{CREDENTIAL_TYPE, Credential};
use crate::signing::{PublicKey, SigningKey};
use crate::trust::{Trust, TrustError};
use openmls::prelude::{CredentialType, CredentialWithKey};
use tacita_model::Timestamp;

/// Our own key with its credential.
#[derive(Debug)]
pub struct Identity {
    key: SigningKey,
    credential: Credential,
}

impl Identity {
    /// Binds a key to its credential.
    ///
    /// # Errors
    /// [`TrustError`] when the credential is not for this key, not from the pinned root, or has
    /// ended: a credential that others will refuse is found here and not in the middle of a chat.
    pub fn new(
        key: SigningKey,
        credential: Credential,
        trust: &Trust,
        now: Timestamp,
    ) -> Result<Self, TrustError> {
        trust.verify_member(&credential, &key.public(), now)?;
        Ok(Self { key, credential })
    }

    /// The same key under a renewed credential.
    ///
    /// # Errors
    /// As [`Identity::new`], and [`TrustError::Ended`].
    pub fn renew(
        &mut self,
        credential: Credential,
        trust: &Trust,
        now: Timestamp,
    ) -> Result<(), TrustError> {
        trust.verify_current(&credential, &self.key.public(), now)?;
        self.credential = credential;
        Ok(())
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.key.public()
    }

    /// The credential.
    #[must_use]
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    pub(crate) fn credential_with_key(&self) -> CredentialWithKey {
        let content = self.credential.as_bytes().to_vec();
        CredentialWithKey {
            credential: openmls::prelude::Credential::new(
                CredentialType::Other(CREDENTIAL_TYPE),
                content,
            ),
            signature_key: self.public().as_slice().into(),
        }
    }
}
