//! The files of C2SP tlog-tiles, made from rows when somebody asks: hashes of the lowest level and
//! entries from the leaves, higher levels from the tree in memory.
//!
//! Only what the last head covers is a file; the bytes of a path never change.

use super::Ledger;
use tacita_ledger::tile::{self, WIDTH};
use tacita_store::{LedgerRows, StoreError};

/// Why there is no such file.
#[derive(Debug, thiserror::Error)]
pub enum NoTile {
    /// Not a path, or beyond the last head.
    #[error("there is no such tile")]
    Path,
    /// The rows do not hold what was signed.
    #[error("the ledger's rows are not those that were signed")]
    Rows,
    /// The rows cannot be read.
    #[error("the ledger's rows cannot be read")]
    Store(#[from] StoreError),
}

impl Ledger {
    /// The file at `tile/…`.
    ///
    /// # Errors
    /// [`NoTile`].
    pub async fn tile(&self, rows: &LedgerRows, path: &str) -> Result<Vec<u8>, NoTile> {
        let (level, index, width) = tile::parse(path).ok_or(NoTile::Path)?;
        let size = self.head().map_or(0, |head| head.size);
        let above = level.unwrap_or(0) * 8;
        let first = index.checked_mul(WIDTH).ok_or(NoTile::Path)?;
        let last = first.checked_add(width).ok_or(NoTile::Path)?;
        if last > size.checked_shr(above).unwrap_or(0) {
            return Err(NoTile::Path);
        }
        match level {
            None => entries(rows, first, width).await,
            Some(0) => hashes(rows, first, width).await,
            Some(_) => {
                let level = usize::try_from(above).unwrap_or(usize::MAX);
                let nodes = (first..last).map(|index| self.node(level, index));
                let nodes: Option<Vec<_>> = nodes.collect();
                let nodes = nodes.ok_or(NoTile::Rows)?;
                Ok(nodes.iter().flat_map(|node| node.0).collect())
            }
        }
    }
}

fn limit(width: u64) -> u32 {
    u32::try_from(width).unwrap_or(u32::MAX)
}

async fn hashes(rows: &LedgerRows, first: u64, width: u64) -> Result<Vec<u8>, NoTile> {
    let found = rows.hashes(first, limit(width)).await?;
    let wanted = first + 1..=first + width;
    if !found.iter().map(|(number, _)| *number).eq(wanted) {
        return Err(NoTile::Rows);
    }
    Ok(found.into_iter().flat_map(|(_, hash)| hash).collect())
}

async fn entries(rows: &LedgerRows, first: u64, width: u64) -> Result<Vec<u8>, NoTile> {
    let found = rows.leaves(first, limit(width)).await?;
    let wanted = first + 1..=first + width;
    if !found.iter().map(|row| row.number).eq(wanted) {
        return Err(NoTile::Rows);
    }
    let leaves = found.into_iter().map(|row| Some(row.leaf?.encode()));
    let leaves: Vec<Vec<u8>> = leaves.collect::<Option<_>>().ok_or(NoTile::Rows)?;
    tile::bundle(leaves.iter().map(Vec::as_slice)).ok_or(NoTile::Rows)
}
