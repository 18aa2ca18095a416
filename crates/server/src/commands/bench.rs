//! `tacita bench`: how much this machine can carry.
//!
//! Starts a service of its own in a folder of its own, drives it through its sockets, and prints
//! figures beside the floor of the same run. A run that cannot be believed says so. What each figure
//! means and how to read it: docs/reference/performance.md.

use super::{Failure, complain, print};
use crate::bench::desk::{Chat, Desk};
use crate::bench::replay::Replay;
use crate::bench::report::{GENERATOR_SHARE, LedgerRow, Report};
use crate::bench::service::Service;
use crate::bench::{idle, log, storm, whole};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tacita_store::floor;

/// Before the first measured run: caches fill, the files grow.
const WARM_UP: Duration = Duration::from_secs(1);

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Conversations, each of one customer and one agent
    #[arg(long, default_value_t = 200)]
    conversations: usize,
    /// Length of each run
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Bytes of an MLS message
    #[arg(long, default_value_t = 300)]
    body_bytes: usize,
    /// Messages that the store holds before the service starts
    #[arg(long, default_value_t = 1_000_000)]
    kept: u64,
    /// Idle sockets; all of them are also cut at once and come back
    #[arg(long, default_value_t = 2_000)]
    idle_sockets: usize,
    /// One part alone
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Prints JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Writes the JSON to a file as well
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Where a folder is made for the time of the run [default: the system's for such things]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The service alone, with prepared posts, and the floor beside it
    A,
    /// Everything together, with real devices
    B,
    /// The database alone, without and with the ledger's leaf
    Floor,
    /// The ledger by itself: leaves that become durable, are sequenced, are verified
    Ledger,
    /// Memory of idle sockets, and all of them back after a cut
    Idle,
    /// Starts with many messages kept
    Start,
}

pub(super) fn run(flags: &Flags) -> Result<(), Failure> {
    // One thread: the generator has one core, and handing work between threads costs time there.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let parent = flags.folder.clone().unwrap_or_else(std::env::temp_dir);
    let folder = parent.join(format!("tacita-bench-{}", std::process::id()));
    crate::keys::create_private_folder(&folder)?;
    let done = runtime.block_on(measure(flags, &folder));
    runtime.shutdown_background();
    std::fs::remove_dir_all(&folder)?;
    let mut report = done?;
    report.finish();
    let json = serde_json::to_string_pretty(&report)?;
    if let Some(file) = &flags.save {
        std::fs::write(file, &json)?;
    }
    if flags.json {
        print(&json);
    } else {
        print(&report.table());
    }
    Ok(())
}

async fn measure(flags: &Flags, folder: &Path) -> Result<Report, Failure> {
    drop(std::sync::Arc::unwrap_or_clone(crate::edge::tls::provider()).install_default());
    let mut report = Report {
        optimised: !cfg!(debug_assertions),
        cores: std::thread::available_parallelism()?.get(),
        conversations: flags.conversations,
        body_bytes: flags.body_bytes,
        ..Report::default()
    };
    let span = Duration::from_secs(flags.seconds.max(1));
    if flags.wants(Part::Floor) || flags.wants(Part::A) {
        measure_floor(flags, folder, span / 5, &mut report).await?;
    }
    if flags.wants(Part::Ledger) {
        complain("the ledger");
        let place = folder.join("ledger");
        report.log = Some(log::measure(&place, span / 3).await?);
        std::fs::remove_dir_all(&place)?;
    }
    if matches!(flags.only, Some(Part::Floor | Part::Ledger)) {
        return Ok(report);
    }
    complain("starting a service");
    let mut service = Service::start(&folder.join("service"), flags.kept, flags.body_bytes).await?;
    report.pinned = Some(service.pinned);
    let done = drive(flags, &mut service, span, &mut report).await;
    service.stop().await;
    done.map(|()| report)
}

impl Flags {
    fn wants(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }
}

async fn measure_floor(
    flags: &Flags,
    folder: &Path,
    span: Duration,
    report: &mut Report,
) -> Result<(), Failure> {
    for batch in floor::BATCHES {
        complain(&format!("floor, batches of {batch}"));
        let place = folder.join(format!("floor-{batch}"));
        let without = floor::plain(&place, batch, flags.body_bytes, span).await?;
        std::fs::remove_dir_all(&place)?;
        let with = floor::with_leaf(&place, batch, flags.body_bytes, span).await?;
        std::fs::remove_dir_all(&place)?;
        let without = without.into();
        report.ledger.push(LedgerRow::of(&without, with));
        report.floor.push(without);
    }
    Ok(())
}

async fn drive(
    flags: &Flags,
    service: &mut Service,
    span: Duration,
    report: &mut Report,
) -> Result<(), Failure> {
    if flags.wants(Part::Start) {
        complain("starts");
        report.starts = Some(service.measure_starts(flags.kept).await?);
    }
    if flags.wants(Part::Idle) {
        complain("idle sockets");
        let (found, sockets) = idle::measure(service, flags.idle_sockets).await?;
        report.idle = Some(found);
        complain("all of them back after a cut");
        report.storm = Some(storm::measure(service, sockets).await?);
    }
    if flags.wants(Part::A) || flags.wants(Part::B) {
        talk(flags, service, span, report).await?;
    }
    if let Some(starts) = &mut report.starts {
        complain("a start after a kill");
        starts.ready_after_kill_ms = Some(service.measure_kill().await?);
    }
    Ok(())
}

async fn talk(
    flags: &Flags,
    service: &Service,
    span: Duration,
    report: &mut Report,
) -> Result<(), Failure> {
    complain("beginning conversations");
    let desk = Desk::arrive(service).await?;
    let chats = Chat::begin_many(&desk, flags.conversations).await?;
    if flags.wants(Part::B) {
        complain("everything together");
        let found = whole::measure(&chats, span, flags.body_bytes, service.pid).await?;
        // The clients are what fills the generator's core here: that is the measurement.
        report.judge("whole", &found.used, 1.01);
        report.whole = Some(found);
    }
    if flags.wants(Part::A) {
        let mut replay =
            Replay::take_over(chats, flags.body_bytes, service.pid, service.meter()).await?;
        complain("full speed");
        replay.at_full_speed(WARM_UP, 1).await?;
        let tried = replay.find_most(span).await?;
        if let Some(most) = tried.first() {
            report.judge("full speed", &most.used, GENERATOR_SHARE);
            complain("half of it");
            let half = replay.at_rate(span, most.messages_per_second / 2.0).await?;
            report.judge("half speed", &half.used, GENERATOR_SHARE);
            report.half_speed = Some(half);
        }
        report.full_speed = tried;
    }
    Ok(())
}
