//! What a witness says to honest, stale, broken and forked logs, by the statuses of c2sp.org/tlog-witness.

#![expect(
    clippy::unwrap_used,
    reason = "a test that stops has said what was wrong"
)]

use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use tacita_ledger::cosign::{Refusal, Submission};
use tacita_ledger::note::{Algorithm, SignedNote, VerifierKey};
use tacita_ledger::{Checkpoint, Hash, Tree};

const ORIGIN: &str = "tacita.example/ledger";

fn key(byte: u8) -> VerifierKey {
    let public = SigningKey::from_bytes(&[byte; 32]).verifying_key();
    VerifierKey::new(ORIGIN, Algorithm::Ed25519, public.as_bytes()).unwrap()
}

fn tree(count: u64, word: &str) -> Tree {
    let mut tree = Tree::new();
    (0..count).for_each(|n| tree.push(Hash::of_leaf(format!("{word} {n}").as_bytes())));
    tree
}

fn ask(tree: &Tree, old: u64, signer: u8) -> Submission {
    let size = tree.size();
    let head = Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: tree.root(size).unwrap(),
    };
    let mut note = SignedNote::unsigned(head.to_text());
    note.sign(ORIGIN, &SigningKey::from_bytes(&[signer; 32]));
    Submission {
        old,
        proof: tree.consistency(old, size).unwrap_or_default(),
        checkpoint: note.to_text(),
    }
}

fn judge(asked: &Submission, stands: Option<(u64, Hash)>) -> Result<u64, Refusal> {
    asked
        .judge(&[key(1)], |_| stands)
        .map(|(head, _)| head.size)
}

#[test]
fn each_refusal_has_the_status_of_the_protocol() {
    let log = tree(10, "leaf");
    let at = |size| Some((size, log.root(size).unwrap()));
    assert_eq!(judge(&ask(&log, 0, 1), None), Ok(10));
    assert_eq!(judge(&ask(&log, 4, 1), at(4)), Ok(10));
    assert_eq!(judge(&ask(&log, 10, 1), at(10)), Ok(10));

    let refused = |asked: &Submission, stands| judge(asked, stands).unwrap_err();
    let stale = refused(&ask(&log, 0, 1), at(4));
    assert_eq!((stale, stale.status()), (Refusal::Stale { size: 4 }, 409));
    assert_eq!(refused(&ask(&log, 4, 2), at(4)).status(), 403);
    let mut elsewhere = ask(&log, 4, 1);
    elsewhere.checkpoint = elsewhere.checkpoint.replace(ORIGIN, "other.example/log");
    assert_eq!(refused(&elsewhere, at(4)).status(), 404);
    let mut behind = ask(&log, 4, 1);
    behind.old = 11;
    assert_eq!(refused(&behind, at(10)).status(), 400);
    let mut more = ask(&log, 0, 1);
    more.proof.push(Hash::of_nothing());
    assert_eq!(refused(&more, None).status(), 422);

    let fork = tree(10, "another past");
    assert_eq!(
        refused(&ask(&fork, 10, 1), at(10)),
        Refusal::Forked { size: 10 }
    );
    assert_eq!(
        refused(&ask(&fork, 4, 1), at(4)),
        Refusal::Proof { size: 4 }
    );
}

#[test]
fn a_cosignature_is_taken_over_only_when_it_is_good() {
    let log = tree(3, "leaf");
    let asked = ask(&log, 0, 1);
    let witness = SigningKey::from_bytes(&[9; 32]);
    let public = witness.verifying_key();
    let of_witness =
        VerifierKey::new("witness.example", Algorithm::Cosignature, public.as_bytes()).unwrap();
    let (_, mut cosigned) = asked.judge(&[key(1)], |_| None).unwrap();
    cosigned.cosign("witness.example", &witness, 1_700_000_000);
    let line = cosigned.line_of(&of_witness).unwrap();

    let mut own = SignedNote::parse(asked.checkpoint.as_bytes()).unwrap();
    assert_eq!(own.adopt(&line, &of_witness), Ok(Some(1_700_000_000)));
    // A second one of the same key takes the place of the first.
    assert_eq!(own.adopt(&line, &of_witness), Ok(Some(1_700_000_000)));
    let text = own.to_text();
    assert_eq!(text.matches("witness.example").count(), 1);
    assert!(
        SignedNote::parse(text.as_bytes())
            .unwrap()
            .verify(&key(1))
            .is_ok()
    );

    let other = ask(&tree(4, "leaf"), 0, 1);
    let mut other = SignedNote::parse(other.checkpoint.as_bytes()).unwrap();
    let before = other.clone();
    assert!(other.adopt(&line, &of_witness).is_err());
    assert!(other.adopt("", &of_witness).is_err());
    assert_eq!(other, before);
}

proptest! {
    #[test]
    fn a_request_is_read_as_it_is_written(old in 0u64..40, more in 0u64..40) {
        let asked = ask(&tree(old + more, "leaf"), old, 1);
        prop_assert_eq!(Submission::parse(&asked.to_text()).unwrap(), asked);
    }

    #[test]
    fn no_text_brings_a_witness_down(text in "(old [0-9]{1,20}\n)?\\PC{0,80}\n\n\\PC{0,120}") {
        if let Ok(asked) = Submission::parse(&text) {
            prop_assert!(judge(&asked, None).is_err());
        }
    }
}
