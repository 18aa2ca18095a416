//! The figures of one run of a bench, from the time that each message took and what was used.

use crate::bench::machine::{self, Used};
use crate::bench::report::GENERATOR_SHARE;
use crate::bench::service::Counted;
use serde::Serialize;

/// The figures of one run.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// Messages that both sides have.
    pub messages: u64,
    /// Durable messages a second.
    pub messages_per_second: f64,
    /// Half of them took at most so long, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 took at most so long, in milliseconds.
    pub p99_ms: f64,
    /// Processor time of the service for 1,000 messages, in seconds.
    pub server_cpu_seconds_per_1000: f64,
    /// Bytes that the service sent towards the disk for one message.
    pub written_bytes_per_message: f64,
    /// The same for one byte of an MLS message.
    pub written_bytes_per_payload_byte: Option<f64>,
    /// Durable transactions of the store for one message; each cost one sync of its log.
    pub syncs_per_message: Option<f64>,
    /// Operations of the service with a private or public key during the run.
    pub public_key_operations: Option<u64>,
    /// Posts of one conversation that were under way at a time, where the pace was theirs.
    pub window: Option<usize>,
    /// Everything that was used.
    pub used: Used,
}

impl Figures {
    /// From the time that each message took, in microseconds.
    #[must_use]
    pub fn of(mut microseconds: Vec<u64>, used: Used) -> Self {
        microseconds.sort_unstable();
        let count = microseconds.len();
        let at = |hundredths: usize| {
            let index = count.saturating_mul(hundredths) / 100;
            let value = microseconds.get(index.min(count.saturating_sub(1)));
            machine::number(value.copied().unwrap_or(0)) / 1000.0
        };
        let messages = u64::try_from(count).unwrap_or(u64::MAX);
        let number = machine::number(messages.max(1));
        Self {
            messages,
            messages_per_second: machine::number(messages) / used.seconds,
            p50_ms: at(50),
            p99_ms: at(99),
            server_cpu_seconds_per_1000: used.server_cpu_seconds * 1000.0 / number,
            written_bytes_per_message: machine::number(used.written_bytes) / number,
            written_bytes_per_payload_byte: None,
            syncs_per_message: None,
            public_key_operations: None,
            window: None,
            used,
        }
    }

    /// Adds what only the service itself can tell.
    #[must_use]
    pub fn with(mut self, before: Counted, after: Counted, body_bytes: usize) -> Self {
        let syncs = after.transactions.saturating_sub(before.transactions);
        let operations = after.key_operations.saturating_sub(before.key_operations);
        self.public_key_operations = Some(operations);
        let body = machine::number(u64::try_from(body_bytes.max(1)).unwrap_or(1));
        self.written_bytes_per_payload_byte = Some(self.written_bytes_per_message / body);
        let messages = machine::number(self.messages.max(1));
        self.syncs_per_message = Some(machine::number(syncs) / messages);
        self
    }

    /// The generator had so much to do that it measured itself.
    #[must_use]
    pub fn generator_is_busy(&self) -> bool {
        self.used.generator_cpu_seconds / self.used.seconds > GENERATOR_SHARE
    }
}
