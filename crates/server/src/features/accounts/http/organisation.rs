//! The routes of the organisation's own sign-in, and what ways in there are.

use super::{Knock, carried, cookie, cookies};
use crate::app::Shared;
use crate::edge::errors::Problem;
use crate::features::accounts::http::COOKIE;
use crate::features::accounts::oidc::{self, Arrived, Brought, PENDING_SECONDS, Refusal};
use crate::features::accounts::sign_in;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use cookie::{Cookie, SameSite};
use serde::Deserialize;
use tacita_protocol::http::account::{LeadsTo, SignInStep, WaysIn};

/// The cookie that binds what the provider sends back to the browser that went there. The way back
/// is a navigation from another site, so it is `Lax`; it opens nothing by itself.
const BINDING: &str = "__Host-tacita-organisation";

fn binding(token: &str, seconds: i64) -> (HeaderName, String) {
    let cookie = Cookie::build((BINDING, token))
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(cookie::time::Duration::seconds(seconds));
    (header::SET_COOKIE, cookie.to_string())
}

/// Which ways in there are.
#[utoipa::path(get, path = "/v1/sign-ins/ways", tag = "console",
    responses((status = 200, body = WaysIn)))]
pub async fn ways(app: State<Shared>) -> Json<WaysIn> {
    let oidc = &app.config.oidc;
    Json(WaysIn {
        passwords: app.config.sign_in.passwords,
        organisation: oidc.is_set().then(|| oidc.name.clone()),
    })
}

/// Begins a sign-in at the organisation's provider.
#[utoipa::path(post, path = "/v1/sign-ins/organisation", tag = "console",
    responses((status = 201, body = LeadsTo), (status = 404), (status = 503)))]
pub async fn begin(app: State<Shared>, _knock: Knock) -> Result<impl IntoResponse, Problem> {
    let (address, token) = oidc::begin(&app).await.map_err(|refusal| match refusal {
        Refusal::Off => Problem::NotFound,
        _ => Problem::Unavailable,
    })?;
    let headers = AppendHeaders([binding(&token.0, PENDING_SECONDS)]);
    let address = address.to_string();
    Ok((StatusCode::CREATED, headers, Json(LeadsTo { address })))
}

/// What the provider sends along.
#[derive(Debug, Default, Deserialize)]
pub struct Sent {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// The way back from the provider: leads to the console, signed in, half way, or refused with a word.
#[utoipa::path(get, path = "/v1/sign-ins/organisation/back", tag = "console",
    responses((status = 303)))]
pub async fn back(
    app: State<Shared>,
    knock: Knock,
    headers: HeaderMap,
    sent: Query<Sent>,
) -> Response {
    let Query(sent) = sent;
    let brought = Brought {
        code: sent.code,
        state: sent.state,
        error: sent.error,
        iss: sent.iss,
        binding: carried(&headers, BINDING),
    };
    let over = AppendHeaders([binding("", 0)]);
    match oidc::back(&app, brought, &knock.visitor, knock.request.0).await {
        Ok(Arrived::Whole(whole)) => {
            (over, cookies(&app, &whole), to("/console/".to_owned())).into_response()
        }
        Ok(Arrived::Half(token)) => {
            let half = AppendHeaders([cookie(COOKIE, &token.0, sign_in::HALF_SECONDS)]);
            (over, half, to("/console/#organisation=step".to_owned())).into_response()
        }
        Err(refusal) => {
            let word = refusal.word();
            (over, to(format!("/console/#organisation={word}"))).into_response()
        }
    }
}

fn to(address: String) -> (StatusCode, [(HeaderName, String); 1]) {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address)])
}

/// What must follow in a sign-in that is half done.
#[utoipa::path(get, path = "/v1/sign-ins/current/step", tag = "console",
    responses((status = 200, body = SignInStep), (status = 401)))]
pub async fn step(app: State<Shared>, knock: Knock) -> Result<Json<SignInStep>, Problem> {
    let (_, agent) = sign_in::half(&app, knock.token.as_deref()).await?;
    let next = sign_in::next(&app, &agent).await?;
    Ok(Json(SignInStep::from(next)))
}
