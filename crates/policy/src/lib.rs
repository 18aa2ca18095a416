//! Who may do what, for which purpose. Deny by default.
//!
//! The host looks up [`Facts`], [`Policy::decide`] answers with [`Allowed`] or [`Denied`], and the
//! callee (a read in `store`, an act in `server`) takes the `Allowed` and compares its ids and its
//! expiry: a decision about one conversation opens no other one, and an old one opens nothing.
//! Pure: no clock, no storage. The rules are Cedar policies in the folder `policies` and, on top,
//! an installation's own ([`load`]). Next: [`act`], [`facts`], [`allowed`], `decide.rs`.

pub mod act;
pub mod allowed;
mod ask;
mod decide;
mod engine;
mod ever;
pub mod explain;
pub mod facts;
pub mod fields;
mod heeded;
pub mod load;
pub mod roles;

pub use act::{Act, ActName, ReadsLog, acts};
pub use allowed::{Allowed, Stale};
pub use ask::About;
pub use decide::{Denied, Policy};
pub use explain::Explanation;
pub use facts::{Circumstances, Facts, Object, Relations, Subject};
pub use load::{Mistake, Source};
pub use roles::{OwnRole, RoleMistake};
