//! The one question of this crate: may they? Cedar answers it ([`crate::engine`]); what is asked
//! before Cedar is asked no policy can lift.
//!
//! Refused before any policy: nobody signed in, a purpose that does not fit the act, facts that have
//! ended. Everything else is denied unless a policy allows it, and denied when any policy cannot be
//! evaluated, since the one that failed might have been the one that forbids.
//!
//! Practice: D2 (decisions from purpose, relation and circumstances, by policies that are data)

use crate::act::{Act, ActName};
use crate::allowed::Allowed;
use crate::ask::About;
use crate::engine::{Engine, Verdict};
use crate::explain::{Explanation, Named};
use crate::facts::Facts;
use crate::load::{self, Mistake, Source};
use std::sync::{Arc, OnceLock};
use tacita_model::Timestamp;

/// A decision lives this long at most; whoever needs longer decides again with fresh facts.
const DECISION_SECONDS: i64 = 900;

/// Why not. One word each, safe for logs and the ledger; the answer to the outside is one refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The sign-in or the socket's proof is missing or over.
    #[error("nobody is signed in")]
    NotAuthenticated,
    /// The purpose does not fit the act.
    #[error("the purpose does not fit the act")]
    Purpose,
    /// The validity handed in is already over.
    #[error("the facts have ended")]
    Ended,
    /// No rule allows it.
    #[error("no policy allows it")]
    NoRule,
    /// A rule forbids it, whatever others allow.
    #[error("a policy forbids it")]
    Forbidden,
    /// A policy could not be evaluated, or the facts do not fit the schema.
    #[error("a policy could not be evaluated")]
    Failed,
}

impl Denied {
    /// One word, for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAuthenticated => "not-signed-in",
            Self::Purpose => "purpose",
            Self::Ended => "ended",
            Self::NoRule => "no-policy",
            Self::Forbidden => "forbidden",
            Self::Failed => "failed",
        }
    }
}

/// The rules in force. Cheap to clone; made once by the host.
#[derive(Debug, Clone)]
pub struct Policy {
    /// None when the program's own policies did not load, which a test rules out: all is denied.
    pub(crate) engine: Option<Arc<Engine>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Policy {
    /// The rules that come with the program.
    #[must_use]
    pub fn built_in() -> Self {
        static BUILT_IN: OnceLock<Option<Arc<Engine>>> = OnceLock::new();
        let engine = BUILT_IN.get_or_init(|| load::engine(&[]).ok().map(Arc::new));
        Self {
            engine: engine.clone(),
        }
    }

    /// The rules that come with the program together with an installation's own.
    ///
    /// # Errors
    /// Every mistake in them: words that the schema does not know, types that do not fit, a policy
    /// without `@id`, an id that is taken, a policy about one person or one row.
    pub fn with_own(own: &[Source]) -> Result<Self, Vec<Mistake>> {
        Ok(Self {
            engine: Some(Arc::new(load::engine(own)?)),
        })
    }

    /// Rules that allow nothing, for a host whose policies cannot be read.
    #[must_use]
    pub const fn nothing() -> Self {
        Self { engine: None }
    }

    /// Decides one act.
    ///
    /// # Errors
    /// [`Denied`] unless a rule allows exactly this.
    pub fn decide<A: Act>(&self, facts: &Facts) -> Result<Allowed<A>, Denied> {
        let (expires, verdict) = self.ask(A::NAME, facts)?;
        let policy = verdict.deciding.first().cloned().ok_or(Denied::Failed)?;
        Ok(Allowed::decided(facts, expires, policy))
    }

    /// The same question without a proof, for the permission grid. Answers when it would end.
    ///
    /// # Errors
    /// [`Denied`] unless a rule allows exactly this.
    pub fn decide_name(&self, act: ActName, facts: &Facts) -> Result<Timestamp, Denied> {
        Ok(self.ask(act, facts)?.0)
    }

    /// Why it is allowed or refused. Much slower than a decision: for people who ask.
    #[must_use]
    pub fn explain(&self, act: ActName, facts: &Facts) -> Explanation {
        crate::explain::explain(self, act, facts)
    }

    /// What an act is about, for whoever asks about a case that did not happen.
    #[must_use]
    pub fn about(&self, act: ActName) -> Option<About> {
        let engine = self.engine.as_ref()?;
        crate::ask::about(&engine.words, &engine.schema, act)
    }

    /// Every policy in force, by its id.
    #[must_use]
    pub fn policies(&self) -> Vec<Named> {
        let engine = self.engine.as_ref();
        let mut all: Vec<Named> = engine.map_or_else(Vec::new, |engine| engine.named());
        all.sort_by(|one, other| one.id.cmp(&other.id));
        all
    }

    /// Whether any policy asks about the person's teams: else the host need not look them up.
    #[must_use]
    pub fn heeds_teams(&self) -> bool {
        self.engine.as_ref().is_some_and(|own| own.heeds.teams)
    }

    /// Whether any policy asks for an approved device.
    #[must_use]
    pub fn heeds_devices(&self) -> bool {
        self.engine
            .as_ref()
            .is_some_and(|own| own.heeds.approved_device)
    }

    fn ask(&self, act: ActName, facts: &Facts) -> Result<(Timestamp, Arc<Verdict>), Denied> {
        before(act, facts)?;
        let engine = self.engine.as_ref().ok_or(Denied::Failed)?;
        let verdict = engine.ask(act, facts);
        if let Some(denied) = verdict.denied {
            return Err(denied);
        }
        let longest = facts.now.plus_seconds(DECISION_SECONDS);
        Ok((facts.valid_until.min(longest), verdict))
    }
}

/// What is asked before any policy.
pub(crate) fn before(act: ActName, facts: &Facts) -> Result<(), Denied> {
    if !facts.relations.authenticated {
        return Err(Denied::NotAuthenticated);
    }
    if !act.purposes().contains(&facts.purpose) {
        return Err(Denied::Purpose);
    }
    if facts.valid_until <= facts.now {
        return Err(Denied::Ended);
    }
    Ok(())
}
