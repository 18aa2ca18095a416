//! The live path: sockets, the one writer, commits, transfers, intake.
//!
//! `engine` decides (a state machine without I/O), `run` writes and lets answers go, `effects` looks
//! things up, `persist` knows the store's rows, `jobs` deletes afterwards, `outbound` and `wheel`
//! belong to the sockets of `edge/socket.rs`. The acts of people over HTTP are one file each.
//! Next: docs/concepts/protocol.md, then [`engine`].

pub mod accept;
pub mod close;
pub mod dispatch;
pub mod effects;
pub mod engine;
pub mod held;
pub mod hold;
pub mod http;
pub mod jobs;
pub mod join;
pub mod outbound;
mod persist;
pub mod reachable;
pub mod run;
pub mod transfer;
pub mod wheel;

pub use run::{Hub, KEY_OPERATIONS, TRANSACTIONS, World};
