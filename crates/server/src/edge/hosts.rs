//! Which half of the service a host name serves: widget, console, or both in a demo.
//!
//! Requests under another name are refused (421), which also stops DNS rebinding. In production
//! the halves have two names, so that script of one page is a stranger to the other's origin.

use crate::app::Shared;
use crate::config::Config;
use crate::edge::errors::Problem;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

/// A half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// What customers' widgets call.
    Widget,
    /// What agents' consoles call.
    Console,
}

/// The host name of a request, known to be one of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// As in the address bar.
    pub name: String,
    widget: bool,
    console: bool,
}

impl Host {
    /// Whether this name serves a half.
    #[must_use]
    pub const fn serves(&self, half: Half) -> bool {
        match half {
            Half::Widget => self.widget,
            Half::Console => self.console,
        }
    }

    /// Reads it from a request, if it is one of ours.
    #[must_use]
    pub fn of(config: &Config, uri: &Uri, headers: &HeaderMap) -> Option<Self> {
        // HTTP/2 carries the name in the address, HTTP/1.1 in a header.
        let named = uri
            .authority()
            .map(|authority| authority.as_str().to_owned())
            .or_else(|| Some(headers.get(header::HOST)?.to_str().ok()?.to_owned()))?;
        let name = named
            .strip_suffix(":443")
            .unwrap_or(&named)
            .to_ascii_lowercase();
        let host = Self {
            widget: name == config.widget_host,
            console: name == config.console_host,
            name,
        };
        (host.widget || host.console).then_some(host)
    }
}

impl FromRequestParts<Shared> for Host {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        Self::of(&app.config, &parts.uri, &parts.headers).ok_or(Problem::WrongHost)
    }
}

/// Layer of the widget's routes.
pub async fn widget(State(app): State<Shared>, request: Request, next: Next) -> Response {
    require(&app, Some(Half::Widget), request, next).await
}

/// Layer of the console's routes.
pub async fn console(State(app): State<Shared>, request: Request, next: Next) -> Response {
    require(&app, Some(Half::Console), request, next).await
}

/// Layer of routes that both halves have.
pub async fn either(State(app): State<Shared>, request: Request, next: Next) -> Response {
    require(&app, None, request, next).await
}

async fn require(app: &Shared, half: Option<Half>, request: Request, next: Next) -> Response {
    use axum::response::IntoResponse;
    let host = Host::of(&app.config, request.uri(), request.headers());
    if host.is_some_and(|host| half.is_none_or(|half| host.serves(half))) {
        next.run(request).await
    } else {
        Problem::WrongHost.into_response()
    }
}
