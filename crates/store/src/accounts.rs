//! Reading what people sign in with: factors, recovery codes, browsers, sign-ins.
//!
//! Rows about the desk's own people; whoever asks for another person's decides first (`policy`).

use crate::cell::Shape;
use crate::error::StoreError;
use crate::open::Store;
use crate::rows::{AccessLink, Browser, Factor, RecoveryCode, SignIn};
use crate::write::cells;
use tacita_model::{AgentId, FactorId, SignInId};

impl Store {
    /// The factors of a person, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn factors_of(&self, agent: AgentId) -> Result<Vec<Factor>, StoreError> {
        let tail = "WHERE agent = $1 ORDER BY created_at, id";
        self.inner.readers.all(tail, cells![agent]).await
    }

    /// A factor.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn factor(&self, id: FactorId) -> Result<Option<Factor>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// The passkey with this credential id.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn passkey(&self, handle: &[u8]) -> Result<Option<Factor>, StoreError> {
        self.inner
            .readers
            .first("WHERE handle = $1", cells![handle.to_vec()])
            .await
    }

    /// How many recovery codes of a person are unused.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn recovery_codes_left(&self, agent: AgentId) -> Result<usize, StoreError> {
        let tail = "WHERE agent = $1 AND used_at IS NULL";
        let rows: Vec<RecoveryCode> = self.inner.readers.all(tail, cells![agent]).await?;
        Ok(rows.len())
    }

    /// Sign-ins of a person that nobody ended, most recently used first. Whether one still runs is
    /// for the caller to compare.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn sign_ins_of(&self, agent: AgentId) -> Result<Vec<SignIn>, StoreError> {
        let tail = "WHERE agent = $1 AND ended_at IS NULL AND proven_at IS NOT NULL \
                    ORDER BY seen_at DESC";
        self.inner.readers.all(tail, cells![agent]).await
    }

    /// A sign-in by its id.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn sign_in_by_id(&self, id: SignInId) -> Result<Option<SignIn>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// The browser of a person whose cookie has this hash.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn browser(
        &self,
        agent: AgentId,
        token_hash: &[u8; 32],
    ) -> Result<Option<Browser>, StoreError> {
        self.inner
            .readers
            .first(
                "WHERE agent = $1 AND token_hash = $2",
                cells![agent, *token_hash],
            )
            .await
    }

    /// The browsers of a person, most recently used first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn browsers_of(&self, agent: AgentId) -> Result<Vec<Browser>, StoreError> {
        let tail = "WHERE agent = $1 ORDER BY last_at DESC";
        self.inner.readers.all(tail, cells![agent]).await
    }

    /// The one-time link of this hash. Whether it still counts is for the caller to compare.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn access_link(&self, hash: &[u8; 32]) -> Result<Option<AccessLink>, StoreError> {
        self.inner
            .readers
            .first("WHERE hash = $1", cells![*hash])
            .await
    }

    /// Whether anybody administers this installation and can sign in.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn has_administrator(&self) -> Result<bool, StoreError> {
        let sql =
            "SELECT id FROM agent WHERE role = 'administrator' AND disabled_at IS NULL LIMIT 1";
        let rows = self
            .inner
            .readers
            .rows("agent", sql, &[Shape::Blob], Vec::new())
            .await?;
        Ok(!rows.is_empty())
    }
}
