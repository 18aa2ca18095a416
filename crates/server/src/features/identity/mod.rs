//! Devices of agents and what the issuer signs: credentials, certificates, rosters.

pub mod http;
