//! Opening a store: files or server, schema, lock against a second process, the writer's start.

use crate::checkpoint;
use crate::commit::{self, Command};
use crate::counts::{Counters, Counts};
use crate::db::{Conn, Db};
use crate::error::StoreError;
use crate::halves::Halves;
use crate::kms::{Kms, Randomness};
use crate::tail::Tail;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection, postgres::PgPoolOptions};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tacita_ledger::Witness;
use tacita_model::Clock;
use tokio::sync::mpsc;

/// Requests that wait for the writer at most; callers beyond that wait in line.
const QUEUE_LENGTH: usize = 4096;

/// Which database.
#[derive(Debug, Clone)]
pub enum Location {
    /// SQLite files `tacita.db` and `halves.db` in a directory.
    Sqlite(PathBuf),
    /// PostgreSQL; the halves in a schema of their own, or better in a database of their own.
    Postgres {
        /// Connection URL of the service's database.
        url: String,
        /// Connection URL of the halves' database; the same one is allowed.
        halves_url: String,
    },
}

/// What a store is opened with.
pub struct Config {
    /// Which database.
    pub location: Location,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Random bytes.
    pub randomness: Randomness,
    /// What wraps the server halves.
    pub kms: Arc<dyn Kms>,
    /// Connections for reading.
    pub readers: u32,
    /// How often entries get into the index by conversation.
    pub index_every: Duration,
    /// Transactions between two checkpoints of SQLite's log.
    pub checkpoint_commits: u32,
    /// Switches `synchronous` off. Exists to show that the power-cut test notices.
    #[cfg(feature = "controls")]
    pub synchronous_off: bool,
}

impl Config {
    /// The usual settings.
    #[must_use]
    pub fn new(
        location: Location,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
        kms: Arc<dyn Kms>,
    ) -> Self {
        Self {
            location,
            clock,
            randomness,
            kms,
            readers: 4,
            index_every: Duration::from_secs(3),
            checkpoint_commits: 256,
            #[cfg(feature = "controls")]
            synchronous_off: false,
        }
    }

    fn synchronous(&self) -> SqliteSynchronous {
        #[cfg(feature = "controls")]
        if self.synchronous_off {
            return SqliteSynchronous::Off;
        }
        SqliteSynchronous::Full
    }
}

/// The rows of the service. Cheap to clone; all clones share one writer.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) readers: Db,
    pub(crate) commands: mpsc::Sender<Command>,
    pub(crate) witness: Arc<Witness>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Randomness,
    pub(crate) halves: Halves,
    pub(crate) tail: Arc<Mutex<Tail>>,
    pub(crate) salts: Mutex<HashMap<[u8; 19], [u8; 32]>>,
    counts: Arc<Counters>,
    /// Held for its lock: a second process on the same files would fork every log.
    lock: Mutex<Option<std::fs::File>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Opens or makes the store, brings its schema up to date and indexes what a crash left.
    ///
    /// Needs a running tokio runtime: the writer is a task on it.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has it, [`StoreError::Files`],
    /// [`StoreError::Schema`], [`StoreError::Database`] when it cannot be reached.
    pub async fn open(config: Config) -> Result<Self, StoreError> {
        let opened = match &config.location {
            Location::Sqlite(directory) => sqlite(&config, directory).await?,
            Location::Postgres { url, halves_url } => postgres(&config, url, halves_url).await?,
        };
        let mut mark = [0u8; 32];
        (config.randomness)(&mut mark);
        #[expect(clippy::disallowed_methods, reason = "this is the store")]
        let witness = Arc::new(Witness::new(mark));
        let (commands, queue) = mpsc::channel(QUEUE_LENGTH);
        let tail = Arc::new(Mutex::new(Tail::default()));
        let counts = Arc::new(Counters::default());
        let store = Self {
            inner: Arc::new(Inner {
                readers: opened.readers,
                commands,
                witness: Arc::clone(&witness),
                clock: Arc::clone(&config.clock),
                randomness: Arc::clone(&config.randomness),
                halves: Halves::new(
                    opened.halves,
                    Arc::clone(&config.kms),
                    Arc::clone(&config.randomness),
                ),
                tail: Arc::clone(&tail),
                salts: Mutex::new(HashMap::new()),
                counts: Arc::clone(&counts),
                lock: Mutex::new(opened.lock),
            }),
        };
        let writer = commit::Writer::start(
            opened.writer,
            opened
                .checkpointer
                .map(|conn| checkpoint::Handle::start(conn, config.checkpoint_commits)),
            queue,
            tail,
            witness,
            Arc::clone(&config.clock),
            Arc::clone(&config.randomness),
            config.index_every,
            counts,
        )
        .await?;
        tokio::spawn(writer.run());
        Ok(store)
    }

    /// Waits until leaves became durable since the last call; for the one who sequences them.
    pub async fn leaves_added(&self) {
        self.inner.counts.leaves().await;
    }

    /// What the writer did since the store was opened.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.inner.counts.read()
    }

    /// Ends the writer after what is queued, moves the log into the database file and closes.
    pub async fn close(self) {
        let (done, ended) = tokio::sync::oneshot::channel();
        if self.inner.commands.send(Command::Stop(done)).await.is_ok() {
            let _ = ended.await;
        }
        crate::db::on!(&self.inner.readers, Db, |pool| pool.close().await);
        self.inner.halves.close().await;
        let lock = self
            .inner
            .lock
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take();
        drop(lock);
    }
}

struct Opened {
    writer: Conn,
    checkpointer: Option<Conn>,
    readers: Db,
    halves: Conn,
    lock: Option<std::fs::File>,
}

fn schema(error: sqlx::migrate::MigrateError) -> StoreError {
    StoreError::Schema(Box::new(error))
}

/// `Migrator::run` takes an `Acquire`, whose future is not `Send` for every lifetime, and the server
/// opens the store on a runtime of many threads; `run_direct` is the driver's way around it.
async fn migrate<C: sqlx::migrate::Migrate>(
    migrator: &sqlx::migrate::Migrator,
    conn: &mut C,
) -> Result<(), StoreError> {
    migrator.run_direct(None, conn, false).await.map_err(schema)
}

fn reach(error: sqlx::Error) -> StoreError {
    StoreError::from_sqlx(error, "open")
}

async fn sqlite(config: &Config, directory: &std::path::Path) -> Result<Opened, StoreError> {
    std::fs::create_dir_all(directory).map_err(StoreError::Files)?;
    let lock = std::fs::File::create(directory.join("lock")).map_err(StoreError::Files)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(std::fs::TryLockError::WouldBlock) => return Err(StoreError::InUse),
        Err(std::fs::TryLockError::Error(error)) => return Err(StoreError::Files(error)),
    }
    let options = SqliteConnectOptions::new()
        .filename(directory.join("tacita.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(config.synchronous())
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("wal_autocheckpoint", "0")
        // Deleted bodies are ciphertext whose keys are gone; they are overwritten all the same.
        .pragma("secure_delete", "FAST")
        .pragma("cache_size", "-8192")
        .statement_cache_capacity(crate::insert::STATEMENTS)
        // The driver would log statements, and count and time each one for it.
        .disable_statement_logging();
    let halves_options = SqliteConnectOptions::new()
        .filename(directory.join("halves.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(config.synchronous())
        .busy_timeout(Duration::from_secs(10))
        .pragma("secure_delete", "ON")
        .disable_statement_logging();

    let mut writer = SqliteConnection::connect_with(&options)
        .await
        .map_err(reach)?;
    migrate(&sqlx::migrate!("migrations/sqlite"), &mut writer).await?;
    let mut halves = SqliteConnection::connect_with(&halves_options)
        .await
        .map_err(reach)?;
    migrate(&sqlx::migrate!("migrations/sqlite_halves"), &mut halves).await?;
    let checkpointer = SqliteConnection::connect_with(&options)
        .await
        .map_err(reach)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(config.readers.max(1))
        .connect_lazy_with(options.pragma("query_only", "ON"));
    Ok(Opened {
        writer: Conn::Sqlite(writer),
        checkpointer: Some(Conn::Sqlite(checkpointer)),
        readers: Db::Sqlite(readers),
        halves: Conn::Sqlite(halves),
        lock: Some(lock),
    })
}

async fn postgres(config: &Config, url: &str, halves_url: &str) -> Result<Opened, StoreError> {
    let mut writer = PgConnection::connect(url).await.map_err(reach)?;
    // One process writes the logs; the number is "tacita" in ASCII. Held by the connection.
    let locked: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock(127978942557281)")
        .fetch_one(&mut writer)
        .await
        .map_err(reach)?;
    if !locked {
        return Err(StoreError::InUse);
    }
    sqlx::query("SET synchronous_commit = on")
        .execute(&mut writer)
        .await
        .map_err(reach)?;
    migrate(&sqlx::migrate!("migrations/postgres"), &mut writer).await?;
    let mut halves = PgConnection::connect(halves_url).await.map_err(reach)?;
    for sql in [
        "CREATE SCHEMA IF NOT EXISTS halves",
        "SET search_path = halves",
    ] {
        sqlx::query(sql).execute(&mut halves).await.map_err(reach)?;
    }
    migrate(&sqlx::migrate!("migrations/postgres_halves"), &mut halves).await?;
    let readers = PgPoolOptions::new()
        .max_connections(config.readers.max(1))
        .connect_lazy(url)
        .map_err(reach)?;
    Ok(Opened {
        writer: Conn::Postgres(writer),
        checkpointer: None,
        readers: Db::Postgres(readers),
        halves: Conn::Postgres(halves),
        lock: None,
    })
}
