//! How often this process has signed, verified, encapsulated, decapsulated or derived a key pair.
//!
//! A count and nothing else: no key, no caller, no time. A service shows it as a metric; while
//! messages are posted it stands still, because ordering and storing them takes no key.

use core::sync::atomic::{AtomicU64, Ordering};

static OPERATIONS: AtomicU64 = AtomicU64::new(0);

/// One more operation with a key pair.
pub(crate) fn one_more() {
    OPERATIONS.fetch_add(1, Ordering::Relaxed);
}

/// Public-key operations of this process so far.
#[must_use]
pub fn public_key_operations() -> u64 {
    OPERATIONS.load(Ordering::Relaxed)
}
