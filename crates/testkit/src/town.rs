//! The place of a test: a whole service on a port and in a directory of its own, an organisation,
//! one queue. Who lives there: `people.rs`.

use crate::clock::TestClock;
use crate::line::{SITE, Server};
use crate::organisation::Organisation;
use crate::place::{Place, search};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, Rng, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tacita_ledger::note::{Algorithm, NoteKey, VerifierKey};
use tacita_model::{
    AgentId, Clock, ConversationId, CryptoProfile, MessageId, QueueId, TeamId, TenantId, TypedId,
};
use tacita_seal::Crypto;
use tacita_server::app::{App, Parts};
use tacita_server::config;
use tacita_server::demo::authority::{self, Files};
use tacita_server::edge::tls;
use tacita_server::features::accounts::desk;
use tacita_server::features::conversations::World;
use tacita_server::host::{Randomness, SystemClock};
use tacita_server::ledger::go_over::go_over;
use tacita_server::screening::Screening;
use tacita_server::service::{Service, listen};
use tacita_store::{Config, LedgerRows, LocalKms, Location, Store, Write, rows};
use zeroize::Zeroizing;

/// Name of the one queue.
const QUEUE: &str = "Orders";
/// Name of the one team.
const TEAM: &str = "Front desk";

/// Name of the ledger.
const LEDGER: &str = "town.example/ledger";
/// What signs it.
const LEDGER_KEY: [u8; 32] = [29; 32];

static TOWNS: AtomicU64 = AtomicU64::new(1);

/// What a test changes about the queue.
type QueueChange = Box<dyn Fn(&mut config::Queue) + Send + Sync>;

#[derive(Debug)]
struct Seeded(AtomicU64);

impl Randomness for Seeded {
    fn generator(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(ChaCha20Rng::seed_from_u64(
            self.0.fetch_add(1, Ordering::SeqCst),
        ))
    }
}

pub(crate) struct Inner {
    pub(crate) clock: Arc<TestClock>,
    pub(crate) organisation: Organisation,
    pub(crate) queue: QueueId,
    pub(crate) team: TeamId,
    pub(crate) people: Mutex<BTreeSet<AgentId>>,
    pub(crate) at_their_desks: Mutex<Vec<AgentId>>,
    randomness: Arc<Seeded>,
    place: Place,
    port: u16,
    running: Mutex<Option<(Server, Service)>>,
    secrets: Mutex<Vec<String>>,
    ledger_key: Mutex<Option<[u8; 32]>>,
    queue_runs: Mutex<(config::Routing, Option<config::Hours>)>,
    queue_change: Mutex<Option<QueueChange>>,
    screening: Mutex<Option<String>>,
    /// Whoever opens a chat shows that this was their browser's last.
    pub(crate) comes_back: Mutex<Option<ConversationId>>,
    /// Secrets by which customers read their receipts.
    pub(crate) receipts: Mutex<BTreeMap<ConversationId, [u8; 32]>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Town")
    }
}

impl Inner {
    pub(crate) fn server(&self) -> Option<Server> {
        let running = self.running.lock().unwrap();
        running.as_ref().map(|(server, _)| server.clone())
    }

    pub(crate) fn randomness(&self) -> tacita_client::Randomness {
        let randomness = Arc::clone(&self.randomness);
        Box::new(move || randomness.generator())
    }

    /// The queue's roster of everybody who is there, as the issuer would leave it.
    pub(crate) async fn leave_roster(&self) {
        let people = self.people.lock().unwrap().clone();
        let now = self.clock.now();
        let roster = rows::Roster {
            queue: self.queue,
            bytes: self.organisation.roster(self.queue, &people, now),
            created_at: now,
        };
        let store = self.server().unwrap().app.store.clone();
        let write = Write::PutRoster(roster);
        store.commit(vec![write], Vec::new()).await.unwrap();
    }

    fn configuration(&self) -> tacita_server::Config {
        let host = format!("localhost:{}", self.port);
        let organisation = &self.organisation;
        let fingerprint = organisation.fingerprint().0;
        let hex: String = fingerprint
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let (routing, hours) = self.queue_runs.lock().unwrap().clone();
        let mut config = tacita_server::Config {
            listen: ([127, 0, 0, 1], self.port).into(),
            data_folder: self.place.path().join("data"),
            widget_host: host.clone(),
            console_host: host,
            crypto_profile: organisation.profile.as_str().to_owned(),
            queues: vec![config::Queue {
                hours,
                ..config::Queue::new(QUEUE, routing, &[TEAM])
            }],
            sites: vec![config::Site {
                id: SITE.to_owned(),
                shop_name: "Harbour Books".to_owned(),
                frame_ancestors: vec!["https://shop.example".to_owned()],
                queue: QUEUE.to_owned(),
                languages: vec!["en".to_owned()],
                pre_chat: Vec::new(),
                other_channels: Vec::new(),
                unclaimed_days: 30,
                skills: Vec::new(),
                usual_answer_seconds: None,
            }],
            ..tacita_server::Config::default()
        };
        if let Some(change) = self.queue_change.lock().unwrap().as_ref() {
            config.queues.iter_mut().for_each(change);
        }
        config.organisation.tenant = organisation.tenant.to_string();
        config.organisation.root_fingerprint = hex;
        // Days pass in tests, and nobody signs in meanwhile.
        config.access_reviews.dormant_days = 0;
        // Ports change from start to start, the log's name does not.
        LEDGER.clone_into(&mut config.ledger.origin);
        // The people of a test come from one address and in a hurry.
        let limits = &mut config.limits;
        (limits.requests_per_minute, limits.openings_per_minute) = (1_000_000, 1_000_000);
        (limits.sockets_per_minute, limits.messages_per_second) = (1_000_000, 10_000);
        limits.drain_seconds = 1;
        config
    }
}

/// See the top of this file.
#[derive(Debug, Clone)]
pub struct Town(pub(crate) Arc<Inner>);

impl Town {
    /// A town with a running service over the standard suite, which is quick in tests.
    pub async fn new() -> Self {
        Self::with_profile(CryptoProfile::TacitaStd1).await
    }

    /// As [`Town::new`] with another profile.
    pub async fn with_profile(profile: CryptoProfile) -> Self {
        Self::begin(
            Place::fresh(),
            TOWNS.fetch_add(1, Ordering::SeqCst),
            profile,
            TestClock::default(),
        )
        .await
    }

    /// As [`Town::new`] in a folder of the caller's choice.
    pub async fn in_folder(folder: PathBuf, seed: u64, profile: CryptoProfile) -> Self {
        Self::begin(Place::Given(folder), seed, profile, TestClock::default()).await
    }

    /// As [`Town::new`] with a clock so many days behind the machine's. `OpenMLS` judges key
    /// packages by the machine's clock, so a test that lets days pass begins in the past.
    pub async fn days_ago(days: i64) -> Self {
        let clock = TestClock::default();
        clock.pass(-days * 86_400);
        let number = TOWNS.fetch_add(1, Ordering::SeqCst);
        Self::begin(Place::fresh(), number, CryptoProfile::TacitaStd1, clock).await
    }

    async fn begin(place: Place, seed: u64, profile: CryptoProfile, clock: TestClock) -> Self {
        let folder = place.path();
        drop(Arc::unwrap_or_clone(tls::provider()).install_default());
        let clock = Arc::new(clock);
        let randomness = Arc::new(Seeded(AtomicU64::new(seed.wrapping_mul(1 << 32))));
        let crypto = Crypto::new(randomness.generator());
        let tenant = TenantId::from_bytes(crypto.random());
        let organisation = Organisation::new(&crypto, tenant, profile, clock.now());
        std::fs::create_dir_all(folder).unwrap();
        // The listener's certificate is judged by the machine's clock.
        authority::make(&Files::of(folder), SystemClock.now()).unwrap();
        let inner = Inner {
            clock,
            organisation,
            queue: desk::queue_id(tenant, QUEUE),
            team: desk::team_id(tenant, TEAM),
            people: Mutex::new(BTreeSet::new()),
            at_their_desks: Mutex::new(Vec::new()),
            randomness,
            place,
            port: free_port(),
            running: Mutex::new(None),
            secrets: Mutex::new(Vec::new()),
            ledger_key: Mutex::new(Some(LEDGER_KEY)),
            queue_runs: Mutex::new((config::Routing::Automatic, None)),
            queue_change: Mutex::new(None),
            screening: Mutex::new(None),
            comes_back: Mutex::new(None),
            receipts: Mutex::default(),
        };
        let town = Self(Arc::new(inner));
        town.start().await;
        town.0.leave_roster().await;
        town
    }

    /// Starts the service on the town's files.
    pub async fn start(&self) {
        let inner = &self.0;
        let draw = {
            let randomness = Arc::clone(&inner.randomness);
            Arc::new(move |bytes: &mut [u8]| randomness.generator().fill_bytes(bytes))
        };
        let kms = LocalKms::open(inner.place.path().join("kms"), draw.clone()).unwrap();
        let clock: Arc<dyn Clock> = inner.clock.clone();
        let location = Location::Sqlite(inner.place.path().join("data"));
        let kms = Arc::new(kms);
        let mut tries = 0;
        let store = loop {
            // After a stop the last socket may hold the files for a moment.
            let config = Config::new(
                location.clone(),
                Arc::clone(&clock),
                draw.clone(),
                kms.clone(),
            );
            match Store::open(config).await {
                Ok(store) => break store,
                Err(tacita_store::StoreError::InUse) if tries < 1000 => tries += 1,
                Err(error) => panic!("the store does not open: {error:?}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let organisation = &inner.organisation;
        let mut config = inner.configuration();
        if let Some(text) = inner.screening.lock().unwrap().as_ref() {
            std::fs::write(config.data_folder.join("screening.toml"), text).unwrap();
            config.screening.policy = Some("screening.toml".into());
        }
        let parts = Parts {
            screening: Screening::load(&config, inner.randomness.as_ref()).unwrap(),
            store,
            clock,
            randomness: inner.randomness.clone(),
            keys: organisation.keys(),
            ledger_key: inner.ledger_key.lock().unwrap().map(Zeroizing::new),
        };
        let app = App::open(config, parts).await.unwrap();
        app.believe(app.organisation.check(&organisation.bundle()).unwrap());
        for agent in inner.at_their_desks.lock().unwrap().iter() {
            app.consoles.came(*agent);
        }
        let files = Files::of(inner.place.path());
        let tls = tls::server_config(&files.certificate, &files.key).unwrap();
        let listener = listen(([127, 0, 0, 1], inner.port).into()).unwrap();
        let service = Service::start_on(app.clone(), tls, listener).unwrap();
        let server = Server::new(app, inner.port, &files.authority);
        *inner.running.lock().unwrap() = Some((server, service));
    }

    /// Stops the service in the middle of whatever it does: the engine stops first, so what it had
    /// not answered stays unanswered, and nothing of it is flushed.
    pub async fn stop(&self) {
        let (server, service) = self.0.running.lock().unwrap().take().unwrap();
        server.hub.drain();
        server.hub.stop();
        drop(server);
        service.stop().await.unwrap();
    }

    /// The server's keys are rotated: it is started again with fresh ones beside the former.
    pub async fn rotate_keys(&self) {
        self.stop().await;
        let crypto = Crypto::new(self.0.randomness.generator());
        self.0.organisation.rotate(&crypto);
        self.start().await;
    }

    /// The issuer certifies the newest keys, and the running service learns of it.
    pub fn certify_keys(&self) {
        let organisation = &self.0.organisation;
        organisation.certify(self.0.clock.now());
        let app = &self.server().app;
        app.believe(app.organisation.check(&organisation.bundle()).unwrap());
    }

    /// What the engine was started with.
    #[must_use]
    pub fn world(&self) -> Arc<World> {
        self.0.server().unwrap().hub.world().unwrap()
    }

    /// The service.
    #[must_use]
    pub fn server(&self) -> Server {
        self.0.server().unwrap()
    }

    /// The one queue.
    #[must_use]
    pub fn queue(&self) -> QueueId {
        self.0.queue
    }

    /// The organisation.
    #[must_use]
    pub fn organisation(&self) -> &Organisation {
        &self.0.organisation
    }

    /// Where the files are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.0.place.path()
    }

    /// Time goes on, and everybody who waits for it gets a moment to notice.
    pub async fn pass(&self, seconds: i64) {
        self.0.clock.pass(seconds);
        tokio::time::sleep(Duration::from_millis(250)).await;
    }

    /// A fresh message id.
    #[must_use]
    pub fn message_id(&self) -> MessageId {
        let mut bytes = [0; 16];
        self.0.randomness.generator().fill_bytes(&mut bytes);
        MessageId::from_bytes(bytes)
    }

    /// A text that no file of the service may hold when the town goes.
    #[must_use]
    pub fn secret(&self, text: &str) -> String {
        self.0.secrets.lock().unwrap().push(text.to_owned());
        text.to_owned()
    }

    /// The moment by this town's clock, whether the service runs or not.
    #[must_use]
    pub fn world_time(&self) -> tacita_model::Timestamp {
        self.0.clock.now()
    }

    /// How the queue gives out its chats, and when it is attended; from the next start on.
    pub fn run_queue(&self, routing: config::Routing, hours: Option<config::Hours>) {
        *self.0.queue_runs.lock().unwrap() = (routing, hours);
    }

    /// Changes more about the queue; counts from the next start.
    pub fn change_queue(&self, change: impl Fn(&mut config::Queue) + Send + Sync + 'static) {
        *self.0.queue_change.lock().unwrap() = Some(Box::new(change));
    }

    /// The text of `screening.toml`; counts from the next start.
    pub fn screen_by(&self, policy: &str) {
        *self.0.screening.lock().unwrap() = Some(policy.to_owned());
    }

    /// Customers who open a chat from now on show that this one was their browser's last.
    pub fn comes_back_from(&self, last: Option<ConversationId>) {
        *self.0.comes_back.lock().unwrap() = last;
    }

    /// Takes the ledger's key away, or puts it back; the next start notices.
    pub fn hold_ledger_key(&self, held: bool) {
        *self.0.ledger_key.lock().unwrap() = held.then_some(LEDGER_KEY);
    }

    /// The secret by which the customer of a conversation reads their receipt.
    ///
    /// # Panics
    /// When nobody opened it here.
    #[must_use]
    pub fn receipt_secret(&self, conversation: ConversationId) -> [u8; 32] {
        let secrets = self.0.receipts.lock().unwrap();
        secrets.get(&conversation).copied().unwrap()
    }

    /// Fails unless the ledger verifies from its rows. Answers whether a head is signed over every
    /// leaf.
    async fn audit(&self) -> bool {
        let key = NoteKey::from_bytes(&LEDGER_KEY);
        let vkey = VerifierKey::of(LEDGER, Algorithm::Ed25519, &key).unwrap();
        let place = Location::Sqlite(self.0.place.path().join("data"));
        let rows = LedgerRows::open(&place).await.unwrap();
        let checked = go_over(&rows, &vkey, &[], Duration::ZERO, |_| {}).await;
        let checked = checked.unwrap();
        rows.close().await;
        checked.covered == checked.trunk.size()
    }

    /// Closes the town: no work may be left, the ledger verifies, no secret is in any file.
    pub async fn close(self) {
        let world = self.world();
        let mut left = Vec::new();
        for round in 1..=600 {
            left = world.store.due_jobs(10).await.unwrap();
            if left.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            if round % 20 == 0 {
                // What could not be done at once is tried again after a pause.
                self.0.clock.pass(61);
            }
        }
        assert!(left.is_empty(), "work is left: {left:?}");
        drop(world);
        self.stop().await;
        let mut signed = self.audit().await;
        for _ in 0..5 {
            if !signed {
                // What was on its way when the service stopped is signed by the next start.
                self.start().await;
                self.stop().await;
                signed = self.audit().await;
            }
        }
        assert!(signed, "leaves are unsigned");
        let secrets = self.0.secrets.lock().unwrap().clone();
        search(self.0.place.path(), &secrets);
        std::fs::remove_dir_all(self.0.place.path()).unwrap();
    }
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
