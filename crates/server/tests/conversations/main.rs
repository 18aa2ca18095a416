//! The flows of docs/concepts/protocol.md with real brains, real MLS, the real engine and store.

#[cfg(test)]
mod flows;
#[cfg(test)]
mod hostile;
