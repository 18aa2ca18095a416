//! Native hosts of the client's brain, and (from them) the load generator.
//!
//! The brain decides; a host gives it a socket, a storage, a clock. The tests use the same host over
//! other lines. Nothing of the service uses this folder. Next: [`person`].

pub mod person;
