//! The gate in front of one conversation: one step at a time, durable before anything leaves.
//!
//! A step's outputs are held until its batch is answered; what comes meanwhile waits and is then
//! taken together into one batch: one wait for the disk, not one for each. If a batch fails, the
//! state in memory ran ahead of the disk and is thrown away: the storage is read again, the socket
//! is opened afresh, and what a person asked for in that step is done again. Next:
//! [`crate::conversation`].

mod acted;
mod begin;
mod knock;

use crate::act::Act;
use crate::conversation::{Core, Live, Phase, Work};
use crate::event::Event;
use crate::io::{Answer, Ask, Batch, Input, Output, Setup};
use crate::keep::{Desk, Me};
use crate::screening::findings;
use crate::watch::Watch;
use acted::{acted, answered};
pub use knock::Knock;
use rand_core::CryptoRng;
use std::collections::VecDeque;
use tacita_model::SortedMap;
use tacita_model::Timestamp;
use tacita_screen::{Policy, Screen, Speaker};
use tacita_seal::SigningKey;

/// Makes a generator of randomness: one for each time the state is loaded.
pub type Randomness = Box<dyn FnMut() -> Box<dyn CryptoRng + Send> + Send>;

/// What the brain waits for before it takes the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Nothing,
    /// The answer to a batch.
    Batch(u64),
    /// The content of the storage.
    Load,
    /// To read the storage again, at this time.
    LoadAt(Timestamp),
    /// The server's answer to [`Output::Open`], or the device's to [`Ask::HandOver`].
    Identity,
}

/// The brain of one conversation on one device.
pub struct Brain {
    setup: Setup,
    randomness: Randomness,
    screen: Screen,
    watch: Watch,
    core: Option<Core>,
    live: Live,
    waiting: Waiting,
    batches: u64,
    failures: u32,
    held: Vec<Output>,
    /// Changes of the steps that go into the next batch.
    gathered: SortedMap<Vec<u8>, Option<Vec<u8>>>,
    parked: VecDeque<Input>,
    /// Acts whose consequences are not durable.
    undone: Vec<Act>,
    /// The key of a conversation that is being opened.
    key: Option<SigningKey>,
    /// What the host has knocked with already.
    knock: Option<Knock>,
    wake: Option<Timestamp>,
    over: bool,
}

impl core::fmt::Debug for Brain {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Brain({:?}, {:?})", self.live.phase, self.waiting)
    }
}

impl Brain {
    /// A brain that knows nothing yet; call [`Brain::start`] first. Without an engine that has its
    /// tables there is none, so nothing can be sealed less screened than promised.
    #[must_use]
    pub fn new(setup: Setup, randomness: Randomness, screen: Screen) -> Self {
        let watch = match &setup {
            Setup::Agent { conversation } => Watch::of(*conversation),
            Setup::Customer { .. } => Watch::default(),
        };
        Self {
            setup,
            randomness,
            screen,
            watch,
            core: None,
            live: Live::default(),
            waiting: Waiting::Load,
            batches: 0,
            failures: 0,
            held: Vec::new(),
            gathered: SortedMap::new(),
            parked: VecDeque::new(),
            undone: Vec::new(),
            key: None,
            knock: None,
            wake: None,
            over: false,
        }
    }

    /// The host has shown this at the server already: should a conversation be begun, it is with this.
    #[must_use]
    pub fn having_knocked(mut self, knock: Knock) -> Self {
        self.knock = Some(knock);
        self
    }

    /// Screens by the server's policy from now on; `queue` is how its rules name this chat's queue.
    pub fn screen_by(&mut self, policy: Policy, queue: Option<&str>) {
        self.screen = self.screen.clone().governed(policy, queue);
    }

    /// The first wish: what the storage holds.
    #[must_use]
    pub fn start(&mut self) -> Vec<Output> {
        vec![Output::Load]
    }

    /// Takes one input and says what is to be done.
    #[must_use]
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        if self.over {
            return out;
        }
        self.take(now, input, &mut out);
        while self.waiting == Waiting::Nothing && !self.over {
            let Some(position) = self.parked.iter().position(|input| self.may_go(input)) else {
                break;
            };
            let Some(input) = self.parked.remove(position) else {
                break;
            };
            self.step(now, input, &mut out);
        }
        self.write(&mut out);
        self.ask_for_time(&mut out);
        out
    }

    /// Frames wait for the agent's device; everything else does not.
    fn may_go(&self, input: &Input) -> bool {
        self.live.asked == 0 || !matches!(input, Input::Frame(_))
    }

    fn take(&mut self, now: Timestamp, input: Input, out: &mut Vec<Output>) {
        match input {
            Input::Stored { batch, ok } => self.stored(now, batch, ok, out),
            Input::Loaded(entries) => self.loaded(now, entries, out),
            Input::Opened(bootstrap) => self.opened(now, &bootstrap, out),
            Input::Device(Answer::HandOver(hand_over)) if self.waiting == Waiting::Identity => {
                if let Setup::Agent { conversation } = self.setup
                    && cfg!(feature = "desk")
                {
                    let me = Me::agent(conversation, &hand_over);
                    self.watch.begin(&hand_over.guard);
                    self.begin(now, me, Desk::default(), out);
                }
            }
            // Reading a draft changes nothing, and must not wait while somebody types.
            Input::Act(Act::Draft { number, text }) => self.review(now, number, &text, out),
            Input::Tick if matches!(self.waiting, Waiting::LoadAt(at) if at <= now) => {
                self.waiting = Waiting::Load;
                out.push(Output::Load);
            }
            Input::Disconnected => {
                // What the lost socket brought and was not looked at comes again on the next.
                self.parked
                    .retain(|parked| !matches!(parked, Input::Frame(_)));
                self.parked.push_back(Input::Disconnected);
            }
            other => {
                self.look_ahead(now, &other);
                self.parked.push_back(other);
            }
        }
    }

    /// Reads a message that has to wait for its conversation to be opened, and forgets what was found:
    /// it is read again at its turn, by the rules of then. A browser compiles the engine at its first
    /// look, which is better done while the server is asked.
    fn look_ahead(&self, now: Timestamp, input: &Input) {
        if let (None, Input::Act(Act::Send { text, .. })) = (&self.core, input) {
            let past = crate::screening::Past::default();
            let speaker = Speaker::Customer;
            core::hint::black_box(past.review(&self.screen, text, speaker, now.0));
        }
    }

    fn review(&self, now: Timestamp, number: u32, text: &str, out: &mut Vec<Output>) {
        let past = crate::screening::Past::default();
        let (past, speaker) = match (&self.core, &self.setup) {
            (Some(core), _) => (&core.past, core.speaker()),
            (None, Setup::Customer { .. }) => (&past, Speaker::Customer),
            (None, Setup::Agent { .. }) => (&past, Speaker::Agent),
        };
        let review = past.review(&self.screen, text, speaker, now.0);
        let held = match speaker {
            Speaker::Agent => self.watch.held(&self.screen, text, now),
            Speaker::Customer => Vec::new(),
        };
        out.push(Output::Event(Event::Review {
            number,
            findings: findings(text, &review),
            held,
        }));
    }

    fn stored(&mut self, now: Timestamp, batch: u64, ok: bool, out: &mut Vec<Output>) {
        if self.waiting != Waiting::Batch(batch) {
            return;
        }
        if ok {
            self.waiting = Waiting::Nothing;
            self.failures = 0;
            self.undone.clear();
            out.append(&mut self.held);
            return;
        }
        // The state in memory is ahead of the disk: a ratchet that went on from here could use a
        // key twice. Away with it, and with everything that was to be said because of it.
        self.core = None;
        self.held.clear();
        self.gathered.clear();
        self.key = None;
        self.parked
            .retain(|parked| !matches!(parked, Input::Frame(_) | Input::Connected));
        for act in self.undone.drain(..).rev() {
            self.parked.push_front(Input::Act(act));
        }
        self.live.forget_socket();
        self.live.reconnect = None;
        self.live.suspect = None;
        out.push(Output::CloseSocket);
        self.failures = self.failures.saturating_add(1);
        if self.failures == 1 {
            self.waiting = Waiting::Load;
            out.push(Output::Load);
        } else {
            let what = "storage-failed".to_owned();
            out.push(Output::Event(Event::Alarm { what }));
            let wait = 250_000i64.saturating_mul(1 << self.failures.min(7));
            self.waiting = Waiting::LoadAt(Timestamp(now.0.saturating_add(wait)));
        }
    }

    fn loaded(&mut self, now: Timestamp, entries: Vec<(Vec<u8>, Vec<u8>)>, out: &mut Vec<Output>) {
        if self.waiting != Waiting::Load {
            return;
        }
        match Core::load(entries, (self.randomness)(), now) {
            Ok(Some(core)) => {
                self.core = Some(core);
                self.waiting = Waiting::Nothing;
                self.live.status = None;
                self.with_core(now, out, |core, work| {
                    core.replay(work);
                    if core.is_desk() {
                        // Its credential may have been renewed while this worker was not there.
                        work.out.push(Output::Ask(Ask::HandOver));
                    }
                    core.open_socket(work);
                });
            }
            Ok(None) => self.ask_who_we_are(out),
            Err(_) => {
                // Half a state is no state. What only it could open is gone, and that is said.
                out.push(Output::Event(Event::Alarm {
                    what: "state-lost".to_owned(),
                }));
                out.push(Output::Wipe);
                self.ask_who_we_are(out);
            }
        }
    }

    fn work(&mut self, now: Timestamp) -> Work<'_> {
        Work {
            now,
            screen: &self.screen,
            watch: &mut self.watch,
            live: &mut self.live,
            out: Vec::new(),
            changes: SortedMap::new(),
            over: false,
        }
    }

    fn step(&mut self, now: Timestamp, input: Input, out: &mut Vec<Output>) {
        if let Input::Act(act) = &input
            && act.is_repeated()
        {
            self.undone.push(act.clone());
        }
        self.with_core(now, out, |core, work| {
            match input {
                Input::Connected => core.connected(work),
                Input::Disconnected => core.disconnected(work),
                Input::Frame(bytes) => core.frame(&bytes, work),
                Input::Tick => core.tick(work),
                Input::Replay => core.replay(work),
                Input::Act(act) => acted(core, &act, work),
                Input::Device(answer) => answered(core, answer, work),
                Input::Stored { .. } | Input::Loaded(_) | Input::Opened(_) => {}
            }
            if !work.over {
                core.pump(work);
                core.acknowledge(work);
            }
        });
    }

    fn with_core(
        &mut self,
        now: Timestamp,
        out: &mut Vec<Output>,
        act: impl FnOnce(&mut Core, &mut Work<'_>),
    ) {
        let Some(mut core) = self.core.take() else {
            return;
        };
        let mut work = self.work(now);
        act(&mut core, &mut work);
        core.collect(&mut work);
        let (mut done, changes, over) = (work.out, work.changes, work.over);
        if over {
            // Nothing of this step is kept, and nothing of any before it; what was said is still told.
            let mut told = core::mem::take(&mut self.held);
            told.append(&mut done);
            told.retain(|output| matches!(output, Output::CloseSocket | Output::Event(_)));
            self.gathered.clear();
            self.over = true;
            self.waiting = Waiting::Nothing;
            out.push(Output::Wipe);
            out.append(&mut told);
            return;
        }
        self.core = Some(core);
        self.flush(done, changes, out);
    }

    /// Holds what a step wants to say until what it changed is written, and what an unwritten step
    /// before it changed; where nothing has to be written it may go.
    fn flush(
        &mut self,
        mut done: Vec<Output>,
        changes: SortedMap<Vec<u8>, Option<Vec<u8>>>,
        out: &mut Vec<Output>,
    ) {
        if changes.is_empty() && self.gathered.is_empty() {
            out.append(&mut done);
            return;
        }
        // The later step's word about a record counts: it went on from the earlier one's.
        for (name, value) in changes {
            self.gathered.insert(name, value);
        }
        self.held.append(&mut done);
    }

    /// Hands out everything that was gathered as one batch, all of it or nothing.
    fn write(&mut self, out: &mut Vec<Output>) {
        if self.gathered.is_empty() {
            return;
        }
        self.batches = self.batches.saturating_add(1);
        self.waiting = Waiting::Batch(self.batches);
        out.push(Output::Store(Batch {
            id: self.batches,
            changes: core::mem::take(&mut self.gathered).into_iter().collect(),
        }));
    }

    /// Says when time matters next, if that changed.
    fn ask_for_time(&mut self, out: &mut Vec<Output>) {
        let load = match self.waiting {
            Waiting::LoadAt(at) => Some(at),
            _ => None,
        };
        let next = [load, self.live.reconnect, self.live.retry]
            .into_iter()
            .flatten()
            .min();
        if let Some(at) = next
            && self.wake != Some(at)
        {
            out.push(Output::WakeAt(at));
        }
        self.wake = next;
    }

    /// The socket is open and caught up. For hosts that measure.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.live.phase == Phase::Live
    }
}
