//! Who a person is to the desk. Rights do not follow from a role alone: `policy` decides.

use core::fmt;
use core::str::FromStr;

/// The role under which somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Writes from the shop's page.
    Customer,
    /// Answers customers.
    Agent,
    /// Leads a team; joins conversations visibly.
    Supervisor,
    /// Privacy officer: sees who saw what, not the content.
    Officer,
    /// Administers the installation; sees no content.
    Administrator,
}

impl Role {
    /// Every role, in the order the permission grid shows them.
    pub const ALL: [Self; 5] = [
        Self::Customer,
        Self::Agent,
        Self::Supervisor,
        Self::Officer,
        Self::Administrator,
    ];

    /// The word used in storage, credentials and policies.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Officer => "officer",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord;

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of the words allowed here")
    }
}

impl core::error::Error for UnknownWord {}

impl FromStr for Role {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(UnknownWord)
    }
}
