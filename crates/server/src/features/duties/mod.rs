//! Who works where: role, teams and capacity of a person, changed while they work.
//!
//! A change takes effect on every open screen at once, keys included. Next: [`change`].

pub mod change;
pub mod http;
