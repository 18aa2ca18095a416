//! Verification of a whole log from its files: checkpoint, entries, tiles, and an earlier head.
//!
//! The caller says how a path is read (a folder, an archive, HTTP). Whatever was changed, left out,
//! put in or moved is found and placed: the answer names the file and, where it can, the leaf.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::VerifierKey;
use crate::tile;
use crate::tree::{Hash, Tree};

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The checkpoint cannot be taken.
    #[error("{path}: the checkpoint cannot be taken")]
    Checkpoint {
        /// File.
        path: String,
        /// Why.
        #[source]
        source: CheckpointError,
    },
    /// A file that the size asks for is not there.
    #[error("{path}: missing")]
    Missing {
        /// File.
        path: String,
    },
    /// A bundle does not hold the entries it should.
    #[error("{path}: does not hold {wanted} whole entries")]
    Bundle {
        /// File.
        path: String,
        /// How many it should hold.
        wanted: u64,
    },
    /// A tile differs from the entries.
    #[error("{path}: differs from the entries at node {node}")]
    Tile {
        /// File.
        path: String,
        /// First node of the tile that differs.
        node: u64,
    },
    /// Entries and checkpoint do not belong together.
    #[error("{path}: the entries lead to another root")]
    Root {
        /// The checkpoint's file.
        path: String,
    },
    /// The log is smaller than a head that was seen before.
    #[error("the log was cut back from {seen} to {size} leaves")]
    Shorter {
        /// Size seen before.
        seen: u64,
        /// Size now.
        size: u64,
    },
    /// The log does not extend a head that was seen before.
    #[error("the first {seen} leaves are not those seen before")]
    Rewritten {
        /// Size seen before.
        seen: u64,
    },
}

/// A verified log.
#[derive(Debug)]
pub struct Verified {
    /// Its head.
    pub checkpoint: Checkpoint,
    /// Its tree, for proofs.
    pub tree: Tree,
}

/// Verifies the log whose `checkpoint_path` this is. `seen` are heads that a witness, a receipt or
/// an earlier run holds: the log must extend each of them.
///
/// # Errors
/// The first [`Fault`] in the order checkpoint, entries, tiles, earlier heads.
pub fn verify_log(
    key: &VerifierKey,
    checkpoint_path: &str,
    seen: &[(u64, Hash)],
    mut read: impl FnMut(&str) -> Option<Vec<u8>>,
) -> Result<Verified, Fault> {
    let bytes = need(checkpoint_path, &mut read)?;
    let checkpoint = Checkpoint::open(&bytes, key).map_err(|source| Fault::Checkpoint {
        path: checkpoint_path.to_owned(),
        source,
    })?;
    let tree = tree_of_entries(checkpoint.size, &mut read)?;
    for (level, index, width) in tile::tiles(checkpoint.size) {
        let path = tile::path(Some(level), index, width);
        let found = need(&path, &mut read)?;
        let computed = tile::hashes(&tree, level, index, width).unwrap_or_default();
        if found != computed {
            let same = found
                .iter()
                .zip(&computed)
                .take_while(|(a, b)| a == b)
                .count();
            return Err(Fault::Tile {
                path,
                node: (same / 32) as u64,
            });
        }
    }
    if tree.root(checkpoint.size) != Some(checkpoint.root) {
        return Err(Fault::Root {
            path: checkpoint_path.to_owned(),
        });
    }
    for (size, root) in seen {
        if *size > checkpoint.size {
            return Err(Fault::Shorter {
                seen: *size,
                size: checkpoint.size,
            });
        }
        if tree.root(*size) != Some(*root) {
            return Err(Fault::Rewritten { seen: *size });
        }
    }
    Ok(Verified { checkpoint, tree })
}

fn need(path: &str, read: &mut impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Vec<u8>, Fault> {
    read(path).ok_or_else(|| Fault::Missing {
        path: path.to_owned(),
    })
}

fn tree_of_entries(
    size: u64,
    read: &mut impl FnMut(&str) -> Option<Vec<u8>>,
) -> Result<Tree, Fault> {
    let mut tree = Tree::new();
    let mut index = 0;
    while tree.size() < size {
        let wanted = (size - tree.size()).min(tile::WIDTH);
        let path = tile::path(None, index, wanted);
        let bytes = need(&path, read)?;
        let entries = tile::entries(&bytes).filter(|entries| entries.len() as u64 == wanted);
        let Some(entries) = entries else {
            return Err(Fault::Bundle { path, wanted });
        };
        for entry in entries {
            tree.push(Hash::of_leaf(entry));
        }
        index += 1;
    }
    Ok(tree)
}
