//! The configuration.
/// What the operator sets.
#[derive(Debug, Clone, Default)]
pub struct Config {}
