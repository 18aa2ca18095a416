//! What a shop's page needs before a socket is open: facts about the site, and the bootstrap of a
//! conversation (credential, certificates, roster, devices). Nothing about the visitor is kept:
//! no address, browser or place. Next: [`open`].

pub mod http;
pub mod open;
mod reserve;
pub mod site;
