//! The ledger for outsiders: checkpoint and tiles over HTTP, in the format of C2SP tlog-tiles, so
//! that monitors and verifiers that others wrote can read it (docs/ledger.md).
//!
//! It shows salted hashes, kinds and times alone; the operator may close it (`ledger.public`).
//! Next: [`http`], [`crate::ledger`].

pub mod http;
