//! The witness's one route, `POST /add-checkpoint`, with the statuses of c2sp.org/tlog-witness.
//!
//! A conflict is answered with the witness's size, as the protocol asks; every other refusal is a
//! problem of [`crate::edge::errors`]. Bodies beyond what any request needs are refused.

use super::{Unsigned, Witness};
use crate::context::Request as Mark;
use crate::edge::errors::{Problem, render};
use axum::Router;
use axum::extract::rejection::StringRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tacita_ledger::cosign::Refusal;
use tacita_model::{RequestId, TypedId};

/// 63 hashes and a checkpoint with many signatures.
const BODY_BYTES: usize = 64 * 1024;

/// The routes.
pub fn routes(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/livez", axum::routing::get(async || "ok"))
        .method_not_allowed_fallback(async || problem(Problem::Method))
        .fallback(async || problem(Problem::NotFound))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .with_state(witness)
}

/// Serves on a bound listener until the handle is shut down.
///
/// # Errors
/// The listener's.
pub fn start(
    witness: Arc<Witness>,
    tls: Arc<rustls::ServerConfig>,
    listener: std::net::TcpListener,
) -> std::io::Result<Handle<SocketAddr>> {
    let handle = Handle::new();
    let mut server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls))?;
    server
        .http_builder()
        .http1()
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(Duration::from_secs(10));
    let serving = server.handle(handle.clone());
    tokio::spawn(serving.serve(routes(witness).into_make_service()));
    Ok(handle)
}

async fn add_checkpoint(
    State(witness): State<Arc<Witness>>,
    body: Result<String, StringRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(refused) if refused.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return problem(Problem::TooLarge);
        }
        Err(_) => return problem(Problem::Malformed),
    };
    // It waits for the disk.
    let judged = tokio::task::spawn_blocking(move || witness.add_checkpoint(&body)).await;
    match judged {
        Ok(Ok(line)) => text(StatusCode::OK, "text/plain; charset=utf-8", line),
        Ok(Err(Unsigned::Refused(Refusal::Stale { size } | Refusal::Forked { size }))) => text(
            StatusCode::CONFLICT,
            "text/x.tlog.size",
            format!("{size}\n"),
        ),
        Ok(Err(Unsigned::Refused(refusal))) => problem(match refusal {
            Refusal::Unknown => Problem::NotFound,
            Refusal::Signature => Problem::NotProven,
            Refusal::Proof { .. } => Problem::Inconsistent,
            _ => Problem::Malformed,
        }),
        Ok(Err(Unsigned::Disk(_))) => {
            tracing::error!(event = "witness", error = "disk");
            problem(Problem::Unavailable)
        }
        Err(_) => problem(Problem::Internal),
    }
}

fn text(status: StatusCode, media: &'static str, body: String) -> Response {
    let media = [(header::CONTENT_TYPE, HeaderValue::from_static(media))];
    (status, media, body).into_response()
}

/// The witness keeps no log of requests, so its problems carry no id to look up.
fn problem(problem: Problem) -> Response {
    let none = Mark(RequestId::from_bytes([0; 16]));
    render(none, problem.into_response())
}
