//! The loop around the engine, and the handle that everybody else holds.
//!
//! Takes what has come (at most 512), lets the engine decide, writes everything in one go and only
//! then lets answers and deliveries out. While the disk is slow the next round grows: that is the
//! whole of group commit. The queue in front is bounded, so sockets wait when the engine is behind.

use super::effects::{self, Reader};
use super::engine::input::{Candidate, Command, Input, Order, Person, Refused};
use super::engine::keys::Keys;
use super::engine::out::{Effect, SocketId};
use super::engine::{Engine, Limits};
use super::{jobs, persist, wheel::Wheel};
use crate::bus::{Bus, Wake};
use crate::host::Randomness;
use bytes::Bytes;
use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tacita_model::{Clock, ConversationId, Timestamp};
use tacita_policy::Policy;
use tacita_store::Store;
use tokio::sync::{mpsc, oneshot};

/// Inputs that may wait for the engine.
const QUEUE: usize = 4096;
/// Inputs of one round.
const ROUND: usize = 512;
/// How often the engine is told that time went on.
const TICK: Duration = Duration::from_millis(200);
/// How often work that was put on the list is looked for.
const JOBS: Duration = Duration::from_millis(500);

/// Metric: durable transactions of the store since the start; each cost one sync of its log.
pub const TRANSACTIONS: &str = "tacita_store_transactions_total";
/// Metric: operations with a private or public key since the start. Messages cost none.
pub const KEY_OPERATIONS: &str = "tacita_public_key_operations_total";

/// What the engine and its effects are handed.
pub struct World {
    /// The store.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub randomness: Arc<dyn Randomness>,
    /// Keys and trust.
    pub keys: Arc<Keys>,
    /// Whether anything may be revealed.
    pub ledger: Arc<crate::ledger::Ledger>,
    /// Rules.
    pub policy: Policy,
    /// Names of teams, for policies that ask about them.
    pub teams: crate::features::decisions::TeamNames,
    /// Wake-ups for the inbox.
    pub bus: Bus,
    /// Limits.
    pub limits: Limits,
    /// Days that an intake record waits.
    pub unclaimed_days: u32,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("World")
    }
}

/// A server half on its way between the store and the record it locks; wiped when dropped.
pub struct Half(pub zeroize::Zeroizing<[u8; 32]>);

impl AsRef<[u8; 32]> for Half {
    fn as_ref(&self) -> &[u8; 32] {
        &self.0
    }
}

impl World {
    /// Random bytes.
    #[must_use]
    pub fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.generator().fill_bytes(&mut bytes);
        bytes
    }
}

#[derive(Debug)]
struct Running {
    world: Arc<World>,
    inputs: mpsc::Sender<Input>,
    online: Arc<Mutex<HashSet<ConversationId>>>,
    wheel: Arc<Wheel>,
    tasks: Mutex<Vec<tokio::task::JoinHandle<()>>>,
}

/// The handle to the live conversations. Empty until [`Hub::start`]; everything is refused until
/// then.
#[derive(Debug, Clone, Default)]
pub struct Hub {
    running: Arc<OnceLock<Running>>,
    numbers: Arc<AtomicU64>,
}

impl Hub {
    /// Starts the engine on the running tokio runtime. A second start is ignored.
    pub fn start(&self, world: World) {
        let (inputs, queue) = mpsc::channel(QUEUE);
        let world = Arc::new(world);
        let online = Arc::new(Mutex::new(HashSet::new()));
        let wheel = Arc::new(Wheel::default());
        let running = Running {
            world: Arc::clone(&world),
            inputs: inputs.clone(),
            online: Arc::clone(&online),
            wheel: Arc::clone(&wheel),
            tasks: Mutex::new(Vec::new()),
        };
        if self.running.set(running).is_err() {
            return;
        }
        let engine = Engine::new(Arc::clone(&world.keys), world.limits);
        let tasks = vec![
            tokio::spawn(turn(
                engine,
                Arc::clone(&world),
                queue,
                inputs.clone(),
                online,
            )),
            tokio::spawn(tick(inputs, world.store.clone())),
            tokio::spawn(delete(self.clone(), Arc::clone(&world))),
            tokio::spawn(wheel.turn()),
        ];
        if let Some(running) = self.running.get() {
            *running.tasks.lock().unwrap_or_else(PoisonError::into_inner) = tasks;
        }
    }

    /// What the engine was started with.
    #[must_use]
    pub fn world(&self) -> Option<Arc<World>> {
        self.running.get().map(|running| Arc::clone(&running.world))
    }

    /// The wheel of open sockets.
    #[must_use]
    pub fn wheel(&self) -> Option<Arc<Wheel>> {
        self.running.get().map(|running| Arc::clone(&running.wheel))
    }

    /// A number for a new socket.
    #[must_use]
    pub fn number(&self) -> SocketId {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// Hands an input to the engine without waiting; gives it back when the engine is behind.
    ///
    /// # Errors
    /// The input, for [`Hub::give`]. It is large: a task that waits should do so in a box.
    #[expect(
        clippy::result_large_err,
        reason = "the input comes back as it was handed in"
    )]
    pub fn offer(&self, input: Input) -> Result<(), Input> {
        let Some(running) = self.running.get() else {
            return Ok(());
        };
        match running.inputs.try_send(input) {
            // Only after a stop is nobody there to take it.
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
            Err(mpsc::error::TrySendError::Full(input)) => Err(input),
        }
    }

    /// Hands an input to the engine; waits when it is behind.
    pub async fn give(&self, input: Input) {
        if let Some(running) = self.running.get() {
            // Only after a stop is nobody there to take it.
            let _stopped = running.inputs.send(input).await;
        }
    }

    /// Carries out an act of a person; returns when it is durable.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn order(&self, conversation: ConversationId, order: Order) -> Result<(), Refused> {
        let (answer, answered) = oneshot::channel();
        self.give(Input::Command(Command {
            conversation,
            order,
            answer,
        }))
        .await;
        answered.await.unwrap_or(Err(Refused::Unavailable))
    }

    /// Reserves an agent's device for a widget that was opened (F1). Answers the ticket, or nothing
    /// when the package does not fit.
    pub async fn reserve(
        &self,
        conversation: ConversationId,
        person: Person,
        package: Candidate,
        until: Timestamp,
    ) -> Option<Bytes> {
        let world = self.world()?;
        let ticket = super::engine::groups::first_ticket(
            &world.keys,
            world.clock.now(),
            conversation,
            tacita_model::Generation(1),
            &package.bytes,
            tacita_seal::TicketPurpose::Answer,
        )
        .ok()?;
        let given = ticket.clone();
        self.give(Input::Reserve {
            conversation,
            person,
            package,
            ticket,
            until,
        })
        .await;
        Some(given)
    }

    /// The customer's socket is open.
    #[must_use]
    pub fn customer_online(&self, conversation: ConversationId) -> bool {
        self.running.get().is_some_and(|running| {
            running
                .online
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .contains(&conversation)
        })
    }

    /// Says goodbye to every socket, with advice when to come back that differs from one to the
    /// next.
    pub fn drain(&self) {
        if let Some(running) = self.running.get() {
            running.wheel.drain(running.world.randomness.as_ref());
        }
    }

    /// Stops the loop and the timers. What was acknowledged is durable; the rest is asked again.
    pub fn stop(&self) {
        if let Some(running) = self.running.get() {
            for task in running
                .tasks
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .drain(..)
            {
                task.abort();
            }
        }
    }
}

async fn tick(inputs: mpsc::Sender<Input>, store: Store) {
    let mut interval = tokio::time::interval(TICK);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        interval.tick().await;
        metrics::counter!(TRANSACTIONS).absolute(store.counts().transactions);
        metrics::counter!(KEY_OPERATIONS).absolute(tacita_seal::public_key_operations());
        if inputs.send(Input::Tick).await.is_err() {
            return;
        }
    }
}

/// Deletes what is due: work on the list, bodies that everybody has, conversations that nobody
/// accepted, rows whose time is over.
async fn delete(hub: Hub, world: Arc<World>) {
    let mut interval = tokio::time::interval(JOBS);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let start = world.clock.now();
    let (mut bodies_at, mut minute_at) = (start, start);
    // Both also at the start: a program that is restarted every night would never come to them.
    let (mut hour_at, mut day_at) = (Timestamp(i64::MIN), Timestamp(i64::MIN));
    loop {
        interval.tick().await;
        let now = world.clock.now();
        tried(
            "the work list",
            jobs::run_due(&world.store, now).await.map(drop),
        );
        if now >= bodies_at.plus_seconds(world.limits.settle_seconds) {
            bodies_at = now;
            tried("bodies", world.store.forget_bodies().await.map(drop));
        }
        if now >= minute_at.plus_seconds(60) {
            minute_at = now;
            tried("unclaimed conversations", expire(&hub, &world, now).await);
        }
        if now >= hour_at.plus_seconds(3600) {
            hour_at = now;
            tried("ended rows", world.store.forget_expired().await);
            tried("ended halves", world.store.shred_expired().await.map(drop));
        }
        if now >= day_at.plus_seconds(86_400) {
            day_at = now;
            tried(
                "new keys over halves",
                world.store.renew_half_keys().await.map(drop),
            );
        }
    }
}

fn tried(what: &str, result: Result<(), tacita_store::StoreError>) {
    if let Err(error) = result {
        tracing::warn!(error = %error, what, "a deletion will be tried again");
    }
}

async fn expire(hub: &Hub, world: &World, now: Timestamp) -> Result<(), tacita_store::StoreError> {
    let limit = now.plus_seconds(world.limits.unclaimed_seconds.saturating_neg());
    for row in world.store.open_conversations().await? {
        let unclaimed = row.agent.is_none() && row.waiting_since.is_some_and(|since| since < limit);
        if unclaimed {
            // Somebody may accept it at this moment: then it stays.
            let _conflict = hub.order(row.id, Order::Expire).await;
        }
    }
    Ok(())
}

async fn turn(
    mut engine: Engine,
    world: Arc<World>,
    mut queue: mpsc::Receiver<Input>,
    back: mpsc::Sender<Input>,
    online: Arc<Mutex<HashSet<ConversationId>>>,
) {
    let mut round = Vec::with_capacity(ROUND);
    let draw = || world.draw();
    while queue.recv_many(&mut round, ROUND).await > 0 {
        let now = world.clock.now();
        for input in round.drain(..) {
            engine.handle(input, now);
        }
        let rows = std::mem::take(&mut engine.out.rows);
        let desk = persist::Desk {
            store: &world.store,
            now,
            draw: &draw,
        };
        let failed = persist::commit(&desk, rows).await;
        let effects = std::mem::take(&mut engine.out.effects);
        for effect in effects {
            if let Effect::Wake(id) = effect {
                wake(&engine, &world, &online, id);
            } else if !failed.contains(&effect.conversation()) {
                spawn(&engine, &world, &back, effect);
            }
        }
        engine.finish(&failed);
        metrics::gauge!("tacita_open_conversations")
            .set(f64::from(u32::try_from(engine.open()).unwrap_or(u32::MAX)));
    }
}

fn wake(
    engine: &Engine,
    world: &World,
    online: &Mutex<HashSet<ConversationId>>,
    id: ConversationId,
) {
    let mut online = online.lock().unwrap_or_else(PoisonError::into_inner);
    if engine.customer_online(id) {
        online.insert(id);
    } else {
        online.remove(&id);
    }
    drop(online);
    world.bus.wake(Wake::Conversation(id));
}

fn spawn(engine: &Engine, world: &Arc<World>, back: &mpsc::Sender<Input>, effect: Effect) {
    let socket = match &effect {
        Effect::Page { socket, .. } => engine.out.sockets.get(socket).map(|attached| {
            let reader = Reader {
                role: attached.role,
                agent: attached.agent,
            };
            (Arc::clone(&attached.outbound), reader)
        }),
        _ => None,
    };
    let (world, back) = (Arc::clone(world), back.clone());
    tokio::spawn(async move {
        if let Some(input) = effects::carry_out(&world, effect, socket).await {
            let _stopped = back.send(input).await;
        }
    });
}
