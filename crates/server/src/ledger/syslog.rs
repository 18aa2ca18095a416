//! A follower of the ledger for a SIEM: each signed leaf as one syslog message (RFC 5424) that carries
//! the OCSF event, over TLS (RFC 5425), or in datagrams on this machine.
//!
//! It sends what a head covers, in order, and keeps the number of the last one in a file of the data
//! folder, so that a restart goes on where it stopped; after a crash the last few may come twice. It never
//! holds anything up: a receiver that is away is tried again. Refuses datagrams to other machines, which
//! anybody between could read and drop. Next: [`super::ocsf`].

use super::ocsf;
use crate::app::Shared;
use crate::config::{LedgerSyslog, SyslogTransport};
use crate::edge::tls;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tacita_ledger::{Leaf, LeafKind};
use tacita_store::{LedgerRows, StoreError};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, UdpSocket, UnixDatagram};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Where the number of the last leaf that was sent is kept.
const PLACE: &str = "syslog.place";
/// Leaves that are read at once.
const SLICE: u32 = 256;
/// After a receiver that could not be reached.
const AGAIN: Duration = Duration::from_secs(5);
/// How long a connection may take to come about.
const PATIENCE: Duration = Duration::from_secs(10);
/// Facility "log audit" (RFC 5424 section 6.2.1) times eight.
const FACILITY: u8 = 13 * 8;

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum SyslogError {
    /// Address or authority of the configuration cannot be used.
    #[error("the syslog receiver of the configuration cannot be used")]
    Configured,
    /// It cannot be reached, or went away.
    #[error("the syslog receiver cannot be reached")]
    Unreachable(#[from] std::io::Error),
    /// The rows.
    #[error("the ledger's rows cannot be used")]
    Store(#[from] StoreError),
}

enum Way {
    Tls(Box<TlsStream<TcpStream>>),
    Udp(UdpSocket),
    Unix(UnixDatagram),
}

impl Way {
    async fn open(to: &LedgerSyslog, authority: Option<&Path>) -> Result<Self, SyslogError> {
        match to.transport {
            SyslogTransport::Tls => {
                let opening = over_tls(&to.address, authority.ok_or(SyslogError::Configured)?);
                let late = |_| std::io::Error::from(std::io::ErrorKind::TimedOut);
                let stream = tokio::time::timeout(PATIENCE, opening)
                    .await
                    .map_err(late)?;
                Ok(Self::Tls(Box::new(stream?)))
            }
            SyslogTransport::Udp => {
                let socket = UdpSocket::bind(("127.0.0.1", 0)).await?;
                socket.connect(&to.address).await?;
                Ok(Self::Udp(socket))
            }
            SyslogTransport::Unix => {
                let socket = UnixDatagram::unbound()?;
                socket.connect(&to.address)?;
                Ok(Self::Unix(socket))
            }
        }
    }

    async fn send(&mut self, message: &str) -> Result<(), SyslogError> {
        match self {
            Self::Tls(stream) => {
                // RFC 5425 section 4.3: the length, a space, the message.
                let frame = format!("{} {message}", message.len());
                stream.write_all(frame.as_bytes()).await?;
            }
            Self::Udp(socket) => drop(socket.send(message.as_bytes()).await?),
            Self::Unix(socket) => drop(socket.send(message.as_bytes()).await?),
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), SyslogError> {
        if let Self::Tls(stream) = self {
            stream.flush().await?;
        }
        Ok(())
    }
}

async fn over_tls(address: &str, authority: &Path) -> Result<TlsStream<TcpStream>, SyslogError> {
    let bad = || SyslogError::Configured;
    let (host, _) = address.rsplit_once(':').ok_or_else(bad)?;
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(authority).map_err(|_| bad())? {
        let certificate = certificate.map_err(|_| bad())?;
        roots.add(certificate).map_err(|_| bad())?;
    }
    let config = rustls::ClientConfig::builder_with_provider(tls::provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|_| bad())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|_| bad())?;
    let stream = TcpStream::connect(address).await?;
    let connector = TlsConnector::from(Arc::new(config));
    Ok(connector.connect(name, stream).await?)
}

/// One leaf as a message of RFC 5424.
#[must_use]
pub fn message(host: &str, number: u64, leaf: &Leaf) -> String {
    let severity = match leaf.kind {
        LeafKind::Denied | LeafKind::SignInRefused | LeafKind::DeviceRefused => 4,
        LeafKind::Administered
        | LeafKind::ConfigurationChanged
        | LeafKind::ScreeningChanged
        | LeafKind::KeysChanged
        | LeafKind::DeviceRevoked => 5,
        _ => 6,
    };
    let seconds = time::OffsetDateTime::from_unix_timestamp(leaf.when.as_seconds());
    let micros = leaf.when.0.rem_euclid(1_000_000);
    let when = seconds.map_or_else(
        |_| "-".to_owned(),
        |at| {
            format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{micros:06}Z",
                at.year(),
                u8::from(at.month()),
                at.day(),
                at.hour(),
                at.minute(),
                at.second()
            )
        },
    );
    format!(
        "<{}>1 {when} {host} tacita - {} - {}",
        FACILITY.saturating_add(severity),
        leaf.kind.as_str(),
        ocsf::event(number, leaf)
    )
}

/// Follows the signed heads until it is dropped.
pub async fn run(app: Shared, to: LedgerSyslog) {
    let authority = to
        .authority
        .as_ref()
        .map(|path| app.config.in_data_folder(path));
    let place = app.config.data_folder.join(PLACE);
    let host = app
        .config
        .console_host
        .split(':')
        .next()
        .unwrap_or("-")
        .to_owned();
    let mut heads = app.ledger.head.subscribe();
    let mut way = None;
    let mut silent = false;
    loop {
        let size = heads
            .borrow_and_update()
            .as_ref()
            .map_or(0, |head| head.size);
        let rows = app.store.ledger();
        let sent = catch_up(
            &rows,
            &place,
            size,
            &host,
            &mut way,
            (&to, authority.as_deref()),
        );
        match sent.await {
            Ok(()) => silent = false,
            Err(error) => {
                // Once, not every few seconds: a receiver may be away for a night.
                if !silent {
                    tracing::warn!(event = "syslog-waits", error = %error);
                }
                (way, silent) = (None, true);
                tokio::time::sleep(AGAIN).await;
                continue;
            }
        }
        if heads.changed().await.is_err() {
            return;
        }
    }
}

async fn catch_up(
    rows: &LedgerRows,
    place: &Path,
    size: u64,
    host: &str,
    way: &mut Option<Way>,
    (to, authority): (&LedgerSyslog, Option<&Path>),
) -> Result<(), SyslogError> {
    let mut after = read_place(place)?;
    while after < size {
        let open = match way {
            Some(open) => open,
            None => way.insert(Way::open(to, authority).await?),
        };
        let slice = rows.leaves(after, SLICE).await?;
        let covered = slice.iter().take_while(|row| row.number <= size);
        let before = after;
        for row in covered {
            if let Some(leaf) = &row.leaf {
                open.send(&message(host, row.number, leaf)).await?;
            }
            after = row.number;
        }
        if after == before {
            break;
        }
        open.flush().await?;
        write_place(place, after)?;
    }
    Ok(())
}

fn read_place(place: &Path) -> Result<u64, SyslogError> {
    match std::fs::read_to_string(place) {
        Ok(text) => Ok(text.trim().parse().unwrap_or(0)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Written beside and moved, so that a kill leaves the old number or the new one.
fn write_place(place: &Path, number: u64) -> Result<(), SyslogError> {
    let fresh: PathBuf = place.with_extension("new");
    std::fs::write(&fresh, format!("{number}\n"))?;
    Ok(std::fs::rename(&fresh, place)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacita_ledger::WhoHash;
    use tacita_model::{Purpose, RequestId, Timestamp, TypedId};

    #[test]
    fn a_message_has_the_form_of_rfc_5424_and_carries_the_event() {
        let leaf = Leaf {
            kind: LeafKind::Denied,
            who: WhoHash([1; 32]),
            what: [2; 32],
            purpose: Some(Purpose::AnswerChat),
            when: Timestamp(1_700_000_000_000_042),
            request: RequestId::from_bytes([3; 16]),
        };
        let text = message("desk.example.org", 7, &leaf);
        let head = "<108>1 2023-11-14T22:13:20.000042Z desk.example.org tacita - denied - {";
        assert!(text.starts_with(head), "{text}");
        let (_, event) = text.split_once(" - {").unwrap();
        let event: serde_json::Value = serde_json::from_str(&format!("{{{event}")).unwrap();
        assert_eq!(event["metadata"]["sequence"], 7);
        assert_eq!(event["status_id"], 2);
        assert!(!text.contains('\n'));
    }
}
