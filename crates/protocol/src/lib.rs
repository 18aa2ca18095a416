//! What crosses the wire between widget, console, issuer and server.
//!
//! Three kinds of traffic: [`hot`] frames (fixed binary header, stored and forwarded as received),
//! [`control`] frames (CBOR after one type byte) on the same WebSocket, and [`http`] bodies (JSON).
//! Nothing here encrypts or decides; a frame that does not parse is an error, never a panic.
//! The rules both sides follow stand in docs/concepts/protocol.md.

pub mod chain;
pub mod control;
pub mod hello;
pub mod hot;
pub mod http;
pub mod limits;
pub mod wire;

pub use wire::{Blob, Wire};
