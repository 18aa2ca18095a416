//! The WebSocket of one conversation: challenge, hello, then frames both ways.
//!
//! Signatures, decoding and hashing happen here, on the socket's own task, so that the engine only
//! compares. Buffers are small (the library's own would cost 136 KiB a socket), there is no timer
//! per socket, and a device that does not read is cut off. Next: [`crate::features::conversations`].

use crate::app::Shared;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::edge::frames::{self, Proven, TurnedAway};
use crate::features::conversations::engine::input::{Hello, Input};
use crate::features::conversations::outbound::{End, Outbound};
use crate::features::conversations::{Hub, World};
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tacita_model::ConversationId;
use tacita_protocol::Blob;
use tacita_protocol::control::{self, FromServer, Refusal, What};
use tacita_protocol::{hot, limits};
use tokio_tungstenite::tungstenite;

/// Bytes read from the connection at once. Larger frames take several reads, which is rare.
const READ_BUFFER_BYTES: usize = 1024;
/// Bytes gathered before the connection is written to, when several frames wait.
const WRITE_BUFFER_BYTES: usize = 4 * 1024;
/// Time for the first frame.
const HELLO_SECONDS: u64 = 10;
/// Frames that cannot be read before the socket is ended.
const BAD_FRAMES: u32 = 16;

/// Opens a socket: challenge, hello, then the conversation's frames.
#[utoipa::path(get, path = "/v1/socket", responses((status = 101)))]
pub async fn open(
    State(app): State<Shared>,
    agent: Result<SignedInAgent, Problem>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let permit = Arc::clone(&app.sockets)
        .try_acquire_owned()
        .map_err(|_| Problem::Unavailable)?;
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .ok_or(Problem::Malformed)?
        .to_owned();
    let hub = app.hub.clone();
    let agent = agent.ok();
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_write_buffer_size(1024 * 1024)
        .max_message_size(limits::CONTROL_FRAME_BYTES)
        .max_frame_size(limits::CONTROL_FRAME_BYTES);
    Ok(upgrade.on_upgrade(async move |mut socket| {
        if let Some(world) = hub.world() {
            // What the handshake needed is gone before the long wait begins.
            let proven = Box::pin(greet(&world, &mut socket, host, agent)).await;
            if let Some((proven, hello)) = proven {
                serve(&hub, &world, socket, proven, hello).await;
            }
        }
        // Stopping waits for the last permit.
        drop(permit);
    }))
}

/// What the first frame said, besides who it is.
struct Greeting {
    seen: tacita_model::Place,
}

/// Sends the challenge and checks the answer. A bad one is answered in one word and ended.
async fn greet(
    world: &World,
    socket: &mut WebSocket,
    host: String,
    agent: Option<SignedInAgent>,
) -> Option<(Proven, Greeting)> {
    let nonce: [u8; 32] = world.draw();
    let time = world.clock.now().0;
    let challenge = FromServer::Challenge {
        nonce: Blob(nonce.to_vec()),
        host: host.clone(),
        time,
    };
    let challenge = control::encode_server(&challenge).ok()?;
    socket.send(Message::Binary(challenge.into())).await.ok()?;
    let first = tokio::time::timeout(Duration::from_secs(HELLO_SECONDS), socket.recv()).await;
    let Ok(Some(Ok(Message::Binary(frame)))) = first else {
        return None;
    };
    match frames::hello(world, &host, &nonce, agent, &frame).await {
        Ok((proven, seen)) => Some((proven, Greeting { seen })),
        Err(why) => {
            metrics::counter!("tacita_hellos_refused_total").increment(1);
            turn_away(socket, why).await;
            None
        }
    }
}

async fn turn_away(socket: &mut WebSocket, why: TurnedAway) {
    if let Ok(frame) = control::encode_server(&why.frame()) {
        let _gone = socket.send(Message::Binary(frame.into())).await;
    }
    let close = CloseFrame {
        code: 1008,
        reason: "".into(),
    };
    let _gone = socket.send(Message::Close(Some(close))).await;
}

/// Carries frames both ways until one side ends.
async fn serve(
    hub: &Hub,
    world: &Arc<World>,
    mut socket: WebSocket,
    proven: Proven,
    greeting: Greeting,
) {
    let number = hub.number();
    let id = proven.conversation;
    let outbound = Arc::new(Outbound::default());
    outbound.heard.store(true, Ordering::Relaxed);
    if let Some(wheel) = hub.wheel() {
        wheel.add(&outbound);
    }
    metrics::gauge!("tacita_open_sockets").increment(1.0);
    let hello = Hello {
        socket: number,
        outbound: Arc::clone(&outbound),
        key: proven.key,
        role: proven.role,
        agent: proven.agent,
        device: proven.device,
        seen: greeting.seen,
        renew_at: proven.renew_at,
    };
    Box::pin(hub.give(Input::Hello(id, Box::new(hello)))).await;
    tokio::select! {
        // Dropping the rest also drops what is being written to a device that does not read.
        () = outbound.cut() => {}
        () = carry(hub, world, &mut socket, &outbound, &proven, id, number) => {}
    }
    Box::pin(hub.give(Input::Gone(id, number))).await;
    metrics::gauge!("tacita_open_sockets").decrement(1.0);
}

async fn carry(
    hub: &Hub,
    world: &Arc<World>,
    socket: &mut WebSocket,
    outbound: &Outbound,
    proven: &Proven,
    id: ConversationId,
    number: u64,
) {
    let mut out: Vec<Bytes> = Vec::new();
    let mut bad = 0;
    loop {
        tokio::select! {
            taken = outbound.take(&mut out) => {
                for frame in out.drain(..) {
                    if socket.feed(Message::Binary(frame)).await.is_err() {
                        return;
                    }
                }
                if taken.ping && socket.feed(Message::Ping(Bytes::new())).await.is_err() {
                    return;
                }
                if out.capacity() > 64 {
                    out = Vec::new();
                }
                if socket.flush().await.is_err() {
                    return;
                }
                if let Some(end) = taken.end {
                    return say_goodbye(socket, end).await;
                }
            }
            received = socket.next() => {
                let message = match received {
                    Some(Ok(message)) => message,
                    Some(Err(error)) => return too_large(socket, error).await,
                    None => return,
                };
                outbound.heard.store(true, Ordering::Relaxed);
                let frame = match message {
                    Message::Binary(frame) => frame,
                    Message::Ping(_) | Message::Pong(_) => continue,
                    Message::Text(_) => Bytes::new(),
                    Message::Close(_) => return,
                };
                // The rare frames wait apart from the socket's own task: what they need while the
                // database answers must not be memory of every idle socket.
                let read = if frame.first() == Some(&hot::POST) {
                    frames::read_post(proven, frame)
                } else {
                    Box::pin(frames::read(world, proven, frame)).await
                };
                match read {
                    Ok(frame) => {
                        if let Err(waits) = hub.offer(Input::Frame(id, number, frame)) {
                            Box::pin(hub.give(waits)).await;
                        }
                    }
                    Err(answer) => {
                        bad += 1;
                        outbound.push(control::encode_server(&answer).ok().map(Bytes::from));
                        if bad >= BAD_FRAMES {
                            outbound.end(End::Refused);
                        }
                    }
                }
            }
        }
    }
}

/// A frame over the limit is not read to its end, so nothing after it can be: the device is told
/// why, and the socket ends. Any other error is a connection that broke.
async fn too_large(socket: &mut WebSocket, error: axum::Error) {
    let inner = error.into_inner();
    let capacity = inner
        .downcast_ref::<tungstenite::Error>()
        .is_some_and(|error| matches!(error, tungstenite::Error::Capacity(_)));
    if !capacity {
        return;
    }
    let frame = FromServer::Refused {
        what: What::Frame,
        message: None,
        why: Refusal::TooLarge,
    };
    if let Ok(frame) = control::encode_server(&frame) {
        let _gone = socket.send(Message::Binary(frame.into())).await;
    }
    let close = CloseFrame {
        code: 1009,
        reason: "".into(),
    };
    let _gone = socket.send(Message::Close(Some(close))).await;
}

async fn say_goodbye(socket: &mut WebSocket, end: End) {
    let (code, reason) = match end {
        End::Normal => (1000, String::new()),
        End::Slow | End::Refused => (1008, String::new()),
        End::Silent => return,
        End::Drain { retry_milliseconds } => (1012, format!("retry-after-ms={retry_milliseconds}")),
    };
    let close = CloseFrame {
        code,
        reason: reason.into(),
    };
    let _gone = socket.send(Message::Close(Some(close))).await;
}
