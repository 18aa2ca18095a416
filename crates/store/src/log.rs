//! Reading the log of a conversation, and what the engine needs to take one up again.
//!
//! Bodies are given out against a decision alone; the engine's own state (places, counters, public
//! groups) is no content and needs none.

use crate::cell::{Cell, Cells, Shape};
use crate::error::StoreError;
use crate::open::Store;
use crate::rows::{Conversation, ENTRY_COLUMNS, Entry, Group, Guest, Member, StoredEntry, Welcome};
use crate::write::cells;
use std::collections::BTreeMap;
use std::sync::PoisonError;
use tacita_model::{
    AgentId, ConversationId, Generation, MessageId, Place, Sequence, Timestamp, TypedId,
};
use tacita_policy::{Allowed, Object, ReadsLog};

/// Message ids that [`Store::load`] gives back at most, newest first in mind.
const RECENT_MESSAGES: i64 = 4096;

const ENTRY_SHAPES: [Shape; 12] = [
    Shape::Int,
    Shape::Blob,
    Shape::Int,
    Shape::Int,
    Shape::Int,
    Shape::Blob,
    Shape::Int,
    Shape::Int,
    Shape::Blob,
    Shape::Blob,
    Shape::Blob,
    Shape::Blob,
];

/// Everything the engine needs to take up one conversation after a start.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Its row.
    pub conversation: Conversation,
    /// Head of its log.
    pub head: Place,
    /// Time of the last entry; the row's when there is none.
    pub last_entry_at: Timestamp,
    /// Its members, removed ones too; counters include what is in the log.
    pub members: Vec<Member>,
    /// The public group of the running generation.
    pub group: Option<Group>,
    /// Where the running generation began; 0 when none did or it is further back than the list.
    pub began: Sequence,
    /// Recent messages with their places, so that a resend is answered like the first time.
    pub messages: Vec<Recent>,
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recent {
    /// Its id.
    pub message: MessageId,
    /// `protocol::chain::EntryKind` as a number: inside a group, or an intake record.
    pub kind: u8,
    /// Its place.
    pub sequence: Sequence,
    /// When it was taken.
    pub time: Timestamp,
}

fn entry(cells: Cells) -> Result<Entry, StoreError> {
    StoredEntry::from_cells(cells).map(|stored| stored.entry)
}

impl Store {
    /// Entries of a conversation after a place, in order, at most `limit`.
    ///
    /// Whether the reader may see all of them (`joined_at`, intake bodies) is for the caller to
    /// hold; the decision covers the conversation.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::Database`].
    pub async fn entries<A: ReadsLog>(
        &self,
        allowed: &Allowed<A>,
        conversation: ConversationId,
        after: Sequence,
        limit: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        allowed.check(Object::Conversation(conversation), self.inner.clock.now())?;
        self.entries_of(conversation, after, limit, true).await
    }

    /// The place in a conversation's log at a sequence, to compare with what a client has seen.
    /// `None` when the log has no such entry.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn place(
        &self,
        conversation: ConversationId,
        sequence: Sequence,
    ) -> Result<Option<Place>, StoreError> {
        let Some(before) = sequence.0.checked_sub(1) else {
            return Ok(Some(Place::default()));
        };
        let found = self
            .entries_of(conversation, Sequence(before), 1, false)
            .await?;
        Ok(found
            .first()
            .map(|entry| entry.place)
            .filter(|place| place.sequence == sequence))
    }

    async fn entries_of(
        &self,
        conversation: ConversationId,
        after: Sequence,
        limit: u32,
        bodies: bool,
    ) -> Result<Vec<Entry>, StoreError> {
        // The tail first, the index second (see `tail`).
        let tail = self.tail_after(conversation, after);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let columns = columns("e.", bodies);
        let sql = format!(
            "SELECT {columns} FROM entry_index i JOIN entry e ON e.global = i.global \
             WHERE i.conversation = $1 AND i.sequence > $2 ORDER BY i.sequence LIMIT $3"
        );
        let cells = cells![
            conversation,
            after,
            i64::try_from(limit).unwrap_or(i64::MAX)
        ];
        let mut found = BTreeMap::new();
        for row in self
            .inner
            .readers
            .rows("entry", sql, &ENTRY_SHAPES, cells)
            .await?
        {
            let entry = entry(row)?;
            found.insert(entry.place.sequence, entry);
        }
        for place in tail {
            if found.len() >= limit {
                break;
            }
            if found.contains_key(&place.sequence) {
                continue;
            }
            let columns = self::columns("", bodies);
            let sql = format!("SELECT {columns} FROM entry WHERE global = $1");
            let cells = cells![place.global];
            for row in self
                .inner
                .readers
                .rows("entry", sql, &ENTRY_SHAPES, cells)
                .await?
            {
                let entry = entry(row)?;
                found.insert(entry.place.sequence, entry);
            }
        }
        Ok(found.into_values().take(limit).collect())
    }

    fn tail_after(&self, conversation: ConversationId, after: Sequence) -> Vec<crate::tail::Place> {
        self.inner
            .tail
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .after(conversation, after)
    }

    /// Takes up a conversation: its row, head, members, group and recent message ids.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Nonsense`], [`StoreError::Database`].
    pub async fn load(&self, id: ConversationId) -> Result<Loaded, StoreError> {
        let conversation = self
            .conversation(id)
            .await?
            .ok_or(StoreError::Missing("conversation"))?;
        let mut members: Vec<Member> = self
            .inner
            .readers
            .all("WHERE conversation = $1", cells![id])
            .await?;
        let group = self.group(id, conversation.generation).await?;
        let heads = self.recent(id).await?;
        let head = heads
            .last()
            .map_or_else(Place::default, |entry| entry.place);
        let last_entry_at = heads
            .last()
            .map_or(conversation.last_entry_at, |entry| entry.time);
        let began = heads
            .iter()
            .rev()
            .find(|entry| entry.kind == GENERATION_ENTRY)
            .map_or(Sequence(0), |entry| entry.place.sequence);
        for member in &mut members {
            // Counters count within a generation; those in the log are newer than the row's.
            let counted = heads
                .iter()
                .filter(|entry| entry.place.sequence > began && entry.sender == member.leaf_key)
                .map(|entry| entry.counter)
                .max();
            member.counter = member.counter.max(counted.unwrap_or(0));
        }
        let messages = heads
            .iter()
            .filter(|entry| entry.message.to_bytes() != [0; 16])
            .map(|entry| Recent {
                message: entry.message,
                kind: entry.kind,
                sequence: entry.place.sequence,
                time: entry.time,
            })
            .collect();
        Ok(Loaded {
            conversation,
            head,
            last_entry_at,
            members,
            group,
            began,
            messages,
        })
    }

    /// The newest entries without their bodies, oldest first.
    async fn recent(&self, id: ConversationId) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT max(sequence) FROM entry_index WHERE conversation = $1";
        let indexed = self
            .inner
            .readers
            .number("entry_index", sql, cells![id])
            .await?;
        let last = self
            .tail_after(id, Sequence(0))
            .last()
            .map(|place| place.sequence.0);
        let indexed = indexed.and_then(|last| u64::try_from(last).ok());
        let last = last.max(indexed).unwrap_or(0);
        let limit = u64::try_from(RECENT_MESSAGES).unwrap_or(0);
        let after = Sequence(last.saturating_sub(limit));
        self.entries_of(id, after, u32::MAX, false).await
    }

    /// A conversation's row.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn conversation(
        &self,
        id: ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// Every conversation that is not closed, for the engine's start and the inbox's memory.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn open_conversations(&self) -> Result<Vec<Conversation>, StoreError> {
        self.inner
            .readers
            .all("WHERE closed_at IS NULL ORDER BY opened_at", Vec::new())
            .await
    }

    /// Ids of the latest conversations, for whoever reads the ledger; nothing else of them.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn conversation_ids(&self, limit: u32) -> Result<Vec<ConversationId>, StoreError> {
        let sql = "SELECT id FROM conversation ORDER BY opened_at DESC LIMIT $1";
        self.ids(sql, cells![limit]).await
    }

    /// Ids of the conversations that a person has or was in.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn conversations_of_agent(
        &self,
        agent: AgentId,
    ) -> Result<Vec<ConversationId>, StoreError> {
        let sql = "SELECT id FROM conversation WHERE agent = $1 \
                   OR id IN (SELECT conversation FROM member WHERE agent = $1)";
        self.ids(sql, cells![agent]).await
    }

    async fn ids(&self, sql: &str, cells: Vec<Cell>) -> Result<Vec<ConversationId>, StoreError> {
        let shapes = [Shape::Blob];
        let rows = self
            .inner
            .readers
            .rows("conversation", sql.to_owned(), &shapes, cells);
        rows.await?
            .into_iter()
            .map(|mut row| row.take("id"))
            .collect()
    }

    /// The public group of a generation.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn group(
        &self,
        conversation: ConversationId,
        generation: Generation,
    ) -> Result<Option<Group>, StoreError> {
        let tail = "WHERE conversation = $1 AND generation = $2";
        self.inner
            .readers
            .first(tail, cells![conversation, generation])
            .await
    }

    /// The members of a conversation, removed ones too.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn members(&self, conversation: ConversationId) -> Result<Vec<Member>, StoreError> {
        self.inner
            .readers
            .all("WHERE conversation = $1", cells![conversation])
            .await
    }

    /// Who is in a conversation beside the person who answers it.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn guests(&self, conversation: ConversationId) -> Result<Vec<Guest>, StoreError> {
        self.inner
            .readers
            .all("WHERE conversation = $1", cells![conversation])
            .await
    }

    /// The welcome that waits for a leaf, the newest generation first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn welcome(
        &self,
        conversation: ConversationId,
        leaf_key: &[u8; 32],
    ) -> Result<Option<Welcome>, StoreError> {
        let tail = "WHERE conversation = $1 AND leaf_key = $2 ORDER BY generation DESC LIMIT 1";
        self.inner
            .readers
            .first(tail, cells![conversation, *leaf_key])
            .await
    }
}

/// `protocol::chain::EntryKind::Generation`; `store` may not depend on `protocol`, the contract
/// test of the server compares the two.
const GENERATION_ENTRY: u8 = 5;

/// The columns of an entry; without bodies an empty one stands in.
fn columns(prefix: &str, bodies: bool) -> String {
    ENTRY_COLUMNS
        .split(", ")
        .map(|column| match column.trim() {
            "body" if !bodies => "substr(body_hash, 1, 0) AS body".to_owned(),
            column => format!("{prefix}{column}"),
        })
        .collect::<Vec<_>>()
        .join(", ")
}
