//! The issuer's folder: root key, issuing key, what it has certified and whom it has approved.
//!
//! Only its owner may read it, and `serve` refuses to start when it finds these files in its own.
//! Files are replaced whole (written beside, synced, renamed), so a power cut leaves the old one.

use crate::host::Randomness;
use crate::keys::{
    ISSUING_KEY_FILE, KeysError, ROOT_KEY_FILE, create_private_folder, load_or_write,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};
use tacita_model::{TenantId, Timestamp, TypedId};
use tacita_seal::certificate::{CERTIFICATE_DAYS, bundle};
use tacita_seal::{CertificateError, Issuing, RootKey, ServerKeys, SigningKey, Validity};
use zeroize::Zeroizing;

const STATE_FILE: &str = "issuer.json";
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Certificates begin this long before now, for clocks that are behind.
const CLOCK_SKEW_SECONDS: i64 = 5 * 60;
/// An issuing key or server certificate with less than this is replaced.
const RENEW_SECONDS: i64 = 30 * DAY_SECONDS;

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A key file.
    #[error("a key of the issuer cannot be used")]
    Keys(#[from] KeysError),
    /// The state file.
    #[error("cannot use {path}")]
    State {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A certificate cannot be made.
    #[error("a certificate cannot be made")]
    Certificate(#[from] CertificateError),
}

/// A certificate with its end, in microseconds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// What it certifies: the key, or the server's three keys in a row.
    keys: String,
    certificate: String,
    not_before: i64,
    not_after: i64,
}

/// A device that a person approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// Agent id.
    pub agent: String,
    /// Device id.
    pub device: String,
    /// Signature key, base64url.
    pub leaf_key: String,
    /// Display name as approved.
    pub display_name: String,
    /// Role word as approved.
    pub role: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    tenant: String,
    issuing: Vec<Kept>,
    servers: Vec<Kept>,
    approved: Vec<Approved>,
}

/// See the top of this file.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    root: RootKey,
    issuing: SigningKey,
    state: State,
}

impl Folder {
    /// Opens the folder; makes the organisation (id, root, issuing key) when it is new.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open(
        path: &Path,
        randomness: &dyn Randomness,
        now: Timestamp,
    ) -> Result<Self, FolderError> {
        create_private_folder(path)?;
        let draw = || {
            let mut bytes = Zeroizing::new([0; 32]);
            randomness.generator().fill_bytes(bytes.as_mut());
            bytes
        };
        let root = RootKey::new(SigningKey::from_bytes(&*load_or_write(
            &path.join(ROOT_KEY_FILE),
            &draw(),
        )?));
        let issuing =
            SigningKey::from_bytes(&*load_or_write(&path.join(ISSUING_KEY_FILE), &draw())?);
        let file = path.join(STATE_FILE);
        let state = match std::fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| FolderError::State {
                path: file,
                source: error.into(),
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut id = [0; 16];
                randomness.generator().fill_bytes(&mut id);
                State {
                    tenant: TenantId::from_bytes(id).to_string(),
                    ..State::default()
                }
            }
            Err(source) => return Err(FolderError::State { path: file, source }),
        };
        let mut folder = Self {
            path: path.to_owned(),
            root,
            issuing,
            state,
        };
        folder.renew_issuing(randomness, now)?;
        folder.save()?;
        Ok(folder)
    }

    /// The organisation's id.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.state
            .tenant
            .parse()
            .unwrap_or(TenantId::from_bytes([0; 16]))
    }

    /// What the shop's snippet and the server's configuration pin, in hex.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.root
            .fingerprint()
            .0
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The issuing key in use, with the end of its certificate.
    #[must_use]
    pub fn issuing(&self) -> (&SigningKey, Timestamp) {
        let end = self
            .certificate_of(&self.issuing)
            .map_or(0, |kept| kept.not_after);
        (&self.issuing, Timestamp(end))
    }

    /// When the certificate of the issuing key in use begins.
    #[must_use]
    pub fn issuing_begins(&self) -> Timestamp {
        Timestamp(
            self.certificate_of(&self.issuing)
                .map_or(i64::MAX, |kept| kept.not_before),
        )
    }

    fn certificate_of(&self, key: &SigningKey) -> Option<&Kept> {
        let name = encode(&key.public());
        self.state
            .issuing
            .iter()
            .rev()
            .find(|kept| kept.keys == name)
    }

    /// Everything certified that has not ended, as the server hands it out.
    ///
    /// # Errors
    /// [`FolderError::Certificate`].
    pub fn bundle(&self, now: Timestamp) -> Result<Vec<u8>, FolderError> {
        let live = |list: &[Kept]| -> Vec<Vec<u8>> {
            let running = list.iter().filter(|kept| kept.not_after > now.0);
            running
                .filter_map(|kept| Base64UrlUnpadded::decode_vec(&kept.certificate).ok())
                .collect()
        };
        let (issuing, servers) = (live(&self.state.issuing), live(&self.state.servers));
        Ok(bundle(&self.root.public(), &issuing, &servers)?)
    }

    /// Makes a new issuing key when the certificate of the old one ends within a month. The old
    /// certificate stays in the bundle until it ends, so what it signed stays good.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn renew_issuing(
        &mut self,
        randomness: &dyn Randomness,
        now: Timestamp,
    ) -> Result<bool, FolderError> {
        let (_, end) = self.issuing();
        if end > now.plus_seconds(RENEW_SECONDS) {
            return Ok(false);
        }
        if end.0 > 0 {
            let mut fresh = Zeroizing::new([0; 32]);
            randomness.generator().fill_bytes(fresh.as_mut());
            replace(&self.path.join(ISSUING_KEY_FILE), fresh.as_slice())?;
            self.issuing = SigningKey::from_bytes(&fresh);
        }
        let validity = certificate_validity(now);
        let facts = Issuing {
            tenant: self.tenant(),
            key: self.issuing.public(),
            validity,
        };
        let certificate = self.root.certify_issuing(&facts)?;
        self.state.issuing.retain(|kept| kept.not_after > now.0);
        self.state
            .issuing
            .push(keep(&self.issuing.public(), &certificate, &validity));
        self.save()?;
        Ok(true)
    }

    /// Whether the server's keys are certified for a while yet.
    #[must_use]
    pub fn knows_server(&self, keys: &[u8], now: Timestamp) -> bool {
        let name = encode(keys);
        let until = now.plus_seconds(RENEW_SECONDS).0;
        self.state
            .servers
            .iter()
            .any(|kept| kept.keys == name && kept.not_after > until)
    }

    /// Whether these keys were ever certified here: renewing them needs no person.
    #[must_use]
    pub fn knew_server(&self, keys: &[u8]) -> bool {
        let name = encode(keys);
        self.state.servers.iter().any(|kept| kept.keys == name)
    }

    /// Certifies the server's three keys (conversation issuing, router, external sender).
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn certify_server(&mut self, keys: &[u8], now: Timestamp) -> Result<(), FolderError> {
        let split: Option<[[u8; 32]; 3]> = keys
            .chunks(32)
            .map(|part| part.try_into().ok())
            .collect::<Option<Vec<[u8; 32]>>>()
            .and_then(|parts| parts.try_into().ok());
        let [conversation_issuing_key, router_key, external_sender_key] =
            split.ok_or(CertificateError::Malformed)?;
        let validity = certificate_validity(now);
        let certificate = self.root.certify_server(&ServerKeys {
            tenant: self.tenant(),
            conversation_issuing_key,
            router_key,
            external_sender_key,
            validity,
        })?;
        self.state.servers.retain(|kept| kept.not_after > now.0);
        self.state.servers.push(keep(keys, &certificate, &validity));
        self.save()
    }

    /// Whether exactly this device was approved by a person before.
    #[must_use]
    pub fn has_approved(&self, device: &Approved) -> bool {
        self.state.approved.contains(device)
    }

    /// Notes that a person approved a device.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn approve(&mut self, device: Approved) -> Result<(), FolderError> {
        self.state
            .approved
            .retain(|known| known.device != device.device);
        self.state.approved.push(device);
        self.save()
    }

    fn save(&self) -> Result<(), FolderError> {
        let bytes = serde_json::to_vec_pretty(&self.state).unwrap_or_default();
        replace(&self.path.join(STATE_FILE), &bytes)
    }
}

fn certificate_validity(now: Timestamp) -> Validity {
    let begin = now.plus_seconds(-CLOCK_SKEW_SECONDS);
    Validity::new(begin, begin.plus_seconds(CERTIFICATE_DAYS * DAY_SECONDS))
}

fn keep(keys: &[u8], certificate: &[u8], validity: &Validity) -> Kept {
    Kept {
        keys: encode(keys),
        certificate: encode(certificate),
        not_before: validity.not_before().0,
        not_after: validity.not_after().0,
    }
}

/// Base64url, as in the state file.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    use std::os::unix::fs::OpenOptionsExt;
    let fresh = path.with_extension("new");
    let write = || {
        let mut options = std::fs::OpenOptions::new();
        let mut file = options
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&fresh, path)
    };
    write().map_err(|source| FolderError::State {
        path: path.to_owned(),
        source,
    })
}
