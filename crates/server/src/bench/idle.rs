//! What an idle socket costs: proven sockets of conversations in which nobody has written.
//!
//! Each is a conversation of its own with a key of its own, opened as the widget opens it (on the
//! queue that reserves nobody), with TLS, challenge, hello and everything the service sends after.

use super::desk::randomness;
use super::machine;
use super::service::Service;
use super::wire::Socket;
use crate::commands::Failure;
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use std::time::Duration;
use tacita_protocol::control::{self, FromClient, FromServer, VERSION, WirePlace};
use tacita_protocol::http::{Bootstrap, OpenConversation};
use tacita_protocol::{Blob, hello, hot};
use tacita_seal::{Crypto, SigningKey};
use tokio_tungstenite::tungstenite::Message;

/// The site whose queue reserves nobody.
const SITE: &str = "harbour-books-billing";
/// Until the service has settled after the last socket.
const SETTLE: Duration = Duration::from_secs(2);

/// The figures.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Idle {
    /// Open sockets.
    pub sockets: usize,
    /// Memory of the service before, with their conversations opened.
    pub before_kib: u64,
    /// With all of them open.
    pub after_kib: u64,
    /// One socket.
    pub kib_per_socket: f64,
}

/// Proven sockets with nothing to say.
pub struct Sockets {
    ready: Vec<(SigningKey, Bootstrap)>,
    open: Vec<Socket>,
}

impl std::fmt::Debug for Sockets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sockets")
    }
}

impl Sockets {
    /// Drops every connection without a word; how many there were.
    pub fn cut(&mut self) -> usize {
        let count = self.open.len();
        self.open.clear();
        count
    }

    /// Opens a connection for each, all at once.
    ///
    /// # Errors
    /// When one does not open.
    pub async fn open_all(&self, service: &Service) -> Result<Vec<Socket>, Failure> {
        let all = self
            .ready
            .iter()
            .map(|(key, bootstrap)| connect(service, key, bootstrap));
        futures_util::future::try_join_all(all).await
    }
}

/// Opens them and measures; they stay open.
///
/// # Errors
/// When one does not open.
pub async fn measure(service: &Service, count: usize) -> Result<(Idle, Sockets), Failure> {
    let crypto = Crypto::new((randomness())());
    let mut ready = Vec::with_capacity(count);
    for _ in 0..count {
        let key = SigningKey::make(&crypto);
        let bootstrap = open(service, &key).await?;
        ready.push((key, bootstrap));
    }
    tokio::time::sleep(SETTLE).await;
    let before_kib = machine::resident_kib(service.pid);
    let mut open = Vec::with_capacity(count);
    for (key, bootstrap) in &ready {
        open.push(connect(service, key, bootstrap).await?);
    }
    tokio::time::sleep(SETTLE).await;
    let after_kib = machine::resident_kib(service.pid);
    let more = after_kib.saturating_sub(before_kib);
    let each = machine::number(more) / machine::number(u64::try_from(count.max(1))?);
    let found = Idle {
        sockets: count,
        before_kib,
        after_kib,
        kib_per_socket: each,
    };
    Ok((found, Sockets { ready, open }))
}

async fn open(service: &Service, key: &SigningKey) -> Result<Bootstrap, Failure> {
    let leaf_key = key.public();
    let signature = key.sign_hello(&hello::open_to_be_signed(SITE, &leaf_key), b"");
    let asked = OpenConversation {
        leaf_key: Blob(leaf_key.to_vec()),
        signature: Blob(signature.to_vec()),
        receipt: None,
        returns: None,
        language: None,
    };
    let url = format!("{}/v1/widget/sites/{SITE}/conversations", service.origin);
    let request = service.http.post(url).header("origin", &service.origin);
    let answer = request.json(&asked).send().await?.error_for_status()?;
    Ok(answer.json().await?)
}

async fn connect(
    service: &Service,
    key: &SigningKey,
    bootstrap: &Bootstrap,
) -> Result<Socket, Failure> {
    let mut socket = service.address.open("/v1/socket", None).await?;
    while let Some(message) = socket.next().await {
        let Message::Binary(frame) = message? else {
            continue;
        };
        if frame.first() != Some(&hot::SERVER_CONTROL) {
            continue;
        }
        match control::decode_server(&frame)? {
            FromServer::Challenge { nonce, host, .. } => {
                let nonce: [u8; 32] = nonce.0.try_into().map_err(|_| "not a challenge")?;
                let leaf_key = key.public();
                let id = bootstrap.conversation.0;
                let signed = hello::to_be_signed(&host, &nonce, id, &leaf_key);
                let answer = FromClient::Hello {
                    version: VERSION,
                    conversation: bootstrap.conversation,
                    leaf_key: Blob(leaf_key.to_vec()),
                    credential: bootstrap.credential.clone(),
                    signature: Blob(key.sign_hello(&signed, b"").to_vec()),
                    seen: WirePlace {
                        sequence: 0,
                        chain: Blob(vec![0; 32]),
                    },
                };
                let answer = control::encode_client(&answer)?;
                socket.send(Message::Binary(answer.into())).await?;
            }
            FromServer::CaughtUp { .. } => return Ok(socket),
            FromServer::Refused { why, .. } => {
                return Err(format!("an idle socket was refused: {why:?}").into());
            }
            _ => {}
        }
    }
    Err("an idle socket was closed".into())
}
