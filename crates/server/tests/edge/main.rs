//! The edge as clients see it: a real service on a free port, real TLS, a clock that moves when told.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test that panics has said what it had to say"
)]

mod accounts;
mod acts;
mod conduct;
mod directory;
mod headers;
mod house;
mod identity;
mod inbox;
mod leaves;
mod ledger;
mod links;
mod oidc;
mod own;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod refusals;
mod replies;
mod reviews;
mod second;
mod sockets;
mod tls;
mod widget;
