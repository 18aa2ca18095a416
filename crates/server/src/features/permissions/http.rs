//! The routes of this folder.

use super::show;
use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::State;
use tacita_protocol::http::{PermissionAnswer, PermissionQuestion, Permissions};

/// Who may do what under the policies in force.
#[utoipa::path(get, path = "/v1/permissions", tag = "console",
    responses((status = 200, body = Permissions), (status = 401), (status = 404)))]
pub async fn grid(app: State<Shared>, agent: SignedInAgent) -> Result<Json<Permissions>, Problem> {
    Ok(Json(show::grid(&app, &agent).await?))
}

/// May they? Which policy says so?
#[utoipa::path(post, path = "/v1/permissions/ask", tag = "console", request_body = PermissionQuestion,
    responses((status = 200, body = PermissionAnswer), (status = 400), (status = 401), (status = 404)))]
pub async fn ask(
    app: State<Shared>,
    agent: SignedInAgent,
    asked: Body<PermissionQuestion>,
) -> Result<Json<PermissionAnswer>, Problem> {
    Ok(Json(show::ask(&app, &agent, asked.0).await?))
}
