//! Who may do what, for which purpose. Deny by default.
//!
//! The host looks up [`Facts`], [`Policy::decide`] answers with [`Allowed`] or [`Denied`], and the
//! callee (a read in `store`, an act in `server`) takes the `Allowed` and compares its ids and its
//! expiry: a decision about one conversation opens no other one, and an old one opens nothing.
//! Pure: no clock, no storage. The rules are a table ([`table`]); Cedar comes inside
//! [`Policy::decide`] without changing a signature. Next: [`act`], [`facts`], [`allowed`].

pub mod act;
pub mod allowed;
pub mod facts;
mod table;

pub use act::{Act, ActName, ReadsLog, acts};
pub use allowed::{Allowed, Stale};
pub use facts::{Facts, Object, Relations, Subject};
pub use table::{Denied, Policy};
