//! The proof that a decision was made. Not `Clone`, made only by [`crate::Policy::decide`], and
//! compared by whoever takes it: the right act is in the type, the right object and the time are
//! checked by [`Allowed::check`].

use crate::act::Act;
use crate::facts::{Facts, Object, Subject};
use core::marker::PhantomData;
use std::sync::Arc;
use tacita_model::{Purpose, TenantId, Timestamp};

/// Somebody may do `A` to one object, for one purpose, until a moment.
#[derive(Debug)]
#[must_use = "a decision that nobody takes protects nothing"]
pub struct Allowed<A: Act> {
    tenant: TenantId,
    subject: Subject,
    object: Object,
    purpose: Purpose,
    expires: Timestamp,
    policy: Arc<str>,
    act: PhantomData<fn() -> A>,
}

/// The decision does not cover what it was handed in for. The caller's bug or an old decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stale {
    /// It was decided about another object.
    #[error("the decision is about another object")]
    OtherObject,
    /// It has ended.
    #[error("the decision has ended")]
    Expired,
}

impl<A: Act> Allowed<A> {
    pub(crate) const fn decided(facts: &Facts, expires: Timestamp, policy: Arc<str>) -> Self {
        Self {
            tenant: facts.tenant,
            subject: facts.subject,
            object: facts.object,
            purpose: facts.purpose,
            expires,
            policy,
            act: PhantomData,
        }
    }

    /// Tenant of subject and object.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who was allowed.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        self.subject
    }

    /// About what.
    #[must_use]
    pub const fn object(&self) -> Object {
        self.object
    }

    /// Why.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The id of the policy that allowed it; of several, the first by the alphabet.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// Until when; the moment itself is too late.
    #[must_use]
    pub const fn expires(&self) -> Timestamp {
        self.expires
    }

    /// What every callee asks first.
    ///
    /// # Errors
    /// [`Stale`] when the decision is about something else or has ended.
    pub fn check(&self, object: Object, now: Timestamp) -> Result<(), Stale> {
        if self.object != object {
            return Err(Stale::OtherObject);
        }
        if now >= self.expires {
            return Err(Stale::Expired);
        }
        Ok(())
    }
}
