//! What waits to be sent, and when it may go (flow F4).
//!
//! A message is sealed for one epoch and its exact bytes are sent, and sent again, as long as that
//! epoch runs; in another it is sealed anew under the same id. The batch that holds the ratchet's
//! step and the bytes is durable before they leave. Nothing goes while a proposal or commit is
//! pending, and a customer seals nothing into a group without an agent: that goes as intake record.

use super::{Core, Phase, Work};
use crate::keep::{Delivery, Form, Kept, Waiting};
use crate::{screening, watch};
use tacita_model::MessageId;
use tacita_protocol::hot::Post;
use tacita_protocol::limits::MESSAGE_TEXT_BYTES;
use tacita_protocol::{Blob, Wire};
use tacita_seal::{Envelope, GroupError, Outgoing};

/// Posts under way at once.
const UNDER_WAY: usize = 16;
/// Own messages after which our path is renewed, and the age in seconds that does the same.
const PATH_MESSAGES: u32 = 50;
const PATH_SECONDS: i64 = 30 * 60;

/// A draft as it is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) message: &'a str,
    pub(crate) text: &'a str,
    pub(crate) choices: &'a [String],
    pub(crate) anyway: &'a [String],
    pub(crate) reason: Option<&'a str>,
}

impl Core {
    /// The person sends a draft. An agent's is held back unless they answered what holds it.
    pub(crate) fn say(&mut self, said: Said<'_>, work: &mut Work<'_>) {
        let Said {
            message,
            text,
            choices,
            ..
        } = said;
        let Some(id) = Self::message_id(message) else {
            work.alarm("malformed-act");
            return;
        };
        if self.messages.contains_key(&id) {
            return;
        }
        let review = self
            .past
            .review(work.screen, text, self.speaker(), work.now.0);
        let finished = screening::finish(&review, choices);
        let held = self.is_desk() && {
            let held = work.watch.held(work.screen, text, work.now);
            !watch::may_go(&held, said.anyway, said.reason)
        };
        let failure = match &finished {
            _ if held => Some("held"),
            Err(_) => Some("choice-refused"),
            Ok(text) if text.get().len() > MESSAGE_TEXT_BYTES => Some("too-long"),
            Ok(text) if text.get().trim().is_empty() => Some("nothing-left"),
            Ok(_) => None,
        };
        // A refused choice keeps what policy suggests: the text must not lie here as it was typed.
        let text = match finished {
            Ok(text) => text.into_inner(),
            Err(_) => screening::finish(&review, &[])
                .map_or_else(|_| String::new(), tacita_screen::Screened::into_inner),
        };
        if failure.is_none() {
            self.past.said(true, &text, work.now.0);
            work.watch.sent();
            let prints = work.watch.said(work.screen, true, &text, work.now);
            work.tell_prints(prints);
        }
        self.wait(id, text, failure, work);
    }

    /// An agent sends the safety guide as a card.
    #[cfg(feature = "desk")]
    pub(crate) fn say_guide(&mut self, message: &str, work: &mut Work<'_>) {
        match Self::message_id(message) {
            Some(id) if self.is_desk() => {
                if !self.messages.contains_key(&id) {
                    self.wait(id, String::new(), None, work);
                }
            }
            _ => work.alarm("malformed-act"),
        }
    }

    /// Keeps what was said, and puts it into the outbox unless it failed. Without a text it is the
    /// guide.
    fn wait(&mut self, id: MessageId, text: String, failure: Option<&str>, work: &mut Work<'_>) {
        let order = self.next_order();
        let role = if self.is_desk() { "agent" } else { "customer" };
        let name = self.crypt.identity.credential().claims().name.clone();
        self.messages.insert(
            id,
            Kept {
                order,
                sequence: None,
                own: true,
                role: role.to_owned(),
                name: name.unwrap_or_default(),
                time: work.now.0,
                guide: text.is_empty() && failure.is_none(),
                text,
                state: if failure.is_some() {
                    Delivery::Failed
                } else {
                    Delivery::Sending
                },
                failure: failure.map(str::to_owned),
                masked: 0,
                generation: 0,
            },
        );
        if failure.is_none() {
            self.outbox.insert(
                order,
                Waiting {
                    message: Wire(id),
                    form: Form::Text,
                },
            );
            self.save_waiting(order, work);
        }
        self.save_message(id, work);
    }

    /// The person wants a failed message to be tried again.
    pub(crate) fn retry(&mut self, message: &str, work: &mut Work<'_>) {
        let Some(id) = Self::message_id(message) else {
            return;
        };
        let order = match self.messages.get_mut(&id) {
            // What was held back is written anew: whatever holds it is looked at then.
            Some(kept)
                if kept.state == Delivery::Failed && kept.failure.as_deref() != Some("held") =>
            {
                kept.state = Delivery::Sending;
                kept.failure = None;
                kept.order
            }
            _ => return,
        };
        self.outbox.insert(
            order,
            Waiting {
                message: Wire(id),
                form: Form::Text,
            },
        );
        self.save_waiting(order, work);
        self.save_message(id, work);
    }

    /// The person gives a failed message up.
    pub(crate) fn discard(&mut self, message: &str, work: &mut Work<'_>) {
        let Some(id) = Self::message_id(message) else {
            return;
        };
        if self
            .messages
            .get(&id)
            .is_some_and(|kept| kept.state == Delivery::Failed)
        {
            self.messages.remove(&id);
            work.delete(crate::keep::message_key(id));
            work.event(crate::event::Event::MessageGone {
                message: message.to_owned(),
            });
        }
    }

    /// Puts a message of ours back into the outbox, in its old place of the order.
    pub(super) fn repeat(&mut self, message: MessageId, work: &mut Work<'_>) {
        let Some(kept) = self.messages.get_mut(&message) else {
            return;
        };
        kept.state = Delivery::Sending;
        let order = kept.order;
        self.outbox.insert(
            order,
            Waiting {
                message: Wire(message),
                form: Form::Text,
            },
        );
        self.save_waiting(order, work);
        self.save_message(message, work);
    }

    /// Sends whatever may go.
    pub(crate) fn pump(&mut self, work: &mut Work<'_>) {
        if work.live.deaf || work.live.ended || work.over {
            return;
        }
        if work.live.phase != Phase::Live {
            self.pump_first(work);
            return;
        }
        self.report_trouble(work);
        self.send_closing(work);
        self.refill(work);
        if core::mem::take(&mut self.standing.repeat) {
            self.repeat_undelivered(work);
        }
        if work.live.retry.is_some() || self.send_handshake(work) || self.standing.trouble.is_some()
        {
            return;
        }
        if self.outbox.is_empty() || matches!(self.standing.state.as_str(), "frozen" | "closed") {
            return;
        }
        if self.attended() {
            self.pump_posts(work);
        } else if self.is_customer() {
            self.pump_unattended(work);
        }
    }

    fn pump_posts(&mut self, work: &mut Work<'_>) {
        let Some(group) = &self.group else { return };
        if group.has_pending_proposals() || group.has_pending_commit() {
            return;
        }
        let here = (self.standing.generation, group.epoch().0);
        if self.path_is_due(work) {
            self.commit(work);
            return;
        }
        let orders: Vec<u64> = self.outbox.keys().copied().collect();
        for order in orders {
            if work.live.sent.len() >= UNDER_WAY {
                return;
            }
            if work.live.sent.contains(&order) {
                continue;
            }
            let frame = match self.outbox.get(&order).map(|waiting| &waiting.form) {
                Some(Form::Post {
                    generation,
                    epoch,
                    frame,
                }) if (*generation, *epoch) == here => Some(frame.clone()),
                Some(_) => self.seal(order, work),
                None => None,
            };
            if let Some(frame) = frame {
                work.live.sent.insert(order);
                work.send_raw(&frame);
            }
        }
    }

    /// Whether our path must be renewed before the next message: by age, by use, by credential.
    fn path_is_due(&self, work: &Work<'_>) -> bool {
        let context = self.crypt.context(work.now);
        let waiting = self
            .outbox
            .values()
            .any(|waiting| !matches!(waiting.form, Form::Post { .. }));
        let age = work.now.0.saturating_sub(self.standing.path_time) / 1_000_000;
        let renewal = self
            .group
            .as_ref()
            .is_some_and(|group| group.needs_renewal(context));
        let current = self
            .crypt
            .identity
            .credential()
            .claims()
            .validity
            .holds(work.now);
        waiting
            && (self.standing.posts >= PATH_MESSAGES || age >= PATH_SECONDS || (renewal && current))
    }

    /// Seals one outbox entry for the running epoch and keeps its bytes.
    pub(super) fn seal(&mut self, order: u64, work: &mut Work<'_>) -> Option<Blob> {
        let message = self.outbox.get(&order)?.message.0;
        let kept = self.messages.get(&message)?;
        let content = if kept.guide {
            Outgoing::Guide
        } else {
            Outgoing::Text(screening::again(work.screen, &kept.text, self.speaker()))
        };
        let envelope = Envelope {
            message,
            seen: self.place(),
        };
        let group = self.group.as_mut()?;
        let epoch = group.epoch();
        let sealed = group.seal(self.crypt.context(work.now), &envelope, content);
        match sealed {
            Ok(mls) => {
                self.standing.counter = self.standing.counter.saturating_add(1);
                self.standing.posts = self.standing.posts.saturating_add(1);
                let frame = Post {
                    epoch,
                    counter: self.standing.counter,
                    message,
                    mls: &mls,
                };
                let frame = Blob(frame.encode());
                let generation = self.standing.generation;
                let form = Form::Post {
                    generation,
                    epoch: epoch.0,
                    frame: frame.clone(),
                };
                self.outbox.insert(
                    order,
                    Waiting {
                        message: Wire(message),
                        form,
                    },
                );
                self.save_waiting(order, work);
                Some(frame)
            }
            Err(GroupError::OwnCredentialEnded) => {
                work.alarm("credential-ended");
                self.pause(30, work);
                None
            }
            Err(GroupError::TooLong) => {
                self.fail(order, "too-long", work);
                None
            }
            // Pending handshakes and removals have their own way on; the text stays.
            Err(_) => None,
        }
    }

    /// A message cannot be sent at all.
    pub(super) fn fail(&mut self, order: u64, why: &str, work: &mut Work<'_>) {
        let Some(waiting) = self.outbox.remove(&order) else {
            return;
        };
        self.save_waiting(order, work);
        if let Some(kept) = self.messages.get_mut(&waiting.message.0) {
            kept.state = Delivery::Failed;
            kept.failure = Some(why.to_owned());
        }
        self.save_message(waiting.message.0, work);
    }
}
