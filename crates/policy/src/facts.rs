//! What a decision is made from: who asks, for which purpose, about what, and how the two relate.
//! The host looks these up in its own rows; nothing here trusts a request's words.

use std::collections::BTreeSet;
use std::sync::Arc;
use tacita_model::{
    AgentId, Assurance, ConversationId, DeviceId, GlassId, Purpose, QueueId, ReviewItemId, Role,
    TenantId, Timestamp,
};

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The customer who holds this conversation's key (proved by the socket's first frame).
    Customer(ConversationId),
    /// A signed-in person of the desk.
    Agent(AgentId, Role),
    /// The issuer process, authenticated by its own key.
    Issuer,
}

impl Subject {
    /// The role the subject acts under; the issuer is a program and has none.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Customer(_) => Some(Role::Customer),
            Self::Agent(_, role) => Some(role),
            Self::Issuer => None,
        }
    }
}

/// What the act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Object {
    /// One conversation.
    Conversation(ConversationId),
    /// One device.
    Device(DeviceId),
    /// One queue.
    Queue(QueueId),
    /// One request to open something outside one's need.
    Glass(GlassId),
    /// One right of one person in an access review.
    ReviewItem(ReviewItemId),
    /// The tenant as a whole (lists, administration).
    Tenant,
}

/// How subject and object relate. All false by default: whoever forgets to look something up is
/// denied, never let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each looked up on its own; policies name them one by one"
)]
pub struct Relations {
    /// The sign-in is alive (idle and absolute limits hold), or the socket proved its key.
    pub authenticated: bool,
    /// The agent is assigned to the conversation.
    pub assigned: bool,
    /// A device of the agent is in the group and nobody has proposed to remove it.
    pub member: bool,
    /// The agent serves the queue that the conversation waits in.
    pub serves_queue: bool,
    /// The conversation waits (nobody is assigned).
    pub waiting: bool,
    /// The conversation is closed.
    pub closed: bool,
    /// The device belongs to the agent, or is to be registered for them.
    pub owns_device: bool,
    /// A second person agreed that they open this conversation, and the time has not run out.
    pub opened: bool,
    /// The request to open something is their own.
    pub asked: bool,
    /// Somebody else made the request, or it is somebody else's right.
    pub other_person: bool,
    /// It was made from another browser than the one they use now.
    pub other_device: bool,
    /// They neither made the request nor answered it.
    pub uninvolved: bool,
    /// The right was given to them to review.
    pub reviewer: bool,
}

/// What else policies may ask about the two. The defaults let least through, so a host that has not
/// looked something up loosens nothing. Cheap to clone: rows of one inbox share the sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Circumstances {
    /// How well the customer is verified.
    pub assurance: Assurance,
    /// Names of the person's teams.
    pub teams: Arc<BTreeSet<String>>,
    /// The role of this installation that the person holds, if any: they may do its acts alone.
    pub custom_role: Option<Arc<str>>,
    /// Trainings that the person has passed and that have not run out.
    pub certificates: Arc<BTreeSet<String>>,
    /// A device of the person has a credential that runs.
    pub approved_device: bool,
    /// Whole days since the youngest of these was registered.
    pub device_days: u32,
    /// When the person last proved who they are; without one it counts as long ago.
    pub proven_at: Option<Timestamp>,
}

/// Everything one decision is made from.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Tenant that subject and object belong to. The host refuses before asking when they differ.
    pub tenant: TenantId,
    /// Who.
    pub subject: Subject,
    /// About what.
    pub object: Object,
    /// Why.
    pub purpose: Purpose,
    /// How they relate.
    pub relations: Relations,
    /// What else is known of them.
    pub circumstances: Circumstances,
    /// The moment of the decision.
    pub now: Timestamp,
    /// The decision ends no later than this (the end of a sign-in, of a credential).
    pub valid_until: Timestamp,
}
