//! Groups as the directory keeps them (`/scim/v2/Groups`).
//!
//! A group has a name, which the configuration may give a role and teams, and people whom the
//! directory made. A change takes effect on everybody in it at once. Refuses groups within groups.
//! Next: [`super::standing`].

use super::answer::{Refused, meta, version};
use super::patch::Change;
use super::people::{Kept, address, hex};
use super::standing;
use crate::app::App;
use crate::context::Author;
use crate::features::leaves::{leaf, words};
use scim_v2::models::group::Group;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tacita_ledger::LeafKind;
use tacita_model::AgentId;
use tacita_store::Write;
use tacita_store::rows::{DirectoryGroup, DirectoryMember};

/// Longest text of an attribute that is kept.
const LONGEST: usize = 200;

/// What a group is to be.
#[derive(Debug, Default)]
pub struct Wanted {
    name: Option<String>,
    external_id: Option<Option<String>>,
    members: Option<BTreeSet<AgentId>>,
}

fn text(value: &str) -> Result<String, Refused> {
    let value = value.trim();
    let fits = (1..=LONGEST).contains(&value.chars().count());
    if fits {
        Ok(value.to_owned())
    } else {
        Err(Refused::Value)
    }
}

fn person(value: &Value) -> Result<AgentId, Refused> {
    let id = value.get("value").and_then(Value::as_str);
    id.and_then(|id| id.parse().ok()).ok_or(Refused::Value)
}

fn people(values: &[Value]) -> Result<BTreeSet<AgentId>, Refused> {
    values.iter().map(person).collect()
}

impl Wanted {
    /// From a whole resource.
    ///
    /// # Errors
    /// [`Refused::Syntax`], [`Refused::Value`].
    pub fn read(body: &[u8]) -> Result<Self, Refused> {
        let group: Group = serde_json::from_slice(body).map_err(|_| Refused::Syntax)?;
        let members = group.members.into_option().unwrap_or_default();
        let ids = members.into_iter().map(|member| {
            let id = member.value.and_then(|id| id.parse().ok());
            id.ok_or(Refused::Value)
        });
        let external_id = group.external_id.into_option();
        Ok(Self {
            name: Some(text(&group.display_name)?),
            external_id: Some(external_id.map(|id| text(&id)).transpose()?),
            members: Some(ids.collect::<Result<_, _>>()?),
        })
    }

    /// From the changes of a patch, over who is in it now.
    ///
    /// # Errors
    /// [`Refused::Value`], [`Refused::Path`].
    pub fn patched(changes: Vec<Change>, before: BTreeSet<AgentId>) -> Result<Self, Refused> {
        let mut wanted = Self::default();
        let mut members = before;
        let is_members = |name: &str| name.eq_ignore_ascii_case("members");
        for change in changes {
            match change {
                Change::Add(name, values) if is_members(&name) => members.extend(people(&values)?),
                Change::Remove(name, None) if is_members(&name) => members.clear(),
                Change::Remove(name, Some(values)) if is_members(&name) => {
                    for gone in people(&values)? {
                        members.remove(&gone);
                    }
                }
                Change::Set(name, Value::Array(values)) if is_members(&name) => {
                    members = people(&values)?;
                }
                Change::Set(name, value) => {
                    let said = || value.as_str().ok_or(Refused::Value).and_then(text);
                    match name.to_ascii_lowercase().as_str() {
                        "displayname" => wanted.name = Some(said()?),
                        "externalid" if value.is_null() => wanted.external_id = Some(None),
                        "externalid" => wanted.external_id = Some(Some(said()?)),
                        _ => {}
                    }
                }
                Change::Add(..) | Change::Remove(..) => return Err(Refused::Path),
            }
        }
        wanted.members = Some(members);
        Ok(wanted)
    }
}

impl Kept {
    /// Who is in a group.
    #[must_use]
    pub fn members_of(&self, id: [u8; 16]) -> BTreeSet<AgentId> {
        let rows = self.members.iter().filter(|row| row.directory_group == id);
        rows.map(|row| row.agent).collect()
    }

    /// A group by its id as SCIM says it.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<&DirectoryGroup> {
        self.groups.iter().find(|group| hex(&group.id) == id)
    }

    /// The resource of a group.
    #[must_use]
    pub fn show_group(&self, app: &App, group: &DirectoryGroup) -> Value {
        let members: Vec<Value> = self
            .members_of(group.id)
            .into_iter()
            .filter_map(|id| {
                let (agent, _) = self.one(id)?;
                let at = address(app, "Users", &id.to_string());
                Some(json!({ "value": id.to_string(), "display": agent.display_name, "type": "User", "$ref": at }))
            })
            .collect();
        let id = hex(&group.id);
        let location = address(app, "Groups", &id);
        let mut shown = json!({
            "schemas": [scim_v2::schema_urns::GROUP],
            "id": id,
            "displayName": group.name,
            "members": members,
            "meta": meta("Group", &location, group.made_at.0, group.changed_at.0, group.revision),
        });
        if let (Some(external_id), Some(shown)) = (&group.external_id, shown.as_object_mut()) {
            shown.insert("externalId".to_owned(), json!(external_id));
        }
        shown
    }
}

/// Makes a group.
///
/// # Errors
/// [`Refused::Taken`], [`Refused::Value`] for somebody in it whom the directory did not make.
pub async fn make(app: &App, by: Author, wanted: Wanted) -> Result<String, Refused> {
    let now = app.now();
    let group = DirectoryGroup {
        id: app.draw(),
        name: wanted.name.clone().ok_or(Refused::Value)?,
        external_id: None,
        revision: 0,
        made_at: now,
        changed_at: now,
    };
    let id = hex(&group.id);
    put(app, by, group, BTreeSet::new(), wanted).await?;
    Ok(id)
}

/// Changes a group.
///
/// # Errors
/// [`Refused`].
pub async fn change(
    app: &App,
    by: Author,
    id: &str,
    if_match: Option<&str>,
    read: impl FnOnce(BTreeSet<AgentId>) -> Result<Wanted, Refused>,
) -> Result<(), Refused> {
    let kept = Kept::read(app).await?;
    let group = kept.group(id).ok_or(Refused::NotFound)?;
    if if_match.is_some_and(|wanted| wanted != "*" && wanted != version(group.revision)) {
        return Err(Refused::Changed);
    }
    let before = kept.members_of(group.id);
    let wanted = read(before.clone())?;
    put(app, by, group.clone(), before, wanted).await
}

async fn put(
    app: &App,
    by: Author,
    mut group: DirectoryGroup,
    before: BTreeSet<AgentId>,
    wanted: Wanted,
) -> Result<(), Refused> {
    let kept = Kept::read(app).await?;
    if let Some(name) = wanted.name {
        let mut others = kept.groups.iter().filter(|other| other.id != group.id);
        if others.any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            return Err(Refused::Taken);
        }
        group.name = name;
    }
    if let Some(external_id) = wanted.external_id {
        group.external_id = external_id;
    }
    let after = wanted.members.unwrap_or_else(|| before.clone());
    if after.iter().any(|id| kept.one(*id).is_none()) {
        return Err(Refused::Value);
    }
    group.revision = group.revision.saturating_add(1);
    group.changed_at = app.now();
    let member = |agent: &AgentId| DirectoryMember {
        directory_group: group.id,
        agent: *agent,
    };
    let mut writes = vec![Write::PutDirectoryGroup(group.clone())];
    writes.extend(
        after
            .difference(&before)
            .map(member)
            .map(Write::JoinDirectoryGroup),
    );
    writes.extend(
        before
            .difference(&after)
            .map(member)
            .map(Write::LeaveDirectoryGroup),
    );
    commit(app, by, &group.id, writes).await?;
    for id in before.union(&after) {
        standing::apply(app, by, *id).await?;
    }
    Ok(())
}

/// Takes a group away; its people lose what it gave them.
///
/// # Errors
/// [`Refused`].
pub async fn remove(
    app: &App,
    by: Author,
    id: &str,
    if_match: Option<&str>,
) -> Result<(), Refused> {
    let kept = Kept::read(app).await?;
    let group = kept.group(id).ok_or(Refused::NotFound)?;
    if if_match.is_some_and(|wanted| wanted != "*" && wanted != version(group.revision)) {
        return Err(Refused::Changed);
    }
    commit(
        app,
        by,
        &group.id,
        vec![Write::DropDirectoryGroup(group.id)],
    )
    .await?;
    for id in kept.members_of(group.id) {
        standing::apply(app, by, id).await?;
    }
    Ok(())
}

async fn commit(app: &App, by: Author, id: &[u8; 16], writes: Vec<Write>) -> Result<(), Refused> {
    let changed = leaf(app, LeafKind::DirectoryChanged, by.subject).await?;
    let changed = changed.in_request(by.request).of(words(hex(id)));
    app.store.commit(writes, vec![changed]).await?;
    Ok(())
}
