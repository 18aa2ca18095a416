//! The rules: one line per act that exists. What no line allows is denied.
//!
//! Refused on purpose: an administrator, officer or supervisor gets no content from a role; an
//! agent gets a conversation by assignment or membership alone, never by team.

use crate::act::{Act, ActName};
use crate::allowed::Allowed;
use crate::facts::{Facts, Object, Subject};
use tacita_model::{Purpose, Role, Timestamp};

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
    #[error("no rule allows it")]
    NoRule,
}

/// The rules in force. Cheap to clone; made once by the host.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    built_in: (),
}

impl Policy {
    /// The rules that come with the program.
    #[must_use]
    pub const fn built_in() -> Self {
        Self { built_in: () }
    }

    /// Decides one act.
    ///
    /// # Errors
    /// [`Denied`] unless a rule allows exactly this.
    pub fn decide<A: Act>(&self, facts: &Facts) -> Result<Allowed<A>, Denied> {
        let expires = self.decide_name(A::NAME, facts)?;
        Ok(Allowed::decided(facts, expires))
    }

    /// The same question without a proof, for the permission grid. Answers when it would end.
    ///
    /// # Errors
    /// [`Denied`] unless a rule allows exactly this.
    pub fn decide_name(&self, act: ActName, facts: &Facts) -> Result<Timestamp, Denied> {
        let () = self.built_in;
        if !facts.relations.authenticated {
            return Err(Denied::NotAuthenticated);
        }
        if !act.purposes().contains(&facts.purpose) {
            return Err(Denied::Purpose);
        }
        if facts.valid_until <= facts.now {
            return Err(Denied::Ended);
        }
        if !rule(act, facts) {
            return Err(Denied::NoRule);
        }
        Ok(facts
            .valid_until
            .min(facts.now.plus_seconds(DECISION_SECONDS)))
    }
}

fn rule(act: ActName, facts: &Facts) -> bool {
    let relations = facts.relations;
    match (act, facts.subject, facts.object) {
        // A customer: their own conversation alone. A closed one may still be opened, so that the
        // device learns that it is over and wipes.
        (
            ActName::OpenOwnSocket | ActName::ReadOwnReceipt,
            Subject::Customer(own),
            Object::Conversation(id),
        ) => own == id,
        (
            ActName::PostOwn | ActName::CloseOwn,
            Subject::Customer(own),
            Object::Conversation(id),
        ) => own == id && !relations.closed,

        // People who answer.
        (ActName::SeeInboxRow, Subject::Agent(_, role), Object::Conversation(_)) => {
            let own = relations.assigned || (relations.waiting && relations.serves_queue);
            let right = match facts.purpose {
                Purpose::Supervise => supervises(role) && relations.serves_queue,
                _ => answers(role) && own,
            };
            right && !relations.closed
        }
        (ActName::AcceptConversation, Subject::Agent(_, role), Object::Conversation(_)) => {
            answers(role) && !relations.closed && relations.waiting && relations.serves_queue
        }
        // Never one that waits: that is accepted, and whoever accepts answers.
        (ActName::JoinConversation, Subject::Agent(_, role), Object::Conversation(_)) => {
            supervises(role) && !relations.closed && !relations.waiting && relations.serves_queue
        }
        (ActName::LeaveConversation, Subject::Agent(_, role), Object::Conversation(_)) => {
            answers(role) && relations.member && !relations.assigned
        }
        // A closed one may still be opened by a former member, for the same reason as above.
        (ActName::OpenConversation, Subject::Agent(_, role), Object::Conversation(_)) => {
            answers(role) && (relations.member || relations.assigned)
        }
        (ActName::PostToConversation, Subject::Agent(_, role), Object::Conversation(_)) => {
            answers(role) && relations.member && !relations.closed
        }
        (
            ActName::OpenIntake | ActName::TransferConversation | ActName::CloseConversation,
            Subject::Agent(_, role),
            Object::Conversation(_),
        ) => answers(role) && relations.assigned && !relations.closed,
        (ActName::RegisterDevice, Subject::Agent(_, role), Object::Device(_)) => {
            answers(role) && relations.owns_device
        }
        // Taking rights away needs no second pair of eyes; giving them is the issuer's alone.
        (ActName::RevokeDevice, Subject::Agent(_, role), Object::Device(_)) => {
            let own = facts.purpose == Purpose::AnswerChat;
            (own && answers(role) && relations.owns_device) || (!own && oversees(role))
        }
        (ActName::CloseAccount, Subject::Agent(_, role), Object::Tenant) => oversees(role),
        (ActName::ListColleagues, Subject::Agent(_, role), Object::Tenant) => answers(role),

        // Everybody their own record, whatever their role; everybody's only from above.
        (ActName::ReadOwnRecord, Subject::Agent(..), Object::Tenant) => true,
        (ActName::ReadLedger, Subject::Agent(_, role), Object::Tenant) => oversees(role),

        (ActName::Administer, Subject::Agent(_, Role::Administrator), Object::Tenant) => true,

        // The issuer process.
        (
            ActName::ListIssuerRequests | ActName::AnswerIssuerRequests,
            Subject::Issuer,
            Object::Tenant,
        ) => true,

        _ => false,
    }
}

/// Roles whose holders may cut somebody off.
const fn oversees(role: Role) -> bool {
    matches!(role, Role::Officer | Role::Administrator)
}

/// Roles whose holders look after the chats of their teams.
const fn supervises(role: Role) -> bool {
    matches!(role, Role::Supervisor)
}

/// Roles whose holders answer customers.
const fn answers(role: Role) -> bool {
    matches!(role, Role::Agent | Role::Supervisor)
}
