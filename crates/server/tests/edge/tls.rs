//! The listener speaks TLS 1.3 alone, hybrid key exchange first, and nothing in the clear.

use crate::house::House;
use rustls::pki_types::ServerName;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, NamedGroup, RootCertStore, SupportedProtocolVersion};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use tacita_server::config::check::Weight;
use tacita_server::edge::{probe, tls};

fn connect(
    house: &House,
    versions: &[&'static SupportedProtocolVersion],
) -> Result<ClientConnection, std::io::Error> {
    let mut roots = RootCertStore::empty();
    let authority = rustls::pki_types::CertificateDer::from_pem_slice(&house.authority).unwrap();
    roots.add(authority).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let mut connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut socket = TcpStream::connect(house.address)?;
    while connection.is_handshaking() {
        connection.complete_io(&mut socket)?;
    }
    Ok(connection)
}

// Practice: B1
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_tls_1_3_with_the_hybrid_key_exchange() {
    let house = House::open().await;
    let connection = connect(&house, rustls::ALL_VERSIONS).unwrap();
    assert_eq!(
        connection.protocol_version(),
        Some(rustls::ProtocolVersion::TLSv1_3)
    );
    let group = connection.negotiated_key_exchange_group().unwrap().name();
    assert_eq!(group, NamedGroup::X25519MLKEM768);
}

// Practice: B1
#[tokio::test(flavor = "multi_thread")]
async fn tls_1_2_is_refused() {
    let house = House::open().await;
    assert!(connect(&house, &[&rustls::version::TLS12]).is_err());
    assert!(connect(&house, &[&rustls::version::TLS13]).is_ok());
}

// Practice: B1
#[tokio::test(flavor = "multi_thread")]
async fn plain_http_gets_no_answer() {
    let house = House::open().await;
    let mut socket = TcpStream::connect(house.address).unwrap();
    socket
        .write_all(b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    drop(socket.read_to_end(&mut answer));
    // A TLS alert at most; never a line of HTTP.
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
}

// Practice: B1
#[tokio::test(flavor = "multi_thread")]
async fn a_weak_configuration_is_refused() {
    let house = House::open().await;
    let weak = |change: &dyn Fn(&mut tacita_server::Config)| {
        let mut config = house.app.config.clone();
        change(&mut config);
        config
            .check()
            .iter()
            .any(|complaint| complaint.weight == Weight::Stop)
    };
    assert!(!weak(&|_| {}));
    assert!(weak(&|c| c.sign_in.argon2_memory_kib = 1024));
    assert!(weak(&|c| c.sign_in.absolute_limit_seconds = 7 * 24 * 3600));
    assert!(weak(
        &|c| c.metrics.listen = Some("0.0.0.0:9100".parse().unwrap())
    ));
    assert!(weak(&|c| c.sites[0].frame_ancestors = vec!["*".to_owned()]));
    assert!(weak(
        &|c| c.sites[0].frame_ancestors = vec!["http://shop.example".to_owned()]
    ));
    assert!(weak(&|c| c.sites[0].pre_chat[0].purpose = " ".to_owned()));
    assert!(weak(&|c| c.organisation.root_fingerprint = "12".to_owned()));
    assert!(weak(
        &|c| c.database.url = tacita_server::config::Secret::new("postgres://db.example/x")
    ));
    assert!(weak(&|c| c.limits.requests_per_minute = 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_for_another_name_or_time_is_found_before_start() {
    let house = House::open().await;
    let mut config = house.app.config.clone();
    config.data_folder = house.folder.path().to_owned();
    config.tls.certificate = "certificate.pem".into();
    config.tls.key = "key.pem".into();
    let now = house.app.now();
    assert_eq!(tls::check(&config, now), Vec::new());
    assert!(!tls::check(&config, now.plus_seconds(40 * 24 * 3600)).is_empty());
    config.widget_host = "chat.example".to_owned();
    assert!(
        tls::check(&config, now)
            .iter()
            .any(|complaint| complaint.field == "widget_host")
    );
}

// Practice: B1
#[tokio::test(flavor = "multi_thread")]
async fn the_self_test_page_shows_what_the_listener_speaks_to_whoever_is_signed_in() {
    let house = House::open().await;
    let ask = || house.request(reqwest::Method::GET, "/v1/self-test");
    assert_eq!(ask().send().await.unwrap().status(), 401);
    let cookie = house.cookie("thandi").await;
    let answer = ask().header("cookie", cookie).send().await.unwrap();
    let told: serde_json::Value = answer.json().await.unwrap();
    let found: Vec<_> = told["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| {
            let text = |name: &str| check[name].as_str().unwrap().to_owned();
            (text("what"), text("state"), text("value"))
        })
        .collect();
    let found: Vec<_> = found
        .iter()
        .map(|(what, state, value)| (what.as_str(), state.as_str(), value.as_str()))
        .collect();
    let [.., (_, _, ends)] = found[..] else {
        panic!("{told}")
    };
    let expected = [
        ("protocol", "good", "TLS 1.3"),
        ("older-refused", "good", ""),
        ("plaintext-refused", "good", ""),
        ("key-exchange", "good", "X25519MLKEM768"),
        ("hsts", "not-applicable", ""),
        ("certificate", "good", ends),
    ];
    assert_eq!(found, expected);
    assert_eq!(ends.len(), "2026-12-31".len());
}

// A listener that is not ours, or weaker than it should be, is not called good.
// Practice: B1
#[tokio::test(flavor = "multi_thread")]
async fn the_self_test_calls_a_foreign_certificate_and_a_plain_listener_bad() {
    let (house, other) = (House::open().await, House::open().await);
    let mut config = house.app.config.clone();
    config.tls.certificate = other.folder.path().join("certificate.pem");
    let now = house.app.now();
    let state = |config: &tacita_server::Config, what: &str| {
        let found = probe::look(config, now);
        let check = found.into_iter().find(|check| check.what == what).unwrap();
        check.state
    };
    assert_eq!(
        state(&config, "protocol"),
        "bad",
        "somebody else's certificate"
    );

    // Answers in the clear, whatever it is asked.
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    config.listen = plain.local_addr().unwrap();
    std::thread::spawn(move || {
        while let Ok((mut socket, _)) = plain.accept() {
            let mut some = [0; 512];
            drop(socket.read(&mut some));
            drop(socket.write_all(b"HTTP/1.1 301 Moved\r\ncontent-length: 0\r\n\r\n"));
        }
    });
    let shown = [
        "protocol",
        "older-refused",
        "plaintext-refused",
        "key-exchange",
        "hsts",
    ];
    for what in shown {
        assert_eq!(state(&config, what), "bad", "{what}");
    }
    // Where nobody listens nothing is refused either.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    config.listen = gone.local_addr().unwrap();
    drop(gone);
    for what in shown {
        assert_eq!(state(&config, what), "bad", "{what} of nobody");
    }
    // Under a name of the world browsers must be told to come by TLS alone; here nobody was told.
    let mut config = house.app.config.clone();
    config.console_host = "desk.example".to_owned();
    assert_eq!(state(&config, "protocol"), "good");
    assert_eq!(state(&config, "hsts"), "bad");
    let world = House::open_with(|config| config.console_host = "desk.example".to_owned()).await;
    assert_eq!(state(&world.app.config, "hsts"), "good");
}
