//! A demonstration on this machine: everything that a newcomer needs to try a chat, in one folder.
//!
//! Console and widget are on `https://localhost`, the shop on `https://127.0.0.1`: another site, as
//! in the world. Each part is a process of its own, as in the world: `serve`, `issuer` (with a key
//! folder that `serve` never gets) and, in this process, the shop's page. Run again, it goes on
//! with the same folder. Not for production: the issuer approves everything. Next: [`folder`].

pub mod authority;
pub mod browser;
pub mod children;
pub mod folder;
pub mod people;
pub mod shop;
pub mod trust;
