//! What SCIM answers: resources, lists and errors as `application/scim+json` (RFC 7644 sections 3.4.2
//! and 3.12). Refuses to repeat anything of a request in an error.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use scim_v2::filter::{AttrExp, CompValue, CompareOp, Filter};
use serde::Deserialize;
use serde_json::{Value, json};
use tacita_store::StoreError;

/// Rows of one page, at most.
const PAGE: usize = 200;

/// An answer that speaks another protocol's errors: ours are not put in its place.
#[derive(Debug, Clone, Copy)]
pub struct Foreign;

/// Why SCIM refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No token, or none that counts.
    #[error("the token does not count")]
    Token,
    /// Nothing is there that the directory made.
    #[error("there is no such resource")]
    NotFound,
    /// The body does not parse.
    #[error("the body cannot be read")]
    Syntax,
    /// A value that cannot be.
    #[error("a value does not fit")]
    Value,
    /// A path of a patch that is not known.
    #[error("a path is not known")]
    Path,
    /// A filter that is not supported.
    #[error("the filter is not supported")]
    Filter,
    /// The name is taken.
    #[error("the name is taken")]
    Taken,
    /// It has changed meanwhile (`If-Match`).
    #[error("it has changed meanwhile")]
    Changed,
    /// The service cannot do it now.
    #[error("the service cannot do this now")]
    Unavailable,
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(_) => Self::Taken,
            StoreError::Missing(_) => Self::NotFound,
            _ => {
                tracing::error!(event = "store", error = "unavailable");
                Self::Unavailable
            }
        }
    }
}

impl From<crate::edge::errors::Problem> for Refused {
    fn from(_: crate::edge::errors::Problem) -> Self {
        Self::Unavailable
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, kind) = match self {
            Self::Token => (StatusCode::UNAUTHORIZED, None),
            Self::NotFound => (StatusCode::NOT_FOUND, None),
            Self::Syntax => (StatusCode::BAD_REQUEST, Some("invalidSyntax")),
            Self::Value => (StatusCode::BAD_REQUEST, Some("invalidValue")),
            Self::Path => (StatusCode::BAD_REQUEST, Some("invalidPath")),
            Self::Filter => (StatusCode::BAD_REQUEST, Some("invalidFilter")),
            Self::Taken => (StatusCode::CONFLICT, Some("uniqueness")),
            Self::Changed => (StatusCode::PRECONDITION_FAILED, None),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, None),
        };
        let mut body = json!({
            "schemas": [scim_v2::schema_urns::ERROR],
            "status": status.as_u16().to_string(),
            "detail": self.to_string(),
        });
        if let (Some(kind), Some(body)) = (kind, body.as_object_mut()) {
            body.insert("scimType".to_owned(), json!(kind));
        }
        let mut response = shown(status, &body);
        if status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, bearer);
        }
        response
    }
}

/// A body of SCIM.
#[must_use]
pub fn shown(status: StatusCode, body: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/scim+json")];
    let mut response = (status, kind, body.to_string()).into_response();
    response.extensions_mut().insert(Foreign);
    response
}

/// A resource, with its version and its address.
#[must_use]
pub fn resource(status: StatusCode, body: &Value) -> Response {
    let mut response = shown(status, body);
    for (name, field) in [(header::ETAG, "version"), (header::LOCATION, "location")] {
        let text = body.get("meta").and_then(|meta| meta.get(field)?.as_str());
        if let Some(value) = text.and_then(|text| HeaderValue::from_str(text).ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The query of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Asked {
    filter: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
}

impl Asked {
    /// The resources that match, a page of them.
    ///
    /// # Errors
    /// [`Refused::Filter`] for all but `eq` of the given attributes, joined by `and` and `or`.
    pub fn page(&self, all: Vec<Value>, attributes: &[&str]) -> Result<Value, Refused> {
        let filter = self.filter.as_ref().map(|text| text.parse::<Filter>());
        let filter = filter.transpose().map_err(|_| Refused::Filter)?;
        let mut found = Vec::new();
        for row in all {
            let fits = filter
                .as_ref()
                .map(|filter| matches(filter, &row, attributes));
            if fits.transpose()?.unwrap_or(true) {
                found.push(row);
            }
        }
        // RFC 7644 section 3.4.2.4: below one counts as one, below none as none.
        let start = usize::try_from(self.start_index.unwrap_or(1).max(1)).unwrap_or(1);
        let count = usize::try_from(self.count.unwrap_or(i64::MAX).max(0)).unwrap_or(0);
        let total = found.len();
        let page: Vec<Value> = found
            .into_iter()
            .skip(start - 1)
            .take(count.min(PAGE))
            .collect();
        Ok(json!({
            "schemas": [scim_v2::schema_urns::LIST_RESPONSE],
            "totalResults": total,
            "startIndex": start,
            "itemsPerPage": page.len(),
            "Resources": page,
        }))
    }
}

fn matches(filter: &Filter, row: &Value, attributes: &[&str]) -> Result<bool, Refused> {
    match filter {
        Filter::And(all) => all.iter().try_fold(true, |so_far, one| {
            Ok(matches(one, row, attributes)? && so_far)
        }),
        Filter::Or(all) => all.iter().try_fold(false, |so_far, one| {
            Ok(matches(one, row, attributes)? || so_far)
        }),
        Filter::Attr(AttrExp::Comparison(path, CompareOp::Eq, CompValue::Str(wanted))) => {
            let name = attributes
                .iter()
                .find(|name| path.name.eq_ignore_ascii_case(name));
            let name = name
                .filter(|_| path.sub_attr.is_none())
                .ok_or(Refused::Filter)?;
            let text = row.get(*name).and_then(Value::as_str);
            // Names are compared as people write them; ids of the directory as they are.
            Ok(text.is_some_and(|text| {
                if *name == "externalId" || *name == "id" {
                    text == wanted
                } else {
                    text.to_lowercase() == wanted.to_lowercase()
                }
            }))
        }
        _ => Err(Refused::Filter),
    }
}

/// The `meta` of a resource.
#[must_use]
pub fn meta(kind: &str, location: &str, made: i64, changed: i64, revision: u64) -> Value {
    let time = |micros: i64| {
        jiff::Timestamp::from_microsecond(micros)
            .map_or_else(|_| String::new(), |at| at.to_string())
    };
    json!({
        "resourceType": kind,
        "created": time(made),
        "lastModified": time(changed),
        "version": version(revision),
        "location": location,
    })
}

/// The version of a row, as `ETag` says it.
#[must_use]
pub fn version(revision: u64) -> String {
    format!("W/\"{revision}\"")
}
