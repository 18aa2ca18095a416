//! Reads policies and refuses what is not right about them, before anything is decided by them.
//!
//! Strict validation against the schema finds words and types that do not fit; beyond that every
//! policy has an `@id` of its own, and none names one person or one row: who may do what follows
//! from facts, so that the answer can be written down as a table.

use crate::ask::Words;
use crate::engine::Engine;
use crate::heeded::Heeds;
use crate::roles::OwnRole;
use cedar_policy::{Authorizer, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use miette::Diagnostic;
use std::collections::{BTreeMap, HashMap};
use std::sync::RwLock;

/// What policies can speak of.
pub const SCHEMA: &str = include_str!("../../../policies/tacita.cedarschema");

/// The policies that come with the program.
pub const BUILT_IN: &[Source<'static>] = &[
    Source::new(
        "customers.cedar",
        include_str!("../../../policies/customers.cedar"),
    ),
    Source::new(
        "answering.cedar",
        include_str!("../../../policies/answering.cedar"),
    ),
    Source::new(
        "running.cedar",
        include_str!("../../../policies/running.cedar"),
    ),
    Source::new(
        "supervising.cedar",
        include_str!("../../../policies/supervising.cedar"),
    ),
    Source::new(
        "records.cedar",
        include_str!("../../../policies/records.cedar"),
    ),
    Source::new("glass.cedar", include_str!("../../../policies/glass.cedar")),
    Source::new("floor.cedar", include_str!("../../../policies/floor.cedar")),
];

/// Types of entities that stand for whoever asks and whatever is asked about.
const NAMELESS: [&str; 9] = [
    "Customer",
    "Agent",
    "Issuer",
    "Conversation",
    "Device",
    "Queue",
    "Glass",
    "ReviewItem",
    "Tenant",
];

/// A file of policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// What it says.
    pub text: &'a str,
}

impl<'a> Source<'a> {
    /// A file of this name.
    #[must_use]
    pub const fn new(name: &'a str, text: &'a str) -> Self {
        Self { name, text }
    }
}

/// What is wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {what}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct Mistake {
    /// In which file.
    pub file: String,
    /// On which line, from 1, where that is known.
    pub line: Option<usize>,
    /// What.
    pub what: String,
}

/// The name of the file that is made of composed roles, for messages.
pub const ROLES: &str = "roles";

/// The policies that are generated for these roles, as text: for people who want to read them.
///
/// # Errors
/// What is wrong with a role, or that the program's own policies cannot be taken apart.
pub fn generated(roles: &[OwnRole]) -> Result<String, Mistake> {
    let wrong = |what: String| Mistake {
        file: ROLES.to_owned(),
        line: None,
        what,
    };
    for role in roles {
        role.check().map_err(|error| wrong(error.to_string()))?;
    }
    if roles.is_empty() {
        return Ok(String::new());
    }
    let parsed = BUILT_IN.iter().map(|source| {
        let set = source.text.parse::<PolicySet>();
        set.map_err(|error| error.to_string())
    });
    let sets: Vec<PolicySet> = parsed.collect::<Result<_, String>>().map_err(wrong)?;
    let sets: Vec<&PolicySet> = sets.iter().collect();
    crate::roles::text(&sets, roles)
        .ok_or_else(|| wrong("the program's policies cannot be taken apart".to_owned()))
}

/// The program's policies, these, and those of the roles.
pub(crate) fn engine(own: &[Source], roles: &[OwnRole]) -> Result<Engine, Vec<Mistake>> {
    let generated = generated(roles).map_err(|mistake| vec![mistake])?;
    let read = own.iter();
    let read = read.map(|file| (file.name.to_owned(), file.text.to_owned()));
    let read: Vec<(String, String)> = read.collect();
    let mut own = own.to_vec();
    if !generated.is_empty() {
        own.push(Source::new(ROLES, &generated));
    }
    let own = own.as_slice();
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA)
        .map_err(|error| vec![schema_mistake(&error.to_string())])?;
    let mut found = Vec::new();
    let mut mistakes = Vec::new();
    for source in BUILT_IN.iter().chain(own) {
        match source.text.parse::<PolicySet>() {
            Ok(set) => take(source, &set, &mut found, &mut mistakes),
            Err(errors) => mistakes.extend(
                errors
                    .iter()
                    .map(|error| mistake(source, offset(error), error.to_string())),
            ),
        }
    }
    let mut files: BTreeMap<String, Source> = BTreeMap::new();
    let mut policies = PolicySet::new();
    for (source, policy) in found {
        let id = policy.id().to_string();
        if let Some(first) = files.get(&id) {
            let what = format!("the id {id} is taken already, in {}", first.name);
            mistakes.push(mistake(&source, None, what));
        } else if let Err(error) = policies.add(policy) {
            mistakes.push(mistake(&source, None, error.to_string()));
        } else {
            files.insert(id, source);
        }
    }
    let validator = Validator::new(schema.clone());
    let verdict = validator.validate(&policies, ValidationMode::Strict);
    let mut say = |id: &PolicyId, at: Option<usize>, what: String| {
        let id: &str = id.as_ref();
        match files.get(id) {
            Some(source) => mistakes.push(mistake(source, at, what)),
            None => mistakes.push(schema_mistake(&what)),
        }
    };
    for error in verdict.validation_errors() {
        say(error.policy_id(), offset(error), error.to_string());
    }
    // A policy that can never apply is one that its author meant otherwise.
    for warning in verdict.validation_warnings() {
        say(warning.policy_id(), offset(warning), warning.to_string());
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let words = Words::of(&schema).map_err(|what| vec![schema_mistake(&what)])?;
    Ok(Engine {
        authorizer: Authorizer::new(),
        heeds: Heeds::of(policies.policies()),
        steady: crate::ever::steady(policies.policies()),
        own: files
            .into_iter()
            .filter(|(_, source)| own.contains(source))
            .map(|(id, _)| id)
            .collect(),
        policies,
        files: read,
        roles: roles.to_vec(),
        words,
        schema,
        kept: RwLock::new(HashMap::new()),
        ever: RwLock::new(HashMap::new()),
    })
}

fn take<'a>(
    source: &Source<'a>,
    set: &PolicySet,
    found: &mut Vec<(Source<'a>, Policy)>,
    mistakes: &mut Vec<Mistake>,
) {
    if set.num_of_templates() > 0 {
        mistakes.push(mistake(
            source,
            None,
            "templates are not used here".to_owned(),
        ));
    }
    let mut policies: Vec<&Policy> = set.policies().collect();
    // Cedar numbers them policy0, policy1 … in the order of the file.
    policies.sort_by_key(|policy| {
        policy
            .id()
            .to_string()
            .trim_start_matches("policy")
            .parse::<usize>()
            .ok()
    });
    for (number, policy) in policies.into_iter().enumerate() {
        let id = policy.annotation("id").unwrap_or_default();
        let plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if id.is_empty() || id.len() > 64 || !id.chars().all(plain) {
            let number = number.saturating_add(1);
            let what = format!(
                "policy {number} needs an @id(\"…\") of small letters, digits and hyphens, 64 at most: the ledger names policies by it"
            );
            mistakes.push(mistake(source, None, what));
            continue;
        }
        let named = policy.entity_literals();
        let named = named
            .iter()
            .find(|one| NAMELESS.contains(&one.type_name().to_string().as_str()));
        if let Some(one) = named {
            let what = format!(
                "policy {id} names {one}: policies speak of roles, teams and facts, never of one person or one row"
            );
            mistakes.push(mistake(source, None, what));
            continue;
        }
        found.push((*source, policy.new_id(PolicyId::new(id))));
    }
}

fn schema_mistake(what: &str) -> Mistake {
    Mistake {
        file: "tacita.cedarschema".to_owned(),
        line: None,
        what: what.to_owned(),
    }
}

fn mistake(source: &Source, at: Option<usize>, what: String) -> Mistake {
    let before = at.and_then(|at| source.text.as_bytes().get(..at));
    let newlines = before.map(|bytes| bytes.iter().filter(|byte| **byte == b'\n').count());
    Mistake {
        file: source.name.to_owned(),
        line: newlines.map(|count| count.saturating_add(1)),
        what,
    }
}

/// Where in its file something is wrong.
fn offset(error: &dyn Diagnostic) -> Option<usize> {
    error.labels()?.next().map(|label| label.offset())
}
