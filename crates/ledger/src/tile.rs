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

/// Reads a path as [`path`] writes it: level (`None` for entries), index, width. One way to write
/// each: other widths than 1 to 255 behind `.p/`, missing zeros or a plus sign are refused.
#[must_use]
pub fn parse(text: &str) -> Option<(Option<u32>, u64, u64)> {
    let (folder, rest) = text.strip_prefix("tile/")?.split_once('/')?;
    let level = match folder {
        "entries" => None,
        level => Some(level.parse().ok().filter(|level| *level < 8)?),
    };
    let (name, width) = match rest.split_once(".p/") {
        Some((name, width)) => (name, width.parse().ok().filter(|width| *width < WIDTH)?),
        None => (rest, WIDTH),
    };
    let mut index = 0u64;
    for group in name.split('/') {
        let group: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
        index = index.checked_mul(1000)?.checked_add(group)?;
    }
    (width > 0 && path(level, index, width) == text).then_some((level, index, width))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_it_is_written_and_no_other_way() {
        for (level, index, width) in [
            (Some(0), 0, 256),
            (Some(0), 273, 112),
            (Some(1), 1_234_067, 256),
            (None, 999, 1),
            (None, 1000, 255),
        ] {
            let text = path(level, index, width);
            assert_eq!(parse(&text), Some((level, index, width)), "{text}");
        }
        assert_eq!(path(Some(3), 1_234_067, 256), "tile/3/x001/x234/067");
        for text in [
            "tile/0/0",
            "tile/00/000",
            "tile/8/000",
            "tile/+1/000",
            "tile/0/x001",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/../000",
            "tile/0/x000/001",
            "tile/entries/",
            "tile/data/000",
            "checkpoint",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
