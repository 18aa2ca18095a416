//! People as the directory keeps them (`/scim/v2/Users`).
//!
//! Kept is what the desk needs: sign-in name, display name, whether they are active, and the
//! directory's own id. Everything else that a provider sends is read over. Refuses the names of
//! accounts that the directory did not make. Next: [`super::standing`].

use super::answer::{Refused, meta, version};
use super::patch::{Change, truth};
use super::standing;
use crate::app::App;
use crate::config::Config;
use crate::context::Author;
use crate::features::leaves::leaf;
use scim_v2::models::user::User;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, Role};
use tacita_store::rows::{Agent, DirectoryGroup, DirectoryMember, DirectoryPerson};
use tacita_store::{StoreError, Write};

/// Longest text of an attribute that is kept.
const LONGEST: usize = 200;
/// Chats at once of an account that is made.
const CAPACITY: u32 = 5;

/// Everything that the directory keeps here.
#[derive(Debug)]
pub struct Kept {
    agents: BTreeMap<AgentId, Agent>,
    people: BTreeMap<AgentId, DirectoryPerson>,
    pub(super) groups: Vec<DirectoryGroup>,
    pub(super) members: Vec<DirectoryMember>,
}

impl Kept {
    /// Reads it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn read(app: &App) -> Result<Self, StoreError> {
        let agents = app.store.agents().await?.into_iter();
        let people = app.store.directory_people().await?.into_iter();
        Ok(Self {
            agents: agents.map(|row| (row.id, row)).collect(),
            people: people.map(|row| (row.agent, row)).collect(),
            groups: app.store.directory_groups().await?,
            members: app.store.directory_members().await?,
        })
    }

    /// A person whom the directory made.
    #[must_use]
    pub fn one(&self, id: AgentId) -> Option<(&Agent, &DirectoryPerson)> {
        Some((self.agents.get(&id)?, self.people.get(&id)?))
    }

    /// The groups of a person.
    pub fn groups_of(&self, id: AgentId) -> impl Iterator<Item = &DirectoryGroup> {
        let theirs = move |group: &&DirectoryGroup| {
            let mut members = self.members.iter();
            members.any(|row| row.agent == id && row.directory_group == group.id)
        };
        self.groups.iter().filter(theirs)
    }

    /// The resource of a person.
    #[must_use]
    pub fn show(&self, app: &App, id: AgentId) -> Option<Value> {
        let (agent, person) = self.one(id)?;
        let groups: Vec<Value> = self.groups_of(id).map(|group| {
            json!({ "value": hex(&group.id), "display": group.name, "$ref": address(app, "Groups", &hex(&group.id)) })
        }).collect();
        let location = address(app, "Users", &id.to_string());
        let mut shown = json!({
            "schemas": [scim_v2::schema_urns::USER],
            "id": id.to_string(),
            "userName": agent.name,
            "displayName": agent.display_name,
            "active": person.active,
            "groups": groups,
            "meta": meta("User", &location, agent.created_at.0, person.changed_at.0, person.revision),
        });
        if let (Some(external_id), Some(shown)) = (&person.external_id, shown.as_object_mut()) {
            shown.insert("externalId".to_owned(), json!(external_id));
        }
        Some(shown)
    }

    /// Everybody.
    #[must_use]
    pub fn all(&self, app: &App) -> Vec<Value> {
        let mut people: Vec<&Agent> = self
            .people
            .keys()
            .filter_map(|id| self.agents.get(id))
            .collect();
        people.sort_by_key(|row| (row.created_at, row.id));
        people
            .iter()
            .filter_map(|row| self.show(app, row.id))
            .collect()
    }
}

/// The address of a resource.
#[must_use]
pub fn address(app: &App, kind: &str, id: &str) -> String {
    format!(
        "{}/scim/v2/{kind}/{id}",
        Config::origin(&app.config.console_host)
    )
}

/// Bytes as the ids of groups.
#[must_use]
pub fn hex(bytes: &[u8; 16]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a person is to be.
#[derive(Debug, Default)]
pub struct Wanted {
    user_name: Option<String>,
    display_name: Option<String>,
    external_id: Option<Option<String>>,
    active: Option<bool>,
}

fn text(value: &str) -> Result<String, Refused> {
    let value = value.trim();
    let fits = (1..=LONGEST).contains(&value.chars().count());
    if fits && !value.contains(char::is_control) {
        Ok(value.to_owned())
    } else {
        Err(Refused::Value)
    }
}

impl Wanted {
    /// From a whole resource.
    ///
    /// # Errors
    /// [`Refused::Syntax`], [`Refused::Value`].
    pub fn read(body: &[u8]) -> Result<Self, Refused> {
        let user: User = serde_json::from_slice(body).map_err(|_| Refused::Syntax)?;
        let user_name = text(&user.user_name)?;
        let said = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
        let name = user.name.into_option();
        let parts = name.map(|name| {
            let whole = said(name.formatted.into_option());
            let given = name.given_name.into_option().unwrap_or_default();
            let family = name.family_name.into_option().unwrap_or_default();
            whole.or_else(|| said(Some(format!("{given} {family}"))))
        });
        let shown = said(user.display_name.into_option()).or_else(|| parts.flatten());
        let display_name = text(&shown.unwrap_or_else(|| user_name.clone()))?;
        let external_id = user.external_id.into_option();
        Ok(Self {
            user_name: Some(user_name),
            display_name: Some(display_name),
            external_id: Some(external_id.map(|id| text(&id)).transpose()?),
            active: Some(user.active.into_option().unwrap_or(true)),
        })
    }

    /// From the changes of a patch.
    ///
    /// # Errors
    /// [`Refused::Value`].
    pub fn patched(changes: Vec<Change>) -> Result<Self, Refused> {
        let mut wanted = Self::default();
        for change in changes {
            let Change::Set(name, value) = change else {
                continue;
            };
            let said = || value.as_str().ok_or(Refused::Value).and_then(text);
            match name.to_ascii_lowercase().as_str() {
                "active" => wanted.active = Some(truth(&value).ok_or(Refused::Value)?),
                "username" => wanted.user_name = Some(said()?),
                "displayname" | "name.formatted" => wanted.display_name = Some(said()?),
                "externalid" if value.is_null() => wanted.external_id = Some(None),
                "externalid" => wanted.external_id = Some(Some(said()?)),
                // Addresses, phones, titles: not kept here.
                _ => {}
            }
        }
        Ok(wanted)
    }
}

/// Makes a person. Until a group of theirs has a role they are suspended.
///
/// # Errors
/// [`Refused::Taken`], the store's.
pub async fn make(app: &App, by: Author, wanted: Wanted) -> Result<AgentId, Refused> {
    let name = wanted.user_name.ok_or(Refused::Value)?;
    free(app, &name, None).await?;
    let now = app.now();
    let agent = Agent {
        id: app.draw_id(),
        tenant: app.organisation.tenant,
        display_name: wanted.display_name.unwrap_or_else(|| name.clone()),
        name,
        // Says nothing while the account is suspended; the first group with a role decides.
        role: Role::Agent,
        password_hash: String::new(),
        capacity: CAPACITY,
        created_at: now,
        disabled_at: Some(now),
    };
    let id = agent.id;
    let person = DirectoryPerson {
        agent: id,
        external_id: wanted.external_id.flatten(),
        active: wanted.active.unwrap_or(true),
        revision: 1,
        changed_at: now,
    };
    let made = leaf(app, LeafKind::AccountMade, by.subject).await?;
    let leaves = vec![made.in_request(by.request).about(id)];
    let writes = vec![Write::PutAgent(agent), Write::PutDirectoryPerson(person)];
    app.store.commit(writes, leaves).await?;
    standing::apply(app, by, id).await?;
    Ok(id)
}

async fn free(app: &App, name: &str, own: Option<AgentId>) -> Result<(), Refused> {
    // As RFC 7643 section 4.1.1 wants it: whatever the case.
    let wanted = name.to_lowercase();
    let mut agents = app.store.agents().await?.into_iter();
    if agents.any(|row| row.name.to_lowercase() == wanted && Some(row.id) != own) {
        return Err(Refused::Taken);
    }
    Ok(())
}

/// Changes a person.
///
/// # Errors
/// [`Refused`].
pub async fn change(
    app: &App,
    by: Author,
    id: AgentId,
    if_match: Option<&str>,
    wanted: Wanted,
) -> Result<(), Refused> {
    let kept = Kept::read(app).await?;
    let (agent, person) = kept.one(id).ok_or(Refused::NotFound)?;
    if if_match.is_some_and(|wanted| wanted != "*" && wanted != version(person.revision)) {
        return Err(Refused::Changed);
    }
    let (mut agent, mut person) = (agent.clone(), person.clone());
    if let Some(name) = wanted.user_name {
        free(app, &name, Some(id)).await?;
        agent.name = name;
    }
    if let Some(display_name) = wanted.display_name {
        agent.display_name = display_name;
    }
    if let Some(external_id) = wanted.external_id {
        person.external_id = external_id;
    }
    person.active = wanted.active.unwrap_or(person.active);
    person.revision = person.revision.saturating_add(1);
    person.changed_at = app.now();
    let changed = leaf(app, LeafKind::DirectoryChanged, by.subject).await?;
    let leaves = vec![changed.in_request(by.request).about(id)];
    let writes = vec![Write::PutAgent(agent), Write::PutDirectoryPerson(person)];
    app.store.commit(writes, leaves).await?;
    standing::apply(app, by, id).await?;
    Ok(())
}

/// The directory gives a person up: suspended at once, and their name is free again.
///
/// # Errors
/// [`Refused`].
pub async fn give_up(
    app: &App,
    by: Author,
    id: AgentId,
    if_match: Option<&str>,
) -> Result<(), Refused> {
    let off = Wanted {
        active: Some(false),
        ..Wanted::default()
    };
    change(app, by, id, if_match, off).await?;
    let agent = app.store.agent(id).await?;
    let mut agent = agent.ok_or(Refused::NotFound)?;
    agent.name = format!("{} {id}", agent.name);
    let writes = vec![
        Write::PutAgent(agent),
        Write::DropIdentitiesOf(id),
        Write::DropDirectoryPerson(id),
        // Whom the directory gave up does not rest: nobody revives them.
        Write::DropSuspension(id),
    ];
    let changed = leaf(app, LeafKind::DirectoryChanged, by.subject).await?;
    let leaves = vec![changed.in_request(by.request).about(id)];
    app.store.commit(writes, leaves).await?;
    Ok(())
}
