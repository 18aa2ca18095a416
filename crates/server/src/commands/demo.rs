//! `tacita demo`: everything on this machine, for a first look.

use super::{Failure, complain, print};
use crate::demo::children::Part;
use crate::demo::folder::Folder;
use crate::demo::{browser, people, shop, trust};
use crate::edge::tls;
use crate::host::SystemClock;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tacita_model::Clock;

/// A service that ends sooner than this after its start is not started again.
const SHORTEST_LIFE_SECONDS: i64 = 2;

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Opens an own Chromium that trusts the demonstration, with shop and console
    #[arg(long)]
    browser: bool,
    /// Where everything is kept
    #[arg(long, value_name = "FOLDER", default_value = "data")]
    data: PathBuf,
    /// Port of console and widget; another one if it is taken
    #[arg(long, default_value_t = 8443)]
    port: u16,
    /// Port of the shop's page; another one if it is taken
    #[arg(long, default_value_t = 8444)]
    shop_port: u16,
}

pub(super) async fn run(flags: &Flags) -> Result<(), Failure> {
    let folder = Folder::open(&flags.data, flags.port, flags.shop_port)?;
    let trusted = !flags.browser && trust::ask(&folder)?;
    let ledger = seed(&folder).await?;
    let mut serve = start_serve(&folder)?;
    let server = format!("https://localhost:{}", folder.port);
    wait_for(&folder, &format!("{server}/livez"), &mut serve).await?;
    let issuer_folder = folder.path.join("issuer");
    let issuer = Part::start(&[
        "issuer".as_ref(),
        "--folder".as_ref(),
        issuer_folder.as_os_str(),
        "--server".as_ref(),
        server.as_ref(),
        "--authority".as_ref(),
        folder.tls.authority.as_os_str(),
        "--approve-demo".as_ref(),
        "--with-parent".as_ref(),
    ])?;
    let shop = shop::start(&folder, ledger)?;
    // Until the issuer has handed in certificates: the first chat finds everything in place.
    wait_for(&folder, &format!("{server}/readyz"), &mut serve).await?;
    let window = if flags.browser {
        Some(browser::open(&folder)?)
    } else {
        None
    };
    tell(&folder, trusted || flags.browser);
    let mut stop = std::pin::pin!(super::serve::stop_signal()?);
    let mut began = SystemClock.now();
    loop {
        tokio::select! {
            biased;
            () = &mut stop => break,
            ended = serve.child.wait() => {
                let status = ended?;
                if SystemClock.now() < began.plus_seconds(SHORTEST_LIFE_SECONDS) {
                    return Err(format!("the service ended at once ({status})").into());
                }
                complain(&format!("the service ended ({status}); starting it again"));
                began = SystemClock.now();
                serve = start_serve(&folder)?;
            }
        }
    }
    drop(window);
    shop.shutdown();
    serve.stop().await;
    issuer.stop().await;
    Ok(())
}

/// Writes people and queues while nobody else has the store open; answers the key of the ledger.
async fn seed(folder: &Folder) -> Result<String, Failure> {
    let config = crate::config::load::load(Some(&folder.configuration_file()), &[])?;
    let app = super::serve::open(config).await?;
    people::seed(&app, folder).await?;
    let ledger = app.ledger.vkey().map(|key| key.to_text());
    app.store.clone().close().await;
    Ok(ledger.unwrap_or_default())
}

fn start_serve(folder: &Folder) -> Result<Part, Failure> {
    let file = folder.configuration_file();
    let mut words: Vec<&OsStr> = vec!["--config".as_ref(), file.as_os_str()];
    // Quiet, unless somebody asks for more: the addresses to open should stay on the screen.
    if std::env::var_os("TACITA_LOG__LEVEL").is_none() {
        words.extend(["--set", "log.level=warn"].map(OsStr::new));
    }
    words.extend(["serve", "--with-parent"].map(OsStr::new));
    Part::start(&words)
}

/// Until an address of the service answers well.
async fn wait_for(folder: &Folder, address: &str, serve: &mut Part) -> Result<(), Failure> {
    drop(Arc::unwrap_or_clone(tls::provider()).install_default());
    let authority = std::fs::read(&folder.tls.authority)?;
    let client = reqwest::Client::builder()
        .tls_certs_only(reqwest::Certificate::from_pem_bundle(&authority)?)
        .no_proxy()
        .timeout(Duration::from_secs(5))
        .build()?;
    for _ in 0..300 {
        if let Some(status) = serve.child.try_wait()? {
            return Err(format!("the service did not start ({status})").into());
        }
        let answer = client.get(address).send().await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("the service is not ready after half a minute; its log lines stand above".into())
}

fn tell(folder: &Folder, trusted: bool) {
    print("");
    print("Tacita is running.");
    print(&format!(
        "  shop     {}   (and {}billing for the manual queue)",
        folder.facts.shop, folder.facts.shop
    ));
    print(&format!("  console  {}", folder.facts.console));
    print(&format!(
        "  codes    {}   (the second step of signing in)",
        folder.facts.people_page
    ));
    print("");
    for person in &folder.facts.people {
        let role = &person.role;
        print(&format!(
            "  {:8} {:36} {}, {role}",
            person.name, person.password, person.display_name
        ));
    }
    print("");
    if !trusted {
        print("Your browser does not know the certificate authority of this demonstration.");
        print(&format!(
            "Open {} FIRST and accept the warning there: the chat in the",
            folder.facts.console
        ));
        print("shop's page is a frame of that address, and a frame cannot show the warning.");
        print(&format!(
            "Or trust {} in your browser, or use --browser.",
            folder.facts.authority.display()
        ));
        print("");
    }
    print(&format!(
        "Everything is kept in {}. Ctrl-C ends all of it.",
        folder.path.display()
    ));
}
