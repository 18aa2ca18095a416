//! `tacita init`: a configuration file, the data folder with the server's keys, and first people.

use super::{Common, Failure, print};
use crate::config::check::{Weight, parse_fingerprint};
use crate::demo::authority::{self, Files};
use crate::demo::people::password;
use crate::features::accounts::desk::{NewPerson, put_person};
use crate::host::{SystemClock, SystemRandomness};
use std::path::PathBuf;
use tacita_model::{Clock, Role};

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The organisation's id, as `tacita issuer --create` prints it
    #[arg(long)]
    tenant: String,
    /// The root's fingerprint, as `tacita issuer --create` prints it
    #[arg(long)]
    root_fingerprint: String,
    /// Host name under which shop pages load the widget
    #[arg(long, default_value = "localhost:8443")]
    widget_host: String,
    /// Host name of the agents' console
    #[arg(long, default_value = "localhost:8443")]
    console_host: String,
    /// A person to be made, such as `thandi=Thandi Mokoena`; the first password is printed once
    #[arg(long, value_name = "NAME=DISPLAY NAME")]
    agent: Vec<String>,
    /// Makes a certificate for localhost and 127.0.0.1, good for 30 days and trusted by nobody yet,
    /// to try the service on this machine
    #[arg(long)]
    local_certificate: bool,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "tacita.toml")]
    file: PathBuf,
}

pub(super) async fn run(common: &Common, flags: &Flags) -> Result<(), Failure> {
    flags
        .tenant
        .parse::<tacita_model::TenantId>()
        .map_err(|error| format!("--tenant: {error}"))?;
    parse_fingerprint(&flags.root_fingerprint)
        .ok_or("--root-fingerprint: a fingerprint has 64 hex digits")?;
    if flags.file.exists() {
        print(&format!(
            "{} is there and stays as it is",
            flags.file.display()
        ));
    } else {
        std::fs::write(&flags.file, text(flags))?;
        print(&format!("wrote {}", flags.file.display()));
    }
    let common = Common {
        config: Some(flags.file.clone()),
        set: common.set.clone(),
    };
    let config = common.load()?;
    let stop = |field: &str| {
        let found = config.check();
        found
            .into_iter()
            .any(|c| c.weight == Weight::Stop && c.field.starts_with(field))
    };
    if stop("organisation") || stop("database") {
        return Err("the configuration must be mended first: run `tacita config check`".into());
    }
    crate::keys::create_private_folder(&config.data_folder)?;
    crate::keys::make_ledger_key(&config.key_folder(), &SystemRandomness)?;
    let app = super::serve::open(config).await?;
    let team = app
        .config
        .queues
        .first()
        .and_then(|queue| queue.teams.first())
        .cloned();
    for pair in &flags.agent {
        let (name, display_name) = pair
            .split_once('=')
            .ok_or("--agent takes NAME=DISPLAY NAME")?;
        let secret = password(&SystemRandomness);
        let new = NewPerson {
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            role: Role::Agent,
            password_hash: app.passwords.hash(&secret, app.randomness.as_ref())?,
            teams: team.iter().cloned().collect(),
            capacity: 5,
        };
        put_person(
            &app.store,
            app.organisation.tenant,
            app.draw_id(),
            app.now(),
            new,
        )
        .await?;
        print(&format!("{name}: first password {secret}"));
    }
    app.store.clone().close().await;
    let certificate = app.config.in_data_folder(&app.config.tls.certificate);
    let key = app.config.in_data_folder(&app.config.tls.key);
    for folder in [certificate.parent(), key.parent()].into_iter().flatten() {
        crate::keys::create_private_folder(folder)?;
    }
    if flags.local_certificate && !certificate.exists() && !key.exists() {
        let authority = certificate.with_file_name("authority.pem");
        let files = Files {
            authority: authority.clone(),
            certificate,
            key,
        };
        authority::make(&files, SystemClock.now())?;
        print(&format!(
            "made a certificate for this machine; browsers believe it once they trust {}",
            authority.display()
        ));
        print("next: `tacita doctor`, then `tacita serve`,");
    } else if certificate.exists() && key.exists() {
        print("next: `tacita doctor`, then `tacita serve`,");
    } else {
        print(&format!(
            "next: put the certificate at {} and its key at {},",
            certificate.display(),
            key.display()
        ));
        print("then `tacita doctor`, `tacita serve`,");
    }
    print("and beside it, with its own folder, `tacita issuer`");
    Ok(())
}

fn text(flags: &Flags) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "# Every field is explained in docs/reference/configuration.md.\n\
         widget_host = {}\nconsole_host = {}\n\n\
         [organisation]\ntenant = {}\nroot_fingerprint = {}\n\n\
         # The name that the ledger is signed under: never change it once it has leaves.\n\
         [ledger]\norigin = {}\n\n\
         [tls]\ncertificate = \"tls/certificate.pem\"\nkey = \"tls/key.pem\"\n\n\
         [[queues]]\nname = \"Questions\"\nrouting = \"automatic\"\nteams = [\"Front desk\"]\n\n\
         # [[sites]]\n# id = \"my-shop\"\n# shop_name = \"My Shop\"\n# queue = \"Questions\"\n\
         # frame_ancestors = [\"https://shop.example\"]\n",
        quoted(&flags.widget_host),
        quoted(&flags.console_host),
        quoted(&flags.tenant),
        quoted(&flags.root_fingerprint),
        quoted(&format!("{}/ledger", flags.console_host)),
    )
}
