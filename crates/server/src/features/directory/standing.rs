//! What follows from what the directory says of a person: work, with a role and teams, or suspension.
//!
//! Suspended is out of everything at once, as with a closed account: the sign-ins and every device end
//! in one commit with the leaf, screens let go, chats go to a colleague or back to the queue. Factors
//! and password go too: whoever comes back starts anew, by the organisation's sign-in or a link.
//!
//! Practice: D4 (a view ends with the right to it)

use super::people::Kept;
use crate::app::App;
use crate::bus::Wake;
use crate::context::Author;
use crate::edge::errors::Problem;
use crate::features::accounts::groups::meaning;
use crate::features::duties::settle::settle;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use tacita_ledger::LeafKind;
use tacita_model::AgentId;
use tacita_store::rows::{Agent, SuspendedWhy, Suspension};
use tacita_store::{StoreError, Write};

/// Brings a person of the directory to where it says that they are.
///
/// # Errors
/// [`Problem::Unavailable`]; asking again finishes it.
pub async fn apply(app: &App, by: Author, id: AgentId) -> Result<(), Problem> {
    let kept = Kept::read(app).await?;
    let Some((agent, person)) = kept.one(id) else {
        return Ok(());
    };
    let groups = kept.groups_of(id).map(|group| group.name.as_str());
    let means = meaning(&app.config.groups, app.organisation.tenant, groups);
    let Some(means) = means.filter(|_| person.active) else {
        return suspend(app, by, agent.clone()).await;
    };
    let mut agent = agent.clone();
    // What rests (a review, disuse) is for an administrator to revive: two have to agree.
    if agent.disabled_at.is_some() && !app.store.rests(id).await? {
        let suspended_at = agent.disabled_at.take().unwrap_or_else(|| app.now());
        let resumed = leaf(app, LeafKind::Resumed, by.subject).await?;
        let resumed = resumed.in_request(by.request).about(id);
        let writes = vec![
            Write::PutAgent(agent.clone()),
            // Counts as use: else one that waited long for its first group would rest at once.
            Write::PutSuspension(Suspension {
                agent: id,
                why: SuspendedWhy::Directory,
                suspended_at,
                revived_at: Some(app.now()),
            }),
        ];
        app.store.commit(writes, vec![resumed]).await?;
    }
    settle(app, by, agent, &means).await
}

/// Whether the directory would have this person work; none where it does not keep them.
///
/// # Errors
/// [`StoreError`].
pub async fn agrees(app: &App, id: AgentId) -> Result<Option<bool>, StoreError> {
    let kept = Kept::read(app).await?;
    let Some((_, person)) = kept.one(id) else {
        return Ok(None);
    };
    let groups = kept.groups_of(id).map(|group| group.name.as_str());
    let means = meaning(&app.config.groups, app.organisation.tenant, groups);
    Ok(Some(person.active && means.is_some()))
}

/// Takes a person out of everything; again for one who is, it finishes what was interrupted.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn suspend(app: &App, by: Author, mut agent: Agent) -> Result<(), Problem> {
    let (id, now) = (agent.id, app.now());
    if agent.disabled_at.is_none() {
        agent.disabled_at = Some(now);
        agent.password_hash.clear();
        let suspended = leaf(app, LeafKind::Suspended, by.subject).await?;
        let (mut writes, mut leaves) = revoke::devices_end(app, by, id).await?;
        leaves.push(suspended.in_request(by.request).about(id));
        writes.extend([
            Write::PutAgent(agent),
            Write::DropFactorsOf(id),
            Write::EndSignInsOf { agent: id, at: now },
        ]);
        app.store.commit(writes, leaves).await?;
        // First the screens, then the groups: a console lets go before anybody commits.
        app.bus.wake(Wake::Agent(id));
    } else if app.store.rests(id).await? {
        // It rested with its factors; from now on it has none.
        agent.password_hash.clear();
        let writes = vec![Write::PutAgent(agent), Write::DropFactorsOf(id)];
        app.store.commit(writes, Vec::new()).await?;
    }
    revoke::every_device(app, by, id).await?;
    app.store.shred_account_secrets(id).await?;
    Ok(())
}
