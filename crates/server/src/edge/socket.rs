//! The WebSocket of one conversation.

use crate::app::Shared;
use crate::edge::errors::Problem;
use axum::extract::State;

/// Opens a socket: challenge, hello, then the conversation's frames.
#[utoipa::path(get, path = "/v1/socket", responses((status = 101)))]
pub async fn open(_app: State<Shared>) -> Result<(), Problem> {
    Err(Problem::Unavailable)
}
