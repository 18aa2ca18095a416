//! Tickets: the router's signed word for one change of one group.
//!
//! MLS external proposals carry no authenticated data, so a ticket travels beside each and says
//! which group, which epoch, which key package or which leaves, and why. Clients check it before
//! they let a proposal in; the server checks it again before it takes the commit. Refuses another
//! group, epoch or key package. Next: [`crate::Group::receive_proposal`].

use crate::cbor::{self, Malformed};
use crate::certificate::Signed;
use crate::facts::GroupId;
use crate::key_package::KeyPackageRef;
use crate::signing::{BadSignature, Label, PublicKey, SigningKey};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use tacita_model::{Epoch, TicketId, TypedId};

/// Why a group changes. Shown to every member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
#[serde(into = "u8", try_from = "u8")]
pub enum TicketPurpose {
    /// The first agent of a generation, or the customer whom an agent answers (F1, F2, F3).
    Answer = 1,
    /// Hand-over to another agent (F5).
    Transfer = 2,
    /// Back to the queue, nobody free (F5b).
    Requeue = 3,
    /// The device was revoked or lost (cut-off).
    Revoke = 4,
    /// A supervisor or second device joins, visibly (F6).
    Join = 5,
    /// A generation was repaired (F14).
    Repair = 6,
}

impl From<TicketPurpose> for u8 {
    fn from(purpose: TicketPurpose) -> Self {
        purpose as Self
    }
}

impl TryFrom<u8> for TicketPurpose {
    type Error = Malformed;
    fn try_from(number: u8) -> Result<Self, Malformed> {
        [
            Self::Answer,
            Self::Transfer,
            Self::Requeue,
            Self::Revoke,
            Self::Join,
            Self::Repair,
        ]
        .into_iter()
        .find(|purpose| *purpose as u8 == number)
        .ok_or(Malformed)
    }
}

/// What a ticket allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Add the device that made this key package.
    Add(KeyPackageRef),
    /// Remove the leaves with these signature keys.
    Remove(Vec<PublicKey>),
}

/// What a ticket says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFacts {
    /// Its id, as the server's log names it.
    pub id: TicketId,
    /// The group.
    pub group: GroupId,
    /// The epoch in which the change is proposed.
    pub epoch: Epoch,
    /// What.
    pub act: Act,
    /// Why.
    pub purpose: TicketPurpose,
}

/// Why a ticket was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// The bytes do not decode.
    #[error("the ticket is malformed")]
    Malformed,
    /// The router key of this group did not sign it.
    #[error("the ticket is not signed by the group's router key")]
    Signature,
    /// It is for another group, epoch, key package or leaf.
    #[error("the ticket is for something else")]
    Other,
}

impl From<Malformed> for TicketError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl From<BadSignature> for TicketError {
    fn from(_: BadSignature) -> Self {
        Self::Signature
    }
}

#[derive(Serialize, Deserialize)]
struct Body(
    u8,
    ByteArray<16>,
    ByteArray<20>,
    u64,
    Option<ByteArray<32>>,
    Vec<ByteArray<32>>,
    TicketPurpose,
);

/// A ticket that the router key signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    bytes: Vec<u8>,
    facts: TicketFacts,
}

impl Ticket {
    /// Signs a ticket.
    ///
    /// # Errors
    /// [`TicketError::Other`] for a removal of nobody.
    pub fn make(router: &SigningKey, facts: &TicketFacts) -> Result<Self, TicketError> {
        let (add, remove) = match &facts.act {
            Act::Add(reference) => (Some(ByteArray::new(reference.0)), Vec::new()),
            Act::Remove(keys) if keys.is_empty() => return Err(TicketError::Other),
            Act::Remove(keys) => (None, keys.iter().copied().map(ByteArray::new).collect()),
        };
        let body = Body(
            1,
            ByteArray::new(facts.id.to_bytes()),
            ByteArray::new(facts.group.to_bytes()),
            facts.epoch.0,
            add,
            remove,
            facts.purpose,
        );
        let bytes = cbor::encode(&Signed::make(router, Label::Ticket, &body, &[])?)?;
        Ok(Self {
            bytes,
            facts: facts.clone(),
        })
    }

    /// Reads a ticket and checks the router key's signature.
    ///
    /// # Errors
    /// [`TicketError`].
    pub fn open(router: &PublicKey, bytes: &[u8]) -> Result<Self, TicketError> {
        let signed: Signed = cbor::decode(bytes)?;
        signed.verify(router, Label::Ticket, &[])?;
        Ok(Self {
            bytes: bytes.to_vec(),
            facts: read(&signed.0)?,
        })
    }

    /// Reads what a ticket says without believing it. For tools and logs.
    ///
    /// # Errors
    /// [`TicketError::Malformed`].
    pub fn peek(bytes: &[u8]) -> Result<TicketFacts, TicketError> {
        let signed: Signed = cbor::decode(bytes)?;
        read(&signed.0)
    }

    /// The bytes for the wire.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it says.
    #[must_use]
    pub fn facts(&self) -> &TicketFacts {
        &self.facts
    }

    pub(crate) fn check_add(
        &self,
        group: GroupId,
        epoch: Epoch,
        reference: &KeyPackageRef,
    ) -> Result<(), TicketError> {
        let fits = matches!(&self.facts.act, Act::Add(named) if named == reference);
        self.check(group, epoch, fits)
    }

    pub(crate) fn check_remove(
        &self,
        group: GroupId,
        epoch: Epoch,
        key: &PublicKey,
    ) -> Result<(), TicketError> {
        let fits = matches!(&self.facts.act, Act::Remove(keys) if keys.contains(key));
        self.check(group, epoch, fits)
    }

    fn check(&self, group: GroupId, epoch: Epoch, fits: bool) -> Result<(), TicketError> {
        if fits && self.facts.group == group && self.facts.epoch == epoch {
            Ok(())
        } else {
            Err(TicketError::Other)
        }
    }
}

fn read(body: &[u8]) -> Result<TicketFacts, TicketError> {
    let Body(version, id, group, epoch, add, remove, purpose) = cbor::decode(body)?;
    let act = match (add, remove.is_empty()) {
        (Some(reference), true) => Act::Add(KeyPackageRef(*reference)),
        (None, false) => Act::Remove(remove.into_iter().map(|key| *key).collect()),
        _ => return Err(TicketError::Malformed),
    };
    if version != 1 {
        return Err(TicketError::Malformed);
    }
    Ok(TicketFacts {
        id: TicketId::from_bytes(*id),
        group: GroupId::from_bytes(*group),
        epoch: Epoch(epoch),
        act,
        purpose,
    })
}
