//! The routes of the inbox, and the console's socket.

use super::{colleagues, console, list};
use crate::app::Shared;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::edge::rates::Origin;
use crate::features::accounts;
use crate::features::glass::send;
use crate::features::leaves::listed;
use crate::screening::language;
use axum::Json;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tacita_ledger::LeafKind;
use tacita_model::Purpose;
use tacita_protocol::http::glass::{HeldInQueue, HeldKinds};
use tacita_protocol::http::{Colleagues, ConsoleEvent, Inbox};
use tacita_screen::policy::writer::Writer;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

/// Events that may wait for a slow console; beyond that its rows wait.
const WAITING_EVENTS: usize = 64;
/// A console that does not take an event for so long is cut off and comes back.
const SLOW: Duration = Duration::from_secs(20);

/// Conversations that the person may see, with exact counts.
#[utoipa::path(get, path = "/v1/inbox", tag = "console",
    responses((status = 200, body = Inbox), (status = 401)))]
pub async fn inbox(app: State<Shared>, agent: SignedInAgent) -> Result<Json<Inbox>, Problem> {
    let purpose = Purpose::TriageQueue;
    listed(&app, LeafKind::InboxListed, &agent, purpose, "inbox").await?;
    let viewer = list::Viewer::of(&app, agent).await?;
    Ok(Json(list::inbox(&list::rows(&app, &viewer).await?)))
}

/// To whom a chat can be handed.
#[utoipa::path(get, path = "/v1/colleagues", tag = "console",
    responses((status = 200, body = Colleagues), (status = 401)))]
pub async fn colleagues(
    app: State<Shared>,
    agent: SignedInAgent,
) -> Result<Json<Colleagues>, Problem> {
    let (kind, purpose) = (LeafKind::ColleaguesListed, Purpose::AnswerChat);
    listed(&app, kind, &agent, purpose, "colleagues").await?;
    Ok(Json(colleagues::list(&app, &agent).await?))
}

/// Which chat is screened for.
#[derive(Debug, serde::Deserialize)]
pub struct ForChat {
    /// The chat in which something may have been let through.
    conversation: Option<String>,
}

/// What the console screens by: lines of the screening policy, queues by their ids.
#[utoipa::path(get, path = "/v1/screening", tag = "console",
    params(("conversation" = Option<String>, Query, description = "the chat that it is for")),
    responses((status = 200, body = String, content_type = "text/plain"), (status = 400), (status = 401)))]
pub async fn screening(
    app: State<Shared>,
    agent: SignedInAgent,
    chat: Query<ForChat>,
    headers: HeaderMap,
) -> Result<String, Problem> {
    let through = match &chat.conversation {
        None => Vec::new(),
        Some(id) => {
            let id = id.parse().map_err(|_| Problem::Malformed)?;
            send::let_through(&app, &agent, id).await?
        }
    };
    let teams = agent.teams(&app).await?;
    let writer = Writer {
        role: Some(agent.role.as_str()),
        teams: &teams,
        language: language(&headers),
    };
    Ok(app.screening.of_console(&writer, &through))
}

/// What this person sends only when a second person lets it through, by queue.
#[utoipa::path(get, path = "/v1/screening/held", tag = "console",
    responses((status = 200, body = HeldKinds), (status = 401)))]
pub async fn held(app: State<Shared>, agent: SignedInAgent) -> Result<Json<HeldKinds>, Problem> {
    let teams = agent.teams(&app).await?;
    let held = app.screening.held(&Writer {
        role: Some(agent.role.as_str()),
        teams: &teams,
        language: None,
    });
    let queues = held.into_iter().map(|(queue, kinds)| HeldInQueue {
        queue,
        kinds: kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
    });
    Ok(Json(HeldKinds {
        queues: queues.collect(),
    }))
}

/// The console's socket: JSON events from the server; what the client says is ignored.
#[utoipa::path(get, path = "/v1/console", tag = "console",
    responses((status = 101, description = "WebSocket of `ConsoleEvent`"), (status = 401)))]
pub async fn events(
    app: State<Shared>,
    agent: SignedInAgent,
    peer: ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    app.rates.sockets.take(&Origin::of(peer.0.ip()))?;
    let permit = Arc::clone(&app.sockets)
        .try_acquire_owned()
        .map_err(|_| Problem::Unavailable)?;
    let token = accounts::http::token(&headers).ok_or(Problem::NotSignedIn)?;
    let app = app.0;
    Ok(upgrade
        .max_message_size(1024)
        .read_buffer_size(1024)
        .write_buffer_size(0)
        .on_upgrade(move |socket| run(app, agent, token, socket, permit)))
}

async fn run(
    app: Shared,
    agent: SignedInAgent,
    token: String,
    mut socket: WebSocket,
    permit: OwnedSemaphorePermit,
) {
    app.consoles.came(agent.agent);
    app.bus.wake(Wake::Agent(agent.agent));
    let (out, mut events) = mpsc::channel::<ConsoleEvent>(WAITING_EVENTS);
    let following = async {
        if console::follow(&app, agent, &token, &out).await.is_err() {
            tracing::warn!(event = "console", why = "rows could not be read");
        }
        drop(out);
    };
    let sending = async {
        loop {
            tokio::select! {
                event = events.recv() => {
                    let Some(event) = event else { break };
                    let Ok(text) = serde_json::to_string(&event) else { break };
                    let sent = socket.send(Message::Text(text.into()));
                    if !matches!(tokio::time::timeout(SLOW, sent).await, Ok(Ok(()))) {
                        break;
                    }
                }
                said = socket.recv() => match said {
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                    Some(Ok(_)) => {}
                },
            }
        }
        drop(events);
        drop(socket);
    };
    tokio::join!(following, sending);
    app.consoles.went(agent.agent);
    app.bus.wake(Wake::Agent(agent.agent));
    drop(permit);
}
