//! The working group's vectors for RFC 9420, as far as they can be reached from outside the library.

#[cfg(feature = "kat")]
use super::passive;
use super::{Tally, bytes};
use crate::support::seeded;
#[cfg(feature = "kat")]
use openmls::prelude::tls_codec::Deserialize;
use openmls::prelude::tls_codec::{DeserializeBytes, Serialize, VLBytes};
#[cfg(feature = "kat")]
use openmls::prelude::{MlsMessageIn, RatchetTreeIn};
#[cfg(feature = "kat")]
use openmls::prelude_test::{KeyScheduleTestVector, kat_treemath, key_schedule};
use openmls_traits::crypto::OpenMlsCrypto;
use openmls_traits::types::{Ciphersuite, HpkeCiphertext};
use serde_json::Value;
use tacita_seal::Crypto;
#[cfg(feature = "kat")]
use tacita_seal::Provider;

/// Files that the library keeps to itself, by a field that only they have, and why.
const UNREACHABLE: [(&str, &str, &str); 7] = [
    (
        "joiner_secret",
        "mls psk or welcome parts",
        "the key schedule's inner steps are private",
    ),
    (
        "psks",
        "mls psk_secret",
        "PskSecret is private; our groups refuse pre-shared keys",
    ),
    (
        "leaves",
        "mls secret-tree",
        "the secret tree is private; messages run through it",
    ),
    (
        "interim_transcript_hash_before",
        "mls transcript-hashes",
        "transcript hashes are private",
    ),
    (
        "update_paths",
        "mls treekem",
        "update paths are private; passive clients apply them",
    ),
    (
        "tree_before",
        "mls tree-operations",
        "tree diffs are private; passive clients apply them",
    ),
    (
        "membership_key",
        "mls message-protection",
        "needs a group built from given secrets",
    ),
];

pub(super) fn run(file: &Value) -> (&'static str, Tally) {
    let mut tally = Tally::default();
    let Some(list) = file.as_array() else {
        tally.skip("a file of an unknown shape");
        return ("unknown", tally);
    };
    let has = |key: &str| list.first().is_some_and(|first| first.get(key).is_some());
    let kind = if has("expand_with_label") {
        list.iter().for_each(|case| crypto_basics(case, &mut tally));
        "mls crypto-basics"
    } else if has("vlbytes_header") {
        list.iter()
            .for_each(|case| deserialization(case, &mut tally));
        "mls deserialization"
    } else if let Some((_, kind)) = INNER.iter().find(|(field, _)| has(field)) {
        list.iter().for_each(|case| inner(kind, case, &mut tally));
        kind
    } else {
        let known = UNREACHABLE.iter().find(|(field, ..)| has(field));
        let (kind, why) = known.map_or(
            ("unknown", "a file of an unknown shape"),
            |(_, kind, why)| (*kind, *why),
        );
        list.iter().for_each(|_| tally.skip(why));
        kind
    };
    (kind, tally)
}

/// Files that the library's `test-utils` open, by a field that only they have.
const INNER: [(&str, &str); 5] = [
    ("n_leaves", "mls tree-math"),
    ("initial_init_secret", "mls key-schedule"),
    ("mls_key_package", "mls messages"),
    ("initial_epoch_authenticator", "mls passive client"),
    ("signer_pub", "mls welcome"),
];

#[cfg(not(feature = "kat"))]
fn inner(_: &str, _: &Value, tally: &mut Tally) {
    tally.skip("run with `--features kat`, as `cargo xtask prove` does");
}

#[cfg(feature = "kat")]
fn inner(kind: &str, case: &Value, tally: &mut Tally) {
    match kind {
        "mls tree-math" => tree_math(case, tally),
        "mls key-schedule" => key_schedule_case(case, tally),
        "mls messages" => messages(case, tally),
        "mls welcome" => passive::welcome(case, tally),
        _ => passive::run(case, tally),
    }
}

/// The suite of a case, if our provider has it.
pub(super) fn suite(case: &Value, tally: &mut Tally) -> Option<Ciphersuite> {
    let number = u16::try_from(case["cipher_suite"].as_u64().unwrap()).unwrap();
    let supported = Ciphersuite::try_from(number)
        .ok()
        .filter(|suite| Crypto::new(seeded(0)).supports(*suite).is_ok());
    if supported.is_none() {
        tally.skip(format!("cipher suite {number} is in no profile of ours"));
    }
    supported
}

fn prefixed(label: &str, contents: &[&[u8]]) -> Vec<u8> {
    let vector = |bytes: &[u8]| {
        VLBytes::new(bytes.to_vec())
            .tls_serialize_detached()
            .unwrap()
    };
    let mut all = vector(format!("MLS 1.0 {label}").as_bytes());
    for content in contents {
        all.extend(vector(content));
    }
    all
}

fn expand(
    crypto: &Crypto,
    suite: Ciphersuite,
    secret: &[u8],
    label: &str,
    context: &[u8],
    length: u16,
) -> Vec<u8> {
    let info = [&length.to_be_bytes()[..], &prefixed(label, &[context])].concat();
    let hash = suite.hash_algorithm();
    crypto
        .hkdf_expand(hash, secret, &info, length.into())
        .unwrap()
        .as_slice()
        .to_vec()
}

/// Every labelled primitive of RFC 9420, built from the provider's functions alone.
fn crypto_basics(case: &Value, tally: &mut Tally) {
    let Some(suite) = suite(case, tally) else {
        return;
    };
    let crypto = Crypto::new(seeded(2));
    let hash = suite.hash_algorithm();
    let number = |value: &Value| u16::try_from(value.as_u64().unwrap()).unwrap();
    let label = |part: &Value| part["label"].as_str().unwrap().to_owned();

    let part = &case["ref_hash"];
    let vector = |bytes: &[u8]| {
        VLBytes::new(bytes.to_vec())
            .tls_serialize_detached()
            .unwrap()
    };
    let input = [
        vector(label(part).as_bytes()),
        vector(&bytes(&part["value"])),
    ]
    .concat();
    let made = crypto.hash(hash, &input).unwrap();
    tally.check(made == bytes(&part["out"]), || "ref_hash".into());

    let part = &case["expand_with_label"];
    let (secret, context) = (bytes(&part["secret"]), bytes(&part["context"]));
    let made = expand(
        &crypto,
        suite,
        &secret,
        &label(part),
        &context,
        number(&part["length"]),
    );
    tally.check(made == bytes(&part["out"]), || "expand_with_label".into());

    let part = &case["derive_secret"];
    let length = u16::try_from(suite.hash_length()).unwrap();
    let made = expand(
        &crypto,
        suite,
        &bytes(&part["secret"]),
        &label(part),
        &[],
        length,
    );
    tally.check(made == bytes(&part["out"]), || "derive_secret".into());

    let part = &case["derive_tree_secret"];
    let generation = u32::try_from(part["generation"].as_u64().unwrap())
        .unwrap()
        .to_be_bytes();
    let length = number(&part["length"]);
    let made = expand(
        &crypto,
        suite,
        &bytes(&part["secret"]),
        &label(part),
        &generation,
        length,
    );
    tally.check(made == bytes(&part["out"]), || "derive_tree_secret".into());

    let part = &case["sign_with_label"];
    let content = prefixed(&label(part), &[&bytes(&part["content"])]);
    let (scheme, public) = (suite.signature_algorithm(), bytes(&part["pub"]));
    let given = crypto.verify_signature(scheme, &content, &public, &bytes(&part["signature"]));
    tally.check(given.is_ok(), || {
        "sign_with_label: the given signature".into()
    });
    let own = crypto
        .sign(scheme, &content, &bytes(&part["priv"]))
        .unwrap();
    tally.check(own == bytes(&part["signature"]), || {
        "sign_with_label: an own signature".into()
    });

    let part = &case["encrypt_with_label"];
    let info = prefixed(&label(part), &[&bytes(&part["context"])]);
    let (private, plain) = (bytes(&part["priv"]), bytes(&part["plaintext"]));
    let given = HpkeCiphertext {
        kem_output: bytes(&part["kem_output"]).into(),
        ciphertext: bytes(&part["ciphertext"]).into(),
    };
    let opened = crypto.hpke_open(suite.hpke_config(), &given, &private, &info, &[]);
    tally.check(opened.as_deref() == Ok(&plain[..]), || {
        "encrypt_with_label: opening".into()
    });
    let public = bytes(&part["pub"]);
    let own = crypto
        .hpke_seal(suite.hpke_config(), &public, &info, &[], &plain)
        .unwrap();
    let opened = crypto.hpke_open(suite.hpke_config(), &own, &private, &info, &[]);
    tally.check(opened.as_deref() == Ok(&plain[..]), || {
        "encrypt_with_label: sealing".into()
    });
}

#[cfg(feature = "kat")]
fn tree_math(case: &Value, tally: &mut Tally) {
    let vector = serde_json::from_value(case.clone()).unwrap();
    let made = kat_treemath::run_test_vector(vector);
    tally.check(made.is_ok(), || {
        format!("{} leaves: {made:?}", case["n_leaves"])
    });
}

#[cfg(feature = "kat")]
fn key_schedule_case(case: &Value, tally: &mut Tally) {
    if suite(case, tally).is_none() {
        return;
    }
    let vector: KeyScheduleTestVector = serde_json::from_value(case.clone()).unwrap();
    let made = key_schedule::run_test_vector(vector, &Provider::new(seeded(3)));
    tally.check(made.is_ok(), || format!("{made:?}"));
}

#[cfg(feature = "kat")]
/// Every field that the public face decodes must encode to the same bytes.
fn messages(case: &Value, tally: &mut Tally) {
    for (field, value) in case.as_object().unwrap() {
        let given = bytes(value);
        let made = match field.as_str() {
            name if name.starts_with("mls_")
                || name.starts_with("public_message")
                || name == "private_message" =>
            {
                MlsMessageIn::tls_deserialize_exact_bytes(&given)
                    .ok()
                    .and_then(|message| message.tls_serialize_detached().ok())
            }
            "ratchet_tree" => RatchetTreeIn::tls_deserialize(&mut given.as_slice())
                .ok()
                .and_then(|tree| tree.tls_serialize_detached().ok()),
            other => {
                tally.skip(format!("`{other}` alone has no public decoder"));
                continue;
            }
        };
        tally.check(made.as_ref() == Some(&given), || field.clone());
    }
}

/// A header says how many bytes follow: with them the vector decodes, with one less it does not.
fn deserialization(case: &Value, tally: &mut Tally) {
    let header = bytes(&case["vlbytes_header"]);
    let length = usize::try_from(case["length"].as_u64().unwrap()).unwrap();
    if length > 1 << 20 {
        let refused = VLBytes::tls_deserialize_exact_bytes(&header).is_err();
        return tally.check(refused, || format!("{length} bytes that are not there"));
    }
    let mut whole = header.clone();
    whole.resize(header.len() + length, 7);
    let decoded = VLBytes::tls_deserialize_exact_bytes(&whole);
    let short = whole
        .get(..whole.len() - 1)
        .map(VLBytes::tls_deserialize_exact_bytes);
    let holds = decoded.is_ok_and(|vector| vector.as_slice().len() == length)
        && short.is_some_and(|short| short.is_err());
    tally.check(holds, || format!("{length} bytes"));
}
