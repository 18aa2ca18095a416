//! The machine's clock and randomness: the only place of the server that asks for either.
//!
//! Everything else takes them as arguments, so that a test can move time by hand and repeat a run.

use rand_core::{CryptoRng, UnwrapErr};
use tacita_model::{Clock, Timestamp};

/// Hands out generators. `seal` and the use cases take a generator, never a global.
pub trait Randomness: Send + Sync {
    /// A generator fit for keys.
    fn generator(&self) -> Box<dyn CryptoRng + Send>;
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn generator(&self) -> Box<dyn CryptoRng + Send> {
        // A system that cannot give random bytes must stop: going on would make guessable keys.
        Box::new(UnwrapErr(getrandom::SysRng))
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the host's clock is the one place that asks the machine"
    )]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let micros = since.map(|d| d.as_micros()).unwrap_or_default();
        Timestamp(i64::try_from(micros).unwrap_or(i64::MAX))
    }
}
