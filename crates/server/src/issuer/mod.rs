//! The issuer: a process apart from the server, with the organisation's keys in a folder of its own.
//!
//! It makes the organisation's root once, certifies an issuing key (90 days) and the server's keys,
//! signs credentials of devices that a person approved, renews them by itself, and signs rosters.
//! It believes nothing that the server says about approvals: what was approved stands in its own
//! folder. Without it running, chats go on until credentials end. Next: [`folder`], [`work`].

pub mod folder;
pub mod remote;
pub mod work;

pub use folder::{Folder, FolderError};
