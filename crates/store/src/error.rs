//! Why storage did not do what was asked. Says whose fault it is; never holds anything of a row.

/// What storage answers when it does not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk (or the quota) is full. Nothing of the request was kept; try again later.
    #[error("the disk is full")]
    Full,
    /// Somebody was first: a unique place is taken or the row is no longer as the caller thought.
    /// Names the table. The caller reads again and decides anew.
    #[error("another write to `{0}` came first")]
    Conflict(&'static str),
    /// A row that the request builds on is not there. Names the table.
    #[error("no such row in `{0}`")]
    Missing(&'static str),
    /// The stored row makes no sense: our bug, or somebody wrote to the database by hand.
    #[error("a stored row makes no sense: `{table}.{column}`")]
    Nonsense {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
    },
    /// The decision handed in does not cover what was asked for. The caller's bug, or it ended.
    #[error("the decision does not cover this")]
    NotAllowed(#[from] tacita_policy::Stale),
    /// The proof of a leaf handed in is not ours or says something else. The caller's bug.
    #[error("no durable leaf says so")]
    NotRecorded,
    /// The key that wraps server halves is missing or does not open what it wrapped.
    #[error("a server half cannot be opened")]
    Kms(#[from] crate::kms::KmsError),
    /// Another process has these files or this database open.
    #[error("the store is in use by another process")]
    InUse,
    /// The store is shutting down or its writer has ended.
    #[error("the store is closed")]
    Closed,
    /// Files could not be made or locked.
    #[error("the data directory cannot be used")]
    Files(#[source] std::io::Error),
    /// A migration did not run.
    #[error("the schema cannot be brought up to date")]
    Schema(#[source] Box<sqlx::migrate::MigrateError>),
    /// The database refused or is away. The text of the driver is kept as the source.
    #[error("the database refused")]
    Database(#[source] Box<sqlx::Error>),
}

impl StoreError {
    /// Translates a driver's error; `table` names the place for conflicts.
    pub(crate) fn from_sqlx(error: sqlx::Error, table: &'static str) -> Self {
        if let sqlx::Error::Database(inner) = &error {
            if inner.is_unique_violation() {
                return Self::Conflict(table);
            }
            if inner.is_foreign_key_violation() {
                return Self::Missing(table);
            }
            // SQLITE_FULL is primary code 13; PostgreSQL says 53100 (disk_full).
            let code = inner.code();
            let code = code.as_deref().unwrap_or_default();
            if code == "53100" || code.parse::<i32>().is_ok_and(|number| number & 0xff == 13) {
                return Self::Full;
            }
        }
        Self::Database(Box::new(error))
    }
}
