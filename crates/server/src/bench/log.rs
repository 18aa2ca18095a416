//! The ledger by itself: how many leaves become durable, are sequenced and signed, are verified again.
//!
//! One store in a folder of its own, one act a commit, many commits at once, as people's acts come. What
//! a leaf costs a message stands in the floor's table and beside the full speed. Next: [`super::report`].

use crate::commands::Failure;
use crate::host::{Randomness, SystemClock, SystemRandomness};
use crate::ledger::Ledger;
use crate::ledger::go_over::go_over;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{Clock, Purpose, RequestId, TypedId};
use tacita_store::{Config, LocalKms, Location, Store, floor};
use zeroize::Zeroizing;

/// Commits that are under way at once.
const AT_ONCE: u64 = 256;
/// Leaves that are sequenced and verified: enough to be above one burst of either.
const LEAVES: u64 = 200_000;
/// Leaves of one commit while the log is filled up to that.
const FILL: u64 = 2_000;

/// What was found.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Log {
    /// Acts a second, each a commit with one leaf, all durable.
    pub durable_leaves_per_second: f64,
    /// Leaves a second that are read back, put into the tree and signed over.
    pub sequenced_leaves_per_second: f64,
    /// Processor time of sequencing one leaf, in microseconds.
    pub sequencing_cpu_microseconds: f64,
    /// Leaves a second that are read back, hashed again and compared with every head and bundle.
    pub verified_leaves_per_second: f64,
    /// Leaves of that.
    pub leaves: u64,
}

#[expect(clippy::disallowed_methods, reason = "this is a measurement")]
fn now() -> Instant {
    Instant::now()
}

fn per_second(count: u64, began: Instant) -> f64 {
    super::machine::number(count) / began.elapsed().as_secs_f64().max(f64::MIN_POSITIVE)
}

/// Measures for about three times `span`.
///
/// # Errors
/// The store's, and a log that does not verify.
pub async fn measure(folder: &Path, span: Duration) -> Result<Log, Failure> {
    let store = open(folder).await?;
    let who = store.who(Subject::SERVER).await?;
    let leaf = move |number: u64| {
        let mut what = [0; 32];
        for (to, from) in what.iter_mut().zip(number.to_be_bytes()) {
            *to = from;
        }
        Leaf {
            kind: LeafKind::LogOpened,
            who: who.about(&what),
            what,
            purpose: Some(Purpose::AnswerChat),
            when: SystemClock.now(),
            request: RequestId::from_bytes([7; 16]),
        }
    };
    let began = now();
    let tasks = (0..AT_ONCE).map(|task| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut number = task;
            while began.elapsed() < span {
                store.commit(Vec::new(), vec![leaf(number)]).await?;
                number = number.saturating_add(AT_ONCE);
            }
            Ok::<_, tacita_store::StoreError>(())
        })
    });
    for task in futures_util::future::join_all(tasks).await {
        task??;
    }
    let rows = store.ledger();
    let mut size = rows.size().await?;
    let durable_leaves_per_second = per_second(size, began);
    while size < LEAVES {
        let many = (size..size.saturating_add(FILL)).map(leaf).collect();
        store.commit(Vec::new(), many).await?;
        size = rows.size().await?;
    }
    let secret = Zeroizing::new([9; 32]);
    let ledger = Ledger::take_up("bench/ledger".to_owned(), Some(&secret), &rows).await?;
    let (began, cpu) = (now(), floor::cpu_seconds());
    ledger.sequence(&store, SystemClock.now()).await?;
    let sequenced_leaves_per_second = per_second(size, began);
    let cpu = floor::cpu_seconds() - cpu;
    let vkey = ledger.vkey().ok_or("the ledger has no key")?;
    let began = now();
    let checked = go_over(&rows, vkey, &[], Duration::ZERO, |_| {}).await?;
    let verified_leaves_per_second = per_second(checked.trunk.size(), began);
    store.close().await;
    Ok(Log {
        durable_leaves_per_second,
        sequenced_leaves_per_second,
        sequencing_cpu_microseconds: cpu * 1e6 / super::machine::number(size),
        verified_leaves_per_second,
        leaves: size,
    })
}

async fn open(folder: &Path) -> Result<Store, Failure> {
    let fill: tacita_store::Randomness =
        Arc::new(|bytes| SystemRandomness.generator().fill_bytes(bytes));
    let kms = LocalKms::open(folder.join("halves"), Arc::clone(&fill))?;
    let place = Location::Sqlite(folder.to_owned());
    let settings = Config::new(place, Arc::new(SystemClock), fill, Arc::new(kms));
    Ok(Store::open(settings).await?)
}
