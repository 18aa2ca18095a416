//! A witness on a real socket and the server's side of it: cosignatures, memory, a log that was set
//! back, a log that was forked.

use crate::place::{ORIGIN, copy, grow, open, sequence, take_up, vkey};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tacita_ledger::cosign::Submission;
use tacita_ledger::note::{SignedNote, VerifierKey};
use tacita_model::Clock;
use tacita_server::config::LedgerWitness;
use tacita_server::demo::authority::{self, Files};
use tacita_server::edge::tls;
use tacita_server::host::{SystemClock, SystemRandomness};
use tacita_server::ledger::Alarm;
use tacita_server::ledger::witnesses::{Remote, WitnessError};
use tacita_server::service::listen;
use tacita_server::witness::{Witness, http};

struct Running {
    vkey: VerifierKey,
    address: SocketAddr,
    handle: axum_server::Handle<SocketAddr>,
}

fn witness(folder: &Path) -> Running {
    let clock = Arc::new(SystemClock);
    let logs = [vkey()];
    let witness = Witness::open(folder, "witness.example", &logs, clock, &SystemRandomness);
    let witness = Arc::new(witness.unwrap());
    let files = Files::of(folder);
    if !files.are_good(SystemClock.now()) {
        authority::make(&files, SystemClock.now()).unwrap();
    }
    let tls = tls::server_config(&files.certificate, &files.key).unwrap();
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let vkey = witness.vkey().clone();
    let handle = http::start(witness, tls, listener).unwrap();
    Running {
        vkey,
        address,
        handle,
    }
}

impl Running {
    fn remote(&self, folder: &Path) -> Remote {
        let authority = std::fs::read(Files::of(folder).authority).unwrap();
        let configured = LedgerWitness {
            url: format!("https://{}", self.address),
            vkey: self.vkey.to_text(),
            authority: None,
        };
        Remote::new(&configured, Some(&authority)).unwrap()
    }
}

// Practice: G1
#[tokio::test]
async fn a_log_that_was_set_back_and_grown_differently_is_seen() {
    let (keep, data, early) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let running = witness(keep.path());
    let mut remote = running.remote(keep.path());

    let store = open(data.path()).await;
    let ledger = take_up(&store).await;
    for to in [5, 300, 900] {
        let from = store.ledger().size().await.unwrap();
        grow(&store, 1, from..to).await;
        sequence(&ledger, &store).await;
        let head = ledger.head().unwrap();
        remote.cosign(&ledger, &store, &head).await.unwrap();
        let note = store.ledger().last_head().await.unwrap().unwrap().note;
        assert_eq!(note, ledger.head().unwrap().note, "kept as it is served");
        let note = SignedNote::parse(note.as_bytes()).unwrap();
        let cosigned = note.verify(&running.vkey).unwrap().unwrap();
        let now = u64::try_from(SystemClock.now().as_seconds()).unwrap();
        assert!(cosigned.abs_diff(now) < 60);
        assert!(note.verify(&vkey()).is_ok());
        if to == 300 {
            copy(data.path(), early.path());
        }
    }
    assert_eq!(ledger.alarm(), None);
    // A witness that has forgotten the conversation says where it stands, and all goes on.
    let mut stranger = running.remote(keep.path());
    let head = ledger.head().unwrap();
    stranger.cosign(&ledger, &store, &head).await.unwrap();
    store.close().await;
    running.handle.shutdown();

    // The database is set back to 300 leaves; the witness was started anew meanwhile.
    let running = witness(keep.path());
    let mut remote = running.remote(keep.path());
    let store = open(early.path()).await;
    let ledger = take_up(&store).await;
    assert_eq!(ledger.may_reveal(), Ok(()), "the file itself tells nothing");
    let seen = remote
        .cosign(&ledger, &store, &ledger.head().unwrap())
        .await;
    assert!(matches!(seen, Err(WitnessError::Alarm)), "{seen:?}");
    let set_back = Alarm::SetBack {
        witnessed: 900,
        size: 300,
    };
    assert_eq!(ledger.alarm(), Some(set_back));

    // And grown beyond what the witness has, with another past.
    for to in [900, 1200] {
        let from = store.ledger().size().await.unwrap();
        grow(&store, 2, from..to).await;
        sequence(&ledger, &store).await;
        let seen = remote
            .cosign(&ledger, &store, &ledger.head().unwrap())
            .await;
        assert!(matches!(seen, Err(WitnessError::Alarm)), "{seen:?}");
        assert_eq!(ledger.alarm(), Some(Alarm::Forked { witnessed: 900 }));
    }
    let evidence = std::fs::read_dir(keep.path().join("forks"))
        .unwrap()
        .count();
    assert_eq!(evidence, 2, "both forks are kept, signed by the log itself");
    store.close().await;
}

#[tokio::test]
async fn the_route_answers_as_the_protocol_says() {
    let (keep, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let running = witness(keep.path());
    // Sets the provider of this process.
    drop(running.remote(keep.path()));
    let authority = std::fs::read(Files::of(keep.path()).authority).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only(reqwest::Certificate::from_pem_bundle(&authority).unwrap())
        .no_proxy()
        .build()
        .unwrap();
    let url = format!("https://{}/add-checkpoint", running.address);
    let ask = async |body: String| {
        let answer = client.post(&url).body(body).send().await.unwrap();
        let media = answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        (
            answer.status().as_u16(),
            media,
            answer.text().await.unwrap(),
        )
    };

    let store = open(data.path()).await;
    let ledger = take_up(&store).await;
    grow(&store, 1, 0..4).await;
    sequence(&ledger, &store).await;
    let note = ledger.head().unwrap().note;
    let asked = |old, checkpoint: &str| {
        let checkpoint = checkpoint.to_owned();
        Submission {
            old,
            proof: Vec::new(),
            checkpoint,
        }
        .to_text()
    };
    assert_eq!(ask("nonsense".to_owned()).await.0, 400);
    assert_eq!(ask(asked(9, &note)).await.0, 400);
    let elsewhere = note.replace(ORIGIN, "other.example/log");
    assert_eq!(ask(asked(0, &elsewhere)).await.0, 404);
    let forged = note.replacen("\n4\n", "\n5\n", 1);
    assert_eq!(ask(asked(0, &forged)).await.0, 403);
    assert_eq!(ask("x".repeat(100_000)).await.0, 413);
    let (status, _, line) = ask(asked(0, &note)).await;
    assert_eq!(
        (status, line.starts_with("— witness.example ")),
        (200, true)
    );
    let (status, media, size) = ask(asked(0, &note)).await;
    assert_eq!(
        (status, media.as_str(), size.as_str()),
        (409, "text/x.tlog.size", "4\n")
    );
    // The same head once more is cosigned anew.
    assert_eq!(ask(asked(4, &note)).await.0, 200);
    grow(&store, 1, 4..9).await;
    sequence(&ledger, &store).await;
    let (status, media, _) = ask(asked(4, &ledger.head().unwrap().note)).await;
    assert_eq!((status, media.as_str()), (422, "application/problem+json"));
    let get = client.get(&url).send().await.unwrap();
    assert_eq!(get.status().as_u16(), 405);
    store.close().await;
}

#[tokio::test]
async fn a_witness_does_not_start_without_its_memory() {
    let (keep, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let running = witness(keep.path());
    let store = open(data.path()).await;
    let ledger = take_up(&store).await;
    grow(&store, 1, 0..4).await;
    sequence(&ledger, &store).await;
    let head = ledger.head().unwrap();
    let mut remote = running.remote(keep.path());
    remote.cosign(&ledger, &store, &head).await.unwrap();
    running.handle.shutdown();
    let file = std::fs::read_dir(keep.path().join("heads")).unwrap();
    let file = file.map(|entry| entry.unwrap().path()).next().unwrap();
    let kept = std::fs::read_to_string(&file).unwrap();
    for broken in [kept.replacen("\n4\n", "\n3\n", 1), String::new(), head.note] {
        std::fs::write(&file, broken).unwrap();
        let again = Witness::open(
            keep.path(),
            "witness.example",
            &[vkey()],
            Arc::new(SystemClock),
            &SystemRandomness,
        );
        assert!(again.is_err());
    }
    store.close().await;
}
