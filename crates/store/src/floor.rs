//! The floor under the server's bench: the same rows by one writer, without a server around them.
//!
//! [`plain`] goes through the driver alone, [`with_leaf`] adds the ledger's leaf, [`through_store`]
//! goes through [`Store::commit`]. All write
//! into a fresh SQLite directory with `synchronous=FULL`. Figures mean something only beside each
//! other and beside the bench, from the same run on the same machine.

use crate::error::StoreError;
use crate::open::Store;
use crate::rows::Entry;
use crate::write::Write;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection};
use std::path::Path;
use std::time::{Duration, Instant};
use tacita_ledger::{Leaf, LeafKind, WhoHash, batch_digest};
use tacita_model::{
    ChainHash, ConversationId, Epoch, MessageId, Place, RequestId, Sequence, Timestamp, TypedId,
};

/// Batch sizes that the floor is measured at.
pub const BATCHES: [usize; 4] = [1, 8, 64, 512];
/// Conversations that the rows are spread over.
const CONVERSATIONS: u64 = 500;

/// One measurement.
#[derive(Debug, Clone, Copy)]
pub struct Floor {
    /// Rows in one transaction.
    pub batch: usize,
    /// Rows written.
    pub rows: u64,
    /// Durable rows a second.
    pub rows_per_second: f64,
    /// Processor time of this process per row, in microseconds.
    pub cpu_microseconds_per_row: f64,
}

/// The row that both arms write, numbered from 1.
fn row(number: u64, body_bytes: usize) -> Entry {
    let conversation = number % CONVERSATIONS;
    let mut id = [0u8; 16];
    id.copy_from_slice(&(u128::from(conversation) << 64 | 7).to_be_bytes());
    let mut hash = [0u8; 32];
    for (at, byte) in hash.iter_mut().zip(number.to_be_bytes().iter().cycle()) {
        *at = byte.wrapping_mul(31);
    }
    Entry {
        conversation: ConversationId::from_bytes(id),
        place: Place {
            sequence: Sequence(number / CONVERSATIONS + 1),
            chain: ChainHash(hash),
        },
        time: Timestamp(i64::try_from(number).unwrap_or(0)),
        kind: 1,
        sender: hash,
        counter: number,
        epoch: Epoch(1),
        message: MessageId::from_bytes(u128::from(number).to_be_bytes()),
        body: vec![0x5a; body_bytes].into(),
        body_hash: hash,
    }
}

#[expect(clippy::disallowed_methods, reason = "this is a measurement")]
fn now() -> Instant {
    Instant::now()
}

/// User and system time of this process, all threads, in seconds (Linux; 0 elsewhere).
#[must_use]
pub fn cpu_seconds() -> f64 {
    // Fields 14 and 15 of proc(5) stat, in hundredths of a second; the name before them may hold
    // spaces and ends with the last parenthesis.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_ascii_whitespace().skip(11).take(2);
    ticks
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// The driver alone: one connection, BEGIN, one insert of `batch` rows, COMMIT.
///
/// # Errors
/// [`StoreError`] when the files cannot be written.
pub async fn plain(
    directory: &Path,
    batch: usize,
    body_bytes: usize,
    span: Duration,
) -> Result<Floor, StoreError> {
    driver(directory, batch, body_bytes, span, false).await
}

/// As [`plain`] with the leaf over each batch: its hashes and its row in the same transaction. The
/// difference is what the ledger costs; no build of the service can leave it out.
///
/// # Errors
/// As [`plain`].
pub async fn with_leaf(
    directory: &Path,
    batch: usize,
    body_bytes: usize,
    span: Duration,
) -> Result<Floor, StoreError> {
    driver(directory, batch, body_bytes, span, true).await
}

async fn driver(
    directory: &Path,
    batch: usize,
    body_bytes: usize,
    span: Duration,
    leaf: bool,
) -> Result<Floor, StoreError> {
    std::fs::create_dir_all(directory).map_err(StoreError::Files)?;
    let options = SqliteConnectOptions::new()
        .filename(directory.join("floor.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", "4000");
    let failed = |error| StoreError::from_sqlx(error, "floor");
    let mut conn = SqliteConnection::connect_with(&options)
        .await
        .map_err(failed)?;
    sqlx::migrate!("migrations/sqlite")
        .run(&mut conn)
        .await
        .map_err(|error| StoreError::Schema(Box::new(error)))?;
    let mut conn = crate::db::Conn::Sqlite(conn);
    let mut inserts = crate::insert::Inserts::new(&conn);
    let conn = &mut conn;
    let (began, cpu_before) = (now(), cpu_seconds());
    let (mut rows, mut leaves) = (0u64, 0u64);
    while began.elapsed() < span {
        let entries: Vec<Entry> = (0..batch)
            .zip(rows..)
            .map(|(_, number)| row(number, body_bytes))
            .collect();
        let entries: Vec<&Entry> = entries.iter().collect();
        conn.begin().await?;
        inserts
            .entries(conn, rows.saturating_add(1), &entries)
            .await?;
        if leaf {
            leaves = leaves.saturating_add(1);
            crate::commit::put_leaf(conn, leaves, &leaf_over(&entries, rows)).await?;
        }
        conn.commit().await?;
        rows = rows.saturating_add(u64::try_from(batch).unwrap_or(1));
    }
    Ok(figure(
        batch,
        rows,
        began.elapsed(),
        cpu_seconds() - cpu_before,
    ))
}

/// The leaf that the writer makes over a batch.
fn leaf_over(entries: &[&Entry], rows: u64) -> Leaf {
    let numbered = entries.iter().zip(rows..);
    Leaf {
        kind: LeafKind::Entries,
        who: WhoHash([7; 32]),
        what: batch_digest(numbered.map(|(entry, global)| (global, entry.body_hash))),
        purpose: None,
        when: Timestamp(1),
        request: RequestId::from_bytes([0; 16]),
    }
}

/// Puts so many rows into a store, for a bench that wants a past.
///
/// # Errors
/// [`StoreError`] when the store does not take them.
pub async fn fill(store: &Store, rows: u64, body_bytes: usize) -> Result<(), StoreError> {
    let mut done = 0u64;
    while done < rows {
        let most = rows.min(done.saturating_add(512));
        let entries = (done..most).map(|number| row(number, body_bytes)).collect();
        store
            .commit(vec![Write::Entries(entries)], Vec::new())
            .await?;
        done = most;
    }
    Ok(())
}

/// Through [`Store::commit`]: `batch` rows per commit, the next one when the first is durable.
///
/// # Errors
/// [`StoreError`] when the store does not take them.
pub async fn through_store(
    store: &Store,
    batch: usize,
    body_bytes: usize,
    span: Duration,
) -> Result<Floor, StoreError> {
    let (began, cpu_before) = (now(), cpu_seconds());
    let mut rows = 0u64;
    while began.elapsed() < span {
        let entries = (0..batch)
            .zip(rows..)
            .map(|(_, number)| row(number, body_bytes))
            .collect();
        store
            .commit(vec![Write::Entries(entries)], Vec::new())
            .await?;
        rows = rows.saturating_add(u64::try_from(batch).unwrap_or(1));
    }
    Ok(figure(
        batch,
        rows,
        began.elapsed(),
        cpu_seconds() - cpu_before,
    ))
}

fn figure(batch: usize, rows: u64, span: Duration, cpu: f64) -> Floor {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count of rows, far below 2^52"
    )]
    let count = rows as f64;
    Floor {
        batch,
        rows,
        rows_per_second: count / span.as_secs_f64(),
        cpu_microseconds_per_row: cpu * 1e6 / count,
    }
}
