//! What the issuer hands in: certificates and rosters. Public, signed elsewhere.

use crate::rows::CertificateKind;
use crate::table::table;
use tacita_model::{QueueId, Timestamp};

table! {
    /// A root-signed certificate.
    pub struct Certificate in "certificate" key(hash) {
        /// SHA-256 of the bytes.
        hash: [u8; 32],
        /// What it is over.
        kind: CertificateKind,
        /// The signed bytes (`seal::credential`).
        bytes: Vec<u8>,
        /// When it came.
        created_at: Timestamp,
        /// When it ends.
        expires_at: Timestamp,
    }
}

table! {
    /// The signed roster of a queue.
    pub struct Roster in "roster" key(queue) {
        /// The queue.
        queue: QueueId,
        /// The signed bytes.
        bytes: Vec<u8>,
        /// When it came.
        created_at: Timestamp,
    }
}
