//! `tacita serve`: runs the service until it is told to stop.
//!
//! Refuses to start with a configuration that is weak or broken, and with a key folder in which
//! the organisation's own keys lie. SIGTERM and Ctrl-C stop it gracefully.

use super::{Common, Failure, print};
use crate::app::{App, Parts, Shared};
use crate::config::Config;
use crate::config::check::Weight;
use crate::features::accounts::first;
use crate::host::{Randomness, SystemClock, SystemRandomness};
use crate::keys::{Keys, refuse_issuers_keys};
use crate::screening::Screening;
use crate::service::Service;
use std::io::IsTerminal;
use std::sync::Arc;
use tacita_model::Clock;
use tacita_store::{LocalKms, Store};

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Stops when standard input closes: for a process that was started by another one
    #[arg(long, hide = true)]
    with_parent: bool,
}

pub(super) async fn run(common: &Common, flags: &Flags) -> Result<(), Failure> {
    let config = common.load()?;
    crate::logs::install(&config.log.level, Arc::new(SystemClock));
    refuse_weak(&config)?;
    if let Some(address) = config.metrics.listen {
        metrics_exporter_prometheus::PrometheusBuilder::new()
            .with_http_listener(address)
            .install()?;
    }
    let app = open(config).await?;
    show_first_link(&app).await?;
    let stop = stop_heard(flags.with_parent)?;
    let service = Service::start(app)?;
    tracing::info!(event = "listening", port = service.address.port());
    tell_systemd(sd_notify::NotifyState::Ready);
    stop.await;
    tell_systemd(sd_notify::NotifyState::Stopping);
    tracing::info!(event = "stopping");
    service.stop().await?;
    tracing::info!(event = "stopped");
    Ok(())
}

/// Opens keys and store of the configuration.
///
/// # Errors
/// Says which of them and why.
pub(crate) async fn open(config: Config) -> Result<Shared, Failure> {
    let (clock, randomness) = (Arc::new(SystemClock), Arc::new(SystemRandomness));
    // A server that could read the organisation's keys could invent agents.
    refuse_issuers_keys(&config.data_folder)?;
    let keys = Keys::load(&config.key_folder(), randomness.as_ref())?;
    let ledger_key = crate::keys::ledger_key(&config.key_folder())?;
    let fill: tacita_store::Randomness =
        Arc::new(|bytes| SystemRandomness.generator().fill_bytes(bytes));
    let kms = LocalKms::open(config.key_folder().join("halves"), Arc::clone(&fill))?;
    let settings = tacita_store::Config::new(config.location(), clock.clone(), fill, Arc::new(kms));
    let store = Store::open(settings).await?;
    let screening = Screening::load(&config, randomness.as_ref())?;
    Ok(App::open(
        config,
        Parts {
            screening,
            store,
            clock,
            randomness,
            keys,
            ledger_key,
        },
    )
    .await?)
}

/// While nobody administers the installation, each start draws a link for whoever will. It is printed
/// where a person looks on; elsewhere output becomes a log, so it goes into a file of the data folder.
async fn show_first_link(app: &App) -> Result<(), Failure> {
    let file = first::file(app);
    // A link of an earlier start counts no more.
    match std::fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let Some(link) = first::link(app).await? else {
        return Ok(());
    };
    print(
        "nobody administers this installation yet; the first one to open this link within a day will:",
    );
    if std::io::stdout().is_terminal() {
        print(&link);
    } else {
        crate::keys::write_private_file(&file, link.as_bytes())?;
        print(&file.display().to_string());
    }
    Ok(())
}

/// Practice: B1 (start refuses weak configuration).
fn refuse_weak(config: &Config) -> Result<(), Failure> {
    let mut complaints = config.check();
    complaints.extend(crate::edge::tls::check(config, SystemClock.now()));
    complaints.extend(crate::screening::check(config));
    complaints.extend(crate::policies::check(config));
    complaints.extend(crate::features::accounts::oidc::provider::check(config));
    for complaint in &complaints {
        tracing::warn!(event = "configuration", field = complaint.field);
    }
    if complaints
        .iter()
        .any(|complaint| complaint.weight == Weight::Stop)
    {
        drop(super::config::judge(&complaints));
        return Err("the service does not start like this".into());
    }
    Ok(())
}

/// Does nothing where no service manager listens.
fn tell_systemd(state: sd_notify::NotifyState<'_>) {
    drop(sd_notify::notify(&[state]));
}

/// From now on SIGTERM and Ctrl-C end nothing by themselves: the answer is over when one came, or when
/// the process that started this one has ended. Asked for before anybody is told that we are ready.
///
/// # Errors
/// The system's, when signals cannot be had.
pub(super) fn stop_heard(with_parent: bool) -> std::io::Result<impl Future<Output = ()>> {
    let stop = stop_signal()?;
    Ok(async move {
        if !with_parent {
            return stop.await;
        }
        tokio::select! {
            () = stop => {}
            () = crate::demo::children::parent_gone() => {}
        }
    })
}

/// SIGTERM or Ctrl-C, listened for from now on.
///
/// # Errors
/// The system's, when signals cannot be had.
pub(super) fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
