//! A log gone over leaf by leaf, as its rows come: what was changed, left out, put in or moved is
//! found, and placed as closely as what was signed or kept allows.
//!
//! Three things speak against a forger: a leaf's own hash, the roots of full bundles, and heads
//! (checkpoints of the log itself, and those that a witness, a receipt or an earlier run holds).
//! The holder of the key can rewrite the first two; not the heads that others hold.

use crate::leaf::Leaf;
use crate::tile::WIDTH;
use crate::tree::Hash;
use crate::trunk::Trunk;
use std::collections::BTreeMap;

/// What is wrong, and where. Numbers of leaves count from 1, as in storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A leaf is gone, or one stands twice or at another place.
    #[error("leaf {wanted}: another number stands there ({found}); leaves were deleted or moved")]
    Number {
        /// What should follow.
        wanted: u64,
        /// What follows.
        found: u64,
    },
    /// The row cannot be read as a leaf.
    #[error("leaf {number}: the row makes no sense")]
    Unreadable {
        /// Which.
        number: u64,
    },
    /// What the leaf says is not what its hash was made from.
    #[error("leaf {number}: what it says does not fit its hash")]
    Content {
        /// Which.
        number: u64,
    },
    /// The kept root of a bundle is another.
    #[error("leaves {first} to {last}: not those of the bundle that was kept")]
    Bundle {
        /// First of the bundle.
        first: u64,
        /// Last of the bundle.
        last: u64,
    },
    /// A head of the log itself is another.
    #[error(
        "leaves {first} to {last}: not those that the checkpoint of {last} leaves was signed over"
    )]
    Signed {
        /// First leaf after the last head that fits.
        first: u64,
        /// Size of the head.
        last: u64,
    },
    /// A head that somebody else holds is another.
    #[error("leaves {first} to {last}: not those that somebody else has seen")]
    Seen {
        /// First leaf after the last head that fits.
        first: u64,
        /// Size of the head.
        last: u64,
    },
    /// A head is over more leaves than there are.
    #[error("the log has {size} leaves and had {head} before: it was cut back")]
    Shorter {
        /// Size of the head.
        head: u64,
        /// Leaves there are.
        size: u64,
    },
}

/// Whose word a head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A checkpoint that lies beside the log.
    Log,
    /// Somebody else's.
    Other,
}

/// A log that was gone over.
#[derive(Debug)]
pub struct Checked {
    /// Its tree.
    pub trunk: Trunk,
    /// Leaves that a head covers; the others are not signed yet.
    pub covered: u64,
}

/// See the top of this file.
///
/// Practice: G1
#[derive(Debug, Default)]
pub struct Audit {
    trunk: Trunk,
    heads: BTreeMap<u64, Vec<(Holder, Hash)>>,
    bundles: Vec<Hash>,
    good: u64,
}

impl Audit {
    /// An audit against the roots of bundles that the log keeps (from the first on).
    #[must_use]
    pub fn new(bundles: Vec<Hash>) -> Self {
        Self {
            bundles,
            ..Self::default()
        }
    }

    /// A head that the log must contain.
    pub fn head(&mut self, holder: Holder, size: u64, root: Hash) {
        self.heads.entry(size).or_default().push((holder, root));
    }

    /// Takes the next row: its number, what it says (`None` when it cannot be read), its hash.
    ///
    /// # Errors
    /// [`Fault`] where it is wrong.
    pub fn leaf(&mut self, number: u64, leaf: Option<&Leaf>, hash: Hash) -> Result<(), Fault> {
        let wanted = self.trunk.size() + 1;
        if number != wanted {
            return Err(Fault::Number {
                wanted,
                found: number,
            });
        }
        let leaf = leaf.ok_or(Fault::Unreadable { number })?;
        if leaf.hash() != hash.0 {
            return Err(Fault::Content { number });
        }
        self.push(hash)
    }

    fn push(&mut self, hash: Hash) -> Result<(), Fault> {
        if let Some(root) = self.trunk.push(hash) {
            let last = self.trunk.size();
            let place = usize::try_from(self.trunk.bundles() - 1).unwrap_or(usize::MAX);
            if self.bundles.get(place).is_some_and(|kept| *kept != root) {
                let first = last + 1 - WIDTH;
                return Err(Fault::Bundle { first, last });
            }
        }
        self.compare()
    }

    fn compare(&mut self) -> Result<(), Fault> {
        let size = self.trunk.size();
        let Some(heads) = self.heads.get(&size) else {
            return Ok(());
        };
        let root = self.trunk.root();
        if let Some((holder, _)) = heads.iter().find(|(_, head)| *head != root) {
            let (first, last) = (self.good + 1, size);
            return Err(match holder {
                Holder::Log => Fault::Signed { first, last },
                Holder::Other => Fault::Seen { first, last },
            });
        }
        self.good = size;
        Ok(())
    }

    /// There are no more leaves.
    ///
    /// # Errors
    /// [`Fault::Shorter`], or a head over no leaves that is wrong.
    pub fn finish(mut self) -> Result<Checked, Fault> {
        let size = self.trunk.size();
        let kept = u64::try_from(self.bundles.len()).unwrap_or(u64::MAX) * WIDTH;
        let furthest = self.heads.last_key_value().map(|(head, _)| *head);
        if let Some(head) = furthest.max(Some(kept)).filter(|head| *head > size) {
            return Err(Fault::Shorter { head, size });
        }
        if size == 0 {
            self.compare()?;
        }
        Ok(Checked {
            trunk: self.trunk,
            covered: self.good,
        })
    }
}
