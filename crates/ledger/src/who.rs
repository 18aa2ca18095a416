//! Who acted, as leaves know them: a salted hash, and what opens it.
//!
//! A subject has one secret salt, kept apart and deleted with the person. Each leaf hashes under a salt
//! of its own that follows from it and from what the leaf is about, so that opening the leaves of one
//! conversation to its customer opens no other leaf of the same person, and so that outsiders cannot
//! count what somebody does. Refuses nothing; see [`crate::opening`] for what is shown to whom.

use sha2::{Digest, Sha256};
use tacita_model::{
    AgentId, ConversationId, CustomerId, DeviceId, QueueId, RecordId, SignInId, TypedId,
};

/// Salted SHA-256 of who acted. Without the salt the hash says nothing about anybody, and the ledger
/// still adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WhoHash(pub [u8; 32]);

/// Who acted, before hashing: a prefix of the kind and the 16 bytes of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject([u8; 19]);

impl Subject {
    /// The subject with this id (customer, agent, device …).
    #[must_use]
    pub fn of<T: TypedId>(id: T) -> Self {
        let mut bytes = [0; 19];
        for (to, from) in bytes.iter_mut().zip(T::PREFIX.bytes().chain(id.to_bytes())) {
            *to = from;
        }
        Self(bytes)
    }

    /// The server itself: jobs, routing, batches of entries.
    pub const SERVER: Self = Self(*b"srv________________");

    /// The issuer process.
    pub const ISSUER: Self = Self(*b"iss________________");

    /// The bytes that are hashed and under which the salt is kept.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 19] {
        &self.0
    }

    /// The subject that these bytes stand for.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 19]) -> Self {
        Self(bytes)
    }

    /// The id in words; none for the server and the issuer.
    #[must_use]
    pub fn id_text(&self) -> Option<String> {
        let id = self.id::<AgentId>().map(|id| id.to_string());
        id.or_else(|| self.id::<CustomerId>().map(|id| id.to_string()))
            .or_else(|| self.id::<ConversationId>().map(|id| id.to_string()))
            .or_else(|| self.id::<DeviceId>().map(|id| id.to_string()))
            .or_else(|| self.id::<RecordId>().map(|id| id.to_string()))
            .or_else(|| self.id::<QueueId>().map(|id| id.to_string()))
            .or_else(|| self.id::<SignInId>().map(|id| id.to_string()))
    }

    /// The id, if the subject has one of this kind.
    #[must_use]
    pub fn id<T: TypedId>(&self) -> Option<T> {
        let id = self.0.strip_prefix(T::PREFIX.as_bytes())?;
        Some(T::from_bytes(id.try_into().ok()?))
    }
}

impl WhoHash {
    /// Hashes a subject under a salt.
    #[must_use]
    pub fn of(salt: &[u8; 32], subject: &Subject) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"tacita who v1\0");
        hasher.update(salt);
        hasher.update(subject.as_bytes());
        Self(hasher.finalize().into())
    }
}

/// A subject with its secret salt.
#[derive(Clone, Copy)]
pub struct Who {
    subject: Subject,
    salt: [u8; 32],
}

impl core::fmt::Debug for Who {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Who")
    }
}

impl Who {
    /// A subject and the salt that is kept for it.
    #[must_use]
    pub const fn new(subject: Subject, salt: [u8; 32]) -> Self {
        Self { subject, salt }
    }

    /// The subject.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        self.subject
    }

    /// The hash in leaves about this object.
    #[must_use]
    pub fn about(&self, what: &[u8; 32]) -> WhoHash {
        WhoHash::of(&self.salt_about(what), &self.subject)
    }

    /// The hash in batches of entries, and in leaves of logs that were begun before salts followed from
    /// the object.
    #[must_use]
    pub fn plain(&self) -> WhoHash {
        WhoHash::of(&self.salt, &self.subject)
    }

    fn salt_about(&self, what: &[u8; 32]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"tacita leaf salt v1\0");
        hasher.update(self.salt);
        hasher.update(what);
        hasher.finalize().into()
    }

    /// A hash of bytes that nobody can guess them by who does not have the salt: for configurations.
    #[must_use]
    pub fn keyed(&self, bytes: &[u8]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"tacita keyed v1\0");
        hasher.update(self.salt);
        hasher.update(bytes);
        hasher.finalize().into()
    }

    /// Whether this subject's hash stands in a leaf.
    #[must_use]
    pub fn is(&self, hash: WhoHash, what: &[u8; 32]) -> bool {
        self.about(what) == hash || self.plain() == hash
    }

    /// What opens the hash of a leaf about this object, and of no other one. `None` when the hash is
    /// another subject's, or can only be opened by the salt that would open every leaf.
    #[must_use]
    pub fn open(&self, hash: WhoHash, what: &[u8; 32]) -> Option<[u8; 32]> {
        let salt = self.salt_about(what);
        (WhoHash::of(&salt, &self.subject) == hash).then_some(salt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_of_other_kinds_with_the_same_bytes_differ() {
        let agent = Subject::of(AgentId::from_bytes([5; 16]));
        let customer = Subject::of(CustomerId::from_bytes([5; 16]));
        assert_ne!(
            WhoHash::of(&[0; 32], &agent),
            WhoHash::of(&[0; 32], &customer)
        );
        assert_eq!(agent.id(), Some(AgentId::from_bytes([5; 16])));
        assert_eq!(agent.id::<CustomerId>(), None);
    }

    // Practice: J4
    #[test]
    fn what_opens_a_leaf_about_one_object_opens_none_about_another() {
        let who = Who::new(Subject::of(AgentId::from_bytes([5; 16])), [7; 32]);
        let (one, other) = ([1; 32], [2; 32]);
        let (here, there) = (who.about(&one), who.about(&other));
        assert_ne!(here, there);
        let salt = who.open(here, &one).unwrap();
        assert_eq!(WhoHash::of(&salt, &who.subject()), here);
        assert_ne!(WhoHash::of(&salt, &who.subject()), there);
        assert_eq!(who.open(there, &one), None);
        // The one salt behind all of them is never handed out.
        assert_eq!(who.open(who.plain(), &one), None);
        assert!(who.is(who.plain(), &one) && who.is(here, &one) && !who.is(there, &one));
    }
}
