//! The routes of this folder.

use super::{keep, list};
use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tacita_model::ReplyId;
use tacita_protocol::http::{Replies, ReplySaved, ReplyText};
use tacita_protocol::wire::WireReplyId;

/// The saved replies that a person may insert.
#[utoipa::path(get, path = "/v1/replies", tag = "console",
    responses((status = 200, body = Replies), (status = 401), (status = 404)))]
pub async fn list(app: State<Shared>, agent: SignedInAgent) -> Result<Json<Replies>, Problem> {
    Ok(Json(list::list(&app, &agent).await?))
}

/// Saves a new reply. With `refused` it holds what may not be in one, and nothing was saved.
#[utoipa::path(post, path = "/v1/replies", tag = "console", request_body = ReplyText,
    responses((status = 200, body = ReplySaved), (status = 400), (status = 401), (status = 404),
        (status = 409)))]
pub async fn create(
    app: State<Shared>,
    agent: SignedInAgent,
    asked: Body<ReplyText>,
) -> Result<Json<ReplySaved>, Problem> {
    Ok(Json(keep::save(&app, &agent, None, asked.0).await?))
}

/// Changes one.
#[utoipa::path(put, path = "/v1/replies/{reply}", tag = "console", params(("reply" = WireReplyId, Path)),
    request_body = ReplyText,
    responses((status = 200, body = ReplySaved), (status = 400), (status = 401), (status = 404),
        (status = 409)))]
pub async fn change(
    app: State<Shared>,
    agent: SignedInAgent,
    reply: Path<String>,
    asked: Body<ReplyText>,
) -> Result<Json<ReplySaved>, Problem> {
    let reply: ReplyId = reply.parse().map_err(|_| Problem::NotFound)?;
    let saved = keep::save(&app, &agent, Some(reply), asked.0).await?;
    Ok(Json(saved))
}

/// Deletes one.
#[utoipa::path(delete, path = "/v1/replies/{reply}", tag = "console", params(("reply" = WireReplyId, Path)),
    responses((status = 204), (status = 401), (status = 404)))]
pub async fn remove(
    app: State<Shared>,
    agent: SignedInAgent,
    reply: Path<String>,
) -> Result<StatusCode, Problem> {
    let reply: ReplyId = reply.parse().map_err(|_| Problem::NotFound)?;
    keep::drop_reply(&app, &agent, reply).await?;
    Ok(StatusCode::NO_CONTENT)
}
