//! Secrets of accounts: the seed of an authenticator app, and the half under a device's state.
//!
//! They live in the store of the halves, wrapped by the Kms for their own place, and get new wrapping
//! keys with the halves every day. A seed is read by the server alone, to judge a code. The half of a
//! device leaves only against a decision about this person's own device and a durable leaf.
//! Next: [`crate::halves`].

use crate::db::Conn;
use crate::error::StoreError;
use crate::halves::Halves;
use crate::kms::Wrapped;
use crate::open::Store;
use crate::table::{Row, table};
use crate::write::cells;
use tacita_ledger::{Leaf, LeafKind, Recorded};
use tacita_model::{AgentId, DeviceId, FactorId, RequestId, TypedId};
use tacita_policy::{Allowed, Object, Subject, acts};
use zeroize::Zeroizing;

/// Halves that one person may have: one for each browser profile, with room to spare.
const HALVES_OF_ONE: i64 = 64;

const APP: &str = "app";
const DEVICE: &str = "device";

table! {
    /// One secret.
    pub(crate) struct AccountSecret in "account_secret" key(id) {
        /// Of what: a factor, or the place in which a browser keeps a device.
        id: [u8; 16],
        /// Whose.
        agent: AgentId,
        /// `app` or `device`.
        kind: String,
        /// Which Kms key wraps it.
        kms_key: String,
        /// The wrapped bytes.
        wrapped: Vec<u8>,
    }
}

fn place(id: &[u8; 16], agent: AgentId, kind: &str) -> Vec<u8> {
    let mut place = b"tacita account secret v1\0".to_vec();
    place.extend_from_slice(id);
    place.extend_from_slice(&agent.to_bytes());
    place.extend_from_slice(kind.as_bytes());
    place
}

impl AccountSecret {
    fn open(&self, halves: &Halves) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let wrapped = Wrapped {
            key: self.kms_key.clone(),
            bytes: self.wrapped.clone(),
        };
        let place = place(&self.id, self.agent, &self.kind);
        Ok(halves.kms.unwrap(&wrapped, &place)?)
    }

    fn seal(self, halves: &Halves, secret: &[u8; 32]) -> Result<Self, StoreError> {
        let place = place(&self.id, self.agent, &self.kind);
        let wrapped = halves.kms.wrap(secret, &place)?;
        Ok(Self {
            kms_key: wrapped.key,
            wrapped: wrapped.bytes,
            ..self
        })
    }
}

/// Wraps every secret under the newest Kms key, inside the transaction that renews the halves.
pub(crate) async fn renew(conn: &mut Conn, halves: &Halves) -> Result<(), StoreError> {
    for row in conn.all::<AccountSecret>("", Vec::new()).await? {
        let secret = row.open(halves)?;
        let row = row.seal(halves, &secret)?;
        conn.run(
            AccountSecret::TABLE,
            AccountSecret::upsert(),
            row.into_cells(),
        )
        .await?;
    }
    Ok(())
}

impl Store {
    /// Keeps the seed of an authenticator app. Durable when it returns; call it before the commit
    /// that adds the factor.
    ///
    /// # Errors
    /// [`StoreError::Kms`], [`StoreError::Database`].
    pub async fn keep_app_seed(
        &self,
        factor: FactorId,
        agent: AgentId,
        seed: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.keep_secret(factor.to_bytes(), agent, APP, seed).await
    }

    /// The seed of an authenticator app, to judge a code by. It leaves the server never.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Kms`].
    pub async fn app_seed(
        &self,
        factor: FactorId,
        agent: AgentId,
    ) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let found = self.secret(factor.to_bytes(), agent, APP).await?;
        found.ok_or(StoreError::Missing("account_secret"))
    }

    /// Shreds the seed of an app that was taken away.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn shred_app_seed(&self, factor: FactorId) -> Result<u64, StoreError> {
        let sql = "DELETE FROM account_secret WHERE id = $1 AND kind = 'app'";
        self.shred("account_secret", sql, cells![factor.to_bytes()])
            .await
    }

    /// Shreds all secrets of an account that was closed: its apps open nothing, and what its devices
    /// keep opens no more.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn shred_account_secrets(&self, agent: AgentId) -> Result<u64, StoreError> {
        let sql = "DELETE FROM account_secret WHERE agent = $1";
        self.shred("account_secret", sql, cells![agent]).await
    }

    /// The leaf that must be durable before [`Store::release_device_half`] gives a half out.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotAllowed`].
    pub async fn unlock_leaf(
        &self,
        allowed: &Allowed<acts::RegisterDevice>,
        request: RequestId,
    ) -> Result<Leaf, StoreError> {
        let (Subject::Agent(agent, _), Object::Device(device)) =
            (allowed.subject(), allowed.object())
        else {
            return Err(StoreError::NotAllowed(tacita_policy::Stale::OtherObject));
        };
        let what = Leaf::what_id(device);
        let who = self.who(tacita_ledger::Subject::of(agent)).await?;
        Ok(Leaf {
            kind: LeafKind::DeviceUnlocked,
            who: who.about(&what),
            what,
            purpose: Some(allowed.purpose()),
            when: self.inner.clock.now(),
            request,
        })
    }

    /// Gives out the half under a device's state; makes one when the place has none. `place` is drawn
    /// by the browser, since it keeps state before the server has given its device an id.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::NotRecorded`], [`StoreError::Conflict`] when the
    /// place is somebody else's or the person has too many, [`StoreError::Kms`].
    pub async fn release_device_half(
        &self,
        allowed: &Allowed<acts::RegisterDevice>,
        recorded: &Recorded,
        place: DeviceId,
    ) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        allowed.check(Object::Device(place), self.inner.clock.now())?;
        let expected = self
            .unlock_leaf(allowed, RequestId::from_bytes([0; 16]))
            .await?;
        let said = recorded.says(
            expected.kind,
            expected.who,
            &expected.what,
            allowed.purpose(),
        );
        if !recorded.is_by(&self.inner.witness) || !said {
            return Err(StoreError::NotRecorded);
        }
        let Subject::Agent(agent, _) = allowed.subject() else {
            return Err(StoreError::NotAllowed(tacita_policy::Stale::OtherObject));
        };
        let id = place.to_bytes();
        if let Some(half) = self.secret(id, agent, DEVICE).await? {
            return Ok(half);
        }
        let mut half = Zeroizing::new([0; 32]);
        (self.inner.randomness)(half.as_mut_slice());
        self.keep_secret(id, agent, DEVICE, &half).await?;
        Ok(half)
    }

    async fn keep_secret(
        &self,
        id: [u8; 16],
        agent: AgentId,
        kind: &str,
        secret: &[u8; 32],
    ) -> Result<(), StoreError> {
        let halves = &self.inner.halves;
        let mut guard = halves.conn.lock().await;
        let conn = guard.as_mut().ok_or(StoreError::Closed)?;
        let sql = "SELECT count(*) FROM account_secret WHERE agent = $1";
        let kept = conn.number("account_secret", sql, cells![agent]).await?;
        if kept.unwrap_or(0) >= HALVES_OF_ONE {
            return Err(StoreError::Conflict("account_secret"));
        }
        let bare = AccountSecret {
            id,
            agent,
            kind: kind.to_owned(),
            kms_key: String::new(),
            wrapped: Vec::new(),
        };
        let row = bare.seal(halves, secret)?;
        conn.run(
            AccountSecret::TABLE,
            AccountSecret::insert(),
            row.into_cells(),
        )
        .await
        .map(drop)
    }

    async fn secret(
        &self,
        id: [u8; 16],
        agent: AgentId,
        kind: &str,
    ) -> Result<Option<Zeroizing<[u8; 32]>>, StoreError> {
        let halves = &self.inner.halves;
        let mut guard = halves.conn.lock().await;
        let conn = guard.as_mut().ok_or(StoreError::Closed)?;
        let tail = "WHERE id = $1 AND agent = $2 AND kind = $3";
        let found: Option<AccountSecret> =
            conn.first(tail, cells![id, agent, kind.to_owned()]).await?;
        found.map(|row| row.open(halves)).transpose()
    }
}
