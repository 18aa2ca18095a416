//! `tacita ledger verify`: every hash, bundle, tile and signature again, from rows, files or HTTP.
//!
//! A head that somebody else holds (`--checkpoint`: a witness's file, an earlier run's) finds also
//! what the holder of the log's key rewrote. Next: [`crate::ledger::go_over`], `ledger::verify`.

use super::super::{Common, print};
use super::{End, receipt, source};
use crate::edge::tls;
use crate::ledger::go_over::{Found, go_over};
use indicatif::ProgressBar;
use reqwest::{Certificate, Client, StatusCode, Url};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tacita_ledger::note::{SignedNote, VerifierKey};
use tacita_ledger::verify::{Fault, verify_log};
use tacita_ledger::{Checkpoint, Hash};

#[derive(Debug, clap::Args)]
pub(in super::super) struct Flags {
    /// A data folder, or a folder of exported tiles
    #[arg(long, value_name = "FOLDER", conflicts_with = "url")]
    folder: Option<PathBuf>,
    /// A customer's receipt, a person's statement or one proof file, instead of the log; needs --key
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folder", "url", "checkpoint", "witness"], requires = "key")]
    receipt: Option<PathBuf>,
    /// A log over HTTP, such as https://desk.example.org/ledger
    #[arg(long)]
    url: Option<String>,
    /// PEM file with the certificate authority that the log's host is from [default: the machine's]
    #[arg(long, value_name = "FILE", requires = "url")]
    authority: Option<PathBuf>,
    /// The log's verifier key [default: the one beside the database, which its holder could change]
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    /// A signed checkpoint of this log that somebody else kept; the log must extend it
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// A witness's verifier key: the last checkpoint must carry its cosignature
    #[arg(long, value_name = "VKEY")]
    witness: Vec<String>,
}

/// What was verified, for the last line.
struct Outcome {
    leaves: u64,
    covered: u64,
    note: Option<String>,
}

pub(super) async fn run(common: &Common, flags: &Flags) -> Result<(), End> {
    let given = flags.key.as_deref().map(VerifierKey::parse).transpose();
    let given = given.map_err(|error| format!("--key: {error}"))?;
    if let (Some(path), Some(key)) = (&flags.receipt, &given) {
        return receipt::verify(path, key);
    }
    let missing = "name the log's key with --key, as its operator published it";
    let tiles = flags.folder.as_deref();
    let tiles = tiles.filter(|folder| !folder.join("tacita.db").exists());
    let outcome = if let Some(url) = &flags.url {
        let key = given.ok_or(missing)?;
        over_http(flags, url, &key, &seen(flags, &key)?).await?
    } else if let Some(folder) = tiles {
        let key = given.ok_or(missing)?;
        from_files(folder, &key, &seen(flags, &key)?)?
    } else {
        let found = source::rows(common, flags.folder.as_deref()).await?;
        let key = given.or(found.vkey).ok_or(missing)?;
        from_rows(&found.rows, &key, &seen(flags, &key)?).await?
    };
    cosigned(flags, outcome.note.as_deref())?;
    let Outcome {
        leaves, covered, ..
    } = outcome;
    print(&format!("{leaves} leaves, all of them fit"));
    if covered < leaves {
        let open = leaves - covered;
        print(&format!("{open} of them are not signed yet"));
    }
    Ok(())
}

/// The heads that others hold.
fn seen(flags: &Flags, key: &VerifierKey) -> Result<Vec<(u64, Hash)>, End> {
    let mut heads = Vec::new();
    for path in &flags.checkpoint {
        let bytes = std::fs::read(path)?;
        let head = Checkpoint::open(&bytes, key)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        heads.push((head.size, head.root));
    }
    Ok(heads)
}

async fn from_rows(
    rows: &tacita_store::LedgerRows,
    key: &VerifierKey,
    seen: &[(u64, Hash)],
) -> Result<Outcome, End> {
    let bar = ProgressBar::new(rows.size().await?);
    let note = rows.last_head().await?.map(|head| head.note);
    let told = |done| bar.set_position(done);
    let checked = go_over(rows, key, seen, Duration::ZERO, told).await;
    bar.finish_and_clear();
    match checked {
        Ok(checked) => Ok(Outcome {
            leaves: checked.trunk.size(),
            covered: checked.covered,
            note,
        }),
        // A database that opens and does not read has been damaged, by chance or not.
        Err(found @ Found::Store { after: 1.., .. }) => Err(End::Tampered(found.into())),
        Err(Found::Store { source, .. }) => Err(source.into()),
        Err(found) => Err(End::Tampered(found.into())),
    }
}

fn from_files(folder: &Path, key: &VerifierKey, seen: &[(u64, Hash)]) -> Result<Outcome, End> {
    if !folder.join("checkpoint").exists() {
        let folder = folder.display();
        return Err(format!("{folder} holds neither tacita.db nor a checkpoint").into());
    }
    judge(key, seen, |path| std::fs::read(folder.join(path)).ok())
}

async fn over_http(
    flags: &Flags,
    url: &str,
    key: &VerifierKey,
    seen: &[(u64, Hash)],
) -> Result<Outcome, End> {
    drop(Arc::unwrap_or_clone(tls::provider()).install_default());
    let base = Url::parse(&format!("{}/", url.trim_end_matches('/')))?;
    let mut builder = Client::builder().https_only(true).no_proxy();
    if let Some(path) = &flags.authority {
        builder = builder.tls_certs_only(Certificate::from_pem_bundle(&std::fs::read(path)?)?);
    }
    let client = builder.timeout(Duration::from_secs(20)).build()?;
    let lost = RefCell::new(None);
    let read = |path: &str| {
        let fetching = fetch(&client, base.join(path).ok()?);
        let runtime = tokio::runtime::Handle::current();
        match tokio::task::block_in_place(|| runtime.block_on(fetching)) {
            Ok(found) => found,
            Err(error) => {
                lost.replace(Some(error));
                None
            }
        }
    };
    let outcome = judge(key, seen, read);
    // A network that failed is no tampering.
    match lost.into_inner() {
        Some(error) => Err(error.into()),
        None => outcome,
    }
}

/// `None` when the log says that there is no such file.
async fn fetch(client: &Client, url: Url) -> Result<Option<Vec<u8>>, reqwest::Error> {
    loop {
        let answer = client.get(url.clone()).send().await?;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            let wait = answer.headers().get("retry-after");
            let wait = wait.and_then(|wait| wait.to_str().ok()?.parse().ok());
            tokio::time::sleep(Duration::from_secs(wait.unwrap_or(1).clamp(1, 60))).await;
            continue;
        }
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        return Ok(Some(answer.error_for_status()?.bytes().await?.to_vec()));
    }
}

fn judge(
    key: &VerifierKey,
    seen: &[(u64, Hash)],
    mut read: impl FnMut(&str) -> Option<Vec<u8>>,
) -> Result<Outcome, End> {
    let mut note = None;
    let bar = ProgressBar::no_length();
    let verified = verify_log(key, "checkpoint", seen, |path| {
        bar.inc(1);
        let bytes = read(path);
        if path == "checkpoint" {
            note = bytes
                .clone()
                .and_then(|bytes| String::from_utf8(bytes).ok());
        }
        bytes
    });
    bar.finish_and_clear();
    let verified = verified.map_err(|fault: Fault| End::Tampered(fault.into()))?;
    let size = verified.checkpoint.size;
    Ok(Outcome {
        leaves: size,
        covered: size,
        note,
    })
}

fn cosigned(flags: &Flags, note: Option<&str>) -> Result<(), End> {
    for text in &flags.witness {
        let key = VerifierKey::parse(text).map_err(|error| format!("--witness: {error}"))?;
        let lacks = |error| {
            let name = key.name();
            End::Tampered(format!("the last checkpoint and witness {name}: {error}").into())
        };
        let note = note.ok_or("there is no checkpoint that a witness could have cosigned")?;
        let note = SignedNote::parse(note.as_bytes()).map_err(lacks)?;
        note.verify(&key).map_err(lacks)?;
    }
    Ok(())
}
