//! Whether the process lives and whether it can do its work. For load balancers and systemd; no
//! figure of the business, since anybody may ask.

use crate::app::Shared;
use crate::edge::errors::Problem;
use axum::extract::State;

/// The process answers.
#[utoipa::path(get, path = "/livez", tag = "health", responses((status = 200, body = String)))]
pub async fn livez() -> &'static str {
    "ok"
}

/// The database answers, the organisation's certificates are here and the service is not stopping.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = String), (status = 503)))]
pub async fn readyz(app: State<Shared>) -> Result<&'static str, Problem> {
    let stopping = *app.stopping.borrow();
    let certified = app.organisation.is_ready(&app.keys, app.now());
    app.store.queues().await?;
    if stopping || !certified {
        Err(Problem::Unavailable)
    } else {
        Ok("ok")
    }
}
