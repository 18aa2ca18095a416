//! The queue roster: the people whom the issuer says may be added from a queue.
//!
//! Names people, not devices or intake keys: those prove themselves by credential. A server that
//! was taken over cannot put anybody on it. Refuses rosters of another tenant or queue, out of
//! their time, or longer than a certificate. Next: [`crate::intake`].

use crate::cbor;
use crate::certificate::{CERTIFICATE_DAYS, CertificateError, Signed, Validity};
use crate::signing::{Label, SigningKey, key_id};
use crate::trust::{Trust, TrustError};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use std::collections::BTreeSet;
use tacita_model::SortedSet;
use tacita_model::{AgentId, QueueId, TenantId, Timestamp, TypedId};

/// Most people on one roster.
pub const PEOPLE: usize = 1000;

#[derive(Serialize, Deserialize)]
struct Body(
    u8,
    ByteArray<16>,
    ByteArray<16>,
    ByteArray<32>,
    Validity,
    Vec<ByteArray<16>>,
);

/// A roster that an issuing key signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    queue: QueueId,
    validity: Validity,
    people: SortedSet<AgentId>,
}

impl Roster {
    /// Signs a roster.
    ///
    /// # Errors
    /// [`CertificateError::TooLong`] beyond 90 days, [`CertificateError::Malformed`] for more than
    /// [`PEOPLE`].
    pub fn sign(
        issuing: &SigningKey,
        tenant: TenantId,
        queue: QueueId,
        people: &BTreeSet<AgentId>,
        validity: Validity,
    ) -> Result<Vec<u8>, CertificateError> {
        if validity.seconds() == 0 || validity.seconds() > CERTIFICATE_DAYS * 24 * 3600 {
            return Err(CertificateError::TooLong);
        }
        if people.len() > PEOPLE {
            return Err(CertificateError::Malformed);
        }
        let body = Body(
            1,
            ByteArray::new(tenant.to_bytes()),
            ByteArray::new(queue.to_bytes()),
            ByteArray::new(key_id(&issuing.public())),
            validity,
            people
                .iter()
                .map(|agent| ByteArray::new(agent.to_bytes()))
                .collect(),
        );
        Ok(cbor::encode(&Signed::make(
            issuing,
            Label::Roster,
            &body,
            &[],
        )?)?)
    }

    /// Opens a roster of one queue under the pinned root.
    ///
    /// # Errors
    /// [`TrustError`].
    pub fn open(
        trust: &Trust,
        queue: QueueId,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<Self, TrustError> {
        let signed: Signed = cbor::decode(bytes).map_err(CertificateError::from)?;
        let Body(version, tenant, of, issuer, validity, people) =
            cbor::decode(&signed.0).map_err(CertificateError::from)?;
        if version != 1 || people.len() > PEOPLE {
            return Err(CertificateError::Malformed.into());
        }
        let issuing = trust
            .issuing_key(&issuer, now)
            .ok_or(TrustError::UnknownIssuer)?;
        signed
            .verify(&issuing.key, Label::Roster, &[])
            .map_err(CertificateError::from)?;
        if TenantId::from_bytes(*tenant) != trust.tenant() || QueueId::from_bytes(*of) != queue {
            return Err(TrustError::WrongTenant);
        }
        if validity.is_early(now) {
            return Err(TrustError::Early);
        }
        if !validity.holds(now) || !validity.lies_in(&issuing.validity) {
            return Err(TrustError::Ended);
        }
        let people = people
            .into_iter()
            .map(|agent| AgentId::from_bytes(*agent))
            .collect();
        Ok(Self {
            queue,
            validity,
            people,
        })
    }

    /// The queue.
    #[must_use]
    pub fn queue(&self) -> QueueId {
        self.queue
    }

    /// When it counts.
    #[must_use]
    pub fn validity(&self) -> &Validity {
        &self.validity
    }

    /// The people on it.
    #[must_use]
    pub fn people(&self) -> &SortedSet<AgentId> {
        &self.people
    }

    /// Whether a person is on it.
    #[must_use]
    pub fn has(&self, agent: AgentId) -> bool {
        self.people.contains(&agent)
    }
}
