//! A place in the log on the wire: what a client has seen, where a newcomer begins.
//! Plain numbers and bytes; `model::Place` is what code reasons with.

use crate::Blob;
use serde::{Deserialize, Serialize};

/// A place in the log on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WirePlace {
    /// Last entry seen; 0 for none.
    pub sequence: u64,
    /// Chain hash there (32 bytes; zero bytes for none).
    pub chain: Blob,
}
