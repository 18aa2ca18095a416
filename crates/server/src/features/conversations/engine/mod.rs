//! The engine: one owner of all open conversations.
//!
//! A state machine without I/O: [`Engine::handle`] takes one input and the time, and leaves rows,
//! frames and questions in [`out::Out`]. The loop beside it (`run.rs`) commits the rows of a whole
//! round at once and only then lets the frames go. It refuses to act on a conversation it has not
//! loaded: inputs wait until the database has answered.
//! Next: [`post`] (the hot path), [`reconcile`] (everything that takes more than one step).

mod begin;
mod commit;
mod generation;
pub mod groups;
mod guests;
pub mod head;
mod hello;
mod hold;
pub mod input;
mod intake;
pub mod keys;
mod log;
mod orders;
pub mod out;
mod packages;
mod post;
mod propose;
mod reconcile;
pub mod renew;
pub mod rows;
pub mod tail;
mod upkeep;
mod volatile;

#[cfg(test)]
mod tests;

use head::{Conversation, Invited, Packages, Reservation};
use input::{Command, Frame, Input, Refused};
use keys::Keys;
use out::{Answer, Effect, Out, SocketId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tacita_model::{ConversationId, QueueId, Timestamp};
use tacita_protocol::control::{FromServer, IntakeDevice, Refusal, What};

/// What the operator may set.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Messages that one socket may post in a second.
    pub posts_per_second: u32,
    /// Acknowledgements are written, and bodies that everybody has deleted, this often.
    pub settle_seconds: i64,
    /// A conversation that nobody accepts is deleted after so many seconds.
    pub unclaimed_seconds: i64,
    /// Conversations without a socket that are kept in memory.
    pub idle_conversations: usize,
}

/// The state of everything that is open.
#[derive(Debug)]
pub struct Engine {
    conversations: HashMap<ConversationId, Conversation>,
    due: HashSet<ConversationId>,
    dirty: HashSet<ConversationId>,
    /// Conversations with messages since the last tick: their inbox rows are told then, not each time.
    written: HashSet<ConversationId>,
    settled: Timestamp,
    looked_for_renewals: Timestamp,
    keys: Arc<Keys>,
    limits: Limits,
    /// What the round so far leaves behind.
    pub out: Out,
}

impl Engine {
    /// An engine that knows nothing yet.
    #[must_use]
    pub fn new(keys: Arc<Keys>, limits: Limits) -> Self {
        Self {
            conversations: HashMap::new(),
            due: HashSet::new(),
            dirty: HashSet::new(),
            written: HashSet::new(),
            settled: Timestamp::default(),
            looked_for_renewals: Timestamp::default(),
            keys,
            limits,
            out: Out::default(),
        }
    }

    /// Takes one input.
    pub fn handle(&mut self, input: Input, now: Timestamp) {
        let Some(id) = input.conversation() else {
            return match input {
                Input::Revoked(key) => self.lapse(&key),
                Input::Reachable { queue, devices } => self.reachable(queue, &devices),
                _ => self.tick(now),
            };
        };
        let conversation = self
            .conversations
            .entry(id)
            .or_insert_with(|| Conversation::unknown(id));
        if let Input::Loaded(_, loaded) = input {
            return self.loaded(id, loaded, now);
        }
        if let Input::Gone(_, socket) = input {
            // A socket that is still waiting for the load never gets in.
            conversation.parked.retain(
                |parked| !matches!(parked, Input::Hello(_, hello) if hello.socket == socket),
            );
            hello::gone(conversation, &mut self.out, socket);
            return self.after(id, now);
        }
        if conversation.durable.is_none() {
            if !conversation.loading {
                conversation.loading = true;
                self.out.effects.push(Effect::Load(id));
            }
            conversation.parked.push(input);
            return;
        }
        let hot = matches!(
            input,
            Input::Frame(_, _, Frame::Post(_) | Frame::Read(_) | Frame::Typing(_))
        );
        self.act(id, input, now);
        if !hot {
            self.after(id, now);
        }
    }

    fn loaded(
        &mut self,
        id: ConversationId,
        loaded: Result<Option<Box<head::Durable>>, Refused>,
        now: Timestamp,
    ) {
        let Some(conversation) = self.conversations.get_mut(&id) else {
            return;
        };
        conversation.loading = false;
        let parked = core::mem::take(&mut conversation.parked);
        match loaded {
            Ok(Some(durable)) => {
                conversation.durable = Some(durable);
                self.after(id, now);
                for input in parked {
                    self.handle(input, now);
                }
            }
            Ok(None) => self.turn_away(id, parked, Refused::Unknown),
            Err(why) => self.turn_away(id, parked, why),
        }
    }

    /// Nothing could be loaded: everybody who waits is told.
    fn turn_away(&mut self, id: ConversationId, parked: Vec<Input>, why: Refused) {
        for input in parked {
            match input {
                Input::Hello(id, hello) => {
                    let attached = out::Attached::new(id, &hello, None);
                    self.out.attach(hello.socket, attached);
                    if why == Refused::Unknown {
                        hello::stranger(&mut self.out, hello.socket);
                    } else {
                        let out = &mut self.out;
                        out.refuse(hello.socket, What::Hello, None, Refusal::Unavailable);
                        out.end(
                            hello.socket,
                            crate::features::conversations::outbound::End::Normal,
                        );
                    }
                }
                Input::Command(command) => {
                    let _gone = command.answer.send(Err(why));
                }
                Input::Frame(_, socket, frame) => self.unavailable(socket, &frame),
                _ => {}
            }
        }
        let empty = self
            .conversations
            .get(&id)
            .is_some_and(|c| c.live.sockets.is_empty());
        if empty {
            self.conversations.remove(&id);
        }
    }

    fn unavailable(&mut self, socket: SocketId, frame: &Frame) {
        let (what, message) = match frame {
            Frame::Post(post) => (What::Post, Some(post.message)),
            Frame::Batch(..) => (What::Batch, None),
            Frame::Commit(_) => (What::Commit, None),
            Frame::Intake(intake) => (What::Intake, Some(intake.message)),
            Frame::KeyPackages(_) => (What::KeyPackages, None),
            Frame::HandedOver => (What::HandedOver, None),
            Frame::Trouble(_) => (What::Trouble, None),
            Frame::Close => (What::Close, None),
            Frame::Ack(_) | Frame::Read(_) | Frame::Typing(_) => return,
        };
        self.out.refuse(socket, what, message, Refusal::Unavailable);
    }

    fn act(&mut self, id: ConversationId, input: Input, now: Timestamp) {
        let Some(conversation) = self.conversations.get_mut(&id) else {
            return;
        };
        let out = &mut self.out;
        match input {
            Input::Hello(_, hello) => hello::hello(conversation, out, &self.keys, now, &hello),
            Input::Frame(_, socket, frame) => {
                if conversation.live.sockets.contains(&socket) {
                    self.frame(id, socket, frame, now);
                }
            }
            Input::Command(Command { order, answer, .. }) => {
                let says = orders::order(conversation, out, now, order);
                out.answers.push(Answer {
                    conversation: id,
                    to: answer,
                    says,
                });
            }
            Input::Page {
                socket,
                seen,
                entries,
                ..
            } => {
                hello::page(conversation, out, socket, seen, entries);
            }
            Input::Packages {
                customer, device, ..
            } => {
                conversation.live.fetching = None;
                conversation.live.packages = Some(Packages {
                    customer,
                    device,
                    at: now,
                });
            }
            Input::IntakeDevices {
                socket, devices, ..
            } => {
                out.tell(socket, &FromServer::IntakeDevices { devices });
            }
            Input::IntakeOpened { key, frames, .. } => {
                begin::intake_opened(conversation, out, &key, frames);
            }
            Input::Reserve {
                person,
                package,
                ticket,
                until,
                ..
            } => {
                let invited = Invited {
                    package: package.id,
                    key_package: package.bytes,
                    ticket,
                    key: package.key,
                };
                conversation.live.reserved = Some(Reservation {
                    person,
                    invited,
                    until,
                });
            }
            Input::Loaded(..)
            | Input::Gone(..)
            | Input::Reachable { .. }
            | Input::Revoked(_)
            | Input::Tick => {}
        }
    }

    fn frame(&mut self, id: ConversationId, socket: SocketId, frame: Frame, now: Timestamp) {
        let Some(conversation) = self.conversations.get_mut(&id) else {
            return;
        };
        let out = &mut self.out;
        match frame {
            Frame::Post(frame) => {
                self.written.insert(id);
                let rate = self.limits.posts_per_second;
                post::post(conversation, out, now, rate, socket, frame);
            }
            Frame::Batch(batch, posts) => {
                generation::batch(conversation, out, &self.keys, now, socket, &batch, posts);
            }
            Frame::Commit(request) => {
                commit::commit(conversation, out, &self.keys, now, socket, request);
            }
            Frame::Intake(record) => intake::intake(conversation, out, now, socket, *record),
            Frame::Ack(sequence) => {
                volatile::ack(conversation, out, socket, sequence);
                intake::settle(conversation, out);
                self.dirty.insert(id);
            }
            Frame::Read(sequence) => volatile::read(conversation, out, socket, sequence),
            Frame::Typing(on) => volatile::typing(conversation, out, socket, on),
            Frame::KeyPackages(packages) => {
                packages::take(conversation, out, socket, packages);
            }
            Frame::HandedOver => orders::handed_over(conversation, out, now, socket),
            Frame::Trouble(kind) => orders::trouble(conversation, out, now, socket, kind),
            Frame::Close => orders::close_from(conversation, out, now, socket),
        }
    }

    /// After anything that is not an ordinary message: the next step, if there is one.
    fn after(&mut self, id: ConversationId, now: Timestamp) {
        let Some(conversation) = self.conversations.get_mut(&id) else {
            return;
        };
        reconcile::reconcile(conversation, &mut self.out, &self.keys, now);
        renew::renew(conversation, &mut self.out, &self.keys, now);
        if conversation.live.due.is_some() {
            self.due.insert(id);
        } else {
            self.due.remove(&id);
        }
    }

    /// Reservations of a revoked device lapse: a batch that comes with one is told so.
    fn lapse(&mut self, key: &head::LeafKey) {
        for conversation in self.conversations.values_mut() {
            let live = &mut conversation.live;
            live.reserved = live.reserved.take().filter(|held| held.person.key != *key);
        }
    }

    /// Widgets of a queue that have written to nobody yet are told to whom they can.
    fn reachable(&mut self, queue: QueueId, devices: &[IntakeDevice]) {
        for conversation in self.conversations.values() {
            let waits = |durable: &head::Durable| durable.queue == queue && durable.unwritten();
            if conversation.durable.as_deref().is_some_and(waits) {
                for socket in &conversation.live.sockets {
                    let devices = devices.to_vec();
                    self.out
                        .tell(*socket, &FromServer::IntakeDevices { devices });
                }
            }
        }
    }

    /// The round is over. What was changed in memory of a conversation whose rows the store refused
    /// is thrown away and loaded again when it is next needed.
    pub fn finish(&mut self, failed: &HashSet<ConversationId>) {
        for id in failed {
            if let Some(conversation) = self.conversations.get_mut(id) {
                conversation.durable = None;
                conversation.live.asked = None;
                conversation.live.turn = None;
                conversation.live.told.clear();
            }
        }
        self.out.finish(failed);
    }

    /// Conversations in memory, for the metrics.
    #[must_use]
    pub fn open(&self) -> usize {
        self.conversations.len()
    }

    /// Sockets of a conversation by role: whether the customer is connected.
    #[must_use]
    pub fn customer_online(&self, id: ConversationId) -> bool {
        self.conversations.get(&id).is_some_and(|conversation| {
            conversation.live.sockets.iter().any(|socket| {
                self.out
                    .sockets
                    .get(socket)
                    .is_some_and(|attached| attached.role == tacita_model::Role::Customer)
            })
        })
    }
}
