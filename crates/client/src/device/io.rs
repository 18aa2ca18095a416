//! What happens to an agent's device and what it wishes: its face to the host, without a word of how.

use crate::io::{Answer, Ask, Batch};
use serde::{Deserialize, Serialize};
use tacita_model::{AgentId, TenantId, Timestamp};
use tacita_protocol::{Blob, http};

/// What the sign-in says about person and organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The person.
    pub agent: AgentId,
    /// Tenant.
    pub tenant: TenantId,
    /// Fingerprint of the organisation's root key.
    pub root: [u8; 32],
    /// The bundle of certificates.
    pub certificates: Vec<u8>,
    /// Crypto profile word.
    pub profile: String,
}

/// What happens to the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceInput {
    /// Everything in the storage.
    Loaded(Vec<(Vec<u8>, Vec<u8>)>),
    /// The server's word about this device: answer to a request, a poll or an upload.
    Told(http::Device),
    /// The server wants more key packages, or today's intake key.
    Refill {
        /// Unused packages left.
        key_packages: u32,
        /// No intake key for today is there.
        intake_key: bool,
    },
    /// A conversation asks; `from` is the host's number for it.
    Asked {
        /// Who.
        from: u32,
        /// What.
        ask: Ask,
    },
    /// A batch was written whole, or not at all.
    Stored {
        /// Which.
        batch: u64,
        /// It is durable.
        ok: bool,
    },
    /// The time that was asked for has come.
    Tick,
}

/// What the device wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceOutput {
    /// Read the whole storage.
    Load,
    /// `POST /v1/devices`.
    Request {
        /// The device's key.
        leaf_key: [u8; 32],
        /// Proof that it is ours.
        signature: [u8; 64],
    },
    /// `GET /v1/devices/{device}`.
    Poll {
        /// Which.
        device: String,
    },
    /// `PUT /v1/devices/{device}/key-packages`.
    KeyPackages {
        /// Which.
        device: String,
        /// Packages.
        packages: Vec<Blob>,
    },
    /// `PUT /v1/devices/{device}/intake-key`.
    IntakeKey {
        /// Which.
        device: String,
        /// Today's signed key.
        intake_key: Blob,
    },
    /// Write this atomically and durably, then answer.
    Store(Batch),
    /// For one conversation.
    Answer {
        /// Which.
        to: u32,
        /// What.
        answer: Answer,
    },
    /// For all of them: the credential was renewed.
    Renewed(Answer),
    /// Where the device stands.
    State(DeviceState),
    /// The organisation's root or credential is not the one it was: nothing works until a person
    /// has looked at it.
    NotProven,
    /// Call again at this time.
    WakeAt(Timestamp),
    /// The device was revoked: delete everything.
    Wipe,
}

/// What a page shows of its device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceState {
    /// `dev_…`, once the server has given one.
    pub device: Option<String>,
    /// `waiting`, `approved`, `refused`, `revoked`.
    pub status: String,
    /// Short name of the key, to compare with what the issuer shows.
    pub fingerprint: String,
}
