//! The people of a bench: one agent with the real device brain over HTTP, and customers whose
//! conversations it takes (flow F1). All of them run the brain that browsers run.

use super::person::{Habits, Line, Person, Storage, Wire};
use super::service::{AGENT, Service};
use super::wire::{Address, Tap, carry};
use crate::commands::Failure;
use crate::features::accounts::second::codes;
use crate::host::{Randomness, SystemClock, SystemRandomness};
use futures_util::StreamExt;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tacita_client::device::{Device, DeviceInput, DeviceOutput, SignedIn};
use tacita_client::event::Event;
use tacita_client::io::{Answer, Ask, Setup};
use tacita_model::{Clock, ConversationId, MessageId, TypedId};
use tacita_protocol::http::account::CodeRequest;
use tacita_protocol::http::{self, Bootstrap};
use tacita_protocol::{Blob, Wire as Id};

/// The site whose queue gives chats out by itself.
pub const SITE: &str = "harbour-books";

pub(super) fn randomness() -> tacita_client::Randomness {
    Box::new(|| SystemRandomness.generator())
}

/// A fresh message id.
#[must_use]
pub fn message_id() -> MessageId {
    let mut bytes = [0; 16];
    SystemRandomness.generator().fill_bytes(&mut bytes);
    MessageId::from_bytes(bytes)
}

/// The sign-in's cookie that an answer sets, as it is sent back.
fn cookie(answer: &reqwest::Response) -> Result<String, Failure> {
    let cookie = answer.headers().get("set-cookie");
    let cookie = cookie.ok_or("the sign-in brought no cookie")?.to_str()?;
    Ok(cookie
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned())
}

struct Brain {
    device: Device,
    storage: Storage,
    id: Option<String>,
}

/// The agent.
#[derive(Clone)]
pub struct Desk {
    http: reqwest::Client,
    origin: String,
    address: Address,
    cookie: String,
    root: [u8; 32],
    brain: Arc<tokio::sync::Mutex<Brain>>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    /// Signs in, asks for a device and waits until the issuer has approved it.
    ///
    /// # Errors
    /// Says what was refused.
    pub async fn arrive(service: &Service) -> Result<Self, Failure> {
        let asked = http::SignInRequest {
            name: AGENT.to_owned(),
            password: service.password.clone(),
        };
        let post = |path: &str| {
            let request = service.http.post(format!("{}{path}", service.origin));
            request.header("origin", &service.origin)
        };
        let answer = post("/v1/sign-ins").json(&asked).send().await?;
        let half = cookie(&answer.error_for_status()?)?;
        let codes = codes(&service.app_seed, AGENT).ok_or("the seed makes no codes")?;
        let now = u64::try_from(SystemClock.now().as_seconds())?;
        let code = CodeRequest {
            code: codes.generate(now).to_string(),
        };
        let answer = post("/v1/sign-ins/current/code")
            .header("cookie", half)
            .json(&code)
            .send()
            .await?
            .error_for_status()?;
        let cookie = cookie(&answer)?;
        let signed_in: http::SignedIn = answer.json().await?;
        let certificates = signed_in.certificates.into_iter().next();
        let signed_in = SignedIn {
            agent: signed_in.agent.0,
            tenant: signed_in.tenant.0,
            root: service.root,
            certificates: certificates.ok_or("there are no certificates")?.0,
            profile: signed_in.profile,
        };
        let mut device = Device::new(signed_in, randomness());
        let wishes = device.start();
        let desk = Self {
            http: service.http.clone(),
            origin: service.origin.clone(),
            address: service.address.clone(),
            cookie,
            root: service.root,
            brain: Arc::new(tokio::sync::Mutex::new(Brain {
                device,
                storage: Storage::new(),
                id: None,
            })),
        };
        desk.carry_out(wishes).await?;
        for _ in 0..30 {
            if desk.poll().await? == "approved" {
                return Ok(desk);
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Err("the issuer did not approve the device".into())
    }

    /// Keeps the console's socket open, so that chats are given to this agent, until it is dropped.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn console(&self) -> Result<tokio::task::JoinHandle<()>, Failure> {
        let socket = self.address.open("/v1/console", Some(&self.cookie)).await?;
        Ok(tokio::spawn(async move {
            let mut socket = socket;
            while let Some(Ok(_)) = socket.next().await {}
        }))
    }

    /// Asks how the device stands, and leaves key packages where they are few.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn poll(&self) -> Result<String, Failure> {
        let id = self.brain.lock().await.id.clone();
        let id = id.ok_or("the device has no id")?;
        let path = format!("/v1/devices/{id}");
        let answer = self.ask_http(reqwest::Method::GET, &path, &()).await?;
        let told: http::Device = answer.json().await?;
        let status = told.status.clone();
        self.tell(DeviceInput::Told(told)).await?;
        Ok(status)
    }

    async fn ask_http(
        &self,
        method: reqwest::Method,
        path: &str,
        body: &impl serde::Serialize,
    ) -> Result<reqwest::Response, Failure> {
        let request = self
            .http
            .request(method, format!("{}{path}", self.origin))
            .header("origin", &self.origin)
            .header("cookie", &self.cookie)
            .json(body);
        Ok(request.send().await?.error_for_status()?)
    }

    async fn tell(&self, input: DeviceInput) -> Result<Option<Answer>, Failure> {
        let wishes = self
            .brain
            .lock()
            .await
            .device
            .handle(SystemClock.now(), input);
        self.carry_out(wishes).await
    }

    async fn carry_out(&self, wishes: Vec<DeviceOutput>) -> Result<Option<Answer>, Failure> {
        let mut wishes: VecDeque<_> = wishes.into();
        let mut answer = None;
        while let Some(wish) = wishes.pop_front() {
            let input = match wish {
                DeviceOutput::Load => {
                    let storage = self.brain.lock().await.storage.clone();
                    DeviceInput::Loaded(storage.into_iter().collect())
                }
                DeviceOutput::Store(batch) => {
                    let storage = &mut self.brain.lock().await.storage;
                    super::person::apply(storage, batch.changes);
                    DeviceInput::Stored {
                        batch: batch.id,
                        ok: true,
                    }
                }
                DeviceOutput::Request {
                    leaf_key,
                    signature,
                } => {
                    let asked = http::DeviceRequest {
                        leaf_key: Blob(leaf_key.to_vec()),
                        signature: Blob(signature.to_vec()),
                        label: "bench".to_owned(),
                    };
                    let told = self.ask_http(reqwest::Method::POST, "/v1/devices", &asked);
                    let told: http::Device = told.await?.json().await?;
                    self.brain.lock().await.id = Some(told.device.0.to_string());
                    DeviceInput::Told(told)
                }
                DeviceOutput::KeyPackages { device, packages } => {
                    let path = format!("/v1/devices/{device}/key-packages");
                    let left = http::KeyPackageUpload { packages };
                    self.ask_http(reqwest::Method::PUT, &path, &left).await?;
                    continue;
                }
                DeviceOutput::IntakeKey { device, intake_key } => {
                    let path = format!("/v1/devices/{device}/intake-key");
                    let left = http::IntakeKeyUpload { intake_key };
                    self.ask_http(reqwest::Method::PUT, &path, &left).await?;
                    continue;
                }
                DeviceOutput::Answer { answer: given, .. } => {
                    answer = Some(given);
                    continue;
                }
                DeviceOutput::NotProven => return Err("the organisation is not proven".into()),
                _ => continue,
            };
            let now = SystemClock.now();
            wishes.extend(self.brain.lock().await.device.handle(now, input));
        }
        Ok(answer)
    }
}

struct AgentLine {
    desk: Desk,
    tap: Arc<Tap>,
}

impl Line for AgentLine {
    async fn connect(&mut self) -> Option<Wire> {
        let socket = self
            .desk
            .address
            .open("/v1/socket", Some(&self.desk.cookie));
        Some(carry(socket.await.ok()?, Arc::clone(&self.tap)))
    }

    async fn open(&mut self, _: [u8; 32], _: [u8; 64]) -> Option<Bootstrap> {
        None
    }

    async fn ask(&mut self, ask: Ask) -> Option<Answer> {
        let asked = DeviceInput::Asked { from: 1, ask };
        self.desk.tell(asked).await.ok()?
    }
}

struct CustomerLine {
    desk: Desk,
    opened: Arc<Mutex<Option<ConversationId>>>,
    tap: Arc<Tap>,
}

impl Line for CustomerLine {
    async fn connect(&mut self) -> Option<Wire> {
        let socket = self.desk.address.open("/v1/socket", None).await.ok()?;
        Some(carry(socket, Arc::clone(&self.tap)))
    }

    async fn open(&mut self, leaf_key: [u8; 32], signature: [u8; 64]) -> Option<Bootstrap> {
        let asked = http::OpenConversation {
            leaf_key: Blob(leaf_key.to_vec()),
            signature: Blob(signature.to_vec()),
            receipt: None,
            returns: None,
            language: None,
        };
        let url = format!("{}/v1/widget/sites/{SITE}/conversations", self.desk.origin);
        let request = self.desk.http.post(url).header("origin", &self.desk.origin);
        let answer = request.json(&asked).send().await.ok()?;
        let bootstrap: Bootstrap = answer.error_for_status().ok()?.json().await.ok()?;
        let Id(id) = bootstrap.conversation;
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(id);
        Some(bootstrap)
    }

    async fn ask(&mut self, _: Ask) -> Option<Answer> {
        None
    }
}

/// A running conversation: two devices in one group, and what they leave when they go.
#[derive(Debug)]
pub struct Chat {
    /// Which.
    pub id: ConversationId,
    /// The customer's device.
    pub customer: Person,
    /// The agent's.
    pub agent: Person,
    /// The customer's tap.
    pub customer_tap: Arc<Tap>,
    /// The agent's.
    pub agent_tap: Arc<Tap>,
}

/// A device that costs little besides what its brain does.
fn start(setup: Setup, line: impl Line) -> Person {
    let habits = Habits {
        keep_frames: false,
        look: Duration::from_millis(250),
    };
    let clock = Arc::new(SystemClock);
    Person::start_with(habits, setup, randomness(), clock, line, Storage::new())
}

/// Whether a message has come to one of two states.
pub(super) fn has(events: &[Event], message: MessageId, states: &[&str]) -> bool {
    let id = message.to_string();
    events.iter().rev().any(|event| {
        matches!(event, Event::Message(said)
            if said.message == id && states.contains(&said.state.as_str()))
    })
}

impl Chat {
    /// A customer opens the widget, the agent is reserved, both are in the group and the customer's
    /// second message has been delivered.
    ///
    /// # Errors
    /// Says how far it came.
    pub async fn begin(desk: &Desk) -> Result<Self, Failure> {
        let opened = Arc::new(Mutex::new(None));
        let (customer_tap, agent_tap) = (Arc::new(Tap::default()), Arc::new(Tap::default()));
        let setup = Setup::Customer {
            site: SITE.to_owned(),
            root: desk.root,
            fresh: true,
        };
        let line = CustomerLine {
            desk: desk.clone(),
            opened: Arc::clone(&opened),
            tap: Arc::clone(&customer_tap),
        };
        let customer = start(setup, line);
        let first = message_id();
        customer.send(first, "good day");
        if !customer
            .until(|events| has(events, first, &["sent", "delivered"]))
            .await
        {
            return Err("a customer's first message was not taken".into());
        }
        let id = *opened.lock().unwrap_or_else(PoisonError::into_inner);
        let id = id.ok_or("no conversation was opened")?;
        let line = AgentLine {
            desk: desk.clone(),
            tap: Arc::clone(&agent_tap),
        };
        let setup = Setup::Agent { conversation: id };
        let agent = start(setup, line);
        let second = message_id();
        customer.send(second, "where is my parcel");
        if !customer
            .until(|events| has(events, second, &["delivered"]))
            .await
        {
            return Err("the agent did not read a customer's message".into());
        }
        Ok(Self {
            id,
            customer,
            agent,
            customer_tap,
            agent_tap,
        })
    }

    /// Begins so many, four at a time, and keeps the agent's key packages filled.
    ///
    /// # Errors
    /// As [`Chat::begin`].
    pub async fn begin_many(desk: &Desk, count: usize) -> Result<Vec<Self>, Failure> {
        let console = desk.console().await?;
        let mut chats = Vec::with_capacity(count);
        while chats.len() < count {
            desk.poll().await?;
            let some = count.saturating_sub(chats.len()).min(20);
            let begun: Vec<_> = futures_util::stream::iter(0..some)
                .map(|_| Self::begin(desk))
                .buffer_unordered(4)
                .collect()
                .await;
            for chat in begun {
                chats.push(chat?);
            }
        }
        console.abort();
        Ok(chats)
    }
}
