//! Finds confidential values in chat, masks them, makes placeholders.
//!
//! Pure: no clock, no chance, no I/O; native and wasm answer alike on every input. It refuses to
//! let text be sealed that it has not seen: [`Screened`] is made here and nowhere else.
//! Next: [`Draft`] (what goes in), [`Review`] (what comes out), `engine` (what happens between).

mod check;
pub mod company;
pub mod conduct;
mod draft;
mod engine;
mod find;
mod finding;
pub mod guard;
#[cfg(feature = "jsonl")]
pub mod jsonl;
pub mod names;
pub mod national;
pub mod placeholder;
pub mod policy;
mod quasi;
mod review;
mod score;
#[cfg(feature = "stages")]
pub mod stages;
mod tables;
#[cfg(test)]
mod tests;
mod text;
mod words;

use std::sync::Arc;

pub use draft::{Draft, Earlier, Speaker};
pub use finding::{Action, Band, Finding, Kind};
pub use policy::{Hold, Policy, Rule};
pub use review::{Choice, Refused, Review, Screened};
pub use tables::{Tables, TablesError};

/// One candidate before choosing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Byte range in the text.
    pub range: core::ops::Range<usize>,
    /// What it would be.
    pub kind: Kind,
    /// Hundredths of a logit; from 0 on it is reported.
    pub score: i32,
    /// Why (a Fluent key).
    pub reason: &'static str,
    /// What was found, one bit a fact.
    pub facts: u32,
}

impl Explained {
    /// Names of the facts, in the engine's vocabulary.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        score::NAMES
            .iter()
            .enumerate()
            .filter(|(bit, _)| self.facts >> bit & 1 == 1)
            .map(|(_, name)| *name)
    }
}

/// The engine with its tables and its policy. Build once, use for every draft.
#[derive(Debug, Clone)]
pub struct Screen {
    policy: Policy,
    queue: Option<String>,
    tables: Arc<Tables>,
    names: bool,
}

impl Screen {
    /// An engine with the default policy and everything on.
    #[must_use]
    pub fn with_tables(tables: Arc<Tables>) -> Self {
        Self {
            policy: Policy::default(),
            queue: None,
            tables,
            names: true,
        }
    }

    /// The same engine under a policy, in a queue (none: rules for every queue).
    #[must_use]
    pub fn governed(mut self, policy: Policy, queue: Option<&str>) -> Self {
        self.policy = policy;
        self.queue = queue.map(ToOwned::to_owned);
        self
    }

    /// Reads a whole text in which chat messages of one sender end at the byte offsets `breaks`;
    /// for scanning what was already written, where findings may reach over several messages.
    #[must_use]
    pub fn conversation(
        &self,
        text: &str,
        speaker: Speaker,
        expected: &[Kind],
        breaks: &[usize],
    ) -> Vec<Finding> {
        engine::conversation(self, text, speaker, expected, breaks)
    }

    /// Every candidate in a text with what speaks for and against it, chosen or not: for the
    /// playground and for the program that learns the weights.
    #[must_use]
    pub fn explain(&self, text: &str, expected: &[Kind], breaks: &[usize]) -> Vec<Explained> {
        engine::explain(self, text, expected, breaks)
    }

    /// An engine with the default policy and everything on, for programs that carry the tables.
    #[cfg(feature = "tables")]
    #[must_use]
    pub fn complete() -> Self {
        Self::with_tables(Arc::clone(Tables::shipped()))
    }

    /// The same without names and addresses: structured values only.
    #[cfg(feature = "tables")]
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default would hide that names are off"
    )]
    pub fn new() -> Self {
        Self {
            names: false,
            ..Self::complete()
        }
    }

    /// Structured values only, under a policy.
    #[cfg(feature = "tables")]
    #[must_use]
    pub fn with_policy(policy: Policy, queue: Option<&str>) -> Self {
        Self::new().governed(policy, queue)
    }

    /// The policy it screens by.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Reads a draft and says what was found in it and what policy suggests; agents' drafts by the
    /// same rules as customers'. Practice: C5. Practice: C11
    #[must_use]
    pub fn draft(&self, draft: &Draft<'_>) -> Review {
        Review::new(draft.text.to_owned(), engine::read(self, draft))
    }
}
