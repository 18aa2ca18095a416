//! "Why was this refused?" Names the policy that decided, or the policies that come nearest with
//! the conditions of theirs that do not hold.
//!
//! Conditions are evaluated one by one against the same facts, from the policies' own syntax trees:
//! what stands here cannot say something else than what decides.
//!
//! Practice: D2 (a decision can be explained)

use crate::act::ActName;
use crate::ask::Ask;
use crate::decide::{Denied, Policy, before};
use crate::engine::Engine;
use crate::facts::Facts;
use cedar_policy::{Decision, Effect, Entities, PolicyId, PolicySet, Request};
use serde_json::{Value, json};
use std::sync::Arc;

/// The annotation with a sentence for people.
const SAYS: &str = "says";

/// A policy by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What its author says of it (`@says`), if anything.
    pub says: Option<String>,
    /// It is the installation's own, not the program's.
    pub own: bool,
}

/// A policy that would allow the act if more were true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Which.
    pub policy: Named,
    /// Its conditions that do not hold, as they stand in the policy.
    pub missing: Vec<String>,
}

/// Why somebody may or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Why not; none when it is allowed.
    pub denied: Option<Denied>,
    /// The policies that decided: those that allow it, or those that forbid it.
    pub deciding: Vec<Named>,
    /// When no policy allows it: those that come nearest, fewest missing conditions first.
    pub near: Vec<Near>,
    /// Policies that could not be evaluated.
    pub failed: Vec<String>,
}

impl Explanation {
    /// The id of the policy that decided; none when no policy allows it.
    #[must_use]
    pub fn policy(&self) -> Option<&str> {
        self.deciding.first().map(|named| named.id.as_str())
    }
}

pub(crate) fn explain(policy: &Policy, act: ActName, facts: &Facts) -> Explanation {
    let nothing = |denied| Explanation {
        denied: Some(denied),
        deciding: Vec::new(),
        near: Vec::new(),
        failed: Vec::new(),
    };
    if let Err(denied) = before(act, facts) {
        return nothing(denied);
    }
    let Some(engine) = policy.engine() else {
        // Rules that did not load.
        return nothing(Denied::Failed);
    };
    let engine = engine.as_ref();
    let ask = Ask::of(act, facts, engine.heeds);
    let verdict = engine.evaluate(&ask);
    let deciding = verdict.deciding.iter().map(|id| named(engine, id));
    let near = match (verdict.denied, ask.written(&engine.words, &engine.schema)) {
        (Some(Denied::NoRule), Some((request, entities))) => near(engine, &request, &entities),
        _ => Vec::new(),
    };
    Explanation {
        denied: verdict.denied,
        deciding: deciding.collect(),
        near,
        failed: verdict.failed.iter().map(ToString::to_string).collect(),
    }
}

impl Engine {
    /// Every policy in force.
    pub(crate) fn named(&self) -> Vec<Named> {
        let ids = self.policies.policies();
        let ids = ids.map(|policy| Arc::from(AsRef::<str>::as_ref(policy.id())));
        ids.map(|id| named(self, &id)).collect()
    }
}

fn named(engine: &Engine, id: &Arc<str>) -> Named {
    let says = engine.policies.annotation(&PolicyId::new(id), SAYS);
    Named {
        id: id.to_string(),
        says: says.map(ToOwned::to_owned),
        own: engine.own.contains(id.as_ref()),
    }
}

fn near(engine: &Engine, request: &Request, entities: &Entities) -> Vec<Near> {
    let mut near = Vec::new();
    for policy in engine.policies.policies() {
        let Ok(tree) = policy.to_json() else { continue };
        if policy.effect() != Effect::Permit {
            continue;
        }
        // Is it about this act at all?
        let mut scope = tree.clone();
        if let Some(conditions) = scope.get_mut("conditions") {
            *conditions = json!([]);
        }
        if holds(engine, scope, request, entities).0 != Some(true) {
            continue;
        }
        let conditions = tree.get("conditions").and_then(Value::as_array);
        let mut missing = Vec::new();
        for condition in conditions.into_iter().flatten() {
            let kind = condition
                .get("kind")
                .and_then(Value::as_str)
                .unwrap_or("when");
            let Some(body) = condition.get("body") else {
                continue;
            };
            for part in parts(kind, body) {
                let bare = json!({
                    "effect": "permit",
                    "principal": { "op": "All" },
                    "action": { "op": "All" },
                    "resource": { "op": "All" },
                    "conditions": [{ "kind": kind, "body": part }],
                });
                let (truth, text) = holds(engine, bare, request, entities);
                if truth != Some(true) {
                    missing.push(text);
                }
            }
        }
        let id: Arc<str> = Arc::from(AsRef::<str>::as_ref(policy.id()));
        let policy = named(engine, &id);
        near.push(Near { policy, missing });
    }
    near.sort_by(|one, other| {
        let order = one.missing.len().cmp(&other.missing.len());
        order.then_with(|| one.policy.id.cmp(&other.policy.id))
    });
    near
}

/// The conditions of one clause: `when { a && b }` asks for two things, `unless { a || b }` too.
fn parts<'a>(kind: &str, body: &'a Value) -> Vec<&'a Value> {
    let both = if kind == "unless" { "||" } else { "&&" };
    match body.get(both) {
        Some(pair) => ["left", "right"]
            .into_iter()
            .filter_map(|side| pair.get(side))
            .flat_map(|side| parts(kind, side))
            .collect(),
        None => vec![body],
    }
}

/// Whether a policy of this tree applies, and its condition as text.
fn holds(
    engine: &Engine,
    tree: Value,
    request: &Request,
    entities: &Entities,
) -> (Option<bool>, String) {
    let Ok(policy) = cedar_policy::Policy::from_json(None, tree) else {
        return (None, String::new());
    };
    let text = policy.to_cedar().unwrap_or_default();
    let text = text.split_once('{').map_or("", |(_, rest)| rest);
    let text = text.rsplit_once('}').map_or("", |(condition, _)| condition);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = if policy.to_json().is_ok_and(|tree| unless(&tree)) {
        format!("not {text}")
    } else {
        text
    };
    let Ok(set) = PolicySet::from_policies([policy]) else {
        return (None, text);
    };
    let answer = engine.authorizer.is_authorized(request, &set, entities);
    if answer.diagnostics().errors().next().is_some() {
        return (None, text);
    }
    (Some(answer.decision() == Decision::Allow), text)
}

fn unless(tree: &Value) -> bool {
    tree.pointer("/conditions/0/kind").and_then(Value::as_str) == Some("unless")
}
