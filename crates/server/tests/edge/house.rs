//! A service in this process with a client that trusts it.

use reqwest::{Certificate, Client, Method, RequestBuilder, Response};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tacita_model::{Clock, RequestId, Role, Timestamp, TypedId};
use tacita_server::app::{App, Parts, Shared};
use tacita_server::config::{Config, PreChatField, Queue, Routing, Site};
use tacita_server::demo::authority::{self, Files};
use tacita_server::edge::rates::Origin;
use tacita_server::edge::tls;
use tacita_server::features::accounts::browsers::Visitor;
use tacita_server::features::accounts::desk::{NewPerson, put_person};
use tacita_server::features::accounts::enrol::seed_app;
use tacita_server::features::accounts::http::COOKIE;
use tacita_server::features::accounts::second::codes;
use tacita_server::features::accounts::sign_in::begin;
use tacita_server::host::{Randomness, SystemClock, SystemRandomness};
use tacita_server::issuer::Folder;
use tacita_server::issuer::remote::Remote;
use tacita_server::issuer::work::{Approval, round};
use tacita_server::keys::{Keys, ledger_key, make_ledger_key};
use tacita_server::service::{Service, listen};
use tacita_store::rows::Proof;
use tacita_store::{LocalKms, Location, Store};

/// A clock that a test moves.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// The seed of every app that [`House::give_app`] gives.
pub const SEED: [u8; 32] = [9; 32];

/// All cookies that an answer sets, as they are sent back.
pub fn cookies(answer: &Response) -> String {
    let set = answer.headers().get_all("set-cookie").iter();
    let pairs = set.map(|value| {
        value
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    });
    pairs.collect::<Vec<_>>().join("; ")
}

pub const PASSWORD: &str = "correct horse battery";

pub struct House {
    pub app: Shared,
    pub clock: Arc<TestClock>,
    pub address: SocketAddr,
    pub client: Client,
    pub base: String,
    pub authority: Vec<u8>,
    pub issuer: Folder,
    pub folder: tempfile::TempDir,
    _service: Service,
}

impl House {
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    pub async fn open_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::open_as(change, true).await
    }

    pub async fn open_without_ledger_key() -> Self {
        Self::open_as(|_| {}, false).await
    }

    async fn open_as(change: impl FnOnce(&mut Config), with_ledger_key: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let began = SystemClock.now();
        let clock = Arc::new(TestClock(AtomicI64::new(began.0)));
        let files = Files::of(folder.path());
        authority::make(&files, began).unwrap();
        let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let port = listener.local_addr().unwrap().port();
        let issuer = Folder::open(&folder.path().join("issuer"), &SystemRandomness, began).unwrap();
        let mut config = configuration(folder.path(), port, &issuer);
        (config.tls.certificate, config.tls.key) = (files.certificate.clone(), files.key.clone());
        change(&mut config);
        let complaints = config.check();
        assert!(complaints.is_empty(), "{complaints:?}");
        let tls = tls::server_config(&files.certificate, &files.key).unwrap();
        if with_ledger_key {
            make_ledger_key(&config.key_folder(), &SystemRandomness).unwrap();
        }
        let app = open_app(config, clock.clone()).await;
        for (name, display_name, role) in [
            ("thandi", "Thandi Mokoena", Role::Agent),
            ("marek", "Marek Nowak", Role::Agent),
            ("root", "Ruth Root", Role::Administrator),
        ] {
            let new = NewPerson {
                name: name.to_owned(),
                display_name: display_name.to_owned(),
                role,
                password_hash: app.passwords.hash(PASSWORD, &SystemRandomness).unwrap(),
                teams: match role {
                    Role::Agent => vec!["Front desk".to_owned()],
                    _ => Vec::new(),
                },
                capacity: 5,
            };
            let tenant = app.organisation.tenant;
            put_person(&app.store, tenant, app.draw_id(), app.now(), new)
                .await
                .unwrap();
        }
        let service = Service::start_on(app.clone(), tls, listener).unwrap();
        let authority = std::fs::read(&files.authority).unwrap();
        drop(Arc::unwrap_or_clone(tls::provider()).install_default());
        let client = Client::builder()
            .tls_certs_only(Certificate::from_pem_bundle(&authority).unwrap())
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            address: service.address,
            base: format!("https://localhost:{port}"),
            app,
            clock,
            client,
            authority,
            issuer,
            folder,
            _service: service,
        }
    }

    /// A request as a page of this host sends it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method.clone(), format!("{}{path}", self.base));
        if method == Method::GET {
            request
        } else {
            request
                .header("origin", &self.base)
                .header("sec-fetch-site", "same-origin")
        }
    }

    pub async fn sign_in(&self, name: &str, password: &str) -> Response {
        let body = serde_json::json!({ "name": name, "password": password });
        self.request(Method::POST, "/v1/sign-ins")
            .json(&body)
            .send()
            .await
            .unwrap()
    }

    /// The cookie header of a fresh whole sign-in, whose factors were checked by nobody.
    pub async fn cookie(&self, name: &str) -> String {
        let person = self.app.store.agent_by_name(name).await.unwrap().unwrap();
        let visitor = Visitor {
            origin: Origin::of([127, 0, 0, 1].into()),
            token: Some("A".repeat(43)),
            label: "Test".to_owned(),
        };
        let request = RequestId::from_bytes([1; 16]);
        let more = (Vec::new(), Vec::new());
        let whole = begin(&self.app, person, Proof::App, &visitor, request, more);
        format!("{COOKIE}={}", whole.await.unwrap().token.0.as_str())
    }

    /// Gives a person an authenticator app; its codes are computed from the seed.
    pub async fn give_app(&self, name: &str) {
        let person = self.app.store.agent_by_name(name).await.unwrap().unwrap();
        seed_app(&self.app, &person, &SEED).await.unwrap();
    }

    /// What that app shows now.
    pub fn code(&self, name: &str) -> String {
        let now = u64::try_from(self.app.now().as_seconds()).unwrap();
        codes(&SEED, name).unwrap().generate(now).to_string()
    }

    /// A request with a body and cookies.
    pub async fn post(&self, path: &str, cookie: &str, body: serde_json::Value) -> Response {
        let request = self.request(Method::POST, path).header("cookie", cookie);
        request.json(&body).send().await.unwrap()
    }

    /// One round of the issuer, which approves everything.
    pub async fn issue(&mut self) {
        let remote = self.remote();
        let asked = remote.requests(&self.issuer).await.unwrap();
        let now = self.app.now();
        let answers = round(&mut self.issuer, &asked, now, &mut |_| Approval::Yes).unwrap();
        if let Some(answers) = answers {
            remote.answer(&self.issuer, &answers).await.unwrap();
        }
    }

    pub fn remote(&self) -> Remote {
        let randomness = Arc::new(SystemRandomness);
        Remote::new(
            &self.base,
            Some(&self.authority),
            self.clock.clone(),
            randomness,
        )
        .unwrap()
    }
}

async fn open_app(config: Config, clock: Arc<TestClock>) -> Shared {
    let keys = Keys::load(&config.key_folder(), &SystemRandomness).unwrap();
    let key_of_ledger = ledger_key(&config.key_folder()).unwrap();
    let fill: tacita_store::Randomness =
        Arc::new(|bytes| SystemRandomness.generator().fill_bytes(bytes));
    let kms = LocalKms::open(config.key_folder().join("halves"), fill.clone()).unwrap();
    let place = Location::Sqlite(config.data_folder.clone());
    let settings = tacita_store::Config::new(place, clock.clone(), fill, Arc::new(kms));
    let store = Store::open(settings).await.unwrap();
    let randomness = Arc::new(SystemRandomness);
    App::open(
        config,
        Parts {
            screening: tacita_server::screening::Screening::default(),
            store,
            clock,
            randomness,
            keys,
            ledger_key: key_of_ledger,
        },
    )
    .await
    .unwrap()
}

fn configuration(folder: &Path, port: u16, issuer: &Folder) -> Config {
    let mut config = Config {
        listen: SocketAddr::from(([127, 0, 0, 1], port)),
        data_folder: folder.join("server"),
        widget_host: format!("localhost:{port}"),
        console_host: format!("localhost:{port}"),
        ..Config::default()
    };
    config.organisation.tenant = issuer.tenant().to_string();
    config.organisation.root_fingerprint = issuer.fingerprint();
    config.queues = vec![Queue::new("Questions", Routing::Automatic, &["Front desk"])];
    config.sites = vec![Site {
        id: "harbour-books".to_owned(),
        shop_name: "Harbour Books".to_owned(),
        frame_ancestors: vec!["https://shop.example".to_owned()],
        queue: "Questions".to_owned(),
        languages: vec!["en".to_owned()],
        pre_chat: vec![PreChatField {
            name: "order".to_owned(),
            purpose: "To find your order".to_owned(),
            required: false,
        }],
        other_channels: Vec::new(),
        unclaimed_days: 7,
        skills: Vec::new(),
        usual_answer_seconds: None,
    }];
    config
}
