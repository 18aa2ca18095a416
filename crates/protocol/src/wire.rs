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

/// An agent's id on the wire. (The aliases exist because a schema can be derived for a plain name
/// only: the ids themselves know nothing of OpenAPI.)
pub type WireAgentId = Wire<tacita_model::AgentId>;
/// A conversation's id on the wire.
pub type WireConversationId = Wire<tacita_model::ConversationId>;
/// A device's id on the wire.
pub type WireDeviceId = Wire<tacita_model::DeviceId>;
/// A key package's id on the wire.
pub type WireKeyPackageId = Wire<tacita_model::KeyPackageId>;
/// A second factor's id on the wire.
pub type WireFactorId = Wire<tacita_model::FactorId>;
/// A known browser's id on the wire.
pub type WireBrowserId = Wire<tacita_model::BrowserId>;
/// A saved reply's id on the wire.
pub type WireReplyId = Wire<tacita_model::ReplyId>;
/// A sign-in's id on the wire.
pub type WireSignInId = Wire<tacita_model::SignInId>;
/// The id of a request to open something, on the wire.
pub type WireGlassId = Wire<tacita_model::GlassId>;
/// An access review's id on the wire.
pub type WireCampaignId = Wire<tacita_model::CampaignId>;
/// The id of a right in an access review, on the wire.
pub type WireReviewItemId = Wire<tacita_model::ReviewItemId>;
/// A queue's id on the wire.
pub type WireQueueId = Wire<tacita_model::QueueId>;
/// A tenant's id on the wire.
pub type WireTenantId = Wire<tacita_model::TenantId>;

#[cfg(feature = "openapi")]
mod openapi {
    use super::{Blob, Wire};
    use tacita_model::TypedId;
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::Type};

    impl<T: TypedId> utoipa::PartialSchema for Wire<T> {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .pattern(Some(format!(
                    "^{}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$",
                    T::PREFIX
                )))
                .build()
                .into()
        }
    }
    impl<T: TypedId> utoipa::ToSchema for Wire<T> {
        fn name() -> std::borrow::Cow<'static, str> {
            format!("Id_{}", T::PREFIX).into()
        }
    }
    impl utoipa::PartialSchema for Blob {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .pattern(Some("^[A-Za-z0-9_-]*$"))
                .description(Some("Bytes in base64url without padding."))
                .build()
                .into()
        }
    }
    impl utoipa::ToSchema for Blob {
        fn name() -> std::borrow::Cow<'static, str> {
            "Base64Url".into()
        }
    }
}
