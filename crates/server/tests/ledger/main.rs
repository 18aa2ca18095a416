//! The ledger of a server: taken up, signed, tampered with, witnessed; real stores, real sockets.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a test that panics has said what it had to say"
)]

mod place;
mod take_up;
mod tampering;
mod witness;
