//! State of a group in memory: a map of CBOR values, and a list of what changed.
//!
//! OpenMLS writes many small values in one step; a crash between two of them tears a group. So
//! nothing here reaches a disk: [`Store::take_batch`] hands the caller every change of a step at
//! once, to be written in one transaction. Refuses values that do not decode. Next: `cbor`.

mod compact;
mod openmls_face;

use crate::cbor;
use core::fmt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use tacita_model::SortedMap;
use zeroize::{Zeroize, Zeroizing};

/// A stored value does not decode: the disk lost or changed it. Nothing can be repaired here; the
/// caller discards the state and starts the next generation (flow F14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stored value of the group does not decode")]
pub struct StoreError;

/// First byte of every key: what kind of value it is. Never renumbered: states on disk carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Slot {
    JoinConfig = 1,
    OwnLeaves = 2,
    ProposalList = 3,
    Proposal = 4,
    Tree = 5,
    InterimHash = 6,
    Context = 7,
    ConfirmationTag = 8,
    GroupState = 9,
    MessageSecrets = 10,
    ResumptionSecrets = 11,
    OwnIndex = 12,
    EpochSecrets = 13,
    SignatureKey = 14,
    EncryptionKey = 15,
    EpochKeys = 16,
    KeyPackage = 17,
    Psk = 18,
}

#[derive(Default)]
struct Inner {
    values: SortedMap<Vec<u8>, Zeroizing<Vec<u8>>>,
    changed: SortedMap<Vec<u8>, ()>,
}

/// The map behind one [`crate::Provider`].
#[derive(Default)]
pub struct Store {
    inner: RefCell<Inner>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({} values)", self.inner.borrow().values.len())
    }
}

impl Store {
    pub(crate) fn load(entries: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>) -> Self {
        let values = entries
            .into_iter()
            .map(|(key, value)| (key, Zeroizing::new(value)))
            .collect();
        Self {
            inner: RefCell::new(Inner {
                values,
                changed: SortedMap::new(),
            }),
        }
    }

    pub(crate) fn take_batch(&self) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
        let mut inner = self.inner.borrow_mut();
        let changed = core::mem::take(&mut inner.changed);
        let value = |key: &Vec<u8>| inner.values.get(key).map(|value| value.to_vec());
        changed
            .into_keys()
            .map(|key| {
                let value = value(&key);
                (key, value)
            })
            .collect()
    }

    pub(crate) fn entries(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let inner = self.inner.borrow();
        inner
            .values
            .iter()
            .map(|(key, value)| (key.clone(), value.to_vec()))
            .collect()
    }

    /// Puts raw bytes under a key; a value that does not change is no change.
    pub(crate) fn put_raw(&self, key: Vec<u8>, mut value: Vec<u8>) {
        let mut inner = self.inner.borrow_mut();
        if inner.values.get(&key).is_some_and(|old| **old == value) {
            value.zeroize();
            return;
        }
        inner.values.insert(key.clone(), Zeroizing::new(value));
        inner.changed.insert(key, ());
    }

    pub(crate) fn get_raw(&self, key: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.inner.borrow().values.get(key).cloned()
    }

    pub(crate) fn delete_raw(&self, key: &[u8]) {
        let mut inner = self.inner.borrow_mut();
        if inner.values.remove(key).is_some() {
            inner.changed.insert(key.to_vec(), ());
        }
    }

    /// The slot and 16 bytes of a hash of the name: short, and a key that lies unsealed in a
    /// browser's database names no group and no key package.
    pub(crate) fn key(slot: Slot, name: &impl Serialize) -> Result<Vec<u8>, StoreError> {
        let name = cbor::encode(name).map_err(|_| StoreError)?;
        let hash = Sha256::digest(&name);
        let (short, _) = hash.split_first_chunk::<16>().ok_or(StoreError)?;
        Ok([&[slot as u8][..], short].concat())
    }

    fn put(
        &self,
        slot: Slot,
        name: &impl Serialize,
        value: &impl Serialize,
    ) -> Result<(), StoreError> {
        let plain = Zeroizing::new(cbor::encode(value).map_err(|_| StoreError)?);
        self.put_raw(
            Self::key(slot, name)?,
            compact::shrink(&plain).ok_or(StoreError)?,
        );
        Ok(())
    }

    fn get<V: DeserializeOwned>(
        &self,
        slot: Slot,
        name: &impl Serialize,
    ) -> Result<Option<V>, StoreError> {
        self.get_raw(&Self::key(slot, name)?)
            .map(|bytes| Self::read(&bytes))
            .transpose()
    }

    /// Reads a raw value as the store wrote it.
    pub(crate) fn read<V: DeserializeOwned>(bytes: &[u8]) -> Result<V, StoreError> {
        let plain = Zeroizing::new(compact::restore(bytes).ok_or(StoreError)?);
        cbor::decode_own(&plain).map_err(|_| StoreError)
    }

    fn delete(&self, slot: Slot, name: &impl Serialize) -> Result<(), StoreError> {
        self.delete_raw(&Self::key(slot, name)?);
        Ok(())
    }
}
