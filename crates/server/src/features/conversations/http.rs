//! Accept, transfer and close over HTTP.

use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tacita_model::ConversationId;
use tacita_protocol::Wire;
use tacita_protocol::http::{Accept, Transfer};

/// Takes a waiting conversation.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/accept", request_body = Accept, responses((status = 204)))]
pub async fn accept(
    _agent: SignedInAgent,
    _app: State<Shared>,
    _conversation: Path<Wire<ConversationId>>,
    _body: Json<Accept>,
) -> Result<StatusCode, Problem> {
    Err(Problem::Unavailable)
}

/// Hands a conversation to another person, or back to a queue.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/transfer", request_body = Transfer, responses((status = 204)))]
pub async fn transfer(
    _agent: SignedInAgent,
    _app: State<Shared>,
    _conversation: Path<Wire<ConversationId>>,
    _body: Json<Transfer>,
) -> Result<StatusCode, Problem> {
    Err(Problem::Unavailable)
}

/// Ends a conversation.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/close", responses((status = 204)))]
pub async fn close(
    _agent: SignedInAgent,
    _app: State<Shared>,
    _conversation: Path<Wire<ConversationId>>,
) -> Result<StatusCode, Problem> {
    Err(Problem::Unavailable)
}
