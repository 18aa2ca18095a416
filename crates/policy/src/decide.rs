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
use crate::facts::{Circumstances, Facts, Subject};
use crate::load::{self, Mistake, Source};
use crate::roles::{OwnRole, RoleMistake};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use tacita_model::{Timestamp, TypedId};

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

/// The rules in force. Cheap to clone; made once by the host. Clones share what is in force: when the
/// installation's roles change, all of them decide anew.
#[derive(Debug, Clone)]
pub struct Policy {
    /// None when the program's own policies did not load, which a test rules out: all is denied.
    engine: Arc<RwLock<Option<Arc<Engine>>>>,
    /// How often other rules were taken up.
    version: Arc<AtomicU64>,
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
        let engine = BUILT_IN.get_or_init(|| load::engine(&[], &[]).ok().map(Arc::new));
        Self::of(engine.clone())
    }

    /// The rules that come with the program together with an installation's own.
    ///
    /// # Errors
    /// Every mistake in them: words that the schema does not know, types that do not fit, a policy
    /// without `@id`, an id that is taken, a policy about one person or one row.
    pub fn with_own(own: &[Source]) -> Result<Self, Vec<Mistake>> {
        Ok(Self::of(Some(Arc::new(load::engine(own, &[])?))))
    }

    /// The same files with these composed roles instead of those in force. Nothing changes until
    /// [`Policy::take_up`].
    ///
    /// # Errors
    /// Every mistake: in a role, or in a policy that is generated for it.
    pub fn with_roles(&self, roles: &[OwnRole]) -> Result<Self, Vec<Mistake>> {
        let engine = self.engine();
        let files = engine.as_ref().map_or(&[][..], |engine| &engine.files);
        let files: Vec<Source> = files
            .iter()
            .map(|(name, text)| Source::new(name, text))
            .collect();
        Ok(Self::of(Some(Arc::new(load::engine(&files, roles)?))))
    }

    /// Decides by those of another from now on, wherever this one was cloned to.
    pub fn take_up(&self, other: &Self) {
        let new = other.engine();
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = new;
        self.version.fetch_add(1, Ordering::Relaxed);
    }

    /// Changes whenever other rules are in force: whoever shows what was decided decides again.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Relaxed)
    }

    /// Rules that allow nothing, for a host whose policies cannot be read.
    #[must_use]
    pub fn nothing() -> Self {
        Self::of(None)
    }

    fn of(engine: Option<Arc<Engine>>) -> Self {
        Self {
            engine: Arc::new(RwLock::new(engine)),
            version: Arc::default(),
        }
    }

    pub(crate) fn engine(&self) -> Option<Arc<Engine>> {
        self.engine
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The roles that the installation composed.
    #[must_use]
    pub fn roles(&self) -> Vec<OwnRole> {
        self.engine()
            .map_or_else(Vec::new, |engine| engine.roles.clone())
    }

    /// What is wrong with a role: acts that nobody of its base can ever be allowed. Asks the policies
    /// themselves, which hold the role already.
    ///
    /// # Errors
    /// [`RoleMistake`].
    pub fn check_role(&self, role: &OwnRole) -> Result<(), RoleMistake> {
        role.check()?;
        let base = role.base;
        let holder = Subject::Agent(TypedId::from_bytes([1; 16]), base);
        let known = Circumstances {
            custom_role: Some(Arc::from(role.name.as_str())),
            approved_device: true,
            device_days: 36_500,
            ..Circumstances::default()
        };
        let ever = self.ever(holder, &known, Timestamp(0));
        match role.acts.iter().find(|act| !ever.contains(act)) {
            Some(act) => Err(RoleMistake::Floor { act: *act, base }),
            None => Ok(()),
        }
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
        let engine = self.engine()?;
        crate::ask::about(&engine.words, &engine.schema, act)
    }

    /// Every policy in force, by its id.
    #[must_use]
    pub fn policies(&self) -> Vec<Named> {
        let engine = self.engine();
        let mut all: Vec<Named> = engine.map_or_else(Vec::new, |engine| engine.named());
        all.sort_by(|one, other| one.id.cmp(&other.id));
        all
    }

    /// Whether any policy asks about the person's teams: else the host need not look them up.
    #[must_use]
    pub fn heeds_teams(&self) -> bool {
        self.engine().is_some_and(|own| own.heeds.teams)
    }

    /// Whether any policy asks for an approved device.
    #[must_use]
    pub fn heeds_devices(&self) -> bool {
        self.engine()
            .is_some_and(|own| own.heeds.approved_device || own.heeds.device_days)
    }

    /// Whether any policy asks what time it is: then answers change while nothing happens.
    #[must_use]
    pub fn heeds_the_hour(&self) -> bool {
        self.engine()
            .is_some_and(|own| own.heeds.weekday || own.heeds.minute || own.heeds.sign_in_minutes)
    }

    /// Whether any policy asks for trainings.
    #[must_use]
    pub fn heeds_certificates(&self) -> bool {
        self.engine().is_some_and(|own| own.heeds.certificates)
    }

    /// Whether there are composed roles.
    #[must_use]
    pub fn heeds_roles(&self) -> bool {
        self.engine().is_some_and(|own| own.heeds.custom_role)
    }

    fn ask(&self, act: ActName, facts: &Facts) -> Result<(Timestamp, Arc<Verdict>), Denied> {
        before(act, facts)?;
        let engine = self.engine().ok_or(Denied::Failed)?;
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
