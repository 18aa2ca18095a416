//! The ledger that outsiders can check: canonical leaves and the proof that one is durable.
//!
//! Pure: hashing and encoding alone. Where leaves are kept is `store`'s business, who decides is
//! `policy`'s. Nothing readable about a person is in a leaf: subjects are salted hashes.
//! Next: [`leaf`] (what a leaf is), [`recorded`] (the proof that one was written).

pub mod leaf;
pub mod recorded;

pub use leaf::{Leaf, LeafKind, Subject, WhoHash, batch_digest};
pub use recorded::{Recorded, RecordedLeaf, Witness};
