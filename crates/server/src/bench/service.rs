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
    serve: Part,
    issuer: Part,
}

impl Service {
    /// Makes the folder, writes the agent, starts service and issuer, and waits until a chat could
    /// begin. With two cores the service gets the first and this process the second.
    ///
    /// # Errors
    /// Says what did not start.
    pub async fn start(path: &Path) -> Result<Self, Failure> {
        let folder = Folder::open(path, 18443, 18444)?;
        let password = crate::demo::people::password(&crate::host::SystemRandomness);
        seed(&folder, &password).await?;
        let own = std::process::id();
        let two = std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
        // A child begins on its parent's core, so it starts as many threads as it will have cores.
        if two {
            machine::keep_on_core(own, 0);
        }
        let serve = start_serve(&folder)?;
        if two {
            machine::keep_on_core(own, 1);
        }
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
        let service = Self {
            address: Address::new(folder.port, &folder.tls.authority)?,
            http: reqwest::Client::builder()
                .tls_certs_only(reqwest::Certificate::from_pem_bundle(&authority)?)
                .no_proxy()
                .timeout(Duration::from_secs(20))
                .build()?,
            origin,
            pid: serve.child.id().ok_or("the service ended at once")?,
            root,
            password,
            serve,
            issuer,
        };
        service.ready().await?;
        Ok(service)
    }

    async fn ready(&self) -> Result<(), Failure> {
        for _ in 0..300 {
            let answer = self.http.get(format!("{}/readyz", self.origin)).send();
            if answer
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("the service is not ready after half a minute".into())
    }

    /// Ends both processes.
    pub async fn stop(self) {
        self.issuer.stop().await;
        self.serve.stop().await;
    }
}

async fn seed(folder: &Folder, password: &str) -> Result<(), Failure> {
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
    app.store.clone().close().await;
    Ok(())
}

fn start_serve(folder: &Folder) -> Result<Part, Failure> {
    let file = folder.configuration_file();
    let mut arguments = vec!["--config".as_ref(), file.as_os_str()];
    for limit in LIMITS {
        arguments.extend::<[&std::ffi::OsStr; 2]>(["--set".as_ref(), limit.as_ref()]);
    }
    arguments.extend::<[&std::ffi::OsStr; 2]>(["serve".as_ref(), "--with-parent".as_ref()]);
    Part::start(&arguments)
}
