//! What only SQLite has: files, their lock, and coming back after a crash.

use crate::support::{HandClock, config, conversation, entry, id};
use tacita_model::*;
use tacita_policy::{Facts, Object, Policy, Relations, Subject, acts};
use tacita_store::{Location, Store, StoreError, Write};

fn own(number: u64, now: Timestamp) -> tacita_policy::Allowed<acts::OpenOwnSocket> {
    Policy::built_in()
        .decide(&Facts {
            tenant: id(1),
            subject: Subject::Customer(id(number)),
            object: Object::Conversation(id(number)),
            purpose: Purpose::OwnConversation,
            relations: Relations {
                authenticated: true,
                ..Relations::default()
            },
            now,
            valid_until: now.plus_seconds(60),
        })
        .unwrap()
}

#[tokio::test]
async fn entries_come_back_in_order_before_and_after_they_are_indexed() {
    let folder = tempfile::tempdir().unwrap();
    let clock = HandClock::new();
    let location = Location::Sqlite(folder.path().join("data"));
    let keys = folder.path().join("keys");
    let store = Store::open(config(location.clone(), &keys, clock.clone(), 1))
        .await
        .unwrap();
    store
        .commit(vec![Write::AddConversation(conversation(1))], vec![])
        .await
        .unwrap();
    let entries: Vec<_> = (1..=700).map(|sequence| entry(1, sequence)).collect();
    store
        .commit(vec![Write::Entries(entries.clone())], vec![])
        .await
        .unwrap();
    let allowed = own(1, clock.now());
    for _ in 0..2 {
        let read = store
            .entries(&allowed, id(1), Sequence(0), 1000)
            .await
            .unwrap();
        assert_eq!(read, entries);
        let read = store
            .entries(&allowed, id(1), Sequence(690), 5)
            .await
            .unwrap();
        assert_eq!(read, entries[690..695]);
        assert_eq!(
            store.place(id(1), Sequence(5)).await.unwrap(),
            Some(entries[4].place)
        );
        assert_eq!(store.place(id(1), Sequence(701)).await.unwrap(), None);
        store.index().await.unwrap();
    }
    let again = Store::open(config(location.clone(), &keys, clock.clone(), 2)).await;
    assert!(matches!(again, Err(StoreError::InUse)));
    store.close().await;
    let store = Store::open(config(location, &keys, clock.clone(), 2))
        .await
        .unwrap();
    let loaded = store.load(id(1)).await.unwrap();
    assert_eq!(loaded.head, entries[699].place);
    assert_eq!(loaded.messages.len(), 700);
    let other = own(2, clock.now());
    let refused = store.entries(&other, id(1), Sequence(0), 1).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed(_))));
    clock.advance(61);
    let late = store.entries(&allowed, id(1), Sequence(0), 1).await;
    assert!(matches!(late, Err(StoreError::NotAllowed(_))));
    store.close().await;
}
