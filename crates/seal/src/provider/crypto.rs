//! RustCrypto under the names OpenMLS asks for (`OpenMlsCrypto`, `OpenMlsRand`).
//!
//! Refuses every algorithm that no profile of ours uses (ChaCha20, P-256, ML-DSA …): an unused
//! algorithm is one more thing a peer could talk us into. Ed25519 signatures are checked strictly
//! (no low-order or non-canonical points), the one rule for browser, server and verifier.

use super::hpke;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use core::fmt;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use openmls_traits::crypto::OpenMlsCrypto;
use openmls_traits::random::OpenMlsRand;
use openmls_traits::types::{
    AeadType, Ciphersuite, CryptoError, ExporterSecret, HashType, HpkeCiphertext, HpkeConfig,
    HpkeKeyPair, KemOutput, SignatureScheme,
};
use rand_core::{CryptoRng, Rng};
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::convert::Infallible;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tls_codec::SecretVLBytes;

/// The suites behind `tacita-pq-1` and `tacita-std-1`, strongest first.
pub(crate) const SUITES: [Ciphersuite; 2] = [
    Ciphersuite::MLS_128_MLKEM768X25519_AES128GCM_SHA256_Ed25519,
    Ciphersuite::MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519,
];

/// Cryptography over RustCrypto and the caller's randomness.
pub struct Crypto {
    randomness: Mutex<Box<dyn CryptoRng + Send>>,
}

impl fmt::Debug for Crypto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Crypto")
    }
}

impl Crypto {
    /// Takes the generator that every random value will come from.
    #[must_use]
    pub fn new(randomness: Box<dyn CryptoRng + Send>) -> Self {
        Self {
            randomness: Mutex::new(randomness),
        }
    }

    /// The generator. A poisoned lock is taken anyway: a generator has no broken state to protect.
    pub(crate) fn randomness(&self) -> MutexGuard<'_, Box<dyn CryptoRng + Send>> {
        self.randomness
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// `N` random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness().fill_bytes(&mut bytes);
        bytes
    }
}

impl OpenMlsRand for Crypto {
    type Error = Infallible;

    fn random_array<const N: usize>(&self) -> Result<[u8; N], Infallible> {
        Ok(self.random())
    }

    fn random_vec(&self, len: usize) -> Result<Vec<u8>, Infallible> {
        let mut bytes = vec![0; len];
        self.randomness().fill_bytes(&mut bytes);
        Ok(bytes)
    }
}

fn expand<const N: usize>(
    expand: impl FnOnce(&mut [u8]) -> Result<(), CryptoError>,
    okm_len: usize,
) -> Result<SecretVLBytes, CryptoError> {
    // RFC 5869: at most 255 blocks.
    if okm_len > 255 * N {
        return Err(CryptoError::HkdfOutputLengthInvalid);
    }
    let mut okm = vec![0; okm_len];
    expand(&mut okm)?;
    Ok(okm.into())
}

macro_rules! mac {
    ($hash:ty, $key:expr, $message:expr) => {{
        let mut mac = <Hmac<$hash> as hmac::KeyInit>::new_from_slice($key)
            .map_err(|_| CryptoError::InvalidLength)?;
        mac.update($message);
        Ok(mac.finalize().into_bytes().to_vec().into())
    }};
}

macro_rules! aead {
    ($cipher:ty, $way:ident, $key:expr, $nonce:expr, $text:expr, $aad:expr, $error:expr) => {{
        let cipher =
            <$cipher>::new_from_slice($key).map_err(|_| CryptoError::CryptoLibraryError)?;
        let nonce =
            <&aes_gcm::Nonce<_>>::try_from($nonce).map_err(|_| CryptoError::CryptoLibraryError)?;
        cipher
            .$way(
                nonce,
                Payload {
                    msg: $text,
                    aad: $aad,
                },
            )
            .map_err(|_| $error)
    }};
}

impl OpenMlsCrypto for Crypto {
    fn supports(&self, ciphersuite: Ciphersuite) -> Result<(), CryptoError> {
        if SUITES.contains(&ciphersuite) {
            Ok(())
        } else {
            Err(CryptoError::UnsupportedCiphersuite)
        }
    }

    fn supported_ciphersuites(&self) -> Vec<Ciphersuite> {
        SUITES.to_vec()
    }

    fn hkdf_extract(
        &self,
        hash_type: HashType,
        salt: &[u8],
        ikm: &[u8],
    ) -> Result<SecretVLBytes, CryptoError> {
        Ok(match hash_type {
            HashType::Sha2_256 => Hkdf::<Sha256>::extract(Some(salt), ikm).0.to_vec().into(),
            HashType::Sha2_384 => Hkdf::<Sha384>::extract(Some(salt), ikm).0.to_vec().into(),
            HashType::Sha2_512 => Hkdf::<Sha512>::extract(Some(salt), ikm).0.to_vec().into(),
        })
    }

    fn hmac(
        &self,
        hash_type: HashType,
        key: &[u8],
        message: &[u8],
    ) -> Result<SecretVLBytes, CryptoError> {
        match hash_type {
            HashType::Sha2_256 => mac!(Sha256, key, message),
            HashType::Sha2_384 => mac!(Sha384, key, message),
            HashType::Sha2_512 => mac!(Sha512, key, message),
        }
    }

    fn hkdf_expand(
        &self,
        hash_type: HashType,
        prk: &[u8],
        info: &[u8],
        okm_len: usize,
    ) -> Result<SecretVLBytes, CryptoError> {
        let short = |_| CryptoError::InvalidLength;
        let long = |_| CryptoError::HkdfOutputLengthInvalid;
        match hash_type {
            HashType::Sha2_256 => {
                let kdf = Hkdf::<Sha256>::from_prk(prk).map_err(short)?;
                expand::<32>(|okm| kdf.expand(info, okm).map_err(long), okm_len)
            }
            HashType::Sha2_384 => {
                let kdf = Hkdf::<Sha384>::from_prk(prk).map_err(short)?;
                expand::<48>(|okm| kdf.expand(info, okm).map_err(long), okm_len)
            }
            HashType::Sha2_512 => {
                let kdf = Hkdf::<Sha512>::from_prk(prk).map_err(short)?;
                expand::<64>(|okm| kdf.expand(info, okm).map_err(long), okm_len)
            }
        }
    }

    fn hash(&self, hash_type: HashType, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        Ok(match hash_type {
            HashType::Sha2_256 => Sha256::digest(data).to_vec(),
            HashType::Sha2_384 => Sha384::digest(data).to_vec(),
            HashType::Sha2_512 => Sha512::digest(data).to_vec(),
        })
    }

    fn aead_encrypt(
        &self,
        alg: AeadType,
        key: &[u8],
        data: &[u8],
        nonce: &[u8],
        aad: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        match alg {
            AeadType::Aes128Gcm => {
                aead!(
                    Aes128Gcm,
                    encrypt,
                    key,
                    nonce,
                    data,
                    aad,
                    CryptoError::CryptoLibraryError
                )
            }
            AeadType::Aes256Gcm => {
                aead!(
                    Aes256Gcm,
                    encrypt,
                    key,
                    nonce,
                    data,
                    aad,
                    CryptoError::CryptoLibraryError
                )
            }
            AeadType::ChaCha20Poly1305 => Err(CryptoError::UnsupportedAeadAlgorithm),
        }
    }

    fn aead_decrypt(
        &self,
        alg: AeadType,
        key: &[u8],
        ct_tag: &[u8],
        nonce: &[u8],
        aad: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        match alg {
            AeadType::Aes128Gcm => {
                aead!(
                    Aes128Gcm,
                    decrypt,
                    key,
                    nonce,
                    ct_tag,
                    aad,
                    CryptoError::AeadDecryptionError
                )
            }
            AeadType::Aes256Gcm => {
                aead!(
                    Aes256Gcm,
                    decrypt,
                    key,
                    nonce,
                    ct_tag,
                    aad,
                    CryptoError::AeadDecryptionError
                )
            }
            AeadType::ChaCha20Poly1305 => Err(CryptoError::UnsupportedAeadAlgorithm),
        }
    }

    fn signature_key_gen(&self, alg: SignatureScheme) -> Result<(Vec<u8>, Vec<u8>), CryptoError> {
        if alg != SignatureScheme::ED25519 {
            return Err(CryptoError::UnsupportedSignatureScheme);
        }
        super::one_more();
        let key = SigningKey::from_bytes(&self.random());
        Ok((
            key.to_bytes().to_vec(),
            key.verifying_key().to_bytes().to_vec(),
        ))
    }

    fn verify_signature(
        &self,
        alg: SignatureScheme,
        data: &[u8],
        pk: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        if alg != SignatureScheme::ED25519 {
            return Err(CryptoError::UnsupportedSignatureScheme);
        }
        super::one_more();
        let key = <&[u8; 32]>::try_from(pk)
            .ok()
            .and_then(|bytes| VerifyingKey::from_bytes(bytes).ok())
            .ok_or(CryptoError::InvalidPublicKey)?;
        let signature =
            Signature::from_slice(signature).map_err(|_| CryptoError::InvalidSignature)?;
        key.verify_strict(data, &signature)
            .map_err(|_| CryptoError::InvalidSignature)
    }

    fn sign(&self, alg: SignatureScheme, data: &[u8], key: &[u8]) -> Result<Vec<u8>, CryptoError> {
        if alg != SignatureScheme::ED25519 {
            return Err(CryptoError::UnsupportedSignatureScheme);
        }
        super::one_more();
        let key = <&[u8; 32]>::try_from(key).map_err(|_| CryptoError::InvalidLength)?;
        Ok(SigningKey::from_bytes(key).sign(data).to_bytes().to_vec())
    }

    fn hpke_seal(
        &self,
        config: HpkeConfig,
        pk_r: &[u8],
        info: &[u8],
        aad: &[u8],
        ptxt: &[u8],
    ) -> Result<HpkeCiphertext, CryptoError> {
        let mut randomness = self.randomness();
        hpke::seal_with(&config, pk_r, info, aad, ptxt, &mut *randomness)
    }

    fn hpke_open(
        &self,
        config: HpkeConfig,
        input: &HpkeCiphertext,
        sk_r: &[u8],
        info: &[u8],
        aad: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        hpke::open(&config, input, sk_r, info, aad)
    }

    fn hpke_setup_sender_and_export(
        &self,
        config: HpkeConfig,
        pk_r: &[u8],
        info: &[u8],
        exporter_context: &[u8],
        exporter_length: usize,
    ) -> Result<(KemOutput, ExporterSecret), CryptoError> {
        let mut randomness = self.randomness();
        hpke::export_to(
            &config,
            pk_r,
            info,
            exporter_context,
            exporter_length,
            &mut *randomness,
        )
    }

    fn hpke_setup_receiver_and_export(
        &self,
        config: HpkeConfig,
        enc: &[u8],
        sk_r: &[u8],
        info: &[u8],
        exporter_context: &[u8],
        exporter_length: usize,
    ) -> Result<ExporterSecret, CryptoError> {
        hpke::export_from(&config, enc, sk_r, info, exporter_context, exporter_length)
    }

    fn derive_hpke_keypair(
        &self,
        config: HpkeConfig,
        ikm: &[u8],
    ) -> Result<HpkeKeyPair, CryptoError> {
        hpke::derive_key_pair(&config, ikm)
    }
}
