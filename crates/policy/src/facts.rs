//! What a decision is made from: who asks, for which purpose, about what, and how the two relate.
//! The host looks these up in its own rows; nothing here trusts a request's words.

use tacita_model::{
    AgentId, ConversationId, DeviceId, Purpose, QueueId, Role, TenantId, Timestamp,
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
    /// The tenant as a whole (lists, administration).
    Tenant,
}

/// How subject and object relate. All false by default: whoever forgets to look something up is
/// denied, never let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each looked up on its own; the table names them one by one"
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
}

/// Everything one decision is made from.
#[derive(Debug, Clone, Copy)]
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
    /// The moment of the decision.
    pub now: Timestamp,
    /// The decision ends no later than this (the end of a sign-in, of a credential).
    pub valid_until: Timestamp,
}
