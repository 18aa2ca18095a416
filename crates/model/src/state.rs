//! The states a conversation goes through and the modes it runs in.

use crate::words;

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
