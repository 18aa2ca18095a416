//! Starts: after an orderly end, after a kill, on logs that are not the signed ones, without a key.

use crate::place::{ORIGIN, copy, grow, open, sequence, take_up, take_up_as, vkey};
use std::time::Duration;
use tacita_ledger::audit::Checked;
use tacita_ledger::{Checkpoint, Hash};
use tacita_server::ledger::Trouble;
use tacita_server::ledger::go_over::go_over;
use tacita_store::Store;

async fn checked(store: &Store, seen: &[(u64, Hash)]) -> Checked {
    let (rows, vkey) = (store.ledger(), vkey());
    let checked = go_over(&rows, &vkey, seen, Duration::ZERO, |_| {}).await;
    checked.unwrap()
}

#[tokio::test]
async fn a_ledger_goes_on_where_it_stopped_and_every_head_is_signed_over_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut sizes = Vec::new();
    for (round, to) in [3, 250, 256, 257, 1000].into_iter().enumerate() {
        let store = open(folder.path()).await;
        let ledger = take_up(&store).await;
        assert_eq!(ledger.may_reveal(), Ok(()));
        let from = store.ledger().size().await.unwrap();
        grow(&store, 1, from..to).await;
        sequence(&ledger, &store).await;
        // Nothing was added: nothing is signed.
        sequence(&ledger, &store).await;
        let head = ledger.head().unwrap();
        let signed = Checkpoint::open(head.note.as_bytes(), &vkey()).unwrap();
        assert_eq!((signed.size, signed.root.0), (to, head.root));
        assert_eq!(store.ledger().heads().await.unwrap().len(), round + 1);
        sizes.push((signed.size, signed.root));
        store.close().await;
    }
    let store = open(folder.path()).await;
    let checked = checked(&store, &sizes).await;
    assert_eq!((checked.trunk.size(), checked.covered), (1000, 1000));
    store.close().await;
}

// The leaves are durable when their commit returns; the process is gone before they are signed.
#[tokio::test]
async fn a_kill_between_leaf_and_head_loses_nothing() {
    let (folder, copied) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = open(folder.path()).await;
    let ledger = take_up(&store).await;
    grow(&store, 1, 0..300).await;
    sequence(&ledger, &store).await;
    grow(&store, 1, 300..700).await;
    // What a killed process leaves: the files as they are, nothing flushed or closed.
    copy(folder.path(), copied.path());
    store.close().await;

    let store = open(copied.path()).await;
    let ledger = take_up(&store).await;
    assert_eq!(ledger.head().unwrap().size, 300);
    sequence(&ledger, &store).await;
    assert_eq!(ledger.head().unwrap().size, 700);
    assert_eq!(checked(&store, &[]).await.covered, 700);
    store.close().await;
}

#[tokio::test]
async fn a_log_that_does_not_extend_its_own_head_is_not_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let (early, late) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = open(folder.path()).await;
    let ledger = take_up(&store).await;
    grow(&store, 1, 0..10).await;
    sequence(&ledger, &store).await;

    let named = take_up_as(&store, "other.example/ledger", Some([7; 32])).await;
    assert_eq!(named.may_reveal(), Err(Trouble::OtherName));
    let keyed = take_up_as(&store, ORIGIN, Some([8; 32])).await;
    assert_eq!(keyed.may_reveal(), Err(Trouble::OtherName));
    let keyless = take_up_as(&store, ORIGIN, None).await;
    assert_eq!(keyless.may_reveal(), Err(Trouble::NoKey));
    for stopped in [&named, &keyed, &keyless] {
        grow(&store, 1, 10..11).await;
        sequence(stopped, &store).await;
        assert_eq!(stopped.head().unwrap().size, 10, "it signs nothing");
    }
    store.close().await;

    // A leaf's hash is another in the file itself.
    copy(folder.path(), early.path());
    change_hash(early.path(), 4).await;
    let store = open(early.path()).await;
    assert_eq!(take_up(&store).await.may_reveal(), Err(Trouble::Changed));
    store.close().await;

    // The file of before the leaves, with the head of after them, cannot be: a head is in the same
    // file. A file that was cut is.
    copy(folder.path(), late.path());
    let store = open(late.path()).await;
    let ledger = take_up(&store).await;
    assert_eq!(ledger.may_reveal(), Ok(()));
    sequence(&ledger, &store).await;
    assert_eq!(ledger.head().unwrap().size, 13);
    store.close().await;
}

/// Writes over the stored hash of one leaf, in the bytes of the database file.
async fn change_hash(folder: &std::path::Path, number: u64) {
    let store = open(folder).await;
    let (_, hash) = store.ledger().hashes(number - 1, 1).await.unwrap()[0];
    store.close().await;
    let file = folder.join("tacita.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let place = bytes.windows(32).position(|window| window == hash).unwrap();
    bytes[place] ^= 1;
    std::fs::write(&file, bytes).unwrap();
}
