//! What the operator sets of opening something outside one's need.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Opening something outside one's need: a reason, a second person, a time, and a review. It cannot be
/// switched off for some people; an access policy (`policy_folder`) can forbid it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BreakGlass {
    /// Minutes that are offered first.
    pub default_minutes: u32,
    /// Most minutes that somebody can ask for. At most 8 hours.
    pub most_minutes: u32,
    /// Minutes in which a second person has to agree. At most one day.
    pub answer_minutes: u32,
    /// Hours after the agreement in which an officer has to judge it.
    pub review_hours: u32,
    /// When the customer's receipt tells of it: `at-once` or `after-review`. Whoever joins a chat is seen
    /// in it at once, whatever is set here.
    pub customer_learns: CustomerLearns,
}

/// When a customer's receipt tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerLearns {
    /// Each step as it happens.
    AtOnce,
    /// All of it when an officer has judged it.
    AfterReview,
}

impl CustomerLearns {
    /// The word of the configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::AfterReview => "after-review",
        }
    }
}

impl Default for BreakGlass {
    fn default() -> Self {
        Self {
            default_minutes: 30,
            most_minutes: 120,
            answer_minutes: 60,
            review_hours: 24,
            customer_learns: CustomerLearns::AtOnce,
        }
    }
}
