//! Who may sign in: passwords, second factors, passkeys, sign-ins, and the desk (people, teams,
//! queues).
//!
//! A sign-in is an opaque 256-bit token in a `__Host-` cookie; the store has its SHA-256 alone. It
//! takes a passkey, or a password and a second factor; there is no role without one. Wrong names and
//! wrong passwords cost the same time, and who fails too often waits where they are, so nobody can
//! lock somebody else out. Next: [`sign_in`], [`second`], [`passkeys`], [`enrol`], [`own`], [`links`],
//! [`oidc`], then [`desk`].

pub mod browsers;
pub mod desk;
pub mod enrol;
mod failures;
pub mod first;
pub mod groups;
pub mod http;
pub mod links;
pub mod oidc;
pub mod own;
pub mod passkeys;
pub mod passwords;
pub mod reset;
pub mod second;
pub mod sign_in;
pub mod unlock;

pub use failures::Failures;
