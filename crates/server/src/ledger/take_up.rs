//! The start: the tree is built again from what is kept, and compared with the last head.
//!
//! Roots of full bundles are read instead of all leaves, so a start takes as long with ten million
//! leaves as with none; that those roots still fit their leaves is looked at afterwards, in the
//! background ([`super::go_over`]). It refuses to go on from a tree that is not the signed one.

use super::{Ledger, Trouble};
use tacita_ledger::{Checkpoint, Hash, Trunk};
use tacita_store::rows::SignedHead;
use tacita_store::{LedgerRows, StoreError};
use zeroize::Zeroizing;

/// Leaves that are read at once.
pub(super) const SLICE: u32 = 4096;

impl Ledger {
    /// Takes the ledger up where its last head left it. A ledger in [`Trouble`] is one too: it
    /// reveals nothing and signs nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the rows cannot be read.
    pub async fn take_up(
        origin: String,
        secret: Option<&Zeroizing<[u8; 32]>>,
        rows: &LedgerRows,
    ) -> Result<Self, StoreError> {
        let ledger = Self::new(origin, secret);
        let Some(head) = rows.last_head().await? else {
            return Ok(ledger);
        };
        match tree_under(&ledger, &head, rows).await? {
            Ok(trunk) => ledger.state().trunk = trunk,
            Err(trouble) => ledger.stop(trouble),
        }
        // The last head is shown all the same: it is what was signed.
        ledger.head.send_replace(Some(head));
        Ok(ledger)
    }
}

async fn tree_under(
    ledger: &Ledger,
    head: &SignedHead,
    rows: &LedgerRows,
) -> Result<Result<Trunk, Trouble>, StoreError> {
    if let Some(vkey) = ledger.vkey() {
        let signed = Checkpoint::open(head.note.as_bytes(), vkey);
        let fits = |signed: &Checkpoint| signed.size == head.size && signed.root.0 == head.root;
        if !signed.as_ref().is_ok_and(fits) {
            return Ok(Err(Trouble::OtherName));
        }
    }
    let full = usize::try_from(head.size / tacita_ledger::tile::WIDTH).unwrap_or(usize::MAX);
    let kept = rows.bundles().await?;
    if kept.len() < full {
        return Ok(Err(Trouble::Changed));
    }
    let mut trunk = Trunk::of_bundles(kept.into_iter().take(full).map(Hash));
    while trunk.size() < head.size {
        let slice = rows.hashes(trunk.size(), SLICE).await?;
        if slice.is_empty() {
            return Ok(Err(Trouble::CutBack));
        }
        for (number, hash) in slice {
            if trunk.size() == head.size {
                break;
            }
            if number != trunk.size() + 1 {
                return Ok(Err(Trouble::Changed));
            }
            trunk.push(Hash(hash));
        }
    }
    if trunk.root().0 == head.root {
        Ok(Ok(trunk))
    } else {
        Ok(Err(Trouble::Changed))
    }
}
