//! Where requests come in: routes, headers, errors, limits, the sign-in cookie, sockets.
//! Next: [`router`].

pub mod assets;
pub mod body;
pub mod errors;
pub mod frames;
pub mod guard;
pub mod headers;
pub mod health;
pub mod hosts;
pub mod outermost;
pub mod probe;
pub mod rates;
pub mod refused;
pub mod router;
pub mod socket;
pub mod tls;
