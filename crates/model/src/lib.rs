//! The nouns of Tacita: typed ids, roles, purposes, states, facts about people and chats.
//!
//! Pure and small: no serde, no clock, no randomness, no I/O, builds for wasm. It refuses to know
//! how anything is stored or sent; `protocol` says how a noun crosses the wire, `store` how it is
//! kept. One word per thing (the glossary of ARCHITECTURE.md). Next: [`id`], then [`state`].

pub mod fact;
pub mod id;
pub mod place;
pub mod role;
pub mod sorted;
pub mod state;
pub mod time;
mod vocabulary;

pub use fact::{Assurance, Purpose};
pub use id::{
    AgentId, BrowserId, CampaignId, CaseId, ConversationId, CustomerId, DeviceId, FactorId,
    GlassId, IdError, KeyPackageId, LeafId, MessageId, QueueId, RecordId, ReplyId, RequestId,
    ReviewItemId, SignInId, TeamId, TenantId, TicketId, TypedId,
};
pub use place::{ChainHash, Epoch, Generation, Place, Sequence};
pub use role::Role;
pub use sorted::{SortedMap, SortedSet};
pub use state::{ArchiveMode, ConversationState, CryptoProfile, Routing};
pub use time::{Clock, Timestamp};
