//! The server's word about what was sent: taken, at its place in the log, or refused.
//!
//! It refuses an acknowledgement that does not follow from the place we stand at. Next: `outbox.rs`.

use super::{Core, Work};
use crate::keep::{Delivery, Form};
use tacita_model::{Epoch, MessageId};
use tacita_protocol::control::Refusal;
use tacita_protocol::hot::Accepted;

impl Core {
    /// The server's word that a post of ours is durable, at its place in the log.
    pub(super) fn accepted(&mut self, accepted: &Accepted, work: &mut Work<'_>) {
        let sequence = accepted.sequence.0;
        let found = self.outgoing(accepted.message);
        if sequence <= self.standing.sequence {
            // The answer to a post that was sent again: it had been taken before.
            let known = self
                .messages
                .get(&accepted.message)
                .is_some_and(|kept| kept.own);
            match found {
                Some((order, _)) => {
                    self.taken(order, accepted.message, sequence, accepted.time.0, work);
                }
                None if known => {}
                None => work.alarm("tampered"),
            }
            return;
        }
        let next = self.standing.sequence.saturating_add(1);
        let Some((order, Form::Post { frame, .. })) = found.filter(|_| sequence == next) else {
            work.alarm("tampered");
            self.ask_again(work);
            return;
        };
        let hash = tacita_protocol::chain::body_hash(frame.as_ref());
        let kind = tacita_protocol::chain::EntryKind::Message;
        let after = tacita_protocol::chain::advance(self.place(), kind, &hash);
        self.taken(order, accepted.message, sequence, accepted.time.0, work);
        self.move_to(after, work);
        self.check_promise(work);
    }

    /// A message of ours stands in the log.
    pub(super) fn taken(
        &mut self,
        order: u64,
        message: MessageId,
        sequence: u64,
        time: i64,
        work: &mut Work<'_>,
    ) {
        self.outbox.remove(&order);
        self.save_waiting(order, work);
        work.live.sent.remove(&order);
        let generation = self.standing.generation;
        if let Some(kept) = self.messages.get_mut(&message) {
            kept.sequence = Some(sequence);
            kept.time = time;
            kept.state = Delivery::Sent;
            kept.generation = generation;
        }
        self.save_message(message, work);
        self.tell_status(work);
    }

    /// A post was not taken. Its bytes are of no use any more unless only time was missing.
    pub(super) fn post_refused(
        &mut self,
        message: Option<MessageId>,
        why: Refusal,
        work: &mut Work<'_>,
    ) {
        let Some((order, form)) = message.and_then(|message| self.outgoing(message)) else {
            return;
        };
        work.live.sent.remove(&order);
        match why {
            Refusal::Closed => return self.end("closed", true, work),
            Refusal::NotMember => return,
            Refusal::RolledBack => return self.lost_state(work),
            Refusal::TooLarge | Refusal::Malformed => return self.fail(order, "refused", work),
            Refusal::TooFast | Refusal::Unavailable => self.pause(2, work),
            _ => {}
        }
        // Later posts may have been taken; a lower count would look like a rollback. Sealed anew.
        if matches!(form, Form::Post { .. })
            && let Some(waiting) = self.outbox.get_mut(&order)
        {
            waiting.form = Form::Text;
            self.save_waiting(order, work);
        }
        if why == Refusal::WrongEpoch && self.epoch() == form_epoch(&form) {
            // The entries that lead on are on their way; until then the same epoch would be refused.
            self.pause(1, work);
        }
        if matches!(
            why,
            Refusal::ProposalPending | Refusal::Frozen | Refusal::WrongGeneration
        ) {
            self.pause(1, work);
        }
    }

    fn epoch(&self) -> Option<Epoch> {
        self.group.as_ref().map(tacita_seal::Group::epoch)
    }
}

fn form_epoch(form: &Form) -> Option<Epoch> {
    match form {
        Form::Post { epoch, .. } => Some(Epoch(*epoch)),
        _ => None,
    }
}
