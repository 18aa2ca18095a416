//! An administrator changes what a person does.
//!
//! A change of role ends the person's sign-ins and devices: a credential names the role that it was
//! issued for, so another role needs another one. Leaving a team takes the person out of every chat of
//! queues that they no longer serve. Either is on every open screen within a second, since it goes the
//! way of a revoked device. Refuses one's own account, teams that nobody configured, and roles that
//! are none of the desk's.
//!
//! Practice: D4 (a view ends with the right to it)

use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::accounts::desk::team_id;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use std::collections::BTreeSet;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, Purpose, Role, TeamId};
use tacita_policy::{Allowed, Object, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::{Duties, People, PersonFacts};
use tacita_store::Write;
use tacita_store::rows::TeamMember;

/// Chats at once, at most.
const CAPACITY: u32 = 50;

async fn may(app: &App, by: &SignedInAgent) -> Result<(), Problem> {
    let facts = by.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed: Allowed<acts::ChangeDuties> = by.decide(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)
}

/// Everybody and what they do.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but administrators.
pub async fn people(app: &App, by: &SignedInAgent) -> Result<People, Problem> {
    may(app, by).await?;
    let mut people = Vec::new();
    for person in app.store.agents().await? {
        if person.tenant != by.tenant {
            continue;
        }
        let teams = app.store.teams_of(person.id).await?;
        let teams = teams.iter().filter_map(|team| app.teams.get(team).cloned());
        people.push(PersonFacts {
            agent: Wire(person.id),
            display_name: person.display_name,
            closed: person.disabled_at.is_some(),
            duties: Duties {
                role: person.role.as_str().to_owned(),
                teams: teams.collect(),
                capacity: person.capacity,
            },
        });
    }
    let teams: BTreeSet<String> = app.teams.values().cloned().collect();
    Ok(People {
        people,
        teams: teams.into_iter().collect(),
    })
}

/// Changes them. The same again changes nothing and finishes what a stop interrupted.
///
/// # Errors
/// As [`people`]; [`Problem::NotFound`] for nobody's id, [`Problem::Conflict`] for one's own,
/// [`Problem::Malformed`] for a role, team or number that cannot be.
pub async fn duties(
    app: &App,
    by: &SignedInAgent,
    id: AgentId,
    asked: Duties,
) -> Result<(), Problem> {
    may(app, by).await?;
    let row = app.store.agent(id).await?;
    let mut row = row
        .filter(|row| row.tenant == by.tenant && row.disabled_at.is_none())
        .ok_or(Problem::NotFound)?;
    if id == by.agent {
        return Err(Problem::Conflict);
    }
    let role: Role = asked.role.parse().map_err(|_| Problem::Malformed)?;
    if role == Role::Customer || !(1..=CAPACITY).contains(&asked.capacity) {
        return Err(Problem::Malformed);
    }
    let mut teams: BTreeSet<TeamId> = BTreeSet::new();
    for name in &asked.teams {
        let team = team_id(by.tenant, name);
        if !app.teams.contains_key(&team) {
            return Err(Problem::Malformed);
        }
        teams.insert(team);
    }
    let now = app.now();
    let before: BTreeSet<TeamId> = app.store.teams_of(id).await?.into_iter().collect();
    let another_role = row.role != role;
    (row.role, row.capacity) = (role, asked.capacity);
    let mut writes = vec![Write::PutAgent(row)];
    let member = |team: &TeamId| TeamMember {
        team: *team,
        agent: id,
    };
    writes.extend(teams.difference(&before).map(member).map(Write::JoinTeam));
    // A team that the configuration no longer names serves nothing; leaving it is harmless.
    writes.extend(before.difference(&teams).map(member).map(Write::LeaveTeam));
    if another_role {
        writes.push(Write::EndSignInsOf { agent: id, at: now });
    }
    let begun = leaf(app, LeafKind::DutiesChanged, Subject::of(by.agent)).await?;
    let changed = begun
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .about(id);
    app.store.commit(writes, vec![changed]).await?;
    // First the screens, then the groups: a console lets go before anybody commits.
    app.bus.wake(Wake::Agent(id));
    if another_role {
        revoke::every_device(app, by, id).await?;
    } else {
        revoke::where_not_serving(app, id).await?;
    }
    Ok(())
}
