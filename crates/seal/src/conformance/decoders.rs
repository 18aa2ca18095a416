//! Every decoder that meets bytes of a peer, by name: for fuzz targets, property tests, a browser.
//!
//! Each takes any bytes and must answer with a value or an error: no panic, no endless loop, no
//! allocation that the input's length does not pay for.

use crate::certificate::Fingerprint;
use crate::facts::{Facts, GroupId};
use crate::group::handshake;
use crate::{Content, Credential, Envelope, SealedRecord, Ticket, Trust};
use openmls::prelude::tls_codec::DeserializeBytes;
use openmls::prelude::{ContentType, MlsMessageIn};
use tacita_model::{TenantId, TypedId};

/// A decoder under its name.
pub type Decoder = (&'static str, fn(&[u8]));

/// The answer does not matter here, only that one came.
fn ignore<T>(_answer: T) {}

/// All of them.
pub const DECODERS: &[Decoder] = &[
    ("credential", |bytes| ignore(Credential::decode(bytes))),
    ("bundle", |bytes| {
        ignore(Trust::open(
            &Fingerprint([0; 32]),
            TenantId::from_bytes([0; 16]),
            bytes,
        ));
    }),
    ("ticket", |bytes| ignore(Ticket::peek(bytes))),
    ("record", |bytes| ignore(SealedRecord::decode(bytes))),
    ("content", |bytes| ignore(Content::decode(bytes))),
    ("envelope", |bytes| ignore(Envelope::decode(bytes))),
    ("facts", |bytes| {
        ignore(Facts::decode(GroupId::from_bytes([0; 20]), bytes))
    }),
    ("message", |bytes| {
        ignore(MlsMessageIn::tls_deserialize_exact_bytes(bytes))
    }),
    ("handshake", |bytes| {
        ignore(handshake(bytes, ContentType::Commit));
        ignore(handshake(bytes, ContentType::Proposal));
    }),
];

/// Runs one decoder by name; `false` when there is none of that name.
#[must_use]
pub fn decode(name: &str, bytes: &[u8]) -> bool {
    DECODERS
        .iter()
        .find(|(known, _)| *known == name)
        .is_some_and(|(_, decoder)| {
            decoder(bytes);
            true
        })
}
