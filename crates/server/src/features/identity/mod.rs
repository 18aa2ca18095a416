//! Devices of agents, and what the issuer process signs: credentials, certificates, rosters.
//!
//! The server stores requests and answers; it holds no key that could issue for an agent, and
//! believes an answer only under the root that its configuration pins. Next: [`devices`], then
//! [`issuer_proof`] (how the issuer shows who it is) and [`issuer`].

pub mod devices;
pub mod http;
pub mod issuer;
pub mod issuer_proof;
pub mod revoke;
