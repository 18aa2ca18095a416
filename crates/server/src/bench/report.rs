//! What a bench found, as one value that becomes JSON, and why a run may not be believed.
//! Next: [`super::table`], the same for people.

use super::idle::Idle;
use super::log::Log;
use super::machine::Used;
use super::replay::Figures;
use super::service::Starts;
use super::storm::Storm;
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
    /// Service and generator had a core each.
    pub pinned: Option<bool>,
    /// Conversations.
    pub conversations: usize,
    /// Bytes of an MLS message.
    pub body_bytes: usize,
    /// The same rows by one writer, without a service.
    pub floor: Vec<FloorRow>,
    /// What the ledger adds to them.
    pub ledger: Vec<LedgerRow>,
    /// The ledger by itself.
    pub log: Option<Log>,
    /// Starts with many messages kept.
    pub starts: Option<Starts>,
    /// Idle sockets.
    pub idle: Option<Idle>,
    /// All of them cut at once and back.
    pub storm: Option<Storm>,
    /// The service alone at full speed: what each width brought, the best first.
    pub full_speed: Vec<Figures>,
    /// The service alone at half of the best.
    pub half_speed: Option<Figures>,
    /// The best beside the floor and without the ledger.
    pub beside: Option<Beside>,
    /// Everything together, with real devices.
    pub whole: Option<Figures>,
    /// Why the run is not valid; empty if it is.
    pub not_valid: Vec<String>,
}

/// One row of the floor.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FloorRow {
    /// Rows in one transaction.
    pub batch: usize,
    /// Durable rows a second.
    pub rows_per_second: f64,
    /// Processor time for 1,000 rows, in seconds.
    pub cpu_seconds_per_1000: f64,
}

/// The same rows with a leaf over each batch in the same transaction.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct LedgerRow {
    /// Rows in one transaction, under one leaf.
    pub batch: usize,
    /// Durable rows a second with the leaf.
    pub rows_per_second: f64,
    /// Durable leaves a second.
    pub leaves_per_second: f64,
    /// Processor time that the leaf adds to 1,000 rows, in seconds.
    pub cpu_seconds_per_1000: f64,
    /// Rate with the leaf by rate without, both by processor time.
    pub rate_with_by_rate_without: f64,
}

/// Ratios, which hold on other machines too.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Beside {
    /// Messages of one transaction, on average.
    pub messages_per_sync: f64,
    /// The row of the floor that is compared: the batch nearest to that.
    pub floor_batch: usize,
    /// Rate of the service by the rate of that row.
    pub rate_by_floor: f64,
    /// Processor time of the service for a message by that of a row there.
    pub cpu_by_floor: f64,
    /// Message rate of the service by the rate it would have if no leaf were made.
    pub rate_by_rate_without_ledger: f64,
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

impl LedgerRow {
    /// From the same batches without and with a leaf.
    #[must_use]
    pub fn of(without: &FloorRow, with: Floor) -> Self {
        let rows = super::machine::number(u64::try_from(with.batch.max(1)).unwrap_or(1));
        let with: FloorRow = with.into();
        let more = with.cpu_seconds_per_1000 - without.cpu_seconds_per_1000;
        Self {
            batch: with.batch,
            rows_per_second: with.rows_per_second,
            leaves_per_second: with.rows_per_second / rows,
            cpu_seconds_per_1000: more.max(0.0),
            rate_with_by_rate_without: without.cpu_seconds_per_1000
                / with.cpu_seconds_per_1000.max(f64::MIN_POSITIVE),
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

    /// Writes down what holds for all parts, and the ratios.
    pub fn finish(&mut self) {
        if !self.optimised {
            self.not_valid.push("a debug build".to_owned());
        }
        if self.pinned == Some(false) {
            let text = "service and generator share their cores (two cores and taskset are needed)";
            self.not_valid.push(text.to_owned());
        }
        self.beside = self.compare();
    }

    fn compare(&self) -> Option<Beside> {
        let best = self.full_speed.first()?;
        let messages_per_sync = 1.0 / best.syncs_per_message?.max(f64::MIN_POSITIVE);
        let batch = |batch: usize| super::machine::number(u64::try_from(batch).unwrap_or(1));
        let far = |rows: usize| (messages_per_sync / batch(rows).max(1.0)).ln().abs();
        let floor = self
            .floor
            .iter()
            .min_by(|a, b| far(a.batch).total_cmp(&far(b.batch)))?;
        let leaf = self.ledger.iter().find(|row| row.batch == floor.batch)?;
        let cpu = best.server_cpu_seconds_per_1000;
        Some(Beside {
            messages_per_sync,
            floor_batch: floor.batch,
            rate_by_floor: best.messages_per_second / floor.rows_per_second,
            cpu_by_floor: cpu / floor.cpu_seconds_per_1000.max(f64::MIN_POSITIVE),
            rate_by_rate_without_ledger: (cpu - leaf.cpu_seconds_per_1000) / cpu,
        })
    }
}
