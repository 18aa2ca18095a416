//! The routes of the ledger: `/ledger/checkpoint` and `/ledger/tile/…` for outsiders, `/v1/…` for the
//! customer, the person of the desk and the officer. Reads requests and calls the use cases.

use super::{credentials as issued, heads as drawing, receipt as receipts, record};
use crate::app::Shared;
use crate::context::{Request, SignedInAgent};
use crate::edge::body::Body;
use crate::edge::errors::Problem;
use crate::edge::headers::Use;
use crate::ledger::tiles::NoTile;
use axum::Json;
use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, ConversationId, Timestamp};
use tacita_protocol::Wire;
use tacita_protocol::http::{CredentialsRequest, LedgerHeads, LedgerPage, Receipt, ReceiptRequest};

/// The last signed head, with the cosignatures that have come.
///
/// # Errors
/// [`Problem::NotFound`] before the first one, and where the log is not public.
pub async fn checkpoint(app: State<Shared>) -> Result<Response, Problem> {
    public(&app)?;
    let head = app.ledger.head().ok_or(Problem::NotFound)?;
    Ok(answer(
        Use::LedgerHead,
        "text/plain; charset=utf-8",
        head.note.into_bytes(),
    ))
}

/// A tile or a bundle of entries that the last head covers.
///
/// # Errors
/// [`Problem::NotFound`] for every other path.
pub async fn tile(app: State<Shared>, Path(path): Path<String>) -> Result<Response, Problem> {
    public(&app)?;
    let rows = app.store.ledger();
    let found = app.ledger.tile(&rows, &format!("tile/{path}")).await;
    let bytes = found.map_err(|error| match error {
        NoTile::Path => Problem::NotFound,
        NoTile::Rows => {
            tracing::error!(event = "ledger", error = "rows");
            Problem::Internal
        }
        NoTile::Store(error) => error.into(),
    })?;
    Ok(answer(Use::LedgerTile, "application/octet-stream", bytes))
}

fn public(app: &Shared) -> Result<(), Problem> {
    if app.config.ledger.public {
        Ok(())
    } else {
        Err(Problem::NotFound)
    }
}

fn answer(what: Use, media: &'static str, bytes: Vec<u8>) -> Response {
    let media = [(header::CONTENT_TYPE, HeaderValue::from_static(media))];
    let mut answer = (media, bytes).into_response();
    answer.extensions_mut().insert(what);
    answer
}

/// Who opened what of a customer's conversation, with proofs. A secret in the body: never in an address.
#[utoipa::path(post, path = "/v1/widget/receipts", tag = "widget", request_body = ReceiptRequest,
    responses((status = 200, body = Receipt), (status = 404), (status = 503)))]
pub async fn receipt(
    app: State<Shared>,
    request: Extension<Request>,
    asked: Body<ReceiptRequest>,
) -> Result<Json<Receipt>, Problem> {
    let secret = asked.0.key.0.try_into().map_err(|_| Problem::Malformed)?;
    Ok(Json(receipts::receipt(&app, &secret, request.0.0).await?))
}

/// That credentials of the desk's devices are in the log, with proofs. For whoever has seen them.
#[utoipa::path(post, path = "/v1/widget/credentials", tag = "widget", request_body = CredentialsRequest,
    responses((status = 200, body = Receipt), (status = 503)))]
pub async fn credentials(
    app: State<Shared>,
    asked: Body<CredentialsRequest>,
) -> Result<Json<Receipt>, Problem> {
    let hashes: Result<Vec<[u8; 32]>, _> = asked
        .0
        .credentials
        .into_iter()
        .map(|hash| hash.0.try_into())
        .collect();
    let hashes = hashes.map_err(|_| Problem::Malformed)?;
    Ok(Json(issued::credentials(&app, &hashes).await?))
}

/// What part of the ledger is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    before: Option<u64>,
    person: Option<Wire<AgentId>>,
    conversation: Option<Wire<ConversationId>>,
    /// Kinds behind commas.
    kinds: Option<String>,
}

/// Who did what, the latest first; for officers and administrators.
#[utoipa::path(get, path = "/v1/ledger/acts", tag = "console",
    params(("before" = Option<u64>, Query), ("person" = Option<String>, Query),
        ("conversation" = Option<String>, Query), ("kinds" = Option<String>, Query)),
    responses((status = 200, body = LedgerPage), (status = 401), (status = 404)))]
pub async fn acts(
    app: State<Shared>,
    agent: SignedInAgent,
    asked: Query<Asked>,
) -> Result<Json<LedgerPage>, Problem> {
    let Query(asked) = asked;
    let kinds = asked.kinds.as_deref().unwrap_or_default().split(',');
    let kinds: Result<Vec<LeafKind>, _> = kinds
        .filter(|kind| !kind.is_empty())
        .map(str::parse)
        .collect();
    let wanted = record::Wanted {
        before: asked.before,
        person: asked.person.map(|person| person.0),
        conversation: asked.conversation.map(|conversation| conversation.0),
        kinds: kinds.map_err(|_| Problem::Malformed)?,
    };
    Ok(Json(record::page(&app, agent, &wanted).await?))
}

/// Where to go on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    before: Option<u64>,
}

/// What the ledger holds about whoever asks, the latest first.
#[utoipa::path(get, path = "/v1/ledger/own", tag = "console",
    params(("before" = Option<u64>, Query)),
    responses((status = 200, body = LedgerPage), (status = 401)))]
pub async fn own(
    app: State<Shared>,
    agent: SignedInAgent,
    asked: Query<Before>,
) -> Result<Json<LedgerPage>, Problem> {
    Ok(Json(record::own(&app, agent, asked.before).await?))
}

/// Between which moments, in microseconds; the second is not part of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    from: i64,
    until: i64,
}

/// What whoever asks did between two moments, signed, with a proof of each act.
#[utoipa::path(get, path = "/v1/ledger/statement", tag = "console",
    params(("from" = i64, Query), ("until" = i64, Query)),
    responses((status = 200, body = Receipt), (status = 401), (status = 413), (status = 503)))]
pub async fn statement(
    app: State<Shared>,
    agent: SignedInAgent,
    asked: Query<Span>,
) -> Result<Json<Receipt>, Problem> {
    let (from, until) = (Timestamp(asked.from), Timestamp(asked.until));
    Ok(Json(record::statement(&app, agent, from, until).await?))
}

/// The signed heads and their witnesses; for officers and administrators.
#[utoipa::path(get, path = "/v1/ledger/heads", tag = "console",
    responses((status = 200, body = LedgerHeads), (status = 401), (status = 404)))]
pub async fn heads(app: State<Shared>, agent: SignedInAgent) -> Result<Json<LedgerHeads>, Problem> {
    Ok(Json(drawing::heads(&app, agent).await?))
}
