//! What holds when the operator sets nothing. Chosen so that forgetting a field never weakens the
//! service.

use super::{
    AccessReviews, BreakGlass, Config, Database, Ledger, Limits, Log, Metrics, Oidc, Organisation,
    Screening, Secret, SignIn, Tls,
};
use std::net::SocketAddr;
use std::path::PathBuf;

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8443)),
            data_folder: PathBuf::from("data"),
            widget_host: "localhost:8443".to_owned(),
            console_host: "localhost:8443".to_owned(),
            crypto_profile: "tacita-pq-1".to_owned(),
            organisation: Organisation::default(),
            tls: Tls::default(),
            database: Database::default(),
            sign_in: SignIn::default(),
            oidc: Oidc::default(),
            groups: Vec::new(),
            screening: Screening::default(),
            policy_folder: None,
            ledger: Ledger::default(),
            break_glass: BreakGlass::default(),
            access_reviews: AccessReviews::default(),
            limits: Limits::default(),
            metrics: Metrics::default(),
            log: Log::default(),
            queues: Vec::new(),
            sites: Vec::new(),
        }
    }
}

impl Default for Tls {
    fn default() -> Self {
        Self {
            certificate: PathBuf::from("tls/certificate.pem"),
            key: PathBuf::from("tls/key.pem"),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: Secret::new("sqlite"),
            halves_url: Secret::new(""),
        }
    }
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            passwords: true,
            idle_limit_seconds: 60 * 60,
            absolute_limit_seconds: 12 * 60 * 60,
            step_up_seconds: 10 * 60,
            blur_seconds: 60,
            lock_seconds: 10 * 60,
            roles: Vec::new(),
            argon2_memory_kib: 19 * 1024,
            argon2_passes: 2,
            checks_at_once: 2,
            failures_per_quarter_hour: 10,
        }
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            origin: String::new(),
            public: true,
            checkpoint_seconds: 2,
            receipt_days: 30,
            witnesses: Vec::new(),
            syslog: None,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_minute: 600,
            openings_per_minute: 12,
            sockets_per_minute: 120,
            messages_per_second: 20,
            body_bytes: 256 * 1024,
            open_sockets: 10_000,
            request_seconds: 20,
            drain_seconds: 10,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            level: "info".to_owned(),
        }
    }
}

impl Default for Oidc {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            name: "your organisation".to_owned(),
            client_id: String::new(),
            client_secret: Secret::new(""),
            authority: None,
            scopes: vec!["profile".to_owned()],
            groups_claim: "groups".to_owned(),
            name_claim: "preferred_username".to_owned(),
            directory_claim: "sub".to_owned(),
            second_factor_acr: Vec::new(),
            second_factor_amr: Vec::new(),
        }
    }
}
