//! `tacita bench`: how much this machine can carry.
//!
//! Starts a service of its own in a folder of its own, drives it through its sockets, and prints
//! figures beside the floor of the same run. A run that cannot be believed says so.

use super::{Failure, complain, print};
use crate::bench::desk::{Chat, Desk};
use crate::bench::replay::Replay;
use crate::bench::report::{GENERATOR_SHARE, Report};
use crate::bench::service::Service;
use crate::bench::{idle, whole};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tacita_store::floor;

/// Rows in one transaction of the floor.
const BATCHES: [usize; 4] = [1, 8, 64, 512];
/// Sockets of the idle measurement.
const IDLE_SOCKETS: usize = 1000;
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
    /// Posts of one conversation that may be under way at full speed; more of them travel together
    /// and cost less than people's single messages do
    #[arg(long, default_value_t = 1)]
    window: usize,
    /// One part alone
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Prints JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Where a folder is made for the time of the run [default: the system's for such things]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The service alone, with prepared posts
    A,
    /// Everything together, with real devices
    B,
    /// The database alone
    Floor,
    /// Memory of idle sockets
    Idle,
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
    let report = done?;
    if flags.json {
        print(&serde_json::to_string_pretty(&report)?);
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
    let wants = |part| flags.only.is_none_or(|only| only == part);
    let span = Duration::from_secs(flags.seconds.max(1));
    if wants(Part::Floor) {
        for batch in BATCHES {
            complain(&format!("floor, batches of {batch}"));
            let place = folder.join(format!("floor-{batch}"));
            let found = floor::plain(&place, batch, flags.body_bytes, span / 4).await?;
            report.floor.push(found.into());
        }
    }
    if flags.only == Some(Part::Floor) {
        return Ok(report);
    }
    complain("starting a service");
    let service = Service::start(&folder.join("service")).await?;
    let done = drive(flags, &service, span, &mut report).await;
    service.stop().await;
    done.map(|()| report)
}

async fn drive(
    flags: &Flags,
    service: &Service,
    span: Duration,
    report: &mut Report,
) -> Result<(), Failure> {
    let wants = |part| flags.only.is_none_or(|only| only == part);
    if wants(Part::Idle) {
        complain("idle sockets");
        report.idle = Some(idle::measure(service, IDLE_SOCKETS).await?);
    }
    if !wants(Part::A) && !wants(Part::B) {
        return Ok(());
    }
    complain("beginning conversations");
    let desk = Desk::arrive(service).await?;
    let chats = Chat::begin_many(&desk, flags.conversations).await?;
    if wants(Part::B) {
        complain("everything together");
        let found = whole::measure(&chats, span, flags.body_bytes, service.pid).await?;
        // The clients are what fills the generator's core here: that is the measurement.
        report.judge("whole", &found.used, 1.01);
        report.whole = Some(found);
    }
    if wants(Part::A) {
        let mut replay = Replay::take_over(chats, flags.body_bytes, service.pid).await?;
        complain("full speed");
        replay.at_full_speed(WARM_UP, flags.window).await?;
        let full = replay.at_full_speed(span, flags.window).await?;
        report.judge("full speed", &full.used, GENERATOR_SHARE);
        complain("half of it");
        let rate = full.messages_per_second / 2.0;
        report.full_speed = Some(full);
        let half = replay.at_rate(span, rate).await?;
        report.judge("half speed", &half.used, GENERATOR_SHARE);
        report.half_speed = Some(half);
    }
    Ok(())
}
