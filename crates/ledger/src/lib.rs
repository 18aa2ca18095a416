//! The ledger that outsiders can check: canonical leaves and the proof that one is durable.
//!
//! Pure: hashing and encoding alone. Where leaves are kept is `store`'s business, who decides is
//! `policy`'s. Nothing readable about a person is in a leaf: subjects are salted hashes.
//! Next: [`leaf`] (what a leaf is), [`who`] (by whom), [`opening`] and [`receipt`] (what people are shown),
//! [`recorded`] (the proof that one was written), [`tree`] and
//! [`proof`] (the log's arithmetic), [`trunk`] (a tree that grows for years), [`audit`] (a whole log from
//! its rows), [`verify`] (from its files), [`cosign`] (what a witness is asked and what it answers).

pub mod audit;
pub mod checkpoint;
pub mod cosign;
pub mod leaf;
pub mod note;
pub mod opening;
pub mod proof;
pub mod receipt;
pub mod recorded;
pub mod report;
pub mod statement;
pub mod tile;
pub mod tree;
pub mod trunk;
pub mod verify;
pub mod who;

pub use checkpoint::Checkpoint;
pub use leaf::{Leaf, LeafKind, batch_digest};
pub use recorded::{Recorded, RecordedLeaf, Witness};
pub use tree::{Hash, Tree};
pub use trunk::Trunk;
pub use who::{Subject, Who, WhoHash};
