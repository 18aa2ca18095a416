//! The brain of a customer or agent device: a sans-I/O state machine.
//!
//! In: frames, acts, answers of the store, time. Out: frames, store batches, events. It owns the
//! conversation logic once (outbox, epochs, commit races, reconnect, rollback check); the browser,
//! the command line, bots, the bench and the tests are hosts of it. It refuses to send anything
//! that was not screened, and anything before the state behind it is durable.
//! Next: [`act`] (what a person does), [`event`] (what a person sees).

pub mod act;
pub mod event;
