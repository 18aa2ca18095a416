//! What the program refuses to start with, and how to mend each.
//!
//! `serve` refuses when there is any complaint of weight [`Weight::Stop`]; `doctor` and
//! `config check` print all of them. Certificates are looked at in [`crate::edge::tls`].

mod glass;
mod ledger;
mod oidc;

use super::Config;
use super::queue::is_skill;
use crate::hours::Calendar;
use std::collections::BTreeSet;

/// Whether the service may start in spite of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It may not start.
    Stop,
    /// It may, and somebody should know.
    Advice,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// How bad.
    pub weight: Weight,
    /// Which field.
    pub field: String,
    /// What is wrong, for a person.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

struct Complaints(Vec<Complaint>);

impl Complaints {
    fn stop(&mut self, bad: bool, field: &str, what: &str, mend: &str) {
        self.add(Weight::Stop, bad, field, what, mend);
    }

    fn advise(&mut self, bad: bool, field: &str, what: &str, mend: &str) {
        self.add(Weight::Advice, bad, field, what, mend);
    }

    fn add(&mut self, weight: Weight, bad: bool, field: &str, what: &str, mend: &str) {
        if bad {
            self.0.push(Complaint {
                weight,
                field: field.to_owned(),
                what: what.to_owned(),
                mend: mend.to_owned(),
            });
        }
    }
}

impl Config {
    /// Everything that is wrong with these values, the worst first.
    ///
    /// Practice: B1 (start refuses weak configuration).
    #[must_use]
    pub fn check(&self) -> Vec<Complaint> {
        let mut found = Complaints(Vec::new());
        self.check_hosts(&mut found);
        self.check_organisation(&mut found);
        self.check_sign_in(&mut found);
        self.check_limits(&mut found);
        ledger::check(self, &mut found);
        glass::check(self, &mut found);
        oidc::check(self, &mut found);
        self.check_queues(&mut found);
        self.check_sites(&mut found);
        found
            .0
            .sort_by_key(|complaint| complaint.weight == Weight::Advice);
        found.0
    }

    fn check_hosts(&self, found: &mut Complaints) {
        for (field, host) in [
            ("widget_host", &self.widget_host),
            ("console_host", &self.console_host),
        ] {
            found.stop(
                !is_host(host),
                field,
                "is not a host name with an optional port, in lower case",
                "write it as in the address bar, such as `chat.example.org`",
            );
        }
        found.advise(
            self.widget_host == self.console_host && !is_loopback_host(&self.widget_host),
            "console_host",
            "widget and console share one host name, and with it one origin in the browser",
            "give the console a name of its own",
        );
        found.stop(
            self.metrics
                .listen
                .is_some_and(|address| !address.ip().is_loopback()),
            "metrics.listen",
            "is not a loopback address; metrics are not encrypted and tell who is busy when",
            "use 127.0.0.1 and let your collector run on this machine",
        );
        for (field, url) in [
            ("database.url", self.database.url.expose()),
            ("database.halves_url", self.database.halves_url.expose()),
        ] {
            let postgres = url.starts_with("postgres:") || url.starts_with("postgresql:");
            let fits = postgres || (field == "database.url" && url == "sqlite") || url.is_empty();
            found.stop(
                !fits || (field == "database.url" && url.is_empty()),
                field,
                "is neither `sqlite` nor the address of a PostgreSQL",
                "write `sqlite` or `postgres://…`",
            );
            found.stop(
                postgres && !is_local_database(url) && !url.contains("sslmode=verify-full"),
                field,
                "reaches PostgreSQL over a network without checking who answers",
                "add `?sslmode=verify-full&sslrootcert=FILE`",
            );
        }
        found.stop(
            self.crypto_profile
                .parse::<tacita_model::CryptoProfile>()
                .is_err(),
            "crypto_profile",
            "is no profile",
            "write `tacita-pq-1` or `tacita-std-1`",
        );
        found.stop(
            !["error", "warn", "info", "debug"].contains(&self.log.level.as_str()),
            "log.level",
            "is no level",
            "write `error`, `warn`, `info` or `debug`",
        );
    }

    fn check_organisation(&self, found: &mut Complaints) {
        let organisation = &self.organisation;
        found.stop(
            organisation.tenant.parse::<tacita_model::TenantId>().is_err(),
            "organisation.tenant",
            "is not an organisation's id",
            "run `tacita issuer --create --folder FOLDER` where the organisation's keys shall live and copy what it prints",
        );
        found.stop(
            parse_fingerprint(&organisation.root_fingerprint).is_none(),
            "organisation.root_fingerprint",
            "is not a fingerprint of 64 hex digits",
            "run `tacita issuer --create --folder FOLDER` where the organisation's keys shall live and copy what it prints",
        );
    }

    fn check_sign_in(&self, found: &mut Complaints) {
        let sign_in = &self.sign_in;
        found.stop(
            !(60..=12 * 3600).contains(&sign_in.idle_limit_seconds),
            "sign_in.idle_limit_seconds",
            "lies outside one minute to 12 hours",
            "3600 is usual",
        );
        found.stop(
            sign_in.absolute_limit_seconds > 24 * 3600
                || sign_in.absolute_limit_seconds < sign_in.idle_limit_seconds,
            "sign_in.absolute_limit_seconds",
            "is more than 24 hours or less than the idle limit",
            "43200 (one working day) is usual",
        );
        let bad = sign_in.roles.iter().any(|row| {
            let role = row.role.parse::<tacita_model::Role>();
            role.is_err() || role == Ok(tacita_model::Role::Customer)
        });
        found.stop(
            bad,
            "sign_in.roles",
            "names a role that nobody of the desk has",
            "write `agent`, `supervisor`, `officer` or `administrator`",
        );
        found.stop(
            !(60..=3600).contains(&sign_in.step_up_seconds),
            "sign_in.step_up_seconds",
            "lies outside one minute to one hour",
            "600 is usual",
        );
        let zero = |time: Option<u32>| time.is_some_and(|time| time < 5);
        found.stop(
            !(5..=600).contains(&sign_in.blur_seconds)
                || !(10..=3600).contains(&sign_in.lock_seconds)
                || sign_in.lock_seconds < sign_in.blur_seconds
                || sign_in.roles.iter().any(|row| {
                    zero(row.blur_seconds)
                        || zero(row.lock_seconds)
                        || zero(row.idle_limit_seconds)
                        || zero(row.absolute_limit_seconds)
                }),
            "sign_in.lock_seconds",
            "leaves an unattended screen open for long, or locks people out while they work",
            "blur after 60 and lock after 600 seconds are usual",
        );
        found.stop(
            sign_in.argon2_memory_kib < 19 * 1024 || sign_in.argon2_passes < 2,
            "sign_in.argon2_memory_kib",
            "makes guessing passwords cheap",
            "keep at least 19456 KiB and 2 passes",
        );
        found.stop(
            !(3..=100).contains(&sign_in.failures_per_quarter_hour) || sign_in.checks_at_once == 0,
            "sign_in.failures_per_quarter_hour",
            "lets passwords be guessed quickly or shuts everybody out",
            "keep it between 3 and 100, and at least one check at once",
        );
    }

    fn check_limits(&self, found: &mut Complaints) {
        let limits = &self.limits;
        let rates = [
            limits.requests_per_minute,
            limits.openings_per_minute,
            limits.sockets_per_minute,
            limits.messages_per_second,
            limits.open_sockets,
            limits.request_seconds,
        ];
        found.stop(
            rates.contains(&0),
            "limits",
            "has a zero, with which the service would answer nobody",
            "remove the line to get the default",
        );
        found.stop(
            !(4 * 1024..=4 * 1024 * 1024).contains(&limits.body_bytes),
            "limits.body_bytes",
            "lies outside 4 KiB to 4 MiB",
            "remove the line to get the default",
        );
    }

    fn check_queues(&self, found: &mut Complaints) {
        let mut names = BTreeSet::new();
        for queue in &self.queues {
            found.stop(
                queue.name.trim().is_empty() || !names.insert(&queue.name),
                "queues.name",
                "is empty or used twice",
                "give every queue a name of its own",
            );
            found.advise(
                queue.teams.is_empty(),
                "queues.teams",
                "names no team, so nobody can take its conversations",
                "name at least one team",
            );
            found.stop(
                !queue.skills.iter().all(|skill| is_skill(skill)),
                "queues.skills",
                "has a skill with other characters than a-z, 0-9 and -, or more than 40",
                "write it like `refunds` or `language-de`",
            );
            if let Some(Err(error)) = queue.hours.as_ref().map(Calendar::read) {
                found.stop(
                    true,
                    "queues.hours",
                    &format!("of `{}`: {error}", queue.name),
                    "write the zone by its IANA name, times as `mon-fri 08:00-17:00`, days as `2026-12-25`",
                );
            }
        }
    }

    fn check_sites(&self, found: &mut Complaints) {
        found.advise(
            self.sites.is_empty(),
            "sites",
            "is empty, so no page can show the widget",
            "add a `[[sites]]` section",
        );
        let mut ids = BTreeSet::new();
        for site in &self.sites {
            let field = format!("sites.{}", site.id);
            let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            found.stop(
                site.id.is_empty() || !site.id.chars().all(word) || !ids.insert(&site.id),
                &field,
                "has an id that is empty, used twice, or has other characters than a-z, 0-9 and -",
                "write it like `harbour-books`",
            );
            found.stop(
                !self.queues.iter().any(|queue| queue.name == site.queue),
                &field,
                "names a queue that does not exist",
                "add it under `[[queues]]` or correct the name",
            );
            found.stop(
                !site.skills.iter().all(|skill| is_skill(skill)),
                &field,
                "has a skill with other characters than a-z, 0-9 and -, or more than 40",
                "write it like `refunds` or `language-de`",
            );
            found.stop(
                site.frame_ancestors.is_empty()
                    || !site.frame_ancestors.iter().all(|origin| is_origin(origin)),
                &field,
                "has frame_ancestors that are not plain https origins, or none",
                "write them like `https://shop.example`, without path and without `*`",
            );
            found.stop(
                site.pre_chat
                    .iter()
                    .any(|f| f.purpose.trim().is_empty() || f.name.is_empty()),
                &field,
                "asks customers for something without saying what for",
                "give each pre_chat field a name and a purpose, or remove it",
            );
            found.stop(
                !(1..=90).contains(&site.unclaimed_days),
                &field,
                "keeps unanswered messages for less than a day or more than 90",
                "7 is usual",
            );
        }
    }
}

/// The 32 bytes of a fingerprint in hex.
#[must_use]
pub fn parse_fingerprint(hex: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u8>> = hex
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        })
        .collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |n, d| n * 16 + d))
        .collect();
    bytes.try_into().ok()
}

fn is_host(host: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(&format!("https://{host}/")) else {
        return false;
    };
    let with_port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    url.host_str()
        .is_some_and(|name| format!("{name}{with_port}") == host)
}

fn is_origin(origin: &str) -> bool {
    origin.strip_prefix("https://").is_some_and(is_host)
}

/// Whether a host is `localhost` or an IP address: no HSTS there (RFC 6797 section 8.1.1).
#[must_use]
pub fn is_loopback_host(host: &str) -> bool {
    match reqwest::Url::parse(&format!("https://{host}/"))
        .as_ref()
        .map(reqwest::Url::host)
    {
        Ok(Some(url_host)) => {
            let text = url_host.to_string();
            text == "localhost"
                || text.ends_with(".localhost")
                || text
                    .trim_matches(['[', ']'])
                    .parse::<std::net::IpAddr>()
                    .is_ok()
        }
        _ => false,
    }
}

fn is_local_database(url: &str) -> bool {
    reqwest::Url::parse(url).is_ok_and(|url| match url.host_str() {
        None | Some("" | "localhost" | "127.0.0.1" | "[::1]") => true,
        Some(host) => host.starts_with('/') || host.starts_with("%2F"),
    })
}
