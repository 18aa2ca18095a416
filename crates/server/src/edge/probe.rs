//! Looks at the running listener from outside, as a client would: what does it really speak?
//!
//! Shown by the console's settings and by `tacita doctor`, so that the promise of practice B1 can be
//! seen and not only believed. Each check is a connection of its own to this machine. The listener
//! must show exactly the certificate of the configuration; anything else that answers there is said
//! to be somebody else. Next: [`crate::edge::tls`], [`crate::edge::headers`].

use crate::config::Config;
use crate::config::check::is_loopback_host;
use crate::edge::tls;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme,
    SupportedProtocolVersion, version,
};
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use tacita_model::Timestamp;
use tacita_protocol::http::SelfTestCheck;
use time::OffsetDateTime;

/// Time for one connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes read of an answer.
const ANSWER_BYTES: u64 = 16 * 1024;
/// A certificate that ends within this is said to be bad.
const WEEK_SECONDS: i64 = 7 * 24 * 60 * 60;

/// Makes every check. Blocks for as long as the connections take.
///
/// Practice: B1 (what the listener speaks can be seen).
#[must_use]
pub fn look(config: &Config, now: Timestamp) -> Vec<SelfTestCheck> {
    let probe = Probe {
        address: own_address(config.listen),
        host: config.console_host.clone(),
        chain: tls::read_chain(&config.in_data_folder(&config.tls.certificate)).unwrap_or_default(),
    };
    let spoken = probe.connect(&[&version::TLS13], tls::provider()).ok();
    let (protocol, exchange, hsts) = match spoken {
        Some(spoken) => {
            let hsts = if is_loopback_host(&config.console_host) {
                check("hsts", "not-applicable", String::new())
            } else {
                match spoken.hsts {
                    Some(value) => check("hsts", "good", value),
                    None => check("hsts", "bad", String::new()),
                }
            };
            (
                check("protocol", "good", spoken.version),
                check(
                    "key-exchange",
                    verdict(spoken.exchange.contains("MLKEM")),
                    spoken.exchange,
                ),
                hsts,
            )
        }
        None => (
            check("protocol", "bad", String::new()),
            check("key-exchange", "bad", String::new()),
            check("hsts", "bad", String::new()),
        ),
    };
    let older = verdict(probe.older_is_refused());
    let plaintext = verdict(probe.plaintext_is_refused());
    let ends = tls::end_of(&probe.chain);
    let lasts = verdict(ends.is_some_and(|end| end > now.plus_seconds(WEEK_SECONDS)));
    vec![
        protocol,
        check("older-refused", older, String::new()),
        check("plaintext-refused", plaintext, String::new()),
        exchange,
        hsts,
        check("certificate", lasts, ends.and_then(day).unwrap_or_default()),
    ]
}

fn verdict(good: bool) -> &'static str {
    if good { "good" } else { "bad" }
}

fn check(what: &str, state: &str, value: String) -> SelfTestCheck {
    SelfTestCheck {
        what: what.to_owned(),
        state: state.to_owned(),
        value,
    }
}

/// The day of a time as `YYYY-MM-DD` in UTC.
fn day(time: Timestamp) -> Option<String> {
    let time = OffsetDateTime::from_unix_timestamp(time.as_seconds()).ok()?;
    Some(time.date().to_string())
}

/// Where this machine reaches its own listener.
fn own_address(listen: SocketAddr) -> SocketAddr {
    match listen.ip() {
        ip if !ip.is_unspecified() => listen,
        IpAddr::V4(_) => SocketAddr::from((Ipv4Addr::LOCALHOST, listen.port())),
        IpAddr::V6(_) => SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, listen.port())),
    }
}

struct Probe {
    address: SocketAddr,
    host: String,
    chain: Vec<CertificateDer<'static>>,
}

/// What a connection turned out to be.
struct Spoken {
    version: String,
    exchange: String,
    hsts: Option<String>,
}

impl Probe {
    fn open(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    fn connect(
        &self,
        versions: &[&'static SupportedProtocolVersion],
        provider: Arc<CryptoProvider>,
    ) -> Result<Spoken, std::io::Error> {
        let pinned = Pinned {
            certificate: self.chain.first().cloned(),
            provider: Arc::clone(&provider),
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .map_err(std::io::Error::other)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(pinned))
            .with_no_client_auth();
        let name = self
            .host
            .rsplit_once(':')
            .map_or(&*self.host, |(name, _)| name);
        let name = ServerName::try_from(name.trim_matches(['[', ']']).to_owned())
            .map_err(std::io::Error::other)?;
        let mut connection =
            ClientConnection::new(Arc::new(config), name).map_err(std::io::Error::other)?;
        let mut stream = self.open()?;
        while connection.is_handshaking() {
            connection.complete_io(&mut stream)?;
        }
        let version = match connection.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_3) => "TLS 1.3",
            _ => "TLS 1.2",
        };
        let exchange = connection
            .negotiated_key_exchange_group()
            .map(|group| format!("{:?}", group.name()))
            .unwrap_or_default();
        let hsts = self.hsts(&mut rustls::Stream::new(&mut connection, &mut stream));
        Ok(Spoken {
            version: version.to_owned(),
            exchange,
            hsts,
        })
    }

    /// The header with which browsers are told to come by TLS alone.
    fn hsts(&self, stream: &mut (impl Read + Write)) -> Option<String> {
        let host = &self.host;
        let request = format!("GET /livez HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        // Whatever has come until the connection ends or the time is over.
        drop(stream.take(ANSWER_BYTES).read_to_end(&mut answer));
        let answer = String::from_utf8_lossy(&answer);
        let mut lines = answer.lines().take_while(|line| !line.is_empty());
        lines.find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("strict-transport-security")
                .then(|| value.trim().to_owned())
        })
    }

    /// TLS 1.2 is answered with an alert. What cannot be reached has refused nothing.
    fn older_is_refused(&self) -> bool {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let Err(error) = self.connect(&[&version::TLS12], provider) else {
            return false;
        };
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        matches!(inner, Some(rustls::Error::AlertReceived(_)))
    }

    /// A request without TLS gets no HTTP answer, not even a redirection.
    fn plaintext_is_refused(&self) -> bool {
        let Ok(mut stream) = self.open() else {
            return false;
        };
        let mut answer = Vec::new();
        // A connection that is cut while we ask is a refusal too.
        let request = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
        if stream.write_all(request).is_ok() {
            drop(stream.take(ANSWER_BYTES).read_to_end(&mut answer));
        }
        !answer.starts_with(b"HTTP/")
    }
}

/// Believes one certificate: that of the configuration.
#[derive(Debug)]
struct Pinned {
    certificate: Option<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.certificate.as_ref() == Some(end_entity) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(CertificateError::UnknownIssuer.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = &self.provider.signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}
