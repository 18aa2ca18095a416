//! Two or three brains with their disks and sockets, around a server in memory. Nothing happens by
//! itself: [`Net::settle`] carries frames, writes, timers and answers until all is quiet.

pub(crate) mod server;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, SeedableRng};
use server::{Key, Server};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tacita_client::act::Act;
use tacita_client::device::{Device, DeviceInput, DeviceOutput, SignedIn};
use tacita_client::event::{Event, Message, Part};
use tacita_client::io::{Input, Output, Setup};
use tacita_client::{Brain, Randomness};
use tacita_model::*;
use tacita_protocol::control::IntakeDevice;
use tacita_protocol::{Blob, Wire, http};
use tacita_screen::Screen;
use tacita_seal::certificate::{Issuing, bundle};
use tacita_seal::conformance::world::World;
use tacita_seal::roster::Roster;
use tacita_seal::{Claims, Credential, ServerKeys, Subject, Validity};

pub(crate) type Disk = BTreeMap<Vec<u8>, Vec<u8>>;

pub(crate) fn seeded(seed: u64) -> Box<dyn CryptoRng + Send> {
    Box::new(ChaCha20Rng::seed_from_u64(seed))
}

fn randomness(seed: u64) -> Randomness {
    let mut next = seed << 32;
    Box::new(move || {
        next += 1;
        seeded(next)
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "OpenMLS reads the machine's clock, so must we"
)]
pub(crate) fn machine_time() -> Timestamp {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Timestamp(i64::try_from(since.as_micros()).unwrap())
}

pub(crate) struct AgentSide {
    pub(crate) agent: AgentId,
    pub(crate) device_id: DeviceId,
    pub(crate) device: Device,
    pub(crate) disk: Disk,
    pub(crate) key: Key,
    pub(crate) credential: Vec<u8>,
    pub(crate) intake_key: Option<Blob>,
}

pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) brain: Brain,
    pub(crate) disk: Disk,
    pub(crate) inputs: VecDeque<Input>,
    pub(crate) agent: Option<AgentSide>,
    pub(crate) online: bool,
    pub(crate) socket: bool,
    pub(crate) wake: Option<Timestamp>,
    pub(crate) messages: BTreeMap<String, Message>,
    pub(crate) lines: Vec<String>,
    pub(crate) alarms: Vec<String>,
    pub(crate) members: Vec<(String, String)>,
    pub(crate) safety_number: Option<String>,
    pub(crate) ended: Option<String>,
    pub(crate) status: Option<tacita_client::event::Status>,
    pub(crate) review: Option<Vec<tacita_client::event::Finding>>,
    pub(crate) held: Vec<tacita_client::event::Held>,
    pub(crate) prints: Vec<tacita_protocol::Blob>,
    /// Fails the n-th batch from here (1 is the next).
    pub(crate) fail_batch: Option<u64>,
    pub(crate) batches: u64,
    pub(crate) wiped: bool,
    seed: u64,
}

pub(crate) type Tamper = Box<dyn FnMut(usize, &[u8]) -> Option<Vec<Vec<u8>>>>;

pub(crate) struct Net {
    pub(crate) server: Server,
    pub(crate) now: Timestamp,
    pub(crate) nodes: Vec<Node>,
    pub(crate) bundle: Vec<u8>,
    pub(crate) profile: CryptoProfile,
    pub(crate) queue: QueueId,
    /// Automatic queue: reserve this node's device for the customer.
    pub(crate) reserve: Option<usize>,
    /// Changes frames on their way to a node.
    pub(crate) tamper: Option<Tamper>,
    messages: u64,
}

pub(crate) const CUSTOMER: usize = 0;

impl Net {
    /// A customer (node 0) and agents (nodes 1 to n), whose devices are ready; nobody has begun.
    pub(crate) fn new(profile: CryptoProfile, agents: &[&str]) -> Self {
        let now = machine_time();
        let seal = World::new(seeded, profile, now).unwrap();
        let validity = Validity::new(now.plus_seconds(-864_000), now.plus_seconds(70 * 86_400));
        let issuing = Issuing {
            tenant: seal.tenant,
            key: seal.issuing.public(),
            validity,
        };
        let keys = ServerKeys {
            tenant: seal.tenant,
            conversation_issuing_key: seal.conversation_issuing.public(),
            router_key: seal.router.public(),
            external_sender_key: seal.external_sender.public(),
            validity,
        };
        let bundle = bundle(
            &seal.root.public(),
            &[seal.root.certify_issuing(&issuing).unwrap()],
            &[seal.root.certify_server(&keys).unwrap()],
        )
        .unwrap();
        let mut net = Self {
            server: Server::new(seal),
            now,
            nodes: vec![],
            bundle,
            profile,
            queue: QueueId::from_bytes([9; 16]),
            reserve: None,
            tamper: None,
            messages: 0,
        };
        let root = net.server.seal.root.fingerprint().0;
        let setup = Setup::Customer {
            site: "shop".into(),
            root,
            fresh: true,
        };
        net.add_node("customer", setup, None);
        for name in agents {
            net.add_agent(name);
        }
        net
    }

    fn add_node(&mut self, name: &str, setup: Setup, agent: Option<AgentSide>) -> usize {
        let seed = 100 + self.nodes.len() as u64;
        self.nodes.push(Node {
            name: name.into(),
            brain: Brain::new(setup, randomness(seed), Screen::complete()),
            disk: Disk::new(),
            inputs: VecDeque::new(),
            agent,
            online: true,
            socket: false,
            wake: None,
            messages: BTreeMap::new(),
            lines: vec![],
            alarms: vec![],
            members: vec![],
            safety_number: None,
            ended: None,
            status: None,
            review: None,
            held: Vec::new(),
            prints: Vec::new(),
            fail_batch: None,
            batches: 0,
            wiped: false,
            seed,
        });
        self.nodes.len() - 1
    }

    fn add_agent(&mut self, name: &str) {
        let agent: AgentId = self.server.seal.id();
        let device_id: DeviceId = self.server.seal.id();
        let signed_in = SignedIn {
            agent,
            tenant: self.server.seal.tenant,
            root: self.server.seal.root.fingerprint().0,
            certificates: self.bundle.clone(),
            profile: self.profile.as_str().into(),
        };
        let side = AgentSide {
            agent,
            device_id,
            device: Device::new(signed_in, randomness(500 + self.nodes.len() as u64)),
            disk: Disk::new(),
            key: [0; 32],
            credential: vec![],
            intake_key: None,
        };
        let setup = Setup::Agent {
            conversation: self.server.conversation,
        };
        let node = self.add_node(name, setup, Some(side));
        let outputs = self.nodes[node].agent.as_mut().unwrap().device.start();
        self.device_outputs(node, outputs);
        let side = self.nodes[node].agent.as_ref().unwrap();
        let device = IntakeDevice {
            device: Wire(side.device_id),
            agent: Wire(side.agent),
            credential: Blob(side.credential.clone()),
            leaf_key: Blob(side.key.to_vec()),
            intake_key: side.intake_key.clone().expect("an intake key"),
        };
        self.server.intake_devices.push(device);
    }

    fn device_outputs(&mut self, node: usize, outputs: Vec<DeviceOutput>) {
        let mut todo: VecDeque<DeviceOutput> = outputs.into();
        while let Some(output) = todo.pop_front() {
            let now = self.now;
            let name = self.nodes[node].name.clone();
            let side = self.nodes[node].agent.as_mut().unwrap();
            let mut give = |input| todo.extend(side.device.handle(now, input));
            match output {
                DeviceOutput::Load => {
                    give(DeviceInput::Loaded(side.disk.clone().into_iter().collect()));
                }
                DeviceOutput::Store(batch) => {
                    apply(&mut side.disk, &batch.changes);
                    give(DeviceInput::Stored {
                        batch: batch.id,
                        ok: true,
                    });
                }
                DeviceOutput::Request { leaf_key, .. } => {
                    side.key = leaf_key;
                    let claims = Claims {
                        tenant: self.server.seal.tenant,
                        subject: Subject::Agent(side.agent),
                        role: Role::Agent,
                        device: side.device_id,
                        name: Some(name),
                        assurance: Assurance::TwoFactor,
                        validity: Validity::new(
                            now.plus_seconds(-86_400),
                            now.plus_seconds(5 * 86_400),
                        ),
                        profiles: vec![self.profile],
                    };
                    let credential =
                        Credential::issue(&self.server.seal.issuing, &claims, &leaf_key).unwrap();
                    side.credential = credential.as_bytes().to_vec();
                    give(DeviceInput::Told(http::Device {
                        device: Wire(side.device_id),
                        status: "approved".into(),
                        credential: Some(Blob(side.credential.clone())),
                        key_packages: 42,
                    }));
                }
                DeviceOutput::KeyPackages { packages, .. } => {
                    let stock = self.server.packages.entry(side.key).or_default();
                    stock.extend(packages.into_iter().map(|package| package.0));
                }
                DeviceOutput::IntakeKey { intake_key, .. } => side.intake_key = Some(intake_key),
                DeviceOutput::Answer { answer, .. } | DeviceOutput::Renewed(answer) => {
                    self.nodes[node].inputs.push_back(Input::Device(answer));
                }
                DeviceOutput::NotProven => panic!("the device is not believed"),
                DeviceOutput::Poll { .. } | DeviceOutput::State(_) | DeviceOutput::WakeAt(_) => {}
                DeviceOutput::Wipe => side.disk.clear(),
            }
        }
    }

    pub(crate) fn key(&self, node: usize) -> Key {
        self.nodes[node]
            .agent
            .as_ref()
            .map_or(self.server.customer_key, |side| side.key)
    }

    /// Starts a node's brain.
    pub(crate) fn start(&mut self, node: usize) {
        let outputs = self.nodes[node].brain.start();
        self.outputs(node, outputs);
        self.settle();
    }

    /// The worker is gone and started again over its disk, as it is there.
    pub(crate) fn restart(&mut self, node: usize) {
        self.drop_socket(node, false);
        let root = self.server.seal.root.fingerprint().0;
        let setup = if node == CUSTOMER {
            Setup::Customer {
                site: "shop".into(),
                root,
                fresh: true,
            }
        } else {
            Setup::Agent {
                conversation: self.server.conversation,
            }
        };
        let it = &mut self.nodes[node];
        it.seed += 1000;
        it.brain = Brain::new(setup, randomness(it.seed), Screen::complete());
        it.inputs.clear();
        it.messages.clear();
        it.lines.clear();
        it.wake = None;
        let outputs = it.brain.start();
        self.outputs(node, outputs);
        self.settle();
    }

    pub(crate) fn give(&mut self, node: usize, input: Input) {
        self.nodes[node].inputs.push_back(input);
    }

    pub(crate) fn say(&mut self, node: usize, text: &str) -> String {
        self.messages += 1;
        let message = MessageId::from_bytes(u128::from(self.messages).to_be_bytes()).to_string();
        self.give(node, Input::Act(Act::send(&message, text)));
        message
    }

    pub(crate) fn go_offline(&mut self, node: usize) {
        self.nodes[node].online = false;
        self.drop_socket(node, true);
        self.settle();
    }

    pub(crate) fn go_online(&mut self, node: usize) {
        self.nodes[node].online = true;
        self.settle();
    }

    pub(crate) fn drop_socket(&mut self, node: usize, tell: bool) {
        if self.nodes[node].socket {
            self.nodes[node].socket = false;
            self.nodes[node]
                .inputs
                .retain(|input| !matches!(input, Input::Frame(_)));
            if tell {
                self.nodes[node].inputs.push_back(Input::Disconnected);
            }
            self.server.disconnect(node);
        }
    }

    /// Carries everything until nothing is left to do within ten seconds of time.
    pub(crate) fn settle(&mut self) {
        for _ in 0..100_000 {
            self.carry();
            let next = (0..self.nodes.len()).find(|node| !self.nodes[*node].inputs.is_empty());
            if let Some(node) = next {
                self.step(node);
                continue;
            }
            let limit = self.now.plus_seconds(10);
            let due = self
                .nodes
                .iter()
                .enumerate()
                .filter(|(_, node)| node.online)
                .filter_map(|(index, node)| Some((node.wake?, index)))
                .min();
            match due {
                Some((at, node)) if at <= limit => {
                    self.now = self.now.max(at);
                    self.server.seal.now = self.now;
                    self.nodes[node].wake = None;
                    self.give(node, Input::Tick);
                }
                _ => return,
            }
        }
        panic!("it never becomes quiet");
    }

    /// Time goes by.
    pub(crate) fn wait(&mut self, seconds: i64) {
        for _ in 0..seconds / 5 {
            self.now = self.now.plus_seconds(5);
            self.server.seal.now = self.now;
            self.settle();
        }
    }

    /// One small thing somewhere: for stopping in the middle.
    pub(crate) fn trickle(&mut self) {
        self.carry();
        if let Some(node) = (0..self.nodes.len()).find(|node| !self.nodes[*node].inputs.is_empty())
        {
            self.step(node);
        }
    }

    fn carry(&mut self) {
        for (node, frame) in core::mem::take(&mut self.server.out) {
            let changed = match self.tamper.as_mut() {
                Some(tamper) => tamper(node, &frame),
                None => None,
            };
            for frame in changed.unwrap_or_else(|| vec![frame]) {
                if self.nodes[node].socket {
                    self.give(node, Input::Frame(frame));
                }
            }
        }
    }

    /// One input of one node.
    pub(crate) fn step(&mut self, node: usize) {
        if let Some(input) = self.nodes[node].inputs.pop_front() {
            let outputs = self.nodes[node].brain.handle(self.now, input);
            self.outputs(node, outputs);
        }
    }

    pub(crate) fn outputs(&mut self, node: usize, outputs: Vec<Output>) {
        for output in outputs {
            self.output(node, output);
        }
    }

    fn output(&mut self, node: usize, output: Output) {
        let it = &mut self.nodes[node];
        match output {
            Output::Load => {
                let entries = it.disk.clone().into_iter().collect();
                it.inputs.push_back(Input::Loaded(entries));
            }
            Output::Nothing | Output::Clock(_) => {}
            Output::Open { leaf_key, .. } => self.open(leaf_key),
            Output::Ask(ask) => {
                let now = self.now;
                let device = &mut it.agent.as_mut().unwrap().device;
                let outputs = device.handle(now, DeviceInput::Asked { from: 1, ask });
                self.device_outputs(node, outputs);
            }
            Output::OpenSocket => {
                if it.online {
                    it.socket = true;
                    it.inputs.push_back(Input::Connected);
                    self.server.connect(node);
                } else {
                    it.inputs.push_back(Input::Disconnected);
                }
            }
            Output::CloseSocket => self.drop_socket(node, true),
            Output::Send(frame) => {
                if it.socket {
                    self.server.receive(node, &frame);
                }
            }
            Output::Store(batch) => {
                it.batches += 1;
                let fails = it.fail_batch.as_mut().is_some_and(|left| {
                    *left -= 1;
                    *left == 0
                });
                if fails {
                    it.fail_batch = None;
                } else {
                    apply(&mut it.disk, &batch.changes);
                }
                it.inputs.push_front(Input::Stored {
                    batch: batch.id,
                    ok: !fails,
                });
            }
            Output::Event(event) => it.hear(event),
            Output::WakeAt(at) => it.wake = Some(at),
            Output::Wipe => {
                it.disk.clear();
                it.wiped = true;
            }
        }
    }

    fn open(&mut self, leaf_key: Key) {
        let now = self.now;
        self.server.customer_key = leaf_key;
        let credential = self.customer_credential(now.plus_seconds(6 * 3600));
        let people: BTreeSet<AgentId> = self
            .nodes
            .iter()
            .filter_map(|node| Some(node.agent.as_ref()?.agent))
            .collect();
        let validity = Validity::new(now.plus_seconds(-60), now.plus_seconds(86_400));
        let tenant = self.server.seal.tenant;
        let roster = Roster::sign(
            &self.server.seal.issuing,
            tenant,
            self.queue,
            &people,
            validity,
        )
        .unwrap();
        let reserved = self.reserve.map(|node| {
            let key = self.key(node);
            let invite = self
                .server
                .invite(&key, 1, tacita_seal::TicketPurpose::Answer);
            http::Reserved {
                package: invite.package,
                key_package: invite.key_package,
                ticket: invite.ticket,
            }
        });
        let devices = self.server.intake_devices.clone();
        let bootstrap = http::Bootstrap {
            conversation: Wire(self.server.conversation),
            credential: Blob(credential),
            certificates: vec![Blob(self.bundle.clone())],
            queue: Wire(self.queue),
            roster: Blob(roster),
            profile: self.profile.as_str().into(),
            tenant: Wire(tenant),
            time: now.0,
            reserved,
            intake_devices: devices
                .into_iter()
                .map(|device| http::WebIntakeDevice {
                    device: device.device,
                    agent: device.agent,
                    credential: device.credential,
                    leaf_key: device.leaf_key,
                    intake_key: device.intake_key,
                })
                .collect(),
        };
        self.give(CUSTOMER, Input::Opened(Box::new(bootstrap)));
    }

    pub(crate) fn customer_credential(&mut self, until: Timestamp) -> Vec<u8> {
        let claims = Claims {
            tenant: self.server.seal.tenant,
            subject: Subject::Customer(CustomerId::from_bytes([5; 16])),
            role: Role::Customer,
            device: DeviceId::from_bytes([6; 16]),
            name: None,
            assurance: Assurance::Anonymous,
            validity: Validity::new(until.plus_seconds(-7 * 3600), until),
            profiles: vec![self.profile],
        };
        let issuing = &self.server.seal.conversation_issuing;
        Credential::issue(issuing, &claims, &self.server.customer_key)
            .unwrap()
            .as_bytes()
            .to_vec()
    }

    // What people of the desk do.

    /// An agent takes the waiting conversation (F2 or, with the customer away, F3; F5b).
    pub(crate) fn accept(&mut self, node: usize) {
        use tacita_protocol::control::Reason;
        use tacita_seal::TicketPurpose;
        let key = self.key(node);
        let customer = self.server.customer_key;
        let here = self
            .server
            .sockets
            .values()
            .any(|socket| socket.key == Some(customer));
        let generation = self.server.generation + 1;
        let name = self.nodes[node].name.clone();
        if here && self.server.group.is_some() {
            self.server.want_add = Some(key);
            self.server.say_state("active", "assigned", Some(&name));
            self.server.reconcile();
        } else if here {
            let invite = self.server.invite(&key, generation, TicketPurpose::Answer);
            self.server
                .asked
                .insert(customer, (generation, Reason::Open, vec![invite]));
            self.server.say_state("active", "assigned", Some(&name));
            self.server.standing_asks(&customer);
        } else {
            let invite = self
                .server
                .invite(&customer, generation, TicketPurpose::Answer);
            self.server
                .asked
                .insert(key, (generation, Reason::CustomerAway, vec![invite]));
            self.server.hand_intake_to = Some(key);
            self.server.say_state("active", "assigned", Some(&name));
        }
        self.start(node);
    }

    /// The server adds another agent; the old one goes once it has handed over (F5).
    pub(crate) fn transfer(&mut self, from: usize, to: usize) {
        self.server.want_add = Some(self.key(to));
        self.server.want_remove = vec![self.key(from)];
        self.server.reconcile();
        self.start(to);
    }

    pub(crate) fn back_to_queue(&mut self, from: usize) {
        self.server.want_remove = vec![self.key(from)];
        self.server.say_state("active", "back-to-queue", None);
        self.server.handed_over();
        self.settle();
    }

    /// An automatic queue's straight path (F1): both are in generation 1.
    pub(crate) fn opened(profile: CryptoProfile, agents: &[&str]) -> Self {
        let mut net = Self::new(profile, agents);
        net.reserve = Some(1);
        net.start(CUSTOMER);
        net.start(1);
        net.say(CUSTOMER, "hello");
        net.settle();
        assert_eq!(net.nodes[1].texts(), ["hello"]);
        net
    }

    pub(crate) fn no_alarms(&self) {
        for node in &self.nodes {
            assert!(node.alarms.is_empty(), "{}: {:?}", node.name, node.alarms);
        }
    }
}

impl Node {
    fn hear(&mut self, event: Event) {
        match event {
            Event::Message(message) => {
                self.messages.insert(message.message.clone(), message);
            }
            Event::MessageGone { message } => {
                self.messages.remove(&message);
            }
            Event::Line(line) => self.lines.push(line.what),
            Event::Alarm { what } => self.alarms.push(what),
            Event::Members {
                members,
                safety_number,
            } => {
                self.members = members.into_iter().map(|m| (m.role, m.name)).collect();
                self.safety_number = safety_number;
            }
            Event::Ended { why } => self.ended = Some(why),
            Event::Status(status) => self.status = Some(status),
            Event::Review { findings, held, .. } => {
                self.review = Some(findings);
                self.held = held;
            }
            Event::Prints { prints } => self.prints.push(prints),
            Event::Typing { .. } => {}
        }
    }

    /// Texts in the order of the log.
    pub(crate) fn texts(&self) -> Vec<String> {
        let mut all: Vec<&Message> = self.messages.values().collect();
        all.sort_by_key(|message| (message.sequence.unwrap_or(u64::MAX), message.time));
        all.into_iter().map(text).collect()
    }

    pub(crate) fn state_of(&self, message: &str) -> &str {
        &self.messages[message].state
    }
}

pub(crate) fn text(message: &Message) -> String {
    message
        .parts
        .iter()
        .map(|part| match part {
            Part::Text { text } => text.clone(),
            Part::Guide => "[guide]".to_owned(),
            Part::Placeholder { kind, last } => {
                format!("[{kind} {}]", last.as_deref().unwrap_or_default())
            }
        })
        .collect()
}

fn apply(disk: &mut Disk, changes: &[(Vec<u8>, Option<Vec<u8>>)]) {
    for (key, value) in changes {
        match value {
            Some(value) => {
                disk.insert(key.clone(), value.clone());
            }
            None => {
                disk.remove(key);
            }
        }
    }
}
