//! The states a conversation goes through and the modes it runs in.

use crate::role::UnknownWord;
use core::str::FromStr;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word used in storage and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
        }
        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text).ok_or(UnknownWord)
            }
        }
    };
}

words! {
    /// Where a conversation stands. Only the server changes it; every change is an entry of the log.
    ConversationState {
        /// The widget has asked for a conversation; nothing was written yet.
        Opened = "opened",
        /// Something was written and no agent is in the group.
        Waiting = "waiting",
        /// An agent is assigned or in the group.
        Active = "active",
        /// The generation is frozen until a member starts the next one (flow F14).
        Frozen = "frozen",
        /// Closed: nothing is accepted any more and devices wipe their state (flow F10).
        Closed = "closed",
    }
}

words! {
    /// What is kept after close. The first build knows `none` alone: anything else is refused.
    ArchiveMode {
        /// Nothing is kept after close.
        None = "none",
    }
}

words! {
    /// How a queue gives out its conversations.
    Routing {
        /// Agents accept from the list (always flow F2).
        Manual = "manual",
        /// The server reserves a free agent when the widget opens (flow F1 if one is free).
        Automatic = "automatic",
    }
}

words! {
    /// Which set of algorithms a generation runs on; versioned because the numbers are provisional.
    CryptoProfile {
        /// X-Wing (ML-KEM-768 + X25519), AES-128-GCM, SHA-256, Ed25519.
        TacitaPq1 = "tacita-pq-1",
        /// RFC 9420 cipher suite 1, the one that third parties can check.
        TacitaStd1 = "tacita-std-1",
    }
}
