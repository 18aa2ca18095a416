//! Roles that an installation composes from acts: data, from which policies are generated.
//!
//! Whoever holds such a role may do its acts and nothing else, each under the conditions that the
//! program's own policies put on it for the role's base; the floor stands above all of it. The texts are made from the
//! syntax trees of those policies, so a composed role is never looser than they are, and they go
//! through the same strict validation as an installation's own files. Refuses acts that the floor
//! never lets the base do, and the acts of customers and the issuer. Next: [`crate::load`].

use crate::act::ActName;
use cedar_policy::{Effect, PolicySet};
use core::fmt::Write as _;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tacita_model::Role;

/// Letters of a name at most: ids of policies hold it.
const LONGEST: usize = 24;

/// What everybody keeps whatever role they hold: nobody is cut off from what the ledger says about
/// them, nor from looking after their own devices.
const KEPT: [ActName; 3] = [
    ActName::ReadOwnRecord,
    ActName::SeeDevice,
    ActName::RegisterDevice,
];

/// Acts of customers and of the issuer process.
const OTHERS: [ActName; 6] = [
    ActName::OpenOwnSocket,
    ActName::PostOwn,
    ActName::CloseOwn,
    ActName::ReadOwnReceipt,
    ActName::ListIssuerRequests,
    ActName::AnswerIssuerRequests,
];

/// A role that an installation composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRole {
    /// Its name: small letters, digits and hyphens.
    pub name: String,
    /// The role that its holders have towards customers, credentials and the floor.
    pub base: Role,
    /// What they may do.
    pub acts: BTreeSet<ActName>,
}

/// Why a role is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoleMistake {
    /// The name is not one, or that of a role that comes with the program.
    #[error(
        "{0:?} is no name for a role: small letters, digits and hyphens, 24 at most, and none of the roles that come with the program"
    )]
    Name(String),
    /// Nobody of the desk has this base.
    #[error("{0} is no base for a role of the desk")]
    Base(Role),
    /// There is nothing in it.
    #[error("a role without acts is none")]
    Empty,
    /// The act is none of the desk's, or everybody keeps it anyway.
    #[error("{} is not an act that a role is composed of", .0.as_str())]
    Act(ActName),
    /// Nobody of this base may ever do it.
    #[error("{} is never allowed to anybody whose base is {base}", act.as_str())]
    Floor {
        /// What.
        act: ActName,
        /// Whose.
        base: Role,
    },
}

impl ActName {
    /// Whether roles are composed of this act.
    #[must_use]
    pub fn composable(self) -> bool {
        !KEPT.contains(&self) && !OTHERS.contains(&self)
    }
}

impl OwnRole {
    /// What can be said about it without policies.
    ///
    /// # Errors
    /// [`RoleMistake`].
    pub fn check(&self) -> Result<(), RoleMistake> {
        let letter =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let taken = self.name == "issuer" || self.name.parse::<Role>().is_ok();
        let long = self.name.is_empty() || self.name.len() > LONGEST;
        if long
            || taken
            || !self.name.chars().all(letter)
            || !self.name.starts_with(|l: char| l.is_ascii_lowercase())
        {
            return Err(RoleMistake::Name(self.name.clone()));
        }
        if self.base == Role::Customer {
            return Err(RoleMistake::Base(self.base));
        }
        if self.acts.is_empty() {
            return Err(RoleMistake::Empty);
        }
        match self.acts.iter().find(|act| !act.composable()) {
            Some(act) => Err(RoleMistake::Act(*act)),
            None => Ok(()),
        }
    }
}

/// A permit of the program's for people of the desk.
struct Template {
    acts: Vec<String>,
    resource: Value,
    /// Roles that its conditions name.
    roles: Vec<String>,
    /// Its conditions without that on the role.
    conditions: Vec<Value>,
}

/// The policies of these roles, as a file that [`crate::load`] reads. `None` when a policy of the
/// program is of a form that cannot be taken apart, which a test rules out.
pub(crate) fn text(built_in: &[&PolicySet], roles: &[OwnRole]) -> Option<String> {
    let mut templates = Vec::new();
    for set in built_in {
        for policy in set
            .policies()
            .filter(|policy| policy.effect() == Effect::Permit)
        {
            templates.extend(template(&policy.to_json().ok()?)?);
        }
    }
    let mut out = String::new();
    for role in roles {
        for act in &role.acts {
            let about: Vec<&Template> = templates
                .iter()
                .filter(|one| one.acts.iter().any(|word| word == act.as_str()))
                .collect();
            let base = role.base.as_str();
            let for_base = |one: &&&Template| one.roles.iter().any(|word| word == base);
            let fitting: Vec<&&Template> = about.iter().filter(for_base).collect();
            // An act that the base does not have comes under the conditions of those who have it.
            let chosen: Vec<&&Template> = if fitting.is_empty() {
                about.iter().collect()
            } else {
                fitting
            };
            for (number, template) in chosen.into_iter().enumerate() {
                permit(&mut out, role, *act, number, template)?;
            }
        }
    }
    for act in ActName::ALL.iter().filter(|act| act.composable()) {
        lacks(&mut out, *act, roles).ok()?;
    }
    Some(out)
}

fn permit(
    out: &mut String,
    role: &OwnRole,
    act: ActName,
    number: usize,
    template: &Template,
) -> Option<()> {
    let mut conditions = template.conditions.clone();
    conditions.push(json!({ "kind": "when", "body": { "==": {
        "left": { ".": { "left": { "Var": "principal" }, "attr": "custom_role" } },
        "right": { "Value": role.name },
    }}}));
    let tree = json!({
        "effect": "permit",
        "principal": { "op": "is", "entity_type": "Agent" },
        "action": { "op": "==", "entity": { "type": "Action", "id": act.as_str() } },
        "resource": template.resource,
        "conditions": conditions,
    });
    let policy = cedar_policy::Policy::from_json(None, tree).ok()?;
    let (name, act) = (&role.name, act.as_str());
    let text = policy.to_cedar()?;
    let says = format!("Whoever holds the role {name}: {act}.");
    writeln!(
        out,
        "@id(\"role-{name}-{act}-{number}\")\n@says(\"{says}\")\n{text}\n"
    )
    .ok()
}

/// Whoever holds a role that lacks an act may not do it, whatever their base allows.
fn lacks(out: &mut String, act: ActName, roles: &[OwnRole]) -> core::fmt::Result {
    let word = act.as_str();
    let have: Vec<String> = roles
        .iter()
        .filter(|role| role.acts.contains(&act))
        .map(|role| format!("\"{}\"", role.name))
        .collect();
    let unless = match (have.is_empty(), act) {
        (true, ActName::RevokeDevice) => " unless { resource.own }".to_owned(),
        (true, _) => String::new(),
        (false, ActName::RevokeDevice) => {
            format!(
                " unless {{ [{}].contains(principal.custom_role) || resource.own }}",
                have.join(", ")
            )
        }
        (false, _) => format!(
            " unless {{ [{}].contains(principal.custom_role) }}",
            have.join(", ")
        ),
    };
    writeln!(
        out,
        "@id(\"own-role-lacks-{word}\")\n@says(\"Whoever holds a role of this installation without {word} may not do it.\")\n\
         forbid (principal is Agent, action == Action::\"{word}\", resource)\n\
         when {{ principal.custom_role != \"\" }}{unless};\n"
    )
}

/// Takes a permit apart; nothing for one that is not about people of the desk.
fn template(tree: &Value) -> Option<Option<Template>> {
    let principal = tree.get("principal")?;
    if principal.get("entity_type").and_then(Value::as_str) != Some("Agent") {
        return Some(None);
    }
    let action = tree.get("action")?;
    let id = |entity: &Value| entity.get("id").and_then(Value::as_str).map(str::to_owned);
    let acts = match action.get("op").and_then(Value::as_str)? {
        "==" => vec![id(action.get("entity")?)?],
        "in" => action
            .get("entities")?
            .as_array()?
            .iter()
            .map(id)
            .collect::<Option<_>>()?,
        _ => return None,
    };
    let mut roles = Vec::new();
    let mut conditions = Vec::new();
    for condition in tree.get("conditions")?.as_array()? {
        let body = condition.get("body")?;
        if condition.get("kind").and_then(Value::as_str) != Some("when") {
            if names_role(body) {
                return None;
            }
            conditions.push(condition.clone());
            continue;
        }
        for part in parts(body) {
            if !names_role(part) {
                conditions.push(json!({ "kind": "when", "body": part }));
                continue;
            }
            // Only the two forms that say nothing but which roles.
            if part.get("contains").is_none() && part.get("==").is_none() {
                return None;
            }
            collect(part, &mut roles);
        }
    }
    let resource = tree.get("resource")?.clone();
    Some(Some(Template {
        acts,
        resource,
        roles,
        conditions,
    }))
}

fn parts(body: &Value) -> Vec<&Value> {
    match body.get("&&") {
        Some(pair) => ["left", "right"]
            .into_iter()
            .filter_map(|side| pair.get(side))
            .flat_map(parts)
            .collect(),
        None => vec![body],
    }
}

fn names_role(tree: &Value) -> bool {
    match tree {
        Value::Object(map) => {
            let attribute = map.get(".").and_then(|dot| dot.get("attr"));
            attribute.and_then(Value::as_str) == Some("role") || map.values().any(names_role)
        }
        Value::Array(items) => items.iter().any(names_role),
        _ => false,
    }
}

fn collect(tree: &Value, roles: &mut Vec<String>) {
    match tree {
        Value::Object(map) => {
            if map.get("type").and_then(Value::as_str) == Some("Role")
                && let Some(id) = map.get("id").and_then(Value::as_str)
            {
                roles.push(id.to_owned());
            }
            map.values().for_each(|value| collect(value, roles));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, roles)),
        _ => {}
    }
}
