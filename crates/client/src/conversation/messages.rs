//! Messages that come in: opened once, screened again, shown once (flow F4).
//!
//! The text and the ratchet's step are in one batch, and the acknowledgement follows it. A message
//! id that was shown is dropped; within one generation that is a replay and is reported. Next:
//! `outbox` for those that go out.

use super::log::{Arrival, Bad};
use super::{Core, Phase, Work, view};
use crate::keep::{Delivery, Form, Kept};
use tacita_model::{MessageId, Timestamp, TypedId};
use tacita_protocol::Blob;
use tacita_protocol::hot::{Post, private_head};
use tacita_screen::Speaker;
use tacita_seal::{Content, GroupError, GroupId, Received};

impl Core {
    pub(super) fn message_entry(
        &mut self,
        entry: &Arrival<'_>,
        body: &[u8],
        again: bool,
        work: &mut Work<'_>,
    ) -> Result<(), Bad> {
        let post = Post::decode(body).map_err(|_| Bad::Unreadable)?;
        let head = private_head(post.mls).map_err(|_| Bad::Unreadable)?;
        let id = <[u8; 20]>::try_from(head.group_id).map_err(|_| Bad::Unreadable)?;
        let id = GroupId::from_bytes(id);
        if id.conversation != self.conversation() || head.epoch != post.epoch {
            return Err(Bad::Unreadable);
        }
        if self
            .messages
            .get(&post.message)
            .is_some_and(|kept| kept.own)
        {
            return self.own_entry(entry, body, &post, work);
        }
        let ours = self.standing.generation;
        if id.generation.0 < ours || (self.group.is_none() && ours == 0) {
            // Of a generation that is over, or lost with our state: whoever wrote it repeats it.
            return Ok(());
        }
        let Some(group) = self.group.as_mut() else {
            return Err(Bad::Unreadable);
        };
        if id.generation.0 > ours {
            return Err(Bad::Unreadable);
        }
        if again && post.epoch < group.epoch() {
            return Ok(());
        }
        let known = self.messages.contains_key(&post.message);
        let accepted = Timestamp(entry.time).min(work.now);
        match group.open(self.crypt.context(work.now), post.mls, accepted) {
            Ok(received) => {
                let honest = received.envelope.message == post.message;
                self.compare(received.envelope.seen, work);
                self.show(entry, id.generation.0, &received, work);
                // The header was changed on the way: shown under its signed id, and asked for
                // again, so that our chain takes in what the others' has.
                if honest { Ok(()) } else { Err(Bad::Unreadable) }
            }
            Err(GroupError::SenderEnded) => Err(Bad::Refused("not-proven")),
            Err(_) if known => {
                if !again {
                    work.alarm("tampered");
                }
                Ok(())
            }
            Err(_) => Err(Bad::Unreadable),
        }
    }

    fn show(
        &mut self,
        entry: &Arrival<'_>,
        generation: u32,
        received: &Received,
        work: &mut Work<'_>,
    ) {
        let message = received.envelope.message;
        if let Some(kept) = self.messages.get(&message) {
            if kept.generation == generation {
                work.alarm("tampered");
            }
            return;
        }
        let (role, name) = view::author(&received.sender);
        let (text, guide) = match &received.content {
            Content::Text(text) | Content::HandoverNote(text) => (text.clone(), false),
            // How to stay safe is said by who helps, never by who asks for help.
            Content::Guide if role != "customer" => (String::new(), true),
            _ => return,
        };
        self.take_text(
            message,
            Kept {
                order: 0,
                sequence: Some(entry.sequence),
                own: false,
                role,
                name,
                time: entry.time,
                text,
                guide,
                state: Delivery::Received,
                failure: None,
                masked: 0,
                generation,
            },
            work,
        );
    }

    /// Screens a text of somebody else and keeps it.
    pub(super) fn take_text(&mut self, message: MessageId, mut kept: Kept, work: &mut Work<'_>) {
        let speaker = if kept.role == "customer" {
            Speaker::Customer
        } else {
            Speaker::Agent
        };
        let (text, masked) = self
            .past
            .arrive(work.screen, &kept.text, speaker, kept.time);
        self.past.said(false, &text, kept.time);
        let by_customer = speaker == Speaker::Customer;
        let prints = work.watch.said(work.screen, !by_customer, &text, work.now);
        work.tell_prints(prints);
        kept.text = text;
        kept.masked = masked;
        kept.order = self.next_order();
        self.messages.insert(message, kept);
        self.save_message(message, work);
    }

    /// The device handed over the key of this sign-in's fingerprints: what is here gets some.
    pub(crate) fn be_watched(&self, key: &Blob, work: &mut Work<'_>) {
        if !work.watch.begin(key) {
            return;
        }
        for kept in self.messages.values() {
            let own = kept.role != "customer";
            let prints = work.watch.said(work.screen, own, &kept.text, work.now);
            work.tell_prints(prints);
        }
    }

    /// A message of our own, told after a hello because its acknowledgement may have been lost.
    fn own_entry(
        &mut self,
        entry: &Arrival<'_>,
        body: &[u8],
        post: &Post<'_>,
        work: &mut Work<'_>,
    ) -> Result<(), Bad> {
        let Some((order, form)) = self.outgoing(post.message) else {
            return Ok(());
        };
        match form {
            Form::Post { frame, .. } if frame.as_ref() == body => {
                self.taken(order, post.message, entry.sequence, entry.time, work);
                Ok(())
            }
            _ => Err(Bad::Unreadable),
        }
    }

    /// The outbox entry of a message.
    pub(super) fn outgoing(&self, message: MessageId) -> Option<(u64, Form)> {
        self.outbox
            .iter()
            .find(|(_, waiting)| waiting.message.0 == message)
            .map(|(order, waiting)| (*order, waiting.form.clone()))
    }

    /// How far another device has come: acknowledged, or read by a person.
    pub(super) fn delivered(
        &mut self,
        leaf_key: &Blob,
        sequence: u64,
        read: bool,
        work: &mut Work<'_>,
    ) {
        if !self.is_other_side(leaf_key) || sequence > self.standing.sequence {
            return;
        }
        let reached = if read {
            Delivery::Read
        } else {
            Delivery::Delivered
        };
        let changed: Vec<MessageId> = self
            .messages
            .iter()
            .filter(|(_, kept)| {
                kept.own
                    && kept.state >= Delivery::Sent
                    && kept.state < reached
                    && kept.sequence.is_some_and(|at| at <= sequence)
            })
            .map(|(id, _)| *id)
            .collect();
        for id in changed {
            if let Some(kept) = self.messages.get_mut(&id) {
                kept.state = reached;
            }
            self.save_message(id, work);
        }
    }

    /// Whether a leaf is of the other side: the desk's for a customer, the customer's for an agent.
    fn is_other_side(&self, leaf_key: &Blob) -> bool {
        self.group.as_ref().is_some_and(|group| {
            group.members().any(|(_, member)| {
                member.key().as_slice() == leaf_key.as_ref()
                    && member.is_desk() == self.is_customer()
            })
        })
    }

    /// Tells the server how far everything is durable here; the frame waits for the batch.
    pub(crate) fn acknowledge(&self, work: &mut Work<'_>) {
        let at = self.standing.sequence;
        let said = matches!(work.live.phase, Phase::CatchingUp | Phase::Live) && !work.live.deaf;
        let ready = said && self.group.is_some() && work.live.asked == 0;
        if ready && at > work.live.acked && self.standing.again_until == 0 {
            work.live.acked = at;
            work.send(&tacita_protocol::control::FromClient::Ack { sequence: at });
        }
    }

    /// Reads a message id as pages write it.
    pub(super) fn message_id(text: &str) -> Option<MessageId> {
        text.parse()
            .ok()
            .filter(|id: &MessageId| id.to_bytes() != [0; 16])
    }
}
