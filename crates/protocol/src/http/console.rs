//! What an open console hears. Nothing in it is content.

use super::glass::GlassCounts;
use super::{Colleague, InboxCounts, InboxItem};
use crate::wire::{WireConversationId, WireDeviceId};
use serde::{Deserialize, Serialize};

/// Events on the console's socket (`GET /v1/console`, JSON text frames). Content-free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ConsoleEvent {
    /// A row appeared or changed.
    Item {
        /// The row. (Boxed: the other events are a few words.)
        item: Box<InboxItem>,
        /// Counts after it.
        counts: InboxCounts,
    },
    /// A row is no longer mine to see. Views of it go at once.
    Gone {
        /// Which.
        conversation: WireConversationId,
        /// Counts after it.
        counts: InboxCounts,
    },
    /// The device wants more key packages or today's intake key.
    Refill {
        /// The device.
        device: WireDeviceId,
        /// Unused packages left.
        key_packages: u32,
        /// An intake key for today is missing.
        intake_key: bool,
    },
    /// A device's standing changed (approved, revoked).
    DeviceChanged {
        /// The device.
        device: WireDeviceId,
        /// `waiting`, `approved`, `refused`, `revoked`.
        status: String,
    },
    /// A colleague came or went, or took a chat.
    Colleagues {
        /// All of them.
        agents: Vec<Colleague>,
    },
    /// Something about one's own account changed: a browser that nobody knows signed in.
    AccountChanged,
    /// An administrator ended every way in of this person; the sign-in is over.
    AccessReset,
    /// Requests to open something outside one's need: how many ask for this person.
    Glass {
        /// The numbers.
        counts: GlassCounts,
    },
    /// Access reviews changed.
    Reviews {
        /// How many rights wait for this person's answer.
        waiting: u32,
        /// When a right of theirs was last taken away, microseconds since 1970.
        taken_at: Option<i64>,
    },
    /// What this person may do in some case, when the console opens and when that changes.
    Acts {
        /// The acts.
        acts: Vec<String>,
    },
    /// The sign-in ended; every view goes at once.
    SignedOut,
}
