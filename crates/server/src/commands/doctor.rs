//! `tacita doctor`: looks at its own configuration, files and store, says what is wrong and how to
//! mend each. Changes nothing.

use super::{Common, Failure};
use crate::config::Config;
use crate::config::check::{Complaint, Weight};
use crate::edge::tls;
use crate::host::SystemClock;
use crate::keys::refuse_issuers_keys;
use std::os::unix::fs::PermissionsExt;
use tacita_model::Clock;

pub(super) fn run(common: &Common) -> Result<(), Failure> {
    let config = common.load()?;
    let mut found = config.check();
    found.extend(tls::check(&config, SystemClock.now()));
    found.extend(files(&config));
    super::config::judge(&found)
}

fn files(config: &Config) -> Vec<Complaint> {
    let mut found = Vec::new();
    let mut add = |weight, field: &str, what: String, mend: String| {
        found.push(Complaint {
            weight,
            field: field.to_owned(),
            what,
            mend,
        });
    };
    if let Err(error) = refuse_issuers_keys(&config.key_folder()) {
        let mend = "keep the issuer's folder on another machine, or at least under another user";
        add(
            Weight::Stop,
            "data_folder",
            error.to_string(),
            mend.to_owned(),
        );
    }
    match std::fs::metadata(&config.data_folder) {
        Err(_) => {
            let what = format!("there is no folder {}", config.data_folder.display());
            add(
                Weight::Stop,
                "data_folder",
                what,
                "run `tacita init`".to_owned(),
            );
        }
        Ok(facts) if facts.permissions().mode() & 0o077 != 0 => {
            let what = format!("{} is open to others", config.data_folder.display());
            let mend = format!("run `chmod 700 {}`", config.data_folder.display());
            add(Weight::Stop, "data_folder", what, mend);
        }
        Ok(_) => {}
    }
    if std::net::TcpListener::bind(config.listen).is_err() {
        let what = format!("{} cannot be listened on", config.listen);
        let mend = "a service may be running already; else choose another port".to_owned();
        add(Weight::Advice, "listen", what, mend);
    }
    if !crate::edge::assets::has_pages() {
        let what = "this program was built without its pages".to_owned();
        add(
            Weight::Advice,
            "program",
            what,
            "build it with `cargo xtask up` or `dist`".to_owned(),
        );
    }
    found
}
