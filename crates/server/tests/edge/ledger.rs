//! The ledger over HTTP, as outsiders see it; a witness beside a running service; no key.

use crate::house::{House, PASSWORD};
use reqwest::Method;
use std::collections::BTreeMap;
use std::time::Duration;
use tacita_ledger::note::VerifierKey;
use tacita_ledger::verify::verify_log;
use tacita_ledger::{Checkpoint, Leaf, LeafKind, Subject, tile};
use tacita_model::{RequestId, Timestamp, TypedId};
use tacita_server::config::{LedgerSyslog, SyslogTransport};
use tacita_server::edge::tls;

async fn grow(house: &House, count: u8) {
    let who = house.app.store.who(Subject::SERVER).await.unwrap().plain();
    let leaves = (0..count).map(|number| Leaf {
        kind: LeafKind::Closed,
        who,
        what: [number; 32],
        purpose: None,
        when: Timestamp(1),
        request: RequestId::from_bytes([number; 16]),
    });
    house
        .app
        .store
        .commit(Vec::new(), leaves.collect())
        .await
        .unwrap();
}

/// Waits until everything durable is signed.
async fn signed(house: &House) -> Checkpoint {
    let vkey = house.app.ledger.vkey().unwrap().clone();
    for _ in 0..200 {
        let size = house.app.store.ledger().size().await.unwrap();
        if let Some(head) = house.app.ledger.head().filter(|head| head.size == size) {
            return Checkpoint::open(head.note.as_bytes(), &vkey).unwrap();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing was signed within ten seconds");
}

// Practice: G1
#[tokio::test]
async fn anybody_reads_the_log_and_verifies_it() {
    let house = House::open().await;
    for _ in 0..3 {
        grow(&house, 250).await;
    }
    house.cookie("thandi").await;
    let head = signed(&house).await;
    assert!(head.size > 750);
    let get = async |path: &str| {
        let answer = house.request(Method::GET, path).send().await.unwrap();
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default()
        };
        let (cache, media) = (header("cache-control"), header("content-type"));
        let anybody = header("access-control-allow-origin");
        (
            answer.status().as_u16(),
            media,
            cache,
            anybody,
            answer.bytes().await.unwrap(),
        )
    };
    let mut files = BTreeMap::new();
    let (status, media, cache, anybody, note) = get("/ledger/checkpoint").await;
    assert_eq!((status, media.as_str()), (200, "text/plain; charset=utf-8"));
    assert_eq!((cache.as_str(), anybody.as_str()), ("no-cache", "*"));
    files.insert("checkpoint".to_owned(), note.to_vec());
    for (level, index, width) in tile::tiles(head.size) {
        let entries = (level == 0).then_some(None);
        for level in [Some(Some(level)), entries].into_iter().flatten() {
            let path = tile::path(level, index, width);
            let (status, media, cache, anybody, bytes) = get(&format!("/ledger/{path}")).await;
            assert_eq!((status, media.as_str()), (200, "application/octet-stream"));
            assert!(cache.contains("immutable") && anybody == "*", "{path}");
            files.insert(path, bytes.to_vec());
        }
    }
    let vkey = house.app.ledger.vkey().unwrap().clone();
    let read = |path: &str| files.get(path).cloned();
    let verified = verify_log(&vkey, "checkpoint", &[(head.size, head.root)], read).unwrap();
    assert_eq!(verified.checkpoint, head);
    // Another program's key is another log.
    assert!(
        verify_log(
            &VerifierKey::parse(
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            )
            .unwrap(),
            "checkpoint",
            &[],
            read
        )
        .is_err()
    );

    // Partial tiles of earlier heads stay; nothing beyond the head, no other way to write a path.
    assert_eq!(get("/ledger/tile/0/001.p/5").await.0, 200);
    let beyond = tile::path(Some(0), head.size / 256, head.size % 256 + 1);
    for path in [
        format!("/ledger/{beyond}").as_str(),
        "/ledger/tile/0/003",
        "/ledger/tile/3/000",
        "/ledger/tile/0/0",
        "/ledger/tile/0/000.p/256",
        "/ledger/tile/entries/-1",
        "/ledger/tile/0/x000/001",
        "/ledger/tile/0/%2e%2e/000",
        "/ledger/",
    ] {
        assert_eq!(get(path).await.0, 404, "{path}");
    }
}

#[tokio::test]
async fn a_log_that_is_not_public_is_not_there() {
    let house = House::open_with(|config| config.ledger.public = false).await;
    grow(&house, 3).await;
    signed(&house).await;
    for path in ["/ledger/checkpoint", "/ledger/tile/0/000.p/1"] {
        let answer = house.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn without_its_key_the_service_runs_and_signs_nothing() {
    let house = House::open_without_ledger_key().await;
    assert_eq!(house.sign_in("thandi", PASSWORD).await.status(), 201);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(house.app.ledger.may_reveal().is_err());
    assert!(house.app.ledger.head().is_none());
    assert!(
        house.app.store.ledger().size().await.unwrap() > 0,
        "leaves are written all the same"
    );
    let answer = house
        .request(Method::GET, "/ledger/checkpoint")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 404);
    let ready = house.request(Method::GET, "/livez").send().await.unwrap();
    assert_eq!(ready.status(), 200);
}

/// Numbers of the leaves in messages of syslog.
fn numbers(messages: &str) -> Vec<u64> {
    let sequences = messages.split("\"sequence\":").skip(1);
    sequences
        .map(|rest| rest.split([',', '}']).next().unwrap().parse().unwrap())
        .collect()
}

// Practice: G1
#[tokio::test(flavor = "multi_thread")]
async fn a_siem_gets_every_signed_leaf_once_and_in_order() {
    let receiver = tokio::net::UdpSocket::bind(("127.0.0.1", 0)).await.unwrap();
    let address = receiver.local_addr().unwrap().to_string();
    let house = House::open_with(|config| {
        config.ledger.syslog = Some(LedgerSyslog {
            transport: SyslogTransport::Udp,
            address,
            authority: None,
        });
    })
    .await;
    house.cookie("thandi").await;
    let size = signed(&house).await.size;
    let mut heard = String::new();
    let mut datagram = vec![0; 64 * 1024];
    while numbers(&heard).last() < Some(&size) {
        let waiting = tokio::time::timeout(Duration::from_secs(10), receiver.recv(&mut datagram));
        let length = waiting.await.unwrap().unwrap();
        let message = std::str::from_utf8(&datagram[..length]).unwrap();
        assert!(
            message.starts_with("<1") && message.contains(">1 "),
            "{message}"
        );
        assert!(!message.contains("thandi"), "nobody is named: {message}");
        heard.push_str(message);
    }
    let all: Vec<u64> = (1..=*numbers(&heard).last().unwrap()).collect();
    assert_eq!(numbers(&heard), all);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_siem_on_another_machine_gets_them_over_tls() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut files = None;
    let house = House::open_with(|config| {
        let folder = config.data_folder.parent().unwrap();
        let made = tacita_server::demo::authority::Files::of(folder);
        config.ledger.syslog = Some(LedgerSyslog {
            transport: SyslogTransport::Tls,
            address: format!("localhost:{port}"),
            authority: Some(made.authority.clone()),
        });
        files = Some(made);
    })
    .await;
    let files = files.unwrap();
    let tls = tls::server_config(&files.certificate, &files.key).unwrap();
    let (stream, _) = listener.accept().await.unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(tls);
    let mut stream = acceptor.accept(stream).await.unwrap();
    house.cookie("thandi").await;
    let size = signed(&house).await.size;
    let mut heard = Vec::new();
    while numbers(&String::from_utf8_lossy(&heard)).last() < Some(&size) {
        let reading = tokio::io::AsyncReadExt::read_buf(&mut stream, &mut heard);
        let waiting = tokio::time::timeout(Duration::from_secs(10), reading);
        assert_ne!(waiting.await.unwrap().unwrap(), 0, "it hung up");
    }
    // Each message behind its length (RFC 5425 section 4.3), up to the last that is whole.
    let mut rest = heard.as_slice();
    let mut whole = 0;
    while let Some(blank) = rest.iter().position(|byte| *byte == b' ') {
        let length: usize = std::str::from_utf8(&rest[..blank])
            .unwrap()
            .parse()
            .unwrap();
        let Some(message) = rest.get(blank + 1..blank + 1 + length) else {
            break;
        };
        assert!(message.starts_with(b"<") && message.ends_with(b"}"));
        (rest, whole) = (&rest[blank + 1 + length..], whole + 1);
    }
    assert!(whole >= size - 1, "{whole} of {size}");
}
