//! The proof that a leaf is durable. `store` returns it from a commit whose transaction held both
//! the rows and the leaf; a reveal takes it and compares.
//!
//! Rust has no friend crates, so the promise "only the store makes it" is kept in two ways:
//! a [`Recorded`] carries the mark of the [`Witness`] that made it, each store draws its own mark
//! at random when it opens and never shows it, and the callee compares ([`Recorded::is_by`]), so a
//! proof made by anybody else opens nothing; and `clippy.toml` bans [`Witness::new`] outside
//! `store`, so that trying it does not pass the build.

use crate::leaf::{Leaf, LeafKind};
use crate::who::WhoHash;
use tacita_model::Purpose;

/// What a store signs its proofs with. One per open store; not `Clone`, never leaves it.
pub struct Witness {
    mark: [u8; 32],
}

impl Witness {
    /// Makes a witness from 32 bytes that the store drew. For `store` alone.
    #[must_use]
    pub const fn new(mark: [u8; 32]) -> Self {
        Self { mark }
    }

    /// Says that these leaves are durable. Called after the commit returned, never before.
    #[must_use]
    pub fn record(&self, leaves: Vec<RecordedLeaf>) -> Recorded {
        Recorded {
            mark: self.mark,
            leaves,
        }
    }
}

impl core::fmt::Debug for Witness {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Witness(…)")
    }
}

/// A leaf with its number in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedLeaf {
    /// Its number, from 1 without gaps.
    pub number: u64,
    /// The leaf.
    pub leaf: Leaf,
}

/// Leaves that are durable, in the same transaction as the rows they speak of. Not `Clone`.
pub struct Recorded {
    mark: [u8; 32],
    leaves: Vec<RecordedLeaf>,
}

impl core::fmt::Debug for Recorded {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Recorded")
            .field("leaves", &self.leaves)
            .finish_non_exhaustive()
    }
}

impl Recorded {
    /// The leaves, in the order they were handed in.
    #[must_use]
    pub fn leaves(&self) -> &[RecordedLeaf] {
        &self.leaves
    }

    /// Whether this store made the proof.
    #[must_use]
    pub fn is_by(&self, witness: &Witness) -> bool {
        self.mark == witness.mark
    }

    /// Whether one of the leaves says exactly this.
    #[must_use]
    pub fn says(&self, kind: LeafKind, who: WhoHash, what: &[u8; 32], purpose: Purpose) -> bool {
        self.leaves.iter().any(|recorded| {
            recorded.leaf.kind == kind
                && recorded.leaf.who == who
                && recorded.leaf.what == *what
                && recorded.leaf.purpose == Some(purpose)
        })
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests of the witness itself")]
mod tests {
    use super::*;
    use crate::who::Subject;
    use tacita_model::{RequestId, Timestamp, TypedId};

    #[test]
    fn a_proof_by_another_store_is_told_apart() {
        let (ours, theirs) = (Witness::new([1; 32]), Witness::new([2; 32]));
        let proof = theirs.record(Vec::new());
        assert!(proof.is_by(&theirs));
        assert!(!proof.is_by(&ours));
    }

    #[test]
    fn a_proof_says_only_what_its_leaves_say() {
        let who = WhoHash::of(&[0; 32], &Subject::SERVER);
        let leaf = Leaf {
            kind: LeafKind::IntakeOpened,
            who,
            what: [1; 32],
            purpose: Some(Purpose::AnswerChat),
            when: Timestamp(0),
            request: RequestId::from_bytes([0; 16]),
        };
        let proof = Witness::new([1; 32]).record(vec![RecordedLeaf { number: 1, leaf }]);
        assert!(proof.says(LeafKind::IntakeOpened, who, &[1; 32], Purpose::AnswerChat));
        assert!(!proof.says(LeafKind::IntakeOpened, who, &[2; 32], Purpose::AnswerChat));
        assert!(!proof.says(LeafKind::Closed, who, &[1; 32], Purpose::AnswerChat));
        assert!(!proof.says(LeafKind::IntakeOpened, who, &[1; 32], Purpose::TriageQueue));
        let other = WhoHash::of(&[1; 32], &Subject::SERVER);
        assert!(!proof.says(LeafKind::IntakeOpened, other, &[1; 32], Purpose::AnswerChat));
    }
}
