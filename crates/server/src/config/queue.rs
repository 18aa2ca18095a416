//! Queues: who serves them, how their conversations are given out, when they are attended.
//!
//! Refuses (in `check`) hours that cannot be read: a queue that is shut by a misspelt word would only
//! be noticed by customers. Hours are worked out in [`crate::hours`]. Next: [`super::check`].

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a queue gives out its conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Routing {
    /// Agents accept from the list.
    Manual,
    /// A free agent is reserved when the widget opens; what waits is accepted from the list.
    Automatic,
    /// As `automatic`, and what waits is given to the free agent with the fewest chats.
    LeastBusy,
    /// As `least-busy`, to whoever has waited longest for a chat.
    RoundRobin,
}

impl Routing {
    /// Somebody free is reserved when the widget opens.
    #[must_use]
    pub const fn reserves(self) -> bool {
        !matches!(self, Self::Manual)
    }

    /// What waits is given out, and nobody takes it from the list first.
    #[must_use]
    pub const fn gives_out(self) -> bool {
        matches!(self, Self::LeastBusy | Self::RoundRobin)
    }
}

/// A queue.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Name, as agents see it. Its id follows from it: another name is another queue.
    pub name: String,
    /// How conversations are given out: `manual` (agents accept from the list), `automatic` (a free
    /// agent is reserved when the widget opens), `least-busy` and `round-robin` (what waits is given
    /// out too). A chat that somebody handed back goes to somebody else or stays in the list.
    pub routing: Routing,
    /// Teams that serve it.
    pub teams: Vec<String>,
    /// When it is attended; always, without. Outside of these times nobody is reserved and nothing is
    /// given out; customers are told when somebody is back and leave a message that stays locked.
    #[serde(default)]
    pub hours: Option<Hours>,
}

/// When a queue is attended.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Time zone by its IANA name, such as `Africa/Johannesburg`.
    pub zone: String,
    /// Times of the week, such as `["mon-fri 08:00-17:00", "sat 09:00-13:00"]`. One that ends before
    /// it begins (`fri 22:00-06:00`) ends on the next day. `24:00` is the end of a day.
    pub open: Vec<String>,
    /// Days without, such as `["2026-12-25"]`.
    #[serde(default)]
    pub closed: Vec<String>,
}
