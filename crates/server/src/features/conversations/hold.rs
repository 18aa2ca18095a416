//! The assigned agent puts a conversation on hold, or takes it up again.
//!
//! Refuses everybody but the assigned agent, and what is so already. What it means stands in
//! `engine/hold.rs`.

use super::accept;
use super::engine::input::Order;
use super::run::Hub;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_model::{ConversationId, Purpose};
use tacita_policy::{Allowed, acts};

/// Puts it on hold, or ends that.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Conflict`].
pub async fn hold(
    hub: &Hub,
    agent: SignedInAgent,
    conversation: ConversationId,
    on: bool,
) -> Result<(), Problem> {
    let world = hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::see(&world, agent, conversation).await?;
    let _allowed: Allowed<acts::HoldConversation> =
        accept::decide(&world, agent, &row, Purpose::AnswerChat).await?;
    let order = Order::Hold {
        by: agent.agent,
        on,
    };
    hub.order(conversation, order)
        .await
        .map_err(accept::problem)
}
