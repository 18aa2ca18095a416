//! The routes of this folder. Asking, answering and judging take a fresh second factor.

use super::{
    answer as answering, ask as asking, list as listing, open as opening, review as judging,
};
use crate::app::Shared;
use crate::context::{FreshAgent, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tacita_model::GlassId;
use tacita_protocol::Wire;
use tacita_protocol::http::glass::{
    GlassAnswer, GlassAsk, GlassAsked, GlassFacts, GlassList, GlassOpen, GlassReview,
};
use tacita_protocol::wire::WireGlassId;

fn id(path: &Path<String>) -> Result<GlassId, Problem> {
    path.parse().map_err(|_| Problem::NotFound)
}

/// Requests to open something outside one's need: one's own, and those that one may see.
#[utoipa::path(get, path = "/v1/glass", tag = "console",
    responses((status = 200, body = GlassList), (status = 401)))]
pub async fn list(app: State<Shared>, agent: SignedInAgent) -> Result<Json<GlassList>, Problem> {
    Ok(Json(listing::list(&app, &agent).await?))
}

/// Asks to open something outside one's need.
#[utoipa::path(post, path = "/v1/glass", tag = "console", request_body = GlassAsk,
    responses((status = 201, body = GlassAsked), (status = 400), (status = 401), (status = 403),
        (status = 404), (status = 409)))]
pub async fn ask(
    app: State<Shared>,
    agent: FreshAgent,
    asked: Body<GlassAsk>,
) -> Result<(StatusCode, Json<GlassAsked>), Problem> {
    let glass = Wire(asking::ask(&app, &agent.0, &asked.0).await?);
    Ok((StatusCode::CREATED, Json(GlassAsked { glass })))
}

/// A second person agrees, or does not.
#[utoipa::path(post, path = "/v1/glass/{glass}/answer", tag = "console",
    params(("glass" = WireGlassId, Path)), request_body = GlassAnswer,
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn answer(
    app: State<Shared>,
    agent: FreshAgent,
    glass: Path<String>,
    said: Body<GlassAnswer>,
) -> Result<StatusCode, Problem> {
    answering::answer(&app, &agent.0, id(&glass)?, said.0.agree).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Joins the chat as agreed; everybody in it sees it.
#[utoipa::path(post, path = "/v1/glass/{glass}/open", tag = "console",
    params(("glass" = WireGlassId, Path)), request_body = GlassOpen,
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn open(
    app: State<Shared>,
    agent: SignedInAgent,
    glass: Path<String>,
    with: Body<GlassOpen>,
) -> Result<StatusCode, Problem> {
    opening::join(&app, &agent, id(&glass)?, with.0.device.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is known about the chat, as agreed. Answered once the ledger has it.
#[utoipa::path(get, path = "/v1/glass/{glass}/facts", tag = "console",
    params(("glass" = WireGlassId, Path)),
    responses((status = 200, body = GlassFacts), (status = 401), (status = 404), (status = 503)))]
pub async fn facts(
    app: State<Shared>,
    agent: SignedInAgent,
    glass: Path<String>,
) -> Result<Json<GlassFacts>, Problem> {
    Ok(Json(opening::facts(&app, &agent, id(&glass)?).await?))
}

/// Ends what was opened before its time.
#[utoipa::path(post, path = "/v1/glass/{glass}/end", tag = "console",
    params(("glass" = WireGlassId, Path)),
    responses((status = 204), (status = 401), (status = 404), (status = 409)))]
pub async fn end(
    app: State<Shared>,
    agent: SignedInAgent,
    glass: Path<String>,
) -> Result<StatusCode, Problem> {
    opening::end(&app, &agent, id(&glass)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An officer who had no part in it judges it.
#[utoipa::path(post, path = "/v1/glass/{glass}/review", tag = "console",
    params(("glass" = WireGlassId, Path)), request_body = GlassReview,
    responses((status = 204), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409)))]
pub async fn review(
    app: State<Shared>,
    agent: FreshAgent,
    glass: Path<String>,
    said: Body<GlassReview>,
) -> Result<StatusCode, Problem> {
    judging::review(&app, &agent.0, id(&glass)?, &said.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
