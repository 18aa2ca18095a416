//! C2SP tlog-tiles: how a log lies in files (c2sp.org/tlog-tiles@v1.0.0).
//!
//! A tile holds 256 hashes of one level; the last of a level may be partial and then says so in its
//! path (`.p/W`). Entries lie in bundles of 256, each behind its length in two bytes.

use crate::tree::Tree;

/// Hashes in a full tile, entries in a full bundle.
pub const WIDTH: u64 = 256;

/// Path of a tile or bundle: `index` in groups of three digits, all but the last behind an `x`.
/// `level` is `None` for a bundle of entries; `width` below 256 marks a partial one.
#[must_use]
pub fn path(level: Option<u32>, index: u64, width: u64) -> String {
    let mut groups = vec![format!("{:03}", index % 1000)];
    let mut rest = index / 1000;
    while rest > 0 {
        groups.push(format!("x{:03}", rest % 1000));
        rest /= 1000;
    }
    groups.reverse();
    let folder = level.map_or("entries".to_owned(), |level| level.to_string());
    let partial = if width < WIDTH {
        format!(".p/{width}")
    } else {
        String::new()
    };
    format!("tile/{folder}/{}{partial}", groups.join("/"))
}

/// The hashes of a tile of `tree`: `width` nodes from `index * 256` of tree level `level * 8`.
#[must_use]
pub fn hashes(tree: &Tree, level: u32, index: u64, width: u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for place in 0..width {
        let node = tree.node(usize::try_from(level * 8).ok()?, index * WIDTH + place)?;
        out.extend_from_slice(&node.0);
    }
    Some(out)
}

/// Every tile that a log of `size` leaves has: level, index, width.
#[must_use]
pub fn tiles(size: u64) -> Vec<(u32, u64, u64)> {
    let mut out = Vec::new();
    for level in 0..8u32 {
        let nodes = size.checked_shr(level * 8).unwrap_or(0);
        if nodes == 0 {
            break;
        }
        out.extend((0..nodes / WIDTH).map(|index| (level, index, WIDTH)));
        if !nodes.is_multiple_of(WIDTH) {
            out.push((level, nodes / WIDTH, nodes % WIDTH));
        }
    }
    out
}

/// Packs entries of a bundle; `None` when one is longer than 65,535 bytes.
#[must_use]
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for entry in entries {
        out.extend_from_slice(&u16::try_from(entry.len()).ok()?.to_be_bytes());
        out.extend_from_slice(entry);
    }
    Some(out)
}

/// Reads a bundle; `None` when it ends inside an entry.
#[must_use]
pub fn entries(mut bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut out = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk::<2>()?;
        let (entry, after) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        out.push(entry);
        bundle = after;
    }
    Some(out)
}
