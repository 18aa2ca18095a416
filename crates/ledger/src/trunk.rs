//! The tree of a log that grows for years: in memory one hash for every 256 leaves, and the leaves
//! after the last full 256. Ten million leaves take 2.5 MB.
//!
//! What a proof needs besides (the leaves of one older bundle) is handed in by the caller, who has
//! them in storage ([`Trunk::with`]). It refuses nothing: whether hashes are those that were signed
//! is for [`crate::audit`].

use crate::tile::WIDTH;
use crate::tree::{self, Hash, Tree};
use std::collections::BTreeMap;

/// Levels of the tree below a bundle's root.
const BUNDLE_LEVEL: usize = 8;

/// See the top of this file.
#[derive(Debug, Default, Clone)]
pub struct Trunk {
    /// Its leaves are the roots of the full bundles.
    bundles: Tree,
    /// The leaves after them, fewer than 256.
    tail: Tree,
}

impl Trunk {
    /// A trunk over bundles that are already full.
    #[must_use]
    pub fn of_bundles(roots: impl IntoIterator<Item = Hash>) -> Self {
        let mut trunk = Self::default();
        for root in roots {
            trunk.bundles.push(root);
        }
        trunk
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.bundles.size() * WIDTH + self.tail.size()
    }

    /// Number of full bundles.
    #[must_use]
    pub fn bundles(&self) -> u64 {
        self.bundles.size()
    }

    /// Appends a leaf hash; answers the root of the bundle that it filled.
    pub fn push(&mut self, leaf: Hash) -> Option<Hash> {
        self.tail.push(leaf);
        if self.tail.size() < WIDTH {
            return None;
        }
        let root = self.tail.root(WIDTH)?;
        self.bundles.push(root);
        self.tail = Tree::new();
        Some(root)
    }

    /// A node that is in memory: at or above the bundles' roots, or among the last leaves.
    #[must_use]
    pub fn node(&self, level: usize, index: u64) -> Option<Hash> {
        if let Some(above) = level.checked_sub(BUNDLE_LEVEL) {
            return self.bundles.node(above, index);
        }
        let first = (self.bundles.size() * WIDTH) >> level;
        self.tail.node(level, index.checked_sub(first)?)
    }

    /// Root of the tree as it is now.
    #[must_use]
    pub fn root(&self) -> Hash {
        // Everything that the root of the whole needs is in memory.
        tree::range_root(&|level, index| self.node(level, index), 0, self.size())
            .unwrap_or_else(Hash::of_nothing)
    }

    /// The trunk together with the leaf hashes of older bundles, by bundle.
    #[must_use]
    pub fn with(&self, older: impl IntoIterator<Item = (u64, Vec<Hash>)>) -> Branch<'_> {
        let grow = |leaves: Vec<Hash>| {
            let mut tree = Tree::new();
            leaves.into_iter().for_each(|leaf| tree.push(leaf));
            tree
        };
        Branch {
            trunk: self,
            older: older
                .into_iter()
                .map(|(n, leaves)| (n, grow(leaves)))
                .collect(),
        }
    }
}

/// See [`Trunk::with`].
#[derive(Debug)]
pub struct Branch<'a> {
    trunk: &'a Trunk,
    older: BTreeMap<u64, Tree>,
}

impl Branch<'_> {
    fn node(&self, level: usize, index: u64) -> Option<Hash> {
        self.trunk.node(level, index).or_else(|| {
            let bundle = (index << level) / WIDTH;
            let first = (bundle * WIDTH) >> level;
            self.older.get(&bundle)?.node(level, index - first)
        })
    }

    /// Root as it was at `size`. Needs the bundle that holds leaf `size`, unless it is full.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<Hash> {
        let known = size <= self.trunk.size();
        known.then(|| tree::range_root(&|level, index| self.node(level, index), 0, size))?
    }

    /// Inclusion proof of leaf `index` in the whole. Needs the bundle that holds it.
    #[must_use]
    pub fn inclusion(&self, index: u64) -> Option<Vec<Hash>> {
        tree::inclusion(
            &|level, index| self.node(level, index),
            index,
            self.trunk.size(),
        )
    }

    /// Consistency proof from `old` to the whole. Needs the bundle that holds leaf `old`.
    #[must_use]
    pub fn consistency(&self, old: u64) -> Option<Vec<Hash>> {
        tree::consistency(
            &|level, index| self.node(level, index),
            old,
            self.trunk.size(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trunk_says_what_the_whole_tree_says() {
        let leaves: Vec<Hash> = (0..1500u32)
            .map(|n| Hash::of_leaf(&n.to_be_bytes()))
            .collect();
        let bundle = |n: u64| {
            let first = usize::try_from(n * WIDTH).unwrap();
            leaves[first..]
                .iter()
                .take(256)
                .copied()
                .collect::<Vec<_>>()
        };
        let (mut trunk, mut tree) = (Trunk::default(), Tree::new());
        for (count, leaf) in (1u64..).zip(&leaves) {
            tree.push(*leaf);
            let filled = trunk.push(*leaf);
            assert_eq!(filled.is_some(), count.is_multiple_of(WIDTH));
            assert_eq!(
                (trunk.size(), Some(trunk.root())),
                (count, tree.root(count))
            );
            if count % 97 != 0 {
                continue;
            }
            for old in [1, 255, 256, 257, 511, 900, count - 1, count] {
                if old > count {
                    continue;
                }
                let branch = trunk.with([(old / WIDTH, bundle(old / WIDTH))]);
                assert_eq!(branch.consistency(old), tree.consistency(old, count));
                assert_eq!(branch.root(old), tree.root(old));
                if old < count {
                    assert_eq!(branch.inclusion(old), tree.inclusion(old, count));
                }
            }
        }
    }

    #[test]
    fn a_trunk_of_bundles_goes_on_where_another_stopped() {
        let mut first = Trunk::default();
        let leaves: Vec<Hash> = (0..700u32)
            .map(|n| Hash::of_leaf(&n.to_be_bytes()))
            .collect();
        let roots: Vec<Hash> = leaves.iter().filter_map(|leaf| first.push(*leaf)).collect();
        let mut second = Trunk::of_bundles(roots);
        assert_eq!((second.size(), second.bundles()), (512, 2));
        for leaf in &leaves[512..] {
            second.push(*leaf);
        }
        assert_eq!(second.root(), first.root());
    }
}
