//! Accounts that rest: nobody signs in to them until an administrator revives them.
//!
//! What somebody has open ends at once, in one commit with the leaf: sign-ins and devices, and with them the
//! chats, as when an account is closed; but secrets and factors stay, so that the person can come back. After
//! the days of a closed account a resting one is removed too (`privacy.toml`). Refuses to let the last
//! administrator rest, in the store, so that two at the same moment leave one. Whom the organisation's
//! directory keeps works only while neither it nor this says no.

use super::may;
use crate::app::App;
use crate::bus::Wake;
use crate::context::{Author, SignedInAgent};
use crate::edge::errors::Problem;
use crate::features::directory::standing;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, Purpose, Role, Timestamp};
use tacita_policy::acts;
use tacita_store::rows::{Agent, Leaver, SuspendedWhy, Suspension};
use tacita_store::{StoreError, Write};

/// Whether nobody else could administer.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn is_last(app: &App, person: &Agent) -> Result<bool, StoreError> {
    if person.role != Role::Administrator {
        return Ok(false);
    }
    for other in app.store.agents().await? {
        let could = other.id != person.id
            && other.tenant == person.tenant
            && other.role == Role::Administrator
            && other.disabled_at.is_none();
        // One with a composed role may lack the very act that would mend it.
        if could && app.store.custom_role_of(other.id).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Lets an account rest, together with what else belongs to it.
///
/// # Errors
/// [`Problem::Conflict`] for the last administrator, the store's and the engine's.
pub(super) async fn rest(
    app: &App,
    by: Author,
    id: AgentId,
    why: SuspendedWhy,
    with: (Vec<Write>, Vec<Leaf>),
) -> Result<(), Problem> {
    let (mut writes, mut leaves) = with;
    let Some(row) = app.store.agent(id).await? else {
        // Closed so long ago that it was removed: nothing is left to end.
        app.store.commit(writes, leaves).await?;
        return Ok(());
    };
    let now = app.now();
    let rests = Write::PutSuspension(Suspension {
        agent: id,
        why,
        suspended_at: now,
        revived_at: None,
    });
    if row.disabled_at.is_some() {
        // Closed or resting already: nothing is left to end. But the directory may wake it again, and
        // must not give back what a review took.
        let kept = app.store.directory_person(id).await?.is_some();
        if kept && !app.store.rests(id).await? {
            writes.push(rests);
        }
        app.store.commit(writes, leaves).await?;
        return Ok(());
    }
    let suspended = leaf(app, LeafKind::Suspended, by.subject).await?;
    let suspended = suspended.in_request(by.request);
    leaves.push(suspended.with_purpose(Purpose::Administer).about(id));
    let (ends, ended) = revoke::devices_end(app, by, id).await?;
    leaves.extend(ended);
    writes.extend([
        Write::RestAgent { agent: id, at: now },
        Write::EndSignInsOf { agent: id, at: now },
        rests,
    ]);
    writes.extend(ends);
    app.store.commit(writes, leaves).await?;
    tracing::info!(event = "account-rests", why = why.as_str(), person = %id);
    // First the screens, then the groups.
    app.bus.wake(Wake::Agent(id));
    revoke::every_device(app, by, id).await
}

/// An administrator revives an account that rests. Its devices ask the issuer anew.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not and for accounts that do not rest, [`Problem::Conflict`] when the
/// directory that keeps the person would not have them work.
pub async fn revive(app: &App, by: &SignedInAgent, id: AgentId) -> Result<(), Problem> {
    may::<acts::ReviveAccount>(app, by).await?;
    let row = app.store.agent(id).await?;
    let row = row.filter(|row| row.tenant == by.tenant && row.disabled_at.is_some());
    let row = row.ok_or(Problem::NotFound)?;
    let rests = app.store.suspensions().await?;
    let rests = rests
        .into_iter()
        .find(|rests| rests.agent == id && rests.revived_at.is_none());
    let rests = rests.ok_or(Problem::NotFound)?;
    // The directory says that they do not work here: it has to say otherwise first.
    if standing::agrees(app, id).await? == Some(false) {
        return Err(Problem::Conflict);
    }
    let begun = leaf(app, LeafKind::Resumed, Subject::of(by.agent)).await?;
    let revived = begun
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .about(id);
    let writes = vec![
        // In this order: the store lets nobody open an account that rests.
        Write::PutSuspension(Suspension {
            revived_at: Some(app.now()),
            ..rests
        }),
        Write::PutAgent(Agent {
            disabled_at: None,
            ..row
        }),
        // Whoever left and is revived has not left.
        Write::DropLeaver(id),
    ];
    app.store.commit(writes, vec![revived]).await?;
    app.bus.wake(Wake::Reviews);
    Ok(())
}

/// An administrator says when somebody leaves, or that they do not. Their account rests from then on.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not and nobody's id, [`Problem::Conflict`] for oneself.
pub async fn leaves(
    app: &App,
    by: &SignedInAgent,
    id: AgentId,
    at: Option<Timestamp>,
) -> Result<(), Problem> {
    may::<acts::ReviveAccount>(app, by).await?;
    let row = app.store.agent(id).await?;
    row.filter(|row| row.tenant == by.tenant && row.disabled_at.is_none())
        .ok_or(Problem::NotFound)?;
    if id == by.agent {
        return Err(Problem::Conflict);
    }
    let begun = leaf(app, LeafKind::LeavingSet, Subject::of(by.agent)).await?;
    let said = begun
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .about(id);
    let write = match at {
        Some(leaves_at) => Write::PutLeaver(Leaver {
            agent: id,
            leaves_at,
        }),
        None => Write::DropLeaver(id),
    };
    app.store.commit(vec![write], vec![said]).await?;
    app.bus.wake(Wake::Reviews);
    Ok(())
}
