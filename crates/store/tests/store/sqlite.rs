//! The contract on SQLite, and what only SQLite has: files, their lock, what is in the raw bytes.

use crate::support::{Place, assigned, conversation, id};
use sqlx::{Connection, Row, SqliteConnection};
use tacita_policy::acts;
use tacita_store::{HalfPlace, Location, Store, StoreError, Write};

macro_rules! on_sqlite {
    ($name:ident) => {
        #[tokio::test]
        async fn $name() {
            let folder = tempfile::tempdir().unwrap();
            crate::contract::$name(Place::sqlite(folder.path())).await;
        }
    };
}

crate::contract::every_case!(on_sqlite);

fn file(place: &Place, name: &str) -> std::path::PathBuf {
    let Location::Sqlite(directory) = &place.location else {
        panic!("not SQLite")
    };
    directory.join(name)
}

async fn connect(path: &std::path::Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}", path.display()))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_second_process_is_refused_the_same_files() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path());
    let store = place.open().await;
    let second = Store::open(place.config(2)).await;
    assert!(matches!(second, Err(StoreError::InUse)));
    store.close().await;
    place.open().await.close().await;
}

#[tokio::test]
async fn a_row_that_makes_no_sense_is_named_and_nothing_of_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path());
    let store = place.open().await;
    store
        .commit(vec![Write::AddConversation(conversation(1))], vec![])
        .await
        .unwrap();
    let mut raw = connect(&file(&place, "tacita.db")).await;
    sqlx::query("UPDATE conversation SET state = 'canary'")
        .execute(&mut raw)
        .await
        .unwrap();
    let error = store.conversation(id(1)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "a stored row makes no sense: `conversation.state`"
    );
    assert!(!format!("{error:?}").contains("canary"));
    store.close().await;
}

/// Two locks, point 3: what was shredded is in no file of the halves' store, nor can an old copy
/// of it be opened after the day's renewal.
#[tokio::test]
async fn a_shredded_half_is_in_no_raw_file() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path());
    let store = place.open().await;
    let expires_at = tacita_model::Timestamp(i64::MAX / 2);
    for record in 1..=20 {
        let (conversation, customer) = (id(1), id(1));
        let at = HalfPlace {
            record: id(record),
            conversation,
            customer,
            class: "intake",
            expires_at,
        };
        store
            .keep_half(at, &[u8::try_from(record).unwrap(); 32])
            .await
            .unwrap();
    }
    let mut raw = connect(&file(&place, "halves.db")).await;
    let wrapped: Vec<u8> = sqlx::query("SELECT wrapped FROM server_half WHERE record = $1")
        .bind(tacita_model::TypedId::to_bytes(id::<tacita_model::RecordId>(7)).to_vec())
        .fetch_one(&mut raw)
        .await
        .unwrap()
        .get(0);
    raw.close().await.unwrap();
    let holds = |bytes: &[u8]| {
        let files = std::fs::read_dir(file(&place, "")).unwrap();
        files
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .any(|content| content.windows(bytes.len()).any(|window| window == bytes))
    };
    assert!(holds(&wrapped), "the search finds what is there");
    let old_copy = folder.path().join("old");
    std::fs::create_dir(&old_copy).unwrap();
    for name in ["halves.db", "halves.db-wal"] {
        std::fs::copy(file(&place, name), old_copy.join(name)).unwrap();
    }
    store.shred_record(id(7)).await.unwrap();
    assert!(!holds(&wrapped), "freed pages and the log are clean");
    store.renew_half_keys().await.unwrap();
    store.close().await;

    // Somebody puts yesterday's copy back: the key over it is gone.
    for name in ["halves.db", "halves.db-wal"] {
        std::fs::copy(old_copy.join(name), file(&place, name)).unwrap();
    }
    let store = place.open().await;
    let allowed = assigned::<acts::OpenIntake>(4, 1, &place.clock);
    let leaf = store.intake_leaf(&allowed, id(7), id(9)).await.unwrap();
    let recorded = store.commit(vec![], vec![leaf]).await.unwrap();
    let opened = store.release_server_half(&allowed, &recorded, id(7)).await;
    assert!(matches!(opened, Err(StoreError::Kms(_))), "{opened:?}");
    store.close().await;
}

#[tokio::test]
async fn what_routing_asks_is_read_from_an_index_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path());
    let store = place.open().await;
    let mut raw = connect(&file(&place, "tacita.db")).await;
    for (question, index) in tacita_store::places::questions() {
        let plan = format!("EXPLAIN QUERY PLAN {question}");
        let steps = sqlx::query(sqlx::AssertSqlSafe(plan));
        let steps = steps.fetch_all(&mut raw).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|step| step.get("detail")).collect();
        // The configured queues are few, and a part of one question.
        let chats = |step: &&String| step.contains(" conversation");
        let of_chats: Vec<&String> = steps.iter().filter(chats).collect();
        let [step] = of_chats.as_slice() else {
            panic!("{question}: {steps:?}");
        };
        assert!(
            step.starts_with("SEARCH conversation"),
            "{question}: {step}"
        );
        assert!(
            step.contains(&format!("INDEX {index} (")),
            "{question}: {step}"
        );
    }
    store.close().await;
}
