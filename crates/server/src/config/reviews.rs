//! What the operator sets of access reviews and of accounts that nobody uses.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Access reviews, and accounts that rest.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AccessReviews {
    /// Days without a sign-in after which an account rests until an administrator revives it. 7 to 180,
    /// or 0: never. The last administrator's never rests.
    pub dormant_days: u32,
}

impl Default for AccessReviews {
    fn default() -> Self {
        Self { dormant_days: 45 }
    }
}
