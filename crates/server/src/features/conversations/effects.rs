//! What the engine asks of the world: loading, reading the log, key packages, opening intake.
//!
//! Each effect is a task of its own; its answer comes back as an input. Bodies are read under a
//! decision of `policy`; an intake record loses its outer lock only after the leaf that says so is
//! durable.

use super::engine::head::{Assigned, Durable, Guest, Member, WaitingWelcome};
use super::engine::input::{Candidate, Input, Refused};
use super::engine::out::Effect;
use super::engine::tail::{Entry, Tail};
use super::outbound::Outbound;
use super::persist;
use super::run::{Half, World};
use crate::features::decisions;
use bytes::Bytes;
use std::sync::Arc;
use tacita_model::{
    AgentId, ConversationId, ConversationState, Generation, Place, Purpose, QueueId, RequestId,
    Role, Sequence, TenantId, TypedId,
};
use tacita_policy::{Allowed, Circumstances, Facts, Object, Relations, Subject, acts};
use tacita_protocol::chain::EntryKind;
use tacita_protocol::control::{self, FromServer, IntakeDevice};
use tacita_protocol::{Blob, Wire};
use tacita_store::{Store, StoreError, Write};

/// Entries of one page of a replay.
const PAGE: u32 = 128;
/// Days back that an intake key may be from: it holds for two days, so one of yesterday holds all of today.
pub const INTAKE_KEY_DAYS: i64 = 1;
const DAY_SECONDS: i64 = 86_400;

/// Who reads, for the decision behind a page.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Role of the socket.
    pub role: Role,
    /// Person, for the desk's side.
    pub agent: Option<AgentId>,
}

/// Carries out one effect and answers with an input, if there is one to answer with.
pub async fn carry_out(
    world: &World,
    effect: Effect,
    socket: Option<(Arc<Outbound>, Reader)>,
) -> Option<Input> {
    match effect {
        Effect::Load(id) => Some(Input::Loaded(id, load(world, id).await)),
        Effect::Page {
            conversation,
            socket: number,
            seen,
            tenant,
        } => {
            let (outbound, reader) = socket?;
            outbound.drained().await;
            if outbound.ended() {
                return None;
            }
            let entries = page(world, tenant, conversation, seen, reader).await;
            Some(Input::Page {
                conversation,
                socket: number,
                seen,
                entries,
            })
        }
        Effect::Packages {
            conversation,
            device,
            customer,
        } => {
            let device = candidate(world, &device, conversation).await;
            let customer = candidate(world, &customer, conversation).await;
            Some(Input::Packages {
                conversation,
                customer,
                device,
            })
        }
        Effect::IntakeDevices {
            conversation,
            queue,
            socket,
        } => {
            let devices = intake_devices(world, queue).await;
            Some(Input::IntakeDevices {
                conversation,
                socket,
                devices,
            })
        }
        Effect::OpenIntake {
            conversation,
            tenant,
            agent,
            key,
            customer_key,
        } => match open_intake(world, tenant, conversation, agent, customer_key).await {
            Ok(frames) => Some(Input::IntakeOpened {
                conversation,
                key,
                frames,
            }),
            Err(error) => {
                tracing::warn!(error = %error, "intake records were not opened");
                None
            }
        },
        Effect::Wake(_) => None,
    }
}

fn refused(error: &StoreError) -> Refused {
    match error {
        StoreError::Missing(_) => Refused::Unknown,
        _ => Refused::Unavailable,
    }
}

async fn load(world: &World, id: ConversationId) -> Result<Option<Box<Durable>>, Refused> {
    match try_load(world, id).await {
        Ok(durable) => Ok(Some(Box::new(durable))),
        Err(StoreError::Missing("conversation")) => Ok(None),
        Err(error) => {
            tracing::warn!(error = %error, "a conversation could not be loaded");
            Err(refused(&error))
        }
    }
}

async fn try_load(world: &World, id: ConversationId) -> Result<Durable, StoreError> {
    let store = &world.store;
    let loaded = store.load(id).await?;
    let row = loaded.conversation;
    let assigned = match (row.agent, row.device) {
        (Some(agent), Some(device)) => {
            let person = store.agent(agent).await?;
            store.device(device).await?.map(|device| Assigned {
                agent,
                name: person.map(|person| person.display_name).unwrap_or_default(),
                device: device.id,
                key: device.leaf_key,
                since: row.last_entry_at,
            })
        }
        _ => None,
    };
    let group = loaded
        .group
        .filter(|group| group.generation == row.generation);
    let seated: Vec<[u8; 32]> = group
        .as_ref()
        .and_then(|group| tacita_seal::PublicGroup::from_bytes(&group.public_group).ok())
        .map(|group| group.members().map(|(_, member)| *member.key()).collect())
        .unwrap_or_default();
    let mut members = Vec::new();
    let mut former = Vec::new();
    let mut welcomes = Vec::new();
    for member in loaded.members {
        let in_tree = seated.contains(&member.leaf_key);
        if member.removed_at.is_some() && !in_tree {
            former.push(member.leaf_key);
            continue;
        }
        if let Some(welcome) = store.welcome(id, &member.leaf_key).await? {
            let place = Place {
                sequence: welcome.at_sequence,
                chain: welcome.at_chain,
            };
            welcomes.push(WaitingWelcome {
                key: member.leaf_key,
                generation: welcome.generation,
                at: place,
                welcome: welcome.bytes.into(),
                ticket: welcome.ticket.into(),
            });
        }
        members.push(Member {
            key: member.leaf_key,
            role: member.role,
            agent: member.agent,
            device: member.device,
            since: member.joined_at,
            counter: member.counter,
            acked: member.acked,
            leaving: member.removed_at.is_some(),
        });
    }
    let mut tail = Tail::default();
    let kept = store.intake_messages(id).await?;
    let mut intake = Vec::new();
    for recent in loaded.messages {
        let inside = (recent.kind == EntryKind::Message as u8).then_some(
            if recent.sequence > loaded.began {
                row.generation
            } else {
                Generation(0)
            },
        );
        if inside.is_none() && kept.contains(&recent.message) {
            intake.push((recent.message, recent.sequence));
        }
        tail.remember((inside, recent.message), recent.sequence, recent.time);
    }
    if row.state == ConversationState::Closed {
        former.extend(members.drain(..).map(|member| member.key));
    }
    Ok(Durable {
        tenant: row.tenant,
        site: row.site,
        credential: row.customer_credential.into(),
        closed: row.closed_at,
        queue: row.queue,
        customer: row.customer,
        customer_key: row.customer_key,
        opened: row.opened_at,
        state: row.state,
        profile: row.profile,
        generation: row.generation,
        epoch: group.as_ref().map(|group| group.epoch).unwrap_or_default(),
        pending: group
            .as_ref()
            .map(|g| persist::decode_pending(&g.pending))
            .unwrap_or_default(),
        group: group
            .map(|group| group.public_group.into())
            .unwrap_or_default(),
        assigned,
        guests: guests(store, id).await?,
        members,
        former,
        welcomes,
        place: loaded.head,
        place_time: loaded.last_entry_at,
        waiting_since: row.waiting_since,
        on_hold_since: row.on_hold_since,
        language: row.language,
        prefers: row.prefers,
        customer_packages: store.key_packages_left(&row.customer_key).await?,
        intake,
        tail,
        freezes: row.freezes,
        frozen_since: row.frozen_since,
        forgotten_to: row.forgotten_to,
        bodies_deleted: row.forgotten_to,
    })
}

async fn guests(store: &Store, id: ConversationId) -> Result<Vec<Guest>, StoreError> {
    let mut guests = Vec::new();
    for row in store.guests(id).await? {
        let person = store.agent(row.agent).await?;
        guests.push(Guest {
            who: Assigned {
                agent: row.agent,
                name: person.map(|person| person.display_name).unwrap_or_default(),
                device: row.device,
                key: row.leaf_key,
                since: row.joined_at,
            },
            until: row.until,
        });
    }
    Ok(guests)
}

async fn page(
    world: &World,
    tenant: TenantId,
    conversation: ConversationId,
    seen: Place,
    reader: Reader,
) -> Result<Vec<Entry>, Refused> {
    let after = Sequence(seen.sequence.0.saturating_sub(1));
    let entries = match reader.agent {
        None => {
            let allowed = decide::<acts::OpenOwnSocket>(
                world,
                tenant,
                Subject::Customer(conversation),
                conversation,
                Purpose::OwnConversation,
                Relations {
                    authenticated: true,
                    ..Relations::default()
                },
                Circumstances::default(),
            )?;
            world
                .store
                .entries(&allowed, conversation, after, PAGE)
                .await
        }
        Some(agent) => {
            let known = known(world, agent).await.map_err(|error| refused(&error))?;
            let allowed = decide::<acts::OpenConversation>(
                world,
                tenant,
                Subject::Agent(agent, reader.role),
                conversation,
                Purpose::AnswerChat,
                Relations {
                    authenticated: true,
                    member: true,
                    ..Relations::default()
                },
                known,
            )?;
            world
                .store
                .entries(&allowed, conversation, after, PAGE)
                .await
        }
    };
    let entries = entries.map_err(|error| refused(&error))?;
    Ok(entries.into_iter().filter_map(entry).collect())
}

fn entry(stored: tacita_store::Entry) -> Option<Entry> {
    let kind = EntryKind::from_u8(stored.kind)?;
    Some(Entry {
        sequence: stored.place.sequence,
        time: stored.time,
        kind,
        generation: Generation(0),
        epoch: stored.epoch,
        sender: stored.sender,
        message: (stored.message.to_bytes() != [0; 16]).then_some(stored.message),
        hash: stored.body_hash,
        chain: stored.place.chain,
        body: (!stored.body.is_empty()).then_some(stored.body),
    })
}

/// What policies may ask about the person at the other end of a socket. How long ago they signed in
/// is not known here.
async fn known(world: &World, agent: AgentId) -> Result<Circumstances, StoreError> {
    let now = world.clock.now();
    decisions::circumstances(&world.policy, &world.store, &world.teams, agent, now).await
}

/// Asks `policy`. The relations were established by the engine, which let the socket in.
fn decide<A: tacita_policy::Act>(
    world: &World,
    tenant: TenantId,
    subject: Subject,
    conversation: ConversationId,
    purpose: Purpose,
    relations: Relations,
    circumstances: Circumstances,
) -> Result<Allowed<A>, Refused> {
    let now = world.clock.now();
    let facts = Facts {
        tenant,
        subject,
        object: Object::Conversation(conversation),
        purpose,
        relations,
        circumstances,
        now,
        valid_until: now.plus_seconds(60),
    };
    world.policy.decide(&facts).map_err(|_| Refused::Unknown)
}

async fn candidate(world: &World, key: &[u8; 32], conversation: ConversationId) -> Vec<Candidate> {
    match world.store.next_key_package(key, conversation).await {
        Ok(Some(package)) => vec![Candidate {
            id: package.id,
            bytes: package.bytes.into(),
            key: package.leaf_key,
        }],
        Ok(None) => Vec::new(),
        Err(error) => {
            tracing::warn!(error = %error, "key packages could not be read");
            Vec::new()
        }
    }
}

/// The devices of a queue that intake records are wrapped to.
pub async fn intake_devices(world: &World, queue: QueueId) -> Vec<IntakeDevice> {
    let day = world.clock.now().as_seconds().div_euclid(DAY_SECONDS);
    let most = u32::try_from(tacita_protocol::limits::INTAKE_WRAPS).unwrap_or(8);
    let devices = world
        .store
        .intake_devices(queue, day - INTAKE_KEY_DAYS, most)
        .await;
    devices
        .unwrap_or_default()
        .into_iter()
        .filter_map(|found| {
            Some(IntakeDevice {
                device: Wire(found.device.id),
                agent: Wire(found.device.agent),
                credential: Blob(found.device.credential?),
                leaf_key: Blob(found.device.leaf_key.to_vec()),
                intake_key: Blob(found.key.bytes),
            })
        })
        .collect()
}

/// Takes the outer lock off every intake record of a conversation for the assigned agent: decision,
/// durable leaf, server half, in this order. Nothing while the ledger cannot be signed.
/// Practice: D4
async fn open_intake(
    world: &World,
    tenant: TenantId,
    conversation: ConversationId,
    agent: AgentId,
    customer_key: [u8; 32],
) -> Result<Vec<Bytes>, StoreError> {
    let store = &world.store;
    let role = store
        .agent(agent)
        .await?
        .map_or(Role::Agent, |person| person.role);
    let allowed = decide::<acts::OpenIntake>(
        world,
        tenant,
        Subject::Agent(agent, role),
        conversation,
        Purpose::AnswerChat,
        Relations {
            authenticated: true,
            assigned: true,
            ..Relations::default()
        },
        known(world, agent).await?,
    )
    .map_err(|_| StoreError::NotRecorded)?;
    let records = store.intake_records(&allowed, conversation).await?;
    if !records.is_empty() && world.ledger.may_reveal().is_err() {
        return Err(StoreError::NotRecorded);
    }
    let mut leaves = Vec::with_capacity(records.len());
    let mut opened = Vec::with_capacity(records.len());
    for record in &records {
        opened.push(Write::NoteOpened {
            record: record.id,
            conversation,
        });
        let request = RequestId::from_bytes(world.draw());
        leaves.push(store.intake_leaf(&allowed, record.id, request).await?);
    }
    let recorded = store.commit(opened, leaves).await?;
    let mut frames = Vec::with_capacity(records.len());
    for record in records {
        let half = Half(
            store
                .release_server_half(&allowed, &recorded, record.id)
                .await?,
        );
        let crypto = &world.keys.crypto;
        let Ok(inner) = tacita_seal::two_locks::take_off(crypto, half, record.id, &record.locked)
        else {
            tracing::error!("an intake record does not open under its half");
            continue;
        };
        let frame = FromServer::IntakeRecord {
            sequence: record.sequence.0,
            time: record.created_at.0,
            message: Wire(record.message),
            record: Blob(inner),
            signature: Blob(record.signature.to_vec()),
            customer_key: Blob(customer_key.to_vec()),
        };
        frames.extend(control::encode_server(&frame).ok().map(Bytes::from));
    }
    Ok(frames)
}
