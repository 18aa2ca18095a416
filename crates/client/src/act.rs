//! What a person, or the host on their behalf, asks of the brain. Crosses into the module as JSON, its
//! name as the one key: a name among the other keys would have to be looked for, with code for it.

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
    HandedOver,
    /// End the conversation (flow F10).
    Close,
}
