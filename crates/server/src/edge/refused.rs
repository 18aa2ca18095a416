//! A person of the desk was refused something: one leaf, durable before the refusal is answered.
//!
//! A layer of the console's routes, so that whatever decides and whatever is decided, the refusal is in
//! the ledger: of things that exist and of things that do not, which look the same from outside. It
//! writes nothing for requests without a sign-in: anybody could fill the log with them.
//!
//! Practice: G4

use crate::app::{App, Shared};
use crate::context::Request as Mark;
use crate::edge::errors::Problem;
use crate::features::accounts::{http, sign_in};
use crate::features::leaves::{leaf, words};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, ConversationId, DeviceId, RequestId};
use tacita_store::StoreError;

/// Layer of the console's routes.
pub async fn note(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let mark = request.extensions().get::<Mark>().map(|mark| mark.0);
    let token = http::token(request.headers());
    let what = about(request.uri().path(), request.extensions().get());
    let response = next.run(request).await;
    let refusal = matches!(
        response.extensions().get(),
        Some(Problem::NotFound | Problem::NotProven | Problem::NoReveal)
    );
    let (true, Some(mark), Some(token)) = (refusal, mark, token) else {
        return response;
    };
    match write(&app, mark, &token, what).await {
        Ok(()) => response,
        Err(error) => Problem::from(error).into_response(),
    }
}

async fn write(
    app: &App,
    request: RequestId,
    token: &str,
    what: [u8; 32],
) -> Result<(), StoreError> {
    let Some(agent) = sign_in::who(app, token, request).await? else {
        return Ok(());
    };
    let denied = leaf(app, LeafKind::Denied, Subject::of(agent.agent)).await?;
    let denied = denied.in_request(request).of(what);
    app.store.commit(Vec::new(), vec![denied]).await.map(drop)
}

/// What was asked about: the conversation, device or person of the address, else the route.
fn about(path: &str, route: Option<&MatchedPath>) -> [u8; 32] {
    let id = path.split('/').find_map(|part| {
        let conversation = part.parse().ok().map(Leaf::what_id::<ConversationId>);
        conversation
            .or_else(|| part.parse().ok().map(Leaf::what_id::<DeviceId>))
            .or_else(|| part.parse().ok().map(Leaf::what_id::<AgentId>))
    });
    id.unwrap_or_else(|| words(route.map_or("", MatchedPath::as_str)))
}
