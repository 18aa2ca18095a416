//! The service: everything that one server process does between the socket and the database.
//!
//! [`app`] is what each part is handed, [`edge::router`] lists every route on one page,
//! [`features`] holds one folder per promise with one use case a file. Nothing here decrypts:
//! content passes as ciphertext, and what may be read is asked of `policy` and written to the
//! ledger by `store`. Next: [`edge::router`].

pub mod app;
pub mod bench;
pub mod bus;
pub mod commands;
pub mod config;
pub mod context;
pub mod demo;
pub mod edge;
pub mod features;
pub mod host;
pub mod hours;
pub mod issuer;
pub mod keys;
pub mod ledger;
pub mod logs;
pub mod organisation;
pub mod policies;
pub mod rotation;
pub mod screening;
pub mod service;
pub mod witness;

pub use app::App;
pub use config::Config;
