//! The server halves: 32 random bytes per record, in a store of their own.
//!
//! A half is wrapped under the key of its customer, class and month of expiry, that key under the
//! Kms. Deleting a half, a month's key or all keys of a customer shreds what they open. Each day
//! the survivors get new keys all the way up and the old Kms key is destroyed, so that a freed
//! page, a dead row or an old copy opens nothing ([`crate::Store::renew_half_keys`]).
//! A half leaves only through [`crate::Store::release_server_half`].

use crate::db::{Conn, tx};
use crate::error::StoreError;
use crate::kms::{self, Kms, KmsError, Randomness, Wrapped};
use crate::open::Store;
use crate::table::{Row, table};
use crate::write::cells;
use aes_gcm::{Aes256Gcm, Key, KeyInit};
use std::sync::Arc;
use tacita_ledger::{Leaf, LeafKind, Recorded};
use tacita_model::{ConversationId, CustomerId, RecordId, RequestId, Timestamp, TypedId};
use tacita_policy::{Allowed, Object, Subject, acts};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

table! {
    /// The key over all halves of one customer, class and month of expiry.
    pub(crate) struct HalfKey in "half_key" key(customer, class, month) {
        /// The customer.
        customer: CustomerId,
        /// Class of the data, such as `intake`.
        class: String,
        /// Months since 1970-01.
        month: i64,
        /// Which Kms key wraps it.
        kms_key: String,
        /// The wrapped key.
        wrapped: Vec<u8>,
    }
}

table! {
    /// The half of one record.
    pub(crate) struct ServerHalf in "server_half" key(record) {
        /// The record.
        record: RecordId,
        /// The conversation it belongs to.
        conversation: ConversationId,
        /// The customer.
        customer: CustomerId,
        /// Class of the data.
        class: String,
        /// Months since 1970-01.
        month: i64,
        /// The half, wrapped under its [`HalfKey`].
        wrapped: Vec<u8>,
    }
}

/// Whose half it is and how long it lives.
#[derive(Debug, Clone, Copy)]
pub struct HalfPlace {
    /// The record.
    pub record: RecordId,
    /// The conversation.
    pub conversation: ConversationId,
    /// The customer.
    pub customer: CustomerId,
    /// Class of the data, such as `intake`.
    pub class: &'static str,
    /// When the record is deleted at the latest.
    pub expires_at: Timestamp,
}

pub(crate) struct Halves {
    pub(crate) conn: Mutex<Option<Conn>>,
    pub(crate) kms: Arc<dyn Kms>,
    randomness: Randomness,
}

impl Halves {
    pub(crate) fn new(conn: Conn, kms: Arc<dyn Kms>, randomness: Randomness) -> Self {
        Self {
            conn: Mutex::new(Some(conn)),
            kms,
            randomness,
        }
    }

    pub(crate) async fn close(&self) {
        if let Some(mut conn) = self.conn.lock().await.take() {
            cut_log(&mut conn).await;
            conn.close().await;
        }
    }

    fn draw(&self) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0u8; 32]);
        (self.randomness)(key.as_mut_slice());
        key
    }

    fn wrap_key(&self, place: HalfKey, key: &[u8; 32]) -> Result<HalfKey, KmsError> {
        let wrapped = self.kms.wrap(key, &place_of_key(&place))?;
        Ok(HalfKey {
            kms_key: wrapped.key,
            wrapped: wrapped.bytes,
            ..place
        })
    }

    fn open_key(&self, row: &HalfKey) -> Result<Zeroizing<[u8; 32]>, KmsError> {
        let wrapped = Wrapped {
            key: row.kms_key.clone(),
            bytes: row.wrapped.clone(),
        };
        self.kms.unwrap(&wrapped, &place_of_key(row))
    }
}

fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
}

fn place_of_key(row: &HalfKey) -> Vec<u8> {
    let mut place = b"tacita half key v1\0".to_vec();
    place.extend_from_slice(&row.customer.to_bytes());
    place.extend_from_slice(&row.month.to_be_bytes());
    place.extend_from_slice(row.class.as_bytes());
    place
}

fn place_of_half(record: RecordId) -> Vec<u8> {
    let mut place = b"tacita server half v1\0".to_vec();
    place.extend_from_slice(&record.to_bytes());
    place
}

/// Months since 1970-01, of 30.4375 days: only used to bundle what expires at about the same time.
const fn month_of(time: Timestamp) -> i64 {
    time.as_seconds().div_euclid(2_629_800)
}

/// Moves the log into the file and cuts it, so that what was deleted is not in the log either.
/// On PostgreSQL dead rows stay until VACUUM; they are under keys that the day's renewal destroys.
async fn cut_log(conn: &mut Conn) {
    let sql = if conn.is_postgres() {
        "VACUUM halves.server_half, halves.half_key"
    } else {
        "PRAGMA wal_checkpoint(TRUNCATE)"
    };
    let _ = conn.run("server_half", sql, Vec::new()).await;
}

const BY_KEY: &str = "WHERE customer = $1 AND class = $2 AND month = $3";

impl Store {
    /// Keeps the server half of a record. Durable when it returns; call it before the commit that
    /// holds the record itself, so that no record is ever without its half.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the record has a half, [`StoreError::Kms`], [`StoreError::Full`].
    pub async fn keep_half(&self, place: HalfPlace, half: &[u8; 32]) -> Result<(), StoreError> {
        let halves = &self.inner.halves;
        let mut guard = halves.conn.lock().await;
        let conn = guard.as_mut().ok_or(StoreError::Closed)?;
        let class = place.class.to_owned();
        let month = month_of(place.expires_at);
        tx!(conn, async {
            let cells = cells![place.customer, class.clone(), month];
            let key = match conn.first::<HalfKey>(BY_KEY, cells).await? {
                Some(row) => halves.open_key(&row)?,
                None => {
                    let key = halves.draw();
                    let bare = HalfKey {
                        customer: place.customer,
                        class: class.clone(),
                        month,
                        kms_key: String::new(),
                        wrapped: Vec::new(),
                    };
                    let row = halves.wrap_key(bare, &key)?;
                    conn.run(HalfKey::TABLE, HalfKey::insert(), row.into_cells())
                        .await?;
                    key
                }
            };
            let wrapped = kms::seal(
                &cipher(&key),
                &halves.randomness,
                half,
                &place_of_half(place.record),
            )?;
            let row = ServerHalf {
                record: place.record,
                conversation: place.conversation,
                customer: place.customer,
                class,
                month,
                wrapped,
            };
            conn.run(ServerHalf::TABLE, ServerHalf::insert(), row.into_cells())
                .await
                .map(drop)
        })
    }

    /// Gives out the server half of an intake record: only against a decision about exactly this
    /// conversation and a durable leaf that says who opens it, why, and which record.
    ///
    /// The leaf is [`Store::intake_leaf`]'s, recorded by this store.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::NotRecorded`], [`StoreError::Missing`] when the
    /// half was deleted, [`StoreError::Kms`].
    pub async fn release_server_half(
        &self,
        allowed: &Allowed<acts::OpenIntake>,
        recorded: &Recorded,
        record: RecordId,
    ) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let Object::Conversation(conversation) = allowed.object() else {
            return Err(StoreError::NotAllowed(tacita_policy::Stale::OtherObject));
        };
        allowed.check(allowed.object(), self.inner.clock.now())?;
        let expected = self
            .intake_leaf(allowed, record, RequestId::from_bytes([0; 16]))
            .await?;
        if !recorded.is_by(&self.inner.witness)
            || !recorded.says(
                expected.kind,
                expected.who,
                &expected.what,
                allowed.purpose(),
            )
        {
            return Err(StoreError::NotRecorded);
        }
        let halves = &self.inner.halves;
        let mut guard = halves.conn.lock().await;
        let conn = guard.as_mut().ok_or(StoreError::Closed)?;
        let row: ServerHalf = conn
            .first(
                "WHERE record = $1 AND conversation = $2",
                cells![record, conversation],
            )
            .await?
            .ok_or(StoreError::Missing("server_half"))?;
        let key: HalfKey = conn
            .first(BY_KEY, cells![row.customer, row.class, row.month])
            .await?
            .ok_or(StoreError::Missing("half_key"))?;
        let key = halves.open_key(&key)?;
        Ok(kms::open(
            &cipher(&key),
            &row.wrapped,
            &place_of_half(record),
        )?)
    }

    /// The leaf that must be durable before [`Store::release_server_half`] gives a half out.
    ///
    /// # Errors
    /// [`StoreError::Database`] when the subject's salt cannot be read or made.
    pub async fn intake_leaf(
        &self,
        allowed: &Allowed<acts::OpenIntake>,
        record: RecordId,
        request: RequestId,
    ) -> Result<Leaf, StoreError> {
        let subject = match allowed.subject() {
            Subject::Agent(agent, _) => tacita_ledger::Subject::of(agent),
            Subject::Customer(conversation) => tacita_ledger::Subject::of(conversation),
            Subject::Issuer => tacita_ledger::Subject::ISSUER,
        };
        let what = Leaf::what_id(record);
        Ok(Leaf {
            kind: LeafKind::IntakeOpened,
            who: self.who(subject).await?.about(&what),
            what,
            purpose: Some(allowed.purpose()),
            when: self.inner.clock.now(),
            request,
        })
    }

    /// Shreds the halves of a conversation (closed, or begun and acknowledged).
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn shred_conversation(
        &self,
        conversation: ConversationId,
    ) -> Result<u64, StoreError> {
        let sql = "DELETE FROM server_half WHERE conversation = $1";
        self.shred("server_half", sql, cells![conversation]).await
    }

    /// Shreds the half of one record.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn shred_record(&self, record: RecordId) -> Result<u64, StoreError> {
        let sql = "DELETE FROM server_half WHERE record = $1";
        self.shred("server_half", sql, cells![record]).await
    }

    /// Shreds everything of a customer (flow F12): the keys over all their halves.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn shred_customer(&self, customer: CustomerId) -> Result<u64, StoreError> {
        let sql = "DELETE FROM half_key WHERE customer = $1";
        let keys = self.shred("half_key", sql, cells![customer]).await?;
        let sql = "DELETE FROM server_half WHERE customer = $1";
        self.shred("server_half", sql, cells![customer]).await?;
        Ok(keys)
    }

    /// Shreds the month keys (and halves) whose month has wholly passed. A job of every day.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn shred_expired(&self) -> Result<u64, StoreError> {
        let month = month_of(self.inner.clock.now());
        let sql = "DELETE FROM half_key WHERE month < $1";
        let keys = self.shred("half_key", sql, cells![month]).await?;
        let sql = "DELETE FROM server_half WHERE month < $1";
        self.shred("server_half", sql, cells![month]).await?;
        Ok(keys)
    }

    pub(crate) async fn shred(
        &self,
        table: &'static str,
        sql: &'static str,
        cells: Vec<crate::cell::Cell>,
    ) -> Result<u64, StoreError> {
        let mut guard = self.inner.halves.conn.lock().await;
        let conn = guard.as_mut().ok_or(StoreError::Closed)?;
        let count = conn.run(table, sql, cells).await?;
        if count > 0 {
            cut_log(conn).await;
        }
        Ok(count)
    }

    /// Gives every surviving half a new key all the way up and destroys the old Kms keys. A job
    /// of every day. Returns how many halves survived.
    ///
    /// # Errors
    /// [`StoreError::Kms`] (nothing is changed then), [`StoreError::Database`].
    pub async fn renew_half_keys(&self) -> Result<usize, StoreError> {
        let halves = &self.inner.halves;
        let mut guard = halves.conn.lock().await;
        let conn = guard.as_mut().ok_or(StoreError::Closed)?;
        halves.kms.renew()?;
        let survivors = tx!(conn, async {
            let mut survivors = 0usize;
            for old in conn.all::<HalfKey>("", Vec::new()).await? {
                let cells = cells![old.customer, old.class.clone(), old.month];
                let rows: Vec<ServerHalf> = conn.all(BY_KEY, cells.clone()).await?;
                if rows.is_empty() {
                    let sql = "DELETE FROM half_key \
                               WHERE customer = $1 AND class = $2 AND month = $3";
                    conn.run("half_key", sql, cells).await?;
                    continue;
                }
                let (before, after) = (cipher(&*halves.open_key(&old)?), halves.draw());
                for row in rows {
                    let place = place_of_half(row.record);
                    let half = kms::open(&before, &row.wrapped, &place)?;
                    let wrapped = kms::seal(&cipher(&after), &halves.randomness, &half, &place)?;
                    let row = ServerHalf { wrapped, ..row };
                    conn.run("server_half", ServerHalf::upsert(), row.into_cells())
                        .await?;
                    survivors += 1;
                }
                let row = halves.wrap_key(old, &after)?;
                conn.run("half_key", HalfKey::upsert(), row.into_cells())
                    .await?;
            }
            crate::secrets::renew(conn, halves).await?;
            Ok::<_, StoreError>(survivors)
        })?;
        cut_log(conn).await;
        halves.kms.forget_old()?;
        Ok(survivors)
    }
}
