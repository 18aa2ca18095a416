//! Deleting what nobody needs any more: bodies that every member has, packages that ended, sign-ins
//! that are over. Called by jobs, in batches, so that the writer's turn stays short.

use crate::cell::Shape;
use crate::error::StoreError;
use crate::open::Store;
use crate::write::{Write, cells};
use tacita_model::{ConversationId, Sequence};

/// Conversations whose bodies one commit empties at most.
const BATCH: usize = 64;

impl Store {
    /// Empties the bodies of entries that every member of an open conversation has acknowledged.
    /// The hashes stay, so that the chain and the ledger can still be checked. Returns for how many
    /// conversations something was deleted; call again until it is 0.
    ///
    /// Entries that are not in the index yet are left for the next call.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Full`].
    pub async fn forget_bodies(&self) -> Result<usize, StoreError> {
        // A conversation with a welcome that waits has a member who has acknowledged nothing yet.
        let sql = "SELECT c.id, min(m.acked) FROM conversation c \
                   JOIN member m ON m.conversation = c.id AND m.removed_at IS NULL \
                   WHERE c.closed_at IS NULL GROUP BY c.id, c.forgotten_to \
                   HAVING min(m.acked) > c.forgotten_to AND count(*) > 1 LIMIT $1";
        let limit = i64::try_from(BATCH).unwrap_or(1);
        let shapes = [Shape::Blob, Shape::Int];
        let rows = self
            .inner
            .readers
            .rows("conversation", sql, &shapes, cells![limit])
            .await?;
        let mut writes = Vec::with_capacity(rows.len());
        for mut row in rows {
            let conversation: ConversationId = row.take("id")?;
            let to: Sequence = row.take("acked")?;
            writes.push(Write::ForgetBodies { conversation, to });
        }
        let count = writes.len();
        if count > 0 {
            self.index().await?;
            self.commit(writes, Vec::new()).await?;
        }
        Ok(count)
    }

    /// Deletes what is over: key packages that ended or were used, intake keys that no record can
    /// be wrapped to any more, tickets, certificates, sign-ins (a day later), intake records that
    /// nobody claimed, with their halves, and conversations and accounts closed for 90 days. A job
    /// of every hour.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Full`].
    pub async fn forget_expired(&self) -> Result<(), StoreError> {
        let now = self.inner.clock.now();
        // The halves first: a record without its half is as good as deleted, a half without its
        // record would be left behind.
        let sql = "SELECT id FROM intake_record WHERE expires_at <= $1";
        let rows = self
            .inner
            .readers
            .rows("intake_record", sql, &[Shape::Blob], cells![now]);
        for mut row in rows.await? {
            self.shred_record(row.take("id")?).await?;
        }
        // Entries are found through the index.
        self.index().await?;
        self.commit(vec![Write::ForgetExpired { now }], Vec::new())
            .await
            .map(drop)
    }
}
