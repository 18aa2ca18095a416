//! An agent's device: its key, its credential, its stock of key packages, its intake keys.
//!
//! One device per browser profile and person, in a worker of its own. Its conversations ask it for
//! the private part of a key package (which it then no longer has) and for the text of intake
//! records; intake keys never leave it. Sans-I/O like [`crate::Brain`]: what depends on a batch is
//! held until the batch is durable. It refuses a root other than the one it first met, and
//! credentials that this root does not vouch for. Next: `stock`.

mod io;
mod stock;

use crate::crypt::{NotProven, open_trust};
use crate::io::{Answer, Batch, HandOver};
use crate::keep::{decode, encode, key};
pub use io::{DeviceInput, DeviceOutput, DeviceState, SignedIn};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use stock::{Stock, area};
use tacita_model::SortedMap;
use tacita_model::{AgentId, Timestamp};
use tacita_protocol::{Blob, Wire, hello};
use tacita_seal::{Credential, Identity, Provider, SigningKey, Trust};

/// How often a waiting device asks whether it was approved, in seconds.
const WAITING_SECONDS: i64 = 3;
/// How often an approved one looks for a renewed credential, in seconds.
const APPROVED_SECONDS: i64 = 15 * 60;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    secret: Blob,
    root: Blob,
    device: Option<String>,
    credential: Option<Blob>,
    status: String,
}

/// A device in memory.
pub struct Device {
    signed_in: SignedIn,
    randomness: crate::Randomness,
    /// Key of the wrong-window guard's fingerprints: drawn at each sign-in and never stored.
    guard: Blob,
    open: Option<Open>,
    waiting: Option<u64>,
    loading: bool,
    batches: u64,
    held: Vec<DeviceOutput>,
    parked: VecDeque<DeviceInput>,
    due: Option<Timestamp>,
}

impl core::fmt::Debug for Device {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Device({})", self.signed_in.agent)
    }
}

/// A device whose storage was read.
struct Open {
    kept: Kept,
    provider: Provider,
    trust: Trust,
    identity: Option<Identity>,
    stock: Stock,
    /// [`Device`]'s.
    guard: Blob,
    changes: SortedMap<Vec<u8>, Option<Vec<u8>>>,
}

impl Device {
    /// A device of the person who signed in; call [`Device::start`] first.
    #[must_use]
    pub fn new(signed_in: SignedIn, mut randomness: crate::Randomness) -> Self {
        let guard: [u8; 32] = tacita_seal::Crypto::new(randomness()).random();
        Self {
            signed_in,
            randomness,
            guard: Blob(guard.to_vec()),
            open: None,
            waiting: None,
            loading: true,
            batches: 0,
            held: Vec::new(),
            parked: VecDeque::new(),
            due: None,
        }
    }

    /// The first wish.
    #[must_use]
    pub fn start(&mut self) -> Vec<DeviceOutput> {
        vec![DeviceOutput::Load]
    }

    /// Takes one input and says what is to be done.
    #[must_use]
    pub fn handle(&mut self, now: Timestamp, input: DeviceInput) -> Vec<DeviceOutput> {
        let mut out = Vec::new();
        match input {
            DeviceInput::Stored { batch, ok } => self.stored(batch, ok, &mut out),
            DeviceInput::Loaded(entries) if self.loading => self.loaded(now, entries, &mut out),
            other => self.parked.push_back(other),
        }
        while self.waiting.is_none() && !self.loading {
            let Some(input) = self.parked.pop_front() else {
                break;
            };
            self.step(now, input, &mut out);
        }
        out
    }

    fn stored(&mut self, batch: u64, ok: bool, out: &mut Vec<DeviceOutput>) {
        if self.waiting != Some(batch) {
            return;
        }
        self.waiting = None;
        if ok {
            out.append(&mut self.held);
        } else {
            // What was made is not durable: nothing of it is published or handed out.
            self.held.clear();
            self.open = None;
            self.loading = true;
            out.push(DeviceOutput::Load);
        }
    }

    fn loaded(
        &mut self,
        now: Timestamp,
        entries: Vec<(Vec<u8>, Vec<u8>)>,
        out: &mut Vec<DeviceOutput>,
    ) {
        self.loading = false;
        match Open::load(&self.signed_in, (self.randomness)(), entries, now) {
            Ok(mut open) => {
                open.guard = self.guard.clone();
                let mut done = vec![open.state()];
                done.push(match &open.kept.device {
                    Some(device) => DeviceOutput::Poll {
                        device: device.clone(),
                    },
                    None => open.request(self.signed_in.agent),
                });
                let changes = open.take_changes();
                self.open = Some(open);
                self.flush(done, changes, out);
            }
            Err(_) => out.push(DeviceOutput::NotProven),
        }
    }

    fn step(&mut self, now: Timestamp, input: DeviceInput, out: &mut Vec<DeviceOutput>) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let mut done = Vec::new();
        match input {
            DeviceInput::Told(told) => {
                open.told(&self.signed_in, &told, now, &mut done);
                let approved = open.kept.status == "approved";
                let wait = if approved {
                    APPROVED_SECONDS
                } else {
                    WAITING_SECONDS
                };
                self.due = Some(now.plus_seconds(wait));
                done.push(DeviceOutput::WakeAt(now.plus_seconds(wait)));
            }
            DeviceInput::Refill {
                key_packages,
                intake_key,
            } => {
                open.refill(key_packages, intake_key, now, &mut done);
            }
            DeviceInput::Asked { from, ask } => open.asked(&self.signed_in, from, &ask, &mut done),
            DeviceInput::Tick => {
                if self.due.is_some_and(|due| due <= now) {
                    self.due = None;
                    done.push(match &open.kept.device {
                        Some(device) => DeviceOutput::Poll {
                            device: device.clone(),
                        },
                        None => open.request(self.signed_in.agent),
                    });
                }
            }
            DeviceInput::Loaded(_) | DeviceInput::Stored { .. } => {}
        }
        if open.kept.status == "revoked" {
            done.retain(|output| matches!(output, DeviceOutput::State(_)));
            done.push(DeviceOutput::Wipe);
            out.append(&mut done);
            return;
        }
        let changes = open.take_changes();
        self.open = Some(open);
        self.flush(done, changes, out);
    }

    fn flush(
        &mut self,
        mut done: Vec<DeviceOutput>,
        changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
        out: &mut Vec<DeviceOutput>,
    ) {
        if changes.is_empty() {
            out.append(&mut done);
            return;
        }
        self.batches = self.batches.saturating_add(1);
        self.waiting = Some(self.batches);
        self.held = done;
        out.push(DeviceOutput::Store(Batch {
            id: self.batches,
            changes,
        }));
    }
}

impl Open {
    fn load(
        signed_in: &SignedIn,
        randomness: Box<dyn CryptoRng + Send>,
        entries: Vec<(Vec<u8>, Vec<u8>)>,
        now: Timestamp,
    ) -> Result<Self, NotProven> {
        let root = Blob(signed_in.root.to_vec());
        let trust = open_trust(
            &root,
            signed_in.tenant,
            &Blob(signed_in.certificates.clone()),
        )?;
        let mut stock = Stock::default();
        let (mut seal, mut kept) = (Vec::new(), None);
        for (name, value) in entries {
            match name.split_first() {
                Some((&area::SEAL, rest)) => seal.push((rest.to_vec(), value)),
                Some((&area::KEPT, _)) => {
                    kept = Some(decode::<Kept>(&value).map_err(|_| NotProven)?);
                }
                Some((&area::INTAKE, _)) => stock.load_intake(&value).map_err(|_| NotProven)?,
                _ => {}
            }
        }
        let provider = Provider::load(randomness, seal);
        let mut changes = SortedMap::new();
        let kept = kept.unwrap_or_else(|| {
            let made = Kept {
                secret: Blob(SigningKey::make(provider.crypto()).to_bytes().to_vec()),
                root: root.clone(),
                device: None,
                credential: None,
                status: "waiting".to_owned(),
            };
            changes.insert(key(area::KEPT, b""), Some(encode(&made)));
            made
        });
        if kept.root != root {
            return Err(NotProven);
        }
        let mut open = Self {
            kept,
            provider,
            trust,
            identity: None,
            stock,
            guard: Blob::default(),
            changes,
        };
        if let Some(credential) = open.kept.credential.clone() {
            open.identity = open.identify(&credential, now).ok();
        }
        Ok(open)
    }

    fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&crate::crypt::bytes32(&self.kept.secret).unwrap_or_default())
    }

    fn identify(&self, credential: &Blob, now: Timestamp) -> Result<Identity, NotProven> {
        let credential = Credential::decode(credential.as_ref()).map_err(|_| NotProven)?;
        Identity::new(self.signing_key(), credential, &self.trust, now).map_err(|_| NotProven)
    }

    fn request(&self, agent: AgentId) -> DeviceOutput {
        let signing = self.signing_key();
        let leaf_key = signing.public();
        let signature = signing.sign_hello(&hello::device_to_be_signed(agent, &leaf_key), b"");
        DeviceOutput::Request {
            leaf_key,
            signature,
        }
    }

    fn state(&self) -> DeviceOutput {
        DeviceOutput::State(DeviceState {
            device: self.kept.device.clone(),
            status: self.kept.status.clone(),
            fingerprint: crate::conversation::fingerprint(&self.signing_key().public()),
        })
    }

    fn save(&mut self) {
        self.changes
            .insert(key(area::KEPT, b""), Some(encode(&self.kept)));
    }

    fn take_changes(&mut self) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
        for (name, value) in self.provider.take_batch() {
            self.changes.insert(key(area::SEAL, &name), value);
        }
        core::mem::take(&mut self.changes).into_iter().collect()
    }

    fn hand_over(&self, signed_in: &SignedIn) -> Option<Answer> {
        Some(Answer::HandOver(HandOver {
            secret: self.kept.secret.clone(),
            credential: self.kept.credential.clone()?,
            certificates: Blob(signed_in.certificates.clone()),
            root: self.kept.root.clone(),
            tenant: Wire(signed_in.tenant),
            profile: signed_in.profile.clone(),
            guard: self.guard.clone(),
        }))
    }
}
