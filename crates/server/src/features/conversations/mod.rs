//! The live path: sockets, the one writer, commits, transfers, intake.

pub mod http;

/// Open sockets of the conversations.
#[derive(Debug, Default)]
pub struct Hub {}
