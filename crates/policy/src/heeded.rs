//! Which circumstances the loaded policies ask about at all. What no policy names cannot change a
//! decision: it is left out of the question, and decisions are kept by the question.
//!
//! Read from the policies' own syntax trees, not from their text. A policy that takes principal,
//! resource or context as a whole (`context == {…}`) is taken to ask about everything.

use crate::facts::{Circumstances, Facts};
use cedar_policy::Policy;
use serde_json::Value;
use std::collections::BTreeSet;
use tacita_model::Assurance;

/// Day of the week from Monday = 1, minutes since midnight; UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Moment {
    pub(crate) weekday: i64,
    pub(crate) minute: i64,
}

#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one answer a circumstance")]
pub(crate) struct Heeds {
    pub(crate) assurance: bool,
    pub(crate) teams: bool,
    pub(crate) custom_role: bool,
    pub(crate) certificates: bool,
    pub(crate) approved_device: bool,
    pub(crate) device_days: bool,
    pub(crate) sign_in_minutes: bool,
    pub(crate) weekday: bool,
    pub(crate) minute: bool,
}

/// Longer ago than any policy asks about, in minutes: a hundred years.
const LONG_AGO: i64 = 52_560_000;
const DAY_SECONDS: i64 = 24 * 60 * 60;

impl Heeds {
    pub(crate) const EVERYTHING: Self = Self {
        assurance: true,
        teams: true,
        custom_role: true,
        certificates: true,
        approved_device: true,
        device_days: true,
        sign_in_minutes: true,
        weekday: true,
        minute: true,
    };

    pub(crate) fn of<'a>(policies: impl IntoIterator<Item = &'a Policy>) -> Self {
        let mut names = BTreeSet::new();
        for policy in policies {
            let Ok(tree) = policy.to_json() else {
                return Self::EVERYTHING;
            };
            if note(&tree, &mut names).is_err() {
                return Self::EVERYTHING;
            }
        }
        Self {
            assurance: names.contains("assurance"),
            teams: names.contains("teams"),
            custom_role: names.contains("custom_role"),
            certificates: names.contains("certificates"),
            approved_device: names.contains("approved_device"),
            device_days: names.contains("device_days"),
            sign_in_minutes: names.contains("sign_in_minutes"),
            weekday: names.contains("weekday"),
            minute: names.contains("minute"),
        }
    }

    /// The circumstances that count.
    pub(crate) fn circumstances(self, facts: &Facts) -> Circumstances {
        let all = &facts.circumstances;
        let mut heeded = Circumstances {
            assurance: Assurance::Anonymous,
            approved_device: self.approved_device && all.approved_device,
            ..Circumstances::default()
        };
        if self.assurance {
            heeded.assurance = all.assurance;
        }
        if self.teams {
            heeded.teams = all.teams.clone();
        }
        if self.device_days {
            heeded.device_days = all.device_days;
        }
        if self.custom_role {
            heeded.custom_role = all.custom_role.clone();
        }
        if self.certificates {
            heeded.certificates = all.certificates.clone();
        }
        heeded
    }

    /// Minutes since the person proved who they are, if that counts.
    pub(crate) fn sign_in_minutes(self, facts: &Facts) -> i64 {
        match facts.circumstances.proven_at {
            Some(at) if self.sign_in_minutes => {
                let seconds = facts.now.as_seconds().saturating_sub(at.as_seconds());
                // A proof from the future is no proof.
                if seconds < 0 {
                    LONG_AGO
                } else {
                    (seconds / 60).min(LONG_AGO)
                }
            }
            _ => LONG_AGO,
        }
    }

    /// The moment, if it counts.
    pub(crate) const fn moment(self, facts: &Facts) -> Moment {
        let now = facts.now.as_seconds();
        // The first of January 1970 was a Thursday.
        let weekday = (now.div_euclid(DAY_SECONDS) + 3).rem_euclid(7) + 1;
        let minute = now.rem_euclid(DAY_SECONDS) / 60;
        Moment {
            weekday: if self.weekday { weekday } else { 1 },
            minute: if self.minute { minute } else { 0 },
        }
    }
}

/// Collects the names of attributes in a policy's tree; `Err` when a variable is used as a whole.
fn note(tree: &Value, names: &mut BTreeSet<String>) -> Result<(), ()> {
    match tree {
        Value::Array(items) => items.iter().try_for_each(|item| note(item, names)),
        Value::Object(map) => map.iter().try_for_each(|(key, value)| match key.as_str() {
            "Var" => match value.as_str() {
                // An entity as a whole is its id, which says nothing here.
                Some("principal" | "resource" | "action") => Ok(()),
                _ => Err(()),
            },
            "." | "has" => {
                if let Some(name) = value.get("attr").and_then(Value::as_str) {
                    names.insert(name.to_owned());
                }
                match value.get("left") {
                    Some(left) if left.get("Var").is_some() => Ok(()),
                    Some(left) => note(left, names),
                    None => Err(()),
                }
            }
            _ => note(value, names),
        }),
        _ => Ok(()),
    }
}
