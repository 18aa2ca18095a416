//! One person's device, outside a browser: runs a [`Brain`] on a task of its own.
//!
//! It does what the brain wishes and decides nothing. The storage is a map in memory whose batches
//! are whole by construction; a test can copy it, put an old copy back, or refuse the next batch.
//! How the server is reached is the [`Line`]'s business.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tacita_client::act::Act;
use tacita_client::event::Event;
use tacita_client::io::{Answer, Ask, Input, Output, Setup};
use tacita_client::{Brain, Randomness};
use tacita_model::{Clock, Timestamp};
use tacita_protocol::http::Bootstrap;
use tokio::sync::{Notify, mpsc};

/// What a device does besides what its brain wishes.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// Keeps every frame of the server, to be looked at.
    pub keep_frames: bool,
    /// How often a wish for time is looked at. Real time: the clock itself may stand still.
    pub look: Duration,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            keep_frames: true,
            look: Duration::from_millis(10),
        }
    }
}

/// An open socket, frames both ways.
#[derive(Debug)]
pub struct Wire {
    /// To the server.
    pub send: mpsc::UnboundedSender<Vec<u8>>,
    /// From the server; ends when the socket does.
    pub receive: mpsc::UnboundedReceiver<Vec<u8>>,
}

/// How long a socket may take to open.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a device reaches the server and, for an agent, the person's own device.
pub trait Line: Send + 'static {
    /// Opens the conversation's socket.
    fn connect(&mut self) -> impl Future<Output = Option<Wire>> + Send;
    /// `POST …/conversations`.
    fn open(
        &mut self,
        leaf_key: [u8; 32],
        signature: [u8; 64],
    ) -> impl Future<Output = Option<Bootstrap>> + Send;
    /// Asks the agent's device.
    fn ask(&mut self, ask: Ask) -> impl Future<Output = Option<Answer>> + Send;
}

/// The storage of a device.
pub type Storage = BTreeMap<Vec<u8>, Vec<u8>>;

/// Writes a batch.
pub(super) fn apply(storage: &mut Storage, changes: Vec<(Vec<u8>, Option<Vec<u8>>)>) {
    for (key, value) in changes {
        match value {
            Some(value) => storage.insert(key, value),
            None => storage.remove(&key),
        };
    }
}

#[derive(Debug)]
enum Say {
    Act(Act),
    Online(bool),
    Deaf(bool),
    Answer(Answer),
}

/// What a person has seen and what their device holds, shared with whoever looks.
#[derive(Debug, Default)]
pub struct Seen {
    events: Mutex<Vec<Event>>,
    storage: Mutex<Storage>,
    frames: Mutex<Vec<Vec<u8>>>,
    changed: Notify,
    refusals: AtomicU32,
    keep_frames: bool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A running device.
#[derive(Debug)]
pub struct Person {
    says: mpsc::UnboundedSender<Say>,
    seen: Arc<Seen>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Person {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Person {
    /// Starts a device with a storage (empty for a new one).
    pub fn start(
        setup: Setup,
        randomness: Randomness,
        clock: Arc<dyn Clock>,
        line: impl Line,
        storage: Storage,
    ) -> Self {
        Self::start_with(Habits::default(), setup, randomness, clock, line, storage)
    }

    /// As [`Person::start`] with other habits.
    pub fn start_with(
        habits: Habits,
        setup: Setup,
        randomness: Randomness,
        clock: Arc<dyn Clock>,
        line: impl Line,
        storage: Storage,
    ) -> Self {
        let (says, heard) = mpsc::unbounded_channel();
        let seen = Arc::new(Seen {
            storage: Mutex::new(storage),
            keep_frames: habits.keep_frames,
            ..Seen::default()
        });
        let host = Host {
            brain: Brain::new(setup, randomness, tacita_screen::Screen::complete()),
            clock,
            line,
            seen: Arc::clone(&seen),
            wire: None,
            online: true,
            deaf: false,
            look: habits.look,
            wake: None,
            over: false,
        };
        Self {
            says,
            seen,
            task: tokio::spawn(host.run(heard)),
        }
    }

    /// Does something.
    pub fn act(&self, act: Act) {
        let _over = self.says.send(Say::Act(act));
    }

    /// Sends a text under a message id.
    pub fn send(&self, message: tacita_model::MessageId, text: &str) {
        self.act(Act::send(message.to_string(), text));
    }

    /// The network goes or comes back.
    pub fn online(&self, online: bool) {
        let _over = self.says.send(Say::Online(online));
    }

    /// The device no longer takes what the server sends, or does again; its socket stays open.
    pub fn deaf(&self, deaf: bool) {
        let _over = self.says.send(Say::Deaf(deaf));
    }

    /// The device has something to say by itself (a renewed credential).
    pub fn answer(&self, answer: Answer) {
        let _over = self.says.send(Say::Answer(answer));
    }

    /// Everything that was seen so far.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        lock(&self.seen.events).clone()
    }

    /// Whether the socket is open and has caught up.
    #[must_use]
    pub fn connected(&self) -> bool {
        let events = lock(&self.seen.events);
        let newest = events.iter().rev().find_map(|event| match event {
            Event::Status(status) => Some(status.connected),
            _ => None,
        });
        newest.unwrap_or(false)
    }

    /// How many events were seen so far.
    #[must_use]
    pub fn seen_so_far(&self) -> usize {
        lock(&self.seen.events).len()
    }

    /// Every frame that came from the server so far.
    #[must_use]
    pub fn frames(&self) -> Vec<Vec<u8>> {
        lock(&self.seen.frames).clone()
    }

    /// A copy of the storage.
    #[must_use]
    pub fn storage(&self) -> Storage {
        lock(&self.seen.storage).clone()
    }

    /// The next `count` batches are refused, as a full disk would.
    pub fn refuse_batches(&self, count: u32) {
        self.seen.refusals.store(count, Ordering::Relaxed);
    }

    /// Waits until what was seen fits, at most a minute. Answers whether it does.
    pub async fn until(&self, fits: impl Fn(&[Event]) -> bool) -> bool {
        let wait = async {
            loop {
                let changed = self.seen.changed.notified();
                if fits(&lock(&self.seen.events)) {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), wait)
            .await
            .is_ok()
    }
}

struct Host<L> {
    brain: Brain,
    clock: Arc<dyn Clock>,
    line: L,
    seen: Arc<Seen>,
    wire: Option<Wire>,
    online: bool,
    deaf: bool,
    look: Duration,
    wake: Option<Timestamp>,
    over: bool,
}

impl<L: Line> Host<L> {
    async fn run(mut self, mut heard: mpsc::UnboundedReceiver<Say>) {
        let first = self.brain.start();
        self.carry_out(first).await;
        while !self.over {
            let input = tokio::select! {
                // What a person did comes before what time brings: a test says "the network is back"
                // and then lets time pass.
                biased;
                said = heard.recv() => match said {
                    Some(Say::Act(act)) => Input::Act(act),
                    Some(Say::Answer(answer)) => Input::Device(answer),
                    Some(Say::Deaf(deaf)) => {
                        self.deaf = deaf;
                        continue;
                    }
                    Some(Say::Online(online)) => {
                        self.online = online;
                        if online || self.wire.take().is_none() {
                            continue;
                        }
                        Input::Disconnected
                    }
                    None => return,
                },
                frame = next(&mut self.wire), if !self.deaf => match frame {
                    Some(frame) => {
                        if self.seen.keep_frames {
                            lock(&self.seen.frames).push(frame.clone());
                        }
                        Input::Frame(frame)
                    }
                    None => {
                        self.wire = None;
                        Input::Disconnected
                    }
                },
                () = tokio::time::sleep(self.look) => {
                    if self.wake.is_none_or(|wake| wake > self.clock.now()) {
                        continue;
                    }
                    self.wake = None;
                    Input::Tick
                }
            };
            let wishes = self.brain.handle(self.clock.now(), input);
            self.carry_out(wishes).await;
        }
    }

    /// Carries out wishes, and those that follow from them, in order.
    async fn carry_out(&mut self, wishes: Vec<Output>) {
        let mut wishes: std::collections::VecDeque<_> = wishes.into();
        while let Some(wish) = wishes.pop_front() {
            if let Some(input) = self.one(wish).await {
                wishes.extend(self.brain.handle(self.clock.now(), input));
            }
        }
    }

    async fn one(&mut self, wish: Output) -> Option<Input> {
        match wish {
            Output::Load => {
                let entries = lock(&self.seen.storage).clone().into_iter().collect();
                Some(Input::Loaded(entries))
            }
            Output::Nothing => {
                self.over = true;
                None
            }
            Output::Open {
                leaf_key,
                signature,
            } => {
                let bootstrap = self.line.open(leaf_key, signature).await?;
                Some(Input::Opened(Box::new(bootstrap)))
            }
            Output::Ask(ask) => self.line.ask(ask).await.map(Input::Device),
            Output::OpenSocket => {
                self.wire = if self.online {
                    // A service that stops may leave a connection that nobody ever answers.
                    let opened = tokio::time::timeout(PATIENCE, self.line.connect());
                    opened.await.ok().flatten()
                } else {
                    None
                };
                Some(if self.wire.is_some() {
                    Input::Connected
                } else {
                    Input::Disconnected
                })
            }
            // The brain hears of it, as a page does when its socket has closed.
            Output::CloseSocket => self.wire.take().map(|_| Input::Disconnected),
            Output::Send(frame) => {
                if let Some(wire) = &self.wire {
                    let _gone = wire.send.send(frame);
                }
                None
            }
            Output::Store(batch) => {
                let refuse = |left: u32| left.checked_sub(1);
                let refused = self
                    .seen
                    .refusals
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, refuse)
                    .is_ok();
                if !refused {
                    apply(&mut lock(&self.seen.storage), batch.changes);
                }
                Some(Input::Stored {
                    batch: batch.id,
                    ok: !refused,
                })
            }
            Output::Event(event) => {
                lock(&self.seen.events).push(event);
                self.seen.changed.notify_waiters();
                None
            }
            Output::WakeAt(at) => {
                self.wake = Some(at);
                None
            }
            // The worker of a browser shifts its clock by this; here there is one clock.
            Output::Clock(_) => None,
            Output::Wipe => {
                lock(&self.seen.storage).clear();
                None
            }
        }
    }
}

/// The next frame; for ever if there is no socket.
async fn next(wire: &mut Option<Wire>) -> Option<Vec<u8>> {
    match wire {
        Some(wire) => wire.receive.recv().await,
        None => std::future::pending().await,
    }
}
