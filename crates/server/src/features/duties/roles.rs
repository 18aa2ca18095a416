//! Roles that an administrator composes from acts.
//!
//! A role is data; `policy` makes Cedar policies of it, under the floor, and what it makes is validated as strictly as any
//! other. A change is in force for every open screen and group within a second. Refuses acts that the floor never lets
//! the base do, another base for a role that somebody holds, and dropping one that somebody holds.
//!
//! Practice: D1 (roles are composed of acts)

use super::may;
use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::identity::revoke;
use crate::features::leaves::{leaf, listed, words};
use std::collections::BTreeSet;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{Purpose, Role};
use tacita_policy::{About, ActName, OwnRole, acts};
use tacita_protocol::http::{ActFacts, RoleFacts, RoleShape, Roles};
use tacita_store::rows::CustomRole;
use tacita_store::{StoreError, Write};

/// Roles of one installation, at most.
const ROLES: usize = 40;

/// The role of this name, if it was composed.
#[must_use]
pub fn named(app: &App, name: &str) -> Option<OwnRole> {
    app.policy.roles().into_iter().find(|own| own.name == name)
}

/// The roles as rows hold them. An act that this program does not know is left out: a role never
/// grows by a change of the program.
#[must_use]
pub fn read(rows: Vec<CustomRole>) -> Vec<OwnRole> {
    rows.into_iter()
        .map(|row| OwnRole {
            name: row.name,
            base: row.base,
            acts: row
                .acts
                .split(' ')
                .filter_map(|word| word.parse().ok())
                .filter(|act: &ActName| act.composable())
                .collect(),
        })
        .collect()
}

/// Puts the stored roles in force at a start. Should they not load, nobody may do anything: a role
/// that takes away would otherwise be missing unseen.
///
/// # Errors
/// [`StoreError`].
pub async fn take_up(app: &App) -> Result<(), StoreError> {
    let rows = app.store.custom_roles().await?;
    if rows.is_empty() {
        return Ok(());
    }
    match app.policy.with_roles(&read(rows)) {
        Ok(policy) => app.policy.take_up(&policy),
        Err(mistakes) => {
            for mistake in mistakes {
                tracing::error!(event = "roles", mistake = %mistake, "roles do not load: all is refused");
            }
            app.policy.take_up(&tacita_policy::Policy::nothing());
        }
    }
    Ok(())
}

/// Every composed role, with how many hold it.
///
/// # Errors
/// [`StoreError`].
pub async fn facts(app: &App) -> Result<Vec<RoleFacts>, StoreError> {
    let mut facts = Vec::new();
    for role in read(app.store.custom_roles().await?) {
        let holders = app.store.holders_of(&role.name).await?.len();
        let acts = role.acts.iter().map(|act| act.as_str().to_owned());
        facts.push(RoleFacts {
            shape: RoleShape {
                base: role.base.as_str().to_owned(),
                acts: acts.collect(),
            },
            name: role.name,
            holders: u32::try_from(holders).unwrap_or(u32::MAX),
        });
    }
    Ok(facts)
}

/// The page of roles.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but officers and administrators.
pub async fn list(app: &App, by: &SignedInAgent) -> Result<Roles, Problem> {
    may::<acts::SeePermissions>(app, by).await?;
    let purpose = Purpose::Administer;
    listed(app, LeafKind::PermissionsRead, by, purpose, "roles").await?;
    let composable = ActName::ALL.iter().filter(|act| act.composable());
    let acts = composable.map(|act| ActFacts {
        act: act.as_str().to_owned(),
        about: app.policy.about(*act).map_or("", About::as_str).to_owned(),
        purposes: act
            .purposes()
            .iter()
            .map(|purpose| purpose.as_str().to_owned())
            .collect(),
    });
    Ok(Roles {
        roles: facts(app).await?,
        acts: acts.collect(),
    })
}

/// Composes a role, or changes one.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but administrators, [`Problem::Malformed`] for a name, base or
/// act that cannot be, [`Problem::Conflict`] for another base while somebody holds it.
pub async fn compose(
    app: &App,
    by: &SignedInAgent,
    name: &str,
    shape: RoleShape,
) -> Result<(), Problem> {
    may::<acts::ComposeRole>(app, by).await?;
    let base: Role = shape.base.parse().map_err(|_| Problem::Malformed)?;
    let asked = shape.acts.iter().map(|word| word.parse());
    let acts: BTreeSet<ActName> = asked
        .collect::<Result<_, _>>()
        .map_err(|_| Problem::Malformed)?;
    let role = OwnRole {
        name: name.to_owned(),
        base,
        acts,
    };
    role.check().map_err(|_| Problem::Malformed)?;
    let mut roles = read(app.store.custom_roles().await?);
    let holders = app.store.holders_of(name).await?;
    let before = roles.iter().position(|own| own.name == name);
    if let Some(before) = before.map(|at| roles.remove(at))
        && before.base != base
        && !holders.is_empty()
    {
        return Err(Problem::Conflict);
    }
    if roles.len() >= ROLES {
        return Err(Problem::AtCapacity);
    }
    roles.push(role.clone());
    let policy = app.policy.with_roles(&roles);
    let policy = policy.map_err(|_| Problem::Malformed)?;
    policy.check_role(&role).map_err(|_| Problem::Malformed)?;
    let words_of_acts: Vec<&str> = role.acts.iter().map(|act| act.as_str()).collect();
    let row = CustomRole {
        name: role.name.clone(),
        base,
        acts: words_of_acts.join(" "),
        changed_at: app.now(),
    };
    let what = words(format!("tacita role v1\0{name}\0{base}\0{}", row.acts));
    note(app, by, LeafKind::RoleComposed, what, Write::PutRole(row)).await?;
    in_force(app, &policy, &holders).await
}

/// Drops a role that nobody holds.
///
/// # Errors
/// As [`compose`]; [`Problem::Conflict`] while somebody holds it or when there is none.
pub async fn forget(app: &App, by: &SignedInAgent, name: &str) -> Result<(), Problem> {
    may::<acts::DropRole>(app, by).await?;
    let mut roles = read(app.store.custom_roles().await?);
    roles.retain(|own| own.name != name);
    let policy = app.policy.with_roles(&roles);
    let policy = policy.map_err(|_| Problem::Malformed)?;
    let what = words(format!("tacita role v1\0{name}"));
    let write = Write::DropRole(name.to_owned());
    note(app, by, LeafKind::RoleDropped, what, write).await?;
    in_force(app, &policy, &[]).await
}

async fn note(
    app: &App,
    by: &SignedInAgent,
    kind: LeafKind,
    what: [u8; 32],
    write: Write,
) -> Result<(), Problem> {
    let begun = leaf(app, kind, Subject::of(by.agent)).await?;
    let changed = begun
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .of(what);
    app.store.commit(vec![write], vec![changed]).await?;
    Ok(())
}

/// Decides by it from now on, here and on every open screen.
async fn in_force(
    app: &App,
    policy: &tacita_policy::Policy,
    holders: &[tacita_model::AgentId],
) -> Result<(), Problem> {
    app.policy.take_up(policy);
    for holder in holders {
        app.bus.wake(Wake::Duties(*holder));
    }
    for holder in holders {
        revoke::where_not_allowed(app, *holder).await?;
    }
    Ok(())
}
