//! Reads our own stored CBOR into Rust types, in the order in which [`crate::cbor`] wrote it.
//!
//! OpenMLS keeps a group as some forty serde types. A general reader compiles, for each of them, a
//! search by field name and the sentence it would complain with: together a tenth of the browser
//! module. Here a field is the one that stands next, checked by its name; a complaint is one value
//! without words. Refuses fields in another order, missing ones, numbers with a fraction, and more
//! than one meaning of what is stored. Not for what a peer sent: that is `cbor::decode`.

use crate::cbor::Malformed;
use cbor4ii::core::dec::{Decode, IgnoredAny, Read, is_break};
use cbor4ii::core::types::{Array, Bytes, Map};
use cbor4ii::core::utils::SliceReader;
use core::fmt::Display;
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

const NULL: u8 = 0xf6;
const STRING: u8 = 3;
const MAP_OF_ONE: u8 = 0xa1;

impl de::Error for Malformed {
    /// The words name fields of a library's state; whoever reads a store can only know it as damaged.
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// Where reading stands.
pub(crate) struct Reader<'de> {
    bytes: SliceReader<'de>,
}

impl<'de> Reader<'de> {
    pub(crate) fn new(bytes: &'de [u8]) -> Self {
        Self {
            bytes: SliceReader::new(bytes),
        }
    }

    /// Refuses what stands after the value.
    pub(crate) fn end(&mut self) -> Result<(), Malformed> {
        match self.bytes.fill(1).map_err(|_| Malformed)?.as_ref() {
            [] => Ok(()),
            _ => Err(Malformed),
        }
    }

    #[inline(never)]
    fn peek(&mut self) -> Result<u8, Malformed> {
        let ahead = self.bytes.fill(1).map_err(|_| Malformed)?;
        ahead.as_ref().first().copied().ok_or(Malformed)
    }

    #[inline(never)]
    fn unsigned(&mut self) -> Result<u64, Malformed> {
        u64::decode(&mut self.bytes).map_err(|_| Malformed)
    }

    #[inline(never)]
    fn signed(&mut self) -> Result<i64, Malformed> {
        i64::decode(&mut self.bytes).map_err(|_| Malformed)
    }

    #[inline(never)]
    fn text(&mut self) -> Result<&'de str, Malformed> {
        <&str>::decode(&mut self.bytes).map_err(|_| Malformed)
    }

    #[inline(never)]
    fn byte_string(&mut self) -> Result<&'de [u8], Malformed> {
        let Bytes(bytes) = Bytes::<&[u8]>::decode(&mut self.bytes).map_err(|_| Malformed)?;
        Ok(bytes)
    }

    #[inline(never)]
    fn list(&mut self) -> Result<Option<usize>, Malformed> {
        Array::len(&mut self.bytes).map_err(|_| Malformed)
    }

    #[inline(never)]
    fn map(&mut self) -> Result<Option<usize>, Malformed> {
        Map::len(&mut self.bytes).map_err(|_| Malformed)
    }

    /// Whether another item follows, of `left` (or up to a break).
    #[inline(never)]
    fn another(&mut self, left: &mut Option<usize>) -> Result<bool, Malformed> {
        match left {
            Some(0) => Ok(false),
            Some(left) => {
                *left -= 1;
                Ok(true)
            }
            None => Ok(!is_break(&mut self.bytes).map_err(|_| Malformed)?),
        }
    }

    /// Steps over a field's name, and over the names before it: aliases, which stand in the list
    /// beside the name that is written.
    #[inline(never)]
    fn field(&mut self, names: &mut Names) -> Result<(), Malformed> {
        let text = self.text()?;
        names.find(|name| **name == text).map(drop).ok_or(Malformed)
    }

    /// Steps over the head of a list of exactly `count`.
    #[inline(never)]
    fn tuple(&mut self, count: usize) -> Result<Items<'_, 'de>, Malformed> {
        let left = self.list()?;
        if left == Some(count) {
            Ok(Items { reader: self, left })
        } else {
            Err(Malformed)
        }
    }

    #[inline(never)]
    fn variant(&mut self) -> Result<(), Malformed> {
        match self.peek()? {
            MAP_OF_ONE => self.map().map(drop),
            byte if byte >> 5 == STRING => Ok(()),
            _ => Err(Malformed),
        }
    }
}

struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: Option<usize>,
}

impl<'de> de::SeqAccess<'de> for Items<'_, 'de> {
    type Error = Malformed;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Malformed> {
        if self.reader.another(&mut self.left)? {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }

    fn size_hint(&self) -> Option<usize> {
        self.left
    }
}

impl<'de> de::MapAccess<'de> for Items<'_, 'de> {
    type Error = Malformed;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Malformed> {
        de::SeqAccess::next_element_seed(self, seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Malformed> {
        seed.deserialize(&mut *self.reader)
    }

    fn size_hint(&self) -> Option<usize> {
        self.left
    }
}

type Names = core::slice::Iter<'static, &'static str>;

/// A struct's fields, each behind its name. One that is missing leaves the visitor short of a value,
/// which it refuses.
struct Fields<'a, 'de> {
    items: Items<'a, 'de>,
    names: Names,
}

impl<'de> de::SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Malformed;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Malformed> {
        if !self.items.reader.another(&mut self.items.left)? {
            return Ok(None);
        }
        self.items.reader.field(&mut self.names)?;
        seed.deserialize(&mut *self.items.reader).map(Some)
    }
}

impl<'de> de::EnumAccess<'de> for &mut Reader<'de> {
    type Error = Malformed;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Malformed> {
        let value = seed.deserialize(&mut *self)?;
        Ok((value, self))
    }
}

impl<'de> de::VariantAccess<'de> for &mut Reader<'de> {
    type Error = Malformed;

    fn unit_variant(self) -> Result<(), Malformed> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Malformed> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        count: usize,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.deserialize_tuple(count, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.deserialize_struct("", fields, visitor)
    }
}

/// Reads one simple thing and hands it to the visitor.
macro_rules! simple {
    ($($name:ident: $read:ident, $visit:ident;)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
            visitor.$visit(self.$read()?)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Malformed;

    simple! {
        deserialize_u8: unsigned, visit_u64;
        deserialize_u16: unsigned, visit_u64;
        deserialize_u32: unsigned, visit_u64;
        deserialize_u64: unsigned, visit_u64;
        deserialize_i8: signed, visit_i64;
        deserialize_i16: signed, visit_i64;
        deserialize_i32: signed, visit_i64;
        deserialize_i64: signed, visit_i64;
        deserialize_str: text, visit_borrowed_str;
        deserialize_string: text, visit_borrowed_str;
        deserialize_identifier: text, visit_borrowed_str;
        deserialize_bytes: byte_string, visit_borrowed_bytes;
        deserialize_byte_buf: byte_string, visit_borrowed_bytes;
    }

    /// What may be of several shapes is a whole number as our writer writes it (OpenMLS's number of
    /// past epochs, which older versions wrote otherwise).
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_bool(bool::decode(&mut self.bytes).map_err(|_| Malformed)?)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Malformed> {
        Err(Malformed)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Malformed> {
        Err(Malformed)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        if self.peek()? == NULL {
            self.bytes.advance(1);
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    /// An empty list, as the writer writes it.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        self.tuple(0)?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let left = self.list()?;
        visitor.visit_seq(Items { reader: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        count: usize,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_seq(self.tuple(count)?)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        count: usize,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.deserialize_tuple(count, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let left = self.map()?;
        visitor.visit_map(Items { reader: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        let left = self.map()?;
        visitor.visit_seq(Fields {
            items: Items { reader: self, left },
            names: fields.iter(),
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        self.variant()?;
        visitor.visit_enum(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        IgnoredAny::decode(&mut self.bytes).map_err(|_| Malformed)?;
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests;
