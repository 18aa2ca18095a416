//! Proofs that others wrote, most of them malformed: each must get the verdict its author gave.
//!
//! Reads every `*.jsonl` of tests/vectors/merkle (or of the folder in TACITA_VECTORS) by the fields
//! of its lines, not by its name.

#![expect(
    clippy::disallowed_macros,
    reason = "a test that stops has said what was wrong"
)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tacita_ledger::Hash;
use tacita_ledger::proof::*;

fn folder() -> PathBuf {
    std::env::var_os("TACITA_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/merkle"),
        |folder| PathBuf::from(folder).join("merkle"),
    )
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    use base64ct::{Base64, Encoding};
    match value {
        Value::Null => Some(Vec::new()),
        Value::String(text) => Base64::decode_vec(text).ok(),
        _ => None,
    }
}

fn hash(value: &Value) -> Option<Hash> {
    Hash::read(&bytes(value)?)
}

fn proof(value: &Value) -> Option<Vec<Hash>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Array(items) => items.iter().map(hash).collect(),
        _ => None,
    }
}

/// A head compared with itself. Some lines do so with "don't care" for a root, which no [`Hash`] can
/// hold: a caller sees that the two heads are equal and asks for no proof.
fn same_head(line: &Value) -> Option<bool> {
    let number = |name: &str| line[name].as_u64();
    let (old, new) = match number("size1") {
        Some(size) => (size, number("size2")?),
        None => (number("end")? - number("start")?, number("size")?),
    };
    let equal = bytes(&line["root1"])? == bytes(&line["root2"])?;
    Some(old > 0 && old == new && equal && proof(&line["proof"])?.is_empty())
}

/// Whether the line's proof holds; a line whose hashes are not 32 bytes does not.
fn holds(line: &Value) -> Option<bool> {
    let number = |name: &str| line[name].as_u64();
    let path = proof(&line["proof"])?;
    Some(
        if !line["leafIdx"].is_null() {
            let (index, leaf, root) = (
                number("leafIdx")?,
                hash(&line["leafHash"])?,
                hash(&line["root"])?,
            );
            match number("treeSize") {
                Some(size) => verify_inclusion(index, size, &leaf, &path, &root),
                None => verify_subtree_inclusion(
                    index,
                    number("start")?,
                    number("end")?,
                    &leaf,
                    &path,
                    &root,
                ),
            }
        } else if same_head(line)? {
            Ok(())
        } else {
            let root1 = hash(&line["root1"])?;
            // An empty subtree says nothing of the tree's root, and some lines carry "don't care".
            let empty = number("start").is_some() && number("start") == number("end");
            let root2 = if empty {
                Hash::of_nothing()
            } else {
                hash(&line["root2"])?
            };
            match number("size1") {
                Some(size) => verify_consistency(size, number("size2")?, &root1, &root2, &path),
                None => verify_subtree_consistency(
                    number("start")?,
                    number("end")?,
                    number("size")?,
                    &root1,
                    &root2,
                    &path,
                ),
            }
        }
        .is_ok(),
    )
}

#[test]
fn every_proof_gets_the_verdict_its_author_gave() {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_none_or(|extension| extension != "jsonl")
        {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for text in std::fs::read_to_string(&path).unwrap().lines() {
            let line: Value = serde_json::from_str(text).unwrap();
            let refused = !holds(&line).unwrap_or(false);
            let expected = line["wantErr"].as_bool().unwrap();
            if refused != expected {
                wrong.push(format!("{name} {}", line["case"]));
            }
            let count = counts.entry(name.clone()).or_default();
            count.0 += 1;
            count.1 += u32::from(expected);
        }
    }
    println!("vectors run (of which to refuse): {counts:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(
        counts.values().map(|(all, _)| all).sum::<u32>() > 0,
        "no vectors were run"
    );
}
