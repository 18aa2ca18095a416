//! Who may do what, shown to people: the grid of the policies in force, and the answer to one case.
//!
//! Speaks of roles and relations alone; no row of a person or a conversation is looked at. Next:
//! [`case`], [`show`].

pub mod case;
pub mod http;
pub mod own;
pub mod show;
