//! Whom we believe: one pinned root, its certificates, and one question, [`Trust::verify_member`].
//!
//! Everybody asks it the same way: on join, on every staged commit, at the server. A server that
//! was taken over can assign the wrong agent but cannot invent one. Refuses a credential signed by
//! a key of the other purpose. Next: [`crate::Member`].

use crate::certificate::{
    CertificateError, Fingerprint, Issuing, ServerKeys, Validity, open_bundle,
};
use crate::credential::{Credential, Subject};
use crate::member::{Member, Standing};
use crate::signing::{KeyId, PublicKey, key_id};
use tacita_model::{Role, TenantId, Timestamp};

/// Why a member is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// A certificate or the credential itself is wrong.
    #[error("the credential is malformed or wrongly signed")]
    Credential(#[from] CertificateError),
    /// No certificate of the pinned root covers the key that signed, for this role.
    #[error("the credential is signed by a key that the pinned root has not certified for this")]
    UnknownIssuer,
    /// It belongs to another tenant.
    #[error("the credential belongs to another tenant")]
    WrongTenant,
    /// It is not valid yet: a clock is wrong, or somebody plays with time.
    #[error("the credential is not valid yet")]
    Early,
    /// Its time has ended.
    #[error("the credential has ended")]
    Ended,
    /// The role is not one that may be here.
    #[error("the role may not be here")]
    WrongRole,
    /// The device does not offer the profile in use.
    #[error("the device does not offer this profile")]
    WrongProfile,
}

/// The pinned root with everything it has certified.
#[derive(Debug, Clone)]
pub struct Trust {
    tenant: TenantId,
    issuing: Vec<Issuing>,
    servers: Vec<ServerKeys>,
}

impl Trust {
    /// Opens the bundle that bootstrap handed out, under the fingerprint that the page pins.
    ///
    /// # Errors
    /// [`CertificateError::WrongRoot`] is the hostile server's case; any certificate that does not
    /// verify refuses the whole bundle.
    pub fn open(
        pinned: &Fingerprint,
        tenant: TenantId,
        bundle: &[u8],
    ) -> Result<Self, CertificateError> {
        let (issuing, servers) = open_bundle(pinned, tenant, bundle)?;
        Ok(Self {
            tenant,
            issuing,
            servers,
        })
    }

    /// The tenant.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The server's keys that count at this moment, the one with the latest end first in doubt.
    #[must_use]
    pub fn server_keys(&self, now: Timestamp) -> Option<&ServerKeys> {
        self.servers
            .iter()
            .filter(|keys| keys.validity.holds(now))
            .max_by_key(|keys| keys.validity.not_after())
    }

    /// Whether more than one set of server keys counts at this moment: a rotation is under way.
    #[must_use]
    pub fn is_between_server_keys(&self, now: Timestamp) -> bool {
        let mut counted = self.servers.iter().filter(|keys| keys.validity.holds(now));
        let first = counted.next();
        counted.any(|keys| first.is_some_and(|first| first.router_key != keys.router_key))
    }

    /// The server's keys whose router key has this id, valid at this moment.
    #[must_use]
    pub fn server_keys_by_router(&self, router: &KeyId, now: Timestamp) -> Option<&ServerKeys> {
        self.servers
            .iter()
            .find(|keys| key_id(&keys.router_key) == *router && keys.validity.holds(now))
    }

    /// Whether some certificate lets `key` issue agents' credentials and rosters now.
    pub fn issuing_key(&self, id: &KeyId, now: Timestamp) -> Option<&Issuing> {
        self.issuing
            .iter()
            .find(|issuing| key_id(&issuing.key) == *id && issuing.validity.holds(now))
    }

    /// Believes a credential for a signature key, or says why not.
    ///
    /// A credential whose own time has ended is still a member's (of [`Standing::Ended`]): others
    /// accept its handshakes and nothing else. One that is used before its time is refused.
    ///
    /// # Errors
    /// [`TrustError`], never [`TrustError::Ended`] (see [`Trust::verify_current`]).
    pub fn verify_member(
        &self,
        credential: &Credential,
        key: &PublicKey,
        now: Timestamp,
    ) -> Result<Member, TrustError> {
        let claims = credential.claims();
        if claims.tenant != self.tenant {
            return Err(TrustError::WrongTenant);
        }
        if claims.validity.is_early(now) {
            return Err(TrustError::Early);
        }
        let (issuer, span) = self.issuer_of(credential)?;
        if !claims.validity.lies_in(&span) {
            return Err(TrustError::UnknownIssuer);
        }
        credential.verify(&issuer, key)?;
        let standing = if claims.validity.holds(now) {
            Standing::Current
        } else {
            Standing::Ended
        };
        Ok(Member::new(*key, credential.clone(), standing))
    }

    /// As [`Trust::verify_member`], and its time must not have ended: for anybody who is added.
    ///
    /// # Errors
    /// [`TrustError`].
    pub fn verify_current(
        &self,
        credential: &Credential,
        key: &PublicKey,
        now: Timestamp,
    ) -> Result<Member, TrustError> {
        let member = self.verify_member(credential, key, now)?;
        if member.standing() == Standing::Ended {
            Err(TrustError::Ended)
        } else {
            Ok(member)
        }
    }

    /// The key that may have signed this credential: by role, never by what happens to fit.
    fn issuer_of(&self, credential: &Credential) -> Result<(PublicKey, Validity), TrustError> {
        let id = credential.issuer();
        let claims = credential.claims();
        match (claims.role, claims.subject) {
            (Role::Customer, Subject::Customer(_)) => self
                .servers
                .iter()
                .find(|keys| key_id(&keys.conversation_issuing_key) == *id)
                .map(|keys| (keys.conversation_issuing_key, keys.validity)),
            (Role::Agent | Role::Supervisor, Subject::Agent(_)) => self
                .issuing
                .iter()
                .find(|issuing| key_id(&issuing.key) == *id)
                .map(|issuing| (issuing.key, issuing.validity)),
            _ => return Err(TrustError::WrongRole),
        }
        .ok_or(TrustError::UnknownIssuer)
    }
}
