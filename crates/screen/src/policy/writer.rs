//! Rules for some writers alone: by the language of their page, by team, by role.
//!
//! Who writes is known to the server, not to the engine: it lays these rules over the general ones and
//! hands each browser the outcome ([`Policy::of_writer`]), so that browsers learn nothing about other
//! roles and teams. Order, the later wins: every queue, language, team, role, queue. Practice: C1

use super::{Override, Policy};

/// Roles of the desk that a file can name.
pub const ROLES: [&str; 2] = ["agent", "supervisor"];

/// For whom alone a rule is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Only {
    /// Whose page speaks this language (ISO 639, lower case).
    Language(String),
    /// Who is in this team (department), by its name.
    Team(String),
    /// Who has this role.
    Role(String),
}

/// A rule for some writers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    /// For whom.
    pub only: Only,
    /// What; never of one queue.
    pub rule: Override,
}

/// Who writes, as far as it is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Writer<'a> {
    /// The role's word; none for customers.
    pub role: Option<&'a str>,
    /// Names of their teams; none for customers.
    pub teams: &'a [String],
    /// Of their page, with or without a region (`de`, `pt-BR`).
    pub language: Option<&'a str>,
}

impl Writer<'_> {
    fn is(&self, only: &Only) -> bool {
        match only {
            Only::Role(role) => self.role == Some(role),
            Only::Team(team) => self.teams.contains(team),
            Only::Language(language) => self.language.is_some_and(|own| {
                let own = own.split(['-', '_']).next().unwrap_or_default();
                own.eq_ignore_ascii_case(language)
            }),
        }
    }
}

impl Policy {
    /// The policy for one writer: what is for others alone is left out.
    #[must_use]
    pub fn of_writer(&self, writer: &Writer<'_>) -> Self {
        let mut policy = self.clone();
        let (general, queues): (Vec<_>, Vec<_>) = policy
            .overrides
            .drain(..)
            .partition(|rule| rule.queue.is_none());
        let mut narrow: Vec<Narrow> = policy.narrow.drain(..).collect();
        // By kind of selector; in the order of the file within one.
        narrow.sort_by_key(|rule| match rule.only {
            Only::Language(_) => 0,
            Only::Team(_) => 1,
            Only::Role(_) => 2,
        });
        let fitting = narrow.into_iter().filter(|rule| writer.is(&rule.only));
        policy.overrides = general;
        policy.overrides.extend(fitting.map(|rule| rule.rule));
        policy.overrides.extend(queues);
        policy
    }

    /// The rules for some writers as text, to be compared with those of another start.
    #[must_use]
    pub fn narrow_lines(&self) -> String {
        let mut out = String::new();
        for narrow in &self.narrow {
            let (what, name) = match &narrow.only {
                Only::Language(name) => ("language", name),
                Only::Team(name) => ("team", name),
                Only::Role(name) => ("role", name),
            };
            let rule = Self {
                overrides: vec![narrow.rule.clone()],
                ..Self::default()
            };
            out += &format!("{what} {name} {}", rule.to_lines());
        }
        out
    }

    /// What waits for a reviewer, as text, to be compared with that of another start: in lines it looks like
    /// what is masked.
    #[must_use]
    pub fn held_lines(&self) -> String {
        let narrow = self.narrow.iter().map(|narrow| &narrow.rule);
        let mut out = String::new();
        for (at, rule) in self.overrides.iter().chain(narrow).enumerate() {
            if rule.held {
                out += &format!("held {at} {}\n", rule.kind.as_str());
            }
        }
        out
    }

    /// Names of teams that rules are written for, each once, in order.
    #[must_use]
    pub fn teams(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .narrow
            .iter()
            .filter_map(|rule| match &rule.only {
                Only::Team(team) => Some(team.as_str()),
                _ => None,
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
