//! The index by conversation, brought up to date in slices while nothing waits.
//!
//! Entries are written in the order of the whole log alone, which is what makes writing them cheap;
//! until they are indexed the tail in memory knows where they are. A slice that fails is done again.

use super::{SLICE_ROWS, Writer};
use crate::error::StoreError;
use crate::tail::{Slice, Tail};
use crate::write::cells;

impl Writer {
    pub(super) async fn index_all(&mut self) -> Result<(), StoreError> {
        while !self.with_tail(|tail| tail.is_empty()) {
            self.with_tail(Tail::begin_round);
            self.index_slice().await?;
        }
        Ok(())
    }

    pub(super) async fn index_slice(&mut self) -> Result<(), StoreError> {
        let (slice, taken) = self.with_tail(|tail| tail.next_slice(SLICE_ROWS));
        if taken == 0 {
            return Ok(());
        }
        self.conn.begin().await?;
        let written = self.write_slice(&slice).await;
        if let Err(error) = written {
            self.conn.rollback().await;
            return Err(error);
        }
        self.commit_now().await?;
        self.with_tail(|tail| tail.finish_slice(&slice, taken));
        Ok(())
    }

    async fn write_slice(&mut self, slice: &Slice) -> Result<(), StoreError> {
        self.inserts.index(&mut self.conn, &slice.rows).await?;
        if let Some(reaches) = slice.reaches {
            let sql = "UPDATE entry_indexed SET global = $1 WHERE one = 1";
            self.conn.run("entry_indexed", sql, cells![reaches]).await?;
        }
        Ok(())
    }
}
