//! An agent's device, for its worker.

use crate::{Wish, hex32, number, randomness, refused, time, whole};
use serde::{Deserialize, Serialize};
use tacita_client::device::{Device, DeviceInput, DeviceOutput, SignedIn};
use tacita_client::io::passed;
use tacita_client::model::{AgentId, TenantId};
use tacita_protocol::{Blob, Wire};
use wasm_bindgen::prelude::*;

/// A device.
#[wasm_bindgen]
#[derive(Debug)]
pub struct AgentDevice {
    device: Device,
    entries: Vec<(Vec<u8>, Vec<u8>)>,
}

#[derive(Deserialize)]
struct SignedInJson {
    agent: Wire<AgentId>,
    tenant: Wire<TenantId>,
    root_fingerprint: String,
    certificates: Vec<Blob>,
    profile: String,
}

/// A request for the host: method, path, body.
#[derive(Serialize)]
struct Upload<'a, T: Serialize> {
    method: &'a str,
    path: String,
    body: Option<T>,
}

fn wish(output: DeviceOutput) -> Wish {
    let path = |device: &str, rest: &str| format!("/v1/devices/{device}{rest}");
    match output {
        DeviceOutput::Load => Wish::word_only("load"),
        DeviceOutput::Request {
            leaf_key,
            signature,
        } => Wish::proof("request", &leaf_key, &signature),
        DeviceOutput::Poll { device } => {
            let path = path(&device, "");
            Wish::json(
                "upload",
                &Upload::<()> {
                    method: "GET",
                    path,
                    body: None,
                },
            )
        }
        DeviceOutput::KeyPackages { device, packages } => {
            let body = Some(tacita_protocol::http::KeyPackageUpload { packages });
            let path = path(&device, "/key-packages");
            Wish::json(
                "upload",
                &Upload {
                    method: "PUT",
                    path,
                    body,
                },
            )
        }
        DeviceOutput::IntakeKey { device, intake_key } => {
            let body = Some(tacita_protocol::http::IntakeKeyUpload { intake_key });
            let path = path(&device, "/intake-key");
            Wish::json(
                "upload",
                &Upload {
                    method: "PUT",
                    path,
                    body,
                },
            )
        }
        DeviceOutput::Store(batch) => Wish::batch(batch),
        DeviceOutput::Answer { to, answer } => Wish::cbor("answer", &answer).with_number(to.into()),
        DeviceOutput::Renewed(answer) => Wish::cbor("renewed", &answer),
        DeviceOutput::State(state) => Wish::json("state", &state),
        DeviceOutput::NotProven => Wish::word_only("not-proven"),
        DeviceOutput::WakeAt(at) => Wish::numbered("wake", number(at.0)),
        DeviceOutput::Wipe => Wish::word_only("wipe"),
    }
}

#[wasm_bindgen]
impl AgentDevice {
    /// The device of the person who signed in; the argument is the sign-in's JSON.
    ///
    /// # Errors
    /// It is no sign-in.
    #[wasm_bindgen(constructor)]
    pub fn new(signed_in: &str) -> Result<Self, JsError> {
        let read: SignedInJson =
            serde_json::from_str(signed_in).map_err(|_| refused("no such sign-in"))?;
        let root = hex32(&read.root_fingerprint).ok_or_else(|| refused("no fingerprint"))?;
        let signed_in = SignedIn {
            agent: read.agent.0,
            tenant: read.tenant.0,
            root,
            certificates: read.certificates.into_iter().next().unwrap_or_default().0,
            profile: read.profile,
        };
        Ok(Self {
            device: Device::new(signed_in, Box::new(randomness)),
            entries: Vec::new(),
        })
    }

    /// The first wishes.
    pub fn start(&mut self) -> Vec<Wish> {
        self.device.start().into_iter().map(wish).collect()
    }

    /// One entry of the storage, before [`AgentDevice::loaded`].
    pub fn entry(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.entries.push((key, value));
    }

    /// The storage was read.
    pub fn loaded(&mut self, now: f64) -> Vec<Wish> {
        let entries = core::mem::take(&mut self.entries);
        self.give(now, DeviceInput::Loaded(entries))
    }

    /// The server's word about the device, in JSON.
    ///
    /// # Errors
    /// It is none.
    pub fn told(&mut self, now: f64, device: &str) -> Result<Vec<Wish>, JsError> {
        let told = serde_json::from_str(device).map_err(|_| refused("no such device"))?;
        Ok(self.give(now, DeviceInput::Told(told)))
    }

    /// The server wants more.
    pub fn refill(&mut self, now: f64, key_packages: u32, intake_key: bool) -> Vec<Wish> {
        self.give(
            now,
            DeviceInput::Refill {
                key_packages,
                intake_key,
            },
        )
    }

    /// A conversation asks; `from` comes back with the answer.
    ///
    /// # Errors
    /// It is no question.
    pub fn asked(&mut self, now: f64, from: u32, ask: &[u8]) -> Result<Vec<Wish>, JsError> {
        let ask = passed(ask).ok_or_else(|| refused("no such question"))?;
        Ok(self.give(now, DeviceInput::Asked { from, ask }))
    }

    /// A batch was written, or not.
    pub fn stored(&mut self, now: f64, batch: f64, ok: bool) -> Vec<Wish> {
        self.give(
            now,
            DeviceInput::Stored {
                batch: whole(batch),
                ok,
            },
        )
    }

    /// The time that was asked for has come.
    pub fn tick(&mut self, now: f64) -> Vec<Wish> {
        self.give(now, DeviceInput::Tick)
    }

    fn give(&mut self, now: f64, input: DeviceInput) -> Vec<Wish> {
        self.device
            .handle(time(now), input)
            .into_iter()
            .map(wish)
            .collect()
    }
}
