//! `tacita ledger export`: the log as files for any C2SP program, or as lines for a SIEM.
//!
//! Tiles are written up to the last checkpoint, the checkpoint last, so that a folder that has one
//! is whole. It refuses a log that is not the one that was signed.

use super::super::Failure;
use super::End;
use crate::ledger::{Ledger, ocsf};
use std::io::{BufWriter, Write};
use std::path::Path;
use tacita_ledger::tile;
use tacita_store::LedgerRows;

/// Leaves that are read at once.
const SLICE: u32 = 4096;

pub(super) async fn tiles(rows: &LedgerRows, to: Option<&Path>) -> Result<(), End> {
    let to = to.ok_or("name a folder with --to")?;
    // Without a key: nothing is signed here.
    let ledger = Ledger::take_up(String::new(), None, rows).await?;
    let head = ledger.head().ok_or("the log has no checkpoint yet")?;
    if ledger.trunk().size() != head.size {
        let fault = "the leaves are not those that were signed; `tacita ledger verify` says where";
        return Err(End::Tampered(fault.into()));
    }
    let mut paths: Vec<String> = Vec::new();
    for (level, index, width) in tile::tiles(head.size) {
        paths.push(tile::path(Some(level), index, width));
        if level == 0 {
            paths.push(tile::path(None, index, width));
        }
    }
    for path in paths {
        write(to, &path, &ledger.tile(rows, &path).await?)?;
    }
    write(to, "checkpoint", head.note.as_bytes())?;
    Ok(())
}

fn write(to: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let file = to.join(path);
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(file, bytes)?)
}

pub(super) async fn lines(rows: &LedgerRows, to: Option<&Path>, mut after: u64) -> Result<(), End> {
    let out: Box<dyn Write> = match to {
        Some(path) => Box::new(std::fs::File::create(path)?),
        None => Box::new(std::io::stdout()),
    };
    let mut out = BufWriter::new(out);
    loop {
        let slice = rows.leaves(after, SLICE).await?;
        let Some(last) = slice.last() else {
            break;
        };
        after = last.number;
        for row in &slice {
            let leaf = row.leaf.ok_or_else(|| {
                let fault = format!("leaf {}: the row makes no sense", row.number);
                End::Tampered(fault.into())
            })?;
            let line = ocsf::event(row.number, &leaf);
            writeln!(out, "{line}")?;
        }
    }
    Ok(out.flush()?)
}
