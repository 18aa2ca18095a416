//! Where something stands: a conversation's log, a group's generation and epoch.
//!
//! Every conversation has one log. Its entries are numbered from 1 without gaps and each carries a
//! chain hash over all before it, so a server that hides, reorders or forks is found out.

/// Number of an entry in one conversation's log; the first is 1, 0 means "nothing yet".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Sequence(pub u64);

impl Sequence {
    /// The next entry's number. Saturates: a log of 2^64 entries cannot be reached.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// SHA-256 chain over a conversation's log up to one entry (`protocol::chain` computes it).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ChainHash(pub [u8; 32]);

impl core::fmt::Debug for ChainHash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for byte in self.0.iter().take(6) {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("…")
    }
}

/// How far somebody has seen a log: the last entry and the chain hash there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// The last entry seen.
    pub sequence: Sequence,
    /// The chain hash at that entry.
    pub chain: ChainHash,
}

/// Which MLS group of a conversation: repair and absence start a new one instead of mending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Generation(pub u32);

impl Generation {
    /// The generation after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// MLS epoch (RFC 9420 section 8) within one generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Epoch(pub u64);
