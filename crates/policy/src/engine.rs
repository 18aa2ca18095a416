//! Cedar behind one question, and the answers it has given: the same question is evaluated once.
//!
//! A question holds every fact that a policy can ask about, so a kept answer is the answer that an
//! evaluation would give. There are few questions (no id is in them): whoever has a hundred rows in
//! the inbox asks the same two. Next: [`crate::ask`], which writes the question down for Cedar.

use crate::act::ActName;
use crate::ask::{Ask, Words};
use crate::decide::Denied;
use crate::facts::Facts;
use crate::heeded::Heeds;
use crate::roles::OwnRole;
use cedar_policy::{Authorizer, Decision, PolicySet, Schema};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

/// Answers that are kept. More questions than that come only from policies about minutes or many
/// teams; then all are forgotten, which costs time and nothing else.
const KEPT: usize = 8192;

/// What Cedar said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Why not; none when it is allowed.
    pub(crate) denied: Option<Denied>,
    /// Ids of the policies that decided, in alphabetical order. None of them when no policy allows it.
    pub(crate) deciding: Vec<Arc<str>>,
    /// Ids of policies that could not be evaluated.
    pub(crate) failed: Vec<Arc<str>>,
}

pub(crate) struct Engine {
    pub(crate) authorizer: Authorizer,
    pub(crate) policies: PolicySet,
    pub(crate) schema: Schema,
    pub(crate) words: Words,
    pub(crate) heeds: Heeds,
    /// Ids of policies that forbid whatever thing and moment it is: they ask about the person alone.
    pub(crate) steady: BTreeSet<String>,
    /// Ids of the installation's own policies.
    pub(crate) own: BTreeSet<String>,
    /// The installation's own files, name and text, as they were read: roles change, these do not.
    pub(crate) files: Vec<(String, String)>,
    /// The roles that the installation composed.
    pub(crate) roles: Vec<OwnRole>,
    pub(crate) kept: RwLock<HashMap<Ask, Arc<Verdict>>>,
    /// What somebody may do in any case, by who asks ([`crate::ever`]).
    pub(crate) ever: RwLock<HashMap<Ask, Arc<BTreeSet<ActName>>>>,
}

impl core::fmt::Debug for Engine {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Engine")
    }
}

impl Engine {
    /// The answer, kept or evaluated.
    pub(crate) fn ask(&self, act: ActName, facts: &Facts) -> Arc<Verdict> {
        let ask = Ask::of(act, facts, self.heeds);
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(verdict) = kept.get(&ask) {
            return Arc::clone(verdict);
        }
        drop(kept);
        let verdict = Arc::new(self.evaluate(&ask));
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(ask, Arc::clone(&verdict));
        verdict
    }

    /// The answer of an evaluation.
    pub(crate) fn evaluate(&self, ask: &Ask) -> Verdict {
        // The act is about another kind of thing or person.
        self.weigh(ask).unwrap_or_else(|| Verdict {
            denied: Some(Denied::NoRule),
            deciding: Vec::new(),
            failed: Vec::new(),
        })
    }

    /// The answer of an evaluation; none to a question that does not fit the schema.
    pub(crate) fn weigh(&self, ask: &Ask) -> Option<Verdict> {
        let (request, entities) = ask.written(&self.words, &self.schema)?;
        let answer = self
            .authorizer
            .is_authorized(&request, &self.policies, &entities);
        let name = |id: &cedar_policy::PolicyId| Arc::from(AsRef::<str>::as_ref(id));
        let mut deciding: Vec<Arc<str>> = answer.diagnostics().reason().map(name).collect();
        deciding.sort();
        let mut failed: Vec<Arc<str>> = answer
            .diagnostics()
            .errors()
            .map(|error| match error {
                cedar_policy::AuthorizationError::PolicyEvaluationError(error) => {
                    name(error.policy_id())
                }
            })
            .collect();
        failed.sort();
        let denied = match answer.decision() {
            _ if !failed.is_empty() => Some(Denied::Failed),
            Decision::Allow if deciding.is_empty() => Some(Denied::Failed),
            Decision::Allow => None,
            Decision::Deny if deciding.is_empty() => Some(Denied::NoRule),
            Decision::Deny => Some(Denied::Forbidden),
        };
        Some(Verdict {
            denied,
            deciding,
            failed,
        })
    }
}
