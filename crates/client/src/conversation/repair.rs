//! When something cannot be mended: report it and go on in the next generation (flow F14).
//!
//! A group is never repaired in place. The report is kept until the next generation begins, so a
//! closed laptop does not swallow it; meanwhile nothing is sealed. Next: `opening`.

use super::{Core, Work};
use crate::keep::Form;
use tacita_protocol::Blob;
use tacita_protocol::control::{FromClient, Trouble};

/// A log that differs again so soon is not read from the beginning again, in seconds.
const AGAIN_SECONDS: i64 = 60;

impl Core {
    /// Notes a trouble to be reported. Without a generation there is nothing to repair.
    pub(super) fn trouble(&mut self, kind: Trouble, sequence: Option<u64>) {
        let repairable = self.standing.generation > 0 || kind == Trouble::Welcome;
        if self.standing.trouble.is_none() && repairable {
            self.standing.trouble = Some((kind, sequence));
        }
    }

    /// Tells the server, once a socket.
    pub(super) fn report_trouble(&self, work: &mut Work<'_>) {
        if let Some((kind, sequence)) = self.standing.trouble
            && !work.live.trouble_sent
        {
            work.live.trouble_sent = true;
            work.send(&FromClient::Trouble { kind, sequence });
        }
    }

    /// The server took more of our posts than our state knows: it was set back. Going on would use
    /// keys twice, so the group's state goes, and with it what only it could open.
    pub(super) fn lost_state(&mut self, work: &mut Work<'_>) {
        work.alarm("state-lost");
        self.trouble(Trouble::StateLost, None);
        self.forget_group(work);
        self.handshake = None;
        self.save_handshake(work);
        for waiting in self.outbox.values_mut() {
            waiting.form = Form::Text;
        }
        let orders: Vec<u64> = self.outbox.keys().copied().collect();
        for order in orders {
            self.save_waiting(order, work);
        }
        // Packages that the lost state left at the server may have been used since.
        work.live.packages = 0;
        work.live.packages_sent = false;
        work.live.sent.clear();
        self.tell_members(work);
        self.tell_status(work);
    }

    /// Reads the log again from its beginning: our place in it is not the server's. What was shown
    /// is recognised by its ids and not shown twice.
    pub(super) fn start_over(&mut self, work: &mut Work<'_>) {
        let age = work.now.0.saturating_sub(self.standing.again_time) / 1_000_000;
        if age < AGAIN_SECONDS {
            work.live.tries = work.live.tries.max(4);
            if self.standing.again_until == 0 {
                return;
            }
        }
        self.standing.again_time = work.now.0;
        self.standing.again_until = self.standing.again_until.max(self.standing.sequence);
        self.forget_chain(work);
        self.standing.sequence = 0;
        self.standing.since = 0;
        self.standing.chain = Blob(vec![0; 32]);
        self.standing.promised = None;
        self.ask_again(work);
    }
}
