//! What the operator sets: one struct, one doc comment a field.
//!
//! The reference page (docs/reference/configuration.md) is made from these comments. Unknown keys
//! are refused, so a misspelt one is found at start. File < environment < flags ([`load`]);
//! [`check`] refuses what would weaken the service. Next: [`load`], [`check`], [`reference`].

pub mod check;
mod defaults;
mod glass;
mod ledger;
pub mod load;
mod oidc;
mod queue;
pub mod reference;
mod reviews;
mod secret;

pub use glass::{BreakGlass, CustomerLearns};
pub use ledger::{Ledger, LedgerSyslog, LedgerWitness, SyslogTransport};
pub use oidc::{Group, Oidc};
pub use queue::{Hours, Queue, Routing, is_skill, language_skill};
pub use reviews::AccessReviews;
pub use secret::Secret;

use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;
use utoipa::ToSchema;

/// Everything. Each field can also be set by the environment: `TACITA_` and the path in capitals
/// with two underscores between the parts, such as `TACITA_SIGN_IN__IDLE_LIMIT_SECONDS`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port that the service listens on, TLS only. There is no plaintext listener.
    #[schema(value_type = String)]
    pub listen: SocketAddr,
    /// Folder of the database, the server's keys and the certificate, if those paths are relative.
    /// Its owner alone may enter it.
    #[schema(value_type = String)]
    pub data_folder: PathBuf,
    /// Host (and port, unless 443) under which shop pages load the widget.
    pub widget_host: String,
    /// Host (and port, unless 443) of the agents' console. A name other than `widget_host` is
    /// advised: each then refuses what belongs to the other.
    pub console_host: String,
    /// Algorithms of new conversations: `tacita-pq-1` (hybrid post-quantum) or `tacita-std-1`.
    pub crypto_profile: String,
    /// The organisation that agents' credentials belong to.
    pub organisation: Organisation,
    /// Certificate and key of the listener.
    pub tls: Tls,
    /// Where rows are kept.
    pub database: Database,
    /// Passwords and sign-ins of agents.
    pub sign_in: SignIn,
    /// The organisation's own sign-in (OpenID Connect); none by default.
    pub oidc: Oidc,
    /// What groups of the organisation's directory mean here.
    pub groups: Vec<Group>,
    /// What happens to confidential values that screening finds.
    pub screening: Screening,
    /// Folder of the organisation's own access policies (`*.cedar`, docs/reference/policies.md), in the
    /// data folder if relative; the program's own rules alone without one. Read once, at start.
    #[schema(value_type = Option<String>)]
    pub policy_folder: Option<PathBuf>,
    /// The log that outsiders can check.
    pub ledger: Ledger,
    /// Opening something outside one's need.
    pub break_glass: BreakGlass,
    /// Access reviews, and accounts that rest.
    pub access_reviews: AccessReviews,
    /// Sizes and rates.
    pub limits: Limits,
    /// Metrics.
    pub metrics: Metrics,
    /// Logs.
    pub log: Log,
    /// Queues that conversations wait in.
    pub queues: Vec<Queue>,
    /// Shops whose pages may show the widget.
    pub sites: Vec<Site>,
}

/// The organisation that agents' credentials belong to.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Organisation {
    /// Its id (`ten_…`), as `tacita issuer --create` prints it.
    pub tenant: String,
    /// SHA-256 of its root public key, 64 hex digits, as `tacita issuer --create` prints it. The
    /// same value is pinned in the shop's snippet.
    pub root_fingerprint: String,
}

/// Certificate and key of the listener.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Tls {
    /// PEM file with the certificate chain, the server's own first.
    #[schema(value_type = String)]
    pub certificate: PathBuf,
    /// PEM file with its private key; readable to its owner alone.
    #[schema(value_type = String)]
    pub key: PathBuf,
}

/// Where rows are kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite` (files in the data folder) or `postgres://…`. May hold a password: prefer
    /// `TACITA_DATABASE__URL_FILE`, a file that holds the value.
    #[schema(value_type = String)]
    pub url: Secret,
    /// With PostgreSQL: the database of the server halves, best one of its own with backups of its
    /// own; empty for the same database. Prefer `TACITA_DATABASE__HALVES_URL_FILE`.
    #[schema(value_type = String)]
    pub halves_url: Secret,
}

/// Passwords and sign-ins of agents.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// People may sign in by a password and a second factor. `false` leaves passkeys and the
    /// organisation's own sign-in (`oidc`), which must be set up then.
    pub passwords: bool,
    /// A sign-in ends after this many seconds without a request. At most 12 hours.
    pub idle_limit_seconds: u32,
    /// A sign-in ends after this many seconds in any case. At most 24 hours.
    pub absolute_limit_seconds: u32,
    /// Risky acts (revoking, closing accounts, changing second factors) ask for a second factor that
    /// was shown at most this many seconds ago. At most one hour.
    pub step_up_seconds: u32,
    /// A console that nobody touches for this many seconds is blurred. At most 10 minutes.
    pub blur_seconds: u32,
    /// A console that nobody touches for this many seconds drops its keys and opens again only with
    /// a second factor. At most one hour.
    pub lock_seconds: u32,
    /// Shorter times for some roles; the shorter one counts.
    pub roles: Vec<RoleLimits>,
    /// Memory that one password check takes, in KiB (argon2id). At least 19456 (OWASP).
    pub argon2_memory_kib: u32,
    /// Passes over that memory. At least 2.
    pub argon2_passes: u32,
    /// Password checks that run at the same time; others wait.
    pub checks_at_once: u32,
    /// Failed attempts at one name from one address in a quarter of an hour, after which that
    /// address waits. Other addresses are not affected, so nobody can lock somebody else out.
    pub failures_per_quarter_hour: u32,
}

/// Times that are shorter for one role. A time that is missing or longer changes nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RoleLimits {
    /// `agent`, `supervisor`, `officer` or `administrator`.
    pub role: String,
    /// As `sign_in.idle_limit_seconds`.
    pub idle_limit_seconds: Option<u32>,
    /// As `sign_in.absolute_limit_seconds`.
    pub absolute_limit_seconds: Option<u32>,
    /// As `sign_in.blur_seconds`.
    pub blur_seconds: Option<u32>,
    /// As `sign_in.lock_seconds`.
    pub lock_seconds: Option<u32>,
}

/// The times that hold for one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// A sign-in that is not used ends.
    pub idle_limit_seconds: u32,
    /// Every sign-in ends.
    pub absolute_limit_seconds: u32,
    /// The screen is blurred.
    pub blur_seconds: u32,
    /// Keys leave memory.
    pub lock_seconds: u32,
}

impl SignIn {
    /// The times of a role.
    #[must_use]
    pub fn limits(&self, role: tacita_model::Role) -> Times {
        let mut times = Times {
            idle_limit_seconds: self.idle_limit_seconds,
            absolute_limit_seconds: self.absolute_limit_seconds,
            blur_seconds: self.blur_seconds,
            lock_seconds: self.lock_seconds,
        };
        for row in self.roles.iter().filter(|row| row.role == role.as_str()) {
            for (time, shorter) in [
                (&mut times.idle_limit_seconds, row.idle_limit_seconds),
                (
                    &mut times.absolute_limit_seconds,
                    row.absolute_limit_seconds,
                ),
                (&mut times.blur_seconds, row.blur_seconds),
                (&mut times.lock_seconds, row.lock_seconds),
            ] {
                *time = shorter.map_or(*time, |shorter| shorter.min(*time));
            }
        }
        times
    }
}

/// What happens to confidential values that screening finds. Read once, at start.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Screening {
    /// Policy file (`screening.toml`, docs/reference/screening-policy.md) in the data folder; the
    /// built-in rules without one.
    #[schema(value_type = Option<String>)]
    pub policy: Option<PathBuf>,
    /// Dictionary of the organisation's own confidential words and values in the data folder, one
    /// a line. Consoles get keyed fingerprints of them and never the words; widgets get nothing.
    #[schema(value_type = Option<String>)]
    pub company: Option<PathBuf>,
}

/// Sizes and rates. A rate refills evenly; the same number may come at once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// HTTP requests of one address in a minute. Addresses are kept in memory alone, never stored.
    pub requests_per_minute: u32,
    /// Conversations that one address may open in a minute.
    pub openings_per_minute: u32,
    /// Sockets that one address may open in a minute.
    pub sockets_per_minute: u32,
    /// Messages of one device in one conversation in a second.
    pub messages_per_second: u32,
    /// Bytes of a JSON body.
    pub body_bytes: usize,
    /// Open sockets of the whole service.
    pub open_sockets: u32,
    /// Seconds that a request may take.
    pub request_seconds: u32,
    /// Seconds that open sockets have to end when the service stops.
    pub drain_seconds: u32,
}

/// Metrics.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Loopback address and port of the Prometheus listener (`/metrics`); empty for none.
    #[schema(value_type = Option<String>)]
    pub listen: Option<SocketAddr>,
}

/// Logs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `error`, `warn`, `info` or `debug`. No level writes anything confidential.
    pub level: String,
}

/// A shop whose pages may show the widget.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Its word in addresses and in the snippet: lower-case letters, digits, hyphens.
    pub id: String,
    /// Public name of the shop.
    pub shop_name: String,
    /// Origins whose pages may frame the widget, such as `https://shop.example`.
    pub frame_ancestors: Vec<String>,
    /// Name of the queue that its conversations go to.
    pub queue: String,
    /// Languages offered, best first, as BCP 47 tags.
    #[serde(default = "english")]
    pub languages: Vec<String>,
    /// Fields of the form before a chat; each needs a purpose. None by default.
    #[serde(default)]
    pub pre_chat: Vec<PreChatField>,
    /// The shop's other official channels, for when the chat cannot run.
    #[serde(default)]
    pub other_channels: Vec<String>,
    /// Days that a message nobody answered waits before it is deleted.
    #[serde(default = "one_week")]
    pub unclaimed_days: u32,
    /// What its chats ask for beside what their queue asks for, such as `["returns"]` for a shop's page
    /// about returns.
    #[serde(default)]
    pub skills: Vec<String>,
    /// Usual time to the first answer in seconds, shown to customers; none if not known.
    #[serde(default)]
    pub usual_answer_seconds: Option<u32>,
}

/// A field of the form before a chat.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreChatField {
    /// Machine name.
    pub name: String,
    /// What it is for, in words the customer reads. A field without one is refused.
    pub purpose: String,
    /// Must be filled in.
    #[serde(default)]
    pub required: bool,
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}

const fn one_week() -> u32 {
    7
}

impl Config {
    /// A path of the configuration: relative ones lie in the data folder.
    #[must_use]
    pub fn in_data_folder(&self, path: &std::path::Path) -> PathBuf {
        self.data_folder.join(path)
    }

    /// The server's key folder.
    #[must_use]
    pub fn key_folder(&self) -> PathBuf {
        self.data_folder.join("keys")
    }

    /// Where rows are kept.
    #[must_use]
    pub fn location(&self) -> tacita_store::Location {
        let url = self.database.url.expose();
        if url == "sqlite" {
            return tacita_store::Location::Sqlite(self.data_folder.clone());
        }
        let halves = self.database.halves_url.expose();
        let halves = if halves.is_empty() { url } else { halves };
        tacita_store::Location::Postgres {
            url: url.to_owned(),
            halves_url: halves.to_owned(),
        }
    }

    /// Name of the ledger.
    #[must_use]
    pub fn ledger_origin(&self) -> String {
        if self.ledger.origin.is_empty() {
            format!("{}/ledger", self.console_host)
        } else {
            self.ledger.origin.clone()
        }
    }

    /// The site of this word.
    #[must_use]
    pub fn site(&self, id: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// The origin of a host name of ours.
    #[must_use]
    pub fn origin(host: &str) -> String {
        format!("https://{host}")
    }
}
