//! Reading everything beside the log: people, devices, packages, intake, certificates, jobs.
//!
//! Rows about customers need a decision; rows about the desk's own people and public keys do not.

use crate::cell::Shape;
use crate::error::StoreError;
use crate::open::Store;
use crate::rows::{
    Agent, Certificate, Conduct, Conversation, Device, DeviceStatus, IntakeKey, IntakeRecord, Job,
    JobRow, KeyPackage, OpenedIntake, Queue, ReceiptKey, Roster, SavedReply, SignIn, SubjectSalt,
    TeamMember, Ticket,
};
use crate::write::cells;
use std::sync::PoisonError;
use tacita_ledger::{Subject, Who};
use tacita_model::{
    AgentId, ConversationId, DeviceId, KeyPackageId, QueueId, RecordId, TeamId, TenantId, TicketId,
    Timestamp,
};
use tacita_policy::{Allowed, Object, acts};

/// A device that intake records can be wrapped to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeDevice {
    /// The device.
    pub device: Device,
    /// Its newest intake key.
    pub key: IntakeKey,
}

impl Store {
    /// A person by sign-in name.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn agent_by_name(&self, name: &str) -> Result<Option<Agent>, StoreError> {
        self.inner
            .readers
            .first("WHERE name = $1", cells![name.to_owned()])
            .await
    }

    /// A person.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn agent(&self, id: AgentId) -> Result<Option<Agent>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// Every person, by name.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn agents(&self) -> Result<Vec<Agent>, StoreError> {
        self.inner.readers.all("ORDER BY name", Vec::new()).await
    }

    /// Every queue.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn queues(&self) -> Result<Vec<Queue>, StoreError> {
        self.inner.readers.all("ORDER BY name", Vec::new()).await
    }

    /// Every saved reply, by shortcut.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn saved_replies(&self, tenant: TenantId) -> Result<Vec<SavedReply>, StoreError> {
        let tail = "WHERE tenant = $1 ORDER BY shortcut, id";
        self.inner.readers.all(tail, cells![tenant]).await
    }

    /// Counters of what people asked for, from a day on (days since 1970).
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Nonsense`].
    pub async fn conduct(&self, since: i64) -> Result<Vec<Conduct>, StoreError> {
        let tail = "WHERE day >= $1 ORDER BY agent, queue, day, counted, kind";
        self.inner.readers.all(tail, cells![since]).await
    }

    /// The teams of a person.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn teams_of(&self, agent: AgentId) -> Result<Vec<TeamId>, StoreError> {
        let rows: Vec<TeamMember> = self
            .inner
            .readers
            .all("WHERE agent = $1", cells![agent])
            .await?;
        Ok(rows.into_iter().map(|row| row.team).collect())
    }

    /// The queues that a person serves.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn queues_of(&self, agent: AgentId) -> Result<Vec<Queue>, StoreError> {
        let tail = "WHERE id IN (SELECT qt.queue FROM queue_team qt \
                    JOIN team_member m ON m.team = qt.team WHERE m.agent = $1) ORDER BY name";
        self.inner.readers.all(tail, cells![agent]).await
    }

    /// The people who serve a queue and whose account is open.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn agents_of_queue(&self, queue: QueueId) -> Result<Vec<Agent>, StoreError> {
        let tail = "WHERE disabled_at IS NULL AND id IN (SELECT m.agent FROM team_member m \
                    JOIN queue_team qt ON qt.team = m.team WHERE qt.queue = $1) ORDER BY name";
        self.inner.readers.all(tail, cells![queue]).await
    }

    /// A sign-in by the SHA-256 of its token. Whether it still runs is for the caller to compare.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn sign_in(&self, token_hash: &[u8; 32]) -> Result<Option<SignIn>, StoreError> {
        self.inner
            .readers
            .first("WHERE token_hash = $1", cells![*token_hash])
            .await
    }

    /// A device.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn device(&self, id: DeviceId) -> Result<Option<Device>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// A device by its signature key.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn device_by_leaf(&self, leaf_key: &[u8; 32]) -> Result<Option<Device>, StoreError> {
        self.inner
            .readers
            .first("WHERE leaf_key = $1", cells![*leaf_key])
            .await
    }

    /// The devices of a person, most recently seen first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn devices_of(&self, agent: AgentId) -> Result<Vec<Device>, StoreError> {
        self.inner
            .readers
            .all("WHERE agent = $1 ORDER BY seen_at DESC", cells![agent])
            .await
    }

    /// Open conversations that a device has, or in whose group it is.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn conversations_of_device(
        &self,
        device: DeviceId,
    ) -> Result<Vec<Conversation>, StoreError> {
        let tail = "WHERE closed_at IS NULL AND (device = $1 OR id IN \
                    (SELECT m.conversation FROM member m \
                     WHERE m.device = $1 AND m.removed_at IS NULL)) ORDER BY opened_at";
        self.inner.readers.all(tail, cells![device]).await
    }

    /// Revoked devices that an open conversation still has: their cut-off was not finished.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn revoked_devices_in_use(&self) -> Result<Vec<Device>, StoreError> {
        let tail = "WHERE status = $1 AND id IN \
                    (SELECT c.device FROM conversation c WHERE c.closed_at IS NULL \
                     UNION SELECT m.device FROM member m \
                     JOIN conversation c ON c.id = m.conversation \
                     WHERE c.closed_at IS NULL AND m.removed_at IS NULL)";
        let cells = cells![DeviceStatus::Revoked];
        self.inner.readers.all(tail, cells).await
    }

    /// Devices that wait for the issuer, and approved ones whose credential ends before `renew`.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::Database`].
    pub async fn issuer_requests(
        &self,
        allowed: &Allowed<acts::ListIssuerRequests>,
        renew: Timestamp,
    ) -> Result<Vec<Device>, StoreError> {
        allowed.check(Object::Tenant, self.inner.clock.now())?;
        let tail = "WHERE status = $1 OR (status = $2 AND credential_until < $3) \
                    ORDER BY requested_at";
        let cells = cells![DeviceStatus::Waiting, DeviceStatus::Approved, renew];
        self.inner.readers.all(tail, cells).await
    }

    /// Unused, unreserved key packages of a leaf.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn key_packages_left(&self, leaf_key: &[u8; 32]) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM key_package WHERE leaf_key = $1 AND used_at IS NULL \
                   AND expires_at > $2 AND (reserved_until IS NULL OR reserved_until <= $2)";
        let cells = cells![*leaf_key, self.inner.clock.now()];
        let count = self.inner.readers.number("key_package", sql, cells).await?;
        Ok(count
            .and_then(|count| u32::try_from(count).ok())
            .unwrap_or(0))
    }

    /// The key package of a leaf that should be used next: unused, not reserved by somebody else,
    /// oldest first. Reserve or take it with a commit; on [`StoreError::Conflict`] ask again.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn next_key_package(
        &self,
        leaf_key: &[u8; 32],
        conversation: ConversationId,
    ) -> Result<Option<KeyPackage>, StoreError> {
        let tail = "WHERE leaf_key = $1 AND used_at IS NULL AND expires_at > $2 AND \
                    (reserved_until IS NULL OR reserved_until <= $2 OR reserved_for = $3) \
                    ORDER BY created_at, id LIMIT 1";
        let cells = cells![*leaf_key, self.inner.clock.now(), conversation];
        self.inner.readers.first(tail, cells).await
    }

    /// A key package.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn key_package(&self, id: KeyPackageId) -> Result<Option<KeyPackage>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// The devices of a queue's people that intake records go to (flow F2): approved, with an
    /// intake key of `since_day` or later, most recently seen first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn intake_devices(
        &self,
        queue: QueueId,
        since_day: i64,
        limit: u32,
    ) -> Result<Vec<IntakeDevice>, StoreError> {
        let tail = "WHERE status = $2 AND credential_until > $3 AND agent IN \
                    (SELECT m.agent FROM team_member m JOIN queue_team qt ON qt.team = m.team \
                     JOIN agent a ON a.id = m.agent \
                     WHERE qt.queue = $1 AND a.disabled_at IS NULL) \
                    AND EXISTS (SELECT 1 FROM intake_key k \
                                WHERE k.device = device.id AND k.day >= $4) \
                    ORDER BY seen_at DESC LIMIT $5";
        let cells = cells![
            queue,
            DeviceStatus::Approved,
            self.inner.clock.now(),
            since_day,
            limit
        ];
        let devices: Vec<Device> = self.inner.readers.all(tail, cells).await?;
        let mut found = Vec::with_capacity(devices.len());
        for device in devices {
            let tail = "WHERE device = $1 ORDER BY day DESC LIMIT 1";
            if let Some(key) = self.inner.readers.first(tail, cells![device.id]).await? {
                found.push(IntakeDevice { device, key });
            }
        }
        Ok(found)
    }

    /// The newest intake key of a device.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn intake_key(&self, device: DeviceId) -> Result<Option<IntakeKey>, StoreError> {
        self.inner
            .readers
            .first(
                "WHERE device = $1 ORDER BY day DESC LIMIT 1",
                cells![device],
            )
            .await
    }

    /// The intake records of a conversation in order, under their outer lock.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::Database`].
    pub async fn intake_records(
        &self,
        allowed: &Allowed<acts::OpenIntake>,
        conversation: ConversationId,
    ) -> Result<Vec<IntakeRecord>, StoreError> {
        allowed.check(Object::Conversation(conversation), self.inner.clock.now())?;
        let tail = "WHERE conversation = $1 ORDER BY sequence";
        self.inner.readers.all(tail, cells![conversation]).await
    }

    /// Message ids of the intake records that a conversation still has. No content.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn intake_messages(
        &self,
        conversation: ConversationId,
    ) -> Result<Vec<tacita_model::MessageId>, StoreError> {
        let sql = "SELECT message FROM intake_record WHERE conversation = $1 ORDER BY sequence";
        let rows = self
            .inner
            .readers
            .rows("intake_record", sql, &[Shape::Blob], cells![conversation])
            .await?;
        rows.into_iter()
            .map(|mut row| row.take("message"))
            .collect()
    }

    /// One row of the inbox.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::Database`].
    pub async fn inbox_row(
        &self,
        allowed: &Allowed<acts::SeeInboxRow>,
        conversation: ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        allowed.check(Object::Conversation(conversation), self.inner.clock.now())?;
        self.conversation(conversation).await
    }

    /// A ticket.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, StoreError> {
        self.inner.readers.first("WHERE id = $1", cells![id]).await
    }

    /// Certificates that have not ended.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn certificates(&self) -> Result<Vec<Certificate>, StoreError> {
        let cells = cells![self.inner.clock.now()];
        self.inner
            .readers
            .all("WHERE expires_at > $1 ORDER BY created_at", cells)
            .await
    }

    /// The roster of a queue.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn roster(&self, queue: QueueId) -> Result<Option<Roster>, StoreError> {
        self.inner
            .readers
            .first("WHERE queue = $1", cells![queue])
            .await
    }

    /// A subject with its salt, for leaves; draws and keeps a salt at the first call.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn who(&self, subject: Subject) -> Result<Who, StoreError> {
        let key = *subject.as_bytes();
        let known = self
            .inner
            .salts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .copied();
        if let Some(salt) = known {
            return Ok(Who::new(subject, salt));
        }
        let mut row: Option<SubjectSalt> = self
            .inner
            .readers
            .first("WHERE subject = $1", cells![key])
            .await?;
        if row.is_none() {
            let mut salt = [0u8; 32];
            (self.inner.randomness)(&mut salt);
            self.commit(vec![crate::Write::Salt { subject: key, salt }], Vec::new())
                .await?;
            row = self
                .inner
                .readers
                .first("WHERE subject = $1", cells![key])
                .await?;
        }
        let salt = row.ok_or(StoreError::Missing("subject_salt"))?.salt;
        self.inner
            .salts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, salt);
        Ok(Who::new(subject, salt))
    }

    /// Somebody whose id was drawn a moment ago, with a fresh salt, and the write that keeps it: for the
    /// commit that begins them, which is then the only one that waits for the disk.
    #[must_use]
    pub fn newcomer(&self, subject: Subject) -> (Who, crate::Write) {
        let subject_key = *subject.as_bytes();
        let mut salt = [0u8; 32];
        (self.inner.randomness)(&mut salt);
        let write = crate::Write::Salt {
            subject: subject_key,
            salt,
        };
        (Who::new(subject, salt), write)
    }

    /// The subjects among these that have a salt: whom leaves may be by. Draws none.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn known(&self, subjects: &[Subject]) -> Result<Vec<Who>, StoreError> {
        let mut known = Vec::with_capacity(subjects.len());
        for subject in subjects {
            let row: Option<SubjectSalt> = self
                .inner
                .readers
                .first("WHERE subject = $1", cells![*subject.as_bytes()])
                .await?;
            known.extend(row.map(|row| Who::new(*subject, row.salt)));
        }
        Ok(known)
    }

    /// The conversation whose customer keeps the secret with this hash, to read their receipt.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn receipt_key(
        &self,
        key_hash: &[u8; 32],
    ) -> Result<Option<ConversationId>, StoreError> {
        let row: Option<ReceiptKey> = self
            .inner
            .readers
            .first("WHERE key_hash = $1", cells![*key_hash])
            .await?;
        Ok(row.map(|row| row.conversation))
    }

    /// Intake records of a conversation that were opened, whether they are still there or not.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn opened_intake(
        &self,
        conversation: ConversationId,
    ) -> Result<Vec<RecordId>, StoreError> {
        let rows: Vec<OpenedIntake> = self
            .inner
            .readers
            .all("WHERE conversation = $1", cells![conversation])
            .await?;
        Ok(rows.into_iter().map(|row| row.record).collect())
    }

    /// Jobs that are due and not claimed, oldest first. Claim one with
    /// [`crate::Write::ClaimJob`] before working on it.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn due_jobs(&self, limit: u32) -> Result<Vec<Job>, StoreError> {
        let tail = "WHERE dead = 0 AND run_at <= $1 AND \
                    (lease_until IS NULL OR lease_until <= $1) ORDER BY run_at LIMIT $2";
        let cells = cells![self.inner.clock.now(), limit];
        let rows: Vec<JobRow> = self.inner.readers.all(tail, cells).await?;
        Ok(rows
            .into_iter()
            .map(|row| Job {
                id: row.id,
                kind: row.kind,
                payload: row.payload,
                attempts: row.attempts,
            })
            .collect())
    }
}
