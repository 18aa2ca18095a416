//! A running service: listener, background chores, and the way to stop it without losing anything.
//!
//! [`Service::start`] binds and returns at once, with the address it got (port 0 asks for a free
//! one), so that tests run many in one process. Stopping first tells the sockets, then waits for
//! requests and sockets to end, at most for the configured time. Next: [`crate::edge::router`].

use crate::app::Shared;
use crate::config::{Config, LedgerWitness};
use crate::edge::{router, tls};
use crate::features::conversations::{dispatch, reachable};
use crate::features::duties::trainings;
use crate::features::glass::tend;
use crate::features::reviews;
use crate::ledger::{go_over, sequence, syslog, witnesses};
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Bytes that one connection may buffer of request heads, and of one read.
const CONNECTION_BUFFER_BYTES: usize = 16 * 1024;

/// Why the service cannot start or ended badly.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Certificate or key.
    #[error("the listener's TLS cannot be set up")]
    Tls(#[from] tls::TlsError),
    /// The address is taken or not ours.
    #[error("cannot listen on {address}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A witness of the configuration.
    #[error("a witness of the ledger cannot be asked")]
    Witness(#[from] witnesses::WitnessError),
    /// The certificate authority of a witness.
    #[error("the file with a witness's certificate authority cannot be read")]
    Authority(#[source] std::io::Error),
    /// The task that serves ended with an error.
    #[error("the listener failed")]
    Failed(#[source] std::io::Error),
}

/// A service that listens.
#[derive(Debug)]
pub struct Service {
    /// Where.
    pub address: SocketAddr,
    app: Shared,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
    chores: Vec<JoinHandle<()>>,
}

impl Service {
    /// Binds and serves with the certificate of the configuration.
    ///
    /// # Errors
    /// [`ServiceError`].
    pub fn start(app: Shared) -> Result<Self, ServiceError> {
        let config = &app.config;
        let certificate = config.in_data_folder(&config.tls.certificate);
        let tls = tls::server_config(&certificate, &config.in_data_folder(&config.tls.key))?;
        Self::start_with(app, tls)
    }

    /// As [`Service::start`] with TLS of the caller's choice.
    ///
    /// # Errors
    /// [`ServiceError`].
    pub fn start_with(app: Shared, tls: Arc<rustls::ServerConfig>) -> Result<Self, ServiceError> {
        let listener = listen(app.config.listen)?;
        Self::start_on(app, tls, listener)
    }

    /// As [`Service::start_with`] on a listener that is already bound.
    ///
    /// # Errors
    /// [`ServiceError`].
    pub fn start_on(
        app: Shared,
        tls: Arc<rustls::ServerConfig>,
        listener: std::net::TcpListener,
    ) -> Result<Self, ServiceError> {
        let asked = app.config.listen;
        let failed = |source| ServiceError::Listen {
            address: asked,
            source,
        };
        let address = listener.local_addr().map_err(failed)?;
        let handle = Handle::<SocketAddr>::new();
        let acceptor =
            RustlsAcceptor::new(RustlsConfig::from_config(tls)).acceptor(NoDelayAcceptor::new());
        let mut server = axum_server::from_tcp(listener)
            .map_err(failed)?
            .acceptor(acceptor)
            .handle(handle.clone());
        // A head that comes too slowly is cut off: otherwise few clients could hold all sockets.
        server
            .http_builder()
            .http1()
            .timer(hyper_util::rt::TokioTimer::new())
            .header_read_timeout(Duration::from_secs(10))
            .max_buf_size(CONNECTION_BUFFER_BYTES);
        server
            .http_builder()
            .http2()
            .timer(hyper_util::rt::TokioTimer::new())
            .max_concurrent_streams(64)
            .keep_alive_interval(Duration::from_secs(30));
        let routes = router::service(&app).into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(server.serve(routes));
        let mut chores = vec![
            tokio::spawn(forget_silent_addresses(app.clone())),
            tokio::spawn(sequence::run(app.clone())),
            tokio::spawn(go_over::run(app.clone())),
            tokio::spawn(dispatch::run(app.clone())),
            tokio::spawn(reachable::run(app.clone())),
            tokio::spawn(trainings::run(app.clone())),
            tokio::spawn(tend::run(app.clone())),
            tokio::spawn(reviews::tend::run(app.clone())),
        ];
        for witness in &app.config.ledger.witnesses {
            let remote = witness_of(&app.config, witness)?;
            chores.push(tokio::spawn(witnesses::run(app.clone(), remote)));
        }
        if let Some(to) = &app.config.ledger.syslog {
            chores.push(tokio::spawn(syslog::run(app.clone(), to.clone())));
        }
        Ok(Self {
            address,
            app,
            handle,
            serving,
            chores,
        })
    }

    /// Tells sockets to end, takes no new connections, waits, then cuts.
    ///
    /// # Errors
    /// [`ServiceError::Failed`] when serving ended with an error.
    pub async fn stop(self) -> Result<(), ServiceError> {
        self.app.stopping.send_replace(true);
        self.app.hub.drain();
        let drain = Duration::from_secs(u64::from(self.app.config.limits.drain_seconds));
        self.handle.graceful_shutdown(Some(drain));
        for chore in self.chores {
            chore.abort();
        }
        // Upgraded sockets are not the listener's any more: they hold permits until they ended.
        let sockets = self.app.config.limits.open_sockets;
        let all = self.app.sockets.acquire_many(sockets);
        drop(tokio::time::timeout(drain, all).await);
        let served = self.serving.await;
        self.app.hub.stop();
        // A service that ends in order leaves no leaf unsigned; else the next start signs them.
        let now = self.app.now();
        drop(self.app.ledger.sequence(&self.app.store, now).await);
        // The last thing: nothing that was acknowledged is in memory alone.
        self.app.store.clone().close().await;
        match served {
            Ok(Err(error)) => Err(ServiceError::Failed(error)),
            Ok(Ok(())) | Err(_) => Ok(()),
        }
    }
}

/// Binds the address with the backlog of a busy service; the port may be 0.
///
/// # Errors
/// [`ServiceError::Listen`].
pub fn listen(address: SocketAddr) -> Result<std::net::TcpListener, ServiceError> {
    let bind = || {
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    };
    bind().map_err(|source| ServiceError::Listen { address, source })
}

fn witness_of(config: &Config, witness: &LedgerWitness) -> Result<witnesses::Remote, ServiceError> {
    let file = witness.authority.as_ref();
    let authority = file.map(|file| std::fs::read(config.in_data_folder(file)));
    let authority = authority.transpose().map_err(ServiceError::Authority)?;
    Ok(witnesses::Remote::new(witness, authority.as_deref())?)
}

async fn forget_silent_addresses(app: Shared) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        app.rates.forget_silent();
    }
}
