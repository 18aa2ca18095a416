//! The routes of one-time links, and of giving one out.

use super::{Knock, cookie};
use crate::app::Shared;
use crate::context::FreshAgent;
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use crate::features::accounts::http::COOKIE;
use crate::features::accounts::links::{self, Wanted};
use crate::features::accounts::{reset, sign_in};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{AppendHeaders, IntoResponse};
use tacita_protocol::http::account::{
    LinkFacts, LinkHanded, LookAtLink, NewAccount, SignInStep, UseLink,
};
use tacita_protocol::wire::WireAgentId;
use zeroize::Zeroizing;

/// What a one-time link is for.
#[utoipa::path(post, path = "/v1/links/look", tag = "console", request_body = LookAtLink,
    responses((status = 200, body = LinkFacts), (status = 410)))]
pub async fn look(app: State<Shared>, asked: Body<LookAtLink>) -> Result<Json<LinkFacts>, Problem> {
    let token = Zeroizing::new(asked.0.link);
    let shown = links::look(&app, &token).await?;
    let (name, display_name) = match shown.agent {
        Some(agent) => (Some(agent.name), Some(agent.display_name)),
        None => (None, None),
    };
    Ok(Json(LinkFacts {
        kind: shown.link.kind.as_str().to_owned(),
        name,
        display_name,
        made_by: shown.made_by,
        made_at: shown.link.made_at.0,
        expires_at: shown.link.expires_at.0,
    }))
}

/// Uses a one-time link up: sets a password, and begins a sign-in that a second factor completes.
#[utoipa::path(post, path = "/v1/links/use", tag = "console", request_body = UseLink,
    responses((status = 201, body = SignInStep), (status = 400), (status = 409), (status = 410)))]
pub async fn redeem(
    app: State<Shared>,
    knock: Knock,
    asked: Body<UseLink>,
) -> Result<impl IntoResponse, Problem> {
    let UseLink {
        link,
        account,
        password,
    } = asked.0;
    let token = Zeroizing::new(link);
    let names = account.map(|NewAccount { name, display_name }| (name, display_name));
    let password = Zeroizing::new(password);
    let wanted = Wanted { names, password };
    let (token, next) = links::redeem(&app, &token, wanted, knock.request.0).await?;
    let headers = AppendHeaders([cookie(COOKIE, &token.0, sign_in::HALF_SECONDS)]);
    Ok((StatusCode::CREATED, headers, Json(SignInStep::from(next))))
}

/// Ends every way in of a person and gives out a one-time link for a new one.
#[utoipa::path(post, path = "/v1/people/{agent}/reset", tag = "console",
    params(("agent" = WireAgentId, Path)),
    responses((status = 201, body = LinkHanded), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn reset(
    app: State<Shared>,
    by: FreshAgent,
    person: Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let person = person.parse().map_err(|_| Problem::NotFound)?;
    let handed = reset::person(&app, &by.0, person).await?;
    let body = LinkHanded {
        link: handed.address.map(|address| address.as_str().to_owned()),
        expires_at: handed.until.0,
    };
    Ok((StatusCode::CREATED, Json(body)))
}

impl From<sign_in::Next> for SignInStep {
    fn from(next: sign_in::Next) -> Self {
        Self {
            enrol: next.enrol(),
            passkey: next.passkey,
            app: next.app,
            recovery: next.recovery,
        }
    }
}
