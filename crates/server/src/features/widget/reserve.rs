//! Reserves a free agent for a widget that was opened on an automatic queue (flow F1).
//!
//! Asked are those whose turn it is by [`routing`], while the queue is attended; an approved device
//! with a key package is needed too. Without anybody the widget writes an intake record (flow F2).

use crate::app::App;
use crate::features::conversations::engine::input::{Candidate, Person};
use crate::features::inbox::routing::{self, Wishes};
use crate::hours::Attendance;
use tacita_model::{ConversationId, QueueId};
use tacita_protocol::http::Reserved;
use tacita_protocol::limits::RESERVATION_SECONDS;
use tacita_protocol::{Blob, Wire};
use tacita_store::rows::{Agent, DeviceStatus};
use tacita_store::{StoreError, Write};

/// Attempts at one device's key packages when others take them at the same moment.
const ATTEMPTS: u32 = 4;

pub(super) async fn reserve(
    app: &App,
    queue: QueueId,
    conversation: ConversationId,
    wishes: &Wishes,
) -> Result<Option<Reserved>, StoreError> {
    let Some(settings) = routing::configured(app, queue) else {
        return Ok(None);
    };
    if !settings.routing.reserves() || routing::attendance(app, settings) != Attendance::Open {
        return Ok(None);
    }
    let free = routing::free(app, queue, settings.routing).await?;
    for person in routing::fitting(app, free, wishes).await? {
        if let Some(reserved) = device_of(app, &person, conversation).await? {
            app.turns.given(person.id);
            return Ok(Some(reserved));
        }
    }
    Ok(None)
}

async fn device_of(
    app: &App,
    person: &Agent,
    conversation: ConversationId,
) -> Result<Option<Reserved>, StoreError> {
    for device in app.store.devices_of(person.id).await? {
        if device.status != DeviceStatus::Approved {
            continue;
        }
        for _ in 0..ATTEMPTS {
            let next = app
                .store
                .next_key_package(&device.leaf_key, conversation)
                .await?;
            let Some(package) = next else { break };
            let now = app.now();
            let until = now.plus_seconds(RESERVATION_SECONDS);
            let write = Write::ReserveKeyPackage {
                id: package.id,
                conversation,
                until,
                now,
            };
            match app.store.commit(vec![write], Vec::new()).await {
                Err(StoreError::Conflict(_)) => continue,
                Err(error) => return Err(error),
                Ok(_) => {}
            }
            let who = Person {
                agent: person.id,
                name: person.display_name.clone(),
                device: device.id,
                key: device.leaf_key,
            };
            let candidate = Candidate {
                id: package.id,
                bytes: package.bytes.clone().into(),
                key: device.leaf_key,
            };
            let ticket = app.hub.reserve(conversation, who, candidate, until).await;
            if let Some(ticket) = ticket {
                return Ok(Some(Reserved {
                    package: Wire(package.id),
                    key_package: Blob(package.bytes),
                    ticket: Blob(ticket.to_vec()),
                }));
            }
            // The package does not fit the group: give it back and try nobody else's in its place.
            let release = Write::ReleaseKeyPackage {
                id: package.id,
                conversation,
            };
            app.store.commit(vec![release], Vec::new()).await?;
            break;
        }
    }
    Ok(None)
}
