//! The organisation's directory or sign-in says what a person does: role and teams, and nothing else.
//!
//! As an administrator's change ([`super::change`]), without an administrator: the configuration's
//! `[[groups]]` decided. Skills, trainings and capacity stay; a role of this installation's own goes
//! with the role that it was laid over.
//!
//! Practice: D4 (a view ends with the right to it)

use crate::app::App;
use crate::bus::Wake;
use crate::context::Author;
use crate::edge::errors::Problem;
use crate::features::accounts::groups::Meaning;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use std::collections::BTreeSet;
use tacita_ledger::LeafKind;
use tacita_model::{Purpose, TeamId};
use tacita_store::Write;
use tacita_store::rows::{Agent, TeamMember};

/// Lets a person do this from now on; nothing is written when they do already.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn settle(app: &App, by: Author, mut row: Agent, means: &Meaning) -> Result<(), Problem> {
    let id = row.id;
    let before: BTreeSet<TeamId> = app.store.teams_of(id).await?.into_iter().collect();
    // What an access review took away, a directory that knows nothing of it does not give back.
    let withheld = app.store.withheld().await?.into_iter();
    let withheld = withheld.filter(|row| row.agent == id).map(|row| row.team);
    let withheld: BTreeSet<TeamId> = withheld.collect();
    let teams: BTreeSet<TeamId> = means.teams.difference(&withheld).copied().collect();
    let another_role = row.role != means.role;
    if !another_role && before == teams {
        return Ok(());
    }
    row.role = means.role;
    let mut writes = vec![Write::PutAgent(row)];
    let member = |team: &TeamId| TeamMember {
        team: *team,
        agent: id,
    };
    let joined = teams.difference(&before).map(member);
    writes.extend(joined.map(Write::JoinTeam));
    let left = before.difference(&teams).map(member);
    writes.extend(left.map(Write::LeaveTeam));
    if another_role {
        let at = app.now();
        writes.push(Write::LoseRole(id));
        writes.push(Write::EndSignInsOf { agent: id, at });
    }
    let begun = leaf(app, LeafKind::DutiesChanged, by.subject).await?;
    let begun = begun.in_request(by.request);
    let changed = begun.with_purpose(Purpose::Administer).about(id);
    app.store.commit(writes, vec![changed]).await?;
    // First the screens, then the groups: a console lets go before anybody commits.
    app.bus.wake(Wake::Agent(id));
    if another_role {
        revoke::every_device(app, by, id).await
    } else {
        revoke::where_not_serving(app, id).await?;
        revoke::where_not_allowed(app, id).await
    }
}
