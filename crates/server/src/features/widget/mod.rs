//! What a shop's page needs before a socket is open: site facts and the bootstrap of a conversation.

pub mod http;
