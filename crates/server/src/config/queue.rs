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
    /// As `least-busy`, and a customer who comes back goes to who answered them last, if that
    /// person is there and free.
    LastAgent,
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
        matches!(self, Self::LeastBusy | Self::RoundRobin | Self::LastAgent)
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
    /// out too), `last-agent` (as `least-busy`, and who comes back goes to who answered last). A chat that somebody handed back goes to somebody else or stays in the list.
    pub routing: Routing,
    /// Teams that serve it.
    pub teams: Vec<String>,
    /// When it is attended; always, without. Outside of these times nobody is reserved and nothing is
    /// given out; customers are told when somebody is back and leave a message that stays locked.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// What its chats ask for, such as `["refunds"]`: they are given to people with these skills
    /// before anybody else. Administrators say in the console who has which.
    #[serde(default)]
    pub skills: Vec<String>,
    /// A chat also asks for the skill of the language its widget was opened in, such as
    /// `language-de`. The language is kept until the chat ends.
    #[serde(default)]
    pub by_language: bool,
    /// Seconds that a chat waits for somebody with its skills; after that anybody is given it.
    #[serde(default = "two_minutes")]
    pub skill_wait_seconds: u32,
    /// With `last-agent`: hours after the end of a chat within which its customer goes to the same
    /// person. The browser shows which chat was its last; nothing else tells.
    #[serde(default = "three_days")]
    pub last_agent_hours: u32,
    /// Chats on hold count against the capacity of whoever has them.
    #[serde(default)]
    pub on_hold_counts: bool,
}

impl Queue {
    /// A queue that these teams serve, attended always, asking for nothing.
    #[must_use]
    pub fn new(name: &str, routing: Routing, teams: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            routing,
            teams: teams.iter().map(|team| (*team).to_owned()).collect(),
            hours: None,
            skills: Vec::new(),
            by_language: false,
            skill_wait_seconds: two_minutes(),
            last_agent_hours: three_days(),
            on_hold_counts: false,
        }
    }
}

/// The skill of a language, from a BCP 47 tag: `language-de` for `de-CH`. None for what is no tag.
#[must_use]
pub fn language_skill(tag: &str) -> Option<String> {
    let primary = tag.split('-').next().unwrap_or_default();
    let good = (2..=3).contains(&primary.len()) && primary.chars().all(|l| l.is_ascii_lowercase());
    good.then(|| format!("language-{primary}"))
}

/// Whether a word can be the name of a skill or a training: small letters, digits, hyphens.
#[must_use]
pub fn is_skill(word: &str) -> bool {
    let letter = |l: char| l.is_ascii_lowercase() || l.is_ascii_digit() || l == '-';
    !word.is_empty() && word.len() <= 40 && word.chars().all(letter)
}

const fn two_minutes() -> u32 {
    120
}

const fn three_days() -> u32 {
    72
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
