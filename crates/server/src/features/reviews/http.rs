//! The routes of this folder. What changes anybody's rights takes a fresh second factor.

use super::{begin as beginning, decide as deciding, list as listing, rest};
use crate::app::Shared;
use crate::context::{FreshAgent, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use tacita_model::Timestamp;
use tacita_protocol::Wire;
use tacita_protocol::http::reviews::{
    BeginReview, BegunReview, Leaving, ReviewAnswer, ReviewReport, Reviews,
};
use tacita_protocol::wire::{WireAgentId, WireCampaignId, WireReviewItemId};

/// Access reviews: what one reviews, what was decided about oneself; all of it for who runs them.
#[utoipa::path(get, path = "/v1/reviews", tag = "console",
    responses((status = 200, body = Reviews), (status = 401)))]
pub async fn list(app: State<Shared>, agent: SignedInAgent) -> Result<Json<Reviews>, Problem> {
    Ok(Json(listing::list(&app, &agent).await?))
}

/// Begins an access review.
#[utoipa::path(post, path = "/v1/reviews", tag = "console", request_body = BeginReview,
    responses((status = 201, body = BegunReview), (status = 400), (status = 401), (status = 403),
        (status = 404), (status = 409)))]
pub async fn begin(
    app: State<Shared>,
    agent: FreshAgent,
    asked: Body<BeginReview>,
) -> Result<(StatusCode, Json<BegunReview>), Problem> {
    let review = Wire(beginning::begin(&app, &agent.0, &asked.0).await?);
    Ok((StatusCode::CREATED, Json(BegunReview { review })))
}

/// Confirms a right, or takes it away at once.
#[utoipa::path(post, path = "/v1/reviews/items/{item}/answer", tag = "console",
    params(("item" = WireReviewItemId, Path)), request_body = ReviewAnswer,
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn answer(
    app: State<Shared>,
    agent: FreshAgent,
    item: Path<String>,
    said: Body<ReviewAnswer>,
) -> Result<StatusCode, Problem> {
    let item = item.parse().map_err(|_| Problem::NotFound)?;
    deciding::decide(&app, &agent.0, item, said.0.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The signed report of a review that has ended.
#[utoipa::path(get, path = "/v1/reviews/{review}/report", tag = "console",
    params(("review" = WireCampaignId, Path)),
    responses((status = 200, body = ReviewReport), (status = 401), (status = 404)))]
pub async fn report(
    app: State<Shared>,
    agent: SignedInAgent,
    review: Path<String>,
) -> Result<Json<ReviewReport>, Problem> {
    let review = review.parse().map_err(|_| Problem::NotFound)?;
    Ok(Json(listing::report(&app, &agent, review).await?))
}

/// Revives an account that rests.
#[utoipa::path(post, path = "/v1/people/{agent}/revive", tag = "console",
    params(("agent" = WireAgentId, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub async fn revive(
    app: State<Shared>,
    agent: FreshAgent,
    person: Path<String>,
) -> Result<StatusCode, Problem> {
    let person = person.parse().map_err(|_| Problem::NotFound)?;
    rest::revive(&app, &agent.0, person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says when a person leaves, or that they do not.
#[utoipa::path(put, path = "/v1/people/{agent}/leaving", tag = "console",
    params(("agent" = WireAgentId, Path)), request_body = Leaving,
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn leaving(
    app: State<Shared>,
    agent: FreshAgent,
    person: Path<String>,
    said: Body<Leaving>,
) -> Result<StatusCode, Problem> {
    let person = person.parse().map_err(|_| Problem::NotFound)?;
    let at = said.0.at.map(Timestamp);
    rest::leaves(&app, &agent.0, person, at).await?;
    Ok(StatusCode::NO_CONTENT)
}
