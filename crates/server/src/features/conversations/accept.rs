//! An agent takes a waiting conversation with one of their devices.
//!
//! Refuses what is not in a queue of theirs, what somebody else has taken, a device that is not
//! theirs or not approved, and more chats than the person may have.

use super::engine::input::{Order, Person, Refused};
use super::run::{Hub, World};
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::decisions;
use tacita_model::{AgentId, ConversationId, ConversationState, DeviceId, Purpose, Timestamp};
use tacita_policy::{Act, Allowed, Circumstances, Facts, Object, Relations, Subject, acts};
use tacita_store::StoreError;
use tacita_store::rows::{Conversation, DeviceStatus};

/// Takes the conversation.
///
/// # Errors
/// [`Problem::NotFound`] for what may not be seen, [`Problem::Conflict`], [`Problem::AtCapacity`],
/// [`Problem::NotProven`] for a device that cannot be used, [`Problem::NoReveal`] when messages wait
/// and nobody could prove afterwards that they were opened.
pub async fn accept(
    hub: &Hub,
    agent: SignedInAgent,
    conversation: ConversationId,
    device: DeviceId,
) -> Result<(), Problem> {
    let world = hub.world().ok_or(Problem::Unavailable)?;
    let row = see(&world, agent, conversation).await?;
    let _allowed: Allowed<acts::AcceptConversation> =
        decide(&world, agent, &row, Purpose::TriageQueue).await?;
    let person = person(&world, agent.agent, Some(device), world.clock.now()).await?;
    may_open(hub, &world, conversation).await?;
    hub.order(conversation, Order::Accept(person))
        .await
        .map_err(problem)
}

/// Whether somebody may be given the conversation now. What a customer left who is away opens when
/// somebody accepts. One who is there sends it into the group, and no lock is opened.
///
/// # Errors
/// [`Problem::NoReveal`] when messages wait and nobody could prove afterwards that they were opened.
pub async fn may_open(
    hub: &Hub,
    world: &World,
    conversation: ConversationId,
) -> Result<(), Problem> {
    if world.ledger.may_reveal().is_err() && !hub.customer_online(conversation) {
        let kept = world.store.intake_messages(conversation).await;
        if !kept.map_err(store)?.is_empty() {
            return Err(Problem::NoReveal);
        }
    }
    Ok(())
}

/// The row of a conversation that the agent may see: theirs, or waiting in a queue of theirs.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn see(
    world: &World,
    agent: SignedInAgent,
    conversation: ConversationId,
) -> Result<Conversation, Problem> {
    let row = row_of(world, agent, conversation).await?;
    let mine = row.agent == Some(agent.agent);
    let purpose = if mine {
        Purpose::AnswerChat
    } else {
        Purpose::TriageQueue
    };
    let _seen: Allowed<acts::SeeInboxRow> = decide(world, agent, &row, purpose).await?;
    Ok(row)
}

/// The row of a conversation of the agent's organisation. The caller decides what may be done with it
/// before anything of it is told.
///
/// # Errors
/// [`Problem::NotFound`].
pub(crate) async fn row_of(
    world: &World,
    agent: SignedInAgent,
    conversation: ConversationId,
) -> Result<Conversation, Problem> {
    let row = world.store.conversation(conversation).await;
    row.map_err(store)?
        .filter(|row| row.tenant == agent.tenant)
        .ok_or(Problem::NotFound)
}

/// Whether the agent answers the conversation or joined it.
///
/// # Errors
/// The store's.
pub(super) async fn inside(
    world: &World,
    agent: SignedInAgent,
    row: &Conversation,
) -> Result<bool, Problem> {
    if row.agent == Some(agent.agent) {
        return Ok(true);
    }
    let guests = world.store.guests(row.id).await.map_err(store)?;
    Ok(guests.iter().any(|guest| guest.agent == agent.agent))
}

/// Asks `policy` about an act of a person on a conversation.
///
/// # Errors
/// [`Problem::NotFound`]: what may not be done is not said to exist.
pub async fn decide<A: Act>(
    world: &World,
    agent: SignedInAgent,
    row: &Conversation,
    purpose: Purpose,
) -> Result<Allowed<A>, Problem> {
    let member = row.agent == Some(agent.agent);
    decide_as(world, agent, row, purpose, member).await
}

/// As [`decide`] about somebody who may be in the group without being assigned.
///
/// # Errors
/// [`Problem::NotFound`].
pub(super) async fn decide_as<A: Act>(
    world: &World,
    agent: SignedInAgent,
    row: &Conversation,
    purpose: Purpose,
    member: bool,
) -> Result<Allowed<A>, Problem> {
    let known = Relations {
        member,
        ..Relations::default()
    };
    decide_about(world, agent, row, purpose, known).await
}

/// As [`decide`] about somebody who may open the chat because a second person agreed: what of that
/// holds is `about`.
///
/// # Errors
/// [`Problem::NotFound`].
pub(crate) async fn decide_about<A: Act>(
    world: &World,
    agent: SignedInAgent,
    row: &Conversation,
    purpose: Purpose,
    about: Relations,
) -> Result<Allowed<A>, Problem> {
    let queues = world.store.queues_of(agent.agent).await.map_err(store)?;
    let now = world.clock.now();
    let assigned = row.agent == Some(agent.agent);
    let known =
        decisions::circumstances(&world.policy, &world.store, &world.teams, agent.agent, now);
    let facts = Facts {
        tenant: agent.tenant,
        subject: Subject::Agent(agent.agent, agent.role),
        object: Object::Conversation(row.id),
        purpose,
        relations: Relations {
            authenticated: true,
            assigned,
            serves_queue: queues.iter().any(|queue| queue.id == row.queue),
            waiting: row.agent.is_none() && row.state == ConversationState::Waiting,
            closed: row.closed_at.is_some(),
            ..about
        },
        circumstances: Circumstances {
            proven_at: Some(agent.proven_at),
            ..known.await.map_err(store)?
        },
        now,
        valid_until: now.plus_seconds(60),
    };
    decisions::decide(&world.policy, &world.store, &facts, agent.request).await
}

/// A person with a device that can be in a group: the one asked for, or the one seen last that has
/// key packages left.
///
/// # Errors
/// [`Problem::NotProven`], [`Problem::AtCapacity`], [`Problem::NotFound`].
pub async fn person(
    world: &World,
    agent: AgentId,
    device: Option<DeviceId>,
    now: Timestamp,
) -> Result<Person, Problem> {
    let row = world.store.agent(agent).await.map_err(store)?;
    let row = row
        .filter(|row| row.disabled_at.is_none())
        .ok_or(Problem::NotFound)?;
    if world.store.chats_of(agent).await.map_err(store)? >= row.capacity {
        return Err(Problem::AtCapacity);
    }
    for found in world.store.devices_of(agent).await.map_err(store)? {
        let asked = device.is_none_or(|device| device == found.id);
        let approved = found.status == DeviceStatus::Approved
            && found.credential_until.is_some_and(|until| until > now);
        if !asked || !approved {
            continue;
        }
        let left = world
            .store
            .key_packages_left(&found.leaf_key)
            .await
            .map_err(store)?;
        if device.is_some() || left > 0 {
            return Ok(Person {
                agent,
                name: row.display_name,
                device: found.id,
                key: found.leaf_key,
            });
        }
    }
    Err(Problem::NotProven)
}

/// What the engine refused, in the words of HTTP.
#[must_use]
pub fn problem(refused: Refused) -> Problem {
    match refused {
        Refused::Unknown => Problem::NotFound,
        Refused::Conflict => Problem::Conflict,
        Refused::Unavailable => Problem::Unavailable,
    }
}

/// What the store said, in the words of HTTP. The log has the error itself.
#[must_use]
pub fn store(error: StoreError) -> Problem {
    tracing::warn!(error = %error, "the store could not be read");
    match error {
        StoreError::Full | StoreError::Closed => Problem::Unavailable,
        StoreError::NotAllowed(_) | StoreError::Missing(_) => Problem::NotFound,
        StoreError::Conflict(_) => Problem::Conflict,
        _ => Problem::Internal,
    }
}
