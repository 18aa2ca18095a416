//! A store with a ledger, without the rest of the service.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use tacita_ledger::note::{Algorithm, NoteKey, VerifierKey};
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{Clock, Purpose, RequestId, Timestamp, TypedId};
use tacita_server::host::SystemClock;
use tacita_server::ledger::Ledger;
use tacita_store::{LocalKms, Location, Store};
use zeroize::Zeroizing;

pub const ORIGIN: &str = "desk.example/ledger";
pub const SECRET: [u8; 32] = [7; 32];

pub fn vkey() -> VerifierKey {
    VerifierKey::of(ORIGIN, Algorithm::Ed25519, &NoteKey::from_bytes(&SECRET)).unwrap()
}

pub async fn open(folder: &Path) -> Store {
    static DRAWN: AtomicU8 = AtomicU8::new(1);
    let draw: tacita_store::Randomness =
        Arc::new(|bytes: &mut [u8]| bytes.fill(DRAWN.fetch_add(1, Ordering::Relaxed)));
    let kms = LocalKms::open(folder.join("kms"), draw.clone()).unwrap();
    let location = Location::Sqlite(folder.to_owned());
    let config = tacita_store::Config::new(location, Arc::new(SystemClock), draw, Arc::new(kms));
    Store::open(config).await.unwrap()
}

pub async fn take_up(store: &Store) -> Ledger {
    take_up_as(store, ORIGIN, Some(SECRET)).await
}

pub async fn take_up_as(store: &Store, origin: &str, secret: Option<[u8; 32]>) -> Ledger {
    let secret = secret.map(Zeroizing::new);
    let rows = store.ledger();
    Ledger::take_up(origin.to_owned(), secret.as_ref(), &rows)
        .await
        .unwrap()
}

/// Leaves that say something each; `word` tells one past from another.
pub async fn grow(store: &Store, word: u8, numbers: std::ops::Range<u64>) {
    let who = store.who(Subject::SERVER).await.unwrap().plain();
    let kinds = [LeafKind::IntakeOpened, LeafKind::Closed, LeafKind::SignedIn];
    let leaves: Vec<Leaf> = numbers
        .map(|number| {
            let mut what = [word; 32];
            what[..8].copy_from_slice(&number.to_be_bytes());
            Leaf {
                kind: kinds[usize::try_from(number % 3).unwrap()],
                who,
                what,
                purpose: (number % 2 == 0).then_some(Purpose::AnswerChat),
                when: Timestamp(1_700_000_000_000_000 + i64::try_from(number).unwrap()),
                request: RequestId::from_bytes([word; 16]),
            }
        })
        .collect();
    store.commit(Vec::new(), leaves).await.unwrap();
}

pub async fn sequence(ledger: &Ledger, store: &Store) {
    ledger.sequence(store, SystemClock.now()).await.unwrap();
}

/// As somebody who copies a data folder away, or back.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}
