//! The assigned agent hands a conversation to a colleague (F5), or back to a queue (F5b).
//!
//! Refuses everybody but the assigned agent, a colleague without a usable device or at capacity,
//! and a colleague who does not serve the queue: they could not have taken it themselves.

use super::accept;
use super::engine::input::Order;
use super::run::Hub;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_model::{AgentId, ConversationId, Purpose, QueueId};
use tacita_policy::{Allowed, acts};

/// Whom it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A colleague.
    Agent(AgentId),
    /// A queue.
    Queue(QueueId),
}

/// Hands the conversation over.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Conflict`], [`Problem::AtCapacity`], [`Problem::NotProven`].
/// Practice: B9
pub async fn transfer(
    hub: &Hub,
    agent: SignedInAgent,
    conversation: ConversationId,
    target: Target,
) -> Result<(), Problem> {
    let world = hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::see(&world, agent, conversation).await?;
    let _allowed: Allowed<acts::TransferConversation> =
        accept::decide(&world, agent, &row, Purpose::AnswerChat).await?;
    let order = match target {
        Target::Agent(to) => {
            let served = world.store.queues_of(to).await.map_err(accept::store)?;
            if !served.iter().any(|queue| queue.id == row.queue) {
                return Err(Problem::NotFound);
            }
            let to = accept::person(&world, to, None, world.clock.now()).await?;
            Order::Transfer {
                from: agent.agent,
                to,
            }
        }
        Target::Queue(queue) => {
            let queues = world.store.queues().await.map_err(accept::store)?;
            if !queues
                .iter()
                .any(|known| known.id == queue && known.tenant == agent.tenant)
            {
                return Err(Problem::NotFound);
            }
            Order::BackToQueue {
                from: agent.agent,
                queue,
            }
        }
    };
    hub.order(conversation, order)
        .await
        .map_err(accept::problem)
}
