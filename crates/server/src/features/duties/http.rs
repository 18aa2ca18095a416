//! The routes of this folder. What changes rights asks for a fresh second factor.

use super::{change, people as listing, roles as composing, trainings};
use crate::app::Shared;
use crate::context::{FreshAgent, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tacita_model::{AgentId, Timestamp};
use tacita_protocol::Wire;
use tacita_protocol::http::{Duties, People, RoleShape, Roles, TrainingUntil};
use tacita_protocol::wire::WireAgentId;

/// Who works where.
#[utoipa::path(get, path = "/v1/people", tag = "console",
    responses((status = 200, body = People), (status = 401), (status = 404)))]
pub async fn people(app: State<Shared>, agent: SignedInAgent) -> Result<Json<People>, Problem> {
    Ok(Json(listing::list(&app, &agent).await?))
}

/// Changes what a person does.
#[utoipa::path(put, path = "/v1/people/{agent}/duties", tag = "console",
    params(("agent" = WireAgentId, Path)), request_body = Duties,
    responses((status = 204), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn change(
    app: State<Shared>,
    agent: FreshAgent,
    person: Path<String>,
    asked: Body<Duties>,
) -> Result<StatusCode, Problem> {
    let person = person.parse().map_err(|_| Problem::NotFound)?;
    change::duties(&app, &agent.0, person, asked.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Records a training of a person, or until when it counts.
#[utoipa::path(put, path = "/v1/people/{agent}/trainings/{training}", tag = "console",
    params(("agent" = WireAgentId, Path), ("training" = String, Path)), request_body = TrainingUntil,
    responses((status = 204), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn record_training(
    app: State<Shared>,
    agent: FreshAgent,
    Path((person, training)): Path<(Wire<AgentId>, String)>,
    asked: Body<TrainingUntil>,
) -> Result<StatusCode, Problem> {
    let until = Timestamp(asked.0.until);
    trainings::record(&app, &agent.0, person.0, training, until).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a training back.
#[utoipa::path(delete, path = "/v1/people/{agent}/trainings/{training}", tag = "console",
    params(("agent" = WireAgentId, Path), ("training" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn end_training(
    app: State<Shared>,
    agent: FreshAgent,
    Path((person, training)): Path<(Wire<AgentId>, String)>,
) -> Result<StatusCode, Problem> {
    trainings::end(&app, &agent.0, person.0, training).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The roles that this installation composed.
#[utoipa::path(get, path = "/v1/roles", tag = "console",
    responses((status = 200, body = Roles), (status = 401), (status = 404)))]
pub async fn roles(app: State<Shared>, agent: SignedInAgent) -> Result<Json<Roles>, Problem> {
    Ok(Json(composing::list(&app, &agent).await?))
}

/// Composes a role from acts, or changes one.
#[utoipa::path(put, path = "/v1/roles/{role}", tag = "console",
    params(("role" = String, Path)), request_body = RoleShape,
    responses((status = 204), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn compose_role(
    app: State<Shared>,
    agent: FreshAgent,
    role: Path<String>,
    asked: Body<RoleShape>,
) -> Result<StatusCode, Problem> {
    composing::compose(&app, &agent.0, &role, asked.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Drops a role that nobody holds.
#[utoipa::path(delete, path = "/v1/roles/{role}", tag = "console", params(("role" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn drop_role(
    app: State<Shared>,
    agent: FreshAgent,
    role: Path<String>,
) -> Result<StatusCode, Problem> {
    composing::forget(&app, &agent.0, &role).await?;
    Ok(StatusCode::NO_CONTENT)
}
