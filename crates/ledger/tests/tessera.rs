//! A log that another program wrote: it verifies, and every flipped byte in it is found.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops has said what was wrong"
)]

use base64ct::{Base64, Encoding};
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::Read;
use tacita_ledger::note::VerifierKey;
use tacita_ledger::proof::{verify_consistency, verify_inclusion};
use tacita_ledger::verify::verify_log;
use tacita_ledger::{Checkpoint, Hash};

struct Log {
    key: VerifierKey,
    files: BTreeMap<String, Vec<u8>>,
    entries: Vec<String>,
}

fn log() -> Log {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/vectors/tlog/tessera_log.json.gz"
    );
    let mut text = String::new();
    GzDecoder::new(&std::fs::read(path).unwrap()[..])
        .read_to_string(&mut text)
        .unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let files = json["files"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, body)| {
            (
                name.clone(),
                Base64::decode_vec(body.as_str().unwrap()).unwrap(),
            )
        })
        .collect();
    Log {
        key: VerifierKey::parse(json["public_key"].as_str().unwrap()).unwrap(),
        files,
        entries: serde_json::from_value(json["entries"].clone()).unwrap(),
    }
}

#[test]
fn every_checkpoint_is_signed_and_leads_to_its_entries() {
    let log = log();
    for size in 0..=15u64 {
        let path = format!("checkpoint.{size}");
        let verified =
            verify_log(&log.key, &path, &[], |path| log.files.get(path).cloned()).unwrap();
        assert_eq!(verified.checkpoint.size, size);
        for (index, entry) in log.entries.iter().take(size as usize).enumerate() {
            let proof = verified.tree.inclusion(index as u64, size).unwrap();
            let leaf = Hash::of_leaf(entry.as_bytes());
            verify_inclusion(index as u64, size, &leaf, &proof, &verified.checkpoint.root).unwrap();
        }
    }
}

#[test]
fn every_pair_of_checkpoints_is_consistent() {
    let log = log();
    let head = verify_log(&log.key, "checkpoint", &[], |p| log.files.get(p).cloned()).unwrap();
    let root = |size: u64| {
        Checkpoint::open(&log.files[&format!("checkpoint.{size}")], &log.key)
            .unwrap()
            .root
    };
    let mut pairs = 0;
    for new in 1..=15u64 {
        for old in 1..new {
            let proof = head.tree.consistency(old, new).unwrap();
            verify_consistency(old, new, &root(old), &root(new), &proof).unwrap();
            assert!(verify_consistency(old, new, &root(new), &root(old), &proof).is_err());
            pairs += 1;
        }
    }
    assert_eq!(pairs, 105);
}

#[test]
fn every_flipped_byte_is_found() {
    let log = log();
    let mut flips = 0u32;
    for size in 1..=15u64 {
        let checkpoint = format!("checkpoint.{size}");
        let names = [
            checkpoint.clone(),
            format!("tile/0/000.p/{size}"),
            format!("tile/entries/000.p/{size}"),
        ];
        for name in names {
            for place in 0..log.files[&name].len() {
                let read = |path: &str| {
                    let mut bytes = log.files.get(path)?.clone();
                    if path == name {
                        bytes[place] ^= 1;
                    }
                    Some(bytes)
                };
                assert!(
                    verify_log(&log.key, &checkpoint, &[], read).is_err(),
                    "{name} byte {place} was flipped and not found"
                );
                flips += 1;
            }
        }
    }
    assert!(flips > 5_000, "only {flips} bytes were flipped");
}
