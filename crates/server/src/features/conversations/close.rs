//! The assigned agent ends a conversation (F10). Customers end theirs over their socket.

use super::accept;
use super::engine::input::Order;
use super::run::Hub;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_model::{ConversationId, Purpose};
use tacita_policy::{Allowed, acts};

/// Ends the conversation; every device wipes, every row of content is deleted.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but the assigned agent, [`Problem::Conflict`].
pub async fn close(
    hub: &Hub,
    agent: SignedInAgent,
    conversation: ConversationId,
) -> Result<(), Problem> {
    let world = hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::see(&world, agent, conversation).await?;
    let _allowed: Allowed<acts::CloseConversation> =
        accept::decide(&world, agent, &row, Purpose::AnswerChat).await?;
    hub.order(conversation, Order::Close { by: agent.agent })
        .await
        .map_err(accept::problem)
}
