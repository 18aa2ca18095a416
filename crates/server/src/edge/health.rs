//! Whether the process lives and whether it can do its work, for load balancers and systemd; no
//! figure of the business, since anybody may ask. And for who is signed in: what the listener speaks.

use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::edge::probe;
use axum::Json;
use axum::extract::State;
use tacita_protocol::http::SelfTest;

/// The process answers.
#[utoipa::path(get, path = "/livez", tag = "health", responses((status = 200, body = String)))]
pub async fn livez() -> &'static str {
    "ok"
}

/// The database answers, the organisation's certificates are here and the service is not stopping.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = String), (status = 503)))]
pub async fn readyz(app: State<Shared>) -> Result<&'static str, Problem> {
    let stopping = *app.stopping.borrow();
    let certified = app.organisation.in_force(&app.keys, app.now()).is_some();
    app.store.queues().await?;
    if stopping || !certified {
        Err(Problem::Unavailable)
    } else {
        Ok("ok")
    }
}

/// What the listener really speaks: TLS version, key exchange, nothing older and nothing plain.
#[utoipa::path(get, path = "/v1/self-test", tag = "console",
    responses((status = 200, body = SelfTest), (status = 401)))]
pub async fn self_test(app: State<Shared>, _: SignedInAgent) -> Result<Json<SelfTest>, Problem> {
    let (config, now) = (app.config.clone(), app.now());
    let looking = tokio::task::spawn_blocking(move || probe::look(&config, now));
    let checks = looking.await.map_err(|_| Problem::Internal)?;
    Ok(Json(SelfTest { checks }))
}
