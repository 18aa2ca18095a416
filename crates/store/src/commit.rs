//! The one writer: it takes everything that waits (no timer), does it in one transaction with one
//! sync, and answers after that.
//!
//! Entries of all requests go in as one multi-row insert, their leaf beside them. A request with
//! other writes stands in a savepoint, so that one that fails takes none of its neighbours along.
//! While nothing waits, and at least every few seconds, the index by conversation is brought up to
//! date in slices. Checkpoints run on a connection of their own ([`crate::checkpoint`]).

mod index;
mod leaf;
mod request;

use crate::checkpoint;
use crate::counts::Counters;
use crate::db::Conn;
use crate::error::StoreError;
use crate::first::{index_leftovers, server_who};
use crate::insert::Inserts;
use crate::kms::Randomness;
use crate::rows::Entry;
use crate::tail::{Place, Tail};
use crate::write::Write;
use leaf::leaf_row;
pub(crate) use leaf::put_leaf;
use request::Pending;
pub(crate) use request::{Command, Request};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tacita_ledger::{Leaf, LeafKind, Recorded, RecordedLeaf, WhoHash, Witness, batch_digest};
use tacita_model::{Clock, RequestId, TypedId};
use tokio::sync::mpsc;

/// Entries (and requests) that one transaction takes at most.
pub(crate) const GROUP: usize = 512;
/// Rows of the index that one slice writes, about. Whoever sends meanwhile waits for it: with slices of 2,048
/// rows the slowest hundredth of the messages at half speed took 29 ms and more, with these it takes 16
/// (`tacita bench --only a`).
const SLICE_ROWS: usize = 256;

pub(crate) struct Writer {
    conn: Conn,
    inserts: Inserts,
    checkpoints: Option<checkpoint::Handle>,
    queue: mpsc::Receiver<Command>,
    tail: Arc<Mutex<Tail>>,
    witness: Arc<Witness>,
    clock: Arc<dyn Clock>,
    server: WhoHash,
    next_global: u64,
    next_leaf: u64,
    index_every: Duration,
    counts: Arc<Counters>,
}

impl Writer {
    #[expect(clippy::too_many_arguments, reason = "called once, by Store::open")]
    pub(crate) async fn start(
        mut conn: Conn,
        checkpoints: Option<checkpoint::Handle>,
        queue: mpsc::Receiver<Command>,
        tail: Arc<Mutex<Tail>>,
        witness: Arc<Witness>,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
        index_every: Duration,
        counts: Arc<Counters>,
    ) -> Result<Self, StoreError> {
        index_leftovers(&mut conn).await?;
        let last_entry = conn
            .number("entry", "SELECT max(global) FROM entry", Vec::new())
            .await?;
        let last_leaf = conn
            .number("leaf", "SELECT max(number) FROM leaf", Vec::new())
            .await?;
        let server = server_who(&mut conn, &randomness).await?;
        Ok(Self {
            inserts: Inserts::new(&conn),
            conn,
            checkpoints,
            queue,
            tail,
            witness,
            clock,
            server,
            next_global: next(last_entry),
            next_leaf: next(last_leaf),
            index_every,
            counts,
        })
    }

    pub(crate) async fn run(mut self) {
        let mut tick = tokio::time::interval(self.index_every);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut held: Option<Command> = None;
        loop {
            let command = match held.take() {
                Some(command) => Some(command),
                // Nobody waits: the round goes on. A slice that failed waits for the tick.
                None if self.queue.is_empty()
                    && self.with_tail(|tail| tail.in_round())
                    && self.index_slice().await.is_ok() =>
                {
                    continue;
                }
                None => tokio::select! {
                    biased;
                    command = self.queue.recv() => command,
                    _ = tick.tick() => {
                        self.with_tail(Tail::begin_round);
                        // A failed slice is tried again at the next tick; nothing is lost by it.
                        let _ = self.index_slice().await;
                        continue;
                    }
                },
            };
            match command {
                // Every handle was dropped without `close`.
                None => {
                    self.finish_up().await;
                    break;
                }
                Some(Command::Commit(first)) => {
                    held = self.group(first).await;
                    if self.with_tail(|tail| tail.in_round()) {
                        let _ = self.index_slice().await;
                    }
                }
                Some(Command::Index(reply)) => {
                    let _ = reply.send(self.index_all().await);
                }
                Some(Command::Stop(reply)) => {
                    self.finish_up().await;
                    let _ = reply.send(());
                    break;
                }
            }
        }
    }

    /// Leaves the files as small and as indexed as they can be. Nothing depends on it: the next
    /// start does the same after a crash.
    async fn finish_up(mut self) {
        let _ = self.index_all().await;
        if let Some(checkpoints) = self.checkpoints.take() {
            checkpoints.finish().await;
        }
        self.conn.close().await;
    }

    /// Gathers what waits, commits it, answers. Returns a command that was no commit.
    async fn group(&mut self, first: Request) -> Option<Command> {
        let mut held = None;
        let mut entries = 0;
        let mut group = vec![Pending::from(first)];
        while group.len() < GROUP {
            entries += group.last().map_or(0, |pending| pending.entries.len());
            if entries >= GROUP {
                break;
            }
            match self.queue.try_recv() {
                Ok(Command::Commit(request)) => group.push(request.into()),
                Ok(other) => {
                    held = Some(other);
                    break;
                }
                Err(_) => break,
            }
        }
        self.commit(group).await;
        if let Some(checkpoints) = &self.checkpoints {
            checkpoints.wrote();
        }
        held
    }

    /// One transaction. When its common part fails and there were several requests, each is tried
    /// alone, so that the one at fault is found and the others are kept.
    async fn commit(&mut self, group: Vec<Pending>) {
        let alone = group.len() == 1;
        match self.transaction(&group).await {
            Ok(answers) => {
                for (pending, answer) in group.into_iter().zip(answers) {
                    // The caller may be gone; what it asked for is durable all the same.
                    let _ = pending.reply.send(answer);
                }
            }
            Err(StoreError::Full) => {
                for pending in group {
                    let _ = pending.reply.send(Err(StoreError::Full));
                }
            }
            Err(error) if alone => {
                if let Some(pending) = group.into_iter().next() {
                    let _ = pending.reply.send(Err(error));
                }
            }
            Err(_) => {
                for pending in group {
                    let answer = match self.transaction(std::slice::from_ref(&pending)).await {
                        Ok(mut answers) => answers.pop().unwrap_or(Err(StoreError::Closed)),
                        Err(error) => Err(error),
                    };
                    let _ = pending.reply.send(answer);
                }
            }
        }
    }

    async fn transaction(
        &mut self,
        group: &[Pending],
    ) -> Result<Vec<Result<Recorded, StoreError>>, StoreError> {
        let rows: usize = group.iter().map(|pending| pending.entries.len()).sum();
        let plain = group
            .iter()
            .all(|pending| pending.others.is_empty() && pending.leaves.is_empty());
        if plain && Inserts::has_round(&self.conn, rows) {
            return self.round(group).await;
        }
        self.conn.begin().await?;
        match self.fill(group).await {
            Ok(filled) => {
                self.commit_now().await?;
                Ok(self.finish(filled))
            }
            Err(error) => {
                self.conn.rollback().await;
                Err(error)
            }
        }
    }

    /// The hot path: nothing but entries and their leaf, in one trip to the database's thread.
    async fn round(
        &mut self,
        group: &[Pending],
    ) -> Result<Vec<Result<Recorded, StoreError>>, StoreError> {
        let mut filled = Filled::default();
        for pending in group {
            filled
                .outcomes
                .push(Ok((Vec::new(), !pending.entries.is_empty())));
        }
        let entries: Vec<&Entry> = group.iter().flat_map(|pending| &pending.entries).collect();
        let leaf = self.place(&entries, &mut filled);
        let row = leaf_row(self.next_leaf, &leaf);
        let done = self
            .inserts
            .round(&mut self.conn, self.next_global, &entries, row)
            .await;
        if let Err(error) = done {
            self.conn.rollback().await;
            return Err(error);
        }
        self.counts.add(true);
        Ok(self.finish(filled))
    }

    async fn commit_now(&mut self) -> Result<(), StoreError> {
        self.conn.commit().await?;
        self.counts.add(false);
        Ok(())
    }

    /// Gives entries their global places and makes the leaf over them.
    fn place(&self, entries: &[&Entry], filled: &mut Filled) -> Leaf {
        let numbered = || entries.iter().zip(self.next_global..);
        filled.places = numbered()
            .map(|(entry, global)| {
                let (sequence, message) = (entry.place.sequence, entry.message);
                (
                    entry.conversation,
                    Place {
                        sequence,
                        global,
                        message,
                    },
                )
            })
            .collect();
        let leaf = Leaf {
            kind: LeafKind::Entries,
            who: self.server,
            what: batch_digest(numbered().map(|(entry, global)| (global, entry.body_hash))),
            purpose: None,
            when: self.clock.now(),
            request: RequestId::from_bytes([0; 16]),
        };
        filled.batch = Some(leaf);
        leaf
    }

    async fn fill(&mut self, group: &[Pending]) -> Result<Filled, StoreError> {
        let savepoints = group.len() > 1;
        let mut filled = Filled::default();
        let mut entries: Vec<&Entry> = Vec::new();
        for pending in group {
            match self.others(&pending.others, savepoints).await {
                Ok(()) => {
                    entries.extend(&pending.entries);
                    let posted = !pending.entries.is_empty();
                    filled.outcomes.push(Ok((pending.leaves.clone(), posted)));
                }
                Err(error) if savepoints && !matches!(error, StoreError::Full) => {
                    filled.outcomes.push(Err(error));
                }
                Err(error) => return Err(error),
            }
        }
        if !entries.is_empty() {
            self.place(&entries, &mut filled);
            self.inserts
                .entries(&mut self.conn, self.next_global, &entries)
                .await?;
        }
        let mut number = self.next_leaf;
        let leaves = filled
            .outcomes
            .iter()
            .flatten()
            .flat_map(|(leaves, _)| leaves.iter());
        for leaf in leaves.chain(&filled.batch) {
            put_leaf(&mut self.conn, number, leaf).await?;
            number = number.saturating_add(1);
        }
        Ok(filled)
    }

    async fn others(&mut self, others: &[Write], savepoint: bool) -> Result<(), StoreError> {
        if others.is_empty() {
            return Ok(());
        }
        if savepoint {
            self.conn
                .run("savepoint", "SAVEPOINT one", Vec::new())
                .await?;
        }
        for other in others {
            if let Err(error) = crate::apply::apply(&mut self.conn, other.clone()).await {
                if savepoint && !matches!(error, StoreError::Full) {
                    self.conn
                        .run("savepoint", "ROLLBACK TO SAVEPOINT one", Vec::new())
                        .await?;
                }
                return Err(error);
            }
        }
        if savepoint {
            self.conn
                .run("savepoint", "RELEASE SAVEPOINT one", Vec::new())
                .await?;
        }
        Ok(())
    }

    /// The transaction is durable: numbers move on, the tail learns, proofs are made.
    fn finish(&mut self, filled: Filled) -> Vec<Result<Recorded, StoreError>> {
        let count = u64::try_from(filled.places.len()).unwrap_or(u64::MAX);
        self.next_global = self.next_global.saturating_add(count);
        if !filled.places.is_empty() {
            self.with_tail(|tail| {
                for (conversation, place) in &filled.places {
                    tail.push(*conversation, *place);
                }
            });
        }
        let before = self.next_leaf;
        let mut answers = Vec::with_capacity(filled.outcomes.len());
        let own: usize = filled
            .outcomes
            .iter()
            .flatten()
            .map(|(leaves, _)| leaves.len())
            .sum();
        let batch_number = self
            .next_leaf
            .saturating_add(u64::try_from(own).unwrap_or(u64::MAX));
        for outcome in filled.outcomes {
            answers.push(outcome.map(|(leaves, posted)| {
                let mut recorded = Vec::with_capacity(leaves.len().saturating_add(1));
                for leaf in leaves {
                    recorded.push(RecordedLeaf {
                        number: self.next_leaf,
                        leaf,
                    });
                    self.next_leaf = self.next_leaf.saturating_add(1);
                }
                if let (true, Some(leaf)) = (posted, filled.batch) {
                    recorded.push(RecordedLeaf {
                        number: batch_number,
                        leaf,
                    });
                }
                self.witness.record(recorded)
            }));
        }
        if filled.batch.is_some() {
            self.next_leaf = self.next_leaf.saturating_add(1);
        }
        if self.next_leaf != before {
            self.counts.added();
        }
        answers
    }

    fn with_tail<T>(&self, act: impl FnOnce(&mut Tail) -> T) -> T {
        act(&mut self.tail.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a transaction holds until it is durable.
#[derive(Default)]
struct Filled {
    outcomes: Vec<Result<(Vec<Leaf>, bool), StoreError>>,
    places: Vec<(tacita_model::ConversationId, Place)>,
    batch: Option<Leaf>,
}

fn next(last: Option<i64>) -> u64 {
    last.and_then(|last| u64::try_from(last).ok())
        .unwrap_or(0)
        .saturating_add(1)
}
