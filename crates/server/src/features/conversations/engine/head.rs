//! What the engine knows of one open conversation.
//!
//! [`Durable`] is what the database says and nothing else: after a failed commit it is thrown away
//! and loaded again, so memory never runs ahead of the disk. [`Live`] is what never reaches the
//! disk: sockets, questions that were asked, turns. Next: [`super::reconcile`], which compares what
//! is with what should be.

use super::input::{Candidate, Input, Person};
use super::out::SocketId;
use super::tail::{Entry, Tail};
use bytes::Bytes;
use tacita_model::{
    AgentId, ConversationId, ConversationState, CryptoProfile, CustomerId, DeviceId, Epoch,
    Generation, KeyPackageId, Place, QueueId, Role, Sequence, TenantId, Timestamp,
};
use tacita_protocol::control::Reason;

/// An Ed25519 public key: the signature key of a leaf.
pub type LeafKey = [u8; 32];

/// A device in the group, or one that is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Signature key.
    pub key: LeafKey,
    /// Customer, Agent, Supervisor.
    pub role: Role,
    /// The person, for the desk's side.
    pub agent: Option<AgentId>,
    /// The device, for the desk's side.
    pub device: Option<DeviceId>,
    /// The log begins for it after this entry.
    pub since: Sequence,
    /// Highest counter taken from it in the running generation.
    pub counter: u64,
    /// Everything up to here is durable on it.
    pub acked: Sequence,
    /// Its removal is proposed: nothing is taken from it and nothing is sent to it.
    pub leaving: bool,
}

/// Who has the conversation, and with which device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The person.
    pub agent: AgentId,
    /// Display name, for the line on the customer's screen.
    pub name: String,
    /// The device that is or will be in the group.
    pub device: DeviceId,
    /// Its signature key.
    pub key: LeafKey,
    /// Since when.
    pub since: Timestamp,
}

/// Somebody of the desk who is in the group beside the person who answers (F6), or on their way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The person, the device, since when.
    pub who: Assigned,
    /// From when on they are to be out, if that is decided.
    pub until: Option<Timestamp>,
}

impl Guest {
    /// They are to be in the group at this moment.
    #[must_use]
    pub fn stays(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// What a pending proposal does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds the device that made this key package.
    Add {
        /// The package.
        package: KeyPackageId,
        /// Its bytes, for the next proposal should another commit win.
        key_package: Bytes,
        /// Signature key of the device.
        key: LeafKey,
    },
    /// Removes a leaf.
    Remove {
        /// Its signature key.
        key: LeafKey,
    },
}

/// A proposal of the server that waits for its commit. Bound to one epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// What it does.
    pub change: Change,
    /// `MLSMessage` of the proposal.
    pub proposal: Bytes,
    /// The ticket beside it.
    pub ticket: Bytes,
}

/// A welcome that its device has not acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingWelcome {
    /// For whom.
    pub key: LeafKey,
    /// Generation joined.
    pub generation: Generation,
    /// Where the log begins for it.
    pub at: Place,
    /// `MLSMessage` with the Welcome.
    pub welcome: Bytes,
    /// Its own ticket.
    pub ticket: Bytes,
}

/// What the database says about one conversation.
#[derive(Debug, Clone)]
pub struct Durable {
    /// Tenant.
    pub tenant: TenantId,
    /// Site of the shop.
    pub site: String,
    /// The customer's credential.
    pub credential: Bytes,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// Queue it came through.
    pub queue: QueueId,
    /// Customer.
    pub customer: CustomerId,
    /// The customer's conversation key.
    pub customer_key: LeafKey,
    /// When it was opened.
    pub opened: Timestamp,
    /// State.
    pub state: ConversationState,
    /// Crypto profile.
    pub profile: CryptoProfile,
    /// Latest generation; 0 before the first.
    pub generation: Generation,
    /// Its epoch.
    pub epoch: Epoch,
    /// The public group, as `seal` writes it; empty when none runs (none began, or it is frozen).
    pub group: Bytes,
    /// Who has it.
    pub assigned: Option<Assigned>,
    /// Who joined beside them.
    pub guests: Vec<Guest>,
    /// Who is in the group.
    pub members: Vec<Member>,
    /// Devices that were in it once; they are told to wipe when they come back.
    pub former: Vec<LeafKey>,
    /// Proposals that wait for their commit.
    pub pending: Vec<Pending>,
    /// Welcomes that were not acknowledged.
    pub welcomes: Vec<WaitingWelcome>,
    /// Head of the log.
    pub place: Place,
    /// When its last entry was taken.
    pub place_time: Timestamp,
    /// When it began to wait for a person's answer, if it does.
    pub waiting_since: Option<Timestamp>,
    /// Since when it is on hold, if it is.
    pub on_hold_since: Option<Timestamp>,
    /// The language it was opened in, where its queue asks for people who speak it.
    pub language: Option<String>,
    /// Who answered the same browser last, where its queue gives chats back to them.
    pub prefers: Option<AgentId>,
    /// Unused key packages of the customer at the server.
    pub customer_packages: u32,
    /// Intake records that nobody has acknowledged.
    pub intake: Vec<(tacita_model::MessageId, Sequence)>,
    /// Last entries.
    pub tail: Tail,
    /// Repairs in the hour that began at [`Durable::frozen_since`].
    pub freezes: u32,
    /// Start of the hour in which repairs are counted.
    pub frozen_since: Option<Timestamp>,
    /// Bodies up to here were deleted, as the database had it when it was loaded.
    pub forgotten_to: Sequence,
    /// Bodies up to here are no longer in memory.
    pub bodies_deleted: Sequence,
}

impl Durable {
    /// The member with this key.
    #[must_use]
    pub fn member(&self, key: &LeafKey) -> Option<&Member> {
        self.members.iter().find(|member| member.key == *key)
    }

    /// The member with this key, to be changed.
    pub fn member_mut(&mut self, key: &LeafKey) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.key == *key)
    }

    /// The guest with this key.
    #[must_use]
    pub fn guest(&self, key: &LeafKey) -> Option<&Guest> {
        self.guests.iter().find(|guest| guest.who.key == *key)
    }

    /// A generation runs: messages and commits can be taken.
    #[must_use]
    pub fn running(&self) -> bool {
        self.generation.0 > 0 && !self.group.is_empty()
    }

    /// An agent's device that stays is in the group.
    #[must_use]
    pub fn attended(&self) -> bool {
        self.members
            .iter()
            .any(|member| member.role != Role::Customer && !member.leaving)
    }

    /// The customer opened it and nothing of theirs has come: only they are in it.
    #[must_use]
    pub fn unwritten(&self) -> bool {
        self.state == ConversationState::Opened && self.generation.0 == 0 && self.assigned.is_none()
    }

    /// Keeps an entry as the newest.
    pub fn keep(&mut self, entry: Entry) {
        self.place = Place {
            sequence: entry.sequence,
            chain: entry.chain,
        };
        self.place_time = entry.time;
        self.tail.push(entry);
    }
}

/// Somebody was asked to begin a generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The number.
    pub generation: Generation,
    /// Why.
    pub reason: Reason,
    /// Who may begin it.
    pub starters: Vec<Starter>,
    /// When the last of them was asked.
    pub at: Timestamp,
}

/// One device that may begin a generation, with what it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    /// Its key.
    pub key: LeafKey,
    /// Packages it may add, with their tickets and keys.
    pub invites: Vec<Invited>,
}

/// A package that was given out with a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The package.
    pub package: KeyPackageId,
    /// Its bytes.
    pub key_package: Bytes,
    /// The ticket.
    pub ticket: Bytes,
    /// Key of the device that made it.
    pub key: LeafKey,
}

/// One member was asked to commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Epoch.
    pub epoch: Epoch,
    /// Who.
    pub key: LeafKey,
    /// When.
    pub at: Timestamp,
    /// When the first of this epoch was asked.
    pub first: Timestamp,
}

/// Key packages as the database had them a moment ago.
#[derive(Debug, Clone, Default)]
pub struct Packages {
    /// The customer's.
    pub customer: Vec<Candidate>,
    /// Of this device.
    pub device: Vec<Candidate>,
    /// When they came.
    pub at: Timestamp,
}

/// A reserved agent.
#[derive(Debug, Clone)]
pub struct Reservation {
    /// Who.
    pub person: Person,
    /// What was given to the widget.
    pub invited: Invited,
    /// Until when.
    pub until: Timestamp,
}

/// What never reaches the disk.
#[derive(Debug, Default)]
pub struct Live {
    /// Open sockets.
    pub sockets: Vec<SocketId>,
    /// Sockets that were told what [`Live::asked`] asks.
    pub told: Vec<SocketId>,
    /// A generation that somebody was asked to begin.
    pub asked: Option<Asked>,
    /// Whose turn it is to commit.
    pub turn: Option<Turn>,
    /// Devices of the group that were revoked and are not out yet.
    pub revoked: Vec<LeafKey>,
    /// When the running hand-over ends by itself.
    pub hand_over_ends: Option<Timestamp>,
    /// Key packages are being fetched since this moment.
    pub fetching: Option<Timestamp>,
    /// Key packages that came and are not used yet.
    pub packages: Option<Packages>,
    /// A reservation for a widget that is open (F1).
    pub reserved: Option<Reservation>,
    /// Intake records were handed to this device, up to this entry.
    pub intake_given: Option<(LeafKey, Sequence)>,
    /// The earliest moment at which something is due.
    pub due: Option<Timestamp>,
}

/// One open conversation.
#[derive(Debug)]
pub struct Conversation {
    /// Id.
    pub id: ConversationId,
    /// What the database says; `None` until it is loaded.
    pub durable: Option<Box<Durable>>,
    /// What never reaches it.
    pub live: Live,
    /// What came while it was being loaded.
    pub parked: Vec<Input>,
    /// It is being loaded.
    pub loading: bool,
}

impl Conversation {
    /// A conversation of which nothing is known yet.
    #[must_use]
    pub fn unknown(id: ConversationId) -> Self {
        Self {
            id,
            durable: None,
            live: Live::default(),
            parked: Vec::new(),
            loading: false,
        }
    }
}
