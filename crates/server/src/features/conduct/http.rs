//! The routes of this folder.

use super::show;
use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use tacita_protocol::http::ConductPage;

/// Over how many days, today included.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    #[serde(default = "four_weeks")]
    days: u32,
}

const fn four_weeks() -> u32 {
    28
}

/// How often people asked for too much, per person, for supervisors and privacy officers.
#[utoipa::path(get, path = "/v1/conduct", tag = "console", params(("days" = Option<u32>, Query)),
    responses((status = 200, body = ConductPage), (status = 400), (status = 401), (status = 404)))]
pub async fn page(
    app: State<Shared>,
    agent: SignedInAgent,
    window: Query<Window>,
) -> Result<Json<ConductPage>, Problem> {
    Ok(Json(show::page(&app, &agent, window.days).await?))
}

/// How often whoever asks did.
#[utoipa::path(get, path = "/v1/conduct/own", tag = "console", params(("days" = Option<u32>, Query)),
    responses((status = 200, body = ConductPage), (status = 400), (status = 401)))]
pub async fn own(
    app: State<Shared>,
    agent: SignedInAgent,
    window: Query<Window>,
) -> Result<Json<ConductPage>, Problem> {
    Ok(Json(show::own(&app, &agent, window.days).await?))
}
