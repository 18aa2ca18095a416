//! A JSON body whose faults become our problems. The library's own answer quotes the body, which
//! may hold a password.

use crate::app::Shared;
use crate::edge::errors::Problem;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

/// The body of a request.
#[derive(Debug, Clone, Copy)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Shared> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Problem> {
        let read: Result<Json<T>, JsonRejection> = Json::from_request(request, app).await;
        match read {
            Ok(Json(body)) => Ok(Self(body)),
            Err(refused) if refused.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Problem::TooLarge)
            }
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Problem::MediaType),
            Err(_) => Err(Problem::Malformed),
        }
    }
}
