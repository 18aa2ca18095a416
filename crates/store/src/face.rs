//! The way in: handing a commit to the writer.

use crate::commit::{Command, Request};
use crate::error::StoreError;
use crate::open::Store;
use crate::write::Write;
use tacita_ledger::{Leaf, Recorded};
use tokio::sync::oneshot;

impl Store {
    /// Keeps all of these writes and leaves, or none of them. Durable when it returns.
    ///
    /// Waits for its turn when the writer is behind; everything that waits shares one transaction
    /// and one sync, and a commit that fails takes none of the others along. Entries leave one
    /// leaf per transaction by themselves, which the answer holds too.
    ///
    /// When the caller stops waiting, the commit happens all the same.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] or [`StoreError::Missing`] when a write no longer fits,
    /// [`StoreError::Full`], [`StoreError::Closed`], [`StoreError::Database`]. Nothing of this
    /// commit is kept then.
    pub async fn commit(
        &self,
        writes: Vec<Write>,
        leaves: Vec<Leaf>,
    ) -> Result<Recorded, StoreError> {
        let (reply, answer) = oneshot::channel();
        let request = Request {
            writes,
            leaves,
            reply,
        };
        let sent = self.inner.commands.send(Command::Commit(request)).await;
        sent.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Brings the index by conversation up to date. Called when a conversation closes, before its
    /// bodies are deleted; otherwise the writer does it by itself every few seconds.
    ///
    /// # Errors
    /// [`StoreError::Closed`], [`StoreError::Full`], [`StoreError::Database`].
    pub async fn index(&self) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        let sent = self.inner.commands.send(Command::Index(reply)).await;
        sent.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}
