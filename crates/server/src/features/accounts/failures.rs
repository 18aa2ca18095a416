//! Counts failed sign-ins by name and address, in memory alone.
//!
//! The pair is the key, so a stranger who fails under somebody's name slows down the stranger's
//! own address and nobody else. Bounded: when the table is full its oldest rows go first.

use crate::edge::rates::Origin;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tacita_model::Timestamp;

const WINDOW_SECONDS: i64 = 15 * 60;
const ROWS: usize = 50_000;

type Key = ([u8; 32], Origin);

/// See the top of this file.
#[derive(Debug)]
pub struct Failures {
    limit: u32,
    rows: Mutex<HashMap<Key, (u32, Timestamp)>>,
}

impl Failures {
    /// So many failures in a quarter of an hour before the pair waits.
    #[must_use]
    pub fn new(limit: u32) -> Self {
        Self {
            limit,
            rows: Mutex::default(),
        }
    }

    /// Seconds that this name must wait at this address; none when it need not.
    #[must_use]
    pub fn wait_seconds(&self, name_hash: [u8; 32], origin: Origin, now: Timestamp) -> Option<u64> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, began) = *rows.get(&(name_hash, origin))?;
        let left = began.plus_seconds(WINDOW_SECONDS).0.saturating_sub(now.0);
        if count < self.limit || left <= 0 {
            return None;
        }
        u64::try_from(left.saturating_add(999_999) / 1_000_000).ok()
    }

    /// Counts a failure.
    pub fn count(&self, name_hash: [u8; 32], origin: Origin, now: Timestamp) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.len() >= ROWS {
            let end = now.plus_seconds(-WINDOW_SECONDS);
            rows.retain(|_, (_, began)| *began > end);
            if rows.len() >= ROWS {
                rows.clear();
            }
        }
        let row = rows.entry((name_hash, origin)).or_insert((0, now));
        if row.1.plus_seconds(WINDOW_SECONDS) <= now {
            *row = (0, now);
        }
        row.0 = row.0.saturating_add(1);
    }

    /// Forgets the failures of a pair after it got in.
    pub fn forget(&self, name_hash: [u8; 32], origin: Origin) {
        self.rows
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&(name_hash, origin));
    }

    /// Forgets what is older than the window.
    pub fn forget_old(&self, now: Timestamp) {
        let end = now.plus_seconds(-WINDOW_SECONDS);
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.retain(|_, (_, began)| *began > end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    fn origin(last: u8) -> Origin {
        Origin::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)))
    }

    #[test]
    fn failing_under_somebodys_name_does_not_lock_them_out() {
        let failures = Failures::new(3);
        let name = [1; 32];
        for _ in 0..50 {
            failures.count(name, origin(1), Timestamp(0));
        }
        assert!(
            failures
                .wait_seconds(name, origin(1), Timestamp(0))
                .is_some()
        );
        assert_eq!(failures.wait_seconds(name, origin(2), Timestamp(0)), None);
    }

    #[test]
    fn the_wait_ends_with_the_window() {
        let failures = Failures::new(1);
        failures.count([1; 32], origin(1), Timestamp(0));
        assert_eq!(
            failures.wait_seconds([1; 32], origin(1), Timestamp(0)),
            Some(900)
        );
        let later = Timestamp(0).plus_seconds(900);
        assert_eq!(failures.wait_seconds([1; 32], origin(1), later), None);
    }
}
