//! `tacita doctor`: looks at its own configuration, files and running listener, says what is wrong
//! and how to mend each. Changes nothing.

use super::{Common, Failure, print};
use crate::config::Config;
use crate::config::check::{Complaint, Weight};
use crate::edge::{probe, tls};
use crate::features::accounts::oidc::provider::Provider;
use crate::host::SystemClock;
use crate::keys::{LEDGER_KEY_FILE, refuse_issuers_keys};
use std::os::unix::fs::PermissionsExt;
use tacita_model::Clock;
use tacita_protocol::http::SelfTestCheck;

pub(super) fn run(common: &Common) -> Result<(), Failure> {
    let config = common.load()?;
    match common.file() {
        Some(file) => print(&format!("looking at {}", file.display())),
        None => print("there is no configuration file, so the defaults were looked at"),
    }
    let mut found = config.check();
    found.extend(tls::check(&config, SystemClock.now()));
    found.extend(crate::screening::check(&config));
    found.extend(crate::policies::check(&config));
    found.extend(crate::features::accounts::oidc::provider::check(&config));
    found.extend(provider(&config));
    found.extend(files(&config));
    found.extend(listener(&config));
    super::config::judge(&found)
}

/// Whether the organisation's sign-in answers as the configuration says.
fn provider(config: &Config) -> Option<Complaint> {
    let provider = Provider::new(config).ok()??;
    let looked = super::block_on(async {
        provider.look(SystemClock.now()).await?;
        Ok(())
    });
    match looked {
        Ok(()) => {
            print("the organisation's sign-in answers, and its keys can be read");
            None
        }
        Err(error) => Some(Complaint {
            weight: Weight::Stop,
            field: "oidc.issuer".to_owned(),
            what: error.to_string(),
            mend: "compare `issuer` with the provider's /.well-known/openid-configuration, and set `oidc.authority` for a certificate of your own".to_owned(),
        }),
    }
}

/// Who listens, and what they speak.
fn listener(config: &Config) -> Option<Complaint> {
    let address = config.listen;
    let complain = |what: String, mend: &str| {
        Some(Complaint {
            weight: Weight::Stop,
            field: "listen".to_owned(),
            what,
            mend: mend.to_owned(),
        })
    };
    match std::net::TcpListener::bind(address) {
        Ok(_) => {
            print("nothing listens at the moment, so the listener itself was not looked at");
            None
        }
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            let found = probe::look(config, SystemClock.now());
            let ours = found
                .iter()
                .any(|check| check.what == "protocol" && check.state == "good");
            if ours {
                show(config, &found);
                None
            } else {
                let what = format!("somebody else listens on {address}");
                complain(what, "stop that program or choose another port")
            }
        }
        Err(error) => {
            let what = format!("{address} cannot be listened on: {error}");
            complain(
                what,
                "choose an address of this machine and a port that you may open",
            )
        }
    }
}

/// What the running listener speaks, as the console's self-test shows it.
fn show(config: &Config, found: &[SelfTestCheck]) {
    print(&format!("seen from outside, {} speaks:", config.listen));
    for found in found {
        let what = match found.what.as_str() {
            "protocol" => "protocol, with the certificate of the configuration",
            "older-refused" => "older protocols are refused",
            "plaintext-refused" => "plain HTTP gets no answer",
            "key-exchange" => "key exchange",
            "hsts" => "browsers are told to come by TLS alone (HSTS)",
            _ => "the certificate lasts longer than a week, until the day beside",
        };
        let state = match found.state.as_str() {
            "good" => "yes",
            "bad" => "NO",
            _ => "not on localhost or an address",
        };
        let line = format!("    {what}: {state} {}", found.value);
        print(line.trim_end());
    }
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
    if !config.key_folder().join(LEDGER_KEY_FILE).exists() {
        let what = "the ledger has no signing key, so nothing confidential is revealed".to_owned();
        let mend = "put keys/ledger.key back; `tacita init` makes one for a new ledger";
        add(Weight::Advice, "ledger", what, mend.to_owned());
    }
    if let Err(error) = crate::keys::look(&config.key_folder()) {
        let mend = "put back the file as it was; a new key wants a new certificate of the issuer";
        let what = super::describe(&error);
        add(Weight::Stop, "data_folder", what, mend.to_owned());
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
