//! What the engine wants written, as values. One round's rows are one transaction.
//!
//! The names follow the tables of docs/concepts/protocol.md; `persist.rs` beside the engine turns
//! them into the store's writes. Kept apart so that the engine's tests need no database.

use super::head::{Assigned, Guest, LeafKey, Member, Pending, WaitingWelcome};
use super::input::FreshPackage;
use super::tail::Entry;
use bytes::Bytes;
use tacita_ledger::LeafKind;
use tacita_model::{
    AgentId, ConversationId, ConversationState, CryptoProfile, CustomerId, Epoch, Generation,
    KeyPackageId, MessageId, QueueId, RecordId, Sequence, TenantId, Timestamp,
};

/// The row of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadRow {
    /// Tenant.
    pub tenant: TenantId,
    /// Site.
    pub site: String,
    /// Queue.
    pub queue: QueueId,
    /// Customer.
    pub customer: CustomerId,
    /// The customer's key.
    pub customer_key: LeafKey,
    /// Their credential.
    pub credential: Bytes,
    /// State.
    pub state: ConversationState,
    /// Latest generation.
    pub generation: Generation,
    /// Profile.
    pub profile: CryptoProfile,
    /// Who has it.
    pub assigned: Option<Assigned>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Since when it waits.
    pub waiting_since: Option<Timestamp>,
    /// Since when it is on hold.
    pub on_hold_since: Option<Timestamp>,
    /// The language it was opened in.
    pub language: Option<String>,
    /// Who answered the same browser last.
    pub prefers: Option<AgentId>,
    /// Time of the last entry.
    pub last_entry: Timestamp,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// Repairs in the running hour.
    pub freezes: u32,
    /// When that hour began.
    pub frozen_since: Option<Timestamp>,
    /// Bodies up to here were deleted, as the database had it when it was loaded.
    pub forgotten_to: Sequence,
}

/// One change of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// An entry of a log.
    Entry {
        /// Conversation.
        conversation: ConversationId,
        /// The entry.
        entry: Entry,
        /// The sender's counter, for messages.
        counter: u64,
    },
    /// The head of a conversation changed.
    Head {
        /// Conversation.
        conversation: ConversationId,
        /// What it is now.
        head: Box<HeadRow>,
    },
    /// A commit was taken. Unique by group and epoch: the database holds the rule as well.
    Commit {
        /// Conversation.
        conversation: ConversationId,
        /// Generation.
        generation: Generation,
        /// Epoch that it ended.
        epoch: Epoch,
        /// Where it stands.
        sequence: Sequence,
        /// Who committed.
        sender: LeafKey,
    },
    /// The public group changed, with the proposals that wait.
    Group {
        /// Conversation.
        conversation: ConversationId,
        /// Generation.
        generation: Generation,
        /// Epoch.
        epoch: Epoch,
        /// The blob of `seal`.
        group: Bytes,
        /// What waits.
        pending: Vec<Pending>,
    },
    /// A device is in the group.
    Joined {
        /// Conversation.
        conversation: ConversationId,
        /// Generation.
        generation: Generation,
        /// The member.
        member: Member,
    },
    /// A device is out.
    Left {
        /// Conversation.
        conversation: ConversationId,
        /// Who.
        member: Member,
        /// The entry that proposed or made it.
        at: Sequence,
    },
    /// Somebody joins beside whoever answers, or is to leave.
    Guest {
        /// Conversation.
        conversation: ConversationId,
        /// Who, and until when.
        guest: Guest,
    },
    /// They are out.
    GuestGone {
        /// Conversation.
        conversation: ConversationId,
        /// Their device.
        key: LeafKey,
    },
    /// How far a device is, and how many posts were taken from it.
    Progress {
        /// Conversation.
        conversation: ConversationId,
        /// Its key.
        key: LeafKey,
        /// Acknowledged.
        acked: Sequence,
        /// Counter.
        counter: u64,
    },
    /// A welcome waits.
    Welcome {
        /// Conversation.
        conversation: ConversationId,
        /// The welcome.
        welcome: WaitingWelcome,
    },
    /// A device has acknowledged its welcome.
    Welcomed {
        /// Conversation.
        conversation: ConversationId,
        /// Its key.
        key: LeafKey,
    },
    /// Key packages of the customer.
    Packages {
        /// Conversation.
        conversation: ConversationId,
        /// The customer's key.
        key: LeafKey,
        /// The packages.
        packages: Vec<FreshPackage>,
    },
    /// The unused key packages of the customer are worthless: its device has lost their keys.
    PackagesLost {
        /// Conversation.
        conversation: ConversationId,
        /// The customer's key.
        key: LeafKey,
    },
    /// A key package was used.
    PackageUsed {
        /// Conversation.
        conversation: ConversationId,
        /// Which.
        package: KeyPackageId,
        /// When.
        at: Timestamp,
    },
    /// An intake record under its two locks.
    Intake {
        /// Conversation.
        conversation: ConversationId,
        /// The customer whose month key wraps the half.
        customer: CustomerId,
        /// The conversation key that signed it.
        customer_key: LeafKey,
        /// Record.
        record: RecordId,
        /// Message.
        message: MessageId,
        /// Place in the log.
        sequence: Sequence,
        /// When it arrived.
        time: Timestamp,
        /// SHA-256 of the inner record.
        hash: [u8; 32],
        /// The record under the server half.
        sealed: Bytes,
        /// The customer's signature.
        signature: [u8; 64],
        /// When it is deleted unread.
        expires: Timestamp,
    },
    /// Intake records go, halves first.
    IntakeGone {
        /// Conversation.
        conversation: ConversationId,
        /// Their messages.
        messages: Vec<MessageId>,
    },
    /// Closed: queue, key packages, welcomes, intake records, halves, group.
    Wiped {
        /// Conversation.
        conversation: ConversationId,
        /// When.
        at: Timestamp,
    },
    /// A leaf of the ledger about this conversation.
    Leaf {
        /// Kind.
        kind: LeafKind,
        /// Conversation.
        conversation: ConversationId,
        /// Who acted; `None` for the server itself.
        by: Option<AgentId>,
        /// The customer acted.
        customer: Option<CustomerId>,
    },
}

impl Row {
    /// The conversation it belongs to.
    #[must_use]
    pub fn conversation(&self) -> ConversationId {
        match self {
            Self::Entry { conversation, .. }
            | Self::Head { conversation, .. }
            | Self::Commit { conversation, .. }
            | Self::Group { conversation, .. }
            | Self::Joined { conversation, .. }
            | Self::Left { conversation, .. }
            | Self::Guest { conversation, .. }
            | Self::GuestGone { conversation, .. }
            | Self::Progress { conversation, .. }
            | Self::Welcome { conversation, .. }
            | Self::Welcomed { conversation, .. }
            | Self::Packages { conversation, .. }
            | Self::PackagesLost { conversation, .. }
            | Self::PackageUsed { conversation, .. }
            | Self::Intake { conversation, .. }
            | Self::IntakeGone { conversation, .. }
            | Self::Wiped { conversation, .. }
            | Self::Leaf { conversation, .. } => *conversation,
        }
    }
}
