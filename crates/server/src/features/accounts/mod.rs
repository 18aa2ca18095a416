//! Who may sign in: passwords, sign-ins, colleagues.

pub mod http;
