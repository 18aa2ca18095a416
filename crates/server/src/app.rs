//! What every feature is handed: configuration, clock, randomness, keys, hub, bus.
//!
//! One [`App`] per process (tests make their own). It owns no customer data; it refuses to be
//! built from a configuration that [`crate::config::Config::check`] has complaints about.
//! Next: [`crate::edge::router`].

use crate::bus::Bus;
use crate::config::Config;
use crate::features::conversations::Hub;
use crate::host::{Randomness, SystemClock, SystemRandomness};
use crate::keys::Keys;
use std::sync::Arc;
use tacita_model::{Clock, Timestamp};

/// The axum state of every route.
pub type Shared = Arc<App>;

/// Everything a use case may touch. Fields are public: the features are this crate's own.
pub struct App {
    /// What the operator set.
    pub config: Config,
    /// The only clock.
    pub clock: Arc<dyn Clock>,
    /// The only randomness.
    pub randomness: Arc<dyn Randomness>,
    /// This server's signing keys (conversation issuing, router, external sender).
    pub keys: Keys,
    /// Open sockets of the conversations, their writer and their timers.
    pub hub: Hub,
    /// Wake-ups inside this process; what happened stands in the database alone.
    pub bus: Bus,
}

impl core::fmt::Debug for App {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("App")
    }
}

impl App {
    /// Puts the parts together with the machine's clock and randomness.
    #[must_use]
    pub fn new(config: Config, keys: Keys) -> Shared {
        Self::with_host(
            config,
            keys,
            Arc::new(SystemClock),
            Arc::new(SystemRandomness),
        )
    }

    /// As [`App::new`] with a clock and randomness of the caller's choice (tests).
    #[must_use]
    pub fn with_host(
        config: Config,
        keys: Keys,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
    ) -> Shared {
        Arc::new(Self {
            config,
            clock,
            randomness,
            keys,
            hub: Hub::default(),
            bus: Bus::default(),
        })
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh random id.
    #[must_use]
    pub fn draw_id<T: tacita_model::TypedId>(&self) -> T {
        T::from_bytes(self.draw())
    }

    /// Random bytes.
    #[must_use]
    pub fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.generator().fill_bytes(&mut bytes);
        bytes
    }
}
