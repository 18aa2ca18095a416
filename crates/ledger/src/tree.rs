//! The RFC 6962 Merkle tree: hashes, roots and proofs of a log that is held in memory.
//!
//! Nodes are kept level by level, so that a root or a proof for any earlier size costs a walk over
//! the height. It refuses sizes beyond what it holds; it verifies nothing (that is [`crate::proof`]).

use sha2::{Digest, Sha256};

/// A node of the tree: exactly 32 bytes, never fewer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl core::fmt::Debug for Hash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0
            .iter()
            .take(6)
            .try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str("…")
    }
}

impl Hash {
    /// Reads a hash; `None` unless there are exactly 32 bytes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Hash of a leaf's bytes: SHA-256(0 ‖ leaf) (RFC 6962 section 2.1).
    #[must_use]
    pub fn of_leaf(leaf: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update([0]);
        hasher.update(leaf);
        Self(hasher.finalize().into())
    }

    /// Hash of two children: SHA-256(1 ‖ left ‖ right).
    #[must_use]
    pub fn of_children(left: &Self, right: &Self) -> Self {
        let mut hasher = Sha256::new();
        hasher.update([1]);
        hasher.update(left.0);
        hasher.update(right.0);
        Self(hasher.finalize().into())
    }

    /// Root of the empty tree: SHA-256 of nothing.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self(Sha256::digest(b"").into())
    }
}

/// A log's tree: level 0 holds leaf hashes, level n the roots of complete subtrees of 2^n leaves.
#[derive(Debug, Default, Clone)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Appends a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut carried = leaf;
        for level in 0.. {
            if self.levels.len() <= level {
                self.levels.push(Vec::new());
            }
            let Some(nodes) = self.levels.get_mut(level) else {
                return;
            };
            nodes.push(carried);
            match nodes.as_slice() {
                [.., left, right] if nodes.len().is_multiple_of(2) => {
                    carried = Hash::of_children(left, right);
                }
                _ => return,
            }
        }
    }

    /// A complete subtree's root: `index`-th of its level.
    #[must_use]
    pub fn node(&self, level: usize, index: u64) -> Option<Hash> {
        self.levels
            .get(level)?
            .get(usize::try_from(index).ok()?)
            .copied()
    }

    /// Root over the leaves `start..end`. `None` unless `start` is a multiple of the least power of
    /// two that holds them, and the tree holds them.
    #[must_use]
    pub fn range_root(&self, start: u64, end: u64) -> Option<Hash> {
        range_root(&|level, index| self.node(level, index), start, end)
    }

    /// Root of the tree as it was at `size` leaves.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<Hash> {
        if size > self.size() {
            None
        } else {
            self.range_root(0, size)
        }
    }

    /// Inclusion proof of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1).
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if size > self.size() {
            return None;
        }
        inclusion(&|level, index| self.node(level, index), index, size)
    }

    /// Consistency proof between the trees of `old` and `new` leaves (RFC 6962 section 2.1.2).
    #[must_use]
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if new > self.size() {
            return None;
        }
        consistency(&|level, index| self.node(level, index), old, new)
    }
}

/// Where the roots of complete subtrees come from: the `index`-th of 2^`level` leaves.
pub type Nodes<'a> = dyn Fn(usize, u64) -> Option<Hash> + 'a;

/// As [`Tree::range_root`], over nodes that the caller has.
#[must_use]
pub fn range_root(nodes: &Nodes<'_>, start: u64, end: u64) -> Option<Hash> {
    if start == end {
        return Some(Hash::of_nothing());
    }
    let count = end.checked_sub(start)?;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return nodes(level as usize, start >> level);
    }
    let split = start + split_point(count);
    Some(Hash::of_children(
        &range_root(nodes, start, split)?,
        &range_root(nodes, split, end)?,
    ))
}

/// As [`Tree::inclusion`], over nodes that the caller has.
#[must_use]
pub fn inclusion(nodes: &Nodes<'_>, index: u64, size: u64) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    let mut path = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let split = start + split_point(end - start);
        if index < split {
            path.push(range_root(nodes, split, end)?);
            end = split;
        } else {
            path.push(range_root(nodes, start, split)?);
            start = split;
        }
    }
    path.reverse();
    Some(path)
}

/// As [`Tree::consistency`], over nodes that the caller has.
#[must_use]
pub fn consistency(nodes: &Nodes<'_>, old: u64, new: u64) -> Option<Vec<Hash>> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(Vec::new());
    }
    let mut path = Vec::new();
    let (mut start, mut end) = (0, new);
    let mut whole = true;
    while old != end {
        let split = start + split_point(end - start);
        if old <= split {
            path.push(range_root(nodes, split, end)?);
            end = split;
        } else {
            path.push(range_root(nodes, start, split)?);
            start = split;
            whole = false;
        }
    }
    if !whole {
        path.push(range_root(nodes, start, end)?);
    }
    path.reverse();
    Some(path)
}

/// Largest power of two smaller than `count` (which is at least 2).
fn split_point(count: u64) -> u64 {
    count.next_power_of_two() >> 1
}
