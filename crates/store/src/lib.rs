//! Rows: SQLite and PostgreSQL behind one face.
//!
//! One way in: [`Store::commit`], a list of typed writes and ledger leaves, kept together or not at
//! all, durable when it returns. Many commits share one sync. Reads of customers' data take a
//! decision of `policy`; a server half leaves only against a decision and a durable leaf.
//! It refuses to know what bodies mean: they are ciphertext. Next: [`Write`], then `commit.rs`
//! (the one writer), `log.rs` (reading a conversation), `halves.rs` (the second lock).

mod accounts;
mod apply;
mod cell;
mod checkpoint;
mod commit;
mod counts;
mod db;
mod directory;
mod erase;
mod error;
mod face;
mod first;
pub mod floor;
mod forget;
pub(crate) mod glass;
mod halves;
mod insert;
pub mod kms;
mod ledger;
mod log;
mod open;
mod packed;
pub mod places;
mod read;
pub(crate) mod reviews;
pub mod rows;
mod secrets;
mod table;
mod tail;
mod write;

pub use counts::Counts;
pub use error::StoreError;
pub use halves::HalfPlace;
pub use kms::{Kms, KmsError, LocalKms, Randomness};
pub use ledger::{LeafRead, LedgerRows};
pub use log::{Loaded, Recent};
pub use open::{Config, Location, Store};
pub use read::IntakeDevice;
pub use rows::Entry;
pub use write::{Progress, Write};
