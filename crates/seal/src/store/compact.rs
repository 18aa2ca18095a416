//! OpenMLS serialises most secrets and keys as lists of numbers, two CBOR bytes for most of theirs.
//! On its way into the store each list of bytes becomes a byte string under tag 64 (RFC 8746,
//! "uint8 typed array"), and on its way out a list again: half the size on disk and per message, and
//! a size that does not depend on the values. Refuses what is no CBOR; it reads only our own state.

/// Shorter lists gain nothing.
const SHORTEST: u64 = 8;
const TYPED_ARRAY: u64 = 64;
const BREAK: u8 = 0xff;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Out,
}

/// Lists of bytes become tagged byte strings.
pub(super) fn shrink(cbor: &[u8]) -> Option<Vec<u8>> {
    convert(cbor, Way::In)
}

/// Tagged byte strings become lists of bytes again.
pub(super) fn restore(cbor: &[u8]) -> Option<Vec<u8>> {
    convert(cbor, Way::Out)
}

fn convert(cbor: &[u8], way: Way) -> Option<Vec<u8>> {
    let mut walk = Walk {
        rest: cbor,
        out: Vec::with_capacity(cbor.len()),
        way,
    };
    walk.item(0)?;
    walk.rest.is_empty().then_some(walk.out)
}

struct Head {
    major: u8,
    /// `None` for an indefinite length.
    value: Option<u64>,
    bytes: usize,
}

fn head(rest: &[u8]) -> Option<Head> {
    let (first, after) = rest.split_first()?;
    let (major, info) = (first >> 5, first & 31);
    let wide = |count: usize| {
        let value = after
            .get(..count)?
            .iter()
            .fold(0, |value, byte| (value << 8) | u64::from(*byte));
        Some(Head {
            major,
            value: Some(value),
            bytes: 1 + count,
        })
    };
    match info {
        0..=23 => Some(Head {
            major,
            value: Some(info.into()),
            bytes: 1,
        }),
        24 => wide(1),
        25 => wide(2),
        26 => wide(4),
        27 => wide(8),
        31 => Some(Head {
            major,
            value: None,
            bytes: 1,
        }),
        _ => None,
    }
}

struct Walk<'a> {
    rest: &'a [u8],
    out: Vec<u8>,
    way: Way,
}

impl Walk<'_> {
    fn copy(&mut self, count: usize) -> Option<()> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.out.extend_from_slice(taken);
        self.rest = rest;
        Some(())
    }

    fn write_head(&mut self, major: u8, value: u64) {
        let major = major << 5;
        let wide = value.to_be_bytes();
        let (info, skip) = match value {
            0..=23 => (u8::try_from(value).unwrap_or(0), 8),
            24..=0xff => (24, 7),
            0x100..=0xffff => (25, 6),
            0x1_0000..=0xffff_ffff => (26, 4),
            _ => (27, 0),
        };
        self.out.push(major | info);
        self.out.extend(wide.iter().skip(skip));
    }

    fn item(&mut self, depth: u32) -> Option<()> {
        if depth > 64 {
            return None;
        }
        let head = head(self.rest)?;
        match (head.major, head.value) {
            (2 | 3, Some(length)) => self.copy(head.bytes + usize::try_from(length).ok()?),
            (4, Some(count)) => match self.bytes_of(&head, count) {
                Some((bytes, used)) => {
                    self.rest = self.rest.get(used..)?;
                    self.write_head(6, TYPED_ARRAY);
                    self.write_head(2, count);
                    self.out.extend(bytes);
                    Some(())
                }
                None => self.items(&head, count, depth),
            },
            (5, Some(count)) => self.items(&head, count.checked_mul(2)?, depth),
            (6, Some(TYPED_ARRAY)) => self.untag(&head),
            (6, Some(_)) => self.items(&head, 1, depth),
            (0 | 1 | 7, Some(_)) => self.copy(head.bytes),
            (2..=5, None) => self.until_break(depth),
            _ => None,
        }
    }

    fn items(&mut self, head: &Head, count: u64, depth: u32) -> Option<()> {
        self.copy(head.bytes)?;
        (0..count).try_for_each(|_| self.item(depth + 1))
    }

    fn until_break(&mut self, depth: u32) -> Option<()> {
        self.copy(1)?;
        while *self.rest.first()? != BREAK {
            self.item(depth + 1)?;
        }
        self.copy(1)
    }

    /// The bytes of a list that holds nothing but bytes, and how long its encoding is.
    fn bytes_of(&self, list: &Head, count: u64) -> Option<(Vec<u8>, usize)> {
        if self.way == Way::Out || count < SHORTEST {
            return None;
        }
        let mut used = list.bytes;
        let mut bytes = Vec::new();
        for _ in 0..count {
            let element = head(self.rest.get(used..)?)?;
            if element.major != 0 {
                return None;
            }
            bytes.push(u8::try_from(element.value?).ok()?);
            used += element.bytes;
        }
        Some((bytes, used))
    }

    /// The library writes no tags of its own, so this one is ours.
    fn untag(&mut self, tag: &Head) -> Option<()> {
        if self.way == Way::In {
            return None;
        }
        let string = head(self.rest.get(tag.bytes..)?)?;
        let length = string.value.filter(|_| string.major == 2)?;
        let start = tag.bytes + string.bytes;
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        let bytes = self.rest.get(start..end)?;
        self.write_head(4, length);
        for byte in bytes {
            self.write_head(0, u64::from(*byte));
        }
        self.rest = self.rest.get(end..)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cbor;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_bytes::ByteBuf;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Shape {
        list: Vec<u8>,
        wide: Vec<u32>,
        bytes: ByteBuf,
        text: String,
        nested: Vec<Option<Vec<u8>>>,
        negative: i64,
        float: f64,
    }

    fn shapes() -> impl Strategy<Value = Shape> {
        let list = || proptest::collection::vec(any::<u8>(), 0..300);
        let nested = proptest::collection::vec(proptest::option::of(list()), 0..4);
        let wide = proptest::collection::vec(any::<u32>(), 0..20);
        (
            list(),
            wide,
            list(),
            ".{0,40}",
            nested,
            any::<i64>(),
            -1e9..1e9f64,
        )
            .prop_map(|(list, wide, bytes, text, nested, negative, float)| Shape {
                list,
                wide,
                bytes: ByteBuf::from(bytes),
                text,
                nested,
                negative,
                float,
            })
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out_byte_for_byte(shape in shapes()) {
            let plain = cbor::encode(&shape).unwrap();
            let small = shrink(&plain).unwrap();
            prop_assert!(small.len() <= plain.len() + 4 * (shape.nested.len() + 2));
            prop_assert_eq!(restore(&small).unwrap(), plain);
        }

        #[test]
        fn bytes_that_are_no_cbor_are_refused_without_a_panic(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let _ = shrink(&bytes);
            let _ = restore(&bytes);
        }
    }

    #[test]
    fn a_list_of_32_bytes_costs_36() {
        let plain = cbor::encode(&vec![200u8; 32]).unwrap();
        assert_eq!((plain.len(), shrink(&plain).unwrap().len()), (66, 36));
    }
}
