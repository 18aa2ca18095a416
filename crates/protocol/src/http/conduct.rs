//! Bodies about how people at the desk ask: counts by person and by kind, no chat, no text.

use super::bodies;
use crate::wire::WireAgentId;
use serde::{Deserialize, Serialize};

bodies! {
    /// `GET /v1/conduct` and `GET /v1/conduct/own`.
    pub struct ConductPage {
        /// Over how many days, today included.
        pub days: u32,
        /// Chats below which a person has no rate.
        pub least_chats: u32,
        /// People, by name.
        pub people: Vec<ConductPerson>,
        /// What was asked for; the empty word stands for what was asked for rarely.
        pub kinds: Vec<ConductKind>,
    }

    /// One person.
    pub struct ConductPerson {
        /// Who.
        pub agent: WireAgentId,
        /// Their name.
        pub display_name: String,
        /// Chats that they answered.
        pub answered: u32,
        /// Drafts that asked for too much and were warned about; none while there are few chats.
        pub asked: Option<u32>,
        /// Those of them that were sent all the same.
        pub sent: Option<u32>,
    }

    /// One kind of value.
    pub struct ConductKind {
        /// A kind word of screening.
        pub kind: String,
        /// Drafts that asked for it and were warned about.
        pub asked: u32,
        /// Those of them that were sent all the same.
        pub sent: u32,
    }
}
