//! A service in a process of its own, with an issuer beside it and one agent in its store.
//!
//! Folder, certificates and sites are those of the demonstration, in a folder of the caller's. The
//! service checks everything it checks in production; only the configured rates are high, because
//! everybody of a bench has the same address. Next: [`super::desk`].

use super::machine;
use super::wire::Address;
use crate::commands::Failure;
use crate::demo::children::Part;
use crate::demo::folder::Folder;
use crate::features::accounts::desk::{NewPerson, put_person};
use crate::features::accounts::enrol::seed_app;
use crate::features::conversations::{KEY_OPERATIONS, TRANSACTIONS};
use crate::host::{Randomness, SystemRandomness};
use serde::Serialize;
use std::path::Path;
use std::time::Duration;
use tacita_model::Role;

/// Sign-in name of the one agent.
pub const AGENT: &str = "bench";
/// Rates that a bench does not reach.
const LIMITS: [&str; 6] = [
    "limits.requests_per_minute=1000000",
    "limits.openings_per_minute=1000000",
    "limits.sockets_per_minute=1000000",
    "limits.messages_per_second=1000000",
    "limits.open_sockets=10000",
    "log.level=warn",
];
/// Orderly starts that are measured.
const STARTS: usize = 3;
/// The service tells its counts this often (the engine's tick), and a little.
const TOLD: Duration = Duration::from_millis(300);

/// A running service.
#[derive(Debug)]
pub struct Service {
    /// Its sockets.
    pub address: Address,
    /// Its HTTP interface.
    pub http: reqwest::Client,
    /// `https://…`, without a slash at the end.
    pub origin: String,
    /// Its process.
    pub pid: u32,
    /// Fingerprint of the organisation's root.
    pub root: [u8; 32],
    /// The agent's password.
    pub password: String,
    /// The seed of the agent's authenticator app.
    pub app_seed: [u8; 32],
    /// Service and generator have a core each.
    pub pinned: bool,
    meter: Meter,
    folder: Folder,
    serve: Part,
    issuer: Part,
}

/// How long a start takes.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Starts {
    /// Messages in the store at the orderly starts.
    pub kept_messages: u64,
    /// From the start of the process until it says over TLS that it is ready; the middle one of
    /// three orderly starts.
    pub ready_ms: f64,
    /// Memory of the process then.
    pub resident_kib: u64,
    /// The same after SIGKILL at the end of all runs, with everything they left.
    pub ready_after_kill_ms: Option<f64>,
}

/// Where the service tells its counts.
#[derive(Debug, Clone)]
pub struct Meter {
    http: reqwest::Client,
    url: String,
}

/// What the service has counted since it started.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// Durable transactions of its store; each cost one sync.
    pub transactions: u64,
    /// Operations with a private or public key.
    pub key_operations: u64,
}

impl Meter {
    /// The counts, once what was done before has got into them.
    ///
    /// # Errors
    /// When the listener does not answer.
    pub async fn read(&self) -> Result<Counted, Failure> {
        tokio::time::sleep(TOLD).await;
        let text = self.http.get(&self.url).send().await?.text().await?;
        let find = |name: &str| -> Result<u64, Failure> {
            let value = text.lines().find_map(|line| line.strip_prefix(name));
            Ok(value.ok_or("the service does not count")?.trim().parse()?)
        };
        Ok(Counted {
            transactions: find(TRANSACTIONS)?,
            key_operations: find(KEY_OPERATIONS)?,
        })
    }
}

impl Service {
    /// Makes the folder, writes the agent and so many messages of the past, starts service and
    /// issuer, and waits until a chat could begin. With two cores the service gets the first and
    /// this process the second.
    ///
    /// # Errors
    /// Says what did not start.
    pub async fn start(path: &Path, kept: u64, body_bytes: usize) -> Result<Self, Failure> {
        let folder = Folder::open(path, 18443, 18444)?;
        let password = crate::demo::people::password(&crate::host::SystemRandomness);
        let mut app_seed = [0; 32];
        SystemRandomness.generator().fill_bytes(&mut app_seed);
        seed(&folder, &password, &app_seed, kept, body_bytes).await?;
        let free = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let (serve, pinned) = start_serve(&folder, free)?;
        let origin = format!("https://localhost:{}", folder.port);
        let issuer = Part::start(&[
            "issuer".as_ref(),
            "--folder".as_ref(),
            folder.path.join("issuer").as_os_str(),
            "--server".as_ref(),
            origin.as_ref(),
            "--authority".as_ref(),
            folder.tls.authority.as_os_str(),
            "--approve-demo".as_ref(),
            "--with-parent".as_ref(),
        ])?;
        let authority = std::fs::read(&folder.tls.authority)?;
        let root = crate::config::check::parse_fingerprint(&folder.facts.root_fingerprint)
            .ok_or("the fingerprint has 64 hex digits")?;
        let http = reqwest::Client::builder()
            .tls_certs_only(reqwest::Certificate::from_pem_bundle(&authority)?)
            .no_proxy()
            .timeout(Duration::from_secs(20))
            .build()?;
        let service = Self {
            address: Address::new(folder.port, &folder.tls.authority)?,
            meter: Meter {
                http: http.clone(),
                url: format!("http://{free}/metrics"),
            },
            http,
            origin,
            pid: serve.child.id().ok_or("the service ended at once")?,
            root,
            password,
            app_seed,
            pinned,
            folder,
            serve,
            issuer,
        };
        service.ready().await?;
        Ok(service)
    }

    /// Where the service tells its counts.
    #[must_use]
    pub fn meter(&self) -> Meter {
        self.meter.clone()
    }

    async fn ready(&self) -> Result<(), Failure> {
        let patience = Duration::from_secs(30);
        let end = machine::now().checked_add(patience);
        while end.is_none_or(|end| machine::now() < end) {
            // A bare connection first: it costs the starting process nothing.
            let port = ("127.0.0.1", self.folder.port);
            if tokio::net::TcpStream::connect(port).await.is_ok() {
                let answer = self.http.get(format!("{}/readyz", self.origin)).send();
                let answer = answer.await;
                if answer.is_ok_and(|answer| answer.status().is_success()) {
                    return Ok(());
                }
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err("the service is not ready after half a minute".into())
    }

    /// Ends the service's process and starts it again. Milliseconds from the start of the process
    /// until it is ready.
    async fn again(&mut self, sudden: bool) -> Result<f64, Failure> {
        if sudden {
            self.serve.child.kill().await?;
        }
        let address = self.meter.url.trim_start_matches("http://");
        let metrics = address.trim_end_matches("/metrics").parse()?;
        let (old, folder) = (&mut self.serve, &self.folder);
        old.end().await;
        let began = machine::now();
        let (serve, pinned) = start_serve(folder, metrics)?;
        self.pid = serve.child.id().ok_or("the service ended at once")?;
        self.serve = serve;
        self.pinned = pinned;
        self.ready().await?;
        let took = machine::now().saturating_duration_since(began);
        Ok(took.as_secs_f64() * 1000.0)
    }

    /// Starts it again in order, a few times.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn measure_starts(&mut self, kept_messages: u64) -> Result<Starts, Failure> {
        let mut all = Vec::with_capacity(STARTS);
        for _ in 0..STARTS {
            all.push(self.again(false).await?);
        }
        all.sort_by(f64::total_cmp);
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(Starts {
            kept_messages,
            ready_ms: all.get(STARTS / 2).copied().unwrap_or_default(),
            resident_kib: machine::resident_kib(self.pid),
            ready_after_kill_ms: None,
        })
    }

    /// Kills it and starts it again.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn measure_kill(&mut self) -> Result<f64, Failure> {
        self.again(true).await
    }

    /// Ends both processes.
    pub async fn stop(self) {
        self.issuer.stop().await;
        self.serve.stop().await;
    }
}

async fn seed(
    folder: &Folder,
    password: &str,
    app_seed: &[u8; 32],
    kept: u64,
    body_bytes: usize,
) -> Result<(), Failure> {
    let config = crate::config::load::load(Some(&folder.configuration_file()), &[])?;
    let app = crate::commands::serve::open(config).await?;
    let new = NewPerson {
        name: AGENT.to_owned(),
        display_name: "Bench".to_owned(),
        role: Role::Agent,
        password_hash: app.passwords.hash(password, app.randomness.as_ref())?,
        teams: vec!["Front desk".to_owned()],
        capacity: 100_000,
    };
    let tenant = app.organisation.tenant;
    put_person(&app.store, tenant, app.draw_id(), app.now(), new).await?;
    let agent = app.store.agent_by_name(AGENT).await?;
    seed_app(&app, &agent.ok_or("the agent is not there")?, app_seed).await?;
    tacita_store::floor::fill(&app.store, kept, body_bytes).await?;
    app.store.clone().close().await;
    Ok(())
}

/// Starts the service on the first core and puts this process onto the second.
fn start_serve(folder: &Folder, metrics: std::net::SocketAddr) -> Result<(Part, bool), Failure> {
    let file = folder.configuration_file();
    let metrics = format!("metrics.listen={metrics}");
    let mut arguments = vec!["--config".as_ref(), file.as_os_str()];
    for limit in LIMITS.into_iter().chain([metrics.as_str()]) {
        arguments.extend::<[&std::ffi::OsStr; 2]>(["--set".as_ref(), limit.as_ref()]);
    }
    arguments.extend::<[&std::ffi::OsStr; 2]>(["serve".as_ref(), "--with-parent".as_ref()]);
    let own = std::process::id();
    // A child begins on its parent's core, so it starts as many threads as it will have cores.
    let first = machine::keep_on_core(own, 0);
    let serve = Part::start(&arguments)?;
    let second = machine::keep_on_core(own, 1);
    Ok((serve, first && second))
}
