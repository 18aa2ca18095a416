//! The routes of this folder.

use super::change;
use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tacita_protocol::http::{Duties, People};
use tacita_protocol::wire::WireAgentId;

/// Who works where.
#[utoipa::path(get, path = "/v1/people", tag = "console",
    responses((status = 200, body = People), (status = 401), (status = 404)))]
pub async fn people(app: State<Shared>, agent: SignedInAgent) -> Result<Json<People>, Problem> {
    Ok(Json(change::people(&app, &agent).await?))
}

/// Changes what a person does.
#[utoipa::path(put, path = "/v1/people/{agent}/duties", tag = "console",
    params(("agent" = WireAgentId, Path)), request_body = Duties,
    responses((status = 204), (status = 400), (status = 401), (status = 404), (status = 409)))]
pub async fn change(
    app: State<Shared>,
    agent: SignedInAgent,
    person: Path<String>,
    asked: Body<Duties>,
) -> Result<StatusCode, Problem> {
    let person = person.parse().map_err(|_| Problem::NotFound)?;
    change::duties(&app, &agent, person, asked.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
