//! Our own log under attack, and against a second implementation of RFC 6962.

#![expect(
    clippy::unwrap_used,
    reason = "a test that stops has said what was wrong"
)]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use std::collections::BTreeMap;
use tacita_ledger::note::{Algorithm, SignedNote, VerifierKey};
use tacita_ledger::opening::{About, Opening};
use tacita_ledger::receipt::{Receipt, ReceiptError};
use tacita_ledger::verify::{Fault, verify_log};
use tacita_ledger::{Checkpoint, Hash, Leaf, LeafKind, Subject, Tree, Who, tile};
use tacita_model::{AgentId, ConversationId, Purpose, RequestId, Timestamp, TypedId};

const ORIGIN: &str = "tacita.example/log";

type Files = BTreeMap<String, Vec<u8>>;

fn signing_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn verifier_key() -> VerifierKey {
    VerifierKey::new(
        ORIGIN,
        Algorithm::Ed25519,
        signing_key().verifying_key().as_bytes(),
    )
    .unwrap()
}

fn signed(size: u64, root: Hash) -> String {
    let head = Checkpoint {
        origin: ORIGIN.into(),
        size,
        root,
    };
    let mut note = SignedNote::unsigned(head.to_text());
    note.sign(ORIGIN, &signing_key());
    note.to_text()
}

fn files(entries: &[Vec<u8>]) -> (Files, Tree) {
    let mut tree = Tree::new();
    for entry in entries {
        tree.push(Hash::of_leaf(entry));
    }
    let size = tree.size();
    let mut files = Files::new();
    for (index, bundle) in entries.chunks(256).enumerate() {
        let bytes = tile::bundle(bundle.iter().map(Vec::as_slice)).unwrap();
        files.insert(tile::path(None, index as u64, bundle.len() as u64), bytes);
    }
    for (level, index, width) in tile::tiles(size) {
        let bytes = tile::hashes(&tree, level, index, width).unwrap();
        files.insert(tile::path(Some(level), index, width), bytes);
    }
    files.insert(
        "checkpoint".into(),
        signed(size, tree.root(size).unwrap()).into_bytes(),
    );
    (files, tree)
}

fn verdict(files: &Files, seen: &[(u64, Hash)]) -> Result<(), Fault> {
    verify_log(&verifier_key(), "checkpoint", seen, |p| {
        files.get(p).cloned()
    })
    .map(|_| ())
}

fn entries(count: usize) -> Vec<Vec<u8>> {
    (0..count)
        .map(|n| format!("leaf number {n}").into_bytes())
        .collect()
}

#[derive(Debug, Clone)]
enum Attack {
    Flip { file: usize, place: usize, bit: u8 },
    Delete(usize),
    Insert(usize),
    Swap(usize, usize),
    Truncate(usize),
    Fork(usize),
    RollBack(usize),
}

fn attack() -> impl Strategy<Value = Attack> {
    prop_oneof![
        (any::<usize>(), any::<usize>(), 0..8u8).prop_map(|(file, place, bit)| Attack::Flip {
            file,
            place,
            bit
        }),
        any::<usize>().prop_map(Attack::Delete),
        any::<usize>().prop_map(Attack::Insert),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Attack::Swap(a, b)),
        any::<usize>().prop_map(Attack::Truncate),
        any::<usize>().prop_map(Attack::Fork),
        any::<usize>().prop_map(Attack::RollBack),
    ]
}

/// What the log's owner, who holds the key, could do to the entries; `None` where nothing changes.
fn apply(attack: &Attack, honest: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    let mut changed = honest.to_vec();
    let count = changed.len();
    match attack {
        Attack::Delete(at) => {
            changed.remove(at % count);
        }
        Attack::Insert(at) => changed.insert(at % count, b"never happened".to_vec()),
        Attack::Swap(a, b) => changed.swap(a % count, b % count),
        Attack::Truncate(at) | Attack::RollBack(at) => changed.truncate(at % count),
        Attack::Fork(at) => {
            let at = at % count;
            changed.truncate(at);
            changed.extend((at..count + 5).map(|n| format!("another past {n}").into_bytes()));
        }
        Attack::Flip { .. } => return None,
    }
    (changed != honest).then_some(changed)
}

fn cases() -> u32 {
    if std::env::var("TACITA_PROVE").as_deref() == Ok("full") {
        100_000
    } else {
        400
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn every_tampering_is_found_even_by_the_holder_of_the_key(count in 2usize..600, attack in attack()) {
        let honest = entries(count);
        let (mut held, tree) = files(&honest);
        let witnessed = [(tree.size(), tree.root(tree.size()).unwrap())];
        prop_assert!(verdict(&held, &witnessed).is_ok());
        if let Attack::Flip { file, place, bit } = attack {
            let name = held.keys().nth(file % held.len()).unwrap().clone();
            let body = held.get_mut(&name).unwrap();
            let place = place % body.len();
            body[place] ^= 1 << bit;
            prop_assert!(verdict(&held, &witnessed).is_err(), "{name} byte {place}");
        } else if let Some(changed) = apply(&attack, &honest) {
            // The attacker signs the changed log anew: only what was witnessed speaks against it.
            let (forged, _) = files(&changed);
            prop_assert!(verdict(&forged, &[]).is_ok());
            let found = verdict(&forged, &witnessed);
            let placed = matches!(found, Err(Fault::Shorter { .. } | Fault::Rewritten { .. }));
            prop_assert!(placed, "{found:?}");
        }
    }

    #[test]
    fn a_second_implementation_agrees(count in 1usize..300, index: usize, old: usize) {
        let (index, old) = (index % count, 1 + old % count);
        let mut other = MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
        let (_, tree) = files(&entries(count));
        for entry in entries(count) {
            other.push(entry);
        }
        let size = tree.size();
        let theirs = other.root();
        prop_assert_eq!(theirs.as_bytes().as_slice(), &tree.root(size).unwrap().0[..]);
        let theirs = other.prove_inclusion(index);
        let ours: Vec<u8> = tree.inclusion(index as u64, size).unwrap().iter().flat_map(|h| h.0).collect();
        prop_assert_eq!(theirs.as_bytes(), &ours[..]);
        if old < count {
            let theirs = other.prove_consistency(count - old);
            let ours: Vec<u8> = tree.consistency(old as u64, size).unwrap().iter().flat_map(|h| h.0).collect();
            prop_assert_eq!(theirs.as_bytes(), &ours[..]);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,200}") {
        let _ = SignedNote::parse(&bytes);
        let _ = Checkpoint::open(&bytes, &verifier_key());
        let _ = tile::entries(&bytes);
        let _ = Receipt::parse(&text);
        let _ = VerifierKey::parse(&text);
        let _ = Checkpoint::parse(&text);
    }
}

#[test]
fn a_receipt_proves_its_leaf_and_no_other() {
    let all = entries(300);
    let (held, tree) = files(&all);
    let checkpoint = String::from_utf8(held["checkpoint"].clone()).unwrap();
    let receipt = Receipt {
        extra: None,
        index: 77,
        proof: tree.inclusion(77, 300).unwrap(),
        checkpoint,
    };
    let read = Receipt::parse(&receipt.to_text()).unwrap();
    assert_eq!(read, receipt);
    assert_eq!(read.verify(&all[77], &verifier_key()).unwrap().size, 300);
    assert!(read.verify(&all[78], &verifier_key()).is_err());
}

// Practice: J4
#[test]
fn a_receipt_that_opens_its_leaf_is_refused_once_any_byte_of_it_is_another() {
    let who = Who::new(Subject::of(AgentId::from_bytes([5; 16])), [7; 32]);
    let about = About::id(ConversationId::from_bytes([3; 16]));
    let what = about.what().unwrap();
    let leaf = Leaf {
        kind: LeafKind::LogOpened,
        who: who.about(&what),
        what,
        purpose: Some(Purpose::AnswerChat),
        when: Timestamp(1),
        request: RequestId::from_bytes([9; 16]),
    };
    let mut all = entries(300);
    all[77] = leaf.encode();
    let (held, tree) = files(&all);
    let opening = Opening {
        leaf,
        who: Some((who.open(leaf.who, &what).unwrap(), who.subject())),
        about,
        name: String::new(),
    };
    let receipt = Receipt {
        extra: Some(opening.encode()),
        index: 77,
        proof: tree.inclusion(77, 300).unwrap(),
        checkpoint: String::from_utf8(held["checkpoint"].clone()).unwrap(),
    };
    let text = receipt.to_text();
    let (read, checkpoint) = Receipt::parse(&text)
        .unwrap()
        .open(&verifier_key())
        .unwrap();
    assert_eq!((read, checkpoint.size), (opening, 300));
    for place in 0..text.len() {
        for bit in [0, 5] {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            let opened = Receipt::parse(&changed).map(|receipt| receipt.open(&verifier_key()));
            assert!(!matches!(opened, Ok(Ok(_))), "byte {place}, bit {bit}");
        }
    }
    let closed = Receipt {
        extra: None,
        ..receipt
    };
    assert_eq!(closed.open(&verifier_key()), Err(ReceiptError::Closed));
}

#[test]
fn a_witness_signs_with_its_time_and_the_log_without() {
    let witness = SigningKey::from_bytes(&[9; 32]);
    let key = VerifierKey::new(
        "witness.example",
        Algorithm::Cosignature,
        witness.verifying_key().as_bytes(),
    )
    .unwrap();
    let mut note = SignedNote::parse(signed(3, Hash::of_leaf(b"x")).as_bytes()).unwrap();
    assert!(note.verify(&key).is_err());
    note.cosign("witness.example", &witness, 1_700_000_000);
    let read = SignedNote::parse(note.to_text().as_bytes()).unwrap();
    assert_eq!(read.verify(&key), Ok(Some(1_700_000_000)));
    assert_eq!(read.verify(&verifier_key()), Ok(None));
    assert_eq!(VerifierKey::parse(&key.to_text()).unwrap(), key);
}
