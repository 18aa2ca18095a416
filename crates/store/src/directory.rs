//! Reading who somebody is for the organisation: identities of its sign-in, and what its directory
//! keeps here. Rows about the desk's own people; the directory itself is proven by its token.

use crate::error::StoreError;
use crate::open::Store;
use crate::rows::{DirectoryGroup, DirectoryMember, DirectoryPerson, DirectoryToken, Identity};
use crate::write::cells;
use tacita_model::AgentId;

impl Store {
    /// The account of a person of a provider.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Identity>, StoreError> {
        let tail = "WHERE issuer = $1 AND subject = $2";
        let cells = cells![issuer.to_owned(), subject.to_owned()];
        self.inner.readers.first(tail, cells).await
    }

    /// The directory's token of this hash, ended ones too.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn directory_token(
        &self,
        hash: &[u8; 32],
    ) -> Result<Option<DirectoryToken>, StoreError> {
        let readers = &self.inner.readers;
        readers.first("WHERE hash = $1", cells![*hash]).await
    }

    /// Tokens that count, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn directory_tokens(&self) -> Result<Vec<DirectoryToken>, StoreError> {
        let tail = "WHERE ended_at IS NULL ORDER BY made_at, hash";
        self.inner.readers.all(tail, Vec::new()).await
    }

    /// Everybody whom the directory keeps.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn directory_people(&self) -> Result<Vec<DirectoryPerson>, StoreError> {
        self.inner.readers.all("ORDER BY agent", Vec::new()).await
    }

    /// What the directory says of an account; none when it does not keep it.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn directory_person(
        &self,
        agent: AgentId,
    ) -> Result<Option<DirectoryPerson>, StoreError> {
        let readers = &self.inner.readers;
        readers.first("WHERE agent = $1", cells![agent]).await
    }

    /// The account with this id of the directory.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn directory_person_by_external_id(
        &self,
        external_id: &str,
    ) -> Result<Option<DirectoryPerson>, StoreError> {
        let (tail, cells) = ("WHERE external_id = $1", cells![external_id.to_owned()]);
        self.inner.readers.first(tail, cells).await
    }

    /// The directory's groups.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn directory_groups(&self) -> Result<Vec<DirectoryGroup>, StoreError> {
        let readers = &self.inner.readers;
        readers.all("ORDER BY made_at, id", Vec::new()).await
    }

    /// Who is in which group of the directory.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn directory_members(&self) -> Result<Vec<DirectoryMember>, StoreError> {
        let tail = "ORDER BY directory_group, agent";
        self.inner.readers.all(tail, Vec::new()).await
    }
}
