//! The organisation's directory keeps accounts here (SCIM 2.0, RFC 7643 and 7644).
//!
//! It makes people, says whether they are active and which groups they are in; what a group means is
//! the configuration's business ([`crate::features::accounts::groups`]). It sees and changes the
//! accounts that it made and no others: whoever has its token takes over nobody. Somebody who is not
//! active, or in no group with a role, is suspended: out of every screen and chat within a second.
//! Next: [`tokens`], [`people`], [`groups`], [`http`].

pub mod answer;
pub mod groups;
pub mod http;
pub mod patch;
pub mod people;
pub mod standing;
pub mod tokens;
