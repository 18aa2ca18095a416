//! The ledger for people: checkpoint and tiles over HTTP for outsiders (C2SP tlog-tiles, docs/ledger.md),
//! receipts for customers, records and statements for the desk, the page of officers.
//!
//! To outsiders it shows salted hashes, kinds and times alone; the operator may close that
//! (`ledger.public`). Next: [`http`], [`shown`] (from hashes to words), [`crate::ledger`].

pub mod began;
pub mod credentials;
pub mod heads;
pub mod http;
pub mod receipt;
pub mod record;
pub mod shown;
