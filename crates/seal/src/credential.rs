//! Who a member is: the content of MLS credential type 0xF001.
//!
//! A credential names tenant, person, role, device, assurance and time, and is signed over the
//! member's signature key too, so it cannot be moved to another key. Issuing keys sign agents and
//! supervisors (7 days), the server's conversation issuing key signs customers (hours, at most 7 days); neither can
//! sign the other's. Refuses roles that do not chat, long spans, empty or overlong names. Next:
//! [`crate::trust`], the only way to believe one.

use crate::cbor::{self, Malformed};
use crate::certificate::{CertificateError, Signed, Validity};
use crate::profile;
use crate::signing::{KeyId, Label, PublicKey, SigningKey, key_id};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use sha2::{Digest, Sha256};
use tacita_model::{
    AgentId, Assurance, CryptoProfile, CustomerId, DeviceId, Role, TenantId, TypedId,
};

/// The MLS credential type, from the range that RFC 9420 keeps for private use.
pub const CREDENTIAL_TYPE: u16 = 0xF001;

/// Longest span of an agent's credential, in days.
pub const AGENT_DAYS: i64 = 7;

/// Longest span of a customer's credential, in hours. The server gives hours while somebody is
/// there; the cap covers a customer who left packages and is answered days later (flow F3), since a
/// package never outlives its credential.
pub const CUSTOMER_HOURS: i64 = 7 * 24;

/// Longest display name, in characters.
pub const NAME_CHARACTERS: usize = 64;

/// Whom a credential is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A customer (anonymous or not).
    Customer(CustomerId),
    /// An agent or supervisor.
    Agent(AgentId),
}

/// What a credential says. Believe it only as part of a [`crate::Member`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The tenant.
    pub tenant: TenantId,
    /// The person.
    pub subject: Subject,
    /// Customer, Agent or Supervisor.
    pub role: Role,
    /// The device (for a customer: drawn per conversation).
    pub device: DeviceId,
    /// How an agent is shown to customers; customers have none.
    pub name: Option<String>,
    /// How well the customer is verified; agents carry [`Assurance::TwoFactor`] or more by policy
    /// of the issuer, the field does not decide anything for them.
    pub assurance: Assurance,
    /// When it counts.
    pub validity: Validity,
    /// The profiles this device offers, best first.
    pub profiles: Vec<CryptoProfile>,
}

#[derive(Serialize, Deserialize)]
struct Body {
    #[serde(rename = "v")]
    version: u8,
    #[serde(rename = "t")]
    tenant: ByteArray<16>,
    #[serde(rename = "s")]
    subject: ByteArray<16>,
    #[serde(rename = "r")]
    role: String,
    #[serde(rename = "d")]
    device: ByteArray<16>,
    #[serde(rename = "n")]
    name: Option<String>,
    #[serde(rename = "a")]
    assurance: u8,
    #[serde(rename = "w")]
    validity: Validity,
    #[serde(rename = "i")]
    issuer: ByteArray<32>,
    #[serde(rename = "p")]
    profiles: Vec<u16>,
}

/// A credential that decodes; not yet one that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    bytes: Vec<u8>,
    claims: Claims,
    issuer: KeyId,
}

impl Credential {
    /// Issues a credential for a device's signature key. The caller has decided that the person
    /// may have it; the key must be the one certified for this role.
    ///
    /// # Errors
    /// [`CertificateError::TooLong`] for a span beyond the role's, [`CertificateError::Malformed`]
    /// for a role that does not chat, a name that is empty, overlong or has control characters, or
    /// a customer with a name.
    pub fn issue(
        issuer: &SigningKey,
        claims: &Claims,
        device_key: &PublicKey,
    ) -> Result<Self, CertificateError> {
        check(claims)?;
        let subject = match claims.subject {
            Subject::Customer(id) => id.to_bytes(),
            Subject::Agent(id) => id.to_bytes(),
        };
        let body = Body {
            version: 1,
            tenant: ByteArray::new(claims.tenant.to_bytes()),
            subject: ByteArray::new(subject),
            role: claims.role.as_str().to_owned(),
            device: ByteArray::new(claims.device.to_bytes()),
            name: claims.name.clone(),
            assurance: claims.assurance as u8,
            validity: claims.validity,
            issuer: ByteArray::new(key_id(&issuer.public())),
            profiles: claims
                .profiles
                .iter()
                .map(|profile| profile::number(*profile))
                .collect(),
        };
        let signed = Signed::make(issuer, Label::Credential, &body, &[device_key])?;
        Self::decode(&cbor::encode(&signed)?)
    }

    /// Reads a credential.
    ///
    /// # Errors
    /// [`CertificateError`] when it does not decode or says what no credential may say.
    pub fn decode(bytes: &[u8]) -> Result<Self, CertificateError> {
        let signed: Signed = cbor::decode(bytes)?;
        let body: Body = cbor::decode(&signed.0)?;
        if body.version != 1 {
            return Err(CertificateError::Malformed);
        }
        let role: Role = body.role.parse().map_err(|_| CertificateError::Malformed)?;
        let claims = Claims {
            tenant: TenantId::from_bytes(*body.tenant),
            subject: if role == Role::Customer {
                Subject::Customer(CustomerId::from_bytes(*body.subject))
            } else {
                Subject::Agent(AgentId::from_bytes(*body.subject))
            },
            role,
            device: DeviceId::from_bytes(*body.device),
            name: body.name,
            assurance: assurance(body.assurance)?,
            validity: body.validity,
            profiles: body
                .profiles
                .into_iter()
                .map(|number| profile::from_number(number).ok_or(CertificateError::Malformed))
                .collect::<Result<_, _>>()?,
        };
        check(&claims)?;
        Ok(Self {
            bytes: bytes.to_vec(),
            claims,
            issuer: *body.issuer,
        })
    }

    /// The bytes, as they stand in the leaf.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the bytes: what the leaf of its issuing in the ledger is about.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    /// What it says.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// Which key signed it, by its own word.
    #[must_use]
    pub fn issuer(&self) -> &KeyId {
        &self.issuer
    }

    pub(crate) fn verify(
        &self,
        issuer: &PublicKey,
        device_key: &PublicKey,
    ) -> Result<(), CertificateError> {
        let signed: Signed = cbor::decode(&self.bytes)?;
        Ok(signed.verify(issuer, Label::Credential, &[device_key])?)
    }
}

fn assurance(number: u8) -> Result<Assurance, Malformed> {
    [
        Assurance::Anonymous,
        Assurance::EmailCode,
        Assurance::TwoFactor,
        Assurance::IdCheck,
    ]
    .into_iter()
    .find(|assurance| *assurance as u8 == number)
    .ok_or(Malformed)
}

fn check(claims: &Claims) -> Result<(), CertificateError> {
    let cap_seconds = match (claims.role, claims.subject) {
        (Role::Customer, Subject::Customer(_)) if claims.name.is_none() => CUSTOMER_HOURS * 3600,
        (Role::Agent | Role::Supervisor, Subject::Agent(_)) => AGENT_DAYS * 24 * 3600,
        _ => return Err(CertificateError::Malformed),
    };
    if claims.validity.seconds() == 0 || claims.validity.seconds() > cap_seconds {
        return Err(CertificateError::TooLong);
    }
    let name_fits = claims.name.as_ref().is_none_or(|name| {
        !name.trim().is_empty()
            && name.chars().count() <= NAME_CHARACTERS
            && !name.chars().any(is_deceptive)
    });
    let profiles_fit = !claims.profiles.is_empty() && claims.profiles.len() <= 8;
    if name_fits && profiles_fit {
        Ok(())
    } else {
        Err(CertificateError::Malformed)
    }
}

/// Control characters and the invisible or direction-changing ones with which a name could pose as
/// another.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
