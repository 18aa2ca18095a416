//! How firmly an agent's draft is held back: told only, sent with a reason, or changed.
//!
//! It never decides whether something is wrong with a draft; `conduct` and `guard` say that.

/// What an agent may do about a draft that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// Send it as it is after having been told.
    Nudge,
    /// Send it as it is with a reason, which is kept.
    Reason,
    /// Change it.
    Stop,
}

impl Hold {
    /// Every one, the mildest first.
    pub const ALL: [Self; 3] = [Self::Nudge, Self::Reason, Self::Stop];

    /// The word used in files and between worker and page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nudge => "nudge",
            Self::Reason => "reason",
            Self::Stop => "stop",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hold| hold.as_str() == word)
    }
}

/// How firmly agents' drafts are held, by what is wrong with them. Practice: C9. Practice: B12
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holds {
    /// Asks for more than the queue's purpose needs.
    pub over_collection: Hold,
    /// Moves the talk to private mail, telephone or a messenger.
    pub off_channel: Hold,
    /// Carries what belongs to another customer's chat.
    pub wrong_window: Hold,
}

impl Default for Holds {
    fn default() -> Self {
        Self {
            over_collection: Hold::Nudge,
            off_channel: Hold::Reason,
            wrong_window: Hold::Reason,
        }
    }
}

impl Holds {
    /// Their words in files, in order.
    pub const WORDS: [&'static str; 3] = ["over_collection", "off_channel", "wrong_window"];

    /// By word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<Hold> {
        match word {
            "over_collection" => Some(self.over_collection),
            "off_channel" => Some(self.off_channel),
            "wrong_window" => Some(self.wrong_window),
            _ => None,
        }
    }

    /// Sets one by its word; none when there is no such word.
    pub(crate) fn set(&mut self, word: &str, hold: Hold) -> Option<()> {
        let place = match word {
            "over_collection" => &mut self.over_collection,
            "off_channel" => &mut self.off_channel,
            "wrong_window" => &mut self.wrong_window,
            _ => return None,
        };
        *place = hold;
        Some(())
    }
}
