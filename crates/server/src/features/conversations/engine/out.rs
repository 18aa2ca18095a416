//! What one round of the engine leaves behind: rows to write, frames to send, questions to ask.
//!
//! Nothing here is carried out by the engine. The rows go to the store first; only when they are
//! durable are the frames handed to the sockets, each socket's in one go. Where the store refuses,
//! everything of that conversation is dropped and whoever asked is told.

use super::head::LeafKey;
use super::input::Refused;
use super::rows::Row;
use crate::features::conversations::outbound::{End, Outbound};
use bytes::Bytes;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tacita_model::{
    AgentId, ConversationId, DeviceId, MessageId, Place, Role, Sequence, TenantId, Timestamp,
};
use tacita_protocol::control::{self, FromServer, Refusal, What};

/// Number of an open socket; never used again in this process.
pub type SocketId = u64;

/// Where a socket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The log is being read for it up to the head; live entries wait.
    Replaying,
    /// It gets every entry as it is made.
    Live,
}

/// A socket that belongs to a conversation.
#[derive(Debug)]
pub struct Attached {
    /// Conversation.
    pub conversation: ConversationId,
    /// Key it proved.
    pub key: LeafKey,
    /// Role.
    pub role: Role,
    /// Person.
    pub agent: Option<AgentId>,
    /// Device.
    pub device: Option<DeviceId>,
    /// Phase.
    pub phase: Phase,
    /// It may read the log, and bodies of messages after this entry; `None` while it only arrives.
    pub since: Option<Sequence>,
    /// What it had when it came, if it only arrives.
    pub seen: Place,
    /// When the customer's credential is to be renewed; never for anybody else's.
    pub renew_at: Timestamp,
    /// Posts it may still send in this second.
    pub budget: u32,
    /// The second that the budget is for.
    pub budget_second: i64,
    /// Where its frames go.
    pub outbound: Arc<Outbound>,
    frames: Vec<Bytes>,
    end: Option<End>,
}

/// Something to be looked up or done outside; its answer comes back as an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Load a conversation.
    Load(ConversationId),
    /// Read the log after a place, at the speed of this socket.
    Page {
        /// Conversation.
        conversation: ConversationId,
        /// Socket.
        socket: SocketId,
        /// After where.
        seen: Place,
        /// Tenant, for the decision.
        tenant: TenantId,
    },
    /// Fetch usable key packages.
    Packages {
        /// Conversation.
        conversation: ConversationId,
        /// Of the device with this key.
        device: LeafKey,
        /// And of the customer, who has this one.
        customer: LeafKey,
    },
    /// Fetch the devices that intake records are wrapped to.
    IntakeDevices {
        /// Conversation.
        conversation: ConversationId,
        /// Its queue.
        queue: tacita_model::QueueId,
        /// Socket.
        socket: SocketId,
    },
    /// Take one lock off the intake records for the assigned device: decision, leaf, then bytes.
    OpenIntake {
        /// Conversation.
        conversation: ConversationId,
        /// Tenant, for the decision.
        tenant: TenantId,
        /// Assigned person.
        agent: AgentId,
        /// Their device's key.
        key: LeafKey,
        /// The customer's key, which signed them.
        customer_key: LeafKey,
    },
    /// Metadata of a conversation changed.
    Wake(ConversationId),
}

/// A request that is answered only when the round is durable.
#[derive(Debug)]
pub struct Request {
    /// Who asked.
    pub socket: SocketId,
    /// What.
    pub what: What,
    /// Which message, if one.
    pub message: Option<MessageId>,
}

/// The answer to a person's act, waiting for the round to be durable.
#[derive(Debug)]
pub struct Answer {
    /// Conversation, whose state is forgotten if the round fails.
    pub conversation: ConversationId,
    /// Where it goes.
    pub to: tokio::sync::oneshot::Sender<Result<(), Refused>>,
    /// What it says if the round is durable.
    pub says: Result<(), Refused>,
}

/// What one round leaves behind.
#[derive(Debug, Default)]
pub struct Out {
    /// Open sockets.
    pub sockets: HashMap<SocketId, Attached>,
    /// Rows, in order.
    pub rows: Vec<Row>,
    /// Requests that the rows answer.
    pub requests: Vec<Request>,
    /// Answers to people.
    pub answers: Vec<Answer>,
    /// What to look up or do.
    pub effects: Vec<Effect>,
    /// Conversations whose durable state was changed in this round.
    pub touched: Vec<ConversationId>,
    dirty: Vec<SocketId>,
}

impl Out {
    /// Takes a new socket in.
    pub fn attach(&mut self, socket: SocketId, attached: Attached) {
        self.sockets.insert(socket, attached);
    }

    /// Queues a frame for a socket.
    pub fn send(&mut self, socket: SocketId, frame: Bytes) {
        if let Some(attached) = self.sockets.get_mut(&socket) {
            if attached.frames.is_empty() {
                self.dirty.push(socket);
            }
            attached.frames.push(frame);
        }
    }

    /// Queues a control frame for a socket.
    pub fn tell(&mut self, socket: SocketId, frame: &FromServer) {
        // The server's own frames fit their limits by construction; one that does not is dropped
        // and the device finds what it missed at its next hello.
        if let Ok(bytes) = control::encode_server(frame) {
            self.send(socket, bytes.into());
        }
    }

    /// Says no to a request.
    pub fn refuse(
        &mut self,
        socket: SocketId,
        what: What,
        message: Option<MessageId>,
        why: Refusal,
    ) {
        self.tell(
            socket,
            &FromServer::Refused {
                what,
                message: message.map(tacita_protocol::Wire),
                why,
            },
        );
    }

    /// Says that a request was taken.
    pub fn done(
        &mut self,
        socket: SocketId,
        what: What,
        message: Option<MessageId>,
        sequence: Option<Sequence>,
    ) {
        self.tell(
            socket,
            &FromServer::Done {
                what,
                message: message.map(tacita_protocol::Wire),
                sequence: sequence.map(|s| s.0),
            },
        );
    }

    /// Ends a socket after the frames that are queued for it.
    pub fn end(&mut self, socket: SocketId, end: End) {
        if let Some(attached) = self.sockets.get_mut(&socket) {
            if attached.frames.is_empty() {
                self.dirty.push(socket);
            }
            attached.end.get_or_insert(end);
        }
    }

    /// A request that must not be answered before the round is durable.
    pub fn wants_durable(&mut self, socket: SocketId, what: What, message: Option<MessageId>) {
        self.requests.push(Request {
            socket,
            what,
            message,
        });
    }

    /// The store has answered: sockets get their frames and people their answers, except those of
    /// conversations whose rows were refused. There nothing that was prepared leaves; whoever asked
    /// is told to try again, and a socket in the middle of a replay is ended, so that it asks anew.
    pub fn finish(&mut self, failed: &HashSet<ConversationId>) {
        self.touched.clear();
        let requests = core::mem::take(&mut self.requests);
        if !failed.is_empty() {
            for socket in &self.dirty {
                let Some(attached) = self.sockets.get_mut(socket) else {
                    continue;
                };
                if failed.contains(&attached.conversation) {
                    attached.frames.clear();
                    attached.end = None;
                    if attached.role == Role::Customer {
                        // A renewed credential may have been among what was dropped.
                        attached.renew_at = Timestamp::default();
                    }
                    if attached.phase == Phase::Replaying {
                        attached.end = Some(End::Normal);
                    }
                }
            }
            for Request {
                socket,
                what,
                message,
            } in requests
            {
                let theirs = self
                    .sockets
                    .get(&socket)
                    .map(|attached| attached.conversation);
                if theirs.is_some_and(|conversation| failed.contains(&conversation)) {
                    self.refuse(socket, what, message, Refusal::Unavailable);
                }
            }
        }
        for answer in self.answers.drain(..) {
            let refused = failed.contains(&answer.conversation);
            let says = if refused {
                Err(Refused::Unavailable)
            } else {
                answer.says
            };
            // Somebody who no longer waits has gone away; the act stands.
            let _gone = answer.to.send(says);
        }
        self.hand_out();
    }

    fn hand_out(&mut self) {
        for socket in self.dirty.drain(..) {
            if let Some(attached) = self.sockets.get_mut(&socket) {
                if !attached.frames.is_empty() {
                    attached.outbound.push(attached.frames.drain(..));
                }
                if let Some(end) = attached.end {
                    attached.outbound.end(end);
                }
            }
        }
    }
}

impl Effect {
    /// The conversation it is about.
    #[must_use]
    pub fn conversation(&self) -> ConversationId {
        match self {
            Self::Load(conversation)
            | Self::Wake(conversation)
            | Self::Page { conversation, .. }
            | Self::Packages { conversation, .. }
            | Self::IntakeDevices { conversation, .. }
            | Self::OpenIntake { conversation, .. } => *conversation,
        }
    }
}

impl Attached {
    /// It gets every entry as it is made.
    #[must_use]
    pub fn reads_live(&self) -> bool {
        self.phase == Phase::Live && self.since.is_some()
    }

    /// A socket that has just proved its key.
    #[must_use]
    pub fn new(
        conversation: ConversationId,
        hello: &super::input::Hello,
        since: Option<Sequence>,
    ) -> Self {
        Self {
            conversation,
            key: hello.key,
            role: hello.role,
            agent: hello.agent,
            device: hello.device,
            phase: Phase::Replaying,
            since,
            seen: hello.seen,
            renew_at: hello.renew_at,
            budget: 0,
            budget_second: 0,
            outbound: hello.outbound.clone(),
            frames: Vec::new(),
            end: None,
        }
    }
}
