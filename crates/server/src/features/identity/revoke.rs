//! Cut-off (flow F5): a device that was lost or whose owner left is out of everything at once.
//!
//! Its owner may ask for it, an officer or an administrator may order it; each leaves a leaf. From
//! the commit on the device opens no socket; then every open conversation that it has or is in takes
//! it out, and goes to a free colleague of the queue or back to waiting. What a stop interrupts is
//! finished at the next start ([`finish`]). Next: `engine/orders.rs`, `engine/reconcile.rs`.
//!
//! Practice: D4 (a view ends with the right to it).

use crate::app::App;
use crate::bus::Wake;
use crate::context::{Author, SignedInAgent};
use crate::edge::errors::Problem;
use crate::features::conversations::accept;
use crate::features::conversations::engine::input::{Input, Order, Person, Refused};
use crate::features::decisions;
use crate::features::inbox::routing;
use crate::features::leaves::leaf;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, ConversationId, DeviceId, Purpose, QueueId};
use tacita_policy::{Allowed, Facts, Object, Relations, acts};
use tacita_store::rows::{Conversation, Device, DeviceStatus};
use tacita_store::{StoreError, Write};

/// Revokes one device. Asked for again, it finishes what is left of the first time.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, [`Problem::Unavailable`].
pub async fn device(app: &App, by: &SignedInAgent, id: DeviceId) -> Result<(), Problem> {
    let row = app.store.device(id).await?.ok_or(Problem::NotFound)?;
    let owner = app.store.agent(row.agent).await?;
    if owner.is_none_or(|owner| owner.tenant != by.tenant) {
        return Err(Problem::NotFound);
    }
    let own = row.agent == by.agent;
    let purpose = if own {
        Purpose::AnswerChat
    } else {
        Purpose::Administer
    };
    let relations = Relations {
        owns_device: own,
        ..Relations::default()
    };
    let facts = by.facts(Object::Device(id), purpose, relations);
    let allowed: Allowed<acts::RevokeDevice> = by.decide(app, facts).await?;
    allowed
        .check(Object::Device(id), app.now())
        .map_err(|_| Problem::NotFound)?;
    revoke(app, by.into(), &row, purpose).await
}

/// Closes a person's account: sign-ins, devices and chats of theirs end.
///
/// # Errors
/// As [`device`], and [`Problem::Conflict`] for one's own account: somebody has to be left.
pub async fn person(app: &App, by: &SignedInAgent, id: AgentId) -> Result<(), Problem> {
    let facts = by.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed: Allowed<acts::CloseAccount> = by.decide(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    let row = app.store.agent(id).await?;
    let mut row = row
        .filter(|row| row.tenant == by.tenant)
        .ok_or(Problem::NotFound)?;
    if id == by.agent {
        return Err(Problem::Conflict);
    }
    let now = app.now();
    row.disabled_at = row.disabled_at.or(Some(now));
    let begun = leaf(app, LeafKind::Administered, Subject::of(by.agent)).await?;
    let closed = begun
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .about(id);
    let writes = vec![
        Write::PutAgent(row),
        Write::EndSignInsOf { agent: id, at: now },
        // Else the organisation's directory would let them in again with its next word.
        Write::DropDirectoryPerson(id),
        // A closed account does not rest: nobody revives it.
        Write::DropSuspension(id),
    ];
    app.store.commit(writes, vec![closed]).await?;
    every_device(app, by.into(), id).await?;
    // Without them a copy of what a device kept stays shut.
    app.store.shred_account_secrets(id).await?;
    // Open consoles of theirs look at their sign-in and end.
    app.bus.wake(Wake::Agent(id));
    Ok(())
}

/// Takes every device of a person out of everything.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn every_device(app: &App, by: Author, id: AgentId) -> Result<(), Problem> {
    for device in app.store.devices_of(id).await? {
        revoke(app, by, &device, Purpose::Administer).await?;
    }
    Ok(())
}

/// What revokes every device of a person, for the commit that ends the rest of what they have;
/// [`every_device`] then takes them out of everything, now or at the next start.
///
/// # Errors
/// [`StoreError`].
pub async fn devices_end(
    app: &App,
    by: Author,
    id: AgentId,
) -> Result<(Vec<Write>, Vec<Leaf>), StoreError> {
    let (mut writes, mut leaves) = (Vec::new(), Vec::new());
    for device in app.store.devices_of(id).await? {
        if device.status != DeviceStatus::Revoked {
            let revoked = leaf(app, LeafKind::DeviceRevoked, by.subject).await?;
            let revoked = revoked.in_request(by.request);
            leaves.push(revoked.with_purpose(Purpose::Administer).about(device.id));
            writes.push(Write::RevokeDevice {
                device: device.id,
                at: app.now(),
            });
        }
    }
    Ok((writes, leaves))
}

/// Takes a person's devices out of the chats of queues that they do not serve any more.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn where_not_serving(app: &App, id: AgentId) -> Result<(), Problem> {
    let serves = app.store.queues_of(id).await?;
    for device in app.store.devices_of(id).await? {
        for row in app.store.conversations_of_device(device.id).await? {
            if !serves.iter().any(|queue| queue.id == row.queue) {
                take_out(app, &device, &row).await?;
            }
        }
    }
    Ok(())
}

/// Takes a person's devices out of the chats that policies no longer open to them: another role, a
/// training that ran out.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn where_not_allowed(app: &App, id: AgentId) -> Result<(), Problem> {
    let Some(person) = app.store.agent(id).await? else {
        return Ok(());
    };
    let serves = app.store.queues_of(id).await?;
    for device in app.store.devices_of(id).await? {
        for row in app.store.conversations_of_device(device.id).await? {
            let now = app.now();
            let known = decisions::circumstances(&app.policy, &app.store, &app.teams, id, now);
            let facts = Facts {
                tenant: row.tenant,
                subject: tacita_policy::Subject::Agent(id, person.role),
                object: Object::Conversation(row.id),
                purpose: Purpose::AnswerChat,
                relations: Relations {
                    authenticated: true,
                    assigned: row.agent == Some(id),
                    member: true,
                    serves_queue: serves.iter().any(|queue| queue.id == row.queue),
                    waiting: false,
                    closed: false,
                    ..Relations::default()
                },
                circumstances: known.await?,
                now,
                valid_until: now.plus_seconds(60),
            };
            let opens: Result<Allowed<acts::OpenConversation>, _> = app.policy.decide(&facts);
            if opens.is_err() {
                take_out(app, &device, &row).await?;
            }
        }
    }
    Ok(())
}

async fn revoke(app: &App, by: Author, device: &Device, purpose: Purpose) -> Result<(), Problem> {
    if device.status != DeviceStatus::Revoked {
        let begun = leaf(app, LeafKind::DeviceRevoked, by.subject).await?;
        let revoked = begun
            .in_request(by.request)
            .with_purpose(purpose)
            .about(device.id);
        let write = Write::RevokeDevice {
            device: device.id,
            at: app.now(),
        };
        app.store.commit(vec![write], vec![revoked]).await?;
    }
    cut_off(app, device).await?;
    app.bus.wake(Wake::Device(device.id));
    Ok(())
}

/// Takes a revoked device out of every conversation that it has or is in.
async fn cut_off(app: &App, device: &Device) -> Result<(), Problem> {
    app.hub.give(Input::Revoked(device.leaf_key)).await;
    for row in app.store.conversations_of_device(device.id).await? {
        take_out(app, device, &row).await?;
    }
    Ok(())
}

/// Takes a device out of one conversation; what it had goes on with somebody else.
async fn take_out(app: &App, device: &Device, row: &Conversation) -> Result<(), Problem> {
    let to = if row.device == Some(device.id) {
        successor(app, row.queue, device.agent).await?
    } else {
        None
    };
    let key = device.leaf_key;
    match app.hub.order(row.id, Order::Revoke { key, to }).await {
        // Closed meanwhile, or gone: it is out of that one.
        Ok(()) | Err(Refused::Conflict | Refused::Unknown) => {}
        Err(Refused::Unavailable) => {
            tracing::warn!(event = "cut-off", why = "unavailable");
            return Err(Problem::Unavailable);
        }
    }
    note(row.id);
    Ok(())
}

fn note(conversation: ConversationId) {
    tracing::info!(event = "cut-off", conversation = %conversation);
}

/// Finishes the cut-offs that a stop interrupted.
///
/// # Errors
/// [`StoreError`] when the rows cannot be read.
pub async fn finish(app: &App) -> Result<(), StoreError> {
    for device in app.store.revoked_devices_in_use().await? {
        if cut_off(app, &device).await.is_err() {
            tracing::warn!(
                event = "cut-off",
                why = "will be finished at the next start"
            );
        }
    }
    Ok(())
}

/// A colleague of the queue who is at their console and has a chat to spare; the one with the
/// fewest. Only where chats are given out and not taken from a list.
async fn successor(app: &App, queue: QueueId, gone: AgentId) -> Result<Option<Person>, StoreError> {
    let settings = routing::configured(app, queue);
    let Some(settings) = settings.filter(|settings| settings.routing.reserves()) else {
        return Ok(None);
    };
    let mut free = routing::free(app, queue, settings.routing).await?;
    free.retain(|person| person.id != gone);
    let Some(world) = app.hub.world() else {
        return Ok(None);
    };
    for person in free {
        if let Ok(found) = accept::person(&world, person.id, None, app.now()).await {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
