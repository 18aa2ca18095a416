//! Reading the ledger: leaves as they were sequenced, the bundles and heads that were signed.
//!
//! Leaves hold salted hashes alone, so no decision is needed. [`LedgerRows::open`] looks at a store
//! from outside, beside a running service or without one: it takes no lock and cannot write, and a
//! row that makes no sense is named instead of ending the reading. Next: `tacita_ledger::audit`.

use crate::cell::{Cell, Cells, Shape};
use crate::db::Db;
use crate::error::StoreError;
use crate::open::{Location, Store};
use crate::packed;
use crate::rows::{LeafBundle, LeafRow, SignedHead};
use crate::table::Row;
use crate::write::cells;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use tacita_ledger::{Leaf, LeafKind};
use tacita_model::Timestamp;

/// See the top of this file. Cheap to clone.
#[derive(Debug, Clone)]
pub struct LedgerRows {
    pub(crate) readers: Db,
}

/// A row of the ledger as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeafRead {
    /// Its number, from 1.
    pub number: u64,
    /// What it says; `None` when the row makes no sense.
    pub leaf: Option<Leaf>,
    /// Its leaf hash as stored.
    pub hash: [u8; 32],
}

impl Store {
    /// The ledger's rows.
    #[must_use]
    pub fn ledger(&self) -> LedgerRows {
        LedgerRows {
            readers: self.inner.readers.clone(),
        }
    }
}

const AFTER: &str = "WHERE number > $1 ORDER BY number LIMIT $2";

impl LedgerRows {
    /// Looks at a store from outside.
    ///
    /// # Errors
    /// [`StoreError::Files`] when there is none, [`StoreError::Database`].
    pub async fn open(location: &Location) -> Result<Self, StoreError> {
        let reach = |error| StoreError::from_sqlx(error, "open");
        let readers = match location {
            Location::Sqlite(directory) => {
                let file = directory.join("tacita.db");
                std::fs::metadata(&file).map_err(StoreError::Files)?;
                let options = SqliteConnectOptions::new()
                    .filename(file)
                    .read_only(true)
                    .pragma("query_only", "ON");
                let pool = SqlitePoolOptions::new().max_connections(1);
                Db::Sqlite(pool.connect_with(options).await.map_err(reach)?)
            }
            Location::Postgres { url, .. } => {
                let pool = PgPoolOptions::new().max_connections(1);
                Db::Postgres(pool.connect(url).await.map_err(reach)?)
            }
        };
        Ok(Self { readers })
    }

    /// Ends the connections of [`LedgerRows::open`].
    pub async fn close(self) {
        crate::db::on!(self.readers, Db, |pool| pool.close().await);
    }

    /// The highest number of a durable leaf; 0 when there is none.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn size(&self) -> Result<u64, StoreError> {
        let sql = "SELECT max(number) FROM leaf";
        let last = self.readers.number("leaf", sql, Vec::new()).await?;
        Ok(last.and_then(|last| u64::try_from(last).ok()).unwrap_or(0))
    }

    /// Numbers and hashes of the leaves after one, in order, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn hashes(&self, after: u64, limit: u32) -> Result<Vec<(u64, [u8; 32])>, StoreError> {
        let sql = format!("SELECT number, hash FROM leaf {AFTER}");
        let shapes = [Shape::Int, Shape::Blob];
        let rows = self
            .readers
            .rows("leaf", sql, &shapes, cells![after, limit]);
        rows.await?
            .into_iter()
            .map(|mut row| Ok((row.take("number")?, row.take("hash")?)))
            .collect()
    }

    /// The leaves after one, in order, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`] when not even their numbers can be read.
    pub async fn leaves(&self, after: u64, limit: u32) -> Result<Vec<LeafRead>, StoreError> {
        let read = match self.readers {
            Db::Sqlite(_) => self.together(after, limit).await,
            Db::Postgres(_) => self.some(AFTER, cells![after, limit]).await,
        };
        match read {
            Ok(read) => Ok(read),
            Err(_) => self.one_by_one(after, limit).await,
        }
    }

    /// The same as one text ([`packed`] says why).
    async fn together(&self, after: u64, limit: u32) -> Result<Vec<LeafRead>, StoreError> {
        let sql = packed::select::<LeafRow>(AFTER);
        let cells = cells![after, limit];
        let rows = self.readers.rows("leaf", sql, &[Shape::Text], cells);
        let text: Option<String> = match rows.await?.into_iter().next() {
            Some(mut row) => row.take("text")?,
            None => None,
        };
        let Some(text) = text else {
            return Ok(Vec::new());
        };
        let rows: Vec<LeafRow> = packed::apart(&text)?;
        if rows.is_sorted_by_key(|row| row.number) {
            Ok(rows.into_iter().map(read).collect())
        } else {
            self.some(AFTER, cells![after, limit]).await
        }
    }

    /// The acts of people after one leaf, in order, at most `limit`: all but the batches of messages.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn acts(&self, after: u64, limit: u32) -> Result<Vec<LeafRead>, StoreError> {
        let tail = "WHERE kind <> 'entries' AND number > $1 ORDER BY number LIMIT $2";
        self.some(tail, cells![after, limit]).await
    }

    /// The acts of people before one leaf, the latest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn acts_before(&self, before: u64, limit: u32) -> Result<Vec<LeafRead>, StoreError> {
        let tail = "WHERE kind <> 'entries' AND number < $1 ORDER BY number DESC LIMIT $2";
        self.some(tail, cells![before, limit]).await
    }

    /// The acts about something, in order, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn acts_about(
        &self,
        what: &[u8; 32],
        limit: u32,
    ) -> Result<Vec<LeafRead>, StoreError> {
        let tail = "WHERE kind <> 'entries' AND what = $1 ORDER BY number LIMIT $2";
        self.some(tail, cells![*what, limit]).await
    }

    /// The last leaf of a kind that is written when a start finds something changed.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn last_start(&self, kind: LeafKind) -> Result<Option<LeafRead>, StoreError> {
        // The words of the index, so that a start does not read the whole log.
        let tail = "WHERE kind IN ('configuration-changed', 'keys-changed', 'screening-changed') \
                    AND kind = $1 ORDER BY number DESC LIMIT 1";
        let mut found = self.some(tail, cells![kind]).await?;
        Ok(found.pop())
    }

    async fn some(&self, tail: &str, cells: Vec<Cell>) -> Result<Vec<LeafRead>, StoreError> {
        let sql = LeafRow::select(tail);
        let rows = self.readers.rows("leaf", sql, LeafRow::SHAPES, cells);
        rows.await?.into_iter().map(leaf).collect()
    }

    /// How many leaves were written before a moment: the last number before it. Leaves are numbered in
    /// the order of their commits, and their times follow it to within a commit.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn size_at(&self, moment: Timestamp) -> Result<u64, StoreError> {
        let (mut low, mut high) = (0, self.size().await?);
        while low < high {
            let middle = low + (high - low) / 2;
            let sql = "SELECT time FROM leaf WHERE number = $1";
            let time = self.readers.number("leaf", sql, cells![middle + 1]).await?;
            if time.is_some_and(|time| time < moment.0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// As [`LedgerRows::leaves`], so that one row without sense does not hide the others.
    async fn one_by_one(&self, after: u64, limit: u32) -> Result<Vec<LeafRead>, StoreError> {
        let sql = format!("SELECT number FROM leaf {AFTER}");
        let cells = cells![after, limit];
        let rows = self.readers.rows("leaf", sql, &[Shape::Int], cells).await?;
        let mut found = Vec::with_capacity(rows.len());
        for mut row in rows {
            let number: u64 = row.take("number")?;
            let sql = LeafRow::select("WHERE number = $1");
            let rows = self
                .readers
                .rows("leaf", sql, LeafRow::SHAPES, cells![number]);
            let read = rows.await.ok().and_then(|rows| rows.into_iter().next());
            found.push(read.and_then(|row| leaf(row).ok()).unwrap_or(LeafRead {
                number,
                leaf: None,
                hash: [0; 32],
            }));
        }
        Ok(found)
    }

    /// Roots of the full bundles, from the first on; ends before a gap.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn bundles(&self) -> Result<Vec<[u8; 32]>, StoreError> {
        let rows: Vec<LeafBundle> = self.readers.all("ORDER BY number", Vec::new()).await?;
        let in_order = rows.into_iter().zip(0u64..);
        Ok(in_order
            .take_while(|(row, wanted)| row.number == *wanted)
            .map(|(row, _)| row.root)
            .collect())
    }

    /// The last signed head.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn last_head(&self) -> Result<Option<SignedHead>, StoreError> {
        let tail = "ORDER BY size DESC LIMIT 1";
        self.readers.first(tail, Vec::new()).await
    }

    /// The last signed heads, the oldest of them first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn latest_heads(&self, limit: u32) -> Result<Vec<SignedHead>, StoreError> {
        let tail = "ORDER BY size DESC LIMIT $1";
        let mut heads: Vec<SignedHead> = self.readers.all(tail, cells![limit]).await?;
        heads.reverse();
        Ok(heads)
    }

    /// Every head that is kept, the shortest first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn heads(&self) -> Result<Vec<SignedHead>, StoreError> {
        self.readers.all("ORDER BY size", Vec::new()).await
    }
}

fn leaf(cells: Cells) -> Result<LeafRead, StoreError> {
    LeafRow::from_cells(cells).map(read)
}

fn read(row: LeafRow) -> LeafRead {
    LeafRead {
        number: row.number,
        leaf: Some(Leaf {
            kind: row.kind,
            who: row.who,
            what: row.what,
            purpose: row.purpose,
            when: row.time,
            request: row.request,
        }),
        hash: row.hash,
    }
}
