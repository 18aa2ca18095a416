//! The ledger's part of [`super::Complaint`]s: a name that notes can carry, witnesses that can be
//! believed. Its key is looked at by `doctor`, since a missing one stops reveals and not the start.

use super::{Complaints, Config};
use crate::config::SyslogTransport;
use tacita_ledger::note::{Algorithm, VerifierKey};

pub(super) fn check(config: &Config, found: &mut Complaints) {
    let origin = config.ledger_origin();
    let odd = |c: char| c == '+' || c.is_whitespace() || c.is_control();
    found.stop(
        origin.chars().any(odd),
        "ledger.origin",
        "holds a blank or a plus sign, which names of logs must not",
        "write it like `desk.example.org/ledger`",
    );
    found.stop(
        !(1..=60).contains(&config.ledger.checkpoint_seconds),
        "ledger.checkpoint_seconds",
        "lies outside 1 to 60",
        "2 is usual",
    );
    for witness in &config.ledger.witnesses {
        let https = reqwest::Url::parse(&witness.url).is_ok_and(|url| url.scheme() == "https");
        found.stop(
            !https,
            "ledger.witnesses",
            "has an address that is not https",
            "write it like `https://witness.example.org`",
        );
        let key = VerifierKey::parse(&witness.vkey);
        let cosigns = key.is_ok_and(|key| key.algorithm() == Algorithm::Cosignature);
        found.stop(
            !cosigns,
            "ledger.witnesses",
            "has a key that is not a witness's verifier key",
            "copy what `tacita witness --create` prints",
        );
    }
    if let Some(syslog) = &config.ledger.syslog {
        let here = syslog
            .address
            .parse::<std::net::SocketAddr>()
            .is_ok_and(|address| address.ip().is_loopback());
        found.stop(
            syslog.transport == SyslogTransport::Udp && !here,
            "ledger.syslog",
            "sends datagrams to another machine, where anybody between can read and drop them",
            "take `tls`, or `udp` to an address such as 127.0.0.1:514",
        );
        found.stop(
            syslog.transport == SyslogTransport::Tls && syslog.authority.is_none(),
            "ledger.syslog",
            "names no certificate authority for its receiver",
            "set `authority` to a PEM file in the data folder",
        );
    }
}
