//! The bus inside one process: a bounded broadcast. A listener that falls behind is told so and
//! reads everything anew; it never blocks the sender.

use tacita_model::{AgentId, ConversationId, DeviceId, SignInId};
use tokio::sync::broadcast;

/// Wake-ups a slow listener may miss before it must read everything anew.
const WAITING_WAKES: usize = 1024;

/// Where something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// State, assignment, head or a socket of a conversation.
    Conversation(ConversationId),
    /// A device's standing, its key packages or its intake key.
    Device(DeviceId),
    /// An agent's console came, went, or the agent took a chat.
    Agent(AgentId),
    /// What a person may do changed: role, teams, trainings.
    Duties(AgentId),
    /// A sign-in ended.
    SignedOut(SignInId),
    /// Every way in of this person was ended by somebody else.
    AccessReset(AgentId),
    /// Access reviews, or accounts that rest.
    Reviews,
    /// A request to open something outside one's need, or that reviews are late.
    Glass,
    /// Something about this person's own account: a browser they do not know signed in.
    Account(AgentId),
}

/// Sends and hands out wake-ups.
#[derive(Debug, Clone)]
pub struct Bus(broadcast::Sender<Wake>);

impl Default for Bus {
    fn default() -> Self {
        Self(broadcast::Sender::new(WAITING_WAKES))
    }
}

impl Bus {
    /// Wakes whoever listens; nobody listening is fine.
    pub fn wake(&self, wake: Wake) {
        drop(self.0.send(wake));
    }

    /// Listens from this moment on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Wake> {
        self.0.subscribe()
    }
}
