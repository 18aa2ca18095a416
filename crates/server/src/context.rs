//! Who acts, for which purpose, on which request. Nothing reads customer data without one.
//!
//! [`SignedInAgent`] is an axum extractor: a route that takes it answers nobody else. It refuses
//! with 401 and never says why. Next: [`crate::features::accounts`].

use crate::app::{App, Shared};
use crate::edge::errors::Problem;
use crate::features::accounts::{http, sign_in};
use crate::features::decisions;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use tacita_model::{AgentId, Purpose, RequestId, Role, SignInId, TenantId, Timestamp};
use tacita_policy::{Act, Allowed, Circumstances, Facts, Object, Relations, Subject};
use tacita_store::StoreError;

/// The id of one request, drawn at the edge; in every log line, problem and leaf of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request(pub RequestId);

/// A person with a valid sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedInAgent {
    /// The person.
    pub agent: AgentId,
    /// Their tenant.
    pub tenant: TenantId,
    /// Their role, as stored now (not as it was at sign-in).
    pub role: Role,
    /// The sign-in.
    pub sign_in: SignInId,
    /// The request.
    pub request: RequestId,
    /// When the sign-in ends at the latest; decisions end with it.
    pub until: Timestamp,
    /// When the person last proved themselves with a second factor.
    pub proven_at: Timestamp,
    /// The device may be unlocked until here without proving anything anew.
    pub active_until: Timestamp,
    /// When the request came in.
    pub now: Timestamp,
}

impl SignedInAgent {
    /// Refuses a risky act when the second factor was shown too long ago.
    ///
    /// # Errors
    /// [`Problem::StepUp`].
    pub fn fresh(&self, app: &App) -> Result<(), Problem> {
        let seconds = i64::from(app.config.sign_in.step_up_seconds);
        if self.proven_at.plus_seconds(seconds) > self.now {
            Ok(())
        } else {
            Err(Problem::StepUp)
        }
    }

    /// Names of this person's teams.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn teams(&self, app: &App) -> Result<Vec<String>, StoreError> {
        let teams = app.store.teams_of(self.agent).await?;
        let names = teams.iter().filter_map(|team| app.teams.get(team).cloned());
        Ok(names.collect())
    }

    /// What policies may ask about this person.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn circumstances(&self, app: &App) -> Result<Circumstances, StoreError> {
        let known =
            decisions::circumstances(&app.policy, &app.store, &app.teams, self.agent, self.now);
        Ok(Circumstances {
            proven_at: Some(self.proven_at),
            ..known.await?
        })
    }

    /// Asks `policy` about an act of this person; a refusal leaves a leaf.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when it is denied, the store's.
    pub async fn decide<A: Act>(&self, app: &App, facts: Facts) -> Result<Allowed<A>, Problem> {
        let facts = Facts {
            circumstances: self.circumstances(app).await?,
            ..facts
        };
        decisions::decide(&app.policy, &app.store, &facts, self.request).await
    }

    /// The facts of an act of this person; the caller adds how person and object relate.
    #[must_use]
    pub fn facts(&self, object: Object, purpose: Purpose, relations: Relations) -> Facts {
        Facts {
            tenant: self.tenant,
            subject: Subject::Agent(self.agent, self.role),
            object,
            purpose,
            relations: Relations {
                authenticated: true,
                ..relations
            },
            circumstances: Circumstances::default(),
            now: self.now,
            valid_until: self.until,
        }
    }
}

/// In whose name something is recorded: a person, or the service on behalf of the organisation.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    /// Who.
    pub subject: tacita_ledger::Subject,
    /// In which request.
    pub request: RequestId,
}

impl From<&SignedInAgent> for Author {
    fn from(agent: &SignedInAgent) -> Self {
        Self {
            subject: tacita_ledger::Subject::of(agent.agent),
            request: agent.request,
        }
    }
}

/// A signed-in person who has proven themselves a short while ago: what risky acts take. Refuses
/// everybody else with 403 and asks for a second factor.
#[derive(Debug, Clone, Copy)]
pub struct FreshAgent(pub SignedInAgent);

impl FromRequestParts<Shared> for FreshAgent {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let agent = SignedInAgent::from_request_parts(parts, app).await?;
        agent.fresh(app)?;
        Ok(Self(agent))
    }
}

/// A person with a valid sign-in who may be away from their screen: what a locked screen takes to say whose
/// it is, to be unlocked and to be signed out. Nothing else may take it.
///
/// Practice: F1
#[derive(Debug, Clone, Copy)]
pub struct AwayAgent(pub SignedInAgent);

/// A page says at most every minute that somebody is there (`web/console/watch.ts`).
const TOLD_SECONDS: i64 = 75;

impl FromRequestParts<Shared> for SignedInAgent {
    type Rejection = Problem;

    /// Refuses with 403 and asks for a fresh proof when nobody was at the screen for too long.
    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let AwayAgent(agent) = AwayAgent::from_request_parts(parts, app).await?;
        if agent.active_until.plus_seconds(TOLD_SECONDS) <= agent.now {
            return Err(Problem::StepUp);
        }
        Ok(agent)
    }
}

impl FromRequestParts<Shared> for AwayAgent {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let request = parts
            .extensions
            .get::<Request>()
            .copied()
            .ok_or(Problem::Internal)?;
        let token = http::token(&parts.headers).ok_or(Problem::NotSignedIn)?;
        let agent = sign_in::who(app, &token, request.0).await?;
        agent.map(Self).ok_or(Problem::NotSignedIn)
    }
}
