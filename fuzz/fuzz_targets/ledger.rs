//! What outsiders hand to the log and what verifiers read of it: notes, keys, checkpoints, submissions to a
//! witness, receipts, openings, leaves, names of tiles. Read or refused, and written back the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tacita_ledger::cosign::Submission;
use tacita_ledger::note::{SignedNote, VerifierKey};
use tacita_ledger::opening::Opening;
use tacita_ledger::receipt::Receipt;
use tacita_ledger::{Checkpoint, Leaf, tile};

fuzz_target!(|bytes: &[u8]| {
    if let Some(leaf) = Leaf::decode(bytes) {
        assert_eq!(leaf.encode(), bytes);
    }
    if let Ok(opening) = Opening::decode(bytes) {
        assert_eq!(opening.encode(), bytes);
    }
    if let Ok(note) = SignedNote::parse(bytes) {
        let text = note.to_text();
        let again = SignedNote::parse(text.as_bytes()).expect("what was read can be read again");
        assert_eq!(again.to_text(), text);
    }
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let _ = tile::parse(text);
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_text(), text);
    }
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        // Extension lines of others (C2SP tlog-checkpoint) are read over; the three lines are the same.
        assert!(text.starts_with(&checkpoint.to_text()));
    }
    if let Ok(submission) = Submission::parse(text) {
        assert_eq!(submission.to_text(), text);
    }
    if let Ok(receipt) = Receipt::parse(text) {
        assert_eq!(receipt.to_text(), text);
    }
});
