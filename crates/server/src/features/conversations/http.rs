//! Accept, transfer and close over HTTP: reads the request, calls the use case, says 204.

use super::{
    accept as accepting, close as closing, held as holding, hold as on_hold, join as joining,
    transfer as transferring,
};

use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tacita_model::ConversationId;
use tacita_protocol::Wire;
use tacita_protocol::http::{Accept, Held, Hold, Transfer};

/// Takes a waiting conversation.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/accept", request_body = Accept, responses((status = 204)))]
pub async fn accept(
    agent: SignedInAgent,
    State(app): State<Shared>,
    Path(conversation): Path<Wire<ConversationId>>,
    Json(body): Json<Accept>,
) -> Result<StatusCode, Problem> {
    accepting::accept(&app.hub, agent, conversation.0, body.device.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands a conversation to another person, or back to a queue.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/transfer", request_body = Transfer, responses((status = 204)))]
pub async fn transfer(
    agent: SignedInAgent,
    State(app): State<Shared>,
    Path(conversation): Path<Wire<ConversationId>>,
    Json(body): Json<Transfer>,
) -> Result<StatusCode, Problem> {
    let target = match (body.agent, body.queue) {
        (Some(agent), None) => transferring::Target::Agent(agent.0),
        (None, Some(queue)) => transferring::Target::Queue(queue.0),
        _ => return Err(Problem::Malformed),
    };
    transferring::transfer(&app.hub, agent, conversation.0, target).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Joins a conversation beside the person who answers it; everybody in it sees it.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/join", request_body = Accept, responses((status = 204)))]
pub async fn join(
    agent: SignedInAgent,
    State(app): State<Shared>,
    Path(conversation): Path<Wire<ConversationId>>,
    Json(body): Json<Accept>,
) -> Result<StatusCode, Problem> {
    joining::join(&app.hub, agent, conversation.0, body.device.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves a conversation that one joined.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/leave", responses((status = 204)))]
pub async fn leave(
    agent: SignedInAgent,
    State(app): State<Shared>,
    Path(conversation): Path<Wire<ConversationId>>,
) -> Result<StatusCode, Problem> {
    joining::leave(&app.hub, agent, conversation.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a conversation on hold, or takes it up again.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/hold", request_body = Hold, responses((status = 204)))]
pub async fn hold(
    agent: SignedInAgent,
    State(app): State<Shared>,
    Path(conversation): Path<Wire<ConversationId>>,
    Json(body): Json<Hold>,
) -> Result<StatusCode, Problem> {
    on_hold::hold(&app.hub, agent, conversation.0, body.on).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a conversation.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/close", responses((status = 204)))]
pub async fn close(
    agent: SignedInAgent,
    State(app): State<Shared>,
    Path(conversation): Path<Wire<ConversationId>>,
) -> Result<StatusCode, Problem> {
    closing::close(&app.hub, agent, conversation.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says what became of a draft that was held back. Answered once the ledger has it.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/held", request_body = Held, responses((status = 204)))]
pub async fn held(
    agent: SignedInAgent,
    State(app): State<Shared>,
    Path(conversation): Path<Wire<ConversationId>>,
    Json(body): Json<Held>,
) -> Result<StatusCode, Problem> {
    holding::held(&app, agent, conversation.0, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}
