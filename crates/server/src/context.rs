//! Who acts, for which purpose, on which request. Nothing reads customer data without one.
//!
//! [`SignedInAgent`] is an axum extractor: a route that takes it answers nobody else. It refuses
//! with 401 and never says why. Next: [`crate::edge::sign_in`].

use crate::app::Shared;
use crate::edge::errors::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use tacita_model::{AgentId, Purpose, RequestId, Role, SignInId, TenantId, Timestamp};

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
    /// When it came in.
    pub now: Timestamp,
}

impl SignedInAgent {
    /// The person acting for a purpose: what `policy` decides about.
    #[must_use]
    pub fn acting_for(self, purpose: Purpose) -> Acting {
        Acting {
            agent: self,
            purpose,
        }
    }
}

/// A person with a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub agent: SignedInAgent,
    /// Why.
    pub purpose: Purpose,
}

impl FromRequestParts<Shared> for SignedInAgent {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        Err(Problem::NotSignedIn)
    }
}
