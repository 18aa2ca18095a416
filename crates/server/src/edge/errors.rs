//! Every error of the HTTP interface, in one place, as RFC 9457 `application/problem+json`.
//!
//! Use cases return a [`Problem`]; [`render`] gives it its body, with the request's id. Whatever
//! axum refuses by itself (405, 413, a body that does not parse) gets the same form. Nothing of a
//! request and nothing of an inner error is ever repeated: both may hold confidential text. What
//! exists but may not be known is [`Problem::NotFound`], like what does not exist.

use crate::context::Request;
use crate::features::directory::answer::Foreign;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tacita_model::RequestId;

/// What went wrong, as a stable word each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing is there, or the caller may not know that it is.
    #[error("nothing is there, or it is not yours to see")]
    NotFound,
    /// No sign-in, or one that has ended.
    #[error("the caller is not signed in")]
    NotSignedIn,
    /// Name or password is wrong; which one is not said.
    #[error("name or password is wrong")]
    WrongPassword,
    /// A code is wrong, was used before, or its time is over.
    #[error("the code is wrong")]
    WrongCode,
    /// A risky act: the second factor was shown too long ago.
    #[error("a second factor is asked for")]
    StepUp,
    /// The password would be guessed, or stood in a breach.
    #[error("the password is too weak")]
    WeakPassword,
    /// A one-time link that was used, whose time is over, or that nobody gave out.
    #[error("the link does not count")]
    SpentLink,
    /// The sign-in name is somebody's already.
    #[error("the name is taken")]
    NameTaken,
    /// Nobody signs in by a password here.
    #[error("passwords are switched off")]
    NoPasswords,
    /// The request comes from a page of another site.
    #[error("the request comes from another site")]
    ForeignOrigin,
    /// A signature, credential or key that does not prove what it should.
    #[error("the proof does not hold")]
    NotProven,
    /// Words that others read hold a confidential value.
    #[error("the words hold a confidential value")]
    Confidential,
    /// The request does not parse or breaks a rule of its body.
    #[error("the request is malformed")]
    Malformed,
    /// The route knows other methods.
    #[error("the route does not know this method")]
    Method,
    /// The body is not JSON.
    #[error("the body is of another type")]
    MediaType,
    /// The body is over its limit.
    #[error("the body is too large")]
    TooLarge,
    /// Over the rate.
    #[error("over the rate")]
    TooFast {
        /// Seconds to wait, for `Retry-After`.
        after_seconds: u64,
    },
    /// It is not in the state for this; reading again shows what changed.
    #[error("the state has changed")]
    Conflict,
    /// The person has as many chats as they may have.
    #[error("at capacity")]
    AtCapacity,
    /// The host name serves the other half (widget or console).
    #[error("the host name does not serve this")]
    WrongHost,
    /// It took too long.
    #[error("it took too long")]
    Timeout,
    /// Cannot write or start now; nothing was changed.
    #[error("the service cannot do this now")]
    Unavailable,
    /// The ledger cannot be signed or does not extend itself: nothing is revealed.
    #[error("nothing is revealed without the ledger")]
    NoReveal,
    /// A checkpoint that does not extend the one before.
    #[error("the checkpoint does not extend the one before")]
    Inconsistent,
    /// A bug or a broken disk; the log has it under the request's id.
    #[error("the service failed")]
    Internal,
}

/// What a [`Problem`] says to a program and to a person.
struct Words {
    status: StatusCode,
    word: &'static str,
    title: &'static str,
    fault: &'static str,
    detail: &'static str,
}

impl Problem {
    /// Every problem, for the test that walks them and for the contract document.
    pub const ALL: [Self; 22] = [
        Self::SpentLink,
        Self::NameTaken,
        Self::NoPasswords,
        Self::NotFound,
        Self::NotSignedIn,
        Self::WrongPassword,
        Self::ForeignOrigin,
        Self::NotProven,
        Self::Confidential,
        Self::Malformed,
        Self::Method,
        Self::MediaType,
        Self::TooLarge,
        Self::TooFast { after_seconds: 1 },
        Self::Conflict,
        Self::AtCapacity,
        Self::WrongHost,
        Self::Timeout,
        Self::Unavailable,
        Self::NoReveal,
        Self::Inconsistent,
        Self::Internal,
    ];

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        self.words().status
    }

    fn words(self) -> Words {
        let (status, word, title, fault, detail) = match self {
            Self::NotFound => (
                404,
                "not-found",
                "There is nothing here for you.",
                "caller",
                "It does not exist, or it is not yours to see. Nothing was changed.",
            ),
            Self::NotSignedIn => (
                401,
                "not-signed-in",
                "You are not signed in.",
                "caller",
                "Sign in and try again. Nothing was changed.",
            ),
            Self::WrongPassword => (
                401,
                "wrong-password",
                "Name or password is wrong.",
                "caller",
                "Check both and try again.",
            ),
            Self::WrongCode => (
                401,
                "wrong-code",
                "The code does not count.",
                "caller",
                "It is wrong, was used before, or its time is over. Take the next one.",
            ),
            Self::StepUp => (
                403,
                "step-up",
                "Show that it is you.",
                "caller",
                "This asks for your passkey or a code once more. Nothing was changed.",
            ),
            Self::WeakPassword => (
                400,
                "weak-password",
                "The password is too weak.",
                "caller",
                "Take at least 12 characters that nobody guesses and that stood in no breach. Nothing was changed.",
            ),
            Self::SpentLink => (
                410,
                "spent-link",
                "The link does not count.",
                "caller",
                "It was used, its time is over, or a newer one took its place. Ask for another. Nothing was changed.",
            ),
            Self::NameTaken => (
                409,
                "name-taken",
                "That name is taken.",
                "caller",
                "Take another sign-in name. Nothing was changed.",
            ),
            Self::NoPasswords => (
                403,
                "no-passwords",
                "Nobody signs in by a password here.",
                "caller",
                "Sign in through your organisation or with a passkey. Nothing was changed.",
            ),
            Self::ForeignOrigin => (
                403,
                "foreign-origin",
                "The request comes from another site.",
                "caller",
                "Only pages of this host may do this. Nothing was changed.",
            ),
            Self::NotProven => (
                403,
                "not-proven",
                "The proof does not hold.",
                "caller",
                "The signature, key or credential does not fit. Nothing was changed.",
            ),
            Self::Confidential => (
                400,
                "confidential",
                "The words hold something confidential.",
                "caller",
                "A number, address or password stands in them. Take it out; a chat is named by its code. Nothing was changed.",
            ),
            Self::Malformed => (
                400,
                "malformed",
                "The request cannot be read.",
                "caller",
                "Its address or body breaks the contract (/v1/openapi.json). Nothing was changed.",
            ),
            Self::Method => (
                405,
                "method",
                "This address does not know that method.",
                "caller",
                "The contract (/v1/openapi.json) lists the methods. Nothing was changed.",
            ),
            Self::MediaType => (
                415,
                "media-type",
                "The body is not JSON.",
                "caller",
                "Send `content-type: application/json`. Nothing was changed.",
            ),
            Self::TooLarge => (
                413,
                "too-large",
                "The body is too large.",
                "caller",
                "Send less. Nothing was changed.",
            ),
            Self::TooFast { .. } => (
                429,
                "rate-limit",
                "Too many requests.",
                "caller",
                "Wait for the time in Retry-After and try again. Nothing was changed.",
            ),
            Self::Conflict => (
                409,
                "conflict",
                "Somebody was faster.",
                "nobody",
                "What you saw has changed meanwhile. Read it again. Nothing was changed by this request.",
            ),
            Self::AtCapacity => (
                409,
                "at-capacity",
                "That person has as many chats as they may have.",
                "nobody",
                "Close or hand over a chat first. Nothing was changed.",
            ),
            Self::WrongHost => (
                421,
                "wrong-host",
                "This host name does not serve that.",
                "caller",
                "Widget and console have host names of their own. Nothing was changed.",
            ),
            Self::Timeout => (
                503,
                "timeout",
                "It took too long.",
                "server",
                "Try again. It may or may not have been done; reading again shows which.",
            ),
            Self::Unavailable => (
                503,
                "unavailable",
                "The service cannot do this now.",
                "server",
                "Nothing was lost and nothing was changed. Try again in a moment.",
            ),
            Self::NoReveal => (
                503,
                "no-reveal",
                "Nothing confidential is shown at the moment.",
                "server",
                "Who looks at what cannot be recorded in the ledger, so nothing is opened. Chats that run go on. Tell your administrator. Nothing was changed.",
            ),
            Self::Inconsistent => (
                422,
                "inconsistent",
                "The checkpoint does not extend the one before.",
                "caller",
                "The proof is wrong, or the log was forked. It is not cosigned, and was kept as evidence.",
            ),
            Self::Internal => (
                500,
                "internal",
                "The service failed.",
                "server",
                "What was acknowledged before is safe. Tell your administrator the request's id.",
            ),
        };
        Words {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            word,
            title,
            fault,
            detail,
        }
    }

    fn body(self, request: RequestId) -> tacita_protocol::http::Problem {
        let words = self.words();
        tacita_protocol::http::Problem {
            r#type: format!("/problems/{}", words.word),
            title: words.title.to_owned(),
            status: words.status.as_u16(),
            fault: words.fault.to_owned(),
            detail: words.detail.to_owned(),
            request: request.to_string(),
        }
    }

    /// The problem that an answer of axum itself stands for.
    fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            401 => Self::NotSignedIn,
            403 => Self::NotProven,
            404 => Self::NotFound,
            405 => Self::Method,
            408 | 504 => Self::Timeout,
            409 => Self::Conflict,
            413 => Self::TooLarge,
            415 => Self::MediaType,
            421 => Self::WrongHost,
            429 => Self::TooFast { after_seconds: 1 },
            503 => Self::Unavailable,
            status if status < 500 => Self::Malformed,
            _ => Self::Internal,
        }
    }
}

impl From<tacita_store::StoreError> for Problem {
    fn from(error: tacita_store::StoreError) -> Self {
        use tacita_store::StoreError;
        match error {
            StoreError::Conflict(_) => Self::Conflict,
            StoreError::Missing(_) | StoreError::NotAllowed(_) => Self::NotFound,
            StoreError::Full | StoreError::Closed | StoreError::Database(_) => {
                tracing::error!(event = "store", error = "unavailable");
                Self::Unavailable
            }
            _ => {
                tracing::error!(event = "store", error = "failed");
                Self::Internal
            }
        }
    }
}

/// What policy denies looks like what is not there.
impl From<tacita_policy::Denied> for Problem {
    fn from(_: tacita_policy::Denied) -> Self {
        Self::NotFound
    }
}

impl IntoResponse for Problem {
    /// Status and mark alone; [`render`] writes the body, since only it knows the request's id.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every answer of status 400 and more its problem body.
pub fn render(request: Request, response: Response) -> Response {
    if !(response.status().is_client_error() || response.status().is_server_error()) {
        return response;
    }
    // SCIM has errors of its own form.
    if response.extensions().get::<Foreign>().is_some() {
        return response;
    }
    let problem = response
        .extensions()
        .get::<Problem>()
        .copied()
        .unwrap_or_else(|| Problem::of_status(response.status()));
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut rendered = (problem.status(), Json(problem.body(request.0))).into_response();
    let headers = rendered.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if let Some(allow) = allow {
        headers.insert(header::ALLOW, allow);
    }
    if let Problem::TooFast { after_seconds } = problem {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(after_seconds));
    }
    rendered.extensions_mut().insert(problem);
    rendered
}
