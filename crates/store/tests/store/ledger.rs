//! The ledger's rows changed by hand, in the database itself: each change is found and placed.

use crate::support::{Place, id};
use sqlx::Connection;
use tacita_ledger::audit::{Audit, Checked, Fault, Holder};
use tacita_ledger::{Hash, Leaf, LeafKind, Subject, Trunk};
use tacita_model::Timestamp;
use tacita_store::rows::{LeafBundle, SignedHead};
use tacita_store::{LedgerRows, Location, Store, Write};

const LEAVES: u64 = 600;
/// Sizes at which heads are kept; the last one covers all.
const HEADS: [u64; 4] = [100, 290, 300, LEAVES];

/// SQL as somebody with the database's password would send it.
async fn by_hand(place: &Place, statements: &[&str]) {
    for sql in statements {
        let sql = sqlx::AssertSqlSafe((*sql).to_owned());
        match &place.location {
            Location::Sqlite(folder) => {
                let file = format!("sqlite://{}", folder.join("tacita.db").display());
                let mut conn = sqlx::SqliteConnection::connect(&file).await.unwrap();
                sqlx::query(sql).execute(&mut conn).await.unwrap();
                conn.close().await.unwrap();
            }
            Location::Postgres { url, .. } => {
                let mut conn = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query(sql).execute(&mut conn).await.unwrap();
                conn.close().await.unwrap();
            }
        }
    }
}

async fn write(store: &Store) -> Trunk {
    let who = store.who(Subject::SERVER).await.unwrap().plain();
    let mut trunk = Trunk::default();
    for size in HEADS {
        let leaves: Vec<Leaf> = (trunk.size()..size)
            .map(|number| Leaf {
                kind: LeafKind::Closed,
                who,
                what: [u8::try_from(number % 251).unwrap(); 32],
                purpose: None,
                when: Timestamp(i64::try_from(number).unwrap()),
                request: id(1),
            })
            .collect();
        store.commit(Vec::new(), leaves.clone()).await.unwrap();
        let mut bundles = Vec::new();
        for leaf in leaves {
            let root = trunk.push(Hash(leaf.hash()));
            bundles.extend(root.map(|root| LeafBundle {
                number: trunk.bundles() - 1,
                root: root.0,
            }));
        }
        let head = SignedHead {
            size,
            root: trunk.root().0,
            note: String::new(),
            made_at: Timestamp(1),
        };
        let write = Write::SignHead { head, bundles };
        store.commit(vec![write], Vec::new()).await.unwrap();
    }
    trunk
}

async fn audit(place: &Place, seen: Option<(u64, Hash)>) -> Result<Checked, Fault> {
    let rows = LedgerRows::open(&place.location).await.unwrap();
    let bundles = rows.bundles().await.unwrap();
    let mut audit = Audit::new(bundles.into_iter().map(Hash).collect());
    for head in rows.heads().await.unwrap() {
        audit.head(Holder::Log, head.size, Hash(head.root));
    }
    if let Some((size, root)) = seen {
        audit.head(Holder::Other, size, root);
    }
    let mut done = 0;
    let ended = loop {
        let slice = rows.leaves(done, 128).await.unwrap();
        let Some(last) = slice.last() else {
            break Ok(());
        };
        done = last.number;
        let mut each = slice.iter();
        let taken =
            each.try_for_each(|row| audit.leaf(row.number, row.leaf.as_ref(), Hash(row.hash)));
        if taken.is_err() {
            break taken;
        }
    };
    rows.close().await;
    ended?;
    audit.finish()
}

pub(crate) async fn a_ledger_changed_by_hand_is_found_and_placed(place: Place) {
    let store = place.open().await;
    let trunk = write(&store).await;
    let seen = Some((LEAVES, trunk.root()));
    let checked = audit(&place, seen).await.unwrap();
    assert_eq!((checked.trunk.size(), checked.covered), (LEAVES, LEAVES));
    store.close().await;

    // Each change with the way back, so that one log serves all.
    let fault = |changed: Result<Checked, Fault>| changed.err();
    let cases: Vec<(&str, Vec<String>, Fault, Vec<String>)> = vec![
        (
            "a word that is none",
            vec!["UPDATE leaf SET kind = 'clozed' WHERE number = 42".into()],
            Fault::Unreadable { number: 42 },
            vec!["UPDATE leaf SET kind = 'closed' WHERE number = 42".into()],
        ),
        (
            "an empty word where none was",
            vec!["UPDATE leaf SET purpose = '' WHERE number = 43".into()],
            Fault::Unreadable { number: 43 },
            vec!["UPDATE leaf SET purpose = NULL WHERE number = 43".into()],
        ),
        (
            "a word that would end its row",
            vec!["UPDATE leaf SET kind = 'closed x\nx1 ' WHERE number = 44".into()],
            Fault::Unreadable { number: 44 },
            vec!["UPDATE leaf SET kind = 'closed' WHERE number = 44".into()],
        ),
        (
            "another word",
            vec!["UPDATE leaf SET kind = 'frozen' WHERE number = 600".into()],
            Fault::Content { number: 600 },
            vec!["UPDATE leaf SET kind = 'closed' WHERE number = 600".into()],
        ),
        (
            "another time",
            vec!["UPDATE leaf SET time = time + 1 WHERE number = 7".into()],
            Fault::Content { number: 7 },
            vec!["UPDATE leaf SET time = time - 1 WHERE number = 7".into()],
        ),
        (
            "moved along",
            vec!["UPDATE leaf SET number = 9999 WHERE number = 300".into()],
            Fault::Number {
                wanted: 300,
                found: 301,
            },
            vec!["UPDATE leaf SET number = 300 WHERE number = 9999".into()],
        ),
        (
            "a forged bundle",
            vec![
                "UPDATE leaf_bundle SET root = (SELECT hash FROM leaf WHERE number = 1) \
                  WHERE number = 1"
                    .into(),
            ],
            Fault::Bundle {
                first: 257,
                last: 512,
            },
            Vec::new(),
        ),
    ];
    for (what, change, expected, back) in cases {
        by_hand(
            &place,
            &change.iter().map(String::as_str).collect::<Vec<_>>(),
        )
        .await;
        assert_eq!(fault(audit(&place, seen).await), Some(expected), "{what}");
        by_hand(&place, &back.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }
    // The bundle is mended by nobody; without bundles the heads place it.
    by_hand(&place, &["DELETE FROM leaf_bundle"]).await;
    assert!(audit(&place, seen).await.is_ok());
    let swap = [
        "UPDATE leaf SET number = -1 WHERE number = 295",
        "UPDATE leaf SET number = 295 WHERE number = 299",
        "UPDATE leaf SET number = 299 WHERE number = -1",
    ];
    by_hand(&place, &swap).await;
    let moved = Fault::Signed {
        first: 291,
        last: 300,
    };
    assert_eq!(fault(audit(&place, seen).await), Some(moved));
    by_hand(&place, &swap).await;
    // Cut back with its heads: only what somebody else holds speaks against it.
    by_hand(
        &place,
        &[
            "DELETE FROM leaf WHERE number > 300",
            "DELETE FROM checkpoint WHERE size > 300",
        ],
    )
    .await;
    assert!(audit(&place, None).await.is_ok());
    let shorter = Fault::Shorter {
        head: LEAVES,
        size: 300,
    };
    assert_eq!(fault(audit(&place, seen).await), Some(shorter));
}
