//! The routes of devices and of the issuer.

use super::{devices, issuer, issuer_proof, revoke};
use crate::app::{App, Shared};
use crate::context::{FreshAgent, Request, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::{Extension, OriginalUri, Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use bytes::Bytes;
use tacita_model::DeviceId;
use tacita_protocol::http::{
    Device, DeviceRequest, IntakeKeyUpload, IssuerAnswers, IssuerRequests, KeyPackageUpload,
};
use tacita_protocol::wire::{WireAgentId, WireDeviceId};

/// The device of a path; one that does not parse does not exist.
fn device_id(text: &str) -> Result<DeviceId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// Asks the issuer for a credential over this device's key.
#[utoipa::path(post, path = "/v1/devices", tag = "console", request_body = DeviceRequest,
    responses((status = 200, body = Device), (status = 401), (status = 403)))]
pub async fn request_device(
    app: State<Shared>,
    agent: SignedInAgent,
    asked: Body<DeviceRequest>,
) -> Result<Json<Device>, Problem> {
    Ok(Json(devices::request(&app, &agent, asked.0).await?))
}

/// One device of one's own.
#[utoipa::path(get, path = "/v1/devices/{device}", tag = "console",
    params(("device" = WireDeviceId, Path)),
    responses((status = 200, body = Device), (status = 401), (status = 404)))]
pub async fn read_device(
    app: State<Shared>,
    agent: SignedInAgent,
    device: Path<String>,
) -> Result<Json<Device>, Problem> {
    Ok(Json(
        devices::read(&app, &agent, device_id(&device)?).await?,
    ))
}

/// Takes a device out of everything at once: one's own that was lost, or anybody's by order of an
/// officer or administrator.
#[utoipa::path(post, path = "/v1/devices/{device}/revoke", tag = "console",
    params(("device" = WireDeviceId, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub async fn revoke_device(
    app: State<Shared>,
    agent: FreshAgent,
    device: Path<String>,
) -> Result<StatusCode, Problem> {
    revoke::device(&app, &agent.0, device_id(&device)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Closes a person's account, with every sign-in and device of theirs. For officers and
/// administrators.
#[utoipa::path(post, path = "/v1/people/{agent}/close", tag = "console",
    params(("agent" = WireAgentId, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409)))]
pub async fn close_account(
    app: State<Shared>,
    agent: FreshAgent,
    person: Path<String>,
) -> Result<StatusCode, Problem> {
    let person = person.parse().map_err(|_| Problem::NotFound)?;
    revoke::person(&app, &agent.0, person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves one-time key packages.
#[utoipa::path(put, path = "/v1/devices/{device}/key-packages", tag = "console",
    params(("device" = WireDeviceId, Path)), request_body = KeyPackageUpload,
    responses((status = 200, body = Device), (status = 401), (status = 403), (status = 404)))]
pub async fn leave_key_packages(
    app: State<Shared>,
    agent: SignedInAgent,
    device: Path<String>,
    asked: Body<KeyPackageUpload>,
) -> Result<Json<Device>, Problem> {
    let device = device_id(&device)?;
    Ok(Json(
        devices::leave_key_packages(&app, &agent, device, asked.0.packages).await?,
    ))
}

/// Leaves the day's intake key.
#[utoipa::path(put, path = "/v1/devices/{device}/intake-key", tag = "console",
    params(("device" = WireDeviceId, Path)), request_body = IntakeKeyUpload,
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub async fn leave_intake_key(
    app: State<Shared>,
    agent: SignedInAgent,
    device: Path<String>,
    asked: Body<IntakeKeyUpload>,
) -> Result<StatusCode, Problem> {
    let device = device_id(&device)?;
    devices::leave_intake_key(&app, &agent, device, asked.0.intake_key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Strangers learn nothing, not even that the address exists.
fn prove(
    app: &App,
    headers: &HeaderMap,
    method: &Method,
    path: &str,
    body: &[u8],
) -> Result<(), Problem> {
    let header = headers
        .get(issuer_proof::HEADER)
        .and_then(|value| value.to_str().ok());
    let header = header.ok_or(Problem::NotFound)?;
    issuer_proof::check(app, header, (method.as_str(), path, body)).map_err(|_| {
        tracing::warn!(event = "issuer", why = "not-proven");
        Problem::NotFound
    })
}

/// What waits for the issuer's signature.
#[utoipa::path(get, path = "/v1/issuer/requests", tag = "issuer",
    params(("tacita-issuer" = String, Header, description = "Signature with the issuing key")),
    responses((status = 200, body = IssuerRequests), (status = 404)))]
pub async fn issuer_requests(
    app: State<Shared>,
    headers: HeaderMap,
    method: Method,
    path: OriginalUri,
) -> Result<Json<IssuerRequests>, Problem> {
    prove(&app, &headers, &method, path.0.path(), b"")?;
    Ok(Json(issuer::requests(&app).await?))
}

/// The issuer's answers.
#[utoipa::path(post, path = "/v1/issuer/answers", tag = "issuer", request_body = IssuerAnswers,
    params(("tacita-issuer" = String, Header, description = "Signature with the issuing key")),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn issuer_answers(
    app: State<Shared>,
    request: Extension<Request>,
    headers: HeaderMap,
    method: Method,
    path: OriginalUri,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    prove(&app, &headers, &method, path.0.path(), &body)?;
    let answers = serde_json::from_slice(&body).map_err(|_| Problem::Malformed)?;
    issuer::answers(&app, answers, request.0.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
