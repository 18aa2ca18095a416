//! Spans of time as certificates and credentials carry them: whole seconds, end not included.

use serde::{Deserialize, Serialize};
use tacita_model::Timestamp;

/// When something is valid: from the first moment up to, not including, the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, i64)", into = "(i64, i64)")]
pub struct Validity {
    not_before_seconds: i64,
    not_after_seconds: i64,
}

impl From<(i64, i64)> for Validity {
    fn from((not_before_seconds, not_after_seconds): (i64, i64)) -> Self {
        Self {
            not_before_seconds,
            not_after_seconds,
        }
    }
}

impl From<Validity> for (i64, i64) {
    fn from(validity: Validity) -> Self {
        (validity.not_before_seconds, validity.not_after_seconds)
    }
}

impl Validity {
    /// From one moment to another, cut to whole seconds.
    #[must_use]
    pub fn new(not_before: Timestamp, not_after: Timestamp) -> Self {
        Self {
            not_before_seconds: not_before.as_seconds(),
            not_after_seconds: not_after.as_seconds(),
        }
    }

    /// First valid moment.
    #[must_use]
    pub fn not_before(&self) -> Timestamp {
        Timestamp::default().plus_seconds(self.not_before_seconds)
    }

    /// First moment that is no longer valid.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        Timestamp::default().plus_seconds(self.not_after_seconds)
    }

    /// Whether a moment lies inside.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.not_before() <= now && now < self.not_after()
    }

    /// Whether it has not begun yet.
    #[must_use]
    pub fn is_early(&self, now: Timestamp) -> bool {
        now < self.not_before()
    }

    /// Length in seconds; 0 when it ends before it begins.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.not_after_seconds
            .saturating_sub(self.not_before_seconds)
            .max(0)
    }

    pub(crate) fn lies_in(&self, outer: &Self) -> bool {
        outer.not_before_seconds <= self.not_before_seconds
            && self.not_after_seconds <= outer.not_after_seconds
    }
}
