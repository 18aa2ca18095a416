//! The shop's page, on another site than the widget, with a policy as strict as a careful shop's:
//! our loader by its hash, our frame, its own style, nothing else.

use super::folder::{Folder, SITES};
use crate::commands::Failure;
use crate::edge::{assets, tls};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

const PLAIN_PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>Harbour Books</title></head><body><h1>Harbour Books</h1>\
    <p>This program was built without the chat's pages. Run: cargo xtask up</p></body></html>";

struct Shop {
    chat: String,
    root: String,
}

/// Serves the page until the handle is dropped.
///
/// # Errors
/// The listener's or TLS's.
pub fn start(folder: &Folder) -> Result<Handle<SocketAddr>, Failure> {
    let shop = Arc::new(Shop {
        chat: format!("https://localhost:{}", folder.port),
        root: folder.facts.root_fingerprint.clone(),
    });
    let routes = Router::new()
        .route(
            "/",
            get(async |State(shop): State<Arc<Shop>>| page(&shop, 0)),
        )
        .route(
            "/billing",
            get(async |State(shop): State<Arc<Shop>>| page(&shop, 1)),
        )
        .route("/shop/{*path}", get(file))
        .with_state(shop);
    let tls = tls::server_config(&folder.tls.certificate, &folder.tls.key)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, folder.shop_port));
    let listener = crate::service::listen(address)?;
    let handle = Handle::new();
    let server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls))?;
    tokio::spawn(
        server
            .handle(handle.clone())
            .serve(routes.into_make_service()),
    );
    Ok(handle)
}

fn page(shop: &Shop, site: usize) -> Response {
    let page = assets::shop_file("index.html")
        .and_then(|bytes| String::from_utf8(bytes.into_owned()).ok())
        .filter(|_| assets::has_pages())
        .unwrap_or_else(|| PLAIN_PAGE.to_owned());
    // The build has put the snippet in, with its loader's hash; what only we know is left open.
    let page = page
        .replace("{{ORIGIN}}", &shop.chat)
        .replace("{{SITE}}", SITES.get(site).map_or("", |(id, _)| *id))
        .replace("{{ROOT}}", &shop.root);
    answer(shop, page.into_bytes(), "text/html; charset=utf-8")
}

async fn file(State(shop): State<Arc<Shop>>, Path(path): Path<String>) -> Response {
    match assets::shop_file(&path) {
        Some(bytes) => answer(&shop, bytes.into_owned(), assets::media_type(&path)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(shop: &Shop, body: Vec<u8>, media_type: &'static str) -> Response {
    let chat = &shop.chat;
    let policy = format!(
        "default-src 'none'; script-src {chat}; frame-src {chat}; style-src 'self'; \
         img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    headers.insert(opener, HeaderValue::from_static("same-origin"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    (headers, body).into_response()
}
