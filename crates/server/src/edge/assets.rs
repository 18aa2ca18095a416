//! The web pages: widget, console, loader and their files.
//!
//! With feature `ui` they are inside the program (built by `cargo xtask`; a development build reads
//! them from `web/dist`); without them a one-line page says so, and building and testing the server
//! needs no Node. A file with a hash in its name
//! is immutable; `.br` and `.gz` copies are sent to whoever accepts them. Each host name serves its
//! own half. Next: [`crate::edge::headers`].

use crate::app::Shared;
use crate::edge::errors::Problem;
use crate::edge::headers::Use;
use crate::edge::hosts::{Half, Host};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// The embedded pages. A development build has none inside and looks into the folder when it is asked, so
/// that the Rust part is compiled once, before or after the pages; a release without them does not compile.
#[cfg(feature = "ui")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
#[cfg_attr(debug_assertions, allow_missing = true)]
struct Files;

/// A file's bytes.
type Bytes = std::borrow::Cow<'static, [u8]>;

#[cfg(feature = "ui")]
fn built(path: &str) -> Option<Bytes> {
    Files::get(path).map(|file| file.data)
}

#[cfg(not(feature = "ui"))]
const fn built(_path: &str) -> Option<Bytes> {
    None
}

fn file(path: &str) -> Option<Bytes> {
    let page = b"<!doctype html><html lang=\"en\"><title>Tacita</title><p>This program was built \
        without its pages. Run: cargo xtask up</p></html>";
    built(path).or_else(|| {
        ["widget/index.html", "console/index.html", "shop/index.html"]
            .contains(&path)
            .then(|| page.as_slice().into())
    })
}

/// Whether the pages are there.
#[must_use]
pub fn has_pages() -> bool {
    built("manifest.json").is_some()
}

/// The loader's address and integrity hash, for the shop's snippet.
#[derive(Debug, Clone, Deserialize)]
pub struct LoaderFacts {
    /// Path, with the hash in its name.
    pub path: String,
    /// `sha384-…` for the `integrity` attribute.
    pub integrity: String,
}

/// What the build says of the loader; none without the pages.
#[must_use]
pub fn loader() -> Option<LoaderFacts> {
    #[derive(Deserialize)]
    struct Manifest {
        loader: LoaderFacts,
    }
    let manifest = file("manifest.json")?;
    serde_json::from_slice::<Manifest>(&manifest)
        .ok()
        .map(|manifest| manifest.loader)
}

/// A file outside the service's own routes, for the demo's shop.
#[must_use]
pub fn shop_file(path: &str) -> Option<Bytes> {
    file(&format!("shop/{path}"))
}

#[derive(Debug, Deserialize)]
pub(crate) struct WidgetQuery {
    #[serde(default)]
    site: String,
}

/// `GET /widget/?site=…`: the page inside the shop's frame. An unknown site is 404, since its
/// frame's owner cannot be known.
pub(crate) async fn widget_page(
    State(app): State<Shared>,
    Query(query): Query<WidgetQuery>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    let site = app.config.site(&query.site).ok_or(Problem::NotFound)?;
    let what = Use::WidgetPage {
        frame_ancestors: site.frame_ancestors.clone(),
    };
    answer("widget/index.html", &request, what)
}

/// `GET /console/`.
pub(crate) async fn console_page(request: HeaderMap) -> Result<Response, Problem> {
    answer("console/index.html", &request, Use::Page)
}

/// `GET /widget/…`: a file of the widget.
pub(crate) async fn widget_file(
    Path(path): Path<String>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    page_file("widget", &path, &request)
}

/// `GET /console/…`: a file of the console.
pub(crate) async fn console_file(
    Path(path): Path<String>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    page_file("console", &path, &request)
}

/// `GET /loader/…`.
pub(crate) async fn loader_file(
    Path(path): Path<String>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    answer(&format!("loader/{path}"), &request, Use::Loader)
}

/// `GET /`: to the console, on its host name; the widget has no page of its own.
pub(crate) async fn start(host: Host) -> Result<Response, Problem> {
    if host.serves(Half::Console) {
        Ok((StatusCode::SEE_OTHER, [(header::LOCATION, "/console/")]).into_response())
    } else {
        Err(Problem::NotFound)
    }
}

fn page_file(page: &str, path: &str, request: &HeaderMap) -> Result<Response, Problem> {
    // Pages have addresses of their own above, where their policy is decided.
    if std::path::Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "html")
    {
        return Err(Problem::NotFound);
    }
    let what = if path.starts_with("assets/") {
        Use::HashedFile
    } else {
        Use::File
    };
    answer(&format!("{page}/{path}"), request, what)
}

fn answer(path: &str, request: &HeaderMap, what: Use) -> Result<Response, Problem> {
    // The copies beside a file are found by Accept-Encoding alone, never by their own address.
    if path.ends_with(".br") || path.ends_with(".gz") {
        return Err(Problem::NotFound);
    }
    let accepted = |coding: &str| {
        request
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|list| {
                list.split(',')
                    .any(|one| one.split(';').next().unwrap_or("").trim() == coding)
            })
    };
    let packed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .find_map(|(coding, ending)| {
            let bytes = accepted(coding).then(|| file(&format!("{path}{ending}")))??;
            Some((bytes, Some(coding)))
        });
    let (bytes, coding) = packed
        .or_else(|| Some((file(path)?, None)))
        .ok_or(Problem::NotFound)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(path)),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response.extensions_mut().insert(what);
    Ok(response)
}

/// By ending; what is not known is a download, never sniffed.
#[must_use]
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("txt" | "ftl") => "text/plain; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
