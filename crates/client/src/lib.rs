//! The brain of a customer or agent device: a sans-I/O state machine.
//!
//! In: frames, acts, answers of the store, time. Out: frames, store batches, events. It owns the
//! conversation logic once (outbox, epochs, commit races, reconnect, rollback check); the browser,
//! the command line, bots, the bench and the tests are hosts of it. It refuses to send anything
//! that was not screened, and anything before the state behind it is durable.
//! Next: [`io`] (in and out), [`act`] (what a person does), [`event`] (what a person sees),
//! [`Brain`] (one conversation), [`device`] (an agent's key, packages and intake keys).

pub mod act;
mod brain;
mod conversation;
mod crypt;
#[cfg(feature = "desk")]
pub mod device;
pub mod event;
pub mod io;
mod keep;
mod screening;
mod watch;

pub use brain::{Brain, Knock, Randomness};
/// The nouns, for hosts that depend on this crate alone.
pub use tacita_model as model;
/// What a test page runs in a browser; never in what is served.
#[cfg(feature = "conformance")]
pub use tacita_seal::conformance;
