//! What happens to a finding: by kind, band, direction and queue.
//!
//! The defaults follow PCI DSS 4 (card numbers and codes never stay in a chat), GDPR and POPIA (as
//! little as the purpose needs; a customer's own name and address are usually the purpose). A file
//! (`screening.toml`) or lines from the server lay rules over them. Next: `file`, `lines`.

#[cfg(feature = "policy-file")]
pub mod file;
mod hold;
mod lines;
#[cfg(test)]
mod tests;
#[cfg(feature = "policy-file")]
pub mod writer;

pub use hold::{Hold, Holds};
pub use lines::LinesError;

use crate::company::Fingerprints;
use crate::{Action, Band, Kind, Speaker};

/// What to do with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What happens.
    pub action: Action,
    /// Whether the sender may send it as it is.
    pub may_send_anyway: bool,
}

/// One rule that differs from the defaults. Later rules win.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Only in this queue; in every queue when absent.
    pub queue: Option<String>,
    /// For this kind.
    pub kind: Kind,
    /// Only in this direction; in both when absent.
    pub speaker: Option<Speaker>,
    /// What happens; unchanged when absent.
    pub action: Option<Action>,
    /// Whether the sender may send it as it is; unchanged when absent.
    pub may_send_anyway: Option<bool>,
    /// A reviewer may let it through; until one does it is carried out as `mask`.
    pub held: bool,
}

/// What an agent of a queue may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MayAsk {
    /// The queue; every queue when absent.
    pub queue: Option<String>,
    /// Kinds that serve the queue's purpose.
    pub kinds: Vec<Kind>,
}

/// Rules for every kind, direction and queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    pub(crate) holds: Holds,
    pub(crate) overrides: Vec<Override>,
    /// Browsers never see these: the server lays them over the others first.
    #[cfg(feature = "policy-file")]
    pub(crate) narrow: Vec<writer::Narrow>,
    pub(crate) may_ask: Vec<MayAsk>,
    pub(crate) official: Vec<String>,
    pub(crate) company: Fingerprints,
}

impl Policy {
    /// The rule for a finding in a queue. Practice: C1
    #[must_use]
    pub fn rule(&self, kind: Kind, band: Band, speaker: Speaker, queue: Option<&str>) -> Rule {
        let mut rule = default_rule(kind, band);
        let matching = self.overrides.iter().filter(|rule| {
            rule.kind == kind
                && rule.speaker.is_none_or(|only| only == speaker)
                && rule.queue.as_deref().is_none_or(|only| Some(only) == queue)
        });
        for laid in matching {
            rule.action = laid.action.unwrap_or(rule.action);
            rule.may_send_anyway = laid.may_send_anyway.unwrap_or(rule.may_send_anyway);
        }
        // Sensitive authentication data leaves in no direction, whatever a file says.
        if kind == Kind::Cvv {
            return Rule {
                action: Action::Block,
                may_send_anyway: false,
            };
        }
        if band == Band::Hint {
            return Rule {
                action: rule.action.min(Action::Warn),
                may_send_anyway: true,
            };
        }
        rule
    }

    /// Kinds an agent of this queue may ask for; none when no list was written, which allows
    /// everything but what may never be asked.
    #[must_use]
    pub fn may_ask(&self, queue: Option<&str>) -> Option<&[Kind]> {
        let own = self
            .may_ask
            .iter()
            .find(|list| list.queue.is_some() && list.queue.as_deref() == queue);
        let general = self.may_ask.iter().find(|list| list.queue.is_none());
        own.or(general).map(|list| list.kinds.as_slice())
    }

    /// Domains and telephone numbers that are the organisation's own, as written.
    #[must_use]
    pub fn official_channels(&self) -> &[String] {
        &self.official
    }

    /// How firmly agents' drafts are held.
    #[must_use]
    pub fn holds(&self) -> Holds {
        self.holds
    }

    /// Names of queues that rules are written for, each once, in order.
    #[must_use]
    pub fn queues(&self) -> Vec<&str> {
        let rules = self.overrides.iter().map(|rule| rule.queue.as_deref());
        let lists = self.may_ask.iter().map(|list| list.queue.as_deref());
        let mut names: Vec<&str> = rules.chain(lists).flatten().collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What customers' browsers of one queue get: its rules laid over those of every queue, and
    /// nothing that is about agents, other queues or the dictionary.
    #[must_use]
    pub fn for_customers(&self, queue: &str) -> Self {
        let mut overrides: Vec<Override> = self
            .overrides
            .iter()
            .filter(|rule| rule.queue.as_deref().is_none_or(|only| only == queue))
            .cloned()
            .collect();
        // The queue's own rules win: they come last.
        overrides.sort_by_key(|rule| rule.queue.is_some());
        for rule in &mut overrides {
            rule.queue = None;
            // What an agent sends of it was let through; whoever reads it is not to hide it again.
            if core::mem::take(&mut rule.held) {
                rule.action = Some(Action::Warn);
                rule.may_send_anyway = Some(true);
            }
        }
        Self {
            overrides,
            ..Self::default()
        }
    }

    /// What agents' browsers get: queues under their ids (pairs of name and id), which hold no white
    /// space as names may.
    #[must_use]
    pub fn for_agents(&self, ids: &[(String, String)]) -> Self {
        let renamed = |queue: &Option<String>| match queue {
            None => Some(None),
            Some(name) => {
                let mut known = ids.iter().filter(|(known, _)| known == name);
                known.next().map(|(_, id)| Some(id.clone()))
            }
        };
        let mut policy = self.clone();
        policy.overrides.retain_mut(|rule| {
            let queue = renamed(&rule.queue);
            rule.queue = queue.clone().flatten();
            queue.is_some()
        });
        policy.overrides.sort_by_key(|rule| rule.queue.is_some());
        policy.may_ask.retain_mut(|list| {
            let queue = renamed(&list.queue);
            list.queue = queue.clone().flatten();
            queue.is_some()
        });
        policy
    }

    /// Kinds that an agent of this queue sends only when a reviewer lets them through.
    #[cfg(feature = "policy-file")]
    #[must_use]
    pub fn held(&self, queue: Option<&str>) -> Vec<Kind> {
        let held = |kind: &Kind| {
            let fits = |rule: &&Override| {
                rule.kind == *kind
                    && rule.action.is_some()
                    && rule.speaker.is_none_or(|only| only == Speaker::Agent)
                    && rule.queue.as_deref().is_none_or(|only| Some(only) == queue)
            };
            *kind != Kind::Cvv
                && self
                    .overrides
                    .iter()
                    .rfind(fits)
                    .is_some_and(|rule| rule.held)
        };
        Kind::ALL.iter().copied().filter(held).collect()
    }

    /// The policy of a chat in which a reviewer let these kinds through. Last of all that is laid.
    #[cfg(feature = "policy-file")]
    #[must_use]
    pub fn with_let_through(mut self, kinds: &[Kind]) -> Self {
        self.overrides.extend(kinds.iter().map(|kind| Override {
            queue: None,
            kind: *kind,
            speaker: Some(Speaker::Agent),
            action: Some(Action::Warn),
            may_send_anyway: Some(true),
            held: false,
        }));
        self
    }

    /// Lays fingerprints of the administrator's dictionary over the policy.
    #[must_use]
    pub fn with_company(mut self, company: Fingerprints) -> Self {
        self.company = company;
        self
    }
}

fn default_rule(kind: Kind, band: Band) -> Rule {
    let (action, may_send_anyway) = match kind {
        // PCI DSS 3.3.1: sensitive authentication data is never kept, not even encrypted.
        Kind::Cvv => (Action::Block, false),
        Kind::Pin => (Action::Mask, false),
        Kind::CreditCard => (Action::Mask, band != Band::Certain),
        Kind::Iban
        | Kind::BankAccount
        | Kind::NationalId
        | Kind::TaxId
        | Kind::HealthId
        | Kind::Passport
        | Kind::DriverLicense
        | Kind::Password
        | Kind::OneTimeCode
        | Kind::Secret
        | Kind::Crypto
        | Kind::Health
        | Kind::Company => (Action::Mask, true),
        Kind::Email
        | Kind::Phone
        | Kind::Imei
        | Kind::Vehicle
        | Kind::BirthDate
        | Kind::Ip
        | Kind::Mac => (Action::Warn, true),
        Kind::Bic | Kind::Username | Kind::Person | Kind::Address => (Action::Allow, true),
    };
    Rule {
        action,
        may_send_anyway,
    }
}

pub(crate) fn action_of(word: &str) -> Option<Action> {
    [
        Action::Allow,
        Action::Warn,
        Action::Mask,
        Action::Seal,
        Action::Block,
    ]
    .into_iter()
    .find(|action| action.as_str() == word)
}
