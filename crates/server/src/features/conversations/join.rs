//! A supervisor joins a conversation of a queue of theirs, beside the person who answers it, and leaves
//! again (flow F6).
//!
//! Visible by construction: who joins is in the group, and the customer's and the agent's own device
//! show it from the tree that they verified. They read what follows and nothing before. Refuses a
//! conversation that waits (that is accepted), one of another team, and a device that is not ready.

use super::accept;
use super::engine::input::Order;
use super::run::Hub;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_model::{ConversationId, DeviceId, Purpose};
use tacita_policy::{Allowed, acts};

/// Joins with one of the person's devices.
///
/// # Errors
/// [`Problem::NotFound`] for what may not be joined, [`Problem::Conflict`] when nobody answers it or
/// they are in already, [`Problem::NotProven`] for a device that cannot be used.
pub async fn join(
    hub: &Hub,
    agent: SignedInAgent,
    conversation: ConversationId,
    device: DeviceId,
) -> Result<(), Problem> {
    let world = hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::row_of(&world, agent, conversation).await?;
    // One that nobody has is no row for whoever joins: it waits, or nothing was written in it yet.
    if row.agent.is_none() {
        return Err(Problem::NotFound);
    }
    let _allowed: Allowed<acts::JoinConversation> =
        accept::decide(&world, agent, &row, Purpose::Supervise).await?;
    let guest = accept::person(&world, agent.agent, Some(device), world.clock.now()).await?;
    let order = Order::Join { guest, until: None };
    hub.order(conversation, order)
        .await
        .map_err(accept::problem)
}

/// Leaves again.
///
/// # Errors
/// [`Problem::NotFound`] for what they are not in, [`Problem::Conflict`] when they left already.
pub async fn leave(
    hub: &Hub,
    agent: SignedInAgent,
    conversation: ConversationId,
) -> Result<(), Problem> {
    let world = hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::row_of(&world, agent, conversation).await?;
    let inside = accept::inside(&world, agent, &row).await?;
    let _allowed: Allowed<acts::LeaveConversation> =
        accept::decide_as(&world, agent, &row, Purpose::Supervise, inside).await?;
    let guest = agent.agent;
    let order = Order::Leave { guest };
    hub.order(conversation, order)
        .await
        .map_err(accept::problem)
}
