//! A report for people: a line or a small table for each part.

use super::machine;
use super::replay::Figures;
use super::report::Report;

impl Report {
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
        self.floor_lines(&mut lines);
        self.service_lines(&mut lines);
        self.other_lines(&mut lines);
        lines.push(String::new());
        if self.not_valid.is_empty() {
            lines.push("the run is valid".to_owned());
        }
        for why in &self.not_valid {
            lines.push(format!("NOT VALID: {why}"));
        }
        lines.join("\n")
    }

    fn floor_lines(&self, lines: &mut Vec<String>) {
        if self.floor.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.push(
            "floor: batch       rows/s   CPU s/1,000   with a leaf: rows/s     leaves/s   \
             rate by rate without"
                .to_owned(),
        );
        for row in &self.floor {
            let leaf = self.ledger.iter().find(|leaf| leaf.batch == row.batch);
            let leaf = leaf.map_or_else(String::new, |leaf| {
                format!(
                    "{:22.0} {:12.0} {:21.2}",
                    leaf.rows_per_second, leaf.leaves_per_second, leaf.rate_with_by_rate_without
                )
            });
            lines.push(format!(
                "{:12} {:12.0} {:13.4} {leaf}",
                row.batch, row.rows_per_second, row.cpu_seconds_per_1000
            ));
        }
    }

    fn service_lines(&self, lines: &mut Vec<String>) {
        if self.full_speed.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.push(
            "service alone     messages/s    p50 ms    p99 ms  server CPU s/1,000  \
             syncs/message  disk B/payload B  server core  generator core"
                .to_owned(),
        );
        for (place, figures) in self.full_speed.iter().enumerate() {
            let name = figures.window.map_or_else(String::new, |window| {
                let best = if place == 0 { "most, " } else { "" };
                format!("{best}{window} each")
            });
            lines.push(row(&name, figures));
        }
        if let Some(half) = &self.half_speed {
            lines.push(row("half", half));
        }
        let runs = self.full_speed.iter().chain(&self.half_speed);
        let operations: u64 = runs.filter_map(|run| run.public_key_operations).sum();
        lines.push(format!(
            "public-key operations of the service in these runs: {operations}"
        ));
        if let Some(beside) = &self.beside {
            lines.push(format!(
                "the most beside the floor: {:.1} messages a sync; rate {:.3} of the floor's at \
                 batch {}, CPU {:.1} times; {:.3} of the rate without a ledger",
                beside.messages_per_sync,
                beside.rate_by_floor,
                beside.floor_batch,
                beside.cpu_by_floor,
                beside.rate_by_rate_without_ledger
            ));
        }
    }

    fn other_lines(&self, lines: &mut Vec<String>) {
        if let Some(log) = &self.log {
            lines.push(String::new());
            lines.push(format!(
                "ledger: {:.0} acts/s durable, a leaf each; {:.0} leaves/s sequenced and signed \
                 ({:.2} us of CPU each); {:.0} leaves/s verified, of {}",
                log.durable_leaves_per_second,
                log.sequenced_leaves_per_second,
                log.sequencing_cpu_microseconds,
                log.verified_leaves_per_second,
                log.leaves
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
            lines.push(format!(
                "idle: {:.1} KiB a TLS WebSocket ({} sockets, {} to {} KiB)",
                idle.kib_per_socket, idle.sockets, idle.before_kib, idle.after_kib
            ));
        }
        if let Some(storm) = &self.storm {
            lines.push(format!(
                "storm: {} sockets back after {:.2} s; CPU ms each: server {:.2}, clients {:.2}",
                storm.sockets, storm.seconds, storm.server_cpu_ms_each, storm.clients_cpu_ms_each
            ));
        }
        if let Some(starts) = &self.starts {
            lines.push(format!(
                "start: ready after {:.0} ms with {} messages kept, {} KiB then; {} after a kill",
                starts.ready_ms,
                starts.kept_messages,
                starts.resident_kib,
                starts
                    .ready_after_kill_ms
                    .map_or_else(|| "not measured".to_owned(), |took| format!("{took:.0} ms")),
            ));
        }
    }
}

fn row(name: &str, figures: &Figures) -> String {
    format!(
        "{name:16} {:11.0} {:9.2} {:9.2} {:19.4} {:14.3} {:17.1} {:12.2} {:15.2}",
        figures.messages_per_second,
        figures.p50_ms,
        figures.p99_ms,
        figures.server_cpu_seconds_per_1000,
        figures.syncs_per_message.unwrap_or_default(),
        figures.written_bytes_per_payload_byte.unwrap_or_default(),
        figures.used.server_cpu_seconds / figures.used.seconds,
        figures.used.generator_cpu_seconds / figures.used.seconds,
    )
}
