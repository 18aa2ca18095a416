//! Native hosts of the client's brain, and (from them) the load generator of `tacita bench`.
//!
//! The brain decides; a host gives it a socket, a storage, a clock. The tests use the same host over
//! other lines. The generator reaches a service in a process of its own, over TLS, as everybody
//! does; nothing of the service uses this folder. Next: [`person`], [`service`], [`replay`], [`whole`],
//! [`report`].

pub mod desk;
pub mod idle;
pub mod log;
pub mod machine;
pub mod person;
pub mod replay;
pub mod report;
pub mod service;
pub mod storm;
pub mod table;
pub mod whole;
pub mod wire;

#[cfg(test)]
mod tests;
