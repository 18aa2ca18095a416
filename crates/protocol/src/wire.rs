//! How ids and bytes are written: text in JSON, raw bytes in CBOR.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tacita_model::TypedId;

/// A typed id on the wire: its text in JSON, its 16 bytes in CBOR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wire<T>(pub T);

impl<T: TypedId> Serialize for Wire<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.0)
        } else {
            serializer.serialize_bytes(&self.0.to_bytes())
        }
    }
}

impl<'de, T: TypedId> Deserialize<'de> for Wire<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            text.parse().map(Wire).map_err(D::Error::custom)
        } else {
            let bytes = Blob::deserialize(deserializer)?;
            let bytes: [u8; 16] = bytes
                .0
                .as_slice()
                .try_into()
                .map_err(|_| D::Error::custom("an id has 16 bytes"))?;
            Ok(Wire(T::from_bytes(bytes)))
        }
    }
}

/// Opaque bytes: base64url without padding in JSON, a byte string in CBOR.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Blob(pub Vec<u8>);

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&Base64UrlUnpadded::encode_string(&self.0))
        } else {
            serializer.serialize_bytes(&self.0)
        }
    }
}

struct BlobVisitor;

impl<'de> Visitor<'de> for BlobVisitor {
    type Value = Blob;
    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a byte string")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Blob, E> {
        Base64UrlUnpadded::decode_vec(text)
            .map(Blob)
            .map_err(|_| E::custom("not base64url"))
    }
    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Blob, E> {
        Ok(Blob(bytes.to_vec()))
    }
    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Blob, E> {
        Ok(Blob(bytes))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(BlobVisitor)
        } else {
            deserializer.deserialize_byte_buf(BlobVisitor)
        }
    }
}

#[cfg(feature = "openapi")]
mod openapi {
    use super::{Blob, Wire};
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::Type};

    fn text() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .build()
            .into()
    }
    impl<T> utoipa::__dev::ComposeSchema for Wire<T> {
        fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
            text()
        }
    }
    impl<T> utoipa::ToSchema for Wire<T> {
        fn name() -> std::borrow::Cow<'static, str> {
            "Id".into()
        }
    }
    impl utoipa::__dev::ComposeSchema for Blob {
        fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
            text()
        }
    }
    impl utoipa::ToSchema for Blob {
        fn name() -> std::borrow::Cow<'static, str> {
            "Base64Url".into()
        }
    }
}
