//! How much the writer did: what operators see as a metric, and what the power test asks.
//!
//! Refuses to know what was written. Next: `commit.rs`.

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Notify;

/// How much the writer did since the store was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Durable transactions: each cost one sync of the log.
    pub transactions: u64,
    /// Those of them that were entries and their leaf alone, in one statement.
    pub rounds: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    transactions: AtomicU64,
    rounds: AtomicU64,
    /// There are leaves that whoever sequences them may not have seen.
    leaves: Notify,
}

impl Counters {
    /// Leaves became durable.
    pub(crate) fn added(&self) {
        self.leaves.notify_one();
    }

    pub(crate) async fn leaves(&self) {
        self.leaves.notified().await;
    }

    /// One more durable transaction; a round or another.
    pub(crate) fn add(&self, round: bool) {
        self.transactions.fetch_add(1, Ordering::Relaxed);
        self.rounds.fetch_add(u64::from(round), Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Counts {
        Counts {
            transactions: self.transactions.load(Ordering::Relaxed),
            rounds: self.rounds.load(Ordering::Relaxed),
        }
    }
}
