//! Passwords: argon2id in PHC text form, a few checks at a time on threads of their own.
//!
//! A name that nobody has is checked against a hash that no password fits, so that it takes as long
//! as a wrong password. Refuses passwords under 12 characters when one is set. When too many checks
//! wait, further ones are refused at once: memory-hard means that a queue of them is the attack.

use crate::config::SignIn;
use crate::host::Randomness;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// Checks that may wait for their turn.
const WAITING_CHECKS: usize = 64;
/// Shortest password, in characters.
pub const SHORTEST: usize = 12;
/// Longest: no password manager draws more, and a megabyte would be an attack.
const LONGEST: usize = 256;
/// Of zxcvbn's scores (0 to 4): safe against 10^8 guesses, here under argon2id besides.
const WEAKEST: zxcvbn::Score = zxcvbn::Score::Three;

/// Passwords of twelve characters and more that stood in breaches, as sorted SHA-256 values cut to
/// eight bytes. Where they come from stands in `data/README.md`.
static BREACHED: &[u8] = include_bytes!("../../../data/breached.bin");

/// Why a password could not be checked or set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many checks wait.
    #[error("too many password checks wait")]
    Busy,
    /// Too short to be set, or endless.
    #[error("a password has at least 12 characters")]
    Short,
    /// Would be guessed soon.
    #[error("the password would be guessed soon")]
    Guessable,
    /// Stood in a breach.
    #[error("the password stood in a breach")]
    Breached,
    /// The library refused: our bug or a damaged hash.
    #[error("the password cannot be hashed")]
    Failed,
}

/// See the top of this file.
pub struct Passwords {
    argon2: Argon2<'static>,
    at_once: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    nobodys: String,
}

impl core::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Passwords")
    }
}

impl Passwords {
    /// With the costs of the configuration.
    #[must_use]
    pub fn new(config: &SignIn, randomness: &dyn Randomness) -> Self {
        // Values that argon2 refuses were refused by `Config::check`.
        let params = Params::new(config.argon2_memory_kib, config.argon2_passes, 1, None)
            .unwrap_or(Params::DEFAULT);
        let nobodys = drawn(&params, randomness).unwrap_or_default();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let at_once = usize::try_from(config.checks_at_once).unwrap_or(1).max(1);
        Self {
            argon2,
            at_once: Arc::new(Semaphore::new(at_once)),
            waiting: Arc::new(Semaphore::new(WAITING_CHECKS)),
            nobodys,
        }
    }

    /// Whether a password fits a hash; without a hash it fits never, after the same time.
    ///
    /// # Errors
    /// [`PasswordError::Busy`].
    pub async fn fits(
        &self,
        password: Zeroizing<String>,
        hash: Option<String>,
    ) -> Result<bool, PasswordError> {
        let _place = self
            .waiting
            .try_acquire()
            .map_err(|_| PasswordError::Busy)?;
        let turn = Arc::clone(&self.at_once).acquire_owned().await;
        let turn = turn.map_err(|_| PasswordError::Busy)?;
        let argon2 = self.argon2.clone();
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobodys.clone());
        let checked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            PasswordVerifier::<str>::verify_password(&argon2, password.as_bytes(), &hash).is_ok()
        });
        let fits = checked.await.map_err(|_| PasswordError::Failed)?;
        Ok(fits && known)
    }

    /// Hashes a new password on a thread of its own, in its turn.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn hash_slowly(
        &self,
        password: Zeroizing<String>,
        randomness: &dyn Randomness,
    ) -> Result<String, PasswordError> {
        let turn = Arc::clone(&self.at_once).acquire_owned().await;
        let turn = turn.map_err(|_| PasswordError::Busy)?;
        let argon2 = self.argon2.clone();
        let mut salt = [0; 16];
        randomness.generator().fill_bytes(&mut salt);
        let hashed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            hash_salted(&argon2, password.as_bytes(), &salt)
        });
        hashed.await.map_err(|_| PasswordError::Failed)?
    }

    /// Hashes a new password. Blocks for as long as a check: for commands and seeding.
    ///
    /// # Errors
    /// [`PasswordError::Short`], [`PasswordError::Failed`].
    pub fn hash(
        &self,
        password: &str,
        randomness: &dyn Randomness,
    ) -> Result<String, PasswordError> {
        if password.chars().count() < SHORTEST {
            return Err(PasswordError::Short);
        }
        hash_with(&self.argon2, password.as_bytes(), randomness)
    }
}

/// A hash of these costs whose output was drawn: no password is known to fit, it takes as long to find that
/// out as with anybody's, and nobody had to compute it, which would hold up every start.
fn drawn(params: &Params, randomness: &dyn Randomness) -> Option<String> {
    let (mut salt, mut output) = ([0; 16], [0; Params::DEFAULT_OUTPUT_LEN]);
    let mut generator = randomness.generator();
    generator.fill_bytes(&mut salt);
    generator.fill_bytes(&mut output);
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).ok()?,
        salt: Some(Salt::new(&salt).ok()?),
        hash: Some(Output::new(&output).ok()?),
    };
    Some(hash.to_string())
}

fn hash_with(
    argon2: &Argon2<'_>,
    password: &[u8],
    randomness: &dyn Randomness,
) -> Result<String, PasswordError> {
    let mut salt = [0; 16];
    randomness.generator().fill_bytes(&mut salt);
    hash_salted(argon2, password, &salt)
}

fn hash_salted(argon2: &Argon2<'_>, password: &[u8], salt: &[u8]) -> Result<String, PasswordError> {
    argon2
        .hash_password_with_salt(password, salt)
        .map(|hash| hash.to_string())
        .map_err(|_| PasswordError::Failed)
}

/// Whether a password may be set; `own` are words of the person, such as their name.
///
/// # Errors
/// [`PasswordError::Short`], [`PasswordError::Breached`], [`PasswordError::Guessable`].
pub fn judge(password: &str, own: &[&str]) -> Result<(), PasswordError> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(PasswordError::Short);
    }
    if is_breached(password) {
        return Err(PasswordError::Breached);
    }
    // A whole name is also guessed by its parts, put together in another way.
    let parts = own.iter().flat_map(|word| word.split_whitespace());
    let words: Vec<&str> = own.iter().copied().chain(parts).chain(["tacita"]).collect();
    if zxcvbn::zxcvbn(password, &words).score() < WEAKEST {
        return Err(PasswordError::Guessable);
    }
    Ok(())
}

fn is_breached(password: &str) -> bool {
    let digest: [u8; 32] = Sha256::digest(password.to_lowercase()).into();
    let (rows, _) = BREACHED.as_chunks::<8>();
    digest
        .first_chunk::<8>()
        .is_some_and(|wanted| rows.binary_search(wanted).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::SystemRandomness;

    // Practice: F5
    #[test]
    fn short_breached_and_guessable_passwords_are_refused() {
        let own = ["thandi", "Thandi Mokoena"];
        assert_eq!(judge("kf8#pQ2z!", &own), Err(PasswordError::Short));
        assert_eq!(
            judge(&"k8#pQ2z!".repeat(40), &own),
            Err(PasswordError::Short)
        );
        // From the list, in whatever case.
        assert_eq!(judge("flower969263", &own), Err(PasswordError::Breached));
        assert_eq!(judge("FLOWER969263", &own), Err(PasswordError::Breached));
        assert_eq!(judge("ThandiMokoena", &own), Err(PasswordError::Guessable));
        assert_eq!(
            judge("thandithandithandi", &own),
            Err(PasswordError::Guessable)
        );
        assert_eq!(judge("vermilion-otter-92-quay", &own), Ok(()));
        assert_eq!(judge("anchor-basil-kettle-drift-glade", &own), Ok(()));
    }

    #[tokio::test]
    async fn a_name_that_nobody_has_costs_what_a_wrong_password_costs_and_no_password_fits() {
        let config = SignIn {
            argon2_memory_kib: 64,
            argon2_passes: 2,
            ..SignIn::default()
        };
        let passwords = Passwords::new(&config, &SystemRandomness);
        let somebodys = passwords
            .hash("vermilion-otter-92-quay", &SystemRandomness)
            .unwrap();
        let read = |text: &str| PasswordHash::new(text).unwrap();
        let (nobodys, somebodys) = (read(&passwords.nobodys), read(&somebodys));
        assert_eq!(nobodys.params, somebodys.params);
        assert_eq!(
            (nobodys.algorithm, nobodys.version),
            (somebodys.algorithm, somebodys.version)
        );
        let length = |hash: &PasswordHash| hash.hash.map(|output| output.len());
        assert_eq!(length(&nobodys), length(&somebodys));
        let tried = Zeroizing::new("vermilion-otter-92-quay".to_owned());
        assert!(!passwords.fits(tried, None).await.unwrap());
    }

    #[test]
    fn the_list_of_breached_passwords_is_sorted_and_whole() {
        let (rows, rest) = BREACHED.as_chunks::<8>();
        assert!(rest.is_empty());
        assert_eq!(rows.len(), 12_054);
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
