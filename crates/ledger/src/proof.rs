//! Verification of proofs that come from outside: RFC 9162 sections 2.1.3.2 and 2.1.4.2, and the
//! subtree proofs of draft-ietf-plants-merkle-tree-certs section 4.
//!
//! A proof is refused unless every step is as the algorithm says: no element left over, none
//! missing, every hash exactly 32 bytes (hence [`Hash`], which cannot be shorter).

use crate::tree::Hash;

/// The proof does not show what it claims. Says nothing about which bytes were wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The index or sizes cannot be.
    #[error("the position does not fit the size")]
    Position,
    /// Too many or too few hashes.
    #[error("the proof has the wrong length")]
    Length,
    /// The computed root is another.
    #[error("the proof leads to another root")]
    Root,
}

/// Leaf `index` with hash `leaf` is in the tree of `size` leaves with this root.
///
/// # Errors
/// [`ProofError`] when the proof does not show it.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    verify_subtree_inclusion(index, 0, size, leaf, proof, root)
}

/// Leaf `index` is in the subtree over the leaves `start..end` with this root.
///
/// # Errors
/// [`ProofError`] when the proof does not show it.
pub fn verify_subtree_inclusion(
    index: u64,
    start: u64,
    end: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    check_subtree(start, end)?;
    if index < start || index >= end {
        return Err(ProofError::Position);
    }
    let (mut at, mut last) = (index - start, end - start - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            hash = Hash::of_children(sibling, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = Hash::of_children(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    settle(last == 0, hash == *root)
}

/// The tree of `new` leaves extends the tree of `old` leaves.
///
/// # Errors
/// [`ProofError`] when the proof does not show it. A proof from the empty tree proves nothing and
/// is refused unless it is empty.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Position);
    }
    if old == 0 {
        return settle(proof.is_empty(), *old_root == Hash::of_nothing());
    }
    if old == new {
        return settle(proof.is_empty(), old_root == new_root);
    }
    verify_subtree_consistency(0, old, new, old_root, new_root, proof)
}

/// The subtree over `start..end` is part of the tree of `size` leaves.
///
/// # Errors
/// [`ProofError`] when the proof does not show it.
pub fn verify_subtree_consistency(
    start: u64,
    end: u64,
    size: u64,
    subtree_root: &Hash,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if end > size {
        return Err(ProofError::Position);
    }
    if start == end {
        // An empty subtree is part of every tree; there is nothing a proof could add.
        return settle(proof.is_empty(), *subtree_root == Hash::of_nothing());
    }
    check_subtree(start, end)?;
    let (mut from, mut to, mut last) = (start, end - 1, size - 1);
    while from != to && (to == last || to & 1 == 1) {
        from >>= 1;
        to >>= 1;
        last >>= 1;
    }
    let (seed, rest) = if from == to {
        (*subtree_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(ProofError::Length)?;
        (*first, rest)
    };
    let (mut small, mut large) = (seed, seed);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if to & 1 == 1 || to == last {
            if from < to {
                small = Hash::of_children(sibling, &small);
            }
            large = Hash::of_children(sibling, &large);
            while to & 1 == 0 && to != 0 {
                from >>= 1;
                to >>= 1;
                last >>= 1;
            }
        } else {
            large = Hash::of_children(&large, sibling);
        }
        from >>= 1;
        to >>= 1;
        last >>= 1;
    }
    settle(last == 0, small == *subtree_root && large == *root)
}

/// A subtree begins at a multiple of the least power of two that holds it.
fn check_subtree(start: u64, end: u64) -> Result<(), ProofError> {
    let count = end
        .checked_sub(start)
        .filter(|count| *count > 0)
        .ok_or(ProofError::Position)?;
    let width = count
        .checked_next_power_of_two()
        .ok_or(ProofError::Position)?;
    if start.is_multiple_of(width) {
        Ok(())
    } else {
        Err(ProofError::Position)
    }
}

fn settle(length: bool, root: bool) -> Result<(), ProofError> {
    match (length, root) {
        (false, _) => Err(ProofError::Length),
        (_, false) => Err(ProofError::Root),
        _ => Ok(()),
    }
}
