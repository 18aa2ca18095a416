//! `tacita witness`: cosigns checkpoints of other people's logs, with a folder of its own.
//!
//! Prints its verifier key, which the log's operator puts under `[[ledger.witnesses]]`. Refuses to
//! start without a log to watch, and without its memory ([`crate::witness`]).

use super::{Failure, complain, print};
use crate::demo::authority::{self, Files};
use crate::edge::tls;
use crate::host::{SystemClock, SystemRandomness};
use crate::keys::create_private_folder;
use crate::witness::{Witness, http};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tacita_ledger::note::VerifierKey;
use tacita_model::Clock;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The witness's own folder: key, memory, certificate
    #[arg(long, value_name = "FOLDER")]
    folder: PathBuf,
    /// Its name in cosignatures, such as witness.example.org. Never change it
    #[arg(long, default_value = "localhost/witness")]
    name: String,
    /// Makes the key if need be, prints the verifier key, and ends
    #[arg(long)]
    create: bool,
    /// A log to watch, as `tacita ledger vkey` prints it; beside those in the folder's file `logs`
    #[arg(long, value_name = "VKEY")]
    log: Vec<String>,
    /// Address and port to listen on, TLS only
    #[arg(long, default_value = "127.0.0.1:8446")]
    listen: SocketAddr,
    /// PEM file with the certificate chain [default: one for localhost, made in the folder]
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// PEM file with the certificate's private key
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// Stops when standard input closes: for a process that was started by another one
    #[arg(long, hide = true)]
    with_parent: bool,
}

pub(super) async fn run(flags: &Flags) -> Result<(), Failure> {
    crate::logs::install("info", Arc::new(SystemClock));
    let logs = flags
        .log
        .iter()
        .map(|text| VerifierKey::parse(text).map_err(|error| format!("--log: {error}")))
        .collect::<Result<Vec<_>, _>>()?;
    let clock = Arc::new(SystemClock);
    let witness = Witness::open(&flags.folder, &flags.name, &logs, clock, &SystemRandomness)?;
    print(&format!("vkey = \"{}\"", witness.vkey().to_text()));
    if flags.create {
        return Ok(());
    }
    if witness.logs() == 0 {
        return Err("there is no log to watch: name one with --log or in the file `logs`".into());
    }
    let (certificate, key) = match (&flags.certificate, &flags.key) {
        (Some(certificate), Some(key)) => (certificate.clone(), key.clone()),
        _ => local(flags)?,
    };
    let tls = tls::server_config(&certificate, &key)?;
    let listener = crate::service::listen(flags.listen)?;
    let address = listener.local_addr()?;
    let stop = super::serve::stop_heard(flags.with_parent)?;
    let handle = http::start(Arc::new(witness), tls, listener)?;
    print(&format!("listening on https://{address}"));
    stop.await;
    handle.graceful_shutdown(Some(Duration::from_secs(5)));
    Ok(())
}

/// A certificate of this machine, made when there is none that lasts another day.
fn local(flags: &Flags) -> Result<(PathBuf, PathBuf), Failure> {
    let folder = flags.folder.join("tls");
    create_private_folder(&folder)?;
    let files = Files::of(&folder);
    let now = SystemClock.now();
    if !files.are_good(now) {
        authority::make(&files, now)?;
        complain(&format!(
            "made a certificate for localhost; name {} as the witness's authority",
            files.authority.display()
        ));
    }
    Ok((files.certificate, files.key))
}
