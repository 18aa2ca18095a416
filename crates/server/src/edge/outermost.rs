//! The first and last thing that happens to every request: an id, a time limit, a catch for
//! panics, the problem body, the headers, one log line, one count.
//!
//! The log line holds method, route pattern, status and duration: never an address, a query or a
//! header of the request.

use crate::app::Shared;
use crate::context::Request as RequestMark;
use crate::edge::errors::{Problem, render};
use crate::edge::headers::{Use, write};
use crate::edge::hosts::Host;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// The route pattern of an answer's request, for the log; set inside the router.
#[derive(Debug, Clone)]
struct Route(String);

/// Notes the route pattern. A layer of the routes themselves, since only there it is known.
pub async fn note_route(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(Route(route));
    }
    response
}

/// The outermost layer.
pub async fn finish(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    let mark = RequestMark(app.draw_id());
    let began = app.now();
    let method = request.method().clone();
    let host = Host::of(&app.config, request.uri(), request.headers()).map(|host| host.name);
    let host = host.unwrap_or_else(|| app.config.widget_host.clone());
    request.extensions_mut().insert(mark);
    let limit = Duration::from_secs(u64::from(app.config.limits.request_seconds));
    // A panic ends one request with 500, never the service; the hook has logged where it was.
    let running = AssertUnwindSafe(next.run(request)).catch_unwind();
    let response = match tokio::time::timeout(limit, running).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Problem::Internal.into_response(),
        Err(_) => Problem::Timeout.into_response(),
    };
    let route = response
        .extensions()
        .get::<Route>()
        .map(|route| route.0.clone());
    let mut response = render(mark, response);
    let what = response
        .extensions()
        .get::<Use>()
        .cloned()
        .unwrap_or_default();
    let headers = response.headers_mut();
    write(headers, &what, &host);
    // The word is ours; a library that names itself and its version helps nobody but attackers.
    headers.remove(header::SERVER);
    if let Ok(id) = HeaderValue::from_str(&mark.0.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    let route = route.unwrap_or_else(|| "none".to_owned());
    let status = response.status().as_u16();
    let micros = app.now().0.saturating_sub(began.0);
    tracing::info!(event = "request", request = %mark.0, method = method.as_str(), route, status, micros);
    metrics::counter!("tacita_requests_total", "route" => route, "status" => status.to_string())
        .increment(1);
    response
}
