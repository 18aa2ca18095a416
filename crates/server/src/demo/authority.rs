//! A certificate authority for `localhost` and 127.0.0.1 alone (name constraints, RFC 5280 section
//! 4.2.1.10), for 30 days, and one server certificate. The authority's private key is dropped after
//! signing: nobody can sign anything else with it, whoever trusts it.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints,
};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tacita_model::Timestamp;

const DAYS: u64 = 30;
const DAY_SECONDS: u64 = 24 * 60 * 60;

/// Why the certificates cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// The library refused.
    #[error("a certificate cannot be made")]
    Library(#[from] rcgen::Error),
    /// The disk refused.
    #[error("cannot write {path}")]
    Disk {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Where the files are.
#[derive(Debug, Clone)]
pub struct Files {
    /// The authority's certificate (PEM).
    pub authority: PathBuf,
    /// The server's certificate (PEM).
    pub certificate: PathBuf,
    /// Its key (PEM).
    pub key: PathBuf,
}

impl Files {
    /// The files of a folder.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self {
            authority: folder.join("authority.pem"),
            certificate: folder.join("certificate.pem"),
            key: folder.join("key.pem"),
        }
    }

    /// Whether they are there and good for another day. Otherwise everything is made anew.
    #[must_use]
    pub fn are_good(&self, now: Timestamp) -> bool {
        let end = |path: &Path| {
            let pem = std::fs::read(path).ok()?;
            let (_, pem) = x509_parser::pem::parse_x509_pem(&pem).ok()?;
            Some(pem.parse_x509().ok()?.validity().not_after.timestamp())
        };
        let tomorrow = now.plus_seconds(24 * 60 * 60).as_seconds();
        self.key.is_file()
            && [&self.authority, &self.certificate]
                .iter()
                .all(|path| end(path).is_some_and(|end| end > tomorrow))
    }
}

/// Makes authority and certificate. What was there is replaced.
///
/// # Errors
/// [`AuthorityError`].
pub fn make(files: &Files, now: Timestamp) -> Result<(), AuthorityError> {
    let seconds = u64::try_from(now.as_seconds()).unwrap_or(0);
    let at = |seconds| rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs(seconds);
    let (begin, end) = (
        at(seconds.saturating_sub(3600)),
        at(seconds + DAYS * DAY_SECONDS),
    );

    let mut authority = CertificateParams::default();
    authority.distinguished_name = name("Tacita demo authority (this machine alone)");
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    authority.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![
            GeneralSubtree::DnsName("localhost".to_owned()),
            GeneralSubtree::IpAddress(CidrSubnet::V4([127, 0, 0, 1], [255; 4])),
        ],
        excluded_subtrees: Vec::new(),
    });
    (authority.not_before, authority.not_after) = (begin, end);
    let issuer = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;

    let mut server = CertificateParams::new(vec!["localhost".to_owned(), "127.0.0.1".to_owned()])?;
    server.distinguished_name = name("Tacita demo");
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.use_authority_key_identifier_extension = true;
    (server.not_before, server.not_after) = (begin, end);
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &issuer)?;

    write(&files.authority, issuer.pem().as_bytes())?;
    write(&files.certificate, certificate.pem().as_bytes())?;
    write(&files.key, key.serialize_pem().as_bytes())
}

fn name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), AuthorityError> {
    super::folder::write_private(path, bytes).map_err(|source| AuthorityError::Disk {
        path: path.to_owned(),
        source,
    })
}
