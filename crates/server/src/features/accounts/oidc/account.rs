//! The account of somebody whom the provider vouches for: found by issuer and subject, or made.
//!
//! An account that somebody made here with a password is never taken over by a name or an address that
//! happens to be the same: that is [`Refusal::NameTaken`]. What the directory says the person does here
//! is applied before they get in. Next: [`crate::features::duties::settle`].

use super::Refusal;
use super::provider::Proven;
use crate::app::App;
use crate::context::Author;
use crate::edge::errors::Problem;
use crate::features::accounts::groups::Meaning;
use crate::features::duties::settle;
use crate::features::leaves::leaf;
use serde_json::Value;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, RequestId};
use tacita_store::rows::{Agent, Identity, TeamMember};
use tacita_store::{StoreError, Write};

/// Longest name of a person.
const LONGEST_NAME: usize = 80;
/// Chats at once of an account that is made.
pub const CAPACITY: u32 = 5;

/// The account, with the role and teams that the person has now.
pub(super) async fn of(
    app: &App,
    proven: &Proven,
    means: Option<Meaning>,
    request: RequestId,
) -> Result<Agent, Refusal> {
    let issuer = &app.config.oidc.issuer;
    let known = app.store.identity(issuer, &proven.subject).await?;
    let id = match known {
        Some(known) => known.agent,
        None => match kept_by_directory(app, proven, request).await? {
            Some(agent) => agent,
            None => return made(app, proven, &means.ok_or(Refusal::NoRole)?, request).await,
        },
    };
    let agent = app.store.agent(id).await?.ok_or(Refusal::Closed)?;
    if agent.disabled_at.is_some() || agent.tenant != app.organisation.tenant {
        return Err(Refusal::Closed);
    }
    // Whom the directory keeps does what it says, and is suspended when it says so.
    if app.store.directory_person(id).await?.is_some() {
        return Ok(agent);
    }
    let means = means.ok_or(Refusal::NoRole)?;
    let author = Author {
        subject: Subject::SERVER,
        request,
    };
    settle::settle(app, author, agent, &means)
        .await
        .map_err(|problem| match problem {
            Problem::Conflict => Refusal::Store(StoreError::Conflict("agent")),
            _ => Refusal::Unreachable,
        })?;
    app.store.agent(id).await?.ok_or(Refusal::Closed)
}

/// The account that the organisation's directory keeps for this person and that nobody has used yet.
async fn kept_by_directory(
    app: &App,
    proven: &Proven,
    request: RequestId,
) -> Result<Option<AgentId>, Refusal> {
    let claim = proven.claims.get(&app.config.oidc.directory_claim);
    let Some(external_id) = claim.and_then(Value::as_str) else {
        return Ok(None);
    };
    let found = app
        .store
        .directory_person_by_external_id(external_id)
        .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let begun = leaf(app, LeafKind::IdentityLinked, Subject::SERVER).await?;
    let linked = begun.in_request(request).about(found.agent);
    let write = Write::LinkIdentity(link(app, &proven.subject, found.agent));
    app.store.commit(vec![write], vec![linked]).await?;
    Ok(Some(found.agent))
}

async fn made(
    app: &App,
    proven: &Proven,
    means: &Meaning,
    request: RequestId,
) -> Result<Agent, Refusal> {
    let text = |claim: &str| {
        let text = proven.claims.get(claim).and_then(Value::as_str);
        text.map(str::trim).filter(|text| {
            (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.contains(char::is_control)
        })
    };
    let name = text(&app.config.oidc.name_claim).or_else(|| text("sub"));
    let name = name.ok_or(Refusal::Token)?.to_owned();
    if app.store.agent_by_name(&name).await?.is_some() {
        return Err(Refusal::NameTaken);
    }
    let agent = Agent {
        id: app.draw_id(),
        tenant: app.organisation.tenant,
        display_name: text("name").unwrap_or(&name).to_owned(),
        name,
        role: means.role,
        password_hash: String::new(),
        capacity: CAPACITY,
        created_at: app.now(),
        disabled_at: None,
    };
    let mut leaves = Vec::new();
    for kind in [LeafKind::AccountMade, LeafKind::IdentityLinked] {
        let begun = leaf(app, kind, Subject::SERVER).await?;
        leaves.push(begun.in_request(request).about(agent.id));
    }
    let mut writes = vec![
        Write::PutAgent(agent.clone()),
        Write::LinkIdentity(link(app, &proven.subject, agent.id)),
    ];
    writes.extend(means.teams.iter().map(|team| {
        Write::JoinTeam(TeamMember {
            team: *team,
            agent: agent.id,
        })
    }));
    match app.store.commit(writes, leaves).await {
        Err(StoreError::Conflict("agent")) => Err(Refusal::NameTaken),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(agent),
    }
}

fn link(app: &App, subject: &str, agent: AgentId) -> Identity {
    Identity {
        issuer: app.config.oidc.issuer.clone(),
        subject: subject.to_owned(),
        agent,
        linked_at: app.now(),
    }
}
