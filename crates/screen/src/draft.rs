//! What is screened: a text in its conversation, never a bare string.

use crate::Kind;

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The customer.
    Customer,
    /// An agent or supervisor.
    Agent,
}

/// The tail of an earlier message of the same sender, so that a value split over messages is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The end of the message as it was sent (at most a few hundred characters matter).
    pub tail: String,
    /// Age in seconds when the draft is screened.
    pub age_seconds: u32,
}

/// A draft in its conversation.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// What was typed.
    pub text: &'a str,
    /// Who typed it.
    pub speaker: Speaker,
    /// What the other side just asked for (agent's last question, or the form field).
    pub expected: &'a [Kind],
    /// The same sender's last messages, newest first.
    pub earlier: &'a [Earlier],
}
