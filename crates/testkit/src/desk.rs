//! An agent: an account, a device with the real device brain, and a worker for each conversation.

use crate::town::Inner;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tacita_client::device::{Device, DeviceInput, DeviceOutput, SignedIn};
use tacita_client::io::{Answer, Ask, HandOver, Setup};
use tacita_model::{AgentId, Clock, ConversationId, DeviceId, RequestId, Role, SignInId, TypedId};
use tacita_protocol::http::Bootstrap;
use tacita_protocol::{Blob, Wire as Id, http};
use tacita_server::bench::person::{Line, Person, Storage, Wire};
use tacita_server::bus::Wake;
use tacita_server::context::SignedInAgent;
use tacita_server::features::conversations::engine::input::{self, Order};
use tacita_server::features::conversations::jobs;
use tacita_store::Write;
use tacita_store::rows::{self, DeviceStatus};

/// A person of the desk.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Account.
    pub id: AgentId,
    /// Role of account and credential.
    pub role: Role,
    /// Display name.
    pub name: String,
    /// Device.
    pub device: DeviceId,
    /// Its signature key.
    pub key: [u8; 32],
    pub(crate) town: Arc<Inner>,
    pub(crate) brain: Arc<tokio::sync::Mutex<Desk>>,
}

pub(crate) struct Desk {
    device: Device,
    storage: Storage,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

struct AgentLine {
    agent: Agent,
}

impl Line for AgentLine {
    async fn connect(&mut self) -> Option<Wire> {
        self.agent.town.server()?.connect(Some(self.agent.id)).await
    }

    async fn open(&mut self, _: [u8; 32], _: [u8; 64]) -> Option<Bootstrap> {
        None
    }

    async fn ask(&mut self, ask: Ask) -> Option<Answer> {
        self.agent.ask(ask).await
    }
}

impl Agent {
    pub(crate) async fn arrive(town: Arc<Inner>, name: &str, role: Role) -> Self {
        let world = town.server().unwrap().hub.world().unwrap();
        let id = AgentId::from_bytes(world.draw());
        let device = DeviceId::from_bytes(world.draw());
        let now = town.clock.now();
        let account = rows::Agent {
            id,
            tenant: town.organisation.tenant,
            name: format!("{name}-{id}"),
            display_name: name.to_owned(),
            role,
            password_hash: String::new(),
            capacity: 1000,
            created_at: now,
            disabled_at: None,
        };
        let team = rows::TeamMember {
            team: town.team,
            agent: id,
        };
        let writes = vec![Write::PutAgent(account), Write::JoinTeam(team)];
        world.store.commit(writes, Vec::new()).await.unwrap();
        town.people.lock().unwrap().insert(id);
        town.leave_roster().await;
        let signed_in = SignedIn {
            agent: id,
            tenant: town.organisation.tenant,
            root: town.organisation.fingerprint().0,
            certificates: town.organisation.bundle(),
            profile: town.organisation.profile.as_str().to_owned(),
        };
        let desk = Desk {
            device: Device::new(signed_in, town.randomness()),
            storage: BTreeMap::new(),
        };
        let mut agent = Self {
            id,
            role,
            name: name.to_owned(),
            device,
            key: [0; 32],
            town,
            brain: Arc::new(tokio::sync::Mutex::new(desk)),
        };
        let key = Arc::new(Mutex::new([0; 32]));
        let wishes = agent.brain.lock().await.device.start();
        agent.carry_out(wishes, &key).await;
        agent.key = *key.lock().unwrap();
        agent
    }

    async fn ask(&self, ask: Ask) -> Option<Answer> {
        let now = self.town.clock.now();
        let wishes = self
            .brain
            .lock()
            .await
            .device
            .handle(now, DeviceInput::Asked { from: 1, ask });
        self.carry_out(wishes, &Arc::new(Mutex::new(self.key)))
            .await
    }

    /// Does what the device wishes, the issuer's and the routes' part included.
    async fn carry_out(
        &self,
        wishes: Vec<DeviceOutput>,
        key: &Arc<Mutex<[u8; 32]>>,
    ) -> Option<Answer> {
        let mut wishes: std::collections::VecDeque<_> = wishes.into();
        let mut answer = None;
        while let Some(wish) = wishes.pop_front() {
            let now = self.town.clock.now();
            let mut desk = self.brain.lock().await;
            let input = match wish {
                DeviceOutput::Load => {
                    DeviceInput::Loaded(desk.storage.clone().into_iter().collect())
                }
                DeviceOutput::Store(batch) => {
                    for (name, value) in batch.changes {
                        match value {
                            Some(value) => desk.storage.insert(name, value),
                            None => desk.storage.remove(&name),
                        };
                    }
                    DeviceInput::Stored {
                        batch: batch.id,
                        ok: true,
                    }
                }
                DeviceOutput::Request { leaf_key, .. } => {
                    *key.lock().unwrap() = leaf_key;
                    DeviceInput::Told(self.approved(&leaf_key).await)
                }
                DeviceOutput::KeyPackages { packages, .. } => {
                    let leaf_key = *key.lock().unwrap();
                    self.keep_packages(leaf_key, packages).await;
                    continue;
                }
                DeviceOutput::IntakeKey { intake_key, .. } => {
                    let row = rows::IntakeKey {
                        device: self.device,
                        day: now.as_seconds().div_euclid(86_400),
                        bytes: intake_key.0,
                        created_at: now,
                    };
                    self.commit(vec![Write::PutIntakeKey(row)]).await;
                    let app = self.town.server().unwrap().app;
                    app.bus.wake(Wake::Device(self.device));
                    continue;
                }
                DeviceOutput::Answer { answer: given, .. } | DeviceOutput::Renewed(given) => {
                    answer = Some(given);
                    continue;
                }
                _ => continue,
            };
            wishes.extend(desk.device.handle(now, input));
        }
        answer
    }

    async fn commit(&self, writes: Vec<Write>) {
        let world = self.town.server().unwrap().hub.world().unwrap();
        world.store.commit(writes, Vec::new()).await.unwrap();
    }

    /// The device is registered and the issuer has signed its credential.
    async fn approved(&self, leaf_key: &[u8; 32]) -> http::Device {
        let town = &self.town;
        let now = town.clock.now();
        let credential =
            town.organisation
                .agent((self.id, self.role), self.device, &self.name, leaf_key, now);
        let row = rows::Device {
            id: self.device,
            agent: self.id,
            leaf_key: *leaf_key,
            label: "test".to_owned(),
            status: DeviceStatus::Approved,
            credential: Some(credential.clone()),
            credential_until: Some(now.plus_seconds(6 * 86_400)),
            requested_at: now,
            answered_at: Some(now),
            revoked_at: None,
            seen_at: now,
        };
        self.commit(vec![Write::AddDevice(row)]).await;
        http::Device {
            device: Id(self.device),
            status: "approved".to_owned(),
            credential: Some(Blob(credential)),
            // The full fifty would make every test slow; five serve five chats.
            key_packages: 45,
        }
    }

    async fn keep_packages(&self, leaf_key: [u8; 32], packages: Vec<Blob>) {
        let now = self.town.clock.now();
        let writes = packages
            .into_iter()
            .map(|package| {
                Write::AddKeyPackage(rows::KeyPackage {
                    id: jobs::package_id(&package.0.clone().into()),
                    hash: tacita_protocol::chain::body_hash(&package.0),
                    leaf_key,
                    device: Some(self.device),
                    conversation: None,
                    profile: self.town.organisation.profile,
                    bytes: package.0,
                    created_at: now,
                    expires_at: now.plus_seconds(6 * 86_400),
                    reserved_for: None,
                    reserved_until: None,
                    used_at: None,
                })
            })
            .collect();
        self.commit(writes).await;
    }

    /// The person at a console, as the use cases of the service are handed them.
    #[must_use]
    pub fn signed_in(&self) -> SignedInAgent {
        let now = self.town.clock.now();
        SignedInAgent {
            agent: self.id,
            tenant: self.town.organisation.tenant,
            role: self.role,
            sign_in: SignInId::from_bytes([1; 16]),
            request: RequestId::from_bytes([2; 16]),
            until: now.plus_seconds(600),
            proven_at: now,
            active_until: now.plus_seconds(600),
            now,
        }
    }

    /// The person as the engine names them.
    #[must_use]
    pub fn person(&self) -> input::Person {
        input::Person {
            agent: self.id,
            name: self.name.clone(),
            device: self.device,
            key: self.key,
        }
    }

    /// Opens the worker of a conversation on this agent's device.
    #[must_use]
    pub fn open(&self, conversation: ConversationId) -> Person {
        self.open_with(conversation, Storage::new())
    }

    /// As [`Agent::open`] with what the worker had stored.
    #[must_use]
    pub fn open_with(&self, conversation: ConversationId, storage: Storage) -> Person {
        Person::start(
            Setup::Agent { conversation },
            self.town.randomness(),
            self.town.clock.clone(),
            AgentLine {
                agent: self.clone(),
            },
            storage,
        )
    }

    /// Takes a waiting conversation.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn accept(&self, conversation: ConversationId) -> Result<(), input::Refused> {
        self.order(conversation, Order::Accept(self.person())).await
    }

    /// Hands a conversation to a colleague.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn transfer(
        &self,
        conversation: ConversationId,
        to: &Agent,
    ) -> Result<(), input::Refused> {
        self.order(
            conversation,
            Order::Transfer {
                from: self.id,
                to: to.person(),
            },
        )
        .await
    }

    /// Puts a conversation back into its queue.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn back_to_queue(&self, conversation: ConversationId) -> Result<(), input::Refused> {
        let queue = self.town.queue;
        self.order(
            conversation,
            Order::BackToQueue {
                from: self.id,
                queue,
            },
        )
        .await
    }

    /// Puts a conversation on hold, or takes it up again.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn hold(&self, conversation: ConversationId, on: bool) -> Result<(), input::Refused> {
        self.order(conversation, Order::Hold { by: self.id, on })
            .await
    }

    /// Ends a conversation.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn close(&self, conversation: ConversationId) -> Result<(), input::Refused> {
        self.order(conversation, Order::Close { by: self.id }).await
    }

    /// What the device hands to the worker of a conversation: its key and its credential.
    pub async fn hand_over(&self) -> HandOver {
        match self.ask(Ask::HandOver).await {
            Some(Answer::HandOver(hand_over)) => hand_over,
            other => panic!("no hand-over: {other:?}"),
        }
    }

    /// The device is asked for fresh key packages, and leaves some.
    pub async fn refill(&self) {
        let input = DeviceInput::Refill {
            key_packages: 45,
            intake_key: true,
        };
        let now = self.town.clock.now();
        let wishes = self.brain.lock().await.device.handle(now, input);
        self.carry_out(wishes, &Arc::new(Mutex::new(self.key)))
            .await;
    }

    /// The issuer renews this device's credential; the device finds it when it next asks. Answers
    /// what is to be told to its workers, if it took it.
    pub async fn renewed(&self) -> Option<Answer> {
        let town = &self.town;
        let now = town.clock.now();
        let credential = town.organisation.agent(
            (self.id, self.role),
            self.device,
            &self.name,
            &self.key,
            now,
        );
        let issued = Write::IssueCredential {
            device: self.device,
            credential: credential.clone(),
            until: now.plus_seconds(6 * 86_400),
            at: now,
        };
        self.commit(vec![issued]).await;
        let told = http::Device {
            device: Id(self.device),
            status: "approved".to_owned(),
            credential: Some(Blob(credential)),
            // Nothing is wanted besides.
            key_packages: 50,
        };
        let wishes = self
            .brain
            .lock()
            .await
            .device
            .handle(now, DeviceInput::Told(told));
        self.carry_out(wishes, &Arc::new(Mutex::new(self.key)))
            .await
    }

    async fn order(
        &self,
        conversation: ConversationId,
        order: Order,
    ) -> Result<(), input::Refused> {
        let hub = self.town.server().unwrap().hub;
        hub.order(conversation, order).await
    }
}
