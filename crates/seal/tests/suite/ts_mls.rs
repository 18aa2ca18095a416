//! Row 11 of table 2.4: ts-mls 1.6.4, another implementation in another language, as a peer in
//! suite 1. It runs in Node from `tests/vectors/ts-mls`; without Node or its packages the row is
//! reported as skipped, except under `prove`, where it must run.

use crate::support::{figure, now, report, seeded};
use openmls::prelude::tls_codec::{DeserializeBytes, Serialize};
use openmls::prelude::{
    BasicCredential, Capabilities, CredentialType, CredentialWithKey, LeafNodeParameters, Lifetime,
    MlsGroup, MlsMessageBodyIn, MlsMessageIn, PURE_PLAINTEXT_WIRE_FORMAT_POLICY,
    ProcessedMessageContent, ProtocolVersion,
};
use openmls_traits::types::Ciphersuite;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tacita_seal::{Provider, SigningKey};

const SUITE: Ciphersuite = Ciphersuite::MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;

fn proving() -> bool {
    std::env::var("TACITA_PROVE").is_ok_and(|value| value == "full")
}

struct Peer {
    child: Child,
}

impl Peer {
    fn start() -> Option<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/ts-mls");
        if !folder.join("node_modules/ts-mls").is_dir() {
            // A proof fetches what it needs; an ordinary test run fetches nothing.
            if !proving() {
                return None;
            }
            let fetched = Command::new("npm")
                .args([
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                ])
                .arg(&folder)
                .status();
            assert!(
                fetched.is_ok_and(|status| status.success()),
                "npm ci for ts-mls"
            );
        }
        Command::new("node")
            .arg(folder.join("peer.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()
            .map(|child| Self { child })
    }

    /// Sends one command and reads one answer.
    fn ask(&mut self, command: &Value) -> Value {
        let input = self.child.stdin.as_mut().unwrap();
        writeln!(input, "{command}").unwrap();
        input.flush().unwrap();
        // One byte at a time through a fresh reader would lose what it read ahead; the peer answers
        // exactly one line before it reads the next command, so nothing is ahead.
        let mut line = String::new();
        BufReader::new(self.child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert!(answer.get("error").is_none(), "{}", answer["error"]);
        answer
    }

    fn bytes(&mut self, command: &Value, field: &str) -> Vec<u8> {
        hex::decode(self.ask(command)[field].as_str().unwrap()).unwrap()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Ours: OpenMLS on our provider and store, with a basic credential, because ts-mls decodes no
/// credential type of its own (the product's groups refuse basic ones).
struct Ours {
    provider: Provider,
    key: SigningKey,
    group: MlsGroup,
}

impl Ours {
    fn start(seconds: u64) -> Self {
        let provider = Provider::new(seeded(7));
        let key = SigningKey::make(provider.crypto());
        let credential = CredentialWithKey {
            credential: BasicCredential::new(b"ours".to_vec()).into(),
            signature_key: key.public().as_slice().into(),
        };
        let group = MlsGroup::builder()
            .ciphersuite(SUITE)
            .with_wire_format_policy(PURE_PLAINTEXT_WIRE_FORMAT_POLICY)
            .padding_size(256)
            .use_ratchet_tree_extension(true)
            .lifetime(Lifetime::init(seconds - 3600, seconds + 86_400))
            .with_capabilities(
                Capabilities::builder()
                    .versions(vec![ProtocolVersion::Mls10])
                    .ciphersuites(vec![SUITE])
                    .credentials(vec![CredentialType::Basic])
                    .build(),
            )
            .build(&provider, &key, credential)
            .unwrap();
        Self {
            provider,
            key,
            group,
        }
    }

    fn add(&mut self, package: &[u8]) -> Vec<u8> {
        let MlsMessageBodyIn::KeyPackage(package) = incoming(package).extract() else {
            panic!("a key package");
        };
        let package = package
            .validate(self.provider.crypto(), ProtocolVersion::Mls10)
            .unwrap();
        let (_, welcome, _) = self
            .group
            .add_members_without_update(&self.provider, &self.key, &[package])
            .unwrap();
        self.group.merge_pending_commit(&self.provider).unwrap();
        welcome.tls_serialize_detached().unwrap()
    }

    fn seal(&mut self, text: &[u8]) -> Vec<u8> {
        let message = self
            .group
            .create_message(&self.provider, &self.key, text)
            .unwrap();
        message.tls_serialize_detached().unwrap()
    }

    /// Opens a message (its text and authenticated data) or applies a commit.
    fn receive(&mut self, bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let message = incoming(bytes).try_into_protocol_message().unwrap();
        let processed = self.group.process_message(&self.provider, message).unwrap();
        let aad = processed.aad().to_vec();
        match processed.into_content() {
            ProcessedMessageContent::ApplicationMessage(text) => (text.into_bytes(), aad),
            ProcessedMessageContent::StagedCommitMessage(commit) => {
                self.group
                    .merge_staged_commit(&self.provider, *commit)
                    .unwrap();
                (Vec::new(), aad)
            }
            other => panic!("{other:?}"),
        }
    }

    fn update(&mut self) -> Vec<u8> {
        let parameters = LeafNodeParameters::default();
        let bundle = self
            .group
            .self_update(&self.provider, &self.key, parameters)
            .unwrap();
        let commit = bundle.commit().tls_serialize_detached().unwrap();
        self.group.merge_pending_commit(&self.provider).unwrap();
        commit
    }
}

fn incoming(bytes: &[u8]) -> MlsMessageIn {
    MlsMessageIn::tls_deserialize_exact_bytes(bytes).unwrap()
}

#[test]
fn ts_mls_joins_talks_and_updates_both_ways_in_suite_1() {
    let Some(mut peer) = Peer::start() else {
        assert!(!proving(), "a proof needs Node and npm");
        return report("skipped: ts-mls (npm ci --prefix tests/vectors/ts-mls, and Node 20)");
    };
    let seconds = u64::try_from(now().as_seconds()).unwrap();
    let mut ours = Ours::start(seconds);
    let key = SigningKey::make(ours.provider.crypto());
    let package = peer.bytes(
        &json!({
            "command": "package",
            "identity": hex::encode("peer"),
            "secret": hex::encode(*key.to_bytes()),
            "key": hex::encode(key.public()),
            "notBefore": seconds - 3600,
            "notAfter": seconds + 86_400,
        }),
        "package",
    );
    let welcome = ours.add(&package);
    peer.ask(&json!({ "command": "join", "welcome": hex::encode(welcome) }));
    talk(&mut ours, &mut peer, "hello");

    // Our update path, then theirs.
    let commit = ours.update();
    peer.ask(&json!({ "command": "open", "message": hex::encode(commit) }));
    talk(&mut ours, &mut peer, "after our update");
    let theirs = peer.bytes(&json!({ "command": "update" }), "commit");
    ours.receive(&theirs);
    talk(&mut ours, &mut peer, "after their update");

    let secret = peer.bytes(&json!({ "command": "export", "label": "row 11" }), "secret");
    let own = ours
        .group
        .export_secret(ours.provider.crypto(), "row 11", b"", 32)
        .unwrap();
    assert_eq!(own, secret);
    figure("ts_mls_run", 1);
    report("ts-mls: joined, talked both ways, updated both ways, exporter agrees");
}

/// Ours speaks, the peer opens it and sends the same text back with authenticated data.
fn talk(ours: &mut Ours, peer: &mut Peer, text: &str) {
    let sealed = ours.seal(text.as_bytes());
    let plain = peer.bytes(
        &json!({ "command": "open", "message": hex::encode(sealed) }),
        "plain",
    );
    let answer = peer.bytes(
        &json!({ "command": "seal", "plain": hex::encode(plain), "aad": "0102" }),
        "message",
    );
    assert_eq!(
        ours.receive(&answer),
        (text.as_bytes().to_vec(), vec![1, 2])
    );
}
