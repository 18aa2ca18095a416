//! Facts that decisions are made from: purpose and assurance.

use crate::role::UnknownWord;
use core::str::FromStr;

/// Why somebody acts. A read without a purpose does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Answer the chat that one is assigned to.
    AnswerChat,
    /// Decide which waiting chat to take next (metadata only).
    TriageQueue,
    /// Look after how a team's chats are answered: see that they run, join one visibly.
    Supervise,
    /// Open something outside one's need, for a reason, with a second person, for a while.
    BreakGlass,
    /// Run the installation: configuration, health, accounts.
    Administer,
    /// The customer acts on their own conversation.
    OwnConversation,
}

impl Purpose {
    /// Every purpose, in the order the permission grid shows them.
    pub const ALL: [Self; 6] = [
        Self::AnswerChat,
        Self::TriageQueue,
        Self::Supervise,
        Self::BreakGlass,
        Self::Administer,
        Self::OwnConversation,
    ];

    /// The word used in storage, the ledger and policies.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AnswerChat => "answer-chat",
            Self::TriageQueue => "triage-queue",
            Self::Supervise => "supervise",
            Self::BreakGlass => "break-glass",
            Self::Administer => "administer",
            Self::OwnConversation => "own-conversation",
        }
    }
}

impl FromStr for Purpose {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.as_str() == text)
            .ok_or(UnknownWord)
    }
}

/// How well a customer is verified. Ordered: a later value is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Assurance {
    /// Nobody checked anything.
    #[default]
    Anonymous = 0,
    /// A code sent to the e-mail address came back.
    EmailCode = 1,
    /// Two independent factors.
    TwoFactor = 2,
    /// An identity document was checked.
    IdCheck = 3,
}
