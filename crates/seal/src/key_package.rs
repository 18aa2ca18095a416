//! Key packages: how a device lets itself be added while it is away.
//!
//! One package serves once; its private part lies in the store of whoever made it and can be moved
//! to the worker of the conversation that uses it. Lifetime runs from a day before now to 29 days
//! after, never past the credential's end. Refuses packages whose lifetime spans more than 30 days
//! and an hour (OpenMLS checks only that now lies inside), whose capabilities are not exactly ours,
//! or whose credential the pinned root does not vouch for.

use crate::credential::CREDENTIAL_TYPE;
use crate::facts::extension_type;
use crate::identity::Identity;
use crate::member::Member;
use crate::profile;
use crate::provider::{Crypto, Provider};
use crate::store::{Slot, Store};
use crate::trust::{Trust, TrustError};
use openmls::prelude::tls_codec::{DeserializeBytes, Serialize as _};
use openmls::prelude::{
    Capabilities, Ciphersuite, CredentialType, KeyPackage, KeyPackageIn, Lifetime,
    MlsMessageBodyIn, MlsMessageIn, MlsMessageOut, ProtocolVersion,
};
use tacita_model::{CryptoProfile, Timestamp};
use zeroize::Zeroizing;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// A package lives at most this long, in seconds: 30 days and an hour for clocks.
pub const LIFETIME_CAP_SECONDS: u64 = 30 * 24 * 60 * 60 + 60 * 60;

/// The MLS reference of a key package (RFC 9420 section 5.2): its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPackageRef(pub [u8; 32]);

/// Why a key package was refused or could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyPackageError {
    /// The bytes are no key package.
    #[error("the bytes are no key package")]
    Malformed,
    /// Its own signatures or its time do not hold.
    #[error("the key package is wrongly signed or out of its time")]
    Invalid,
    /// It is meant to live longer than 30 days and an hour.
    #[error("the key package lives too long")]
    TooLong,
    /// Its suite or capabilities are not those of a profile of ours.
    #[error("the key package does not fit the profile")]
    Capabilities,
    /// Whoever made it is not believed.
    #[error("the maker of the key package is not believed")]
    Trust(#[from] TrustError),
    /// Making one failed inside the library or the store: ours.
    #[error("the key package could not be made")]
    Internal,
}

/// A package that was made: publish the bytes, remember the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeKeyPackage {
    /// The bytes to publish (an MLSMessage).
    pub bytes: Vec<u8>,
    /// Its reference.
    pub reference: KeyPackageRef,
}

/// A package that was checked, with whoever made it.
#[derive(Debug, Clone)]
pub struct CheckedKeyPackage {
    pub(crate) inner: KeyPackage,
    reference: KeyPackageRef,
    member: Member,
    profile: CryptoProfile,
}

pub(crate) fn capabilities(suite: Ciphersuite) -> Capabilities {
    Capabilities::builder()
        .versions(vec![ProtocolVersion::Mls10])
        .ciphersuites(vec![suite])
        .extensions(vec![extension_type()])
        .proposals(Vec::new())
        .credentials(vec![CredentialType::Other(CREDENTIAL_TYPE)])
        .build()
}

pub(crate) fn lifetime(identity: &Identity, now: Timestamp) -> Lifetime {
    let seconds = |at: i64| u64::try_from(at).unwrap_or(0);
    let now = now.as_seconds();
    let end = identity
        .credential()
        .claims()
        .validity
        .not_after()
        .as_seconds();
    let not_after = end.min(now.saturating_add(29 * DAY_SECONDS));
    Lifetime::init(seconds(now.saturating_sub(DAY_SECONDS)), seconds(not_after))
}

/// Makes a package for `identity`; its private part goes into the provider's store.
///
/// # Errors
/// [`KeyPackageError::Internal`].
pub fn make(
    provider: &Provider,
    identity: &Identity,
    profile: CryptoProfile,
    now: Timestamp,
) -> Result<MadeKeyPackage, KeyPackageError> {
    let suite = profile::suite(profile);
    let bundle = KeyPackage::builder()
        .key_package_lifetime(lifetime(identity, now))
        .leaf_node_capabilities(capabilities(suite))
        .build(
            suite,
            provider,
            identity.key(),
            identity.credential_with_key(),
        )
        .map_err(|_| KeyPackageError::Internal)?;
    let reference = reference(provider.crypto(), bundle.key_package())?;
    let bytes = MlsMessageOut::from(bundle.into_key_package())
        .tls_serialize_detached()
        .map_err(|_| KeyPackageError::Internal)?;
    Ok(MadeKeyPackage { bytes, reference })
}

fn reference(crypto: &Crypto, package: &KeyPackage) -> Result<KeyPackageRef, KeyPackageError> {
    let hash = package
        .hash_ref(crypto)
        .map_err(|_| KeyPackageError::Internal)?;
    hash.as_slice()
        .try_into()
        .map(KeyPackageRef)
        .map_err(|_| KeyPackageError::Internal)
}

/// Checks a package: its signatures, time, lifetime cap, capabilities, and who made it.
///
/// # Errors
/// [`KeyPackageError`].
pub fn check(
    crypto: &Crypto,
    trust: &Trust,
    bytes: &[u8],
    now: Timestamp,
) -> Result<CheckedKeyPackage, KeyPackageError> {
    let message =
        MlsMessageIn::tls_deserialize_exact_bytes(bytes).map_err(|_| KeyPackageError::Malformed)?;
    let MlsMessageBodyIn::KeyPackage(package) = message.extract() else {
        return Err(KeyPackageError::Malformed);
    };
    check_in(crypto, trust, package, now)
}

fn check_in(
    crypto: &Crypto,
    trust: &Trust,
    package: KeyPackageIn,
    now: Timestamp,
) -> Result<CheckedKeyPackage, KeyPackageError> {
    let package = package
        .validate(crypto, ProtocolVersion::Mls10)
        .map_err(|_| KeyPackageError::Invalid)?;
    check_valid(crypto, trust, package, now)
}

/// Checks a package whose MLS signatures the library has already checked.
pub(crate) fn check_valid(
    crypto: &Crypto,
    trust: &Trust,
    package: KeyPackage,
    now: Timestamp,
) -> Result<CheckedKeyPackage, KeyPackageError> {
    let lifetime = package.life_time();
    if lifetime.not_after().saturating_sub(lifetime.not_before()) > LIFETIME_CAP_SECONDS {
        return Err(KeyPackageError::TooLong);
    }
    let seconds = u64::try_from(now.as_seconds()).map_err(|_| KeyPackageError::Invalid)?;
    if seconds < lifetime.not_before() || seconds >= lifetime.not_after() {
        return Err(KeyPackageError::Invalid);
    }
    let suite = package.ciphersuite();
    let profile = profile::from_number(suite.into()).ok_or(KeyPackageError::Capabilities)?;
    if *package.leaf_node().capabilities() != capabilities(suite) || package.last_resort() {
        return Err(KeyPackageError::Capabilities);
    }
    let member = crate::leaf::verify_current(trust, package.leaf_node(), profile, now)?;
    let reference = reference(crypto, &package)?;
    Ok(CheckedKeyPackage {
        inner: package,
        reference,
        member,
        profile,
    })
}

impl CheckedKeyPackage {
    /// Its reference.
    #[must_use]
    pub fn reference(&self) -> KeyPackageRef {
        self.reference
    }

    /// Whoever made it.
    #[must_use]
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The profile it is for.
    #[must_use]
    pub fn profile(&self) -> CryptoProfile {
        self.profile
    }

    /// When it ends.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        let seconds = i64::try_from(self.inner.life_time().not_after()).unwrap_or(i64::MAX);
        Timestamp::default().plus_seconds(seconds)
    }
}

fn private_key_name(reference: &KeyPackageRef) -> Result<Vec<u8>, KeyPackageError> {
    // OpenMLS names a package by its reference, which serialises as the byte string it wraps.
    let name = openmls::prelude::KeyPackageRef::tls_deserialize_exact_bytes(
        &[&[32u8][..], &reference.0].concat(),
    )
    .map_err(|_| KeyPackageError::Internal)?;
    Store::key(Slot::KeyPackage, &name).map_err(|_| KeyPackageError::Internal)
}

/// Takes the private part of a package out of a store, to hand it to another worker of the same
/// device. It is gone here afterwards: two workers using one package would fork a group.
///
/// # Errors
/// [`KeyPackageError::Internal`] when the store does not hold it.
pub fn take_private(
    provider: &Provider,
    reference: &KeyPackageRef,
) -> Result<Zeroizing<Vec<u8>>, KeyPackageError> {
    let name = private_key_name(reference)?;
    let private = provider
        .store()
        .get_raw(&name)
        .ok_or(KeyPackageError::Internal)?;
    provider.store().delete_raw(&name);
    Ok(private)
}

/// Puts a private part that [`take_private`] gave into a store.
///
/// # Errors
/// [`KeyPackageError::Malformed`] when it is not one, or not of this reference.
pub fn put_private(
    provider: &Provider,
    reference: &KeyPackageRef,
    private: &[u8],
) -> Result<(), KeyPackageError> {
    let bundle: openmls::prelude::KeyPackageBundle =
        Store::read(private).map_err(|_| KeyPackageError::Malformed)?;
    if self::reference(provider.crypto(), bundle.key_package())? != *reference {
        return Err(KeyPackageError::Malformed);
    }
    provider
        .store()
        .put_raw(private_key_name(reference)?, private.to_vec());
    Ok(())
}

/// Deletes the private part of a package that will never be used.
///
/// # Errors
/// [`KeyPackageError::Internal`].
pub fn forget(provider: &Provider, reference: &KeyPackageRef) -> Result<(), KeyPackageError> {
    provider.store().delete_raw(&private_key_name(reference)?);
    Ok(())
}
