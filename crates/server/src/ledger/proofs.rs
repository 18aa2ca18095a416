//! Proof files for leaves, against the last signed head.
//!
//! Only what a head covers is proven; the caller has what is durable signed first
//! ([`Ledger::sequence`]). Refuses while nothing may be revealed: a proof under a head that does not
//! fit would be worse than none. Next: `tacita_ledger::receipt`.

use super::Ledger;
use super::tiles::NoTile;
use std::collections::BTreeMap;
use tacita_ledger::opening::Opening;
use tacita_ledger::receipt::Receipt;
use tacita_ledger::statement::Statement;
use tacita_ledger::tile::WIDTH;
use tacita_ledger::{Hash, Trunk};
use tacita_model::{AgentId, Timestamp};
use tacita_store::LedgerRows;

impl Ledger {
    /// A proof file for each leaf, by its number.
    ///
    /// # Errors
    /// [`NoTile::Path`] for a leaf that no head covers, [`NoTile::Rows`] for one that is another than
    /// the one that was signed.
    pub async fn proofs(
        &self,
        rows: &LedgerRows,
        leaves: &[(u64, Opening)],
    ) -> Result<Vec<Receipt>, NoTile> {
        // Tree and head fit each other while nobody sequences.
        let turn = self.turn.lock().await;
        let (trunk, head) = (self.trunk(), self.head());
        drop(turn);
        let head = head.filter(|head| head.size == trunk.size());
        let head = head.ok_or(NoTile::Path)?;
        let branch = trunk.with(bundles(rows, &trunk, leaves).await?);
        let mut receipts = Vec::with_capacity(leaves.len());
        for (number, opening) in leaves {
            let index = number.checked_sub(1).ok_or(NoTile::Path)?;
            let proof = branch.inclusion(index).ok_or(NoTile::Path)?;
            receipts.push(Receipt {
                extra: Some(opening.encode()),
                index,
                proof,
                checkpoint: head.note.clone(),
            });
        }
        Ok(receipts)
    }

    /// Signs a statement about these leaves of a person.
    #[must_use]
    pub fn attest(
        &self,
        agent: AgentId,
        (from, until): (Timestamp, Timestamp),
        leaves: &[(u64, Opening)],
    ) -> Option<String> {
        let signer = self.signer.as_ref()?;
        let hashes: Vec<(u64, Hash)> = leaves
            .iter()
            .map(|(number, opening)| (number.saturating_sub(1), Hash(opening.leaf.hash())))
            .collect();
        let statement = Statement {
            origin: self.origin.clone(),
            agent,
            from,
            until,
            count: u64::try_from(hashes.len()).unwrap_or(u64::MAX),
            digest: tacita_ledger::statement::digest(
                hashes.iter().map(|(index, hash)| (*index, hash)),
            ),
        };
        Some(statement.sign(&signer.key))
    }
}

/// The leaves around those that are asked for, where the tree does not hold them in memory.
async fn bundles(
    rows: &LedgerRows,
    trunk: &Trunk,
    leaves: &[(u64, Opening)],
) -> Result<BTreeMap<u64, Vec<Hash>>, NoTile> {
    let mut bundles = BTreeMap::new();
    for (number, _) in leaves {
        let bundle = number.saturating_sub(1) / WIDTH;
        if bundle >= trunk.bundles() || bundles.contains_key(&bundle) {
            continue;
        }
        let width = u32::try_from(WIDTH).unwrap_or(256);
        let slice = rows.hashes(bundle * WIDTH, width).await?;
        let wanted = bundle * WIDTH + 1..=(bundle + 1) * WIDTH;
        if !slice.iter().map(|(number, _)| *number).eq(wanted) {
            return Err(NoTile::Rows);
        }
        bundles.insert(
            bundle,
            slice.into_iter().map(|(_, hash)| Hash(hash)).collect(),
        );
    }
    Ok(bundles)
}
