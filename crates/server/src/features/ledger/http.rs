//! `GET /ledger/checkpoint` and `GET /ledger/tile/…`.

use crate::app::Shared;
use crate::edge::errors::Problem;
use crate::edge::headers::Use;
use crate::ledger::tiles::NoTile;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

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
