//! Sizes that both sides know, so that a client refuses before the server has to.

/// Longest message text in bytes of UTF-8, after screening.
pub const MESSAGE_TEXT_BYTES: usize = 8 * 1024;
/// Longest binary frame of a message.
pub const POST_FRAME_BYTES: usize = 24 * 1024;
/// Longest control frame.
pub const CONTROL_FRAME_BYTES: usize = 128 * 1024;
/// Key packages a widget keeps at the server while a chat is open.
pub const CUSTOMER_KEY_PACKAGES: usize = 3;
/// Key packages an agent's device keeps at the server.
pub const AGENT_KEY_PACKAGES: usize = 50;
/// Devices that an intake record is wrapped to, at most.
pub const INTAKE_WRAPS: usize = 8;
/// A reservation of an agent (flow F1) lapses after this many seconds.
pub const RESERVATION_SECONDS: i64 = 120;
/// Repairs (flow F14) of one conversation in an hour, at most.
pub const REPAIRS_PER_HOUR: u32 = 3;
