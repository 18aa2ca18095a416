//! A case in words ("may an agent take a chat that waits in another queue?") as facts for `policy`.
//!
//! About a case that did not happen: nobody's row is looked at, so asking tells nothing about
//! anybody. Refuses words that it does not know. Used by the console's page and by
//! `tacita policy explain`.

use std::collections::BTreeSet;
use std::sync::Arc;
use tacita_model::{
    AgentId, Assurance, ConversationId, DeviceId, GlassId, Purpose, QueueId, ReviewItemId, Role,
    TenantId, Timestamp, TypedId,
};
use tacita_policy::{
    About, ActName, Circumstances, Explanation, Facts, Object, Policy, Relations, Subject,
};

/// Facts that hold or do not.
pub const FACTS: [&str; 12] = [
    "own",
    "assigned",
    "member",
    "serves-queue",
    "waiting",
    "closed",
    "approved-device",
    "opened",
    "other-person",
    "other-device",
    "uninvolved",
    "reviewer",
];

/// Who may ask, in words: the roles, and the issuer process.
pub const ISSUER: &str = "issuer";

/// A case in words.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// A role, a composed role, or `issuer`.
    pub who: String,
    /// An act.
    pub act: String,
    /// A purpose; the first that fits the act without one.
    pub purpose: Option<String>,
    /// Those of [`FACTS`] that hold.
    pub facts: Vec<String>,
    /// Names of the person's teams.
    pub teams: Vec<String>,
    /// Trainings passed.
    pub certificates: Vec<String>,
    /// How well the customer is verified, 0 to 3.
    pub assurance: u8,
    /// Minutes since the person proved who they are.
    pub sign_in_minutes: Option<u32>,
}

/// A word that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {word:?} is not one of {}", among.join(", "))]
pub struct UnknownWord {
    /// Where it stands.
    pub field: &'static str,
    /// The word.
    pub word: String,
    /// Those that are.
    pub among: Vec<&'static str>,
}

/// What policies say about the case now.
///
/// # Errors
/// [`UnknownWord`].
pub fn ask(policy: &Policy, case: &Case, now: Timestamp) -> Result<Explanation, UnknownWord> {
    let act: ActName = case.act.parse().map_err(|_| {
        let among = ActName::ALL.iter().map(|act| act.as_str());
        unknown("act", &case.act, among)
    })?;
    Ok(policy.explain(act, &facts(policy, act, case, now)?))
}

/// The same as yes or no; a case in words that are none may nothing.
#[must_use]
pub fn may(policy: &Policy, case: &Case, now: Timestamp) -> bool {
    let Ok(act) = case.act.parse::<ActName>() else {
        return false;
    };
    facts(policy, act, case, now).is_ok_and(|facts| policy.decide_name(act, &facts).is_ok())
}

fn unknown(
    field: &'static str,
    word: &str,
    among: impl Iterator<Item = &'static str>,
) -> UnknownWord {
    UnknownWord {
        field,
        word: word.to_owned(),
        among: among.collect(),
    }
}

fn facts(policy: &Policy, act: ActName, case: &Case, now: Timestamp) -> Result<Facts, UnknownWord> {
    for fact in &case.facts {
        if !FACTS.contains(&fact.as_str()) {
            return Err(unknown("fact", fact, FACTS.into_iter()));
        }
    }
    let has = |word: &str| case.facts.iter().any(|fact| fact == word);
    let own = ConversationId::from_bytes([1; 16]);
    let custom = policy.roles().into_iter().find(|own| own.name == case.who);
    let subject = if let Some(own) = &custom {
        Subject::Agent(AgentId::from_bytes([1; 16]), own.base)
    } else if case.who == ISSUER {
        Subject::Issuer
    } else {
        let role: Role = case.who.parse().map_err(|_| {
            let roles = Role::ALL.iter().map(|role| role.as_str());
            unknown("who", &case.who, roles.chain([ISSUER]))
        })?;
        match role {
            Role::Customer if has("own") => Subject::Customer(own),
            Role::Customer => Subject::Customer(ConversationId::from_bytes([2; 16])),
            role => Subject::Agent(AgentId::from_bytes([1; 16]), role),
        }
    };
    let purpose = match &case.purpose {
        Some(word) => word.parse().map_err(|_| {
            let among = Purpose::ALL.iter().map(|purpose| purpose.as_str());
            unknown("purpose", word, among)
        })?,
        None => act
            .purposes()
            .first()
            .copied()
            .unwrap_or(Purpose::AnswerChat),
    };
    let assurance = match case.assurance {
        0 => Assurance::Anonymous,
        1 => Assurance::EmailCode,
        2 => Assurance::TwoFactor,
        3 => Assurance::IdCheck,
        other => {
            let word = other.to_string();
            return Err(unknown(
                "assurance",
                &word,
                ["0", "1", "2", "3"].into_iter(),
            ));
        }
    };
    let object = match policy.about(act).unwrap_or(About::Tenant) {
        About::Conversation => Object::Conversation(own),
        About::Device => Object::Device(DeviceId::from_bytes([1; 16])),
        About::Queue => Object::Queue(QueueId::from_bytes([1; 16])),
        About::Glass => Object::Glass(GlassId::from_bytes([1; 16])),
        About::ReviewItem => Object::ReviewItem(ReviewItemId::from_bytes([1; 16])),
        About::Tenant => Object::Tenant,
    };
    let names = |words: &[String]| Arc::new(words.iter().cloned().collect::<BTreeSet<_>>());
    let minutes = case.sign_in_minutes;
    Ok(Facts {
        tenant: TenantId::from_bytes([0; 16]),
        subject,
        object,
        purpose,
        relations: Relations {
            authenticated: true,
            assigned: has("assigned"),
            member: has("member"),
            serves_queue: has("serves-queue"),
            waiting: has("waiting"),
            closed: has("closed"),
            owns_device: has("own"),
            opened: has("opened"),
            asked: has("own"),
            other_person: has("other-person"),
            other_device: has("other-device"),
            uninvolved: has("uninvolved"),
            reviewer: has("reviewer"),
        },
        circumstances: Circumstances {
            assurance,
            teams: names(&case.teams),
            custom_role: custom.map(|own| Arc::from(own.name)),
            certificates: names(&case.certificates),
            device_days: 0,
            approved_device: has("approved-device"),
            proven_at: minutes.map(|minutes| now.plus_seconds(-60 * i64::from(minutes))),
        },
        now,
        valid_until: now.plus_seconds(60),
    })
}
