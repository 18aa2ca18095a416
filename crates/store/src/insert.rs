//! The two inserts of the hot path, in fixed sizes so that their statements stay prepared.
//!
//! Everything else binds through [`crate::cell`]; these two bind directly, because they run once
//! per message. Sizes: 512, 64, 8 and 1 rows, largest first.

use crate::db::Conn;
use crate::error::StoreError;
use crate::rows::{ENTRY_COLUMNS, Entry};
use crate::tail::Place;
use sqlx::AssertSqlSafe;
use std::sync::Arc;
use tacita_model::{ConversationId, TypedId};

const SIZES: [usize; 4] = [512, 64, 8, 1];
const ENTRY_VALUES: usize = 12;
const INDEX_VALUES: usize = 4;

/// Statement texts by size.
pub(crate) struct Inserts {
    entries: [Arc<str>; 4],
    index: [Arc<str>; 4],
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

impl Inserts {
    pub(crate) fn new(conn: &Conn) -> Self {
        let numbered = conn.is_postgres();
        let entries = format!("INSERT INTO entry ({ENTRY_COLUMNS}) VALUES ");
        let index = "INSERT INTO entry_index (conversation, sequence, global, message) VALUES ";
        let text = |head: &str, values: usize, tail: &str| {
            SIZES.map(|rows| Arc::from(format!("{head}{}{tail}", places(rows, values, numbered))))
        };
        Self {
            entries: text(&entries, ENTRY_VALUES, ""),
            index: text(index, INDEX_VALUES, " ON CONFLICT DO NOTHING"),
        }
    }

    /// Appends entries; the first gets `first_global`.
    pub(crate) async fn entries(
        &self,
        conn: &mut Conn,
        first_global: u64,
        entries: Vec<Entry>,
    ) -> Result<(), StoreError> {
        let mut global = i64::try_from(first_global).unwrap_or(i64::MAX);
        let mut left = entries.into_iter();
        while left.len() > 0 {
            let (size, sql) = pick(&self.entries, left.len());
            bound!(&mut *conn, sql, "entry", query, {
                for entry in left.by_ref().take(size) {
                    query = query
                        .bind(global)
                        .bind(entry.conversation.to_bytes().to_vec())
                        .bind(number(entry.place.sequence.0))
                        .bind(entry.time.0)
                        .bind(i64::from(entry.kind))
                        .bind(entry.sender.to_vec())
                        .bind(number(entry.counter))
                        .bind(number(entry.epoch.0))
                        .bind(entry.message.to_bytes().to_vec())
                        .bind(entry.body)
                        .bind(entry.body_hash.to_vec())
                        .bind(entry.place.chain.0.to_vec());
                    global = global.saturating_add(1);
                }
            })?;
        }
        Ok(())
    }

    /// Writes rows of the index; those that are there stay.
    pub(crate) async fn index(
        &self,
        conn: &mut Conn,
        rows: &[(ConversationId, Place)],
    ) -> Result<(), StoreError> {
        let mut left = rows.iter();
        while left.len() > 0 {
            let (size, sql) = pick(&self.index, left.len());
            bound!(&mut *conn, sql, "entry_index", query, {
                for (conversation, place) in left.by_ref().take(size) {
                    query = query
                        .bind(conversation.to_bytes().to_vec())
                        .bind(number(place.sequence.0))
                        .bind(number(place.global))
                        .bind(place.message.to_bytes().to_vec());
                }
            })?;
        }
        Ok(())
    }
}

/// The largest size that is not more than what is left, and its statement.
fn pick(texts: &[Arc<str>; 4], left: usize) -> (usize, Arc<str>) {
    let [huge, large, small, one] = texts;
    let [huge_rows, large_rows, small_rows, one_row] = SIZES;
    let (rows, text) = match left {
        left if left >= huge_rows => (huge_rows, huge),
        left if left >= large_rows => (large_rows, large),
        left if left >= small_rows => (small_rows, small),
        _ => (one_row, one),
    };
    (rows, Arc::clone(text))
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
