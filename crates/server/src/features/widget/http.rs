//! The widget's routes.

use super::open::{self, OpenError};
use super::site;
use crate::app::Shared;
use crate::context::Request;
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use crate::edge::rates::Origin;
use crate::screening::language;
use axum::Json;
use axum::extract::{ConnectInfo, Extension, Path, State};
use axum::http::{HeaderMap, StatusCode};
use std::net::SocketAddr;
use tacita_protocol::http::{Bootstrap, OpenConversation, Site};

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NotProven => Self::NotProven,
            OpenError::NoTrust => {
                tracing::warn!(event = "opening", why = "no-certificates-or-roster");
                Self::Unavailable
            }
            OpenError::Credential(_) => Self::Internal,
            OpenError::Store(error) => error.into(),
        }
    }
}

/// What the widget shows before anything else is loaded.
#[utoipa::path(get, path = "/v1/widget/sites/{site}", tag = "widget",
    params(("site" = String, Path)), responses((status = 200, body = Site), (status = 404)))]
pub async fn facts(app: State<Shared>, site: Path<String>) -> Result<Json<Site>, Problem> {
    let site = app.config.site(&site).ok_or(Problem::NotFound)?;
    Ok(Json(site::facts(&app, site).await?))
}

/// Opens a conversation for a fresh key.
#[utoipa::path(post, path = "/v1/widget/sites/{site}/conversations", tag = "widget",
    params(("site" = String, Path)), request_body = OpenConversation,
    responses((status = 201, body = Bootstrap), (status = 403), (status = 404), (status = 429)))]
pub async fn open(
    app: State<Shared>,
    request: Extension<Request>,
    peer: ConnectInfo<SocketAddr>,
    site: Path<String>,
    asked: Body<OpenConversation>,
) -> Result<(StatusCode, Json<Bootstrap>), Problem> {
    app.rates.openings.take(&Origin::of(peer.0.ip()))?;
    let site = app.config.site(&site).ok_or(Problem::NotFound)?;
    let OpenConversation {
        leaf_key,
        signature,
        receipt,
        returns,
        language,
    } = asked.0;
    let key = leaf_key.0.try_into().map_err(|_| Problem::Malformed)?;
    let signature = signature.0.try_into().map_err(|_| Problem::Malformed)?;
    let receipt = receipt.map(|hash| hash.0.try_into()).transpose();
    let receipt = receipt.map_err(|_| Problem::Malformed)?;
    let returns = returns.map(|hash| hash.0.try_into()).transpose();
    let returns = returns.map_err(|_| Problem::Malformed)?;
    let asked = open::Asked {
        leaf_key: key,
        receipt,
        returns,
        language,
        request: request.0.0,
    };
    let bootstrap = open::open(&app, site, &asked, &signature).await?;
    Ok((StatusCode::CREATED, Json(bootstrap)))
}

/// What the widget screens by: lines of the screening policy for the site's queue.
#[utoipa::path(get, path = "/v1/widget/sites/{site}/screening", tag = "widget",
    params(("site" = String, Path)),
    responses((status = 200, body = String, content_type = "text/plain"), (status = 404)))]
pub async fn screening(
    app: State<Shared>,
    site: Path<String>,
    headers: HeaderMap,
) -> Result<String, Problem> {
    let site = app.config.site(&site).ok_or(Problem::NotFound)?;
    Ok(app.screening.of_widget(&site.queue, language(&headers)))
}
