//! Every route on one page, grouped by who calls it.

use crate::app::Shared;
use crate::edge::socket;
use crate::features::conversations;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What agents' consoles call, with a sign-in.
fn console() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(conversations::http::accept))
        .routes(routes!(conversations::http::transfer))
        .routes(routes!(conversations::http::close))
}

/// The conversation's socket, on both host names.
fn live() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(socket::open))
}

/// All of it.
pub fn routes() -> OpenApiRouter<Shared> {
    console().merge(live())
}
