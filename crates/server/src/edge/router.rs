//! Every route on one page, grouped by who calls it.
//!
//! What is not listed here is 404. Each group has the layers that fit its callers; around all of
//! them stand the layers of [`service`]. The contract document is made from the same list.
//! Next: the `http.rs` of each feature.

use crate::app::Shared;
use crate::edge::errors::Problem;
use crate::edge::{assets, guard, health, hosts, outermost, rates, refused, socket};
use crate::features::{
    accounts, conduct, conversations, directory, duties, glass, identity, inbox, ledger,
    permissions, replies, reviews, widget,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(info(
    title = "Tacita",
    description = "What widget, console and issuer ask of the service. Content never crosses HTTP: it exists on the WebSocket alone, encrypted (docs/concepts/protocol.md).",
    license(name = "Apache-2.0")
))]
struct Contract;

/// Anybody, to learn whether the service runs.
fn health() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(health::livez))
        .routes(routes!(health::readyz))
}

/// Customers' widgets, without sign-in or cookie.
fn widget() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(widget::http::facts))
        .routes(routes!(widget::http::screening))
        .routes(routes!(widget::http::open))
        .routes(routes!(ledger::http::receipt))
        .routes(routes!(ledger::http::credentials))
}

/// Agents' consoles, with a sign-in.
fn console() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(accounts::http::begin))
        .routes(routes!(accounts::http::current, accounts::http::end))
        .routes(routes!(accounts::http::code))
        .routes(routes!(accounts::http::ask_passkey))
        .routes(routes!(accounts::http::passkey))
        .routes(routes!(accounts::http::anew))
        .routes(routes!(accounts::http::end_other))
        .routes(routes!(accounts::http::account::account))
        .routes(routes!(accounts::http::account::ask_app))
        .routes(routes!(accounts::http::account::add_app))
        .routes(routes!(accounts::http::account::ask_passkey))
        .routes(routes!(accounts::http::account::add_passkey))
        .routes(routes!(accounts::http::account::recovery_codes))
        .routes(routes!(accounts::http::account::remove_factor))
        .routes(routes!(accounts::http::account::password))
        .routes(routes!(accounts::http::account::strangers))
        .routes(routes!(accounts::http::account::judge_browser))
        .routes(routes!(accounts::http::account::unlock_device))
        .routes(routes!(accounts::http::account::active))
        .routes(routes!(accounts::http::account::lock))
        .routes(routes!(accounts::http::organisation::ways))
        .routes(routes!(accounts::http::organisation::begin))
        .routes(routes!(accounts::http::organisation::back))
        .routes(routes!(accounts::http::organisation::step))
        .routes(routes!(accounts::http::links::look))
        .routes(routes!(accounts::http::links::redeem))
        .routes(routes!(accounts::http::links::reset))
        .routes(routes!(identity::http::request_device))
        .routes(routes!(identity::http::read_device))
        .routes(routes!(identity::http::revoke_device))
        .routes(routes!(identity::http::close_account))
        .routes(routes!(identity::http::leave_key_packages))
        .routes(routes!(identity::http::leave_intake_key))
        .routes(routes!(health::self_test))
        .routes(routes!(permissions::http::grid))
        .routes(routes!(permissions::http::ask))
        .routes(routes!(
            directory::http::read_tokens,
            directory::http::make_token
        ))
        .routes(routes!(directory::http::end_token))
        .routes(routes!(duties::http::people))
        .routes(routes!(duties::http::change))
        .routes(routes!(
            duties::http::record_training,
            duties::http::end_training
        ))
        .routes(routes!(duties::http::roles))
        .routes(routes!(duties::http::compose_role, duties::http::drop_role))
        .routes(routes!(glass::http::list, glass::http::ask))
        .routes(routes!(glass::http::answer))
        .routes(routes!(glass::http::open))
        .routes(routes!(glass::http::facts))
        .routes(routes!(glass::http::end))
        .routes(routes!(glass::http::review))
        .routes(routes!(reviews::http::list, reviews::http::begin))
        .routes(routes!(reviews::http::answer))
        .routes(routes!(reviews::http::report))
        .routes(routes!(reviews::http::revive))
        .routes(routes!(reviews::http::leaving))
        .routes(routes!(inbox::http::inbox))
        .routes(routes!(inbox::http::colleagues))
        .routes(routes!(inbox::http::events))
        .routes(routes!(inbox::http::screening))
        .routes(routes!(inbox::http::held))
        .routes(routes!(conversations::http::accept))
        .routes(routes!(conversations::http::transfer))
        .routes(routes!(conversations::http::join))
        .routes(routes!(conversations::http::leave))
        .routes(routes!(conversations::http::hold))
        .routes(routes!(conversations::http::close))
        .routes(routes!(conversations::http::held))
        .routes(routes!(replies::http::list, replies::http::create))
        .routes(routes!(replies::http::change, replies::http::remove))
        .routes(routes!(conduct::http::page))
        .routes(routes!(conduct::http::own))
        .routes(routes!(ledger::http::own))
        .routes(routes!(ledger::http::statement))
        .routes(routes!(ledger::http::acts))
        .routes(routes!(ledger::http::heads))
}

/// Customers and agents, proven by the key of their leaf: the live path.
fn live() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(socket::open))
}

/// The issuer process, proven by the issuing key.
fn issuer() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(identity::http::issuer_requests))
        .routes(routes!(identity::http::issuer_answers))
}

/// Pages and their files; not part of the contract.
fn widget_pages() -> Router<Shared> {
    Router::new()
        .route("/widget/", get(assets::widget_page))
        .route("/widget/{*path}", get(assets::widget_file))
        .route("/loader/{path}", get(assets::loader_file))
}

fn console_pages() -> Router<Shared> {
    Router::new()
        .route("/console/", get(assets::console_page))
        .route("/console/{*path}", get(assets::console_file))
}

/// The ledger for outsiders; its contract is C2SP tlog-tiles, not ours.
fn log() -> Router<Shared> {
    Router::new()
        .route("/ledger/checkpoint", get(ledger::http::checkpoint))
        .route("/ledger/tile/{*path}", get(ledger::http::tile))
}

/// The organisation's directory, proven by its token; its contract is SCIM's (RFC 7644), not ours.
fn scim() -> Router<Shared> {
    directory::http::routes()
}

fn api(app: Option<&Shared>) -> OpenApiRouter<Shared> {
    let (mut widget, mut console, mut live, mut issuer) = (widget(), console(), live(), issuer());
    if let Some(app) = app {
        widget = widget.route_layer(from_fn_with_state(app.clone(), hosts::widget));
        console = console
            .route_layer(from_fn_with_state(app.clone(), refused::note))
            .route_layer(from_fn_with_state(app.clone(), hosts::console));
        live = live
            .route_layer(from_fn_with_state(app.clone(), rates::sockets))
            .route_layer(from_fn_with_state(app.clone(), hosts::either));
        issuer = issuer.route_layer(from_fn_with_state(app.clone(), hosts::either));
    }
    OpenApiRouter::with_openapi(Contract::openapi())
        .merge(health())
        .merge(widget)
        .merge(console)
        .merge(live)
        .merge(issuer)
}

/// The contract document (OpenAPI 3.1).
#[must_use]
pub fn contract() -> utoipa::openapi::OpenApi {
    api(None).split_for_parts().1
}

/// The whole service.
pub fn service(app: &Shared) -> Router {
    let (api, _) = api(Some(app)).split_for_parts();
    api.merge(widget_pages().route_layer(from_fn_with_state(app.clone(), hosts::widget)))
        .merge(console_pages().route_layer(from_fn_with_state(app.clone(), hosts::console)))
        .merge(scim().route_layer(from_fn_with_state(app.clone(), hosts::console)))
        .merge(log().route_layer(from_fn_with_state(app.clone(), hosts::either)))
        .route("/", get(assets::start))
        .method_not_allowed_fallback(async || Problem::Method)
        .fallback(async || Problem::NotFound)
        .layer(from_fn(outermost::note_route))
        .layer(DefaultBodyLimit::max(app.config.limits.body_bytes))
        .layer(from_fn_with_state(app.clone(), guard::origin))
        .layer(from_fn_with_state(app.clone(), rates::requests))
        .layer(from_fn_with_state(app.clone(), outermost::finish))
        .with_state(app.clone())
}
