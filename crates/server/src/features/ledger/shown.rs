//! From a leaf to what a person may be told of it: who, by name, and about what.
//!
//! A leaf holds hashes alone. Whom they may be is looked up among people whose salts are still kept;
//! what they may be about, among things that still exist. What nobody knows any more stays a hash.
//! Next: [`super::receipt`], [`super::record`].

use crate::app::App;
use std::collections::HashMap;
use tacita_ledger::opening::{About, Opening};
use tacita_ledger::{Leaf, Subject, Who};
use tacita_model::{AgentId, CustomerId, TypedId};
use tacita_protocol::http::LedgerAct;
use tacita_store::{LeafRead, StoreError};

/// Words that leaves are about, besides things with ids.
pub const WORDS: [&str; 10] = [
    "queues",
    "inbox",
    "colleagues",
    "ledger",
    "own-record",
    "conduct",
    "own-conduct",
    "glass",
    "reviews",
    "review-report",
];

/// Who may be behind hashes, and what.
#[derive(Debug, Default)]
pub struct Known {
    people: Vec<(Who, String)>,
    things: HashMap<[u8; 32], About>,
}

impl Known {
    /// Everybody of the desk, the server and the issuer, and the words of lists.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn of_desk(app: &App) -> Result<Self, StoreError> {
        let people = app.store.agents().await?;
        let mut names: HashMap<Subject, String> = people
            .into_iter()
            .map(|person| (Subject::of(person.id), person.display_name))
            .collect();
        let mut subjects: Vec<Subject> = names.keys().copied().collect();
        subjects.extend([Subject::SERVER, Subject::ISSUER]);
        let mut known = Self::default();
        for who in app.store.known(&subjects).await? {
            let name = names.remove(&who.subject()).unwrap_or_default();
            known.people.push((who, name));
        }
        for words in WORDS {
            known.thing(About::Words(words.to_owned()));
        }
        Ok(known)
    }

    /// A customer too.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn and_customer(mut self, app: &App, id: CustomerId) -> Result<Self, StoreError> {
        let who = app.store.known(&[Subject::of(id)]).await?;
        self.people
            .extend(who.into_iter().map(|who| (who, String::new())));
        Ok(self)
    }

    /// Something that leaves may be about.
    pub fn thing(&mut self, about: About) {
        if let Some(what) = about.what() {
            self.things.insert(what, about);
        }
    }

    /// The same things, and other people.
    #[must_use]
    pub fn with_people(mut self, other: Self) -> Self {
        self.people.extend(other.people);
        self
    }

    /// Something with an id that leaves may be about.
    pub fn id<T: TypedId>(&mut self, id: T) {
        self.thing(About::id(id));
    }

    /// Everything that leaves may be about.
    pub fn whats(&self) -> impl Iterator<Item = &[u8; 32]> {
        self.things.keys()
    }

    fn who(&self, leaf: &Leaf) -> Option<&(Who, String)> {
        let mut people = self.people.iter();
        people.find(|(who, _)| who.is(leaf.who, &leaf.what))
    }

    fn about(&self, leaf: &Leaf) -> About {
        let about = self.things.get(&leaf.what).cloned();
        about.unwrap_or(About::Unknown)
    }

    /// What opens a leaf to somebody, with its number.
    #[must_use]
    pub fn open(&self, row: &LeafRead) -> Option<(u64, Opening)> {
        let leaf = row.leaf?;
        let found = self.who(&leaf);
        let opening = Opening {
            leaf,
            who: found.and_then(|(who, _)| {
                let salt = who.open(leaf.who, &leaf.what)?;
                Some((salt, who.subject()))
            }),
            about: self.about(&leaf),
            name: found.map(|(_, name)| name.clone()).unwrap_or_default(),
        };
        Some((row.number, opening))
    }

    /// A leaf in words, for the desk. `signed` is the size of the last head.
    #[must_use]
    pub fn words(&self, row: &LeafRead, signed: u64) -> Option<LedgerAct> {
        let leaf = row.leaf?;
        let found = self.who(&leaf);
        let subject = found.map(|(who, _)| who.subject());
        let person = subject.and_then(|subject| subject.id::<AgentId>());
        Some(LedgerAct {
            number: row.number,
            kind: leaf.kind.as_str().to_owned(),
            who: word(subject.as_ref()).to_owned(),
            person: person.map(|id| id.to_string()),
            name: found.map(|(_, name)| name.clone()).unwrap_or_default(),
            what: told(&self.about(&leaf)),
            purpose: leaf.purpose.map(|purpose| purpose.as_str().to_owned()),
            time: leaf.when.0,
            signed: row.number <= signed,
        })
    }
}

fn word(subject: Option<&Subject>) -> &'static str {
    match subject {
        Some(&Subject::SERVER) => "server",
        Some(&Subject::ISSUER) => "issuer",
        Some(subject) if subject.id::<AgentId>().is_some() => "agent",
        Some(subject) if subject.id::<CustomerId>().is_some() => "customer",
        _ => "nobody",
    }
}

fn told(about: &About) -> Option<String> {
    match about {
        About::Unknown => None,
        About::Words(words) => Some(words.clone()),
        About::Thing(_) => about.id_text(),
    }
}
