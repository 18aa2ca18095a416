//! The shop's page, on another site than the widget, with a policy as strict as a careful shop's:
//! our loader by its hash, our frame, its own style, nothing else.

use super::folder::{Folder, Person, SITES};
use super::people::code_of;
use crate::commands::Failure;
use crate::edge::{assets, tls};
use crate::host::SystemClock;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tacita_model::Clock;

const PLAIN_PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>Harbour Books</title></head><body><h1>Harbour Books</h1>\
    <p>This program was built without the chat's pages. Run: cargo xtask up</p></body></html>";

struct Shop {
    people: Vec<Person>,
    chat: String,
    root: String,
    ledger: String,
}

/// Serves the page until the handle is dropped. `ledger`: the key that the page pins.
///
/// # Errors
/// The listener's or TLS's.
pub fn start(folder: &Folder, ledger: String) -> Result<Handle<SocketAddr>, Failure> {
    let shop = Arc::new(Shop {
        people: folder.facts.people.clone(),
        chat: format!("https://localhost:{}", folder.port),
        root: folder.facts.root_fingerprint.clone(),
        ledger,
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
        .route("/people", get(people))
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
        .replace("{{ROOT}}", &shop.root)
        .replace("{{LEDGER}}", &shop.ledger);
    answer(shop, page.into_bytes(), "text/html; charset=utf-8")
}

/// The people of the demonstration with password and present code, as their telephones would show
/// it. Made without script; the browser asks again when the codes change.
async fn people(State(shop): State<Arc<Shop>>) -> Response {
    let now = SystemClock.now();
    let mut left = 30;
    let mut rows = String::new();
    for person in &shop.people {
        let Some((code, seconds)) = code_of(person, now) else {
            continue;
        };
        left = seconds;
        let (head, tail) = code.split_at_checked(3).unwrap_or((&code, ""));
        rows.push_str(&format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td><code>{}</code></td>\
             <td><code>{head} {tail}</code></td></tr>",
            person.name, person.display_name, person.role, person.password
        ));
    }
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"refresh\" content=\"{}\">\
         <title>People of the demonstration</title></head><body>\
         <h1>People of the demonstration</h1>\
         <p>In the world each of them has a telephone with an authenticator app, and nobody else \
         sees this. Each code counts once; in {left} seconds there are new ones.</p>\
         <table border=\"1\" cellpadding=\"8\"><thead><tr><th scope=\"col\">Name</th>\
         <th scope=\"col\">Person</th><th scope=\"col\">Role</th><th scope=\"col\">Password</th>\
         <th scope=\"col\">Code now</th></tr></thead><tbody>{rows}</tbody></table>\
         <p><a href=\"{}/console/\">To the console</a></p></body></html>",
        left.saturating_add(1),
        shop.chat
    );
    answer(&shop, page.into_bytes(), "text/html; charset=utf-8")
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
