//! Requests to open something outside one's need: reading them, and the step from one state to the next.
//!
//! Rows about what people of the desk did; whoever shows them decides row by row first (`policy`).

use crate::db::Conn;
use crate::error::StoreError;
use crate::log::Loaded;
use crate::open::Store;
use crate::rows::{Glass, GlassKind, GlassState};
use crate::table::Row;
use crate::write::cells;
use tacita_ledger::{Leaf, LeafKind, Recorded, Subject as Who};
use tacita_model::{AgentId, ConversationId, GlassId, Timestamp};
use tacita_policy::{Allowed, Object, Subject, acts};

/// Replaces a request that still stands where the caller thought.
pub(crate) async fn move_on(
    conn: &mut Conn,
    from: GlassState,
    glass: Glass,
) -> Result<(), StoreError> {
    let sets: Vec<String> = Glass::COLUMNS
        .iter()
        .enumerate()
        .map(|(at, column)| format!("{column} = ${}", at + 1))
        .collect();
    let last = Glass::COLUMNS.len() + 1;
    let sql = format!(
        "UPDATE glass SET {} WHERE id = $1 AND state = ${last}",
        sets.join(", ")
    );
    let mut cells = glass.into_cells();
    cells.extend(cells![from]);
    match conn.run("glass", sql, cells).await? {
        0 => Err(StoreError::Conflict("glass")),
        _ => Ok(()),
    }
}

impl Store {
    /// A request.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn glass(&self, id: GlassId) -> Result<Option<Glass>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// Requests in a state, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn glass_in(&self, state: GlassState) -> Result<Vec<Glass>, StoreError> {
        let tail = "WHERE state = $1 ORDER BY asked_at, id";
        self.inner.readers.all(tail, cells![state]).await
    }

    /// The latest requests, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn glass_latest(&self, most: u32) -> Result<Vec<Glass>, StoreError> {
        let tail = "ORDER BY asked_at DESC, id LIMIT $1";
        self.inner.readers.all(tail, cells![most]).await
    }

    /// Requests about a conversation, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn glass_about(&self, id: ConversationId) -> Result<Vec<Glass>, StoreError> {
        let tail = "WHERE conversation = $1 ORDER BY asked_at, id";
        self.inner.readers.all(tail, cells![id]).await
    }

    /// What is known about a conversation, for whoever a second person agreed that they look: only
    /// against a decision about exactly this conversation and a durable leaf that says so.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::NotRecorded`], [`StoreError::Missing`].
    pub async fn metadata(
        &self,
        allowed: &Allowed<acts::ReadMetadata>,
        recorded: &Recorded,
        id: ConversationId,
    ) -> Result<Loaded, StoreError> {
        allowed.check(Object::Conversation(id), self.inner.clock.now())?;
        let Subject::Agent(agent, _) = allowed.subject() else {
            return Err(StoreError::NotAllowed(tacita_policy::Stale::OtherObject));
        };
        let what = Leaf::what_id(id);
        let who = self.who(Who::of(agent)).await?.about(&what);
        let said = recorded.says(LeafKind::GlassOpened, who, &what, allowed.purpose());
        if !recorded.is_by(&self.inner.witness) || !said {
            return Err(StoreError::NotRecorded);
        }
        self.load(id).await
    }

    /// What a second person agreed that somebody opens of a conversation, if its time still runs.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn glass_open(
        &self,
        conversation: ConversationId,
        who: AgentId,
        kind: GlassKind,
        now: Timestamp,
    ) -> Result<Option<Glass>, StoreError> {
        let tail = "WHERE conversation = $1 AND asked_by = $2 AND kind = $3 AND state = $4 \
                    AND until > $5 ORDER BY until DESC LIMIT 1";
        let cells = cells![conversation, who, kind, GlassState::Open, now];
        self.inner.readers.first(tail, cells).await
    }
}
