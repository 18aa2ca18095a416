//! The place of a test: store in a directory of its own, engine, organisation, one queue.

use crate::clock::TestClock;
use crate::customer::CustomerLine;
use crate::desk::Agent;
use crate::line::Server;
use crate::organisation::Organisation;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, Rng, SeedableRng};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tacita_client::io::Setup;
use tacita_model::{
    AgentId, Clock, ConversationId, CryptoProfile, MessageId, QueueId, Routing, TeamId, TenantId,
    TypedId,
};
use tacita_policy::Policy;
use tacita_protocol::Wire as Id;
use tacita_protocol::http::Reserved;
use tacita_seal::Crypto;
use tacita_server::bench::person::{Person, Storage};
use tacita_server::bus::Bus;
use tacita_server::features::conversations::engine::Limits;
use tacita_server::features::conversations::engine::groups::Keys;
use tacita_server::features::conversations::engine::input::Candidate;
use tacita_server::features::conversations::{Hub, World};
use tacita_server::host::Randomness;
use tacita_store::{Config, LocalKms, Location, Store, Write, rows};

static TOWNS: AtomicU64 = AtomicU64::new(1);

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
    pub(crate) automatic: Mutex<Option<Agent>>,
    randomness: Arc<Seeded>,
    folder: PathBuf,
    server: Mutex<Option<Server>>,
    secrets: Mutex<Vec<String>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Town")
    }
}

impl Inner {
    pub(crate) fn server(&self) -> Option<Server> {
        self.server.lock().unwrap().clone()
    }

    pub(crate) fn randomness(&self) -> tacita_client::Randomness {
        let randomness = Arc::clone(&self.randomness);
        Box::new(move || randomness.generator())
    }

    /// Reserves the automatic agent's device, if there is one (F1).
    pub(crate) async fn reserve(&self, world: &World, id: ConversationId) -> Option<Reserved> {
        let agent = self.automatic.lock().unwrap().clone()?;
        let package = world.store.next_key_package(&agent.key, id).await.ok()??;
        let candidate = Candidate {
            id: package.id,
            bytes: package.bytes.clone().into(),
            key: agent.key,
        };
        let until = world.clock.now().plus_seconds(120);
        let hub = self.server()?.hub;
        let ticket = hub.reserve(id, agent.person(), candidate, until).await?;
        Some(Reserved {
            package: Id(package.id),
            key_package: tacita_protocol::Blob(package.bytes),
            ticket: tacita_protocol::Blob(ticket.to_vec()),
        })
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
        let number = TOWNS.fetch_add(1, Ordering::SeqCst);
        let name = format!("tacita-town-{}-{number}", std::process::id());
        Self::in_folder(std::env::temp_dir().join(name), number, profile).await
    }

    /// As [`Town::new`] in a folder of the caller's choice.
    pub async fn in_folder(folder: PathBuf, seed: u64, profile: CryptoProfile) -> Self {
        let clock = Arc::new(TestClock::default());
        let randomness = Arc::new(Seeded(AtomicU64::new(seed.wrapping_mul(1 << 32))));
        let crypto = Crypto::new(randomness.generator());
        let tenant = TenantId::from_bytes(crypto.random());
        let organisation = Organisation::new(&crypto, tenant, profile, clock.now());
        let inner = Inner {
            clock,
            organisation,
            queue: QueueId::from_bytes(crypto.random()),
            team: TeamId::from_bytes(crypto.random()),
            people: Mutex::new(BTreeSet::new()),
            automatic: Mutex::new(None),
            randomness,
            folder,
            server: Mutex::new(None),
            secrets: Mutex::new(Vec::new()),
        };
        let town = Self(Arc::new(inner));
        town.start().await;
        let queue = rows::Queue {
            id: town.0.queue,
            tenant,
            name: "Orders".to_owned(),
            routing: Routing::Manual,
        };
        let served = rows::QueueTeam {
            queue: town.0.queue,
            team: town.0.team,
        };
        let writes = vec![Write::PutQueue(queue), Write::ServeQueue(served)];
        town.world().store.commit(writes, Vec::new()).await.unwrap();
        town
    }

    /// Starts the service on the town's files.
    pub async fn start(&self) {
        let inner = &self.0;
        let draw = {
            let randomness = Arc::clone(&inner.randomness);
            Arc::new(move |bytes: &mut [u8]| randomness.generator().fill_bytes(bytes))
        };
        let kms = LocalKms::open(inner.folder.join("kms"), draw.clone()).unwrap();
        let clock: Arc<dyn Clock> = inner.clock.clone();
        let location = Location::Sqlite(inner.folder.join("data"));
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
                Err(tacita_store::StoreError::InUse) if tries < 100 => tries += 1,
                Err(error) => panic!("the store does not open: {error:?}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let organisation = &inner.organisation;
        let keys = Keys::new(
            Crypto::new(inner.randomness.generator()),
            tacita_seal::SigningKey::from_bytes(&organisation.router.to_bytes()),
            tacita_seal::SigningKey::from_bytes(&organisation.external_sender.to_bytes()),
        );
        keys.believe(Arc::new(organisation.trust()));
        let hub = Hub::default();
        hub.start(World {
            store,
            clock,
            randomness: inner.randomness.clone(),
            keys: Arc::new(keys),
            policy: Policy::built_in(),
            bus: Bus::default(),
            limits: Limits {
                posts_per_second: 10_000,
                settle_seconds: 5,
                unclaimed_seconds: 30 * 86_400,
                idle_conversations: 10_000,
            },
            unclaimed_days: 30,
        });
        *inner.server.lock().unwrap() = Some(Server {
            hub,
            tenant: organisation.tenant,
        });
    }

    /// Stops the service as a crash would: nothing is drained, nothing is flushed.
    pub async fn stop(&self) {
        let server = self.0.server.lock().unwrap().take().unwrap();
        let store = server.hub.world().unwrap().store.clone();
        server.hub.drain();
        server.hub.stop();
        store.close().await;
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
        &self.0.folder
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

    /// An agent with a device that has a credential, key packages and an intake key.
    pub async fn agent(&self, name: &str) -> Agent {
        Agent::arrive(Arc::clone(&self.0), name).await
    }

    /// From here on widgets that open get this agent reserved (F1).
    pub fn route_to(&self, agent: &Agent) {
        *self.0.automatic.lock().unwrap() = Some(agent.clone());
    }

    /// A customer who opens the widget. Answers the person and, once it is opened, the
    /// conversation.
    pub async fn customer(&self) -> (Person, ConversationId) {
        let opened = Arc::new(Mutex::new(None));
        let person = self.customer_with(Storage::new(), Arc::clone(&opened));
        for _ in 0..500 {
            if let Some(id) = *opened.lock().unwrap() {
                return (person, id);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the widget did not open: {:#?}", person.events());
    }

    /// A customer's device with what it had stored.
    #[must_use]
    pub fn customer_again(&self, storage: Storage) -> Person {
        self.customer_with(storage, Arc::default())
    }

    fn customer_with(
        &self,
        storage: Storage,
        opened: Arc<Mutex<Option<ConversationId>>>,
    ) -> Person {
        let setup = Setup::Customer {
            site: "shop".to_owned(),
            root: self.0.organisation.fingerprint().0,
            fresh: true,
        };
        let line = CustomerLine {
            town: Arc::clone(&self.0),
            opened,
        };
        Person::start(
            setup,
            self.0.randomness(),
            self.0.clock.clone(),
            line,
            storage,
        )
    }

    /// Closes the town: no work may be left, and no secret in any file.
    pub async fn close(self) {
        let world = self.world();
        for _ in 0..40 {
            if world.store.due_jobs(1).await.unwrap().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let left = world.store.due_jobs(10).await.unwrap();
        assert!(left.is_empty(), "work is left: {left:?}");
        drop(world);
        self.stop().await;
        let secrets = self.0.secrets.lock().unwrap().clone();
        search(&self.0.folder, &secrets);
        std::fs::remove_dir_all(&self.0.folder).unwrap();
    }
}

/// Fails when a file under the folder holds one of the texts.
fn search(folder: &Path, secrets: &[String]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, secrets);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for secret in secrets {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(
                !found,
                "{} holds a text that a person wrote",
                path.display()
            );
        }
    }
}
