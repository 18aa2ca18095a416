//! An administrator changes what a person does: role, teams, skills, capacity, each an act of its own.
//!
//! A change of the role towards customers ends the person's sign-ins and devices: a credential names the role that it
//! was issued for, so another role needs another one. Leaving a team, or a composed role that may less, takes the person
//! out of every chat that they may no longer open. Either is on every open screen within a second, since it goes the
//! way of a revoked device. Refuses one's own account, and words that nobody configured.
//!
//! Practice: D4 (a view ends with the right to it)

use super::{may, roles};
use crate::app::App;
use crate::bus::Wake;
use crate::config::is_skill;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::accounts::desk::team_id;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use std::collections::BTreeSet;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, Purpose, Role, TeamId};
use tacita_policy::acts;
use tacita_protocol::http::Duties;
use tacita_store::Write;
use tacita_store::rows::{Agent, RoleHolder, Skill, TeamMember};

/// Chats at once, at most.
const CAPACITY: u32 = 50;
/// Skills of one person, at most.
const SKILLS: usize = 40;

/// The row of somebody whose duties can be changed by another.
///
/// # Errors
/// [`Problem::NotFound`] for nobody's id and a closed account, [`Problem::Conflict`] for one's own.
pub(super) async fn another(app: &App, by: &SignedInAgent, id: AgentId) -> Result<Agent, Problem> {
    let row = app.store.agent(id).await?;
    let row = row
        .filter(|row| row.tenant == by.tenant && row.disabled_at.is_none())
        .ok_or(Problem::NotFound)?;
    if id == by.agent {
        return Err(Problem::Conflict);
    }
    Ok(row)
}

/// What is asked for, read.
struct Asked {
    role: Role,
    custom: Option<String>,
    teams: BTreeSet<TeamId>,
    skills: BTreeSet<String>,
    capacity: u32,
}

fn read(app: &App, by: &SignedInAgent, asked: Duties) -> Result<Asked, Problem> {
    let (role, custom) = match asked.role.parse::<Role>() {
        Ok(role) => (role, None),
        Err(_) => {
            let own = roles::named(app, &asked.role).ok_or(Problem::Malformed)?;
            (own.base, Some(own.name))
        }
    };
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
    let skills: BTreeSet<String> = asked.skills.into_iter().collect();
    if skills.len() > SKILLS || !skills.iter().all(|skill| is_skill(skill)) {
        return Err(Problem::Malformed);
    }
    Ok(Asked {
        role,
        custom,
        teams,
        skills,
        capacity: asked.capacity,
    })
}

/// Changes them. The same again changes nothing and finishes what a stop interrupted.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not and for nobody's id, [`Problem::Conflict`] for one's own,
/// [`Problem::Malformed`] for a role, team, skill or number that cannot be.
pub async fn duties(
    app: &App,
    by: &SignedInAgent,
    id: AgentId,
    asked: Duties,
) -> Result<(), Problem> {
    // Words are read after somebody may change something at all: a refusal tells nobody which exist.
    let found = app.store.agent(id).await?;
    let custom = app.store.custom_role_of(id).await?;
    let before: BTreeSet<TeamId> = app.store.teams_of(id).await?.into_iter().collect();
    let known: BTreeSet<String> = app.store.skills_of(id).await?.into_iter().collect();
    let named: BTreeSet<TeamId> = asked
        .teams
        .iter()
        .map(|name| team_id(by.tenant, name))
        .collect();
    let role_word = custom
        .clone()
        .or(found.as_ref().map(|row| row.role.as_str().to_owned()));
    let mut another_thing = false;
    if role_word.as_deref() != Some(asked.role.as_str()) {
        may::<acts::ChangeRole>(app, by).await?;
        another_thing = true;
    }
    if named != before {
        may::<acts::ChangeTeams>(app, by).await?;
        another_thing = true;
    }
    if asked.skills.iter().cloned().collect::<BTreeSet<_>>() != known {
        may::<acts::ChangeSkills>(app, by).await?;
        another_thing = true;
    }
    if found.as_ref().map(|row| row.capacity) != Some(asked.capacity) {
        may::<acts::ChangeCapacity>(app, by).await?;
        another_thing = true;
    }
    if !another_thing {
        may::<acts::ListPeople>(app, by).await?;
    }
    let mut row = another(app, by, id).await?;
    let asked = read(app, by, asked)?;
    let another_role = row.role != asked.role;
    (row.role, row.capacity) = (asked.role, asked.capacity);
    let mut writes = vec![Write::PutAgent(row)];
    let member = |team: &TeamId| TeamMember {
        team: *team,
        agent: id,
    };
    writes.extend(
        asked
            .teams
            .difference(&before)
            .map(member)
            .map(Write::JoinTeam),
    );
    // A team that the configuration no longer names serves nothing; leaving it is harmless.
    writes.extend(
        before
            .difference(&asked.teams)
            .map(member)
            .map(Write::LeaveTeam),
    );
    let skill = |name: &String| Skill {
        agent: id,
        name: name.clone(),
    };
    writes.extend(
        asked
            .skills
            .difference(&known)
            .map(skill)
            .map(Write::AddSkill),
    );
    writes.extend(
        known
            .difference(&asked.skills)
            .map(skill)
            .map(Write::DropSkill),
    );
    match asked.custom {
        Some(role) if custom.as_deref() != Some(role.as_str()) => {
            writes.push(Write::HoldRole(RoleHolder { agent: id, role }));
        }
        None if custom.is_some() => writes.push(Write::LoseRole(id)),
        _ => {}
    }
    if another_role {
        let at = app.now();
        writes.push(Write::EndSignInsOf { agent: id, at });
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
        revoke::every_device(app, by.into(), id).await
    } else {
        revoke::where_not_serving(app, id).await?;
        revoke::where_not_allowed(app, id).await
    }
}
