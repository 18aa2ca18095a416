//! The socket's life: challenge, hello, catching up, and coming back after a loss (flow F9).
//!
//! Coming back waits longer with each failure, with jitter, so that a restarted server is not met
//! by everybody at once. A server that has taken a higher count of our posts than our state holds
//! shows that the state was rolled back; that is flow F14. Next: `log`.

use super::{Core, Live, Work};
use crate::io::Output;
use tacita_model::Timestamp;
use tacita_protocol::control::{FromClient, Refusal, Trouble, VERSION, What, WirePlace};
use tacita_protocol::{Blob, hello};

/// How far the socket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Phase {
    /// Closed; the next try has its time.
    #[default]
    Closed,
    /// Being opened by the host.
    Opening,
    /// Open; the server's challenge has not come.
    Unproven,
    /// The hello was sent.
    Greeted,
    /// The hello was good; entries come.
    CatchingUp,
    /// Everything up to the head was processed.
    Live,
}

/// Longest wait between two tries, in milliseconds.
const LONGEST_WAIT: u64 = 30_000;
/// A socket that has not caught up after this long is given up, in seconds.
const PATIENCE_SECONDS: i64 = 20;

impl Core {
    pub(crate) fn open_socket(&mut self, work: &mut Work<'_>) {
        if work.live.phase == Phase::Closed && !work.live.ended {
            work.live.phase = Phase::Opening;
            work.live.deaf = false;
            work.live.reconnect = Some(work.now.plus_seconds(PATIENCE_SECONDS));
            work.out.push(Output::OpenSocket);
        }
    }

    pub(crate) fn connected(&mut self, work: &mut Work<'_>) {
        work.live.phase = Phase::Unproven;
        work.live.reconnect = Some(work.now.plus_seconds(PATIENCE_SECONDS));
    }

    /// The socket is gone, for whatever reason.
    pub(crate) fn disconnected(&mut self, work: &mut Work<'_>) {
        work.live.forget_socket();
        work.live.reconnect = None;
        if !work.live.ended {
            let wait = self.back_off(work.live.tries);
            work.live.tries = work.live.tries.saturating_add(1);
            work.live.reconnect = Some(Timestamp(work.now.0.saturating_add(wait)));
        }
        self.tell_status(work);
    }

    /// Microseconds to wait: doubling from a quarter of a second, half of it by chance.
    fn back_off(&self, tries: u32) -> i64 {
        let longest = 250u64.saturating_mul(1 << tries.min(10)).min(LONGEST_WAIT);
        let [random] = self.crypt.provider.crypto().random::<1>();
        let share = longest.saturating_mul(u64::from(random)) / 510;
        i64::try_from((longest / 2).saturating_add(share))
            .unwrap_or(0)
            .saturating_mul(1_000)
    }

    /// Gives the socket up to ask for the same entries again on a fresh one.
    pub(crate) fn ask_again(&mut self, work: &mut Work<'_>) {
        work.live.deaf = true;
        work.out.push(Output::CloseSocket);
    }

    /// A moment has come: open the socket, give it up, or try again what waited.
    pub(crate) fn tick(&mut self, work: &mut Work<'_>) {
        if work.live.retry.is_some_and(|at| at <= work.now) {
            work.live.retry = None;
            work.live.sent.clear();
            work.live.handshake_sent = false;
        }
        if work.live.reconnect.is_some_and(|at| at <= work.now) {
            work.live.reconnect = None;
            if work.live.phase == Phase::Closed {
                self.open_socket(work);
            } else if work.live.phase != Phase::Live {
                self.ask_again(work);
            }
        }
    }

    pub(super) fn challenge(&mut self, nonce: &Blob, host: &str, work: &mut Work<'_>) {
        let Some(nonce) = crate::crypt::bytes32(nonce) else {
            self.ask_again(work);
            return;
        };
        let leaf_key = self.crypt.leaf_key();
        let bytes = hello::to_be_signed(host, &nonce, self.conversation(), &leaf_key);
        let signature = self.crypt.identity.key().sign_hello(&bytes, b"");
        work.live.phase = Phase::Greeted;
        work.send(&FromClient::Hello {
            version: VERSION,
            conversation: self.me.conversation,
            leaf_key: Blob(leaf_key.to_vec()),
            credential: self.me.credential.clone(),
            signature: Blob(signature.to_vec()),
            seen: WirePlace {
                sequence: self.standing.sequence,
                chain: self.standing.chain.clone(),
            },
        });
    }

    /// `Ready`: the hello was good. Finds out whether our state is older than what we did.
    pub(super) fn ready(&mut self, ready: &Ready, work: &mut Work<'_>) {
        work.live.phase = Phase::CatchingUp;
        work.live.acked = ready.acked;
        work.live.packages = ready.key_packages;
        if self.standing.state != ready.state {
            self.standing.state.clone_from(&ready.state);
        }
        let ours = self.standing.generation;
        if ours > 0 && ready.generation == ours && ready.counter > self.standing.counter {
            self.lost_state(work);
        }
    }

    /// `CaughtUp`: everything there is was processed; what waits may go.
    pub(super) fn caught_up(&mut self, work: &mut Work<'_>) {
        work.live.phase = Phase::Live;
        work.live.fresh = false;
        work.live.tries = 0;
        work.live.reconnect = None;
        work.live.suspect = None;
        self.standing.again_until = 0;
        self.tell_status(work);
    }

    /// A hello that was not taken.
    pub(super) fn hello_refused(&mut self, why: Refusal, work: &mut Work<'_>) {
        match why {
            Refusal::UnknownPlace => {
                work.alarm("fork");
                self.trouble(Trouble::Fork, None);
                self.start_over(work);
            }
            Refusal::Closed => self.end("closed", true, work),
            Refusal::Unknown | Refusal::NotMember | Refusal::NotProven | Refusal::Malformed => {
                work.alarm("refused");
                // The same hello would be refused again at once.
                work.live.tries = work.live.tries.max(6);
                self.ask_again(work);
            }
            _ => self.ask_again(work),
        }
    }

    /// A refusal of something that can be tried again later: not before a pause.
    pub(crate) fn pause(&self, seconds: i64, work: &mut Work<'_>) {
        work.live.retry = Some(work.now.plus_seconds(seconds));
    }

    /// Refusals of requests that have no flow of their own.
    pub(super) fn refused_small(&mut self, what: What, why: Refusal, work: &mut Work<'_>) {
        match (what, why) {
            (_, Refusal::Closed) => self.end("closed", true, work),
            (What::Trouble, Refusal::TooFast) => work.alarm("repair-refused"),
            (What::Close, _) => {
                work.live.close_sent = false;
                self.pause(2, work);
            }
            (What::Frame, _) => work.alarm("refused"),
            _ => {}
        }
    }
}

/// What `Ready` says.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) state: String,
    pub(super) generation: u32,
    pub(super) counter: u64,
    pub(super) acked: u64,
    pub(super) key_packages: u32,
}

impl Live {
    /// Forgets what was true of one socket.
    pub(crate) fn forget_socket(&mut self) {
        self.phase = Phase::Closed;
        self.fresh = false;
        self.deaf = false;
        self.sent.clear();
        self.handshake_sent = false;
        self.commits.clear();
        self.trouble_sent = false;
        self.close_sent = false;
        self.packages_sent = false;
        self.online.clear();
        self.asked = 0;
        self.welcome = None;
        self.intake.clear();
        self.shown = 0;
        self.retry = None;
    }
}
