//! Where requests come in: routes, headers, errors, limits, the sign-in cookie, sockets.
//! Next: [`router`].

pub mod errors;
pub mod frames;
pub mod router;
pub mod socket;
