//! From a leaf of the tree to a member we believe.
//!
//! The one place where MLS leaves meet [`Trust`]: used for key packages, on join, on every staged
//! commit and by the server. Refuses credentials of another type and devices that do not offer the
//! group's profile.

use crate::credential::{CREDENTIAL_TYPE, Credential};
use crate::member::{Member, Standing};
use crate::signing::PublicKey;
use crate::trust::{Trust, TrustError};
use openmls::prelude::{CredentialType, LeafNode};
use tacita_model::{CryptoProfile, Timestamp};

pub(crate) fn parts(
    credential: &openmls::prelude::Credential,
    key: &[u8],
) -> Result<(Credential, PublicKey), TrustError> {
    if credential.credential_type() != CredentialType::Other(CREDENTIAL_TYPE) {
        return Err(TrustError::UnknownIssuer);
    }
    let key = key.try_into().map_err(|_| TrustError::UnknownIssuer)?;
    Ok((Credential::decode(credential.serialized_content())?, key))
}

/// Believes a leaf; an ended credential gives a member of [`Standing::Ended`].
pub(crate) fn verify(
    trust: &Trust,
    credential: &openmls::prelude::Credential,
    key: &[u8],
    profile: CryptoProfile,
    now: Timestamp,
) -> Result<Member, TrustError> {
    let (credential, key) = parts(credential, key)?;
    let member = trust.verify_member(&credential, &key, now)?;
    if member.claims().profiles.contains(&profile) {
        Ok(member)
    } else {
        Err(TrustError::WrongProfile)
    }
}

/// As [`verify`], for a leaf that comes in: its credential must count now.
pub(crate) fn verify_current(
    trust: &Trust,
    leaf: &LeafNode,
    profile: CryptoProfile,
    now: Timestamp,
) -> Result<Member, TrustError> {
    let member = verify(
        trust,
        leaf.credential(),
        leaf.signature_key().as_slice(),
        profile,
        now,
    )?;
    if member.standing() == Standing::Ended {
        Err(TrustError::Ended)
    } else {
        Ok(member)
    }
}
