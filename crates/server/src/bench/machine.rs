//! What the machine says about processes and itself (Linux, proc(5)); zeros elsewhere.
//!
//! Processor time is counted by the kernel in hundredths of a second, so short spans are coarse.

use serde::Serialize;
use std::time::Instant;

/// A moment of the machine's monotonic clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is a measurement")]
pub fn now() -> Instant {
    Instant::now()
}

/// A count as a number to divide.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a bench are far below 2^52"
)]
pub const fn number(count: u64) -> f64 {
    count as f64
}

/// Keeps a process and its threads on one core. False where there is no `taskset`.
pub fn keep_on_core(pid: u32, core: usize) -> bool {
    let done = std::process::Command::new("taskset")
        .args(["-a", "-c", "-p", &core.to_string(), &pid.to_string()])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status();
    done.is_ok_and(|status| status.success())
}

/// User and system time of a process, all threads, in seconds.
#[must_use]
pub fn cpu_seconds(pid: u32) -> f64 {
    // Fields 14 and 15; the name before them may hold spaces and ends with the last parenthesis.
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_ascii_whitespace().skip(11).take(2);
    ticks
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// Memory of a process that is in RAM, in KiB.
#[must_use]
pub fn resident_kib(pid: u32) -> u64 {
    field(&format!("/proc/{pid}/status"), "VmRSS:")
}

/// Bytes that a process has sent towards the disk.
#[must_use]
pub fn written_bytes(pid: u32) -> u64 {
    field(&format!("/proc/{pid}/io"), "write_bytes:")
}

fn field(path: &str, name: &str) -> u64 {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_ascii_whitespace().next())
        .and_then(|value| value.parse().ok())
        .unwrap_or(0)
}

/// Readings at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    at: Instant,
    server: f64,
    generator: f64,
    written: u64,
    busy: f64,
    stolen: f64,
    all: f64,
}

/// What was used between two readings.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Used {
    /// Length of the span.
    pub seconds: f64,
    /// Processor time of the server.
    pub server_cpu_seconds: f64,
    /// Processor time of this process.
    pub generator_cpu_seconds: f64,
    /// Bytes that the server sent towards the disk.
    pub written_bytes: u64,
    /// Share of the machine's time that its host took away.
    pub steal_share: f64,
    /// Share of the machine's time that went to other processes.
    pub others_share: f64,
}

impl Reading {
    /// Reads.
    #[must_use]
    pub fn take(server: u32) -> Self {
        let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
        let ticks: Vec<f64> = stat
            .lines()
            .next()
            .unwrap_or_default()
            .split_ascii_whitespace()
            .skip(1)
            .take(8)
            .filter_map(|field| field.parse().ok())
            .collect();
        // user nice system idle iowait irq softirq steal
        let at = |index: usize| ticks.get(index).copied().unwrap_or(0.0) / 100.0;
        let all: f64 = ticks.iter().sum::<f64>() / 100.0;
        Self {
            at: now(),
            server: cpu_seconds(server),
            generator: cpu_seconds(std::process::id()),
            written: written_bytes(server),
            busy: all - at(3) - at(4) - at(7),
            stolen: at(7),
            all,
        }
    }

    /// What was used since.
    #[must_use]
    pub fn since(&self, server: u32) -> Used {
        let then = Self::take(server);
        let all = (then.all - self.all).max(0.01);
        let (server_cpu, generator_cpu) =
            (then.server - self.server, then.generator - self.generator);
        let others = then.busy - self.busy - server_cpu - generator_cpu;
        Used {
            seconds: then.at.duration_since(self.at).as_secs_f64(),
            server_cpu_seconds: server_cpu,
            generator_cpu_seconds: generator_cpu,
            written_bytes: then.written.saturating_sub(self.written),
            steal_share: (then.stolen - self.stolen) / all,
            others_share: (others / all).max(0.0),
        }
    }
}
