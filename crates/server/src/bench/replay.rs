//! The service alone: real groups and proven sockets, but the posts are prepared.
//!
//! A post is random bytes behind the head of the running group and epoch; the service cannot tell it
//! from what a device encrypts, so it does all of its work and the generator does as little as it
//! can. A message counts when the other side has it and its sender has the acknowledgement, both
//! compared by its id. Nobody acknowledges reading, so bodies stay in the store.

mod figures;

use super::desk::Chat;
use super::machine::{self, Reading};
use super::service::Meter;
use super::wire::Socket;
use crate::commands::Failure;
use crate::host::{Randomness, SystemRandomness};
pub use figures::Figures;
use futures_util::{FutureExt, SinkExt, StreamExt};
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tacita_model::{Epoch, MessageId};
use tacita_protocol::hot::{self, Post};
use tokio_tungstenite::tungstenite::Message;

/// Version, wire format, group id, epoch, content type.
const MLS_HEAD_BYTES: usize = 34;
/// Posts of one conversation that may be under way in a paced run.
const PACED_WINDOW: usize = 256;
/// Posts of one conversation under way, as the maximum is looked for. More of them travel together
/// and cost less than people's single messages do, so few come first.
const WINDOWS: [usize; 4] = [1, 2, 4, 8];
/// A wider window has to bring so much more to be followed by a wider one.
const WORTH: f64 = 1.03;
/// The maximum is what is taken while 99 of 100 wait at most so long.
const LONGEST_MS: f64 = 100.0;
/// Time that what is under way has after the end of a run.
const LAST: Duration = Duration::from_secs(10);

/// One conversation of a replay.
struct Lane {
    customer: Socket,
    agent: Socket,
    epoch: Epoch,
    counter: u64,
    mls: Vec<u8>,
    run: Run,
}

/// What one lane did in one run.
#[derive(Default)]
struct Run {
    under_way: VecDeque<(MessageId, Instant)>,
    done: u64,
    accepted: u64,
    delivered: u64,
    microseconds: Vec<u64>,
    failure: Option<String>,
}

/// How posts are given out.
#[derive(Debug, Clone, Copy)]
enum Pace {
    /// The next one as soon as fewer than so many are under way.
    Window(usize),
    /// One each so often, the first after a while; time counts from when a post was due.
    Every(Duration, Duration),
}

/// All conversations.
pub struct Replay {
    lanes: Vec<Lane>,
    server: u32,
    meter: Meter,
    body_bytes: usize,
}

impl std::fmt::Debug for Replay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replay")
    }
}

impl Replay {
    /// Takes over from the devices of running chats.
    ///
    /// # Errors
    /// When a device left no socket or no post to copy the head from.
    pub async fn take_over(
        chats: Vec<Chat>,
        body_bytes: usize,
        server: u32,
        meter: Meter,
    ) -> Result<Self, Failure> {
        let mut lanes = Vec::with_capacity(chats.len());
        let mut taps = Vec::with_capacity(chats.len());
        for chat in chats {
            taps.push((chat.customer_tap, chat.agent_tap));
        }
        // The devices end with their chats; their sockets come a moment later.
        tokio::time::sleep(Duration::from_millis(500)).await;
        for (customer_tap, agent_tap) in taps {
            let post = customer_tap.last_post().ok_or("a device sent no post")?;
            let post = Post::decode(&post)?;
            let head = post.mls.get(..MLS_HEAD_BYTES).ok_or("a post is short")?;
            let mut mls = vec![0; body_bytes.max(MLS_HEAD_BYTES)];
            SystemRandomness.generator().fill_bytes(&mut mls);
            mls.splice(..MLS_HEAD_BYTES, head.iter().copied());
            lanes.push(Lane {
                customer: customer_tap
                    .take_socket()
                    .ok_or("a device kept its socket")?,
                agent: agent_tap.take_socket().ok_or("a device kept its socket")?,
                epoch: post.epoch,
                counter: post.counter,
                mls,
                run: Run::default(),
            });
        }
        Ok(Self {
            lanes,
            server,
            meter,
            body_bytes,
        })
    }

    /// The most it takes: more and more posts of each conversation under way, until more of them
    /// bring nothing more, or wait too long, or keep the generator too busy. Answers what each
    /// width brought, the best one first.
    ///
    /// # Errors
    /// As [`Replay::at_full_speed`].
    pub async fn find_most(&mut self, span: Duration) -> Result<Vec<Figures>, Failure> {
        let mut tried: Vec<Figures> = Vec::new();
        for window in WINDOWS {
            let found = self.at_full_speed(span, window).await?;
            let best = tried.first().map_or(0.0, |best| best.messages_per_second);
            let better = found.messages_per_second > best;
            let worth = found.messages_per_second > best * WORTH;
            let fits = found.p99_ms < LONGEST_MS && !found.generator_is_busy();
            let place = if better && (fits || tried.is_empty()) {
                0
            } else {
                tried.len()
            };
            tried.insert(place, found);
            if !worth || !fits {
                break;
            }
        }
        Ok(tried)
    }

    /// As fast as it goes, with so many posts of each conversation under way.
    ///
    /// # Errors
    /// When the service refused something or lost something.
    pub async fn at_full_speed(
        &mut self,
        span: Duration,
        window: usize,
    ) -> Result<Figures, Failure> {
        let mut found = self.run(span, |_| Pace::Window(window)).await?;
        found.window = Some(window);
        Ok(found)
    }

    /// So many messages a second, evenly from all conversations.
    ///
    /// # Errors
    /// As [`Replay::at_full_speed`].
    pub async fn at_rate(&mut self, span: Duration, rate: f64) -> Result<Figures, Failure> {
        let count = u32::try_from(self.lanes.len().max(1))?;
        let between = Duration::from_secs_f64(1.0 / rate.max(1.0));
        self.run(span, |lane| {
            Pace::Every(
                between.saturating_mul(count),
                between.saturating_mul(u32::try_from(lane).unwrap_or(0)),
            )
        })
        .await
    }

    async fn run(
        &mut self,
        span: Duration,
        pace: impl Fn(usize) -> Pace,
    ) -> Result<Figures, Failure> {
        let counted = self.meter.read().await?;
        let before = Reading::take(self.server);
        let tasks: Vec<_> = std::mem::take(&mut self.lanes)
            .into_iter()
            .enumerate()
            .map(|(index, lane)| tokio::spawn(lane.run(span, pace(index))))
            .collect();
        let mut figures = Vec::new();
        let mut failure = None;
        for task in tasks {
            let mut lane = task.await?;
            let run = std::mem::take(&mut lane.run);
            failure = failure.or(run.failure);
            figures.extend(run.microseconds);
            self.lanes.push(lane);
        }
        let used = before.since(self.server);
        match failure {
            Some(failure) => Err(failure.into()),
            None => {
                let after = self.meter.read().await?;
                Ok(Figures::of(figures, used).with(counted, after, self.body_bytes))
            }
        }
    }
}

impl Lane {
    async fn run(mut self, span: Duration, pace: Pace) -> Self {
        if let Err(failure) = self.exchange(span, pace).await {
            self.run.failure = Some(failure.to_string());
        }
        self
    }

    async fn exchange(&mut self, span: Duration, pace: Pace) -> Result<(), Failure> {
        let began = machine::now();
        let end = began.checked_add(span).ok_or("the run is too long")?;
        let last = tokio::time::sleep(span.saturating_add(LAST));
        tokio::pin!(last);
        let mut due = match pace {
            Pace::Window(_) => began,
            Pace::Every(_, after) => began.checked_add(after).unwrap_or(began),
        };
        loop {
            let now = machine::now();
            let mut fed = false;
            let window = match pace {
                Pace::Window(window) => window,
                Pace::Every(..) => PACED_WINDOW,
            };
            while now < end && due <= now && self.run.under_way.len() < window {
                let from = match pace {
                    Pace::Window(_) => now,
                    Pace::Every(every, _) => {
                        let from = due;
                        due = due.checked_add(every).unwrap_or(end);
                        from
                    }
                };
                self.post(from).await?;
                fed = true;
            }
            if fed {
                self.customer.flush().await?;
            }
            if self.run.under_way.is_empty() && now >= end {
                return Ok(());
            }
            let paced = matches!(pace, Pace::Every(..)) && due < end;
            let empty = self.run.under_way.is_empty();
            let wake = if paced { due } else { end };
            tokio::select! {
                frame = self.customer.next() => self.at_customer(frame)?,
                frame = self.agent.next() => self.at_agent(frame)?,
                () = tokio::time::sleep_until(wake.into()), if paced || empty => {}
                () = &mut last => {
                    return Err(format!("{} messages were lost", self.run.under_way.len()).into());
                }
            }
            // What came in the same packet needs no second wake-up.
            while let Some(frame) = self.customer.next().now_or_never() {
                self.at_customer(frame)?;
            }
            while let Some(frame) = self.agent.next().now_or_never() {
                self.at_agent(frame)?;
            }
        }
    }

    async fn post(&mut self, from: Instant) -> Result<(), Failure> {
        self.counter = self.counter.saturating_add(1);
        let message = super::desk::message_id();
        let frame = Post {
            epoch: self.epoch,
            counter: self.counter,
            message,
            mls: &self.mls,
        };
        let frame = frame.encode();
        self.customer.feed(Message::Binary(frame.into())).await?;
        self.run.under_way.push_back((message, from));
        Ok(())
    }

    fn at_customer(&mut self, frame: Frame) -> Result<(), Failure> {
        let Some(frame) = binary(frame)? else {
            return Ok(());
        };
        match frame.first() {
            Some(&hot::ACCEPTED) => {
                let message = hot::Accepted::decode(&frame)?.message;
                self.run.check(self.run.accepted, message)?;
                self.run.accepted = self.run.accepted.saturating_add(1);
                self.run.finish();
                Ok(())
            }
            Some(&hot::SERVER_CONTROL) => refusal(&frame),
            _ => Ok(()),
        }
    }

    fn at_agent(&mut self, frame: Frame) -> Result<(), Failure> {
        let Some(frame) = binary(frame)? else {
            return Ok(());
        };
        match frame.first() {
            Some(&hot::DELIVERY) => {
                let message = Post::decode(hot::Delivery::decode(&frame)?.post)?.message;
                self.run.check(self.run.delivered, message)?;
                self.run.delivered = self.run.delivered.saturating_add(1);
                self.run.finish();
                Ok(())
            }
            Some(&hot::SERVER_CONTROL) => refusal(&frame),
            _ => Ok(()),
        }
    }
}

type Frame = Option<Result<Message, tokio_tungstenite::tungstenite::Error>>;

fn binary(frame: Frame) -> Result<Option<bytes::Bytes>, Failure> {
    match frame {
        Some(Ok(Message::Binary(frame))) => Ok(Some(frame)),
        Some(Ok(Message::Close(_))) | None => Err("the service closed a socket".into()),
        Some(Ok(_)) => Ok(None),
        Some(Err(error)) => Err(error.into()),
    }
}

fn refusal(frame: &[u8]) -> Result<(), Failure> {
    use tacita_protocol::control::{FromServer, decode_server};
    match decode_server(frame)? {
        FromServer::Refused { why, .. } => Err(format!("the service refused: {why:?}").into()),
        FromServer::Ended { .. } => Err("the service ended a conversation".into()),
        _ => Ok(()),
    }
}

impl Run {
    /// The message is the next one of this count, in the order of posting.
    fn check(&self, count: u64, message: MessageId) -> Result<(), Failure> {
        let index = usize::try_from(count.saturating_sub(self.done))?;
        match self.under_way.get(index) {
            Some((expected, _)) if *expected == message => Ok(()),
            _ => Err("a message came twice, out of order, or was never sent".into()),
        }
    }

    /// Counts what both sides have.
    fn finish(&mut self) {
        while self.accepted.min(self.delivered) > self.done {
            if let Some((_, from)) = self.under_way.pop_front() {
                let took = machine::now().saturating_duration_since(from);
                let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
                self.microseconds.push(took);
            }
            self.done = self.done.saturating_add(1);
        }
    }
}
