//! The two databases behind one face: a connection, a pool, and two tiny macros.
//!
//! One SQL text serves both (SQLite reads `$1` too); values go through [`Cell`]. `on!` compiles its
//! body once per database; keep the bodies small. SQL is either a literal or put together from
//! constants of this crate, never from a value.

use crate::cell::{Cell, Cells, Shape};
use crate::error::StoreError;
use crate::table::Row;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row as _, SqliteConnection, SqlitePool};

/// Readers.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// One connection that writes.
#[derive(Debug)]
pub(crate) enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Runs the same expression on either database; `$c` is the inner connection or pool.
macro_rules! on {
    ($db:expr, $kind:ident, |$c:ident| $body:expr) => {
        match $db {
            crate::db::$kind::Sqlite($c) => $body,
            crate::db::$kind::Postgres($c) => $body,
        }
    };
}
pub(crate) use on;

/// Runs a block between BEGIN and COMMIT; an error in it rolls everything back.
macro_rules! tx {
    ($conn:expr, $body:expr) => {{
        $conn.begin().await?;
        match $body.await {
            Ok(value) => $conn.commit().await.map(|()| value),
            Err(error) => {
                $conn.rollback().await;
                Err(error)
            }
        }
    }};
}
pub(crate) use tx;

macro_rules! bind {
    ($query:expr, $cells:expr) => {{
        let mut query = $query;
        for cell in $cells {
            query = match cell {
                Cell::Int(value) => query.bind(value),
                Cell::Text(value) => query.bind(value),
                Cell::Blob(value) => query.bind(value),
            };
        }
        query
    }};
}

macro_rules! read {
    ($row:expr, $shapes:expr, $table:expr) => {{
        let mut cells = Vec::with_capacity($shapes.len());
        for (index, shape) in $shapes.iter().enumerate() {
            let cell = match shape {
                Shape::Int => $row.try_get::<Option<i64>, _>(index).map(Cell::Int),
                Shape::Text => $row.try_get::<Option<String>, _>(index).map(Cell::Text),
                Shape::Blob => $row.try_get::<Option<Vec<u8>>, _>(index).map(Cell::Blob),
            };
            cells.push(cell.map_err(|error| StoreError::from_sqlx(error, $table))?);
        }
        Ok::<_, StoreError>(Cells::new($table, cells))
    }};
}

/// Reading, on a pool or on the writer's connection.
macro_rules! reading {
    ($kind:ident, $self:ty) => {
        impl $kind {
            /// All rows of a query whose columns have these shapes.
            pub(crate) async fn rows(
                self: $self,
                table: &'static str,
                sql: impl Into<String> + Send,
                shapes: &[Shape],
                cells: Vec<Cell>,
            ) -> Result<Vec<Cells>, StoreError> {
                let sql = AssertSqlSafe(sql.into());
                on!(self, $kind, |inner| {
                    let rows = bind!(sqlx::query(sql), cells)
                        .fetch_all(inner)
                        .await
                        .map_err(|error| StoreError::from_sqlx(error, table))?;
                    rows.iter().map(|row| read!(row, shapes, table)).collect()
                })
            }

            /// All rows of a table that a tail such as `WHERE id = $1` selects.
            pub(crate) async fn all<R: Row>(
                self: $self,
                tail: &str,
                cells: Vec<Cell>,
            ) -> Result<Vec<R>, StoreError> {
                self.rows(R::TABLE, R::select(tail), R::SHAPES, cells)
                    .await?
                    .into_iter()
                    .map(R::from_cells)
                    .collect()
            }

            /// The first such row, if there is one.
            pub(crate) async fn first<R: Row>(
                self: $self,
                tail: &str,
                cells: Vec<Cell>,
            ) -> Result<Option<R>, StoreError> {
                Ok(self.all(tail, cells).await?.into_iter().next())
            }

            /// One number, such as a count. `None` when there is no row or it is NULL.
            pub(crate) async fn number(
                self: $self,
                table: &'static str,
                sql: &'static str,
                cells: Vec<Cell>,
            ) -> Result<Option<i64>, StoreError> {
                match self
                    .rows(table, sql, &[Shape::Int], cells)
                    .await?
                    .into_iter()
                    .next()
                {
                    Some(mut row) => row.take("number"),
                    None => Ok(None),
                }
            }
        }
    };
}

reading!(Db, &Self);
reading!(Conn, &mut Self);

impl Conn {
    /// Runs a statement; how many rows it touched.
    pub(crate) async fn run(
        &mut self,
        table: &'static str,
        sql: impl Into<String> + Send,
        cells: Vec<Cell>,
    ) -> Result<u64, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        on!(self, Conn, |inner| bind!(sqlx::query(sql), cells)
            .execute(inner)
            .await
            .map(|done| done.rows_affected())
            .map_err(|error| StoreError::from_sqlx(error, table)))
    }

    /// BEGIN. IMMEDIATE on SQLite: a transaction that reads first and writes later would otherwise
    /// fail in the middle when another connection wrote in between.
    pub(crate) async fn begin(&mut self) -> Result<(), StoreError> {
        let sql = match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN",
        };
        self.run("begin", sql, Vec::new()).await.map(drop)
    }

    /// COMMIT, durable when it returns. Rolls back when it fails.
    pub(crate) async fn commit(&mut self) -> Result<(), StoreError> {
        let done = self.run("commit", "COMMIT", Vec::new()).await;
        if done.is_err() {
            self.rollback().await;
        }
        done.map(drop)
    }

    /// ROLLBACK. An error is of no interest: SQLite has rolled back by itself on a full disk, and
    /// a connection that is gone took its transaction along.
    pub(crate) async fn rollback(&mut self) {
        let _ = self.run("rollback", "ROLLBACK", Vec::new()).await;
    }

    /// Whether this is PostgreSQL.
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

impl Conn {
    /// Takes its leave of the database. An error is of no interest any more.
    pub(crate) async fn close(self) {
        use sqlx::Connection;
        let _ = on!(self, Conn, |inner| inner.close().await);
    }
}
