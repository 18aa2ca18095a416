//! A clock that moves only when told. It begins at the machine's time, because OpenMLS looks at the
//! machine's clock when it judges key packages.

use std::sync::atomic::{AtomicI64, Ordering};
use tacita_model::{Clock, Timestamp};
use tacita_server::host::SystemClock;

/// See the top of this file.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(SystemClock.now().0))
    }
}

impl TestClock {
    /// Moves on.
    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
