//! Reserves a free agent for a widget that was opened on an automatic queue (flow F1).
//!
//! Asked are those whose turn it is by [`routing`], while the queue is attended; an approved device
//! with a key package is needed too. Without anybody the widget writes an intake record (flow F2).

use crate::app::App;
use crate::features::conversations::engine::input::{Candidate, Person};
use crate::features::inbox::routing::{self, Wishes};
use crate::hours::Attendance;
use tacita_model::{ConversationId, QueueId, Timestamp};
use tacita_protocol::http::Reserved;
use tacita_protocol::limits::RESERVATION_SECONDS;
use tacita_protocol::{Blob, Wire};
use tacita_store::rows::{Agent, Device, DeviceStatus, KeyPackage};
use tacita_store::{StoreError, Write};

/// Attempts at one device's key packages when others take them at the same moment.
const ATTEMPTS: u32 = 4;

/// A key package that is free for a conversation, until somebody else takes it.
#[derive(Debug)]
pub(super) struct Held {
    conversation: ConversationId,
    who: Person,
    package: KeyPackage,
    until: Timestamp,
}

impl Held {
    /// Reserves it, or conflicts.
    pub(super) fn write(&self, now: Timestamp) -> Write {
        Write::ReserveKeyPackage {
            id: self.package.id,
            conversation: self.conversation,
            until: self.until,
            now,
        }
    }

    /// After that was written: the ticket. Where the package does not fit the group it is given back.
    pub(super) async fn given(self, app: &App) -> Result<Option<Reserved>, StoreError> {
        let Self {
            conversation,
            who,
            package,
            until,
        } = self;
        let agent = who.agent;
        let candidate = Candidate {
            id: package.id,
            bytes: package.bytes.clone().into(),
            key: who.key,
        };
        if let Some(ticket) = app.hub.reserve(conversation, who, candidate, until).await {
            app.turns.given(agent);
            return Ok(Some(Reserved {
                package: Wire(package.id),
                key_package: Blob(package.bytes),
                ticket: Blob(ticket.to_vec()),
            }));
        }
        let release = Write::ReleaseKeyPackage {
            id: package.id,
            conversation,
        };
        app.store.commit(vec![release], Vec::new()).await?;
        Ok(None)
    }
}

/// Whose turn it is, first whose turn it is first; nobody where none is reserved.
async fn turns(app: &App, queue: QueueId, wishes: &Wishes) -> Result<Vec<Agent>, StoreError> {
    let Some(settings) = routing::configured(app, queue) else {
        return Ok(Vec::new());
    };
    if !settings.routing.reserves() || routing::attendance(app, settings) != Attendance::Open {
        return Ok(Vec::new());
    }
    let free = routing::free(app, queue, settings.routing).await?;
    routing::fitting(app, free, wishes).await
}

/// What could be reserved first, nothing written.
pub(super) async fn first(
    app: &App,
    queue: QueueId,
    conversation: ConversationId,
    wishes: &Wishes,
) -> Result<Option<Held>, StoreError> {
    for person in turns(app, queue, wishes).await? {
        for device in app.store.devices_of(person.id).await? {
            if let Some(held) = hold(app, &person, &device, conversation).await? {
                return Ok(Some(held));
            }
        }
    }
    Ok(None)
}

/// Reserves by a commit of its own.
pub(super) async fn reserve(
    app: &App,
    queue: QueueId,
    conversation: ConversationId,
    wishes: &Wishes,
) -> Result<Option<Reserved>, StoreError> {
    for person in turns(app, queue, wishes).await? {
        for device in app.store.devices_of(person.id).await? {
            for _ in 0..ATTEMPTS {
                let Some(held) = hold(app, &person, &device, conversation).await? else {
                    break;
                };
                let write = held.write(app.now());
                match app.store.commit(vec![write], Vec::new()).await {
                    Err(StoreError::Conflict(_)) => continue,
                    Err(error) => return Err(error),
                    Ok(_) => {}
                }
                if let Some(reserved) = held.given(app).await? {
                    return Ok(Some(reserved));
                }
                // It does not fit the group: nobody else's of this device is tried in its place.
                break;
            }
        }
    }
    Ok(None)
}

async fn hold(
    app: &App,
    person: &Agent,
    device: &Device,
    conversation: ConversationId,
) -> Result<Option<Held>, StoreError> {
    if device.status != DeviceStatus::Approved {
        return Ok(None);
    }
    let next = app
        .store
        .next_key_package(&device.leaf_key, conversation)
        .await?;
    Ok(next.map(|package| Held {
        conversation,
        who: Person {
            agent: person.id,
            name: person.display_name.clone(),
            device: device.id,
            key: device.leaf_key,
        },
        package,
        until: app.now().plus_seconds(RESERVATION_SECONDS),
    }))
}
