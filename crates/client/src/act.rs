//! What a person, or the host on their behalf, asks of the brain. Crosses into the module as JSON, its
//! name as the one key: a name among the other keys would have to be looked for, with code for it. What only
//! the desk's people do is not there without the feature `desk`.

use serde::{Deserialize, Serialize};

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// The draft changed: screen it and answer with [`crate::event::Event::Review`].
    Draft {
        /// Number of this draft; the review carries it, so that a late answer is not shown.
        number: u32,
        /// The text as typed.
        text: String,
    },
    /// Send the draft. It is screened again here; choices refer to that review's findings.
    Send {
        /// Message id text, chosen by the page, so that a double press sends once.
        message: String,
        /// The text as typed.
        text: String,
        /// One word per finding: `suggested`, `remove`, `send-anyway`.
        choices: Vec<String>,
        /// What held the draft and is sent all the same: words of [`crate::event::Held::what`].
        #[serde(default)]
        anyway: Vec<String>,
        /// Why, where policy asks: a word of [`tacita_screen::conduct::REASONS`].
        #[serde(default)]
        reason: Option<String>,
    },
    /// Send the safety guide as a card. Agents alone; a customer's page has no such act.
    #[cfg(feature = "desk")]
    SendGuide {
        /// Message id text, chosen by the page.
        message: String,
    },
    /// Something was copied out of this chat's window. It becomes a fingerprint and is not kept.
    #[cfg(feature = "desk")]
    Copied {
        /// The text.
        text: String,
    },
    /// Something was pasted into this chat's draft.
    #[cfg(feature = "desk")]
    Pasted {
        /// The text.
        text: String,
    },
    /// Fingerprints of another chat of the same person, as its worker gave them.
    #[cfg(feature = "desk")]
    Prints {
        /// That chat's id text.
        chat: String,
        /// [`crate::event::Event::Prints`].
        prints: tacita_protocol::Blob,
        /// How long ago that chat was seen, in seconds.
        age_seconds: u32,
    },
    /// Try a failed message again.
    Retry {
        /// Message id text.
        message: String,
    },
    /// Take a failed message out of the list.
    Discard {
        /// Message id text.
        message: String,
    },
    /// The person is typing or has stopped.
    Typing {
        /// Typing or not.
        on: bool,
    },
    /// Everything up to here was shown.
    Shown {
        /// Last entry shown.
        sequence: u64,
    },
    /// The handover note is written; the old agent may be removed (flow F5).
    #[cfg(feature = "desk")]
    HandedOver,
    /// End the conversation (flow F10).
    Close,
}

impl Act {
    /// What is to be done again when it could not be written.
    pub(crate) fn is_repeated(&self) -> bool {
        match self {
            Self::Send { .. } | Self::Retry { .. } | Self::Discard { .. } | Self::Close => true,
            #[cfg(feature = "desk")]
            Self::SendGuide { .. } => true,
            _ => false,
        }
    }

    /// Sends a text with everything as policy suggests.
    #[must_use]
    pub fn send(message: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Send {
            message: message.into(),
            text: text.into(),
            choices: Vec::new(),
            anyway: Vec::new(),
            reason: None,
        }
    }
}
