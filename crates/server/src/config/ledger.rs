//! What the operator sets of the ledger.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use utoipa::ToSchema;

/// The log that outsiders can check (docs/ledger.md). Its signing key is `keys/ledger.key` in the
/// data folder, made by `tacita init`; without it nothing confidential is revealed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Ledger {
    /// Name of the log, the first line of its checkpoints; never change it for a log that has any.
    /// Empty for `console_host` with `/ledger`.
    pub origin: String,
    /// Anybody may fetch checkpoint and tiles under `/ledger/`. Leaves hold salted hashes, kinds
    /// and times: nobody can be read from them, but how busy the desk is can.
    pub public: bool,
    /// Seconds between two checkpoints at most, when leaves were added.
    pub checkpoint_seconds: u32,
    /// Days after the end of a chat that its customer can read who opened what. Beyond 90 the
    /// conversation's rows are gone.
    pub receipt_days: u32,
    /// Who cosigns checkpoints, best on machines of other people.
    pub witnesses: Vec<LedgerWitness>,
    /// Where each signed leaf is sent as a syslog message with an OCSF event; nowhere without it.
    pub syslog: Option<LedgerSyslog>,
}

/// A receiver of syslog messages (RFC 5424).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerSyslog {
    /// `tls` (RFC 5425) for another machine; `udp` or `unix` for one on this machine.
    pub transport: SyslogTransport,
    /// Host and port such as `siem.example.org:6514`, or the path of a socket such as `/dev/log`.
    pub address: String,
    /// PEM file in the data folder with the certificate authority that the receiver's certificate is
    /// from; for `tls`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub authority: Option<PathBuf>,
}

/// How syslog messages travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SyslogTransport {
    /// TLS 1.3 over TCP.
    Tls,
    /// Datagrams to this machine.
    Udp,
    /// Datagrams into a socket of this machine.
    Unix,
}

/// A witness of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerWitness {
    /// Its address, such as `https://witness.example.org`.
    pub url: String,
    /// Its verifier key, as `tacita witness --create` prints it.
    pub vkey: String,
    /// PEM file in the data folder with the certificate authority that its certificate is from; the
    /// machine's authorities without one.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub authority: Option<PathBuf>,
}
