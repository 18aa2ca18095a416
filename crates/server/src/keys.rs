//! The server's own keys: conversation issuing key, router key, external-sender key (Ed25519).
//!
//! They live in the server's key folder, each file readable by its owner alone. The organisation's
//! root and issuing keys are never here: [`Keys::load`] refuses a folder in which it finds them,
//! because a server that can read them could invent agents. Next: [`crate::commands::issuer`].

use crate::features::conversations::engine::keys as engine;
use crate::host::Randomness;
use std::io::Write;
use std::path::{Path, PathBuf};
use tacita_seal::SigningKey;
use zeroize::Zeroizing;

/// Name of the organisation root's file in the issuer's folder. Must not be readable to `serve`.
pub const ROOT_KEY_FILE: &str = "organisation-root.key";
/// Name of the ledger's signing key in the server's key folder.
pub const LEDGER_KEY_FILE: &str = "ledger.key";
/// Name of the issuing key's file in the issuer's folder. Must not be readable to `serve`.
pub const ISSUING_KEY_FILE: &str = "issuing.key";

/// Why the keys could not be had. The operator's fault, or the disk's.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The folder holds a key that belongs to the issuer.
    #[error("{0} belongs to the issuer and must not be readable to the server; move it away")]
    IssuersKey(PathBuf),
    /// Others than the owner may read a key file.
    #[error("{0} is readable to others; run `chmod 600` on it")]
    Open(PathBuf),
    /// A key file does not hold 32 bytes.
    #[error("{0} is not a key file")]
    Malformed(PathBuf),
    /// The disk said no.
    #[error("cannot use {path}")]
    Disk {
        /// Which file or folder.
        path: PathBuf,
        /// The disk's reason.
        source: std::io::Error,
    },
}

/// One set of secret halves, 32 bytes each, which one certificate names. Wiped when dropped;
/// `Debug` shows nothing.
pub struct KeySet {
    /// Signs the credentials of anonymous customers.
    pub conversation_issuing: Zeroizing<[u8; 32]>,
    /// Signs tickets.
    pub router: Zeroizing<[u8; 32]>,
    /// Signs MLS external proposals.
    pub external_sender: Zeroizing<[u8; 32]>,
}

impl core::fmt::Debug for KeySet {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("KeySet")
    }
}

impl KeySet {
    /// Draws all three.
    #[must_use]
    pub fn draw(randomness: &dyn Randomness) -> Self {
        let draw = || {
            let mut bytes = Zeroizing::new([0; 32]);
            randomness.generator().fill_bytes(bytes.as_mut());
            bytes
        };
        Self {
            conversation_issuing: draw(),
            router: draw(),
            external_sender: draw(),
        }
    }

    /// As the engine uses them.
    #[must_use]
    pub fn speaking(&self) -> engine::KeySet {
        engine::KeySet {
            router: SigningKey::from_bytes(&self.router),
            external_sender: SigningKey::from_bytes(&self.external_sender),
            conversation_issuing: SigningKey::from_bytes(&self.conversation_issuing),
        }
    }

    /// Public halves: conversation issuing, router, external sender.
    #[must_use]
    pub fn public(&self) -> [[u8; 32]; 3] {
        [
            &self.conversation_issuing,
            &self.router,
            &self.external_sender,
        ]
        .map(|secret| SigningKey::from_bytes(secret).public())
    }

    fn of_folder(folder: &Path, randomness: Option<&dyn Randomness>) -> Result<Self, KeysError> {
        let fresh = randomness.map(Self::draw);
        let one = |name: &str, of: fn(&Self) -> &Zeroizing<[u8; 32]>| {
            let path = folder.join(name);
            match &fresh {
                Some(fresh) => load_or_write(&path, of(fresh)),
                None => read(&path),
            }
        };
        let [issuing, router, external] = FILES;
        Ok(Self {
            conversation_issuing: one(issuing, |set| &set.conversation_issuing)?,
            router: one(router, |set| &set.router)?,
            external_sender: one(external, |set| &set.external_sender)?,
        })
    }
}

/// The server's keys: the set in the folder, and those from before rotations ([`crate::rotation`]).
#[derive(Debug)]
pub struct Keys {
    /// What the issuer is asked to certify.
    pub newest: KeySet,
    /// Earlier ones. They count for as long as their certificate does.
    pub former: Vec<KeySet>,
}

impl Keys {
    /// One fresh set, for tests and for `init`.
    #[must_use]
    pub fn draw(randomness: &dyn Randomness) -> Self {
        Self {
            newest: KeySet::draw(randomness),
            former: Vec::new(),
        }
    }

    /// Reads the keys of a folder, drawing those that are missing.
    ///
    /// # Errors
    /// [`KeysError`]: an issuer's key lies there, a file is open to others, malformed, or the disk.
    pub fn load(folder: &Path, randomness: &dyn Randomness) -> Result<Self, KeysError> {
        refuse_issuers_keys(folder)?;
        create_private_folder(folder)?;
        Ok(Self {
            newest: KeySet::of_folder(folder, Some(randomness))?,
            former: former_folders(folder)?
                .iter()
                .map(|former| KeySet::of_folder(former, None))
                .collect::<Result<_, _>>()?,
        })
    }

    /// All sets, the newest first.
    pub fn sets(&self) -> impl Iterator<Item = &KeySet> {
        core::iter::once(&self.newest).chain(&self.former)
    }
}

/// The folders of former sets, the latest first.
///
/// # Errors
/// [`KeysError::Disk`].
pub fn former_folders(folder: &Path) -> Result<Vec<PathBuf>, KeysError> {
    let former = folder.join(FORMER);
    if !former.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(&former).map_err(|e| disk(&former, e))?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| disk(&former, e))?.path();
        // One that is still being written has an ending; its keys are in the folder above as well.
        if path.is_dir() && path.extension().is_none() {
            folders.push(path);
        }
    }
    folders.sort();
    folders.reverse();
    Ok(folders)
}

/// Where former sets lie, in a folder each, named by the second in which they were put there.
pub const FORMER: &str = "former";

/// The ledger's signing key, if there is one. It is not drawn by itself: a server that lost it must
/// not go on under another one, as if nothing had happened.
///
/// # Errors
/// As [`Keys::load`].
pub fn ledger_key(folder: &Path) -> Result<Option<Zeroizing<[u8; 32]>>, KeysError> {
    let path = folder.join(LEDGER_KEY_FILE);
    path.exists().then(|| read(&path)).transpose()
}

/// Draws the ledger's signing key, unless it is there.
///
/// # Errors
/// As [`Keys::load`].
pub fn make_ledger_key(folder: &Path, randomness: &dyn Randomness) -> Result<(), KeysError> {
    create_private_folder(folder)?;
    let mut fresh = Zeroizing::new([0; 32]);
    randomness.generator().fill_bytes(fresh.as_mut());
    load_or_write(&folder.join(LEDGER_KEY_FILE), &fresh).map(drop)
}

/// Names of the files of a key folder.
pub(crate) const FILES: [&str; 3] = [
    "conversation-issuing.key",
    "router.key",
    "external-sender.key",
];

/// Looks at the files of a key folder without making any: one that is not there yet is fine.
///
/// # Errors
/// As [`Keys::load`].
pub fn look(folder: &Path) -> Result<(), KeysError> {
    let mut folders = former_folders(folder)?;
    folders.push(folder.to_owned());
    let ledger = folder.join(LEDGER_KEY_FILE);
    for path in folders
        .iter()
        .flat_map(|of| FILES.map(|name| of.join(name)))
        .chain([ledger])
    {
        if path.exists() {
            read(&path)?;
        }
    }
    Ok(())
}

/// Refuses a folder that holds the root's or the issuing key.
///
/// Practice: D12 (who runs the server cannot speak as an agent).
///
/// # Errors
/// [`KeysError::IssuersKey`].
pub fn refuse_issuers_keys(folder: &Path) -> Result<(), KeysError> {
    for name in [ROOT_KEY_FILE, ISSUING_KEY_FILE] {
        let path = folder.join(name);
        if path.exists() {
            return Err(KeysError::IssuersKey(path));
        }
    }
    Ok(())
}

/// Makes a folder that its owner alone may enter.
///
/// # Errors
/// [`KeysError::Disk`].
pub fn create_private_folder(folder: &Path) -> Result<(), KeysError> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| disk(folder, source))
}

/// Writes a file that its owner alone reads; one that is there is refused.
///
/// # Errors
/// [`KeysError::Disk`].
pub fn write_private_file(path: &Path, bytes: &[u8]) -> Result<(), KeysError> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).mode(0o600).open(path);
    opened
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|source| disk(path, source))
}

/// Reads a 32-byte key, or writes `fresh` there when the file does not exist.
///
/// # Errors
/// [`KeysError`].
pub fn load_or_write(path: &Path, fresh: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, KeysError> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    match options.write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            file.write_all(fresh)
                .and_then(|()| file.sync_all())
                .map_err(|e| disk(path, e))?;
            Ok(Zeroizing::new(*fresh))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => read(path),
        Err(error) => Err(disk(path, error)),
    }
}

pub(crate) fn read(path: &Path) -> Result<Zeroizing<[u8; 32]>, KeysError> {
    use std::os::unix::fs::PermissionsExt;
    let facts = std::fs::metadata(path).map_err(|e| disk(path, e))?;
    if facts.permissions().mode() & 0o077 != 0 {
        return Err(KeysError::Open(path.to_owned()));
    }
    let bytes = Zeroizing::new(std::fs::read(path).map_err(|e| disk(path, e))?);
    let key = <[u8; 32]>::try_from(bytes.as_slice())
        .map_err(|_| KeysError::Malformed(path.to_owned()))?;
    Ok(Zeroizing::new(key))
}

pub(crate) fn disk(path: &Path, source: std::io::Error) -> KeysError {
    KeysError::Disk {
        path: path.to_owned(),
        source,
    }
}
