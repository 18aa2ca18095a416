//! A reconnect storm: every idle socket is cut at the same moment, and all come back at once.
//!
//! Coming back is what a device does: TCP, TLS, challenge, signed hello, and everything the service
//! sends until it says that the log is caught up. All devices share the generator's core, so the time
//! is that of the slower side; both are told.

use super::idle::Sockets;
use super::machine::Reading;
use super::service::Service;
use crate::commands::Failure;
use serde::Serialize;
use std::time::Duration;

/// Until the service has noticed that they are gone.
const SETTLE: Duration = Duration::from_secs(2);

/// The figures.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Storm {
    /// Sockets that were cut.
    pub sockets: usize,
    /// Until the last of them was caught up.
    pub seconds: f64,
    /// Processor time of the service for one, in milliseconds.
    pub server_cpu_ms_each: f64,
    /// Processor time of the devices for one, in milliseconds.
    pub clients_cpu_ms_each: f64,
}

/// Cuts them and lets them come back.
///
/// # Errors
/// When one does not.
pub async fn measure(service: &Service, mut sockets: Sockets) -> Result<Storm, Failure> {
    let count = sockets.cut();
    tokio::time::sleep(SETTLE).await;
    let before = Reading::take(service.pid);
    let back = sockets.open_all(service).await?;
    let used = before.since(service.pid);
    drop(back);
    let each = |seconds: f64| {
        seconds * 1000.0 / super::machine::number(u64::try_from(count.max(1)).unwrap_or(1))
    };
    Ok(Storm {
        sockets: count,
        seconds: used.seconds,
        server_cpu_ms_each: each(used.server_cpu_seconds),
        clients_cpu_ms_each: each(used.generator_cpu_seconds),
    })
}
