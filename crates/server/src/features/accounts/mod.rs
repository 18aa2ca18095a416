//! Who may sign in: passwords, sign-ins, and the desk (people, teams, queues).
//!
//! A sign-in is an opaque 256-bit token in a `__Host-` cookie; the store has its SHA-256 alone.
//! Wrong names and wrong passwords cost the same time, and who fails too often waits by name *and*
//! address, so nobody can lock somebody else out. Next: [`sign_in`], then [`desk`].

pub mod desk;
mod failures;
pub mod http;
pub mod passwords;
pub mod sign_in;

pub use failures::Failures;
