//! HPKE (RFC 9180) with the two KEMs of our profiles: X25519, and X-Wing as draft-ietf-hpke-pq
//! derives it (so it interoperates only with providers of the same derivation: hence our own
//! profile name, see docs of `CryptoProfile`).
//!
//! Refuses every other combination of KEM, KDF and AEAD. Next: [`super::crypto`].

use hpke::aead::AesGcm128;
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use openmls_traits::types::{
    CryptoError, ExporterSecret, HpkeAeadType, HpkeCiphertext, HpkeConfig, HpkeKdfType,
    HpkeKemType, HpkeKeyPair, KemOutput,
};
use rand_core::CryptoRng;

/// Runs `$body` with `$kem` naming the KEM that `$config` asks for.
macro_rules! with_kem {
    ($config:expr, $kem:ident => $body:expr) => {{
        super::one_more();
        match $config {
            HpkeConfig(kem, HpkeKdfType::HkdfSha256, HpkeAeadType::AesGcm128) => match kem {
                HpkeKemType::XWingKemDraft6 => {
                    type $kem = XWing;
                    $body
                }
                HpkeKemType::DhKem25519 => {
                    type $kem = X25519HkdfSha256;
                    $body
                }
                _ => Err(CryptoError::UnsupportedCiphersuite),
            },
            _ => Err(CryptoError::UnsupportedCiphersuite),
        }
    }};
}

/// Seals with randomness from the caller; the same randomness gives the same bytes.
pub(crate) fn seal_with(
    config: &HpkeConfig,
    recipient: &[u8],
    info: &[u8],
    aad: &[u8],
    plaintext: &[u8],
    randomness: &mut impl CryptoRng,
) -> Result<HpkeCiphertext, CryptoError> {
    with_kem!(config, K => {
        let key = <K as Kem>::PublicKey::from_bytes(recipient)
            .map_err(|_| CryptoError::InvalidPublicKey)?;
        let (encapsulated, ciphertext) = hpke::single_shot_seal_with_rng::<AesGcm128, HkdfSha256, K>(
            &OpModeS::Base, &key, info, plaintext, aad, randomness,
        )
        .map_err(|_| CryptoError::HpkeEncryptionError)?;
        Ok(HpkeCiphertext {
            kem_output: encapsulated.to_bytes().to_vec().into(),
            ciphertext: ciphertext.into(),
        })
    })
}

pub(crate) fn open(
    config: &HpkeConfig,
    input: &HpkeCiphertext,
    secret: &[u8],
    info: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    let broken = |_| CryptoError::HpkeDecryptionError;
    with_kem!(config, K => {
        let key = <K as Kem>::PrivateKey::from_bytes(secret).map_err(broken)?;
        let encapsulated =
            <K as Kem>::EncappedKey::from_bytes(input.kem_output.as_slice()).map_err(broken)?;
        hpke::single_shot_open::<AesGcm128, HkdfSha256, K>(
            &OpModeR::Base, &key, &encapsulated, info, input.ciphertext.as_slice(), aad,
        )
        .map_err(broken)
    })
}

pub(super) fn export_to(
    config: &HpkeConfig,
    recipient: &[u8],
    info: &[u8],
    context: &[u8],
    length: usize,
    randomness: &mut impl CryptoRng,
) -> Result<(KemOutput, ExporterSecret), CryptoError> {
    with_kem!(config, K => {
        let key = <K as Kem>::PublicKey::from_bytes(recipient)
            .map_err(|_| CryptoError::InvalidPublicKey)?;
        let (encapsulated, sender) = hpke::setup_sender_with_rng::<AesGcm128, HkdfSha256, K>(
            &OpModeS::Base, &key, info, randomness,
        )
        .map_err(|_| CryptoError::SenderSetupError)?;
        let mut secret = vec![0; length];
        sender.export(context, &mut secret).map_err(|_| CryptoError::ExporterError)?;
        Ok((encapsulated.to_bytes().to_vec(), secret.into()))
    })
}

pub(super) fn export_from(
    config: &HpkeConfig,
    encapsulated: &[u8],
    secret: &[u8],
    info: &[u8],
    context: &[u8],
    length: usize,
) -> Result<ExporterSecret, CryptoError> {
    let broken = |_| CryptoError::ReceiverSetupError;
    with_kem!(config, K => {
        let key = <K as Kem>::PrivateKey::from_bytes(secret).map_err(broken)?;
        let encapsulated = <K as Kem>::EncappedKey::from_bytes(encapsulated).map_err(broken)?;
        let receiver = hpke::setup_receiver::<AesGcm128, HkdfSha256, K>(
            &OpModeR::Base, &key, &encapsulated, info,
        )
        .map_err(broken)?;
        let mut secret = vec![0; length];
        receiver.export(context, &mut secret).map_err(|_| CryptoError::ExporterError)?;
        Ok(secret.into())
    })
}

pub(crate) fn derive_key_pair(config: &HpkeConfig, ikm: &[u8]) -> Result<HpkeKeyPair, CryptoError> {
    with_kem!(config, K => {
        let (private, public) = K::derive_keypair(ikm);
        Ok(HpkeKeyPair {
            private: private.to_bytes().to_vec().into(),
            public: public.to_bytes().to_vec(),
        })
    })
}
