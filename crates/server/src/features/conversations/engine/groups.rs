//! The public side of MLS: what the server checks before it takes a generation or a commit, and the
//! proposals that it alone may make.
//!
//! All public-key operations of the engine are here; they happen when somebody joins or leaves,
//! never for a message. Refuses whatever `seal::public_group` refuses, in the words of the wire.

use super::head::{Change, Invited, LeafKey, Pending};
use super::keys::Keys;
use bytes::Bytes;
use tacita_model::{
    AgentId, ConversationId, DeviceId, Epoch, Generation, Role, TicketId, Timestamp, TypedId,
};
use tacita_protocol::control::{Batch, Refusal};
use tacita_seal::key_package;
use tacita_seal::{GroupError, GroupId, Judge, PublicGroup, Subject, TicketPurpose};

/// Who is in a group, as the commit left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    /// Signature key.
    pub key: LeafKey,
    /// Role.
    pub role: Role,
    /// Person.
    pub agent: Option<AgentId>,
    /// Device.
    pub device: Option<DeviceId>,
}

/// A group after something happened to it.
#[derive(Debug)]
pub struct Stepped {
    /// The blob to store.
    pub group: Bytes,
    /// Epoch.
    pub epoch: Epoch,
    /// Everybody in it.
    pub seated: Vec<Seated>,
    /// Keys that came in with this step.
    pub added: Vec<LeafKey>,
}

fn refusal(error: GroupError) -> Refusal {
    match error {
        GroupError::WrongEpoch => Refusal::LostRace,
        GroupError::WrongGroup | GroupError::WrongFacts => Refusal::WrongGeneration,
        GroupError::Ticket(_) => Refusal::NoTicket,
        GroupError::Trust(_) | GroupError::Signature | GroupError::OwnCredentialEnded => {
            Refusal::NotProven
        }
        GroupError::State | GroupError::Library => Refusal::Unavailable,
        GroupError::Malformed => Refusal::Malformed,
        _ => Refusal::Invalid,
    }
}

fn seated(group: &PublicGroup) -> Vec<Seated> {
    group
        .members()
        .map(|(_, member)| {
            let desk = match member.subject() {
                Subject::Agent(agent) => Some((agent, member.device())),
                Subject::Customer(_) => None,
            };
            Seated {
                key: *member.key(),
                role: member.role(),
                agent: desk.map(|(agent, _)| agent),
                device: desk.map(|(_, device)| device),
            }
        })
        .collect()
}

/// Checks the batch that begins a generation: the starter alone in epoch 0, then exactly devices
/// that it was given tickets for.
///
/// # Errors
/// The word for the client.
pub fn begin(
    keys: &Keys,
    now: Timestamp,
    conversation: ConversationId,
    starter: &LeafKey,
    invites: &[Invited],
    batch: &Batch,
) -> Result<Stepped, Refusal> {
    let trust = keys.trust().ok_or(Refusal::Unavailable)?;
    let judge = Judge {
        crypto: &keys.crypto,
        trust: &trust,
        now,
    };
    let id = GroupId {
        conversation,
        generation: Generation(batch.generation),
    };
    let mut group = PublicGroup::begin(judge, id, &batch.group_info.0).map_err(refusal)?;
    if !group.members().all(|(_, member)| member.key() == starter) {
        return Err(Refusal::NotMember);
    }
    let tickets: Vec<&[u8]> = invites
        .iter()
        .map(|invited| invited.ticket.as_ref())
        .collect();
    let commit = group
        .judge(judge, &batch.commit.0, &tickets)
        .map_err(refusal)?;
    let added: Vec<LeafKey> = commit.added().map(|(member, _)| *member.key()).collect();
    let wanted = |key: &LeafKey| invites.iter().any(|invited| invited.key == *key);
    if added.is_empty() || !added.iter().all(wanted) {
        return Err(Refusal::Invalid);
    }
    group.apply(commit).map_err(refusal)?;
    step(&group, added)
}

/// Checks a commit of the running generation.
///
/// # Errors
/// The word for the client.
pub fn commit(
    keys: &Keys,
    now: Timestamp,
    blob: &[u8],
    by: &LeafKey,
    commit: &[u8],
) -> Result<Stepped, Refusal> {
    let trust = keys.trust().ok_or(Refusal::Unavailable)?;
    let judge = Judge {
        crypto: &keys.crypto,
        trust: &trust,
        now,
    };
    let mut group = PublicGroup::from_bytes(blob).map_err(refusal)?;
    let judged = group.judge(judge, commit, &[]).map_err(refusal)?;
    if judged.by.key() != by {
        return Err(Refusal::NotMember);
    }
    let added = judged.added().map(|(member, _)| *member.key()).collect();
    group.apply(judged).map_err(refusal)?;
    step(&group, added)
}

fn step(group: &PublicGroup, added: Vec<LeafKey>) -> Result<Stepped, Refusal> {
    Ok(Stepped {
        group: group.to_bytes().map_err(refusal)?.into(),
        epoch: group.epoch(),
        seated: seated(group),
        added,
    })
}

/// Makes a proposal and its ticket. Answers the changed blob and what the members are told.
///
/// # Errors
/// The word for whoever asked; `Invalid` when the package or leaf does not fit.
pub fn propose(
    keys: &Keys,
    now: Timestamp,
    blob: &[u8],
    change: &Change,
    purpose: TicketPurpose,
) -> Result<(Bytes, Pending), Refusal> {
    let trust = keys.trust().ok_or(Refusal::Unavailable)?;
    let judge = Judge {
        crypto: &keys.crypto,
        trust: &trust,
        now,
    };
    let mut group = PublicGroup::from_bytes(blob).map_err(refusal)?;
    let router = keys
        .of_group(&group.facts().router)
        .ok_or(Refusal::Unavailable)?
        .router();
    let ticket = TicketId::from_bytes(keys.crypto.random());
    let made = match change {
        Change::Add { key_package, .. } => {
            let package = key_package::check(&keys.crypto, &trust, key_package, now)
                .map_err(|_| Refusal::Invalid)?;
            group.propose_add(judge, router, ticket, &package, purpose)
        }
        Change::Remove { key } => {
            let leaf = group
                .members()
                .find(|(_, member)| member.key() == key)
                .map(|(leaf, _)| leaf)
                .ok_or(Refusal::NotMember)?;
            group.propose_remove(judge, router, ticket, leaf, purpose)
        }
    }
    .map_err(refusal)?;
    let blob = group.to_bytes().map_err(refusal)?.into();
    let pending = Pending {
        change: change.clone(),
        proposal: made.proposal.into(),
        ticket: made.ticket.into(),
    };
    Ok((blob, pending))
}

/// Makes the ticket for a device that the starter of a generation may add.
///
/// # Errors
/// `Invalid` when the package does not fit (expired, forged, of another profile).
pub fn first_ticket(
    keys: &Keys,
    now: Timestamp,
    conversation: ConversationId,
    generation: Generation,
    package: &[u8],
    purpose: TicketPurpose,
) -> Result<Bytes, Refusal> {
    let trust = keys.trust().ok_or(Refusal::Unavailable)?;
    let package =
        key_package::check(&keys.crypto, &trust, package, now).map_err(|_| Refusal::Invalid)?;
    let id = TicketId::from_bytes(keys.crypto.random());
    let group = GroupId {
        conversation,
        generation,
    };
    let ticket = keys
        .in_force(now)
        .ok_or(Refusal::Unavailable)?
        .router()
        .first_ticket(id, group, &package.reference(), purpose)
        .map_err(refusal)?;
    Ok(ticket.as_bytes().to_vec().into())
}
