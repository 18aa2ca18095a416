//! What a bench found, as JSON and as a table, and why a run may not be believed.

use super::idle::Idle;
use super::machine::{self, Used};
use super::replay::Figures;
use serde::Serialize;
use tacita_store::floor::Floor;

/// A generator that is busier than this measures itself.
pub const GENERATOR_SHARE: f64 = 0.8;
/// Share of the machine's time that its host may take away.
const STEAL_SHARE: f64 = 0.01;
/// Share of the machine's time that other processes may take.
const OTHERS_SHARE: f64 = 0.05;

/// Everything that was measured. What was not asked for is absent.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Built with optimisation.
    pub optimised: bool,
    /// Cores that this process may use at the start.
    pub cores: usize,
    /// Conversations.
    pub conversations: usize,
    /// Bytes of an MLS message.
    pub body_bytes: usize,
    /// The same rows by one writer, without a service.
    pub floor: Vec<FloorRow>,
    /// Idle sockets.
    pub idle: Option<Idle>,
    /// The service alone at full speed.
    pub full_speed: Option<Figures>,
    /// The service alone at half of that.
    pub half_speed: Option<Figures>,
    /// Everything together, with real devices.
    pub whole: Option<Figures>,
    /// Why the run is not valid; empty if it is.
    pub not_valid: Vec<String>,
}

/// One row of the floor.
#[derive(Debug, Serialize)]
pub struct FloorRow {
    /// Rows in one transaction.
    pub batch: usize,
    /// Durable rows a second.
    pub rows_per_second: f64,
    /// Processor time for 1,000 rows, in seconds.
    pub cpu_seconds_per_1000: f64,
}

impl From<Floor> for FloorRow {
    fn from(floor: Floor) -> Self {
        Self {
            batch: floor.batch,
            rows_per_second: floor.rows_per_second,
            cpu_seconds_per_1000: floor.cpu_microseconds_per_row / 1000.0,
        }
    }
}

impl Report {
    /// Writes down why a part is not valid, if it is not.
    /// `most` is the share of a core that the generator may take.
    pub fn judge(&mut self, part: &str, used: &Used, most_generator: f64) {
        let generator = used.generator_cpu_seconds / used.seconds;
        let mut say = |what: &str, share: f64, most: f64| {
            if share > most {
                let text = format!("{part}: {what} {share:.3}, at most {most}");
                self.not_valid.push(text);
            }
        };
        say("generator's share of a core", generator, most_generator);
        say("steal", used.steal_share, STEAL_SHARE);
        say("other processes' share", used.others_share, OTHERS_SHARE);
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut lines = vec![format!(
            "{} build, {} cores, {} conversations, {} bytes a message",
            if self.optimised { "release" } else { "DEBUG" },
            self.cores,
            self.conversations,
            self.body_bytes
        )];
        if !self.floor.is_empty() {
            lines.push(String::new());
            lines.push("floor: batch       rows/s   CPU s/1,000".to_owned());
        }
        for row in &self.floor {
            lines.push(format!(
                "{:12} {:12.0} {:13.4}",
                row.batch, row.rows_per_second, row.cpu_seconds_per_1000
            ));
        }
        let runs = [("full speed", &self.full_speed), ("half", &self.half_speed)];
        if self.full_speed.is_some() {
            lines.push(String::new());
            lines.push(
                "service alone   messages/s    p50 ms    p99 ms  server CPU s/1,000  \
                 disk B/message  server core  generator core"
                    .to_owned(),
            );
        }
        for (name, figures) in runs {
            let Some(figures) = figures else { continue };
            lines.push(format!(
                "{name:14} {:11.0} {:9.2} {:9.2} {:19.4} {:15.0} {:12.2} {:15.2}",
                figures.messages_per_second,
                figures.p50_ms,
                figures.p99_ms,
                figures.server_cpu_seconds_per_1000,
                figures.written_bytes_per_message,
                figures.used.server_cpu_seconds / figures.used.seconds,
                figures.used.generator_cpu_seconds / figures.used.seconds,
            ));
        }
        if let Some(whole) = &self.whole {
            let messages = machine::number(whole.messages.max(1));
            lines.push(String::new());
            lines.push(format!(
                "whole: {:.0} messages/s, p50 {:.1} ms, p99 {:.1} ms; CPU s/1,000: server {:.4}, \
                 both clients {:.4}",
                whole.messages_per_second,
                whole.p50_ms,
                whole.p99_ms,
                whole.server_cpu_seconds_per_1000,
                whole.used.generator_cpu_seconds * 1000.0 / messages,
            ));
        }
        if let Some(idle) = &self.idle {
            lines.push(String::new());
            lines.push(format!(
                "idle: {:.1} KiB a TLS WebSocket ({} sockets, {} to {} KiB)",
                idle.kib_per_socket, idle.sockets, idle.before_kib, idle.after_kib
            ));
        }
        lines.push(String::new());
        if self.not_valid.is_empty() {
            lines.push("the run is valid".to_owned());
        }
        for why in &self.not_valid {
            lines.push(format!("NOT VALID: {why}"));
        }
        lines.join("\n")
    }
}
