//! The routes of sign-in, and the cookies. Those of the account stand in [`account`],
//! those of one-time links in [`links`], those of the organisation's own sign-in in [`organisation`].

pub mod account;
pub mod links;
pub mod organisation;

use crate::app::{App, Shared};
use crate::context::{AwayAgent, Request, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use crate::edge::rates::Origin;
use crate::features::accounts::browsers::{Visitor, label};
use crate::features::accounts::sign_in::{self, Whole};
use crate::features::accounts::{passkeys, second};
use crate::features::permissions::own;
use axum::Json;
use axum::extract::{ConnectInfo, Extension, FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use cookie::{Cookie, SameSite};
use std::net::SocketAddr;
use tacita_protocol::http::account::{Ceremony, CodeRequest, PasskeyAnswer, ProveAnew, SignInStep};
use tacita_protocol::http::{SignInRequest, SignedIn};
use tacita_protocol::wire::WireSignInId;
use tacita_protocol::{Blob, Wire};
use tacita_store::rows::Agent;
use zeroize::Zeroizing;

/// The cookie's name. The prefix makes browsers insist on `Secure`, `Path=/` and no domain.
pub const COOKIE: &str = "__Host-tacita";
/// The cookie by which a browser is known again. It opens nothing.
pub const BROWSER_COOKIE: &str = "__Host-tacita-browser";
const BROWSER_SECONDS: i64 = 180 * 86_400;

fn cookie(name: &'static str, token: &str, seconds: i64) -> (HeaderName, String) {
    let cookie = Cookie::build((name, token))
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .path("/")
        .max_age(cookie::time::Duration::seconds(seconds));
    (header::SET_COOKIE, cookie.to_string())
}

fn carried(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| Cookie::split_parse(value.to_owned()))
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// The token of a request, if it carries one.
#[must_use]
pub fn token(headers: &HeaderMap) -> Option<String> {
    carried(headers, COOKIE)
}

/// Who knocks: token, browser, address.
#[derive(Debug)]
pub struct Knock {
    token: Option<String>,
    visitor: Visitor,
    request: Request,
}

impl FromRequestParts<Shared> for Knock {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let request = parts.extensions.get::<Request>().copied();
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, app).await;
        let peer = peer.map_err(|_| Problem::Internal)?;
        let agent = parts.headers.get(header::USER_AGENT);
        Ok(Self {
            token: token(&parts.headers),
            visitor: Visitor {
                origin: Origin::of(peer.0.ip()),
                token: carried(&parts.headers, BROWSER_COOKIE),
                label: label(agent.and_then(|text| text.to_str().ok()).unwrap_or("")),
            },
            request: request.ok_or(Problem::Internal)?,
        })
    }
}

async fn signed_in(app: &App, agent: &Agent) -> Result<SignedIn, Problem> {
    let bundle = app
        .organisation
        .bundle()
        .map(|bundle| Blob(bundle.bytes.to_vec()));
    let times = app.config.sign_in.limits(agent.role);
    Ok(SignedIn {
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
        blur_seconds: times.blur_seconds,
        lock_seconds: times.lock_seconds,
        acts: own::acts(app, agent.id, agent.role).await?,
    })
}

/// The cookies of a whole sign-in.
fn cookies(app: &App, whole: &Whole) -> AppendHeaders<Vec<(HeaderName, String)>> {
    let limits = app.config.sign_in.limits(whole.agent.role);
    let seconds = i64::from(limits.absolute_limit_seconds);
    let mut all = vec![cookie(COOKIE, &whole.token.0, seconds)];
    if let Some(browser) = &whole.browser {
        all.push(cookie(BROWSER_COOKIE, &browser.0, BROWSER_SECONDS));
    }
    AppendHeaders(all)
}

fn ceremony_id(bytes: &Blob) -> Result<[u8; 16], Problem> {
    bytes
        .0
        .as_slice()
        .try_into()
        .map_err(|_| Problem::Malformed)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|_| Problem::Malformed)
}

fn ceremony(id: [u8; 16], options: &impl serde::Serialize) -> Result<Json<Ceremony>, Problem> {
    Ok(Json(Ceremony {
        ceremony: Blob(id.to_vec()),
        options: serde_json::to_string(options).map_err(|_| Problem::Internal)?,
    }))
}

/// Shows name and password. The answer sets a cookie that opens nothing but the next step.
#[utoipa::path(post, path = "/v1/sign-ins", tag = "console", request_body = SignInRequest,
    responses((status = 201, body = SignInStep), (status = 401), (status = 429)))]
pub async fn begin(
    app: State<Shared>,
    knock: Knock,
    asked: Body<SignInRequest>,
) -> Result<impl IntoResponse, Problem> {
    let SignInRequest { name, password } = asked.0;
    let password = Zeroizing::new(password);
    let request = knock.request.0;
    let (token, next) = sign_in::password(&app, &name, password, &knock.visitor, request).await?;
    let headers = AppendHeaders([cookie(COOKIE, &token.0, sign_in::HALF_SECONDS)]);
    Ok((StatusCode::CREATED, headers, Json(SignInStep::from(next))))
}

/// The second step: a code. The answer sets a fresh cookie.
#[utoipa::path(post, path = "/v1/sign-ins/current/code", tag = "console", request_body = CodeRequest,
    responses((status = 201, body = SignedIn), (status = 401), (status = 429)))]
pub async fn code(
    app: State<Shared>,
    knock: Knock,
    asked: Body<CodeRequest>,
) -> Result<impl IntoResponse, Problem> {
    let code = Zeroizing::new(asked.0.code);
    let (token, request) = (knock.token.as_deref(), knock.request.0);
    let whole = second::code(&app, token, &code, &knock.visitor, request).await?;
    let body = Json(signed_in(&app, &whole.agent).await?);
    Ok((StatusCode::CREATED, cookies(&app, &whole), body))
}

/// What to ask an authenticator for, to sign in or to prove oneself anew.
#[utoipa::path(post, path = "/v1/sign-ins/passkey/ask", tag = "console",
    responses((status = 200, body = Ceremony), (status = 404)))]
pub async fn ask_passkey(app: State<Shared>, _knock: Knock) -> Result<Json<Ceremony>, Problem> {
    let (id, options) = passkeys::ask(&app).ok_or(Problem::NotFound)?;
    ceremony(id, &options)
}

/// Signs in by a passkey alone; the answer sets the cookie.
#[utoipa::path(post, path = "/v1/sign-ins/passkey", tag = "console", request_body = PasskeyAnswer,
    responses((status = 201, body = SignedIn), (status = 401)))]
pub async fn passkey(
    app: State<Shared>,
    knock: Knock,
    asked: Body<PasskeyAnswer>,
) -> Result<impl IntoResponse, Problem> {
    let (id, answer) = (ceremony_id(&asked.0.ceremony)?, read(&asked.0.credential)?);
    let (half, request) = (knock.token.as_deref(), knock.request.0);
    let whole = passkeys::sign_in(&app, id, &answer, half, &knock.visitor, request).await?;
    let body = Json(signed_in(&app, &whole.agent).await?);
    Ok((StatusCode::CREATED, cookies(&app, &whole), body))
}

/// Proves anew that it is you, for a risky act or after a lock.
#[utoipa::path(post, path = "/v1/sign-ins/current/anew", tag = "console", request_body = ProveAnew,
    responses((status = 204), (status = 401), (status = 429)))]
pub async fn anew(
    app: State<Shared>,
    AwayAgent(agent): AwayAgent,
    knock: Knock,
    asked: Body<ProveAnew>,
) -> Result<StatusCode, Problem> {
    match asked.0 {
        ProveAnew {
            code: Some(code),
            passkey: None,
        } => second::anew(&app, &agent, &Zeroizing::new(code), &knock.visitor).await?,
        ProveAnew {
            code: None,
            passkey: Some(answer),
        } => {
            let (id, credential) = (ceremony_id(&answer.ceremony)?, read(&answer.credential)?);
            passkeys::anew(&app, &agent, id, &credential).await?;
        }
        _ => return Err(Problem::Malformed),
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Who is signed in.
#[utoipa::path(get, path = "/v1/sign-ins/current", tag = "console",
    responses((status = 200, body = SignedIn), (status = 401)))]
pub async fn current(
    app: State<Shared>,
    AwayAgent(agent): AwayAgent,
) -> Result<Json<SignedIn>, Problem> {
    let row = app
        .store
        .agent(agent.agent)
        .await?
        .ok_or(Problem::NotSignedIn)?;
    Ok(Json(signed_in(&app, &row).await?))
}

/// Signs out; the cookie is taken back and open consoles of this sign-in end.
#[utoipa::path(delete, path = "/v1/sign-ins/current", tag = "console",
    responses((status = 204), (status = 401)))]
pub async fn end(
    app: State<Shared>,
    AwayAgent(agent): AwayAgent,
) -> Result<impl IntoResponse, Problem> {
    sign_in::sign_out(&app, &agent).await?;
    let headers = AppendHeaders([cookie(COOKIE, "", 0)]);
    Ok((StatusCode::NO_CONTENT, headers))
}

/// Ends another sign-in of one's own; its open consoles end within a second.
#[utoipa::path(delete, path = "/v1/account/sign-ins/{sign_in}", tag = "console",
    params(("sign_in" = WireSignInId, Path)),
    responses((status = 204), (status = 401), (status = 404)))]
pub async fn end_other(
    app: State<Shared>,
    agent: SignedInAgent,
    which: Path<String>,
) -> Result<StatusCode, Problem> {
    let which = which.parse().map_err(|_| Problem::NotFound)?;
    super::own::end_sign_in(&app, &agent, which).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The request of a route that needs nothing else of its caller.
pub(super) type Asked = Extension<Request>;
