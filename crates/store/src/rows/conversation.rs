//! Conversations, their groups and their members: metadata that the server works with.

use crate::table::table;
use tacita_model::{
    AgentId, ChainHash, ConversationId, ConversationState, CryptoProfile, CustomerId, DeviceId,
    Epoch, Generation, KeyPackageId, QueueId, Role, Sequence, TenantId, TicketId, Timestamp,
};

table! {
    /// One conversation.
    pub struct Conversation in "conversation" key(id) {
        /// The conversation.
        id: ConversationId,
        /// Tenant.
        tenant: TenantId,
        /// Site of the shop it was opened on.
        site: String,
        /// Queue.
        queue: QueueId,
        /// The customer's pseudonymous id.
        customer: CustomerId,
        /// The conversation key of the customer in force (Ed25519).
        customer_key: [u8; 32],
        /// Their credential.
        customer_credential: Vec<u8>,
        /// State.
        state: ConversationState,
        /// Running generation; 0 before the first.
        generation: Generation,
        /// Crypto profile.
        profile: CryptoProfile,
        /// Who is assigned.
        agent: Option<AgentId>,
        /// With which device.
        device: Option<DeviceId>,
        /// When it was opened.
        opened_at: Timestamp,
        /// Since when it waits for a person.
        waiting_since: Option<Timestamp>,
        /// Time of the last entry as of the last flush of the writer.
        last_entry_at: Timestamp,
        /// When it was closed.
        closed_at: Option<Timestamp>,
        /// Repairs (flow F14) since `frozen_since`.
        freezes: u32,
        /// Start of the hour in which they are counted.
        frozen_since: Option<Timestamp>,
        /// Bodies up to here were deleted because every member had acknowledged them.
        forgotten_to: Sequence,
        /// Since when it is on hold.
        on_hold_since: Option<Timestamp>,
        /// The language it was opened in, where its queue asks for people who speak it.
        language: Option<String>,
        /// Who answered the same browser last, where its queue gives chats back to them.
        prefers: Option<AgentId>,
    }
}

table! {
    /// The public side of one MLS group: a generation of a conversation.
    pub struct Group in "mls_group" key(conversation, generation) {
        /// The conversation.
        conversation: ConversationId,
        /// The generation.
        generation: Generation,
        /// MLS group id.
        group_id: Vec<u8>,
        /// Epoch.
        epoch: Epoch,
        /// The server's public group, serialised by `seal`.
        public_group: Vec<u8>,
        /// Proposals that wait for their commit, serialised by the server.
        pending: Vec<u8>,
    }
}

table! {
    /// A commit that won its epoch. The key is the guard of e2ee.md section 3.5.
    pub struct Handshake in "handshake" key(conversation, generation, epoch) {
        /// The conversation.
        conversation: ConversationId,
        /// The generation.
        generation: Generation,
        /// The epoch it ended: one commit an epoch.
        epoch: Epoch,
        /// Its entry in the log.
        sequence: Sequence,
    }
}

table! {
    /// A welcome that waits for its device.
    pub struct Welcome in "welcome" key(conversation, generation, leaf_key) {
        /// The conversation.
        conversation: ConversationId,
        /// The generation.
        generation: Generation,
        /// Whose.
        leaf_key: [u8; 32],
        /// The package it was made for.
        package: Option<KeyPackageId>,
        /// Where the commit that added the device stands in the log.
        at_sequence: Sequence,
        /// The chain hash there.
        at_chain: ChainHash,
        /// `MLSMessage` with the Welcome.
        bytes: Vec<u8>,
        /// The device's ticket.
        ticket: Vec<u8>,
        /// When it was made.
        created_at: Timestamp,
    }
}

table! {
    /// A leaf that may read the log of a conversation.
    pub struct Member in "member" key(conversation, leaf_key) {
        /// The conversation.
        conversation: ConversationId,
        /// Signature key.
        leaf_key: [u8; 32],
        /// Role.
        role: Role,
        /// The person, for agents.
        agent: Option<AgentId>,
        /// The device, for agents.
        device: Option<DeviceId>,
        /// The log begins for this member after here.
        joined_at: Sequence,
        /// Everything up to here is durable on the device.
        acked: Sequence,
        /// Highest post counter taken in the running generation, as of the last flush.
        counter: u64,
        /// The entry that proposed or made its removal; from there on it gets nothing.
        removed_at: Option<Sequence>,
    }
}

table! {
    /// Somebody of the desk who is in a conversation beside the person who answers it.
    pub struct Guest in "guest" key(conversation, leaf_key) {
        /// The conversation.
        conversation: ConversationId,
        /// Signature key of the device.
        leaf_key: [u8; 32],
        /// The person.
        agent: AgentId,
        /// The device.
        device: DeviceId,
        /// When the person asked to join.
        joined_at: Timestamp,
        /// From when on they are to be out, if that is decided.
        until: Option<Timestamp>,
    }
}

table! {
    /// A ticket: the server's signed word that a device may join a group.
    pub struct Ticket in "ticket" key(id) {
        /// The ticket.
        id: TicketId,
        /// The conversation.
        conversation: ConversationId,
        /// The generation.
        generation: Generation,
        /// The epoch, once it is bound to one.
        epoch: Option<Epoch>,
        /// The device.
        device: Option<DeviceId>,
        /// The key package.
        package: KeyPackageId,
        /// The signed bytes.
        bytes: Vec<u8>,
        /// When it was made.
        created_at: Timestamp,
        /// Until when it counts.
        expires_at: Timestamp,
    }
}
