//! Wake-ups between the parts of the service. A wake-up says where to look, never what happened:
//! the database holds the truth, since a bus may lose. [`local`] serves one process.

pub mod local;

pub use local::{Bus, Wake};
