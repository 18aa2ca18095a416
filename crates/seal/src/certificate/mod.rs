//! Certificates: what the organisation's root key says about other keys.
//!
//! Two kinds, never interchangeable: an *issuing* certificate (that key signs agents' device
//! credentials and queue rosters, 90 days) and a *server* certificate (one server's keys:
//! conversation issuing key, router key, external-sender key). The root stays off the server; its
//! fingerprint is pinned in the shop's snippet. Refuses other versions, tenants, spans that are too
//! long and foreign roots. Next: [`crate::trust`], which checks a bundle of them.

mod bundle;
mod validity;

pub use bundle::bundle;
pub(crate) use bundle::open_bundle;
pub use validity::Validity;

use crate::cbor::{self, Malformed};
use crate::signing::{BadSignature, Label, PublicKey, SigningKey, key_id, verify};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};
use tacita_model::{TenantId, TypedId};

/// Longest validity of an issuing or server certificate, in days.
pub const CERTIFICATE_DAYS: i64 = 90;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// SHA-256 of the organisation's root public key, as the embed snippet pins it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

impl Fingerprint {
    /// The fingerprint of a root key.
    #[must_use]
    pub fn of(root: &PublicKey) -> Self {
        Self(key_id(root))
    }
}

/// Why a certificate, credential or bundle was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The bytes do not decode or are of another version.
    #[error("the certificate is malformed or of an unknown version")]
    Malformed,
    /// The signature does not fit the key that should have signed.
    #[error("the certificate is not signed by the key it names")]
    Signature,
    /// The bundle's root key is not the pinned one.
    #[error("the root key is not the pinned one")]
    WrongRoot,
    /// It is about another tenant.
    #[error("the certificate belongs to another tenant")]
    WrongTenant,
    /// Valid for longer than allowed, or not at all.
    #[error("the certificate's span is longer than allowed")]
    TooLong,
}

impl From<Malformed> for CertificateError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl From<BadSignature> for CertificateError {
    fn from(_: BadSignature) -> Self {
        Self::Signature
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Signed(pub(crate) ByteBuf, pub(crate) ByteArray<64>);

impl Signed {
    pub(crate) fn make(
        key: &SigningKey,
        label: Label,
        body: &impl Serialize,
        also: &[&[u8]],
    ) -> Result<Self, Malformed> {
        let body = cbor::encode(body)?;
        let mut parts: Vec<&[u8]> = vec![&body];
        parts.extend_from_slice(also);
        let signature = key.sign_for(label, &parts);
        Ok(Self(ByteBuf::from(body), ByteArray::new(signature)))
    }

    pub(crate) fn verify(
        &self,
        key: &PublicKey,
        label: Label,
        also: &[&[u8]],
    ) -> Result<(), BadSignature> {
        let mut parts: Vec<&[u8]> = vec![&self.0];
        parts.extend_from_slice(also);
        verify(key, label, &parts, &self.1)
    }
}

#[derive(Serialize, Deserialize)]
struct IssuingBody(u8, ByteArray<16>, ByteArray<32>, Validity);

#[derive(Serialize, Deserialize)]
struct ServerBody(
    u8,
    ByteArray<16>,
    ByteArray<32>,
    ByteArray<32>,
    ByteArray<32>,
    Validity,
);

/// What an issuing certificate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuing {
    /// The tenant it issues for.
    pub tenant: TenantId,
    /// The key that signs agents' credentials and rosters.
    pub key: PublicKey,
    /// When.
    pub validity: Validity,
}

/// What a server certificate says: the three keys a server may use for one tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerKeys {
    /// The tenant served.
    pub tenant: TenantId,
    /// Signs the credentials of anonymous customers (hours), and nobody else's.
    pub conversation_issuing_key: PublicKey,
    /// Signs tickets.
    pub router_key: PublicKey,
    /// Signs MLS external proposals.
    pub external_sender_key: PublicKey,
    /// When.
    pub validity: Validity,
}

impl ServerKeys {
    /// The three public keys as a server hands them to the issuer for certification: 96 bytes.
    #[must_use]
    pub fn keys_to_bytes(&self) -> Vec<u8> {
        [
            self.conversation_issuing_key,
            self.router_key,
            self.external_sender_key,
        ]
        .concat()
    }

    /// From the 96 bytes of [`ServerKeys::keys_to_bytes`], as the issuer reads them.
    ///
    /// # Errors
    /// [`CertificateError::Malformed`] for another length, or one key in two places: the purposes
    /// are kept apart.
    pub fn from_keys(
        tenant: TenantId,
        bytes: &[u8],
        validity: Validity,
    ) -> Result<Self, CertificateError> {
        let (keys, []) = bytes.as_chunks::<32>() else {
            return Err(CertificateError::Malformed);
        };
        let [conversation_issuing_key, router_key, external_sender_key] = *keys else {
            return Err(CertificateError::Malformed);
        };
        if conversation_issuing_key == router_key
            || conversation_issuing_key == external_sender_key
            || router_key == external_sender_key
        {
            return Err(CertificateError::Malformed);
        }
        Ok(Self {
            tenant,
            conversation_issuing_key,
            router_key,
            external_sender_key,
            validity,
        })
    }
}

fn check_span(validity: &Validity) -> Result<(), CertificateError> {
    if validity.seconds() == 0 || validity.seconds() > CERTIFICATE_DAYS * DAY_SECONDS {
        return Err(CertificateError::TooLong);
    }
    Ok(())
}

/// The organisation's root key. Lives in the issuer's folder (later with k of n officers).
#[derive(Debug)]
pub struct RootKey(SigningKey);

impl RootKey {
    /// Wraps the key.
    #[must_use]
    pub fn new(key: SigningKey) -> Self {
        Self(key)
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.0.public()
    }

    /// What the snippet pins.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.public())
    }

    /// Certifies an issuing key.
    ///
    /// # Errors
    /// [`CertificateError::TooLong`] beyond [`CERTIFICATE_DAYS`].
    pub fn certify_issuing(&self, issuing: &Issuing) -> Result<Vec<u8>, CertificateError> {
        check_span(&issuing.validity)?;
        let tenant = ByteArray::new(issuing.tenant.to_bytes());
        let body = IssuingBody(1, tenant, ByteArray::new(issuing.key), issuing.validity);
        Ok(cbor::encode(&Signed::make(
            &self.0,
            Label::IssuingCertificate,
            &body,
            &[],
        )?)?)
    }

    /// Certifies a server's keys.
    ///
    /// # Errors
    /// [`CertificateError::TooLong`] beyond [`CERTIFICATE_DAYS`].
    pub fn certify_server(&self, keys: &ServerKeys) -> Result<Vec<u8>, CertificateError> {
        check_span(&keys.validity)?;
        let body = ServerBody(
            1,
            ByteArray::new(keys.tenant.to_bytes()),
            ByteArray::new(keys.conversation_issuing_key),
            ByteArray::new(keys.router_key),
            ByteArray::new(keys.external_sender_key),
            keys.validity,
        );
        Ok(cbor::encode(&Signed::make(
            &self.0,
            Label::ServerCertificate,
            &body,
            &[],
        )?)?)
    }
}
