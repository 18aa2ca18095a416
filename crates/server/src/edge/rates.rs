//! How often one address may ask. Addresses live in this process's memory alone and leave it after
//! a minute of silence; they are written to no table, log or metric.
//!
//! Practice: C10 (no address is stored).
//!
//! IPv6 is counted by /64, since one customer usually holds a whole one.

use crate::app::Shared;
use crate::config::Limits;
use crate::edge::errors::Problem;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;

/// An address as rates are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin(IpAddr);

impl Origin {
    /// The address, or the network of an IPv6 address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let network = u128::from(v6) & !u128::from(u64::MAX);
                Self(IpAddr::V6(Ipv6Addr::from(network)))
            }
            v4 => Self(v4),
        }
    }
}

/// One rate, counted apart for each key.
#[derive(Debug)]
pub struct Rate<K: Hash + Eq + Clone>(DefaultKeyedRateLimiter<K>);

impl<K: Hash + Eq + Clone> Rate<K> {
    /// So many in a minute, which may come at once and refill evenly.
    #[must_use]
    pub fn per_minute(count: u32) -> Self {
        let count = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self(DefaultKeyedRateLimiter::keyed(Quota::per_minute(count)))
    }

    /// Counts one.
    ///
    /// # Errors
    /// [`Problem::TooFast`] with the time to wait.
    pub fn take(&self, key: &K) -> Result<(), Problem> {
        self.0.check_key(key).map_err(|until| Problem::TooFast {
            after_seconds: until
                .wait_time_from(DefaultClock::default().now())
                .as_secs()
                .max(1),
        })
    }

    /// Forgets keys that have been silent long enough to be as new.
    pub fn forget_silent(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }

    /// Keys that are remembered.
    #[must_use]
    pub fn remembered(&self) -> usize {
        self.0.len()
    }
}

/// All rates of the edge.
#[derive(Debug)]
pub struct Rates {
    /// HTTP requests.
    pub requests: Rate<Origin>,
    /// New conversations.
    pub openings: Rate<Origin>,
    /// New sockets.
    pub sockets: Rate<Origin>,
}

impl Rates {
    /// From the configuration.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self {
            requests: Rate::per_minute(limits.requests_per_minute),
            openings: Rate::per_minute(limits.openings_per_minute),
            sockets: Rate::per_minute(limits.sockets_per_minute),
        }
    }

    /// Forgets silent addresses everywhere.
    pub fn forget_silent(&self) {
        self.requests.forget_silent();
        self.openings.forget_silent();
        self.sockets.forget_silent();
    }
}

/// Layer of every route: requests of one address.
pub async fn requests(State(app): State<Shared>, request: Request, next: Next) -> Response {
    match request.extensions().get::<ConnectInfo<SocketAddr>>() {
        Some(ConnectInfo(peer)) => match app.rates.requests.take(&Origin::of(peer.ip())) {
            Ok(()) => next.run(request).await,
            Err(problem) => problem.into_response(),
        },
        None => next.run(request).await,
    }
}

/// Layer of the live path: sockets of one address.
pub async fn sockets(State(app): State<Shared>, request: Request, next: Next) -> Response {
    match request.extensions().get::<ConnectInfo<SocketAddr>>() {
        Some(ConnectInfo(peer)) => match app.rates.sockets.take(&Origin::of(peer.ip())) {
            Ok(()) => next.run(request).await,
            Err(problem) => problem.into_response(),
        },
        None => next.run(request).await,
    }
}
