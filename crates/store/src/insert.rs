//! The inserts of the hot path, as texts of fixed sizes so that their statements stay prepared.
//!
//! Everything else binds through [`crate::cell`]; these bind directly, because they run once per
//! message. Up to [`EXACT`] rows there is a text for each number of rows; beyond that 512 and 64.
//! On SQLite a round of nothing but entries goes as one text from BEGIN to COMMIT: every statement
//! costs a trip to the connection's thread, which is most of the price of a small transaction.

use crate::cell::Cell;
use crate::db::Conn;
use crate::error::StoreError;
use crate::rows::{ENTRY_COLUMNS, Entry, LeafRow};
use crate::table::Row as _;
use crate::tail::Place;
use sqlx::AssertSqlSafe;
use std::sync::Arc;
use tacita_model::{ConversationId, TypedId};

/// Up to this many rows there is a statement for each number.
const EXACT: usize = 64;
const HUGE: usize = 512;
const ENTRY_VALUES: usize = 12;
const INDEX_VALUES: usize = 4;
/// Statements that a connection of the writer keeps prepared.
pub(crate) const STATEMENTS: usize = 256;

/// Statement texts by number of rows, made when first used.
struct Texts {
    head: String,
    tail: String,
    values: usize,
    numbered: bool,
    made: Vec<Option<Arc<str>>>,
    huge: Option<Arc<str>>,
}

impl Texts {
    fn new(head: String, values: usize, tail: String, numbered: bool) -> Self {
        let made = vec![None; EXACT.saturating_add(1)];
        Self {
            head,
            tail,
            values,
            numbered,
            made,
            huge: None,
        }
    }

    /// How many rows the next statement takes when this many are left, and its text.
    fn pick(&mut self, left: usize) -> (usize, Arc<str>) {
        let rows = if left >= HUGE { HUGE } else { left.min(EXACT) };
        let slot = match self.made.get_mut(rows) {
            Some(slot) => slot,
            None => &mut self.huge,
        };
        let text = slot.get_or_insert_with(|| {
            let places = places(rows, self.values, self.numbered);
            Arc::from(format!("{}{places}{}", self.head, self.tail))
        });
        (rows, Arc::clone(text))
    }
}

/// All texts of the hot path.
pub(crate) struct Inserts {
    entries: Texts,
    rounds: Texts,
    index: Texts,
}

macro_rules! bound {
    ($conn:expr, $sql:expr, $table:literal, $query:ident, $body:block) => {
        match $conn {
            Conn::Sqlite(inner) => {
                let mut $query = sqlx::query::<sqlx::Sqlite>(AssertSqlSafe($sql));
                $body
                $query.execute(inner).await.map(drop)
            }
            Conn::Postgres(inner) => {
                let mut $query = sqlx::query::<sqlx::Postgres>(AssertSqlSafe($sql));
                $body
                $query.execute(inner).await.map(drop)
            }
        }
        .map_err(|error| StoreError::from_sqlx(error, $table))
    };
}

/// Binds one entry; a macro because the two databases' queries are different types.
macro_rules! bind_entry {
    ($query:expr, $global:expr, $entry:expr) => {
        $query
            .bind(number($global))
            .bind($entry.conversation.to_bytes().to_vec())
            .bind(number($entry.place.sequence.0))
            .bind($entry.time.0)
            .bind(i64::from($entry.kind))
            .bind($entry.sender.to_vec())
            .bind(number($entry.counter))
            .bind(number($entry.epoch.0))
            .bind($entry.message.to_bytes().to_vec())
            .bind($entry.body.to_vec())
            .bind($entry.body_hash.to_vec())
            .bind($entry.place.chain.0.to_vec())
    };
}

impl Inserts {
    pub(crate) fn new(conn: &Conn) -> Self {
        let numbered = conn.is_postgres();
        let entries = format!("INSERT INTO entry ({ENTRY_COLUMNS}) VALUES ");
        let index = "INSERT INTO entry_index (conversation, sequence, global, message) VALUES ";
        let leaf = format!(
            "; INSERT INTO leaf ({}) VALUES {}; COMMIT",
            LeafRow::COLUMNS.join(", "),
            places(1, LeafRow::COLUMNS.len(), false)
        );
        let round = format!("BEGIN IMMEDIATE; {entries}");
        let there = " ON CONFLICT DO NOTHING".to_owned();
        Self {
            entries: Texts::new(entries, ENTRY_VALUES, String::new(), numbered),
            rounds: Texts::new(round, ENTRY_VALUES, leaf, false),
            index: Texts::new(index.to_owned(), INDEX_VALUES, there, numbered),
        }
    }

    /// Whether [`Inserts::round`] can take this many entries.
    pub(crate) const fn has_round(conn: &Conn, rows: usize) -> bool {
        !conn.is_postgres() && rows > 0 && rows <= EXACT
    }

    /// A whole transaction (SQLite): entries and the leaf over them. After an error the caller
    /// rolls back.
    pub(crate) async fn round(
        &mut self,
        conn: &mut Conn,
        first_global: u64,
        entries: &[&Entry],
        leaf: LeafRow,
    ) -> Result<(), StoreError> {
        let (_, sql) = self.rounds.pick(entries.len());
        bound!(conn, sql, "entry", query, {
            for (entry, global) in entries.iter().zip(first_global..) {
                query = bind_entry!(query, global, entry);
            }
            for cell in leaf.clone().into_cells() {
                query = match cell {
                    Cell::Int(value) => query.bind(value),
                    Cell::Text(value) => query.bind(value),
                    Cell::Blob(value) => query.bind(value),
                };
            }
        })
    }

    /// Appends entries inside a transaction; the first gets `first_global`.
    pub(crate) async fn entries(
        &mut self,
        conn: &mut Conn,
        first_global: u64,
        entries: &[&Entry],
    ) -> Result<(), StoreError> {
        let mut left = entries;
        let mut global = first_global;
        while !left.is_empty() {
            let (rows, sql) = self.entries.pick(left.len());
            let (now, later) = left.split_at_checked(rows).unwrap_or((left, &[]));
            bound!(&mut *conn, sql, "entry", query, {
                for entry in now {
                    query = bind_entry!(query, global, entry);
                    global = global.saturating_add(1);
                }
            })?;
            left = later;
        }
        Ok(())
    }

    /// Writes rows of the index inside a transaction; those that are there stay.
    pub(crate) async fn index(
        &mut self,
        conn: &mut Conn,
        rows: &[(ConversationId, Place)],
    ) -> Result<(), StoreError> {
        let mut left = rows;
        while !left.is_empty() {
            let (rows, sql) = self.index.pick(left.len());
            let (now, later) = left.split_at_checked(rows).unwrap_or((left, &[]));
            bound!(&mut *conn, sql, "entry_index", query, {
                for (conversation, place) in now {
                    query = query
                        .bind(conversation.to_bytes().to_vec())
                        .bind(number(place.sequence.0))
                        .bind(number(place.global))
                        .bind(place.message.to_bytes().to_vec());
                }
            })?;
            left = later;
        }
        Ok(())
    }
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// `(?,?),(?,?)` for SQLite, whose driver looks numbered places up by name one by one;
/// `($1,$2),($3,$4)` for PostgreSQL.
fn places(rows: usize, values: usize, numbered: bool) -> String {
    let mut text = String::new();
    let mut place = 0usize;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for value in 0..values {
            if value > 0 {
                text.push(',');
            }
            place += 1;
            if numbered {
                text.push('$');
                text.push_str(&place.to_string());
            } else {
                text.push('?');
            }
        }
        text.push(')');
    }
    text
}
