//! The routes of a person's own account.

use super::{Asked, Knock, ceremony, ceremony_id, cookies, read, signed_in};
use crate::app::{App, Shared};
use crate::context::{AwayAgent, FreshAgent, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use crate::features::accounts::enrol::{self, Enroller};
use crate::features::accounts::{own, unlock};
use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use tacita_model::{DeviceId, TypedId};
use tacita_protocol::http::account::{
    Account, AppAnswer, AppOffer, Ceremony, Enrolled, JudgeBrowser, NewPassword, OwnBrowser,
    OwnDevice, OwnFactor, OwnSignIn, PasskeyAnswer, Strangers, Unlock, Unlocked,
};
use tacita_protocol::wire::{WireBrowserId, WireFactorId};
use tacita_protocol::{Blob, Wire};
use tacita_store::rows::Browser;
use zeroize::Zeroizing;

/// Whoever may change what an account is proven with; asked before any body is read.
#[derive(Debug)]
pub struct Enrolling {
    by: Enroller,
    knock: Knock,
}

impl FromRequestParts<Shared> for Enrolling {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let knock = Knock::from_request_parts(parts, app).await?;
        let by = enrol::enroller(app, knock.token.as_deref(), knock.request.0).await?;
        Ok(Self { by, knock })
    }
}

async fn enrolled(app: &App, done: &enrol::Enrolled) -> Result<Response, Problem> {
    let whole = done.whole.as_ref();
    let signed_in = match whole {
        Some(whole) => Some(signed_in(app, &whole.agent).await?),
        None => None,
    };
    let body = Json(Enrolled {
        signed_in,
        recovery_codes: done.recovery_codes.clone(),
    });
    Ok(match whole {
        Some(whole) => (StatusCode::CREATED, cookies(app, whole), body).into_response(),
        None => (StatusCode::CREATED, body).into_response(),
    })
}

/// Draws what an authenticator app is given.
#[utoipa::path(post, path = "/v1/account/app/ask", tag = "console",
    responses((status = 200, body = AppOffer), (status = 401), (status = 403)))]
pub async fn ask_app(app: State<Shared>, asks: Enrolling) -> Result<Json<AppOffer>, Problem> {
    let offer = enrol::offer_app(&app, asks.by.agent()).ok_or(Problem::Internal)?;
    Ok(Json(AppOffer {
        ceremony: Blob(offer.ceremony.to_vec()),
        secret: offer.secret.as_str().to_owned(),
        size: u32::try_from(offer.size).unwrap_or(0),
        picture: offer.picture.as_str().to_owned(),
    }))
}

/// Adds an authenticator app by its first code.
#[utoipa::path(post, path = "/v1/account/app", tag = "console", request_body = AppAnswer,
    responses((status = 201, body = Enrolled), (status = 401), (status = 403), (status = 409)))]
pub async fn add_app(
    app: State<Shared>,
    Enrolling { by, knock }: Enrolling,
    asked: Body<AppAnswer>,
) -> Result<Response, Problem> {
    let code = Zeroizing::new(asked.0.code);
    let answer = (ceremony_id(&asked.0.ceremony)?, code.as_str());
    let done = enrol::add_app(&app, by, answer, &knock.visitor, knock.request.0).await?;
    enrolled(&app, &done).await
}

/// What a passkey is made from.
#[utoipa::path(post, path = "/v1/account/passkey/ask", tag = "console",
    responses((status = 200, body = Ceremony), (status = 401), (status = 403), (status = 404)))]
pub async fn ask_passkey(app: State<Shared>, asks: Enrolling) -> Result<Json<Ceremony>, Problem> {
    let (id, options) = enrol::offer_passkey(&app, asks.by.agent()).await?;
    ceremony(id, &options)
}

/// Adds a passkey.
#[utoipa::path(post, path = "/v1/account/passkey", tag = "console", request_body = PasskeyAnswer,
    responses((status = 201, body = Enrolled), (status = 401), (status = 403), (status = 409)))]
pub async fn add_passkey(
    app: State<Shared>,
    Enrolling { by, knock }: Enrolling,
    asked: Body<PasskeyAnswer>,
) -> Result<Response, Problem> {
    let credential = read(&asked.0.credential)?;
    let answer = (ceremony_id(&asked.0.ceremony)?, &credential);
    let done = enrol::add_passkey(&app, by, answer, &knock.visitor, knock.request.0).await?;
    enrolled(&app, &done).await
}

/// Makes new recovery codes; those before count no more.
#[utoipa::path(post, path = "/v1/account/recovery-codes", tag = "console",
    responses((status = 201, body = Enrolled), (status = 401), (status = 403)))]
pub async fn recovery_codes(
    app: State<Shared>,
    by: FreshAgent,
    request: Asked,
) -> Result<impl IntoResponse, Problem> {
    let agent = app.store.agent(by.0.agent).await?;
    let agent = agent.ok_or(Problem::NotSignedIn)?;
    let recovery_codes = enrol::recovery_codes(&app, &agent, request.0.0).await?;
    let body = Enrolled {
        signed_in: None,
        recovery_codes,
    };
    Ok((StatusCode::CREATED, Json(body)))
}

/// Takes a passkey or an app away; the last one stays.
#[utoipa::path(delete, path = "/v1/account/factors/{factor}", tag = "console",
    params(("factor" = WireFactorId, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn remove_factor(
    app: State<Shared>,
    by: FreshAgent,
    factor: Path<String>,
) -> Result<StatusCode, Problem> {
    let factor = factor.parse().map_err(|_| Problem::NotFound)?;
    enrol::remove(&app, &by.0, factor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes the password.
#[utoipa::path(put, path = "/v1/account/password", tag = "console", request_body = NewPassword,
    responses((status = 204), (status = 400), (status = 401), (status = 403)))]
pub async fn password(
    app: State<Shared>,
    by: FreshAgent,
    asked: Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let (current, wanted) = (
        Zeroizing::new(asked.0.current),
        Zeroizing::new(asked.0.password),
    );
    enrol::password(&app, &by.0, current, wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own account.
#[utoipa::path(get, path = "/v1/account", tag = "console",
    responses((status = 200, body = Account), (status = 401)))]
pub async fn account(app: State<Shared>, by: SignedInAgent) -> Result<Json<Account>, Problem> {
    let own = own::read(&app, &by).await?;
    let factors = own.factors.into_iter().map(|row| OwnFactor {
        factor: Wire(row.id),
        kind: row.kind.as_str().to_owned(),
        label: row.label,
        created_at: row.created_at.0,
        used_at: row.used_at.map(|at| at.0),
    });
    let label = |id| {
        let found = own.browsers.iter().find(|row| Some(row.id) == id);
        found.map(|row| row.label.clone()).unwrap_or_default()
    };
    let sign_ins = own.sign_ins.iter().map(|row| OwnSignIn {
        sign_in: Wire(row.id),
        this: row.id == by.sign_in,
        proof: row.proof.map_or("", |proof| proof.as_str()).to_owned(),
        browser: label(row.browser),
        created_at: row.created_at.0,
        seen_at: row.seen_at.0,
    });
    let devices = own.devices.into_iter().map(|row| OwnDevice {
        device: Wire(row.id),
        label: row.label,
        status: row.status.as_str().to_owned(),
        seen_at: row.seen_at.0,
    });
    Ok(Json(Account {
        name: own.agent.name,
        factors: factors.collect(),
        recovery_codes: u32::try_from(own.recovery_codes).unwrap_or(0),
        sign_ins: sign_ins.collect(),
        browsers: own.browsers.iter().map(browser).collect(),
        devices: devices.collect(),
        passkeys_work: app.passkeys.work(),
    }))
}

fn browser(row: &Browser) -> OwnBrowser {
    OwnBrowser {
        browser: Wire(row.id),
        label: row.label.clone(),
        first_at: row.first_at.0,
        last_at: row.last_at.0,
        known: row.known_at.is_some(),
    }
}

/// Browsers that signed in to this account and that nobody has said to know.
#[utoipa::path(get, path = "/v1/account/strangers", tag = "console",
    responses((status = 200, body = Strangers), (status = 401)))]
pub async fn strangers(app: State<Shared>, by: SignedInAgent) -> Result<Json<Strangers>, Problem> {
    let rows = own::strangers(&app, &by).await?;
    let browsers = rows.iter().map(browser).collect();
    Ok(Json(Strangers { browsers }))
}

/// Says that a browser is one's own, or ends its sign-ins and forgets it.
#[utoipa::path(post, path = "/v1/account/browsers/{browser}", tag = "console",
    params(("browser" = WireBrowserId, Path)), request_body = JudgeBrowser,
    responses((status = 204), (status = 401), (status = 404)))]
pub async fn judge_browser(
    app: State<Shared>,
    by: SignedInAgent,
    which: Path<String>,
    asked: Body<JudgeBrowser>,
) -> Result<StatusCode, Problem> {
    let which = which.parse().map_err(|_| Problem::NotFound)?;
    own::judge_browser(&app, &by, which, asked.0.own).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The server's half of what seals this browser's device: only while the person is there.
#[utoipa::path(post, path = "/v1/account/unlock", tag = "console", request_body = Unlock,
    responses((status = 200, body = Unlocked), (status = 401), (status = 403), (status = 404)))]
pub async fn unlock_device(
    app: State<Shared>,
    AwayAgent(by): AwayAgent,
    asked: Body<Unlock>,
) -> Result<Json<Unlocked>, Problem> {
    let place: [u8; 16] = asked
        .0
        .place
        .0
        .as_slice()
        .try_into()
        .map_err(|_| Problem::Malformed)?;
    let half = unlock::release(&app, &by, DeviceId::from_bytes(place)).await?;
    Ok(Json(Unlocked {
        half: Blob(half.to_vec()),
    }))
}

/// Somebody is at the screen.
#[utoipa::path(post, path = "/v1/account/active", tag = "console",
    responses((status = 204), (status = 401), (status = 403)))]
pub async fn active(app: State<Shared>, AwayAgent(by): AwayAgent) -> Result<StatusCode, Problem> {
    unlock::active(&app, &by).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The screen was locked.
#[utoipa::path(post, path = "/v1/account/lock", tag = "console",
    responses((status = 204), (status = 401)))]
pub async fn lock(app: State<Shared>, AwayAgent(by): AwayAgent) -> Result<StatusCode, Problem> {
    unlock::lock(&app, &by).await?;
    Ok(StatusCode::NO_CONTENT)
}
