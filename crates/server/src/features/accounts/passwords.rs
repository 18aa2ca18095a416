//! Passwords: argon2id in PHC text form, a few checks at a time on threads of their own.
//!
//! A name that nobody has is checked against a hash that no password fits, so that it takes as long
//! as a wrong password. Refuses passwords under 12 characters when one is set. When too many checks
//! wait, further ones are refused at once: memory-hard means that a queue of them is the attack.

use crate::config::SignIn;
use crate::host::Randomness;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// Checks that may wait for their turn.
const WAITING_CHECKS: usize = 64;
/// Shortest password, in characters.
pub const SHORTEST: usize = 12;

/// Why a password could not be checked or set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many checks wait.
    #[error("too many password checks wait")]
    Busy,
    /// Too short to be set.
    #[error("a password has at least 12 characters")]
    Short,
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
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut unknown = [0; 32];
        randomness.generator().fill_bytes(&mut unknown);
        let nobodys = hash_with(&argon2, &unknown, randomness).unwrap_or_default();
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

fn hash_with(
    argon2: &Argon2<'_>,
    password: &[u8],
    randomness: &dyn Randomness,
) -> Result<String, PasswordError> {
    let mut salt = [0; 16];
    randomness.generator().fill_bytes(&mut salt);
    argon2
        .hash_password_with_salt(password, &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| PasswordError::Failed)
}
