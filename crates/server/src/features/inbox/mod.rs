//! What an agent may see waiting or has: metadata alone, and its live events.

pub mod http;
