//! Refuses what a page of another site makes a browser send: cross-site request forgery and
//! cross-site WebSocket hijacking.
//!
//! Every request that changes something, and every opening of a socket, must say by `Origin` and
//! `Sec-Fetch-Site` that it comes from the very page of this host; one that carries a cookie must
//! say so. Programs without cookies (the issuer, bench, bots) send neither and are let through to
//! their own proof. Beside it stands the cookie's `SameSite=Strict`.

use crate::app::Shared;
use crate::config::Config;
use crate::edge::errors::Problem;
use crate::edge::hosts::Host;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Layer of every route.
pub async fn origin(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let opens_socket = request.headers().contains_key(header::UPGRADE);
    if reads && !opens_socket {
        return next.run(request).await;
    }
    let own = Host::of(&app.config, request.uri(), request.headers()).is_some_and(|host| {
        comes_from(&Config::origin(&host.name), request.headers(), opens_socket)
    });
    if own {
        next.run(request).await
    } else {
        Problem::ForeignOrigin.into_response()
    }
}

fn comes_from(own: &str, headers: &HeaderMap, opens_socket: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    // Browsers differ in what they call `wss` seen from an `https` page; all of them send `Origin`.
    let site = opens_socket || text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let origin = match text("origin") {
        Some(origin) => origin == own,
        // A browser always sends it here; without a cookie there is nothing to forge.
        None => !headers.contains_key(header::COOKIE),
    };
    site && origin
}
