//! Who works where: what waits in a queue, how many chats a person has, and what they are good at.
//!
//! Each of these reads an index and the rows that it names, never every open conversation: they are
//! asked at every wake-up. A test reads the plans of the database. Refuses to decide who may see any of it.

use crate::error::StoreError;
use crate::ledger::LedgerRows;
use crate::open::{Location, Store};
use crate::rows::{Conversation, CustomRole, RoleHolder, Skill, Training};
use crate::write::cells;
use tacita_model::{AgentId, QueueId, Timestamp};

/// The rows that the questions are about. The words of the indexes, letter by letter: a partial index
/// serves no other question.
const WAITS: &str = "WHERE queue = $1 AND closed_at IS NULL AND agent IS NULL AND state = 'waiting' \
                     ORDER BY waiting_since LIMIT $2";
const HOW_MANY_WAIT: &str = "SELECT count(*) FROM conversation WHERE queue = $1 \
                             AND closed_at IS NULL AND agent IS NULL AND state = 'waiting'";
/// A chat on hold counts only where its queue says so.
const CHATS_OF: &str = "SELECT count(*) FROM conversation WHERE agent = $1 AND closed_at IS NULL \
                        AND (on_hold_since IS NULL \
                             OR queue IN (SELECT id FROM queue WHERE on_hold_counts = 1))";

/// The questions with the index that answers each: for the test that asks the database.
#[must_use]
pub fn questions() -> [(String, &'static str); 3] {
    [
        (
            format!("SELECT id FROM conversation {WAITS}"),
            "conversation_waiting",
        ),
        (HOW_MANY_WAIT.to_owned(), "conversation_waiting"),
        (CHATS_OF.to_owned(), "conversation_of"),
    ]
}

/// Every composed role of a store that another process may have open, for `tacita policy check`.
///
/// # Errors
/// [`StoreError::Files`] when there is no store, [`StoreError::Database`].
pub async fn roles_from_outside(location: &Location) -> Result<Vec<CustomRole>, StoreError> {
    let rows = LedgerRows::open(location).await?;
    let roles = rows.readers.all("ORDER BY name", Vec::new()).await;
    rows.close().await;
    roles
}

impl Store {
    /// The chats that wait in a queue, the longest wait first, so many at most.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn waiting_in(
        &self,
        queue: QueueId,
        limit: u32,
    ) -> Result<Vec<Conversation>, StoreError> {
        self.inner.readers.all(WAITS, cells![queue, limit]).await
    }

    /// How many chats wait in a queue.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn how_many_wait(&self, queue: QueueId) -> Result<u32, StoreError> {
        let readers = &self.inner.readers;
        let count = readers.number("conversation", HOW_MANY_WAIT, cells![queue]);
        Ok(counted(count.await?))
    }

    /// How many open chats a person has; of those on hold, the ones whose queue counts them.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn chats_of(&self, agent: AgentId) -> Result<u32, StoreError> {
        let readers = &self.inner.readers;
        let count = readers.number("conversation", CHATS_OF, cells![agent]);
        Ok(counted(count.await?))
    }

    /// What a person can do well.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn skills_of(&self, agent: AgentId) -> Result<Vec<String>, StoreError> {
        let tail = "WHERE agent = $1 ORDER BY name";
        let rows: Vec<Skill> = self.inner.readers.all(tail, cells![agent]).await?;
        Ok(rows.into_iter().map(|row| row.name).collect())
    }

    /// The trainings that were recorded for a person, those that have run out too.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn trainings_of(&self, agent: AgentId) -> Result<Vec<Training>, StoreError> {
        let tail = "WHERE agent = $1 ORDER BY name";
        self.inner.readers.all(tail, cells![agent]).await
    }

    /// The trainings that ran out after one moment and up to another.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn trainings_that_ended(
        &self,
        after: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Training>, StoreError> {
        let tail = "WHERE expires_at > $1 AND expires_at <= $2";
        self.inner.readers.all(tail, cells![after, until]).await
    }

    /// Every role that was composed.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn custom_roles(&self) -> Result<Vec<CustomRole>, StoreError> {
        self.inner.readers.all("ORDER BY name", Vec::new()).await
    }

    /// The composed role that a person holds.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn custom_role_of(&self, agent: AgentId) -> Result<Option<String>, StoreError> {
        let row: Option<RoleHolder> = self
            .inner
            .readers
            .first("WHERE agent = $1", cells![agent])
            .await?;
        Ok(row.map(|row| row.role))
    }

    /// Who holds a composed role.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn holders_of(&self, role: &str) -> Result<Vec<AgentId>, StoreError> {
        let cells = cells![role.to_owned()];
        let rows: Vec<RoleHolder> = self.inner.readers.all("WHERE role = $1", cells).await?;
        Ok(rows.into_iter().map(|row| row.agent).collect())
    }
}

fn counted(count: Option<i64>) -> u32 {
    count
        .and_then(|count| u32::try_from(count).ok())
        .unwrap_or(0)
}
