//! Devices of agents, one-time key packages and the day's intake keys. Public keys only.

use crate::rows::DeviceStatus;
use crate::table::table;
use tacita_model::{AgentId, ConversationId, CryptoProfile, DeviceId, KeyPackageId, Timestamp};

table! {
    /// A device of an agent; as long as its status is `waiting` it is also the request to the issuer.
    pub struct Device in "device" key(id) {
        /// The device.
        id: DeviceId,
        /// Its person.
        agent: AgentId,
        /// Signature public key (Ed25519); one device per key.
        leaf_key: [u8; 32],
        /// What the person calls it.
        label: String,
        /// Where it stands.
        status: DeviceStatus,
        /// The credential in force.
        credential: Option<Vec<u8>>,
        /// When that ends.
        credential_until: Option<Timestamp>,
        /// When it asked.
        requested_at: Timestamp,
        /// When the issuer answered last.
        answered_at: Option<Timestamp>,
        /// When it was revoked.
        revoked_at: Option<Timestamp>,
        /// When a socket of it was open last.
        seen_at: Timestamp,
    }
}

table! {
    /// A one-time key package (RFC 9420 section 10) of a device or of a customer's leaf.
    pub struct KeyPackage in "key_package" key(id) {
        /// Id, drawn by the server.
        id: KeyPackageId,
        /// SHA-256 of the bytes; a package is taken in once.
        hash: [u8; 32],
        /// Signature key of its owner.
        leaf_key: [u8; 32],
        /// The agent's device, or none for a customer's.
        device: Option<DeviceId>,
        /// The conversation of a customer's package.
        conversation: Option<ConversationId>,
        /// Crypto profile.
        profile: CryptoProfile,
        /// `MLSMessage` bytes.
        bytes: Vec<u8>,
        /// When it came.
        created_at: Timestamp,
        /// End of its lifetime.
        expires_at: Timestamp,
        /// Reserved for this conversation.
        reserved_for: Option<ConversationId>,
        /// End of the reservation.
        reserved_until: Option<Timestamp>,
        /// When it was used up.
        used_at: Option<Timestamp>,
    }
}

table! {
    /// The intake key of a device for one day, signed by the device's key.
    pub struct IntakeKey in "intake_key" key(device, day) {
        /// The device.
        device: DeviceId,
        /// Days since 1970-01-01 (UTC).
        day: i64,
        /// Signed public key (`seal::record`).
        bytes: Vec<u8>,
        /// When it came.
        created_at: Timestamp,
    }
}
