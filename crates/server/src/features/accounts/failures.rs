//! Counts failed sign-ins, in memory alone, so that guessing is slow and nobody is locked out.
//!
//! Who fails under somebody's name slows down their own address first ([`Source::Stranger`]). Many
//! addresses together may fail only so often under one name; that shuts strangers out, never the
//! browsers that the account knows: each has a budget of its own ([`Source::Known`]). Codes of a
//! second factor have fewer digits than a password, and a smaller budget. Bounded: when the table
//! is full its oldest rows go first.

use crate::edge::rates::Origin;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tacita_model::Timestamp;

const QUARTER_SECONDS: i64 = 15 * 60;
const HOUR_SECONDS: i64 = 60 * 60;
const ROWS: usize = 50_000;
/// Failures of all strangers under one name, in limits of one address.
const ALL_STRANGERS: u32 = 10;
/// Wrong codes of one source in a quarter of an hour.
const CODES: u32 = 5;
/// Wrong codes of all strangers under one name in an hour: at 3 codes of a million that count, whoever
/// has the password too needs years.
const CODES_OF_STRANGERS: u32 = 10;

/// Where an attempt comes from, as budgets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// An address, in a browser that the account does not know.
    Stranger(Origin),
    /// A browser in which the account's owner has signed in before, by the hash of its token.
    Known([u8; 32]),
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A password.
    Password,
    /// A code of a second factor.
    Code,
}

/// One attempt: under which name (hashed), from where, at what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// SHA-256 of the name.
    pub name: [u8; 32],
    /// From where.
    pub source: Source,
    /// At what.
    pub what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    One([u8; 32], Source, What),
    Strangers([u8; 32], What),
}

/// See the top of this file.
#[derive(Debug)]
pub struct Failures {
    limit: u32,
    rows: Mutex<HashMap<Key, (u32, Timestamp)>>,
}

impl Failures {
    /// So many failures with a password in a quarter of an hour before the source waits.
    #[must_use]
    pub fn new(limit: u32) -> Self {
        Self {
            limit,
            rows: Mutex::default(),
        }
    }

    fn keys(attempt: Attempt) -> impl Iterator<Item = Key> {
        let Attempt { name, source, what } = attempt;
        let strangers = matches!(source, Source::Stranger(_)).then_some(Key::Strangers(name, what));
        [Key::One(name, source, what)].into_iter().chain(strangers)
    }

    /// How often, in how many seconds.
    const fn budget(&self, key: Key) -> (u32, i64) {
        match key {
            Key::One(_, _, What::Password) => (self.limit, QUARTER_SECONDS),
            Key::One(_, _, What::Code) => (CODES, QUARTER_SECONDS),
            Key::Strangers(_, What::Password) => {
                (self.limit.saturating_mul(ALL_STRANGERS), QUARTER_SECONDS)
            }
            Key::Strangers(_, What::Code) => (CODES_OF_STRANGERS, HOUR_SECONDS),
        }
    }

    /// Seconds that this attempt must wait; none when it need not.
    #[must_use]
    pub fn wait_seconds(&self, attempt: Attempt, now: Timestamp) -> Option<u64> {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = Self::keys(attempt).filter_map(|key| {
            let (count, began) = *rows.get(&key)?;
            let (limit, window) = self.budget(key);
            let left = began.plus_seconds(window).0.saturating_sub(now.0);
            if count < limit || left <= 0 {
                return None;
            }
            u64::try_from(left.saturating_add(999_999) / 1_000_000).ok()
        });
        waits.max()
    }

    /// Counts a failure.
    pub fn count(&self, attempt: Attempt, now: Timestamp) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.len() >= ROWS {
            rows.retain(|key, (_, began)| began.plus_seconds(self.budget(*key).1) > now);
            if rows.len() >= ROWS {
                rows.clear();
            }
        }
        for key in Self::keys(attempt) {
            let row = rows.entry(key).or_insert((0, now));
            if row.1.plus_seconds(self.budget(key).1) <= now {
                *row = (0, now);
            }
            row.0 = row.0.saturating_add(1);
        }
    }

    /// Forgets the failures of a source after it got in. What other sources did stays counted.
    pub fn forget(&self, attempt: Attempt) {
        self.rows
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&Key::One(attempt.name, attempt.source, attempt.what));
    }

    /// Forgets what is older than its window.
    pub fn forget_old(&self, now: Timestamp) {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.retain(|key, (_, began)| began.plus_seconds(self.budget(*key).1) > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    fn stranger(last: u8, what: What) -> Attempt {
        let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, last));
        Attempt {
            name: [1; 32],
            source: Source::Stranger(Origin::of(address)),
            what,
        }
    }

    fn known(what: What) -> Attempt {
        Attempt {
            source: Source::Known([7; 32]),
            ..stranger(1, what)
        }
    }

    const NOW: Timestamp = Timestamp(0);

    #[test]
    fn failing_under_somebodys_name_does_not_lock_them_out() {
        let failures = Failures::new(3);
        let [own, other] = [1, 2].map(|last| stranger(last, What::Password));
        for _ in 0..20 {
            failures.count(own, NOW);
        }
        assert!(failures.wait_seconds(own, NOW).is_some());
        assert_eq!(failures.wait_seconds(other, NOW), None);
    }

    // Practice: F5
    #[test]
    fn a_thousand_addresses_shut_out_strangers_and_never_a_browser_that_is_known() {
        let failures = Failures::new(3);
        for what in [What::Password, What::Code] {
            for last in 0..=250 {
                for _ in 0..4 {
                    failures.count(stranger(last, what), NOW);
                }
            }
            assert!(failures.wait_seconds(stranger(251, what), NOW).is_some());
            assert_eq!(failures.wait_seconds(known(what), NOW), None);
            for _ in 0..5 {
                failures.count(known(what), NOW);
            }
            assert!(failures.wait_seconds(known(what), NOW).is_some());
        }
    }

    #[test]
    fn the_wait_ends_with_the_window() {
        let failures = Failures::new(1);
        let attempt = known(What::Password);
        failures.count(attempt, NOW);
        assert_eq!(failures.wait_seconds(attempt, NOW), Some(900));
        let later = NOW.plus_seconds(900);
        assert_eq!(failures.wait_seconds(attempt, later), None);
    }
}
