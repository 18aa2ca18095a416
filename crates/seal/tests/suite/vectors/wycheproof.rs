//! Project Wycheproof, schema v1: each group says its type, each test what must happen.
//!
//! Run are AES-GCM with the key, nonce and tag lengths of MLS, HKDF and HMAC over SHA-2, Ed25519,
//! X25519 and ML-KEM-768. Everything else is an algorithm that no profile of ours uses.

use super::{Tally, bytes};
use crate::support::seeded;
use ml_kem::kem::{Decapsulate, Key, KeyExport};
use ml_kem::{DecapsulationKey768, EncapsulationKey768};
use openmls_traits::crypto::OpenMlsCrypto;
use openmls_traits::types::{AeadType, HashType, SignatureScheme};
use serde_json::Value;
use tacita_seal::Crypto;

pub(super) fn run(file: &Value) -> Tally {
    let crypto = Crypto::new(seeded(1));
    let algorithm = file["algorithm"].as_str().unwrap_or_default();
    let mut tally = Tally::default();
    for group in file["testGroups"].as_array().unwrap() {
        let kind = group["type"].as_str().unwrap_or_default();
        for test in group["tests"].as_array().unwrap() {
            match (kind, algorithm) {
                ("AeadTest", "AES-GCM") => aes_gcm(&crypto, group, test, &mut tally),
                ("HkdfTest", _) => hkdf(&crypto, algorithm, test, &mut tally),
                ("MacTest", _) => hmac(&crypto, algorithm, group, test, &mut tally),
                ("EddsaVerify", _) => eddsa(&crypto, group, test, &mut tally),
                ("XdhComp" | "XdhAsnComp", _) => x25519(kind, group, test, &mut tally),
                (_, "ML-KEM") => ml_kem_768(group, test, &mut tally),
                _ => tally.skip(format!("{algorithm} ({kind}) is in no profile of ours")),
            }
        }
    }
    tally
}

fn verdict(test: &Value) -> &str {
    test["result"].as_str().unwrap()
}

fn name(test: &Value) -> String {
    format!("test {} ({})", test["tcId"], test["result"])
}

fn size(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or(0)).unwrap()
}

fn aes_gcm(crypto: &Crypto, group: &Value, test: &Value, tally: &mut Tally) {
    let algorithm = match size(&group["keySize"]) {
        128 => AeadType::Aes128Gcm,
        256 => AeadType::Aes256Gcm,
        other => return tally.skip(format!("AES keys of {other} bits are in no profile")),
    };
    if size(&group["tagSize"]) != 128 {
        return tally.skip("tags other than 128 bits are in no profile");
    }
    let field = |key: &str| bytes(&test[key]);
    let (key, iv, aad, plain) = (field("key"), field("iv"), field("aad"), field("msg"));
    let sealed = [field("ct"), field("tag")].concat();
    let opened = crypto.aead_decrypt(algorithm, &key, &sealed, &iv, &aad);
    if size(&group["ivSize"]) != 96 {
        // MLS uses 96-bit nonces alone: others must be refused, whatever the file says of them.
        let made = crypto.aead_encrypt(algorithm, &key, &plain, &iv, &aad);
        return tally.check(opened.is_err() && made.is_err(), || name(test));
    }
    let holds = match verdict(test) {
        "valid" => {
            let made = crypto.aead_encrypt(algorithm, &key, &plain, &iv, &aad);
            opened.as_deref() == Ok(&plain[..]) && made.as_deref() == Ok(&sealed[..])
        }
        _ => opened.is_err(),
    };
    tally.check(holds, || name(test));
}

fn hash_of(algorithm: &str) -> Option<HashType> {
    // "HKDF-SHA-256", "HMACSHA384" …; truncated and SHA-3 variants name more.
    let digits = algorithm.rsplit("SHA").next()?.trim_start_matches('-');
    match digits {
        "256" => Some(HashType::Sha2_256),
        "384" => Some(HashType::Sha2_384),
        "512" => Some(HashType::Sha2_512),
        _ => None,
    }
}

fn hkdf(crypto: &Crypto, algorithm: &str, test: &Value, tally: &mut Tally) {
    let Some(hash) = hash_of(algorithm) else {
        return tally.skip(format!("{algorithm} is in no profile of ours"));
    };
    let salt = bytes(&test["salt"]);
    let made = crypto
        .hkdf_extract(hash, &salt, &bytes(&test["ikm"]))
        .and_then(|prk| {
            crypto.hkdf_expand(
                hash,
                prk.as_slice(),
                &bytes(&test["info"]),
                size(&test["size"]),
            )
        });
    let holds = match verdict(test) {
        "valid" => made.is_ok_and(|okm| okm.as_slice() == bytes(&test["okm"])),
        _ => made.is_err(),
    };
    tally.check(holds, || name(test));
}

fn hmac(crypto: &Crypto, algorithm: &str, group: &Value, test: &Value, tally: &mut Tally) {
    let Some(hash) = hash_of(algorithm) else {
        return tally.skip(format!("{algorithm} is in no profile of ours"));
    };
    let made = crypto
        .hmac(hash, &bytes(&test["key"]), &bytes(&test["msg"]))
        .unwrap();
    let length = size(&group["tagSize"]) / 8;
    let same = made.as_slice().get(..length) == Some(&bytes(&test["tag"])[..]);
    tally.check(same == (verdict(test) == "valid"), || name(test));
}

fn eddsa(crypto: &Crypto, group: &Value, test: &Value, tally: &mut Tally) {
    let key = bytes(&group["publicKey"]["pk"]);
    if key.len() != 32 {
        return tally.skip("Ed448 is in no profile of ours");
    }
    let scheme = SignatureScheme::ED25519;
    let accepted = crypto
        .verify_signature(scheme, &bytes(&test["msg"]), &key, &bytes(&test["sig"]))
        .is_ok();
    tally.check(accepted == (verdict(test) == "valid"), || name(test));
}

/// The fixed heads of X25519 keys in SubjectPublicKeyInfo and PKCS #8.
const SPKI: &str = "302a300506032b656e032100";
const PKCS8: &str = "302e020100300506032b656e04220420";

fn x25519(kind: &str, group: &Value, test: &Value, tally: &mut Tally) {
    if group["curve"].as_str() != Some("curve25519") {
        return tally.skip("X448 is in no profile of ours");
    }
    let strip = |value: &Value, head: &str| {
        let text = value.as_str().unwrap();
        let raw = if kind == "XdhAsnComp" {
            text.strip_prefix(head)?
        } else {
            text
        };
        <[u8; 32]>::try_from(hex::decode(raw).unwrap()).ok()
    };
    let keys = (strip(&test["public"], SPKI), strip(&test["private"], PKCS8));
    let (Some(public), Some(private)) = keys else {
        return match verdict(test) {
            "valid" => tally.skip("keys in an ASN.1 form that nobody here parses"),
            // Whatever is not exactly 32 bytes never becomes a key.
            _ => tally.check(true, || name(test)),
        };
    };
    let secret = x25519_dalek::StaticSecret::from(private);
    let shared = secret.diffie_hellman(&x25519_dalek::PublicKey::from(public));
    let same = shared.as_bytes().as_slice() == bytes(&test["shared"]);
    let zero = test["flags"].to_string().contains("ZeroSharedSecret");
    // The one rule for "acceptable": computed alike, and an all-zero secret is refused by HPKE.
    let holds = if verdict(test) == "invalid" {
        !same || !shared.was_contributory()
    } else {
        same && shared.was_contributory() != zero
    };
    tally.check(holds, || name(test));
}

fn ml_kem_768(group: &Value, test: &Value, tally: &mut Tally) {
    if group["parameterSet"].as_str() != Some("ML-KEM-768") {
        return tally.skip("ML-KEM of another size is in no profile of ours");
    }
    let has = |key: &str| test.get(key).is_some();
    let valid = verdict(test) == "valid";
    let made = if has("dk") && !has("seed") {
        return tally.skip("expanded decapsulation keys are used nowhere here");
    } else if has("seed") && has("c") {
        decapsulates(test)
    } else if has("seed") && has("ek") {
        secret(test)
            .map(|secret| secret.encapsulation_key().to_bytes().as_slice() == bytes(&test["ek"]))
    } else if has("ek") && has("m") {
        encapsulates(test)
    } else {
        return tally.skip("an ML-KEM case of an unknown shape");
    };
    tally.check(made.unwrap_or(false) == valid, || name(test));
}

fn secret(test: &Value) -> Option<DecapsulationKey768> {
    let seed = bytes(&test["seed"]);
    Some(DecapsulationKey768::from_seed(
        seed.as_slice().try_into().ok()?,
    ))
}

fn decapsulates(test: &Value) -> Option<bool> {
    let secret = secret(test)?;
    if test.get("ek").is_some() {
        let expected = bytes(&test["ek"]);
        if secret.encapsulation_key().to_bytes().as_slice() != expected {
            return Some(false);
        }
    }
    let ciphertext = bytes(&test["c"]);
    let ciphertext = ciphertext.as_slice().try_into().ok()?;
    Some(secret.decapsulate(&ciphertext).as_slice() == bytes(&test["K"]))
}

fn encapsulates(test: &Value) -> Option<bool> {
    let key = bytes(&test["ek"]);
    let key: &Key<EncapsulationKey768> = key.as_slice().try_into().ok()?;
    let key = EncapsulationKey768::new(key).ok()?;
    let message = bytes(&test["m"]);
    let (ciphertext, shared) = key.encapsulate_deterministic(message.as_slice().try_into().ok()?);
    Some(ciphertext.as_slice() == bytes(&test["c"]) && shared.as_slice() == bytes(&test["K"]))
}
