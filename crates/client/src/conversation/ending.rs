//! The end of a conversation for this device (flow F10), and the small acts that are only relayed.
//!
//! Closed, removed or revoked: keys and text are deleted here at once, or when the device next
//! connects. Idle time is not an end. Practice D4: access dies with the conversation.

use super::{Core, Phase, Work};
use crate::event::Event;
use crate::io::Output;
use tacita_protocol::control::{EndReason, FromClient};

impl Core {
    pub(super) fn ended(&mut self, why: EndReason, work: &mut Work<'_>) {
        match why {
            EndReason::Closed => self.end("closed", true, work),
            EndReason::Removed => self.end("removed", true, work),
            EndReason::Revoked => self.end("revoked", true, work),
            EndReason::Replaced => self.end("replaced", false, work),
        }
    }

    /// Nothing more happens here; with `wipe`, nothing stays either.
    ///
    /// Practice: D4
    pub(super) fn end(&mut self, why: &str, wipe: bool, work: &mut Work<'_>) {
        if work.live.ended {
            return;
        }
        work.live.ended = true;
        work.live.deaf = true;
        work.over = wipe;
        work.out.push(Output::CloseSocket);
        work.event(Event::Ended {
            why: why.to_owned(),
        });
    }

    /// The person ends the conversation; it counts when the server has said so.
    pub(crate) fn close(&mut self, work: &mut Work<'_>) {
        self.standing.closing = true;
        work.live.close_sent = false;
        self.tell_status(work);
    }

    pub(super) fn send_closing(&self, work: &mut Work<'_>) {
        if self.standing.closing && !work.live.close_sent {
            work.live.close_sent = true;
            work.send(&FromClient::Close);
        }
    }

    /// Relays a small sign, if anybody would get it.
    pub(crate) fn relay(&self, frame: &FromClient, work: &mut Work<'_>) {
        if work.live.phase != Phase::Live || work.live.deaf {
            return;
        }
        if let FromClient::Read { sequence } = frame {
            if *sequence <= work.live.shown {
                return;
            }
            work.live.shown = *sequence;
        }
        work.send(frame);
    }
}
