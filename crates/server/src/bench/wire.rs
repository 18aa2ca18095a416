//! The client's side of a WebSocket over TLS 1.3, and the line between it and a person's device.
//!
//! Trusts the one authority that it was given. When a device lets go of its socket, the socket stays
//! open in the [`Tap`], so that the generator can go on where the brain stopped: proven, caught up,
//! in a running group.

use super::person::Wire;
use crate::commands::Failure;
use crate::edge::tls;
use futures_util::{SinkExt, StreamExt};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tacita_protocol::hot;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// An open socket.
pub type Socket = WebSocketStream<TlsStream<TcpStream>>;

/// Where the service is and whom to believe.
#[derive(Clone)]
pub struct Address {
    /// Host and port, as sockets sign it.
    pub host: String,
    port: u16,
    connector: TlsConnector,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.host)
    }
}

impl Address {
    /// A service on this machine.
    ///
    /// # Errors
    /// When the authority's file cannot be used.
    pub fn new(port: u16, authority: &Path) -> Result<Self, Failure> {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(authority)?)?;
        let config = rustls::ClientConfig::builder_with_provider(tls::provider())
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            host: format!("localhost:{port}"),
            port,
            connector: TlsConnector::from(Arc::new(config)),
        })
    }

    /// Opens a WebSocket, with a sign-in's cookie for an agent's.
    ///
    /// # Errors
    /// The network's, TLS's or the service's refusal.
    pub async fn open(&self, path: &str, cookie: Option<&str>) -> Result<Socket, Failure> {
        let mut request = format!("wss://{}{path}", self.host).into_client_request()?;
        let headers = request.headers_mut();
        headers.insert("origin", format!("https://{}", self.host).parse()?);
        if let Some(cookie) = cookie {
            headers.insert("cookie", cookie.parse()?);
        }
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.set_nodelay(true)?;
        let name = ServerName::try_from("localhost")?;
        let stream = self.connector.connect(name, stream).await?;
        let (socket, _) = tokio_tungstenite::client_async(request, stream).await?;
        Ok(socket)
    }
}

/// What a device leaves behind: its last post as it was sent, and the socket.
#[derive(Debug, Default)]
pub struct Tap {
    last_post: Mutex<Option<Vec<u8>>>,
    socket: Mutex<Option<Socket>>,
}

impl Tap {
    /// The last post.
    #[must_use]
    pub fn last_post(&self) -> Option<Vec<u8>> {
        let post = self.last_post.lock();
        post.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The socket, once the device has let go of it.
    #[must_use]
    pub fn take_socket(&self) -> Option<Socket> {
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        socket.take()
    }
}

/// Carries frames between a socket and a device.
#[must_use]
pub fn carry(mut socket: Socket, tap: Arc<Tap>) -> Wire {
    let (send, mut from_device) = mpsc::unbounded_channel::<Vec<u8>>();
    let (to_device, receive) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                frame = from_device.recv() => {
                    let Some(frame) = frame else { break };
                    if frame.first() == Some(&hot::POST) {
                        let mut last = tap.last_post.lock().unwrap_or_else(PoisonError::into_inner);
                        *last = Some(frame.clone());
                    }
                    if socket.send(Message::Binary(frame.into())).await.is_err() {
                        return;
                    }
                }
                message = socket.next() => match message {
                    Some(Ok(Message::Binary(frame))) => {
                        // Nobody listens any more: the other arm ends this at once.
                        let _gone = to_device.send(frame.to_vec());
                    }
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                    Some(Ok(_)) => {}
                },
            }
        }
        let mut left = tap.socket.lock().unwrap_or_else(PoisonError::into_inner);
        *left = Some(socket);
    });
    Wire { send, receive }
}
