//! The listener's TLS: 1.3 alone, X25519MLKEM768 first, tickets for resumption.
//!
//! Refuses a certificate that has ended, does not name our hosts, or whose key others may read.
//! There is no plaintext listener anywhere in this program.

use crate::config::Config;
use crate::config::check::{Complaint, Weight};
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tacita_model::Timestamp;

/// Why the listener cannot be made. The operator's fault, or the disk's.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A PEM file is missing or holds something else.
    #[error("cannot read {path}")]
    Pem {
        /// Which.
        path: PathBuf,
        /// Why.
        source: rustls::pki_types::pem::Error,
    },
    /// Certificate and key do not fit each other, or the library refuses them.
    #[error("certificate and key cannot be used")]
    Refused(#[from] rustls::Error),
}

/// The algorithms: TLS 1.3 suites, hybrid key exchange first.
///
/// Practice: B1 (TLS 1.3 alone).
#[must_use]
pub fn provider() -> Arc<CryptoProvider> {
    let mut provider = aws_lc_rs::default_provider();
    provider.kx_groups = vec![
        aws_lc_rs::kx_group::X25519MLKEM768,
        aws_lc_rs::kx_group::X25519,
        aws_lc_rs::kx_group::SECP256R1,
    ];
    provider.cipher_suites = vec![
        aws_lc_rs::cipher_suite::TLS13_AES_128_GCM_SHA256,
        aws_lc_rs::cipher_suite::TLS13_AES_256_GCM_SHA384,
        aws_lc_rs::cipher_suite::TLS13_CHACHA20_POLY1305_SHA256,
    ];
    Arc::new(provider)
}

/// The listener's configuration from two PEM files.
///
/// # Errors
/// [`TlsError`].
pub fn server_config(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let chain = read_chain(certificate)?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|source| TlsError::Pem {
        path: key.to_owned(),
        source,
    })?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(chain, secret)?;
    config.ticketer = aws_lc_rs::Ticketer::new()?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

pub(super) fn read_chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let failed = |source| TlsError::Pem {
        path: path.to_owned(),
        source,
    };
    CertificateDer::pem_file_iter(path)
        .map_err(failed)?
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)
}

/// What is wrong with the files, for `doctor` and before start.
///
/// Practice: B1 (start refuses weak configuration).
#[must_use]
pub fn check(config: &Config, now: Timestamp) -> Vec<Complaint> {
    let mut found = Vec::new();
    let mut add = |weight, field: &str, what: String, mend: &str| {
        found.push(Complaint {
            weight,
            field: field.to_owned(),
            what,
            mend: mend.to_owned(),
        });
    };
    let certificate = config.in_data_folder(&config.tls.certificate);
    let key = config.in_data_folder(&config.tls.key);
    if let Err(error) = server_config(&certificate, &key) {
        let about_key = matches!(&error, TlsError::Pem { path, .. } if *path == key);
        let field = if about_key {
            "tls.key"
        } else {
            "tls.certificate"
        };
        let what = crate::commands::describe(&error);
        let mend = "put a certificate and its own key there; `tacita init --local-certificate` \
                    makes one for this machine alone";
        add(Weight::Stop, field, what, mend);
        return found;
    }
    if std::fs::metadata(&key).is_ok_and(|facts| facts.permissions().mode() & 0o077 != 0) {
        let what = format!("{} is readable to others", key.display());
        add(Weight::Stop, "tls.key", what, "run `chmod 600` on it");
    }
    let Some(end) = read_chain(&certificate)
        .ok()
        .and_then(|chain| end_of(&chain))
    else {
        let what = format!("{} cannot be read as a certificate", certificate.display());
        add(Weight::Stop, "tls.certificate", what, "ask for it anew");
        return found;
    };
    if end <= now {
        add(
            Weight::Stop,
            "tls.certificate",
            "has ended".to_owned(),
            "renew it",
        );
    } else if end <= now.plus_seconds(7 * 24 * 3600) {
        add(
            Weight::Advice,
            "tls.certificate",
            "ends within a week".to_owned(),
            "renew it",
        );
    }
    for (field, host) in [
        ("widget_host", &config.widget_host),
        ("console_host", &config.console_host),
    ] {
        if !names(&certificate, host) {
            let what = format!("the certificate does not name {host}");
            add(
                Weight::Stop,
                field,
                what,
                "ask for a certificate that names both hosts",
            );
        }
    }
    found
}

pub(super) fn end_of(chain: &[CertificateDer<'_>]) -> Option<Timestamp> {
    let (_, parsed) = x509_parser::parse_x509_certificate(chain.first()?).ok()?;
    Some(Timestamp::default().plus_seconds(parsed.validity().not_after.timestamp()))
}

fn names(certificate: &Path, host: &str) -> bool {
    let Ok(chain) = read_chain(certificate) else {
        return false;
    };
    let Some(url) = reqwest::Url::parse(&format!("https://{host}/")).ok() else {
        return false;
    };
    let Some(name) = url
        .host_str()
        .map(|name| name.trim_matches(['[', ']']).to_owned())
    else {
        return false;
    };
    let Ok(name) = rustls::pki_types::ServerName::try_from(name) else {
        return false;
    };
    let Some(end) = chain.first() else {
        return false;
    };
    let Ok(parsed) = rustls::server::ParsedCertificate::try_from(end) else {
        return false;
    };
    rustls::client::verify_server_name(&parsed, &name).is_ok()
}
