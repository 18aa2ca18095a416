//! The program that `power.rs` kills: writes through the real store and says on its standard output
//! what was acknowledged, after the commit returned.
//!
//! `DIRECTORY MODE COMMITS` where MODE is `honest`, `sync-off` or `early` (acknowledges before the
//! commit); the last two are controls that the test has to catch. `full` writes until the disk is
//! full, waits for a line on its standard input and goes on. `reads` is a day of reads by four people,
//! `reads-early` the same with answers before their leaves, which the test has to catch. Two of three batches are what a chat
//! mostly is, entries alone: the writer's path of one statement. At the end it says how many
//! transactions there were and how many took that path.

#![expect(
    clippy::disallowed_macros,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program that a test runs and kills; its panic is a failure there"
)]

mod rows;

use rows::{batch_size, chance, conversation, entry, id, is_plain, key};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::*;
use tacita_policy::{Allowed, Circumstances, Facts, Object, Policy, Relations, acts};
use tacita_store::rows::{Group, Handshake};
use tacita_store::{Config, HalfPlace, LocalKms, Location, Store, StoreError, Write};

const CONVERSATIONS: u64 = 4;

struct Still;
impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp(1_700_000_000_000_000)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let directory = PathBuf::from(arguments.next().unwrap());
    let mode = arguments.next().unwrap();
    let commits: u64 = arguments.next().unwrap().parse().unwrap();
    let store = open(&directory, mode == "sync-off").await;
    let open = (1..=CONVERSATIONS).map(|number| Write::AddConversation(conversation(number)));
    store.commit(open.collect(), vec![]).await.unwrap();
    if mode == "full" {
        fill(&store).await;
    } else if matches!(mode.as_str(), "reads" | "reads-early") {
        let early = mode == "reads-early";
        let people = (1..=CONVERSATIONS)
            .map(|person| tokio::spawn(read_all_day(store.clone(), person, commits, early)));
        for person in people.collect::<Vec<_>>() {
            person.await.unwrap();
        }
    } else {
        let early = mode == "early";
        let writers = (1..=CONVERSATIONS)
            .map(|number| tokio::spawn(converse(store.clone(), number, commits, early)));
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let counts = store.counts();
        println!("rounds {} {}", counts.rounds, counts.transactions);
    }
    store.close().await;
}

async fn open(directory: &Path, synchronous_off: bool) -> Store {
    let randomness = chance(7);
    let kms = LocalKms::open(directory.join("keys"), Arc::clone(&randomness)).unwrap();
    let location = Location::Sqlite(directory.join("data"));
    let mut config = Config::new(location, Arc::new(Still), randomness, Arc::new(kms));
    config.index_every = Duration::from_millis(4);
    config.checkpoint_commits = 6;
    config.synchronous_off = synchronous_off;
    Store::open(config).await.unwrap()
}

/// Batches of one conversation. A plain one is entries alone; each other has a row that must be
/// there exactly when the batch is.
async fn converse(store: Store, number: u64, commits: u64, early: bool) {
    let mut sequence = 0;
    let who = store.who(Subject::SERVER).await.unwrap().plain();
    for batch in 1..=commits {
        let size = batch_size(number, batch);
        let entries = (sequence + 1..=sequence + size)
            .map(|next| entry(number, next))
            .collect();
        sequence += size;
        let mut writes = vec![Write::Entries(entries)];
        let mut leaves = Vec::new();
        if !is_plain(batch) {
            writes.extend(group(number, batch, sequence));
            leaves.push(Leaf {
                kind: LeafKind::Administered,
                who,
                what: key(batch),
                purpose: None,
                when: Timestamp(1),
                request: id(batch),
            });
        }
        if early {
            println!("ack {number} {sequence}");
        }
        store.commit(writes, leaves).await.unwrap();
        if !early {
            println!("ack {number} {sequence}");
        }
        if batch % 5 == 0 {
            let record = number * 1000 + batch;
            let place = HalfPlace {
                record: id(record),
                conversation: id(number),
                customer: id(number),
                class: "intake",
                expires_at: Timestamp(1_800_000_000_000_000),
            };
            store.keep_half(place, &key(record)).await.unwrap();
            println!("half {number} {record}");
        }
        if number == 1 && batch % 7 == 0 {
            store.renew_half_keys().await.unwrap();
        }
        tokio::task::yield_now().await;
    }
}

/// Lists, openings of a chat, messages that had waited. `read` is said when the reader has what they
/// asked for; a message's half is given out against its leaf alone.
async fn read_all_day(store: Store, person: u64, reads: u64, early: bool) {
    let who = store.who(Subject::of::<AgentId>(id(person))).await.unwrap();
    for read in 1..=reads {
        let read = person * 1000 + read;
        let say = || println!("read {read} {person}");
        if early {
            say();
        }
        if read.is_multiple_of(3) {
            open_waiting(&store, person, read).await;
        } else {
            let lists = read % 3 == 1;
            let leaf = Leaf {
                kind: if lists {
                    LeafKind::InboxListed
                } else {
                    LeafKind::LogOpened
                },
                who: who.about(&key(read)),
                what: key(read),
                purpose: Some(Purpose::AnswerChat),
                when: Timestamp(1),
                request: id(read),
            };
            store.commit(vec![], vec![leaf]).await.unwrap();
        }
        if !early {
            say();
        }
        tokio::task::yield_now().await;
    }
}

async fn open_waiting(store: &Store, person: u64, read: u64) {
    let place = HalfPlace {
        record: id(read),
        conversation: id(person),
        customer: id(person),
        class: "intake",
        expires_at: Timestamp(1_800_000_000_000_000),
    };
    store.keep_half(place, &key(read)).await.unwrap();
    let facts = Facts {
        tenant: id(1),
        subject: tacita_policy::Subject::Agent(id(person), Role::Agent),
        object: Object::Conversation(id(person)),
        purpose: Purpose::AnswerChat,
        relations: Relations {
            authenticated: true,
            assigned: true,
            ..Relations::default()
        },
        circumstances: Circumstances::default(),
        now: Still.now(),
        valid_until: Still.now().plus_seconds(60),
    };
    let allowed: Allowed<acts::OpenIntake> = Policy::built_in().decide(&facts).unwrap();
    let leaf = store
        .intake_leaf(&allowed, id(read), id(read))
        .await
        .unwrap();
    let opened = Write::NoteOpened {
        record: id(read),
        conversation: id(person),
    };
    let recorded = store.commit(vec![opened], vec![leaf]).await.unwrap();
    let half = store
        .release_server_half(&allowed, &recorded, id(read))
        .await;
    assert_eq!(*half.unwrap(), key(read));
}

/// A commit that won its epoch after this batch.
fn group(number: u64, batch: u64, sequence: u64) -> [Write; 2] {
    let group = Group {
        conversation: id(number),
        generation: Generation(1),
        group_id: vec![1],
        epoch: Epoch(sequence),
        public_group: vec![7; 2000],
        pending: vec![],
    };
    let won = Handshake {
        conversation: id(number),
        generation: Generation(1),
        epoch: Epoch(batch),
        sequence: Sequence(sequence),
    };
    [Write::PutGroup(group), Write::WinEpoch(won)]
}

/// Writes until the disk is full, says so, waits to be told that there is room, goes on.
async fn fill(store: &Store) {
    let mut sequence = 0;
    let mut full = 0;
    while sequence < 400 {
        let entries = (sequence + 1..=sequence + 20)
            .map(|next| entry(1, next))
            .collect();
        match store.commit(vec![Write::Entries(entries)], vec![]).await {
            Ok(_) => {
                sequence += 20;
                println!("ack 1 {sequence}");
                if sequence == 200 {
                    println!("half way");
                    std::io::stdin().read_line(&mut String::new()).unwrap();
                }
            }
            Err(StoreError::Full) => {
                full += 1;
                println!("full {full}");
                if full == 3 {
                    std::io::stdin().read_line(&mut String::new()).unwrap();
                }
            }
            Err(error) => {
                println!("wrong {error:?}");
                return;
            }
        }
    }
}
