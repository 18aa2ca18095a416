//! People, teams and queues as rows: written from the configuration and by commands.
//!
//! Ids of teams and queues follow from their names, so writing them twice changes nothing.

use crate::app::App;
use crate::features::decisions::TeamNames;
use crate::features::leaves::{self, leaf};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, QueueId, RequestId, Role, TeamId, TenantId, TypedId};
use tacita_store::rows::{Agent, Queue, QueueTeam, TeamMember};
use tacita_store::{Store, StoreError, Write};

/// The id that follows from a name.
fn named<T: TypedId>(tenant: TenantId, name: &str) -> T {
    let mut hasher = Sha256::new();
    hasher.update(b"tacita name v1\0");
    hasher.update(T::PREFIX);
    hasher.update(tenant.to_bytes());
    hasher.update(name);
    let digest: [u8; 32] = hasher.finalize().into();
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(digest) {
        *to = from;
    }
    T::from_bytes(id)
}

/// The queue of this name.
#[must_use]
pub fn queue_id(tenant: TenantId, name: &str) -> QueueId {
    named(tenant, name)
}

/// The team of this name.
#[must_use]
pub fn team_id(tenant: TenantId, name: &str) -> TeamId {
    named(tenant, name)
}

/// Teams by their ids, as far as the configuration names them.
#[must_use]
pub fn team_names(tenant: TenantId, queues: &[crate::config::Queue]) -> TeamNames {
    let names = queues.iter().flat_map(|queue| queue.teams.iter());
    Arc::new(
        names
            .map(|name| (team_id(tenant, name), name.clone()))
            .collect(),
    )
}

/// Writes the configuration's queues and who serves them.
///
/// # Errors
/// [`StoreError`].
pub async fn write_queues(app: &App) -> Result<(), StoreError> {
    let tenant = app.organisation.tenant;
    let known = app.store.queues().await?;
    let mut writes = Vec::new();
    for queue in &app.config.queues {
        let row = Queue {
            id: queue_id(tenant, &queue.name),
            tenant,
            name: queue.name.clone(),
            routing: if queue.routing.reserves() {
                tacita_model::Routing::Automatic
            } else {
                tacita_model::Routing::Manual
            },
            on_hold_counts: queue.on_hold_counts,
        };
        let serve = |team: &String| QueueTeam {
            queue: row.id,
            team: team_id(tenant, team),
        };
        writes.extend(queue.teams.iter().map(serve).map(Write::ServeQueue));
        if !known.contains(&row) {
            writes.insert(0, Write::PutQueue(row));
        }
    }
    if writes.is_empty() {
        return Ok(());
    }
    let administered = leaf(app, LeafKind::Administered, Subject::SERVER).await?;
    app.store
        .commit(writes, vec![administered.of(leaves::words("queues"))])
        .await?;
    Ok(())
}

/// A person to be made.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Sign-in name.
    pub name: String,
    /// Name that customers see.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// Hash of the password (`passwords::hash`).
    pub password_hash: String,
    /// Teams by name.
    pub teams: Vec<String>,
    /// Chats at once.
    pub capacity: u32,
}

/// Makes a person, or brings the one of this name up to date (same id).
///
/// # Errors
/// [`StoreError`].
pub async fn put_person(
    store: &Store,
    tenant: TenantId,
    fresh: AgentId,
    now: tacita_model::Timestamp,
    person: NewPerson,
) -> Result<AgentId, StoreError> {
    let before = store.agent_by_name(&person.name).await?;
    let id = before.as_ref().map_or(fresh, |agent| agent.id);
    let mut writes = vec![Write::PutAgent(Agent {
        id,
        tenant,
        name: person.name,
        display_name: person.display_name,
        role: person.role,
        password_hash: person.password_hash,
        capacity: person.capacity,
        created_at: before.map_or(now, |agent| agent.created_at),
        disabled_at: None,
    })];
    for team in &person.teams {
        writes.push(Write::JoinTeam(TeamMember {
            team: team_id(tenant, team),
            agent: id,
        }));
    }
    let what = Leaf::what_id(id);
    let leaf = Leaf {
        kind: LeafKind::Administered,
        who: store.who(Subject::SERVER).await?.about(&what),
        what,
        purpose: None,
        when: now,
        request: RequestId::from_bytes([0; 16]),
    };
    store.commit(writes, vec![leaf]).await?;
    Ok(id)
}
