//! Intake keys: what a customer's message is wrapped to while nobody of the desk is in the group.
//!
//! Each device makes a new one a day and signs it with its credential's key; it keeps an old one
//! until the server confirms that no unclaimed record needs it. Refuses a key whose device is not
//! vouched for, whose person is not on the roster, or that lives longer than two days.
//! Next: [`crate::record`].

use crate::cbor;
use crate::certificate::{CertificateError, Signed, Validity};
use crate::credential::{Credential, Subject};
use crate::identity::Identity;
use crate::member::Member;
use crate::profile;
use crate::provider::{self, Crypto};
use crate::roster::Roster;
use crate::signing::{KeyId, Label, PublicKey};
use crate::trust::{Trust, TrustError};
use core::fmt;
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};
use sha2::{Digest, Sha256};
use tacita_model::{CryptoProfile, DeviceId, TenantId, Timestamp, TypedId};
use zeroize::Zeroizing;

/// Longest validity of an intake key, in seconds: a day, and a day of overlap.
pub const INTAKE_KEY_SECONDS: i64 = 2 * 24 * 60 * 60;

#[derive(Serialize, Deserialize)]
struct Body(u8, ByteArray<16>, ByteArray<16>, u16, ByteBuf, Validity);

/// A device's intake key with its private half.
pub struct IntakeKeyPair {
    profile: CryptoProfile,
    seed: Zeroizing<[u8; 32]>,
    private: Zeroizing<Vec<u8>>,
    public: Vec<u8>,
}

impl fmt::Debug for IntakeKeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IntakeKeyPair")
    }
}

impl IntakeKeyPair {
    /// Draws a key.
    ///
    /// # Errors
    /// [`CertificateError::Malformed`] if the KEM refuses, which it does not for our profiles.
    pub fn make(crypto: &Crypto, profile: CryptoProfile) -> Result<Self, CertificateError> {
        Self::from_seed(profile, &crypto.random())
    }

    /// The key of a 32-byte seed (see [`IntakeKeyPair::seed`]).
    ///
    /// # Errors
    /// As [`IntakeKeyPair::make`].
    pub fn from_seed(profile: CryptoProfile, seed: &[u8; 32]) -> Result<Self, CertificateError> {
        let config = profile::suite(profile).hpke_config();
        let pair =
            provider::derive_key_pair(&config, seed).map_err(|_| CertificateError::Malformed)?;
        Ok(Self {
            profile,
            seed: Zeroizing::new(*seed),
            private: Zeroizing::new(pair.private.to_vec()),
            public: pair.public,
        })
    }

    /// What to keep, sealed, until no unclaimed record needs this key.
    #[must_use]
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The key's id, as records name their recipients.
    #[must_use]
    pub fn id(&self) -> KeyId {
        Sha256::digest(&self.public).into()
    }

    /// The profile.
    #[must_use]
    pub fn profile(&self) -> CryptoProfile {
        self.profile
    }

    pub(crate) fn private(&self) -> &[u8] {
        &self.private
    }

    /// Signs the public half for publishing.
    ///
    /// # Errors
    /// [`CertificateError::TooLong`] beyond [`INTAKE_KEY_SECONDS`].
    pub fn publish(
        &self,
        identity: &Identity,
        validity: Validity,
    ) -> Result<Vec<u8>, CertificateError> {
        check_span(&validity)?;
        let claims = identity.credential().claims();
        let body = Body(
            1,
            ByteArray::new(claims.tenant.to_bytes()),
            ByteArray::new(claims.device.to_bytes()),
            profile::number(self.profile),
            ByteBuf::from(self.public.clone()),
            validity,
        );
        Ok(cbor::encode(&Signed::make(
            identity.key(),
            Label::IntakeKey,
            &body,
            &[],
        )?)?)
    }
}

fn check_span(validity: &Validity) -> Result<(), CertificateError> {
    if validity.seconds() == 0 || validity.seconds() > INTAKE_KEY_SECONDS {
        return Err(CertificateError::TooLong);
    }
    Ok(())
}

/// An intake key that was checked: who holds it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeKey {
    pub(crate) public: Vec<u8>,
    profile: CryptoProfile,
    holder: Member,
    validity: Validity,
}

impl IntakeKey {
    /// Checks a published key: the device's credential, its person's place on the roster, its own
    /// signature, its time.
    ///
    /// # Errors
    /// [`TrustError`]; [`TrustError::WrongRole`] for somebody who is not on the roster.
    pub fn check(
        trust: &Trust,
        roster: &Roster,
        credential: &[u8],
        device_key: &PublicKey,
        intake_key: &[u8],
        now: Timestamp,
    ) -> Result<Self, TrustError> {
        let credential = Credential::decode(credential)?;
        let holder = trust.verify_current(&credential, device_key, now)?;
        match holder.subject() {
            Subject::Agent(agent) if roster.has(agent) => {}
            _ => return Err(TrustError::WrongRole),
        }
        Self::check_for(holder, intake_key, now)
    }

    /// As [`IntakeKey::check`] for a holder who is already believed (the server, at upload).
    ///
    /// # Errors
    /// [`TrustError`].
    pub fn check_for(
        holder: Member,
        intake_key: &[u8],
        now: Timestamp,
    ) -> Result<Self, TrustError> {
        let signed: Signed = cbor::decode(intake_key).map_err(CertificateError::from)?;
        signed
            .verify(holder.key(), Label::IntakeKey, &[])
            .map_err(CertificateError::from)?;
        let Body(version, tenant, device, number, public, validity) =
            cbor::decode(&signed.0).map_err(CertificateError::from)?;
        if version != 1 {
            return Err(CertificateError::Malformed.into());
        }
        check_span(&validity)?;
        if TenantId::from_bytes(*tenant) != holder.claims().tenant
            || DeviceId::from_bytes(*device) != holder.device()
        {
            return Err(TrustError::WrongTenant);
        }
        if validity.is_early(now) {
            return Err(TrustError::Early);
        }
        if !validity.holds(now) {
            return Err(TrustError::Ended);
        }
        let profile = profile::from_number(number).ok_or(TrustError::WrongProfile)?;
        Ok(Self {
            public: public.into_vec(),
            profile,
            holder,
            validity,
        })
    }

    /// The key's id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        Sha256::digest(&self.public).into()
    }

    /// Whose it is.
    #[must_use]
    pub fn holder(&self) -> &Member {
        &self.holder
    }

    /// The profile.
    #[must_use]
    pub fn profile(&self) -> CryptoProfile {
        self.profile
    }

    /// When it counts.
    #[must_use]
    pub fn validity(&self) -> &Validity {
        &self.validity
    }
}
