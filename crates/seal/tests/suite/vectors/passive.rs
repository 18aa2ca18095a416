//! Passive clients: a given key package and its private keys join by welcome and follow the group,
//! through our provider and store and the library's public face.
//!
//! The private parts enter through the store's own encoding, as a device's disk would give them.
//! Lifetimes of the recorded leaves are long over; a commit that adds such a leaf is refused by the
//! library, and what follows it is counted as skipped.

use super::mls::suite;
use super::{Tally, bytes};
use crate::support::seeded;
use openmls::prelude::tls_codec::{Deserialize as _, DeserializeBytes};
use openmls::prelude::{
    HpkePrivateKey, KeyPackage, KeyPackageBundle, MIXED_PLAINTEXT_WIRE_FORMAT_POLICY, MlsGroup,
    MlsGroupJoinConfig, MlsMessageBodyIn, MlsMessageIn, OpenMlsSignaturePublicKey,
    ProcessedMessageContent, ProcessedWelcome, RatchetTreeIn, SenderRatchetConfiguration,
    StagedWelcome, Verifiable, Welcome,
};
use openmls::schedule::PreSharedKeyId;
use openmls_traits::OpenMlsProvider;
use openmls_traits::storage::StorageProvider;
use serde::Serialize;
use serde_json::Value;
use tacita_seal::Provider;

#[derive(Serialize)]
struct Mirror<'a> {
    key_package: &'a KeyPackage,
    private_init_key: HpkePrivateKey,
    private_encryption_key: EncryptionPrivateKey,
}

#[derive(Serialize)]
struct EncryptionPrivateKey {
    key: HpkePrivateKey,
}

fn message(value: &Value) -> MlsMessageIn {
    MlsMessageIn::tls_deserialize_exact_bytes(&bytes(value)).unwrap()
}

fn config() -> MlsGroupJoinConfig {
    MlsGroupJoinConfig::builder()
        .use_ratchet_tree_extension(true)
        .wire_format_policy(MIXED_PLAINTEXT_WIRE_FORMAT_POLICY)
        .number_of_resumption_psks(16)
        .sender_ratchet_configuration(SenderRatchetConfiguration::new(50, 2000))
        .build()
}

/// Puts the case's key package and private keys into a fresh store.
fn device(case: &Value) -> Provider {
    let provider = Provider::new(seeded(4));
    let MlsMessageBodyIn::KeyPackage(package) = message(&case["key_package"]).extract() else {
        panic!("a key package");
    };
    let package = KeyPackage::from(package);
    let encryption = case.get("encryption_priv").map(bytes).unwrap_or_default();
    let mirror = Mirror {
        key_package: &package,
        private_init_key: HpkePrivateKey::from(bytes(&case["init_priv"])),
        private_encryption_key: EncryptionPrivateKey {
            key: HpkePrivateKey::from(encryption),
        },
    };
    let encoded = cbor4ii::serde::to_vec(Vec::new(), &mirror).unwrap();
    let bundle: KeyPackageBundle = cbor4ii::serde::from_slice(&encoded).unwrap();
    let reference = package.hash_ref(provider.crypto()).unwrap();
    provider
        .storage()
        .write_key_package(&reference, &bundle)
        .unwrap();
    for psk in case
        .get("external_psks")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        PreSharedKeyId::external(bytes(&psk["psk_id"]), Vec::new())
            .store(&provider, &bytes(&psk["psk"]))
            .unwrap();
    }
    provider
}

fn the_welcome(case: &Value) -> Welcome {
    message(&case["welcome"]).into_welcome().unwrap()
}

/// Joins and follows every epoch, comparing the epoch authenticators.
pub(super) fn run(case: &Value, tally: &mut Tally) {
    if suite(case, tally).is_none() {
        return;
    }
    let provider = device(case);
    let tree = case["ratchet_tree"].as_str().map(|text| {
        RatchetTreeIn::tls_deserialize(&mut hex::decode(text).unwrap().as_slice()).unwrap()
    });
    let builder =
        StagedWelcome::build_from_welcome(&provider, &config(), the_welcome(case)).unwrap();
    let builder = builder.skip_lifetime_validation();
    let builder = match tree {
        Some(tree) => builder.with_ratchet_tree(tree),
        None => builder,
    };
    let mut group = match builder
        .build()
        .and_then(|staged| staged.into_group(&provider))
    {
        Ok(group) => group,
        Err(error) => return tally.check(false, || format!("joining: {error}")),
    };
    let same =
        group.epoch_authenticator().as_slice() == bytes(&case["initial_epoch_authenticator"]);
    tally.check(same, || "the first epoch authenticator".into());
    for epoch in case["epochs"].as_array().unwrap() {
        match follow(&provider, &mut group, epoch) {
            Ok(()) => {
                let same =
                    group.epoch_authenticator().as_slice() == bytes(&epoch["epoch_authenticator"]);
                tally.check(same, || "an epoch authenticator".into());
            }
            Err(error) if error.to_lowercase().contains("lifetime") => {
                return tally.skip(
                    "the recorded leaves' lifetimes are over, so the library refuses the add",
                );
            }
            Err(error) => return tally.check(false, || error),
        }
    }
}

fn follow(provider: &Provider, group: &mut MlsGroup, epoch: &Value) -> Result<(), String> {
    let proposals = epoch["proposals"].as_array().unwrap();
    for value in proposals.iter().chain([&epoch["commit"]]) {
        let incoming = message(value).into_protocol_message().unwrap();
        let processed = group
            .process_message(provider, incoming)
            .map_err(|error| format!("{error} ({error:?})"))?;
        match processed.into_content() {
            ProcessedMessageContent::ProposalMessage(proposal) => {
                group
                    .store_pending_proposal(provider.storage(), *proposal)
                    .unwrap();
            }
            ProcessedMessageContent::StagedCommitMessage(commit) => {
                group.merge_staged_commit(provider, *commit).unwrap();
            }
            other => return Err(format!("unexpected content {other:?}")),
        }
    }
    Ok(())
}

/// Opens a welcome's secrets and group info, and checks the signer's signature.
pub(super) fn welcome(case: &Value, tally: &mut Tally) {
    let Some(suite) = suite(case, tally) else {
        return;
    };
    let provider = device(case);
    let opened = ProcessedWelcome::new_from_welcome(&provider, &config(), the_welcome(case));
    let signer = OpenMlsSignaturePublicKey::new(
        bytes(&case["signer_pub"]).into(),
        suite.signature_algorithm(),
    )
    .unwrap();
    let holds = opened.is_ok_and(|welcome| {
        let info = welcome.unverified_group_info().clone();
        let verified: Result<openmls::prelude::group_info::GroupInfo, _> =
            info.verify(provider.crypto(), &signer);
        verified.is_ok()
    });
    tally.check(holds, || "the welcome does not open".into());
}
