//! The key management behind the server halves: wraps 32-byte keys, and forgets old wrapping keys.
//!
//! [`LocalKms`] keeps its keys as files of a directory. Vault/OpenBao transit, PKCS#11 and cloud
//! services come behind the same trait. It refuses to say why something does not open: a wrong key
//! and a damaged wrap look the same.

use aes_gcm::{Aes256Gcm, Key, KeyInit, Nonce, aead::Aead, aead::Payload};
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use zeroize::Zeroizing;

const NONCE_BYTES: usize = 12;

/// Why wrapping or opening did not work.
#[derive(Debug, thiserror::Error)]
pub enum KmsError {
    /// The wrap was made under a key that is gone.
    #[error("the wrapping key is gone")]
    KeyGone,
    /// The wrap does not open under its key: damaged, or of another place.
    #[error("the wrap does not open")]
    Damaged,
    /// The keys cannot be read or written.
    #[error("the wrapping keys cannot be read or written")]
    Files(#[source] std::io::Error),
}

/// A wrapped key and the id of the key that wraps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped {
    /// Which wrapping key.
    pub key: String,
    /// The wrapped bytes.
    pub bytes: Vec<u8>,
}

/// Where wrapping keys live.
pub trait Kms: Send + Sync {
    /// Wraps a key under the current wrapping key. `place` is authenticated: a wrap copied to
    /// another row does not open there.
    ///
    /// # Errors
    /// [`KmsError::Files`] when there is no key and none can be made.
    fn wrap(&self, key: &[u8; 32], place: &[u8]) -> Result<Wrapped, KmsError>;

    /// Opens a wrap.
    ///
    /// # Errors
    /// [`KmsError`].
    fn unwrap(&self, wrapped: &Wrapped, place: &[u8]) -> Result<Zeroizing<[u8; 32]>, KmsError>;

    /// Makes a fresh wrapping key the current one; the old ones still open what they wrapped.
    ///
    /// # Errors
    /// [`KmsError::Files`].
    fn renew(&self) -> Result<(), KmsError>;

    /// Destroys every wrapping key but the current one. Call when nothing is wrapped under them.
    ///
    /// # Errors
    /// [`KmsError::Files`].
    fn forget_old(&self) -> Result<(), KmsError>;
}

/// Source of random bytes that the host hands in.
pub type Randomness = std::sync::Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Wrapping keys as files `NNNNNNNN.key` of a directory that only the server's user can read.
pub struct LocalKms {
    directory: PathBuf,
    randomness: Randomness,
}

impl LocalKms {
    /// Opens the directory, makes it and a first key if needed.
    ///
    /// # Errors
    /// [`KmsError::Files`].
    pub fn open(directory: PathBuf, randomness: Randomness) -> Result<Self, KmsError> {
        fs::create_dir_all(&directory).map_err(KmsError::Files)?;
        let kms = Self {
            directory,
            randomness,
        };
        if kms.numbers()?.is_empty() {
            kms.renew()?;
        }
        Ok(kms)
    }

    /// Numbers of the keys, ascending.
    fn numbers(&self) -> Result<Vec<u32>, KmsError> {
        let mut numbers = Vec::new();
        for file in fs::read_dir(&self.directory).map_err(KmsError::Files)? {
            let name = file.map_err(KmsError::Files)?.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".key"));
            numbers.extend(number.and_then(|number| number.parse::<u32>().ok()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn path(&self, number: u32) -> PathBuf {
        self.directory.join(format!("{number:08}.key"))
    }

    fn cipher(&self, number: u32) -> Result<Aes256Gcm, KmsError> {
        let bytes = Zeroizing::new(fs::read(self.path(number)).map_err(|_| KmsError::KeyGone)?);
        let key = Key::<Aes256Gcm>::try_from(bytes.as_slice()).map_err(|_| KmsError::Damaged)?;
        Ok(Aes256Gcm::new(&key))
    }
}

impl Kms for LocalKms {
    fn wrap(&self, key: &[u8; 32], place: &[u8]) -> Result<Wrapped, KmsError> {
        let number = self.numbers()?.last().copied().ok_or(KmsError::KeyGone)?;
        let bytes = seal(&self.cipher(number)?, &self.randomness, key, place)?;
        Ok(Wrapped {
            key: format!("{number:08}"),
            bytes,
        })
    }

    fn unwrap(&self, wrapped: &Wrapped, place: &[u8]) -> Result<Zeroizing<[u8; 32]>, KmsError> {
        let number = wrapped.key.parse().map_err(|_| KmsError::KeyGone)?;
        open(&self.cipher(number)?, &wrapped.bytes, place)
    }

    fn renew(&self) -> Result<(), KmsError> {
        let number = self
            .numbers()?
            .last()
            .copied()
            .unwrap_or(0)
            .saturating_add(1);
        let mut key = Zeroizing::new([0u8; 32]);
        (self.randomness)(key.as_mut_slice());
        // Written beside and renamed: a power cut leaves the whole key or none.
        let beside = self.directory.join("next");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside).map_err(KmsError::Files)?;
        file.write_all(key.as_slice()).map_err(KmsError::Files)?;
        file.sync_all().map_err(KmsError::Files)?;
        fs::rename(&beside, self.path(number)).map_err(KmsError::Files)?;
        sync_directory(&self.directory)
    }

    fn forget_old(&self) -> Result<(), KmsError> {
        let mut numbers = self.numbers()?;
        numbers.pop();
        for number in numbers {
            // Overwritten first, for file systems that write in place; where they do not, the
            // disk's own encryption has to answer for the old block.
            let mut file = fs::OpenOptions::new()
                .write(true)
                .open(self.path(number))
                .map_err(KmsError::Files)?;
            file.write_all(&[0; 32]).map_err(KmsError::Files)?;
            file.sync_all().map_err(KmsError::Files)?;
            fs::remove_file(self.path(number)).map_err(KmsError::Files)?;
        }
        sync_directory(&self.directory)
    }
}

fn sync_directory(directory: &std::path::Path) -> Result<(), KmsError> {
    fs::File::open(directory)
        .and_then(|directory| directory.sync_all())
        .map_err(KmsError::Files)
}

/// AES-256-GCM under a fresh random nonce, which goes in front.
pub(crate) fn seal(
    cipher: &Aes256Gcm,
    randomness: &Randomness,
    key: &[u8; 32],
    place: &[u8],
) -> Result<Vec<u8>, KmsError> {
    let mut nonce = [0u8; NONCE_BYTES];
    randomness(&mut nonce);
    let sealed = cipher
        .encrypt(
            &Nonce::from(nonce),
            Payload {
                msg: key,
                aad: place,
            },
        )
        .map_err(|_| KmsError::Damaged)?;
    let mut bytes = nonce.to_vec();
    bytes.extend_from_slice(&sealed);
    Ok(bytes)
}

/// The reverse of [`seal`].
pub(crate) fn open(
    cipher: &Aes256Gcm,
    bytes: &[u8],
    place: &[u8],
) -> Result<Zeroizing<[u8; 32]>, KmsError> {
    let (nonce, sealed) = bytes
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(KmsError::Damaged)?;
    let plain = cipher
        .decrypt(
            &Nonce::from(*nonce),
            Payload {
                msg: sealed,
                aad: place,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| KmsError::Damaged)?;
    let key: [u8; 32] = plain.as_slice().try_into().map_err(|_| KmsError::Damaged)?;
    Ok(Zeroizing::new(key))
}
