//! The routes of sign-in, and the cookie.

use crate::app::{App, Shared};
use crate::context::{Request, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use crate::edge::rates::Origin;
use crate::features::accounts::passwords::PasswordError;
use crate::features::accounts::sign_in::{self, SignInError, Token};
use axum::Json;
use axum::extract::{ConnectInfo, Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use cookie::{Cookie, SameSite};
use std::net::SocketAddr;
use tacita_protocol::http::{SignInRequest, SignedIn};
use tacita_protocol::{Blob, Wire};
use tacita_store::rows::Agent;
use zeroize::Zeroizing;

/// The cookie's name. The prefix makes browsers insist on `Secure`, `Path=/` and no domain.
pub const COOKIE: &str = "__Host-tacita";

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::WrongPassword,
            SignInError::Wait { seconds } => Self::TooFast {
                after_seconds: seconds.max(1),
            },
            SignInError::Password(PasswordError::Busy) => Self::TooFast { after_seconds: 2 },
            SignInError::Password(_) => Self::Internal,
            SignInError::Store(error) => error.into(),
        }
    }
}

fn cookie(token: &str, seconds: i64) -> String {
    Cookie::build((COOKIE, token))
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .path("/")
        .max_age(cookie::time::Duration::seconds(seconds))
        .to_string()
}

/// The token of a request, if it carries one.
#[must_use]
pub fn token(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| Cookie::split_parse(value.to_owned()))
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == COOKIE)
        .map(|cookie| cookie.value().to_owned())
}

fn signed_in(app: &App, agent: &Agent) -> SignedIn {
    let bundle = app
        .organisation
        .bundle()
        .map(|bundle| Blob(bundle.bytes.to_vec()));
    SignedIn {
        agent: Wire(agent.id),
        display_name: agent.display_name.clone(),
        role: agent.role.as_str().to_owned(),
        tenant: Wire(agent.tenant),
        root_fingerprint: app.config.organisation.root_fingerprint.clone(),
        certificates: bundle.into_iter().collect(),
        shop_name: app
            .config
            .sites
            .first()
            .map(|site| site.shop_name.clone())
            .unwrap_or_default(),
        profile: app.organisation.profile.as_str().to_owned(),
        time: app.now().0,
    }
}

/// Signs in with name and password; the answer sets the cookie.
#[utoipa::path(post, path = "/v1/sign-ins", tag = "console", request_body = SignInRequest,
    responses((status = 201, body = SignedIn), (status = 401), (status = 429)))]
pub async fn begin(
    app: State<Shared>,
    request: Extension<Request>,
    peer: ConnectInfo<SocketAddr>,
    asked: Body<SignInRequest>,
) -> Result<impl IntoResponse, Problem> {
    let SignInRequest { name, password } = asked.0;
    let origin = Origin::of(peer.0.ip());
    let password = Zeroizing::new(password);
    let (Token(token), agent) =
        sign_in::sign_in(&app, &name, password, origin, request.0.0).await?;
    let seconds = i64::from(app.config.sign_in.absolute_limit_seconds);
    let headers = AppendHeaders([(header::SET_COOKIE, cookie(&token, seconds))]);
    Ok((StatusCode::CREATED, headers, Json(signed_in(&app, &agent))))
}

/// Who is signed in.
#[utoipa::path(get, path = "/v1/sign-ins/current", tag = "console",
    responses((status = 200, body = SignedIn), (status = 401)))]
pub async fn current(app: State<Shared>, agent: SignedInAgent) -> Result<Json<SignedIn>, Problem> {
    let row = app
        .store
        .agent(agent.agent)
        .await?
        .ok_or(Problem::NotSignedIn)?;
    Ok(Json(signed_in(&app, &row)))
}

/// Signs out; the cookie is taken back and open consoles of this sign-in end.
#[utoipa::path(delete, path = "/v1/sign-ins/current", tag = "console",
    responses((status = 204), (status = 401)))]
pub async fn end(app: State<Shared>, agent: SignedInAgent) -> Result<impl IntoResponse, Problem> {
    sign_in::sign_out(&app, &agent).await?;
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(header::SET_COOKIE, cookie("", 0))]),
    ))
}
