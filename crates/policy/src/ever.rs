//! What a person may do in any case at all: what their screen offers, and whether a composed role holds
//! an act that nobody of its base can ever be allowed.
//!
//! Asks the policies themselves about every way in which a person and a thing can relate. An answer is
//! no decision and opens nothing: each act is decided when it is done. The freshest proof is taken for
//! granted (whoever lacks one is asked for it); circumstances and the hour are as they are.
//!
//! Practice: D1 (what a role may do is said from the policies that decide it)

use crate::act::ActName;
use crate::ask::{self, About, Ask};
use crate::decide::{Denied, Policy};
use crate::engine::Engine;
use crate::facts::{Circumstances, Facts, Object, Relations, Subject};
use cedar_policy::Effect;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};
use tacita_model::{Timestamp, TypedId};

/// Answers that are kept: one for each role and circumstances that count.
pub(crate) const KEPT: usize = 256;

impl Policy {
    /// Every act that this person may do in some case.
    #[must_use]
    pub fn ever(
        &self,
        who: Subject,
        known: &Circumstances,
        now: Timestamp,
    ) -> Arc<BTreeSet<ActName>> {
        let Some(engine) = self.engine() else {
            return Arc::default();
        };
        let facts = facts(who, known, now, Object::Tenant, Relations::default());
        let key = Ask::of(ActName::ReadOwnRecord, &facts, engine.heeds);
        let kept = engine.ever.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(acts) = kept.get(&key) {
            return Arc::clone(acts);
        }
        drop(kept);
        let all = ActName::ALL.iter().copied();
        let acts: BTreeSet<ActName> = all.filter(|act| engine.ever(*act, &facts)).collect();
        let acts = Arc::new(acts);
        let mut kept = engine.ever.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&acts));
        acts
    }
}

impl Engine {
    /// Whether any case lets this person do it. Answers are not kept: they would push out those that
    /// are asked for with every row.
    fn ever(&self, act: ActName, base: &Facts) -> bool {
        let Some(about) = ask::about(&self.words, &self.schema, act) else {
            return false;
        };
        for (object, relations) in cases(about) {
            for purpose in act.purposes() {
                let facts = Facts {
                    object,
                    purpose: *purpose,
                    relations,
                    ..base.clone()
                };
                // An act of customers, or of the issuer.
                let Some(verdict) = self.weigh(&Ask::of(act, &facts, self.heeds)) else {
                    return false;
                };
                match verdict.denied {
                    None => return true,
                    // No other case would be judged otherwise.
                    Some(Denied::Forbidden)
                        if verdict
                            .deciding
                            .iter()
                            .any(|id| self.steady.contains(&**id)) =>
                    {
                        return false;
                    }
                    Some(_) => {}
                }
            }
        }
        false
    }
}

/// Ids of the policies that forbid by the person and the act alone.
pub(crate) fn steady<'a>(
    policies: impl IntoIterator<Item = &'a cedar_policy::Policy>,
) -> BTreeSet<String> {
    let forbids = policies
        .into_iter()
        .filter(|policy| policy.effect() == Effect::Forbid);
    let steady = forbids.filter(|policy| {
        let tree = policy.to_json().ok();
        let conditions = tree.as_ref().and_then(|tree| tree.get("conditions"));
        conditions.is_some_and(|conditions| !asks_further(conditions))
    });
    steady
        .map(|policy| AsRef::<str>::as_ref(policy.id()).to_owned())
        .collect()
}

fn asks_further(tree: &Value) -> bool {
    match tree {
        Value::Object(map) => map.iter().any(|(key, value)| match key.as_str() {
            "Var" => value.as_str() != Some("principal"),
            _ => asks_further(value),
        }),
        Value::Array(items) => items.iter().any(asks_further),
        _ => false,
    }
}

fn facts(
    who: Subject,
    known: &Circumstances,
    now: Timestamp,
    object: Object,
    relations: Relations,
) -> Facts {
    Facts {
        tenant: TypedId::from_bytes([1; 16]),
        subject: who,
        object,
        purpose: tacita_model::Purpose::AnswerChat,
        relations,
        circumstances: Circumstances {
            proven_at: Some(now),
            ..known.clone()
        },
        now,
        valid_until: now.plus_seconds(1),
    }
}

/// Every way in which a person and such a thing can relate, the likely ones first. Where somebody is
/// assigned a chat does not wait, and one that waits is not closed.
fn cases(about: About) -> impl Iterator<Item = (Object, Relations)> {
    let object = match about {
        About::Conversation => Object::Conversation(TypedId::from_bytes([1; 16])),
        About::Device => Object::Device(TypedId::from_bytes([1; 16])),
        About::Queue => Object::Queue(TypedId::from_bytes([1; 16])),
        About::Glass => Object::Glass(TypedId::from_bytes([1; 16])),
        About::ReviewItem => Object::ReviewItem(TypedId::from_bytes([1; 16])),
        About::Tenant => Object::Tenant,
    };
    let (facts, likely): (u8, &[u8]) = match about {
        About::Conversation => (6, &[0b00_0111, 0b00_1100, 0b00_0100, 0b00_0010, 0b10_0000]),
        About::Glass => (4, &[0b1110, 0b0001]),
        About::ReviewItem => (2, &[0b11]),
        About::Device => (1, &[0b1]),
        About::Queue | About::Tenant => (0, &[]),
    };
    likely
        .iter()
        .copied()
        .chain(0..1_u8 << facts)
        .filter_map(move |bits| {
            let has = |bit: u8| bits & (1 << bit) != 0;
            let mut relations = Relations {
                authenticated: true,
                ..Relations::default()
            };
            match about {
                About::Conversation => {
                    relations.assigned = has(0);
                    relations.member = has(1);
                    relations.serves_queue = has(2);
                    relations.waiting = has(3);
                    relations.closed = has(4);
                    relations.opened = has(5);
                }
                About::Glass => {
                    relations.asked = has(0);
                    relations.other_person = has(1);
                    relations.other_device = has(2);
                    relations.uninvolved = has(3);
                }
                About::ReviewItem => {
                    relations.reviewer = has(0);
                    relations.other_person = has(1);
                }
                About::Device => relations.owns_device = has(0),
                About::Queue | About::Tenant => {}
            }
            let odd = relations.waiting && (relations.assigned || relations.closed);
            (!odd).then_some((object, relations))
        })
}
