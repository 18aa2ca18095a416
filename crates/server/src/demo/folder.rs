//! The demonstration's folder and what is written into it.
//!
//! ```text
//! data/server/   rows, keys, configuration: all that `serve` is given
//! data/issuer/   the organisation's keys: `serve` is never given this
//! data/tls/      certificate authority's certificate, server certificate
//! data/demo.json addresses and people, for tests and tools
//! ```

use super::authority::{self, Files};
use crate::commands::Failure;
use crate::host::{SystemClock, SystemRandomness};
use crate::issuer::Folder as IssuerFolder;
use crate::keys::{create_private_folder, make_ledger_key};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use tacita_model::Clock;

/// The demonstration's shops, as words of the configuration.
pub const SITES: [(&str, &str); 2] = [
    ("harbour-books", "Questions"),
    ("harbour-books-billing", "Billing"),
];

/// A person of the demonstration.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Person {
    /// Sign-in name.
    pub name: String,
    /// Display name.
    pub display_name: String,
    /// Password.
    pub password: String,
    /// Seed of their authenticator app, in hex. Whoever has it computes the codes.
    #[serde(default)]
    pub app_seed: String,
    /// Role word.
    pub role: String,
    /// Teams.
    pub teams: Vec<String>,
}

/// What tests and people need to know (`demo.json`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Facts {
    /// Where agents sign in.
    pub console: String,
    /// The shop's page.
    pub shop: String,
    /// Where the people's passwords and codes stand, as their telephones would show them.
    #[serde(default)]
    pub people_page: String,
    /// The certificate authority's file.
    pub authority: PathBuf,
    /// Root fingerprint, hex.
    pub root_fingerprint: String,
    /// People with their passwords.
    pub people: Vec<Person>,
}

/// See the top of this file.
#[derive(Debug)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// TLS files.
    pub tls: Files,
    /// What is told.
    pub facts: Facts,
    /// Port of console and widget.
    pub port: u16,
    /// Port of the shop.
    pub shop_port: u16,
    /// The certificate authority is new: nobody trusts it yet.
    pub fresh_authority: bool,
}

impl Folder {
    /// Opens or makes it; takes other ports when these are in use.
    ///
    /// # Errors
    /// Says what could not be made.
    pub fn open(path: &Path, port: u16, shop_port: u16) -> Result<Self, Failure> {
        create_private_folder(path)?;
        let path = path.canonicalize()?;
        let tls = Files::of(&path.join("tls"));
        create_private_folder(&path.join("tls"))?;
        create_private_folder(&path.join("server"))?;
        make_ledger_key(&path.join("server").join("keys"), &SystemRandomness)?;
        let now = SystemClock.now();
        let fresh_authority = !tls.are_good(now);
        if fresh_authority {
            authority::make(&tls, now)?;
        }
        let issuer = IssuerFolder::open(&path.join("issuer"), &SystemRandomness, now)?;
        let before = std::fs::read(path.join("demo.json")).ok();
        let before: Option<Facts> = before.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let (port, shop_port) = (free(port)?, free(shop_port)?);
        let folder = Self {
            facts: Facts {
                console: format!("https://localhost:{port}/console/"),
                shop: format!("https://127.0.0.1:{shop_port}/"),
                people_page: format!("https://127.0.0.1:{shop_port}/people"),
                authority: tls.authority.clone(),
                root_fingerprint: issuer.fingerprint(),
                people: super::people::with_seeds(
                    before.map_or_else(super::people::draw, |facts| facts.people),
                ),
            },
            tls,
            port,
            shop_port,
            fresh_authority,
            path,
        };
        let facts = serde_json::to_vec_pretty(&folder.facts)?;
        write_private(&folder.path.join("demo.json"), &facts)?;
        let configuration = folder.configuration(&issuer.tenant().to_string());
        write_private(&folder.configuration_file(), configuration.as_bytes())?;
        Ok(folder)
    }

    /// The file that `serve` is started with.
    #[must_use]
    pub fn configuration_file(&self) -> PathBuf {
        self.path.join("server").join("tacita.toml")
    }

    fn configuration(&self, tenant: &str) -> String {
        let quoted = |text: &str| toml_text(text);
        let (port, data) = (
            self.port,
            quoted(&self.path.join("server").to_string_lossy()),
        );
        let certificate = quoted(&self.tls.certificate.to_string_lossy());
        let key = quoted(&self.tls.key.to_string_lossy());
        let root = &self.facts.root_fingerprint;
        let mut out = format!(
            "# Made by `tacita demo`; changes are overwritten.\n\
             listen = \"127.0.0.1:{port}\"\n\
             data_folder = {data}\n\
             widget_host = \"localhost:{port}\"\n\
             console_host = \"localhost:{port}\"\n\n\
             [organisation]\ntenant = \"{tenant}\"\nroot_fingerprint = \"{root}\"\n\n\
             [tls]\ncertificate = {certificate}\nkey = {key}\n\n\
             # Its own name: the ports may be others at the next start.\n\
             [ledger]\norigin = \"localhost/tacita-demo\"\n\n\
             # A demonstration may lie about for long.\n\
             [access_reviews]\ndormant_days = 0\n\n\
             # Everybody of a demonstration has the same address.\n\
             [limits]\nrequests_per_minute = 6000\nopenings_per_minute = 240\n\
             sockets_per_minute = 1200\ndrain_seconds = 3\n\n\
             [[queues]]\nname = \"Questions\"\nrouting = \"automatic\"\nteams = [\"Front desk\"]\n\n\
             [[queues]]\nname = \"Billing\"\nrouting = \"manual\"\nteams = [\"Billing\", \"Front desk\"]\n"
        );
        for (id, queue) in SITES {
            out.push_str(&format!(
                "\n[[sites]]\nid = \"{id}\"\nshop_name = \"Harbour Books\"\nqueue = \"{queue}\"\n\
                 frame_ancestors = [\"https://127.0.0.1:{}\"]\nlanguages = [\"en\", \"de\"]\n\
                 other_channels = [\"Telephone 0800 555 0199, every day from 8 to 20\"]\n",
                self.shop_port
            ));
        }
        out
    }
}

fn toml_text(text: &str) -> String {
    // TOML's basic strings and JSON's agree in everything that a path can hold.
    serde_json::Value::from(text).to_string()
}

/// The wanted port if it is free, else any.
fn free(wanted: u16) -> std::io::Result<u16> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let listener = bind(wanted).or_else(|_| bind(0))?;
    Ok(listener.local_addr()?.port())
}

/// Writes a file that its owner alone may read; the old one stays whole until the new one is.
///
/// # Errors
/// The disk's.
pub fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let fresh = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&fresh, path)
}
