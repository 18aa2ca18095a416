//! What a group is about: its id and the facts that every member agrees on by joining.
//!
//! The facts stand in our group-context extension (0xF0A1), so they are part of every key of the
//! group: a member that was told another conversation, profile or archive mode shares no key. A
//! change of any of them is a new generation. Conversation and generation stand in the group id of
//! the same context and nowhere else, so no second copy can differ; the context is rewritten with
//! every message, so each byte of it counts. Refuses every archive mode but `none`.

use crate::cbor::{self, Malformed};
use crate::profile;
use crate::signing::KeyId;
use openmls::prelude::{Extension, ExtensionType, UnknownExtension};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};
use tacita_model::{ArchiveMode, ConversationId, CryptoProfile, Generation, TenantId, TypedId};

/// The extension's type, from the private range of RFC 9420.
pub const EXTENSION_TYPE: u16 = 0xF0A1;

/// MLS group id: the conversation's 16 bytes and the generation, 4 bytes big endian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId {
    /// The conversation.
    pub conversation: ConversationId,
    /// Which group of it.
    pub generation: Generation,
}

impl GroupId {
    /// The 20 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 20] {
        let mut bytes = [0; 20];
        let (id, generation) = bytes.split_at_mut(16);
        id.copy_from_slice(&self.conversation.to_bytes());
        generation.copy_from_slice(&self.generation.0.to_be_bytes());
        bytes
    }

    /// From the 20 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        let [id @ .., a, b, c, d] = bytes;
        Self {
            conversation: ConversationId::from_bytes(id),
            generation: Generation(u32::from_be_bytes([a, b, c, d])),
        }
    }

    pub(crate) fn to_mls(self) -> openmls::prelude::GroupId {
        openmls::prelude::GroupId::from_slice(&self.to_bytes())
    }

    pub(crate) fn from_mls(id: &openmls::prelude::GroupId) -> Option<Self> {
        <[u8; 20]>::try_from(id.as_slice())
            .ok()
            .map(Self::from_bytes)
    }
}

/// The facts of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The tenant.
    pub tenant: TenantId,
    /// Conversation and generation.
    pub group: GroupId,
    /// The crypto profile.
    pub profile: CryptoProfile,
    /// What is kept after close; `none` in this build.
    pub archive: ArchiveMode,
    /// The router key whose tickets count.
    pub router: KeyId,
}

#[derive(Serialize, Deserialize)]
struct Body(u8, ByteArray<16>, u16, String, ByteBuf, ByteArray<32>);

impl Facts {
    pub(crate) fn to_extension(self) -> Result<Extension, Malformed> {
        let body = Body(
            1,
            ByteArray::new(self.tenant.to_bytes()),
            profile::number(self.profile),
            self.archive.as_str().to_owned(),
            // The custodian key's id: empty while the only archive mode is `none`.
            ByteBuf::new(),
            ByteArray::new(self.router),
        );
        Ok(Extension::Unknown(
            EXTENSION_TYPE,
            UnknownExtension(cbor::encode(&body)?),
        ))
    }

    /// Reads the facts of a group out of its context's extension.
    ///
    /// # Errors
    /// [`Malformed`] for another version, mode or profile, or a custodian in mode `none`.
    pub fn decode(group: GroupId, bytes: &[u8]) -> Result<Self, Malformed> {
        let Body(version, tenant, number, archive, custodian, router) = cbor::decode(bytes)?;
        if version != 1 || !custodian.is_empty() {
            return Err(Malformed);
        }
        Ok(Self {
            tenant: TenantId::from_bytes(*tenant),
            group,
            profile: profile::from_number(number).ok_or(Malformed)?,
            archive: archive.parse().map_err(|_| Malformed)?,
            router: *router,
        })
    }
}

pub(crate) fn extension_type() -> ExtensionType {
    ExtensionType::Unknown(EXTENSION_TYPE)
}
