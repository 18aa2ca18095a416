//! What both databases must do. Each case gets a fresh store; `sqlite.rs` and `postgres.rs` run
//! them all.

#![expect(
    clippy::disallowed_methods,
    reason = "a forged proof, to see it refused"
)]

use crate::support::{
    Place, agent, assigned, chance, conversation, device, entry, id, key, member, own, package,
};
use tacita_ledger::{Leaf, LeafKind, Subject as LeafSubject, Witness};
use tacita_model::*;
use tacita_policy::acts;
use tacita_store::rows::*;
use tacita_store::{HalfPlace, Progress, Store, StoreError, Write};

macro_rules! cases {
    ($($name:ident),+ $(,)?) => {
        /// Calls a macro with the names of all cases.
        macro_rules! every_case { ($run:ident) => { $($run!($name);)+ }; }
        pub(crate) use every_case;
    };
}

cases!(
    entries_come_back_in_order_before_and_after_they_are_indexed,
    a_commit_is_kept_whole_or_not_at_all,
    a_commit_that_fails_takes_no_neighbour_along,
    many_commits_share_one_transaction_and_leaves_have_no_gaps,
    one_commit_wins_an_epoch,
    a_key_package_is_used_once,
    a_revoked_device_leaves_no_usable_key,
    a_half_leaves_only_against_a_decision_and_a_durable_leaf,
    a_shredded_half_is_gone_and_the_others_survive_new_keys,
    bodies_that_everybody_has_are_emptied_and_their_hashes_stay,
    a_closed_conversation_leaves_nothing_readable,
    progress_never_goes_back,
    guests_come_stay_until_a_moment_and_go_with_the_conversation,
    a_conversation_is_taken_up_where_it_stood,
    sign_ins_end_and_stay_ended,
    steps_and_recovery_codes_are_taken_once,
    what_a_directory_keeps_is_found_again_and_goes_with_it,
    queues_find_their_people_and_their_devices,
    what_waits_and_who_has_how_many_is_counted,
    a_job_is_claimed_once_and_comes_back,
    rows_come_back_as_they_were_written,
    what_is_over_is_forgotten,
    counters_of_conduct_add_up_by_day_and_are_forgotten,
    leaves_bundles_and_heads_come_back_in_order,
    a_ledger_changed_by_hand_is_found_and_placed,
    a_right_is_answered_once_and_the_last_who_administers_stays,
);

pub(crate) use crate::ledger::a_ledger_changed_by_hand_is_found_and_placed;
pub(crate) use crate::reviews::a_right_is_answered_once_and_the_last_who_administers_stays;

async fn put(store: &Store, writes: Vec<Write>) {
    store.commit(writes, Vec::new()).await.unwrap();
}

fn leaf(store_who: tacita_ledger::WhoHash, kind: LeafKind, what: u8) -> Leaf {
    Leaf {
        kind,
        who: store_who,
        what: [what; 32],
        purpose: None,
        when: Timestamp(1),
        request: id(1),
    }
}

pub(crate) async fn entries_come_back_in_order_before_and_after_they_are_indexed(place: Place) {
    let store = place.open().await;
    put(&store, vec![Write::AddConversation(conversation(1))]).await;
    let entries: Vec<_> = (1..=700).map(|sequence| entry(1, sequence)).collect();
    put(&store, vec![Write::Entries(entries.clone())]).await;
    let allowed = own(1, &place.clock);
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
        assert_eq!(
            store.place(id(1), Sequence(0)).await.unwrap(),
            Some(Default::default())
        );
        store.index().await.unwrap();
    }
    let other = own(2, &place.clock);
    let refused = store.entries(&other, id(1), Sequence(0), 1).await;
    assert!(matches!(refused, Err(StoreError::NotAllowed(_))));
    place.clock.advance(61);
    let late = store.entries(&allowed, id(1), Sequence(0), 1).await;
    assert!(matches!(late, Err(StoreError::NotAllowed(_))));
    store.close().await;
}

pub(crate) async fn a_commit_is_kept_whole_or_not_at_all(place: Place) {
    let store = place.open().await;
    put(&store, vec![Write::AddConversation(conversation(1))]).await;
    let who = store.who(LeafSubject::SERVER).await.unwrap().plain();
    let writes = vec![
        Write::Entries(vec![entry(1, 1)]),
        Write::AddConversation(conversation(2)),
        Write::AddConversation(conversation(1)),
    ];
    let failed = store
        .commit(writes, vec![leaf(who, LeafKind::Closed, 1)])
        .await;
    assert!(
        matches!(failed, Err(StoreError::Conflict("conversation"))),
        "{failed:?}"
    );
    assert_eq!(store.conversation(id(2)).await.unwrap(), None);
    let entries = store
        .entries(&own(1, &place.clock), id(1), Sequence(0), 9)
        .await
        .unwrap();
    assert_eq!(entries, []);
    let first = store
        .commit(vec![], vec![leaf(who, LeafKind::Closed, 1)])
        .await
        .unwrap();
    let second = store
        .commit(vec![], vec![leaf(who, LeafKind::Closed, 2)])
        .await
        .unwrap();
    assert_eq!(second.leaves()[0].number, first.leaves()[0].number + 1);
    store.close().await;
}

pub(crate) async fn a_commit_that_fails_takes_no_neighbour_along(place: Place) {
    let store = place.open().await;
    put(
        &store,
        (1..=40)
            .map(|n| Write::AddConversation(conversation(n)))
            .collect(),
    )
    .await;
    let mut waiting = Vec::new();
    for number in 1..=40u64 {
        let store = store.clone();
        waiting.push(tokio::spawn(async move {
            let mut writes = vec![Write::Entries(vec![entry(number, 1)])];
            if number % 7 == 0 {
                writes.push(Write::AddConversation(conversation(1)));
            } else if number % 5 == 0 {
                writes.push(Write::PutMember(member(number, number)));
            }
            store.commit(writes, Vec::new()).await.map(drop)
        }));
    }
    for (number, task) in (1..=40u64).zip(waiting) {
        let outcome = task.await.unwrap();
        assert_eq!(outcome.is_ok(), number % 7 != 0, "{number}: {outcome:?}");
        let allowed = own(number, &place.clock);
        let kept = store
            .entries(&allowed, id(number), Sequence(0), 9)
            .await
            .unwrap();
        assert_eq!(kept.len(), usize::from(number % 7 != 0), "{number}");
    }
    store.close().await;
}

pub(crate) async fn many_commits_share_one_transaction_and_leaves_have_no_gaps(place: Place) {
    let store = place.open().await;
    let who = store.who(LeafSubject::SERVER).await.unwrap().plain();
    let mut waiting = Vec::new();
    for number in 1..=200u64 {
        let store = store.clone();
        waiting.push(tokio::spawn(async move {
            let leaves = if number % 3 == 0 {
                vec![leaf(who, LeafKind::Closed, 7)]
            } else {
                vec![]
            };
            let entries = vec![entry(number, 1), entry(number, 2)];
            store
                .commit(vec![Write::Entries(entries)], leaves)
                .await
                .unwrap()
        }));
    }
    let (mut own_numbers, mut batches) = (Vec::new(), Vec::new());
    for task in waiting {
        for recorded in task.await.unwrap().leaves() {
            match recorded.leaf.kind {
                LeafKind::Entries => batches.push(recorded.number),
                _ => own_numbers.push(recorded.number),
            }
        }
    }
    assert_eq!(
        batches.len(),
        200,
        "every commit of entries is told the leaf that covers it"
    );
    batches.sort_unstable();
    batches.dedup();
    assert!(
        batches.len() < 100,
        "{} transactions for 200 commits",
        batches.len()
    );
    let mut all: Vec<u64> = own_numbers.into_iter().chain(batches).collect();
    all.sort_unstable();
    let expected: Vec<u64> = (1..=u64::try_from(all.len()).unwrap()).collect();
    assert_eq!(all, expected);
    store.close().await;
    let store = place.open().await;
    let next = store
        .commit(vec![], vec![leaf(who, LeafKind::Closed, 1)])
        .await
        .unwrap();
    assert_eq!(
        next.leaves()[0].number,
        u64::try_from(all.len()).unwrap() + 1
    );
    store.close().await;
}

pub(crate) async fn one_commit_wins_an_epoch(place: Place) {
    let store = place.open().await;
    let win = |sequence| {
        Write::WinEpoch(Handshake {
            conversation: id(1),
            generation: Generation(1),
            epoch: Epoch(3),
            sequence: Sequence(sequence),
        })
    };
    let (one, two) = tokio::join!(
        store.commit(vec![win(1)], vec![]),
        store.commit(vec![win(2)], vec![])
    );
    assert!(one.is_ok());
    assert!(
        matches!(two, Err(StoreError::Conflict("handshake"))),
        "{two:?}"
    );
    store.close().await;
}

pub(crate) async fn a_key_package_is_used_once(place: Place) {
    let store = place.open().await;
    put(
        &store,
        vec![Write::PutAgent(agent(1)), Write::AddDevice(device(1, 1))],
    )
    .await;
    let packages = (1..=3)
        .map(|n| Write::AddKeyPackage(package(n, 1, &place.clock)))
        .collect();
    put(&store, packages).await;
    let again = store
        .commit(
            vec![Write::AddKeyPackage(package(1, 1, &place.clock))],
            vec![],
        )
        .await;
    assert!(matches!(again, Err(StoreError::Conflict("key_package"))));
    let leaf = key(1001);
    assert_eq!(store.key_packages_left(&leaf).await.unwrap(), 3);
    let now = place.clock.now();
    let reserve = |conversation: u64, now: Timestamp| Write::ReserveKeyPackage {
        id: id(1),
        conversation: id(conversation),
        until: now.plus_seconds(120),
        now,
    };
    let first = store.next_key_package(&leaf, id(5)).await.unwrap().unwrap();
    assert_eq!(first.id, id(1));
    put(&store, vec![reserve(5, now)]).await;
    let second = store.next_key_package(&leaf, id(6)).await.unwrap().unwrap();
    assert_eq!(
        second.id,
        id(2),
        "the reserved one is not offered to another"
    );
    assert_eq!(store.key_packages_left(&leaf).await.unwrap(), 2);
    let stolen = store.commit(vec![reserve(6, now)], vec![]).await;
    assert!(matches!(stolen, Err(StoreError::Conflict("key_package"))));
    place.clock.advance(121);
    let now = place.clock.now();
    put(&store, vec![reserve(6, now)]).await;
    let take = |conversation: u64| Write::TakeKeyPackage {
        id: id(1),
        conversation: id(conversation),
        now,
    };
    let late = store.commit(vec![take(5)], vec![]).await;
    assert!(
        matches!(late, Err(StoreError::Conflict("key_package"))),
        "its reservation lapsed"
    );
    put(&store, vec![take(6)]).await;
    let twice = store.commit(vec![take(6)], vec![]).await;
    assert!(matches!(twice, Err(StoreError::Conflict("key_package"))));
    put(
        &store,
        vec![Write::ReleaseKeyPackage {
            id: id(1),
            conversation: id(6),
        }],
    )
    .await;
    assert!(
        store
            .key_package(id(1))
            .await
            .unwrap()
            .unwrap()
            .used_at
            .is_some()
    );
    store.close().await;
}

pub(crate) async fn a_revoked_device_leaves_no_usable_key(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    put(
        &store,
        vec![Write::PutAgent(agent(1)), Write::AddDevice(device(1, 1))],
    )
    .await;
    let twin = Device {
        id: id(2),
        ..device(1, 1)
    };
    let twin = store.commit(vec![Write::AddDevice(twin)], vec![]).await;
    assert!(
        matches!(twin, Err(StoreError::Conflict("device"))),
        "one device per key"
    );
    let orphan = store
        .commit(vec![Write::AddDevice(device(3, 99))], vec![])
        .await;
    assert!(
        matches!(orphan, Err(StoreError::Missing("device"))),
        "{orphan:?}"
    );
    let until = at.plus_seconds(3600);
    let issue = Write::IssueCredential {
        device: id(1),
        credential: vec![1],
        until,
        at,
    };
    let intake = IntakeKey {
        device: id(1),
        day: 3,
        bytes: vec![4],
        created_at: at,
    };
    let more = vec![
        issue.clone(),
        Write::AddKeyPackage(package(1, 1, &place.clock)),
        Write::PutIntakeKey(intake),
    ];
    put(&store, more).await;
    assert_eq!(
        store.device(id(1)).await.unwrap().unwrap().status,
        DeviceStatus::Approved
    );
    put(&store, vec![Write::RevokeDevice { device: id(1), at }]).await;
    assert_eq!(store.key_packages_left(&key(1001)).await.unwrap(), 0);
    assert_eq!(store.intake_key(id(1)).await.unwrap(), None);
    let revived = store.commit(vec![issue], vec![]).await;
    assert!(
        matches!(revived, Err(StoreError::Conflict("device"))),
        "revoked stays revoked"
    );
    store.close().await;
}

pub(crate) fn half_place(record: u64, conversation: u64, at: Timestamp) -> HalfPlace {
    HalfPlace {
        record: id(record),
        conversation: id(conversation),
        customer: id(conversation),
        class: "intake",
        expires_at: at.plus_seconds(86_400),
    }
}

// Practice: B2
pub(crate) async fn a_half_leaves_only_against_a_decision_and_a_durable_leaf(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    store
        .keep_half(half_place(1, 1, at), &[5; 32])
        .await
        .unwrap();
    store
        .keep_half(half_place(2, 1, at), &[6; 32])
        .await
        .unwrap();
    store
        .keep_half(half_place(3, 2, at), &[7; 32])
        .await
        .unwrap();
    let twice = store.keep_half(half_place(1, 1, at), &[8; 32]).await;
    assert!(matches!(twice, Err(StoreError::Conflict("server_half"))));
    let allowed = assigned::<acts::OpenIntake>(4, 1, &place.clock);
    let said = store.intake_leaf(&allowed, id(1), id(9)).await.unwrap();

    let unsaid = store.commit(vec![], vec![]).await.unwrap();
    let refused = store.release_server_half(&allowed, &unsaid, id(1)).await;
    assert!(
        matches!(refused, Err(StoreError::NotRecorded)),
        "no leaf says so"
    );

    let number = 1;
    let forged =
        Witness::new([0; 32]).record(vec![tacita_ledger::RecordedLeaf { number, leaf: said }]);
    let refused = store.release_server_half(&allowed, &forged, id(1)).await;
    assert!(
        matches!(refused, Err(StoreError::NotRecorded)),
        "not this store's proof"
    );

    let recorded = store.commit(vec![], vec![said]).await.unwrap();
    let half = store
        .release_server_half(&allowed, &recorded, id(1))
        .await
        .unwrap();
    assert_eq!(*half, [5; 32]);
    let refused = store.release_server_half(&allowed, &recorded, id(2)).await;
    assert!(
        matches!(refused, Err(StoreError::NotRecorded)),
        "the leaf names another record"
    );

    let somebody = assigned::<acts::OpenIntake>(8, 1, &place.clock);
    let refused = store.release_server_half(&somebody, &recorded, id(1)).await;
    assert!(
        matches!(refused, Err(StoreError::NotRecorded)),
        "the leaf names another person"
    );

    let elsewhere = assigned::<acts::OpenIntake>(4, 1, &place.clock);
    let leaf = store.intake_leaf(&elsewhere, id(3), id(9)).await.unwrap();
    let recorded_elsewhere = store.commit(vec![], vec![leaf]).await.unwrap();
    let refused = store
        .release_server_half(&elsewhere, &recorded_elsewhere, id(3))
        .await;
    assert!(
        matches!(refused, Err(StoreError::Missing(_))),
        "another conversation's record"
    );

    place.clock.advance(61);
    let refused = store.release_server_half(&allowed, &recorded, id(1)).await;
    assert!(
        matches!(refused, Err(StoreError::NotAllowed(_))),
        "the decision has ended"
    );
    store.close().await;
}

pub(crate) async fn a_shredded_half_is_gone_and_the_others_survive_new_keys(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    for (record, conversation) in [(1, 1), (2, 1), (3, 2), (4, 3)] {
        let half = [u8::try_from(record).unwrap(); 32];
        store
            .keep_half(half_place(record, conversation, at), &half)
            .await
            .unwrap();
    }
    let open = async |conversation: u64, record: u64| {
        let allowed = assigned::<acts::OpenIntake>(4, conversation, &place.clock);
        let leaf = store
            .intake_leaf(&allowed, id(record), id(9))
            .await
            .unwrap();
        let recorded = store.commit(vec![], vec![leaf]).await.unwrap();
        store
            .release_server_half(&allowed, &recorded, id(record))
            .await
            .map(|half| half[0])
    };
    assert_eq!(store.shred_record(id(1)).await.unwrap(), 1);
    assert!(matches!(
        open(1, 1).await,
        Err(StoreError::Missing("server_half"))
    ));
    assert_eq!(open(1, 2).await.unwrap(), 2);
    assert_eq!(store.shred_customer(id(2)).await.unwrap(), 1);
    assert!(open(2, 3).await.is_err());
    for _ in 0..2 {
        assert_eq!(store.renew_half_keys().await.unwrap(), 2);
        assert_eq!(open(1, 2).await.unwrap(), 2);
        assert_eq!(open(3, 4).await.unwrap(), 4);
    }
    let keys = std::fs::read_dir(&place.keys).unwrap().count();
    assert_eq!(keys, 1, "old wrapping keys are destroyed");
    assert_eq!(store.shred_conversation(id(1)).await.unwrap(), 1);
    place.clock.advance(100 * 86_400);
    assert!(store.shred_expired().await.unwrap() >= 1);
    assert_eq!(store.renew_half_keys().await.unwrap(), 0);
    store.close().await;
}

pub(crate) async fn bodies_that_everybody_has_are_emptied_and_their_hashes_stay(place: Place) {
    let store = place.open().await;
    let entries: Vec<_> = (1..=10).map(|sequence| entry(1, sequence)).collect();
    let gone = Member {
        removed_at: Some(Sequence(2)),
        ..member(1, 3)
    };
    let writes = vec![
        Write::AddConversation(conversation(1)),
        Write::Entries(entries.clone()),
        Write::PutMember(member(1, 1)),
        Write::PutMember(member(1, 2)),
        Write::PutMember(gone),
    ];
    put(&store, writes).await;
    assert_eq!(
        store.forget_bodies().await.unwrap(),
        0,
        "nobody has acknowledged anything"
    );
    let ack = |leaf: u64, acked: u64| Progress {
        conversation: id(1),
        leaf_key: key(leaf),
        acked: Sequence(acked),
        counter: 0,
    };
    put(&store, vec![Write::Progress(vec![ack(1, 10), ack(2, 6)])]).await;
    assert_eq!(store.forget_bodies().await.unwrap(), 1);
    assert_eq!(store.forget_bodies().await.unwrap(), 0);
    let read = store
        .entries(&own(1, &place.clock), id(1), Sequence(0), 99)
        .await
        .unwrap();
    for (kept, written) in read.iter().zip(&entries) {
        assert_eq!(kept.body.is_empty(), kept.place.sequence <= Sequence(6));
        assert_eq!(kept.body_hash, written.body_hash);
        assert_eq!(kept.place, written.place);
    }
    assert_eq!(
        store.load(id(1)).await.unwrap().messages.len(),
        10,
        "resends are still known"
    );
    store.close().await;
}

pub(crate) async fn a_closed_conversation_leaves_nothing_readable(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let record = IntakeRecord {
        id: id(1),
        conversation: id(1),
        sequence: Sequence(1),
        message: id(7),
        locked: vec![1; 50],
        record_hash: [1; 32],
        signature: [2; 64],
        customer_key: key(1),
        created_at: at,
        expires_at: at,
    };
    let group = Group {
        conversation: id(1),
        generation: Generation(1),
        group_id: vec![1],
        epoch: Epoch(2),
        public_group: vec![3; 40],
        pending: vec![],
    };
    let welcome = Welcome {
        conversation: id(1),
        generation: Generation(1),
        leaf_key: key(2),
        package: None,
        at_sequence: Sequence(1),
        at_chain: ChainHash([1; 32]),
        bytes: vec![1],
        ticket: vec![2],
        created_at: at,
    };
    let left = KeyPackage {
        device: None,
        conversation: Some(id(1)),
        ..package(1, 1, &place.clock)
    };
    let closed = Conversation {
        state: ConversationState::Closed,
        closed_at: Some(at),
        ..conversation(1)
    };
    put(
        &store,
        vec![
            Write::AddConversation(conversation(1)),
            Write::AddConversation(conversation(2)),
        ],
    )
    .await;
    let writes = vec![
        Write::Entries(vec![entry(1, 1), entry(1, 2), entry(2, 1)]),
        Write::AddIntake(record.clone()),
        Write::PutGroup(group.clone()),
        Write::PutWelcome(welcome.clone()),
        Write::AddKeyPackage(left),
    ];
    put(&store, writes).await;
    assert_eq!(
        store.group(id(1), Generation(1)).await.unwrap(),
        Some(group)
    );
    assert_eq!(store.welcome(id(1), &key(2)).await.unwrap(), Some(welcome));
    let allowed = assigned::<acts::OpenIntake>(4, 1, &place.clock);
    assert_eq!(
        store.intake_records(&allowed, id(1)).await.unwrap(),
        [record]
    );
    store.index().await.unwrap();
    put(
        &store,
        vec![Write::SetConversation(closed.clone()), Write::Purge(id(1))],
    )
    .await;
    assert_eq!(store.conversation(id(1)).await.unwrap(), Some(closed));
    assert_eq!(store.open_conversations().await.unwrap(), [conversation(2)]);
    assert_eq!(store.group(id(1), Generation(1)).await.unwrap(), None);
    assert_eq!(store.welcome(id(1), &key(2)).await.unwrap(), None);
    assert_eq!(store.key_package(id(1)).await.unwrap(), None);
    assert_eq!(store.intake_messages(id(1)).await.unwrap(), []);
    let read = store
        .entries(&own(1, &place.clock), id(1), Sequence(0), 9)
        .await
        .unwrap();
    assert!(read.len() == 2 && read.iter().all(|entry| entry.body.is_empty()));
    let other = store
        .entries(&own(2, &place.clock), id(2), Sequence(0), 9)
        .await
        .unwrap();
    assert_eq!(other, [entry(2, 1)]);
    store.close().await;
}

pub(crate) async fn progress_never_goes_back(place: Place) {
    let store = place.open().await;
    put(&store, vec![Write::PutMember(member(1, 1))]).await;
    for (acked, counter) in [(5, 7), (3, 9)] {
        let progress = Progress {
            conversation: id(1),
            leaf_key: key(1),
            acked: Sequence(acked),
            counter,
        };
        put(&store, vec![Write::Progress(vec![progress])]).await;
    }
    let members = store.members(id(1)).await.unwrap();
    assert_eq!((members[0].acked, members[0].counter), (Sequence(5), 7));
    store.close().await;
}

pub(crate) async fn a_conversation_is_taken_up_where_it_stood(place: Place) {
    let store = place.open().await;
    let began = Entry0 {
        kind: 5,
        counter: 0,
        message: id(0),
        ..entry(1, 3)
    };
    let mut entries: Vec<_> = (1..=9).map(|sequence| entry(1, sequence)).collect();
    entries[2] = began;
    for (at, entry) in entries.iter_mut().enumerate().skip(3) {
        entry.counter = u64::try_from(at - 2).unwrap();
    }
    let writes = vec![
        Write::AddConversation(conversation(1)),
        Write::PutMember(member(1, 1)),
        Write::Entries(entries.clone()),
    ];
    put(&store, writes).await;
    for closed in [false, true] {
        let store = if closed {
            store.clone().close().await;
            place.open().await
        } else {
            store.clone()
        };
        let loaded = store.load(id(1)).await.unwrap();
        assert_eq!(loaded.head, entries[8].place);
        assert_eq!(loaded.last_entry_at, entries[8].time);
        assert_eq!(
            loaded.messages.len(),
            8,
            "the generation entry is no message"
        );
        assert_eq!(
            loaded.members[0].counter, 6,
            "counted within the running generation"
        );
        assert!(matches!(
            store.load(id(2)).await,
            Err(StoreError::Missing("conversation"))
        ));
        if closed {
            store.close().await;
        }
    }
}

pub(crate) async fn guests_come_stay_until_a_moment_and_go_with_the_conversation(place: Place) {
    let store = place.open().await;
    let guest = |device: u64, until| Guest {
        conversation: id(1),
        leaf_key: key(device),
        agent: id(device),
        device: id(device),
        joined_at: Timestamp(5),
        until,
    };
    put(
        &store,
        vec![
            Write::PutGuest(guest(1, None)),
            Write::PutGuest(guest(2, None)),
        ],
    )
    .await;
    let until = Some(Timestamp(9));
    put(&store, vec![Write::PutGuest(guest(2, until))]).await;
    let mut found = store.guests(id(1)).await.unwrap();
    found.sort_by_key(|guest| guest.leaf_key);
    assert_eq!(found, [guest(1, None), guest(2, until)]);
    let leaf_key = key(1);
    let conversation = id(1);
    put(
        &store,
        vec![Write::DropGuest {
            conversation,
            leaf_key,
        }],
    )
    .await;
    assert_eq!(store.guests(id(1)).await.unwrap(), [guest(2, until)]);
    assert_eq!(store.guests(id(2)).await.unwrap(), []);
    put(&store, vec![Write::Purge(id(1))]).await;
    assert_eq!(store.guests(id(1)).await.unwrap(), []);
    store.close().await;
}

use tacita_store::Entry as Entry0;

pub(crate) async fn sign_ins_end_and_stay_ended(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let sign_in = SignIn {
        id: id(1),
        agent: id(1),
        token_hash: key(1),
        created_at: at,
        seen_at: at,
        idle_until: at.plus_seconds(60),
        absolute_until: at.plus_seconds(600),
        ended_at: None,
        proven_at: Some(at),
        proof: Some(Proof::App),
        browser: None,
        active_until: None,
    };
    put(
        &store,
        vec![
            Write::PutAgent(agent(1)),
            Write::BeginSignIn(sign_in.clone()),
        ],
    )
    .await;
    assert_eq!(store.sign_in(&key(1)).await.unwrap(), Some(sign_in));
    assert_eq!(store.sign_in(&key(2)).await.unwrap(), None);
    let touch = Write::TouchSignIn {
        id: id(1),
        seen_at: at,
        idle_until: at.plus_seconds(90),
    };
    put(&store, vec![touch.clone()]).await;
    put(&store, vec![Write::EndSignInsOf { agent: id(1), at }]).await;
    assert_eq!(
        store.sign_in(&key(1)).await.unwrap().unwrap().ended_at,
        Some(at)
    );
    let touched = store.commit(vec![touch], vec![]).await;
    assert!(matches!(touched, Err(StoreError::Conflict("sign_in"))));
    place.clock.advance(90_000);
    store.forget_expired().await.unwrap();
    assert_eq!(store.sign_in(&key(1)).await.unwrap(), None);
    store.close().await;
}

pub(crate) async fn what_a_directory_keeps_is_found_again_and_goes_with_it(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let conflicts = async |write: Write| {
        let done = store.commit(vec![write], vec![]).await;
        matches!(done, Err(StoreError::Conflict(_)))
    };
    let identity = |subject: &str, number| Identity {
        issuer: "https://login.example".into(),
        subject: subject.into(),
        agent: id(number),
        linked_at: at,
    };
    let person = |number, external_id: &str| DirectoryPerson {
        agent: id(number),
        external_id: Some(external_id.into()),
        active: true,
        revision: 1,
        changed_at: at,
    };
    let group = DirectoryGroup {
        id: [1; 16],
        name: "agents".into(),
        external_id: None,
        revision: 1,
        made_at: at,
        changed_at: at,
    };
    let member = |number| DirectoryMember {
        directory_group: [1; 16],
        agent: id(number),
    };
    let token = DirectoryToken {
        hash: key(7),
        label: "Directory".into(),
        made_by: Some(id(1)),
        made_at: at,
        used_at: None,
        ended_at: None,
    };
    let writes = vec![
        Write::PutAgent(agent(1)),
        Write::PutAgent(agent(2)),
        Write::LinkIdentity(identity("one", 1)),
        Write::PutDirectoryPerson(person(1, "x-1")),
        Write::PutDirectoryPerson(person(2, "x-2")),
        Write::PutDirectoryGroup(group.clone()),
        Write::JoinDirectoryGroup(member(1)),
        Write::JoinDirectoryGroup(member(2)),
        Write::AddDirectoryToken(token.clone()),
    ];
    put(&store, writes).await;
    // One person of the provider is one account; an external id and a name are somebody's alone.
    assert!(conflicts(Write::LinkIdentity(identity("one", 2))).await);
    assert!(conflicts(Write::PutDirectoryPerson(person(2, "x-1"))).await);
    let same_name = DirectoryGroup {
        id: [2; 16],
        ..group.clone()
    };
    assert!(conflicts(Write::PutDirectoryGroup(same_name)).await);
    let found = store.identity("https://login.example", "one").await;
    assert_eq!(found.unwrap(), Some(identity("one", 1)));
    let other = store.identity("https://other.example", "one").await;
    assert_eq!(other.unwrap(), None);
    let found = store.directory_person_by_external_id("x-2").await;
    assert_eq!(found.unwrap(), Some(person(2, "x-2")));
    assert_eq!(store.directory_members().await.unwrap().len(), 2);
    assert_eq!(store.directory_groups().await.unwrap(), [group]);

    let hash = key(7);
    put(&store, vec![Write::UseDirectoryToken { hash, at }]).await;
    put(&store, vec![Write::EndDirectoryToken { hash, at }]).await;
    assert!(conflicts(Write::EndDirectoryToken { hash, at }).await);
    assert!(conflicts(Write::UseDirectoryToken { hash, at }).await);
    assert_eq!(store.directory_tokens().await.unwrap(), []);

    let give_up = vec![
        Write::DropIdentitiesOf(id(1)),
        Write::DropDirectoryPerson(id(1)),
    ];
    put(&store, give_up).await;
    assert_eq!(store.directory_person(id(1)).await.unwrap(), None);
    assert_eq!(store.directory_members().await.unwrap(), [member(2)]);
    put(&store, vec![Write::DropDirectoryGroup([1; 16])]).await;
    assert_eq!(store.directory_members().await.unwrap(), []);
    assert!(conflicts(Write::DropDirectoryGroup([1; 16])).await);
    store.close().await;
}

pub(crate) async fn steps_and_recovery_codes_are_taken_once(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let factor = Factor {
        id: id(1),
        agent: id(1),
        kind: FactorKind::App,
        label: String::new(),
        handle: Some(vec![7]),
        public: Vec::new(),
        last_step: 5,
        created_at: at,
        used_at: None,
    };
    let code = RecoveryCode {
        agent: id(1),
        hash: key(3),
        created_at: at,
        used_at: None,
    };
    put(
        &store,
        vec![
            Write::PutAgent(agent(1)),
            Write::AddFactor(factor.clone()),
            Write::PutRecoveryCodes {
                agent: id(1),
                codes: vec![code],
            },
        ],
    )
    .await;
    let take = |step| Write::TakeStep {
        factor: id(1),
        step,
        at,
    };
    let conflicts = async |write: Write| {
        let done = store.commit(vec![write], vec![]).await;
        matches!(done, Err(StoreError::Conflict(_)))
    };
    assert!(conflicts(take(5)).await);
    put(&store, vec![take(6)]).await;
    assert!(conflicts(take(6)).await);
    let spend = Write::UseRecoveryCode {
        agent: id(1),
        hash: key(3),
        at,
    };
    put(&store, vec![spend.clone()]).await;
    assert!(conflicts(spend).await);
    let same_handle = Factor {
        id: id(2),
        ..factor
    };
    assert!(conflicts(Write::AddFactor(same_handle)).await);
    assert_eq!(store.recovery_codes_left(id(1)).await.unwrap(), 0);

    let link = |number, agent: Option<AgentId>| AccessLink {
        hash: key(number),
        kind: if agent.is_some() {
            LinkKind::Reset
        } else {
            LinkKind::First
        },
        agent,
        made_by: None,
        made_at: at,
        expires_at: at.plus_seconds(60),
        used_at: None,
    };
    for (number, agent) in [(20, None), (21, Some(id(1))), (22, None), (23, Some(id(1)))] {
        put(&store, vec![Write::PutLink(link(number, agent))]).await;
    }
    let use_up = |number, at| Write::UseLink {
        hash: key(number),
        at,
    };
    // The newer one of the same kind and account took the place of the one before.
    for (number, counts) in [(20, false), (21, false), (22, true), (23, true)] {
        assert_eq!(!conflicts(use_up(number, at)).await, counts);
        assert!(conflicts(use_up(number, at)).await, "each once");
    }
    put(&store, vec![Write::PutLink(link(24, Some(id(1))))]).await;
    assert!(conflicts(use_up(24, at.plus_seconds(60))).await);

    // A seed outlives the wrapping keys, and goes with its factor.
    store.keep_app_seed(id(1), id(1), &[9; 32]).await.unwrap();
    store.renew_half_keys().await.unwrap();
    assert_eq!(*store.app_seed(id(1), id(1)).await.unwrap(), [9; 32]);
    assert!(store.app_seed(id(1), id(2)).await.is_err());
    store.shred_app_seed(id(1)).await.unwrap();
    assert!(store.app_seed(id(1), id(1)).await.is_err());
    store.close().await;
}

pub(crate) async fn queues_find_their_people_and_their_devices(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let queue = |number: u64| Queue {
        id: id(number),
        tenant: id(1),
        name: format!("queue {number}"),
        routing: Routing::Manual,
        on_hold_counts: false,
    };
    let mut writes = vec![Write::PutQueue(queue(1)), Write::PutQueue(queue(2))];
    for number in 1..=4 {
        let disabled_at = (number == 4).then_some(at);
        writes.push(Write::PutAgent(Agent {
            disabled_at,
            ..agent(number)
        }));
        writes.push(Write::AddDevice(device(number, number)));
        let team = id(if number == 3 { 2 } else { 1 });
        writes.push(Write::JoinTeam(TeamMember {
            team,
            agent: id(number),
        }));
        let until = at.plus_seconds(3600);
        let credential = vec![1];
        writes.push(Write::IssueCredential {
            device: id(number),
            credential,
            until,
            at,
        });
        let day = i64::try_from(number).unwrap();
        let key = IntakeKey {
            device: id(number),
            day,
            bytes: vec![1],
            created_at: at,
        };
        writes.push(Write::PutIntakeKey(key.clone()));
        writes.push(Write::PutIntakeKey(IntakeKey {
            bytes: vec![2],
            ..key
        }));
    }
    writes.push(Write::ServeQueue(QueueTeam {
        queue: id(1),
        team: id(1),
    }));
    writes.push(Write::ServeQueue(QueueTeam {
        queue: id(2),
        team: id(2),
    }));
    put(&store, writes).await;
    let people = store.agents_of_queue(id(1)).await.unwrap();
    assert_eq!(people, [agent(1), agent(2)]);
    assert_eq!(store.queues_of(id(3)).await.unwrap(), [queue(2)]);
    assert_eq!(store.teams_of(id(1)).await.unwrap(), [id(1)]);
    let devices = store.intake_devices(id(1), 1, 8).await.unwrap();
    let found: Vec<_> = devices.iter().map(|found| found.device.id).collect();
    assert_eq!(
        found,
        [id(2), id(1)],
        "most recently seen first, no closed account"
    );
    assert_eq!(
        devices[0].key.bytes,
        [2],
        "the day's second key replaced the first"
    );
    assert_eq!(store.intake_devices(id(1), 2, 8).await.unwrap().len(), 1);
    assert_eq!(store.intake_devices(id(1), 1, 1).await.unwrap().len(), 1);
    put(
        &store,
        vec![Write::LeaveTeam(TeamMember {
            team: id(1),
            agent: id(1),
        })],
    )
    .await;
    assert_eq!(store.agents_of_queue(id(1)).await.unwrap(), [agent(2)]);
    store.close().await;
}

pub(crate) async fn a_job_is_claimed_once_and_comes_back(place: Place) {
    let store = place.open().await;
    let now = place.clock.now();
    let job = |run_at| Write::Enqueue {
        kind: "purge".into(),
        payload: vec![1],
        run_at,
    };
    put(&store, vec![job(now), job(now.plus_seconds(10))]).await;
    let due = store.due_jobs(9).await.unwrap();
    assert_eq!(due.len(), 1);
    let claim = |now: Timestamp| Write::ClaimJob {
        id: due[0].id,
        until: now.plus_seconds(60),
        now,
    };
    put(&store, vec![claim(now)]).await;
    let again = store.commit(vec![claim(now)], vec![]).await;
    assert!(matches!(again, Err(StoreError::Conflict("job"))));
    assert_eq!(store.due_jobs(9).await.unwrap().len(), 0);
    place.clock.advance(61);
    assert_eq!(
        store.due_jobs(9).await.unwrap().len(),
        2,
        "the claim ended, the second is due"
    );
    put(&store, vec![Write::BuryJob(due[0].id)]).await;
    let left = store.due_jobs(9).await.unwrap();
    assert_eq!(left.len(), 1);
    let later = place.clock.now().plus_seconds(5);
    put(
        &store,
        vec![Write::RetryJob {
            id: left[0].id,
            run_at: later,
        }],
    )
    .await;
    assert_eq!(store.due_jobs(9).await.unwrap().len(), 0);
    put(&store, vec![Write::FinishJob(left[0].id)]).await;
    place.clock.advance(61);
    assert_eq!(store.due_jobs(9).await.unwrap().len(), 0);
    store.close().await;
}

pub(crate) async fn rows_come_back_as_they_were_written(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let certificate = Certificate {
        hash: key(1),
        kind: CertificateKind::Issuer,
        bytes: vec![1, 2],
        created_at: at,
        expires_at: at.plus_seconds(60),
    };
    let ended = Certificate {
        hash: key(2),
        expires_at: at,
        ..certificate.clone()
    };
    let roster = Roster {
        queue: id(1),
        bytes: vec![3],
        created_at: at,
    };
    let ticket = Ticket {
        id: id(1),
        conversation: id(1),
        generation: Generation(2),
        epoch: Some(Epoch(3)),
        device: Some(id(4)),
        package: id(5),
        bytes: vec![6],
        created_at: at,
        expires_at: at.plus_seconds(1),
    };
    let writes = vec![
        Write::PutCertificate(certificate.clone()),
        Write::PutCertificate(ended),
        Write::PutRoster(Roster {
            bytes: vec![9],
            ..roster.clone()
        }),
        Write::PutRoster(roster.clone()),
        Write::AddTicket(ticket.clone()),
        Write::PutAgent(agent(1)),
        Write::AddDevice(device(1, 1)),
    ];
    put(&store, writes).await;
    assert_eq!(store.certificates().await.unwrap(), [certificate]);
    assert_eq!(store.roster(id(1)).await.unwrap(), Some(roster));
    assert_eq!(store.ticket(id(1)).await.unwrap(), Some(ticket));
    assert_eq!(
        store.agent_by_name("agent-1").await.unwrap(),
        Some(agent(1))
    );
    assert_eq!(store.agent(id(1)).await.unwrap(), Some(agent(1)));
    assert_eq!(store.agents().await.unwrap(), [agent(1)]);
    assert_eq!(
        store.device_by_leaf(&key(1001)).await.unwrap(),
        Some(device(1, 1))
    );
    assert_eq!(store.devices_of(id(1)).await.unwrap(), [device(1, 1)]);
    let who = store
        .who(LeafSubject::of(id::<AgentId>(1)))
        .await
        .unwrap()
        .plain();
    assert_eq!(
        store
            .who(LeafSubject::of(id::<AgentId>(1)))
            .await
            .unwrap()
            .plain(),
        who
    );
    assert_ne!(
        store
            .who(LeafSubject::of(id::<AgentId>(2)))
            .await
            .unwrap()
            .plain(),
        who
    );
    store.close().await;
    let store = Store::open(tacita_store::Config {
        randomness: chance(99),
        ..place.config(1)
    });
    let store = store.await.unwrap();
    assert_eq!(
        store
            .who(LeafSubject::of(id::<AgentId>(1)))
            .await
            .unwrap()
            .plain(),
        who
    );
    store.close().await;
}

pub(crate) async fn what_is_over_is_forgotten(place: Place) {
    let store = place.open().await;
    let at = place.clock.now();
    let closed = Conversation {
        closed_at: Some(at),
        ..conversation(1)
    };
    let gone = Agent {
        disabled_at: Some(at),
        ..agent(1)
    };
    let record = IntakeRecord {
        id: id(1),
        conversation: id(2),
        sequence: Sequence(1),
        message: id(7),
        locked: vec![1; 50],
        record_hash: [1; 32],
        signature: [2; 64],
        customer_key: key(1),
        created_at: at,
        expires_at: at.plus_seconds(60),
    };
    store
        .keep_half(half_place(1, 2, at), &[5; 32])
        .await
        .unwrap();
    let writes = vec![
        Write::PutAgent(gone),
        Write::PutAgent(agent(2)),
        Write::LinkIdentity(Identity {
            issuer: "https://login.example".into(),
            subject: "one".into(),
            agent: id(1),
            linked_at: at,
        }),
        Write::PutDirectoryPerson(DirectoryPerson {
            agent: id(1),
            external_id: None,
            active: false,
            revision: 1,
            changed_at: at,
        }),
        Write::PutDirectoryGroup(DirectoryGroup {
            id: [1; 16],
            name: "agents".into(),
            external_id: None,
            revision: 1,
            made_at: at,
            changed_at: at,
        }),
        Write::JoinDirectoryGroup(DirectoryMember {
            directory_group: [1; 16],
            agent: id(1),
        }),
        Write::AddDirectoryToken(DirectoryToken {
            hash: key(7),
            label: "Directory".into(),
            made_by: Some(id(1)),
            made_at: at,
            used_at: None,
            ended_at: None,
        }),
        Write::AddDevice(device(1, 1)),
        Write::AddDevice(device(2, 2)),
        Write::AddConversation(closed),
        Write::AddConversation(conversation(2)),
        Write::PutMember(member(1, 1)),
        Write::Entries(vec![entry(1, 1), entry(2, 1)]),
        Write::AddIntake(record.clone()),
    ];
    put(&store, writes).await;
    store.forget_expired().await.unwrap();
    assert_eq!(store.intake_messages(id(2)).await.unwrap(), [id(7)]);
    assert!(store.conversation(id(1)).await.unwrap().is_some());
    place.clock.advance(61);
    store.forget_expired().await.unwrap();
    assert_eq!(store.intake_messages(id(2)).await.unwrap(), []);
    assert_eq!(
        store.shred_record(id(1)).await.unwrap(),
        0,
        "its half went first"
    );
    assert!(store.agent(id(1)).await.unwrap().is_some());
    place.clock.advance(90 * 86_400);
    store.forget_expired().await.unwrap();
    assert_eq!(store.agents().await.unwrap(), [agent(2)]);
    assert_eq!(store.directory_people().await.unwrap(), []);
    let token = store.directory_token(&key(7)).await.unwrap().unwrap();
    assert_eq!(token.made_by, None, "the token goes on without its maker");
    assert_eq!(store.device(id(1)).await.unwrap(), None);
    assert!(store.device(id(2)).await.unwrap().is_some());
    assert_eq!(store.conversation(id(1)).await.unwrap(), None);
    assert_eq!(store.members(id(1)).await.unwrap(), []);
    let old = store
        .entries(&own(1, &place.clock), id(1), Sequence(0), 9)
        .await
        .unwrap();
    assert_eq!(old, []);
    let open = store
        .entries(&own(2, &place.clock), id(2), Sequence(0), 9)
        .await
        .unwrap();
    assert_eq!(open, [entry(2, 1)]);
    store.close().await;
}

pub(crate) async fn counters_of_conduct_add_up_by_day_and_are_forgotten(place: Place) {
    let store = place.open().await;
    let today = place.clock.now().as_seconds().div_euclid(86_400);
    let one = |day: i64, kind: &str, number: u32| Conduct {
        agent: id(1),
        queue: id(2),
        day,
        counted: Counted::Sent,
        kind: kind.to_owned(),
        number,
    };
    let count = |day, kind: &str| Write::CountConduct(one(day, kind, 1));
    let writes = vec![
        count(today, "CVV"),
        count(today, "PIN"),
        count(today - 1, "CVV"),
    ];
    put(&store, writes).await;
    put(&store, vec![count(today, "CVV")]).await;
    let all = [
        one(today - 1, "CVV", 1),
        one(today, "CVV", 2),
        one(today, "PIN", 1),
    ];
    assert_eq!(store.conduct(today - 1).await.unwrap(), all);
    assert_eq!(store.conduct(today).await.unwrap(), all[1..]);
    place.clock.advance(90 * 86_400);
    store.forget_expired().await.unwrap();
    assert_eq!(
        store.conduct(0).await.unwrap(),
        all[1..],
        "90 days are kept"
    );
    place.clock.advance(86_400);
    store.forget_expired().await.unwrap();
    assert_eq!(store.conduct(0).await.unwrap(), []);
    store.close().await;
}

pub(crate) async fn leaves_bundles_and_heads_come_back_in_order(place: Place) {
    let store = place.open().await;
    let who = store.who(LeafSubject::SERVER).await.unwrap().plain();
    let leaves: Vec<Leaf> = (0..20).map(|n| leaf(who, LeafKind::Closed, n)).collect();
    store.commit(Vec::new(), leaves.clone()).await.unwrap();
    let ledger = store.ledger();
    let size = ledger.size().await.unwrap();
    assert_eq!(size, 20);
    let read = ledger.leaves(0, 100).await.unwrap();
    let said: Vec<Leaf> = read.iter().filter_map(|row| row.leaf).collect();
    assert_eq!(said, leaves);
    let hashes = ledger.hashes(18, 5).await.unwrap();
    assert_eq!(hashes, [(19, leaves[18].hash()), (20, leaves[19].hash())]);

    let head = |size: u64| SignedHead {
        size,
        root: [u8::try_from(size).unwrap(); 32],
        note: format!("note {size}"),
        made_at: place.clock.now(),
    };
    let sign = |size, bundles| Write::SignHead {
        head: head(size),
        bundles,
    };
    let bundle = |number| LeafBundle {
        number,
        root: [9; 32],
    };
    assert_eq!(ledger.last_head().await.unwrap(), None);
    put(&store, vec![sign(5, vec![bundle(0)])]).await;
    put(&store, vec![sign(20, vec![bundle(1)])]).await;
    // Neither a shorter head nor one of the same length takes a place.
    for size in [20, 7] {
        let refused = store.commit(vec![sign(size, vec![bundle(2)])], Vec::new());
        let refused = refused.await;
        assert!(
            matches!(refused, Err(StoreError::Conflict("checkpoint"))),
            "{refused:?}"
        );
    }
    let cosign = |size| Write::Cosign {
        size,
        note: "note 20, cosigned".to_owned(),
    };
    put(&store, vec![cosign(20)]).await;
    let gone = store.commit(vec![cosign(6)], Vec::new()).await;
    assert!(matches!(gone, Err(StoreError::Conflict("checkpoint"))));
    let last = ledger.last_head().await.unwrap().unwrap();
    assert_eq!((last.size, last.note.as_str()), (20, "note 20, cosigned"));
    assert_eq!(ledger.bundles().await.unwrap(), [[9; 32], [9; 32]]);
    assert_eq!(ledger.heads().await.unwrap(), [head(5), last.clone()]);

    // From outside, beside the running store.
    let outside = tacita_store::LedgerRows::open(&place.location)
        .await
        .unwrap();
    assert_eq!(outside.leaves(0, 100).await.unwrap(), read);
    outside.close().await;

    // After a day the last head of each hour is left.
    place.clock.advance(2 * 86_400);
    let now = place.clock.now();
    put(&store, vec![Write::ForgetExpired { now }]).await;
    assert_eq!(ledger.heads().await.unwrap(), [last]);
    store.close().await;
}

pub(crate) async fn what_waits_and_who_has_how_many_is_counted(place: Place) {
    let store = place.open().await;
    let waits = |number: u64, since: i64| Conversation {
        queue: id(7),
        agent: None,
        state: ConversationState::Waiting,
        waiting_since: Some(Timestamp(since)),
        ..conversation(number)
    };
    let has = |number: u64| Conversation {
        queue: id(7),
        agent: Some(id(4)),
        state: ConversationState::Active,
        ..conversation(number)
    };
    let rows = [
        waits(1, 20),
        waits(2, 10),
        Conversation {
            queue: id(8),
            ..waits(3, 5)
        },
        Conversation {
            state: ConversationState::Opened,
            ..waits(4, 1)
        },
        Conversation {
            closed_at: Some(Timestamp(9)),
            ..waits(5, 1)
        },
        has(6),
        has(7),
        Conversation {
            closed_at: Some(Timestamp(9)),
            ..has(8)
        },
    ];
    put(
        &store,
        rows.into_iter().map(Write::AddConversation).collect(),
    )
    .await;
    let waiting = store.waiting_in(id(7), 9).await.unwrap();
    let order: Vec<ConversationId> = waiting.iter().map(|row| row.id).collect();
    assert_eq!(order, [id(2), id(1)], "the longest wait first");
    assert_eq!(store.waiting_in(id(7), 1).await.unwrap().len(), 1);
    assert_eq!(store.how_many_wait(id(7)).await.unwrap(), 2);
    assert_eq!(store.chats_of(id(4)).await.unwrap(), 2);
    assert_eq!(store.chats_of(id(5)).await.unwrap(), 0);
    store.close().await;
}
