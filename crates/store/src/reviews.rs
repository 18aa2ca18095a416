//! Access reviews: reading them, and the answer to an item, which counts once.
//!
//! Rows about the desk's own people; whoever shows them decides first (`policy`).

use crate::db::Conn;
use crate::error::StoreError;
use crate::open::Store;
use crate::rows::{
    Agent, Campaign, Decision, Leaver, ReviewItem, ReviewReport, Suspension, Withheld,
};
use crate::write::cells;
use tacita_model::{AgentId, CampaignId, ReviewItemId, Timestamp};

/// Answers an item that nobody has answered.
pub(crate) async fn decide(
    conn: &mut Conn,
    item: ReviewItemId,
    decision: Decision,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE review_item SET decision = $2, decided_at = $3 \
               WHERE id = $1 AND decision IS NULL";
    let cells = cells![item, decision, at];
    match conn.run("review_item", sql, cells).await? {
        0 => Err(StoreError::Conflict("review_item")),
        _ => Ok(()),
    }
}

/// Ends a review that has not ended.
pub(crate) async fn end(conn: &mut Conn, id: CampaignId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE campaign SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    match conn.run("campaign", sql, cells![id, at]).await? {
        0 => Err(StoreError::Conflict("campaign")),
        _ => Ok(()),
    }
}

/// Closes an account that is open, unless nobody else could administer: two who take each other's role
/// away at the same moment leave one.
pub(crate) async fn rest(conn: &mut Conn, agent: AgentId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE agent SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL \
               AND (role <> 'administrator' OR EXISTS (SELECT 1 FROM agent o \
               WHERE o.role = 'administrator' AND o.disabled_at IS NULL AND o.id <> agent.id \
               AND o.tenant = agent.tenant \
               AND NOT EXISTS (SELECT 1 FROM role_holder h WHERE h.agent = o.id)))";
    match conn.run("agent", sql, cells![agent, at]).await? {
        0 => Err(StoreError::Conflict("agent")),
        _ => Ok(()),
    }
}

/// Refuses a row that would open an account which rests: it was read before the account was closed, and
/// whoever changes something else about a person must not revive them. Reviving writes the end of the
/// rest first.
pub(crate) async fn opens(conn: &mut Conn, row: &Agent) -> Result<(), StoreError> {
    let sql = "SELECT count(*) FROM suspension WHERE agent = $1 AND revived_at IS NULL";
    if row.disabled_at.is_none() && conn.number("suspension", sql, cells![row.id]).await? != Some(0)
    {
        return Err(StoreError::Conflict("agent"));
    }
    Ok(())
}

impl Store {
    /// Every review, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let tail = "ORDER BY begun_at DESC, id";
        self.inner.readers.all(tail, Vec::new()).await
    }

    /// A review.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn campaign(&self, id: CampaignId) -> Result<Option<Campaign>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// Reviews that run, the first that is due first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn running_campaigns(&self) -> Result<Vec<Campaign>, StoreError> {
        let tail = "WHERE ended_at IS NULL ORDER BY due_at, id";
        self.inner.readers.all(tail, Vec::new()).await
    }

    /// What a review looks at, person by person.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn review_items(&self, campaign: CampaignId) -> Result<Vec<ReviewItem>, StoreError> {
        let tail = "WHERE campaign = $1 ORDER BY person_name, person, kind, value";
        self.inner.readers.all(tail, cells![campaign]).await
    }

    /// An item.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn review_item(&self, id: ReviewItemId) -> Result<Option<ReviewItem>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// Rights that wait for this person's answer, in reviews that run.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn items_to_review(&self, reviewer: AgentId) -> Result<Vec<ReviewItem>, StoreError> {
        let tail = "WHERE reviewer = $1 AND decision IS NULL ORDER BY id";
        self.inner.readers.all(tail, cells![reviewer]).await
    }

    /// The right that was last taken away from this person.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn last_taken(&self, person: AgentId) -> Result<Option<ReviewItem>, StoreError> {
        let tail = "WHERE person = $1 AND decision IN ('revoked', 'lapsed') \
                    ORDER BY decided_at DESC, id LIMIT 1";
        self.inner.readers.first(tail, cells![person]).await
    }

    /// The report of a review that has ended.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn review_report(&self, id: CampaignId) -> Result<Option<ReviewReport>, StoreError> {
        let tail = "WHERE campaign = $1";
        self.inner.readers.first(tail, cells![id]).await
    }

    /// Every account that rests or did.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn suspensions(&self) -> Result<Vec<Suspension>, StoreError> {
        let tail = "ORDER BY suspended_at DESC, agent";
        self.inner.readers.all(tail, Vec::new()).await
    }

    /// Whether an account rests: closed, and to be revived.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn rests(&self, id: AgentId) -> Result<bool, StoreError> {
        let tail = "WHERE agent = $1 AND revived_at IS NULL";
        let found: Option<Suspension> = self.inner.readers.first(tail, cells![id]).await?;
        Ok(found.is_some())
    }

    /// Every team that was taken away from a person and not given back.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn withheld(&self) -> Result<Vec<Withheld>, StoreError> {
        let tail = "ORDER BY agent, team";
        self.inner.readers.all(tail, Vec::new()).await
    }

    /// Everybody whose leaving is known.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn leavers(&self) -> Result<Vec<Leaver>, StoreError> {
        let tail = "ORDER BY leaves_at, agent";
        self.inner.readers.all(tail, Vec::new()).await
    }

    /// When a person last used their account: signed in, or was revived; the account's age without
    /// either.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`], [`StoreError::Missing`].
    pub async fn last_used(&self, id: AgentId) -> Result<Timestamp, StoreError> {
        let agent = self.agent(id).await?.ok_or(StoreError::Missing("agent"))?;
        let mut last = agent.created_at;
        for browser in self.browsers_of(id).await? {
            last = last.max(browser.last_at);
        }
        for sign_in in self.sign_ins_of(id).await? {
            last = last.max(sign_in.seen_at);
        }
        let rested: Option<Suspension> = {
            let tail = "WHERE agent = $1";
            self.inner.readers.first(tail, cells![id]).await?
        };
        let revived = rested.and_then(|row| row.revived_at);
        Ok(revived.map_or(last, |at| last.max(at)))
    }
}
