//! How often people at the desk asked for more than a chat needs. Counters alone: which kind of value
//! was asked for, in which queue, on which day; never a chat, a customer or a word of text.
//!
//! Next: [`count`], [`show`].

pub mod count;
pub mod http;
pub mod show;
