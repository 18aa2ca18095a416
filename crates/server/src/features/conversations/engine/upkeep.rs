//! What time brings: steps that are due, acknowledgements that are written, bodies that everybody
//! has, credentials that are about to end, conversations that leave memory.
//!
//! Nothing here may wait for a message to come by; the loop ticks when nobody writes.

use super::Engine;
use super::head::{Durable, LeafKey};
use super::out::{Effect, Out};
use super::rows::Row;
use std::collections::HashSet;
use tacita_model::{ConversationId, ConversationState, Sequence, Timestamp};

/// How often it is looked for credentials that are about to end.
const RENEWALS_SECONDS: i64 = 60;

impl Engine {
    pub(super) fn tick(&mut self, now: Timestamp) {
        let due: Vec<_> = self
            .due
            .iter()
            .copied()
            .filter(|id| {
                let due = self.conversations.get(id).and_then(|c| c.live.due);
                due.is_some_and(|due| due <= now)
            })
            .collect();
        for id in due {
            self.after(id, now);
        }
        self.out
            .effects
            .extend(self.written.drain().map(Effect::Wake));
        if now >= self.settled.plus_seconds(self.limits.settle_seconds) {
            self.settled = now;
            self.settle();
        }
        if now >= self.looked_for_renewals.plus_seconds(RENEWALS_SECONDS) {
            self.looked_for_renewals = now;
            self.renew(now);
        }
    }

    /// Customers who stay connected: their credentials are renewed before they end.
    fn renew(&mut self, now: Timestamp) {
        let attached = self.out.sockets.values();
        let due: HashSet<_> = attached
            .filter(|attached| attached.renew_at <= now)
            .map(|attached| attached.conversation)
            .collect();
        for id in due {
            self.after(id, now);
        }
    }

    /// Writes how far devices are and deletes what everybody has.
    fn settle(&mut self) {
        for id in core::mem::take(&mut self.dirty) {
            let Some(conversation) = self.conversations.get_mut(&id) else {
                continue;
            };
            let Some(durable) = conversation.durable.as_deref_mut() else {
                continue;
            };
            if durable.state == ConversationState::Closed {
                continue;
            }
            settle_one(id, durable, &mut self.out);
        }
        self.forget_idle();
    }

    /// Conversations that nobody is connected to leave memory; the database has them.
    fn forget_idle(&mut self) {
        if self.conversations.len() <= self.limits.idle_conversations {
            return;
        }
        let due = &self.due;
        self.conversations.retain(|id, conversation| {
            !conversation.live.sockets.is_empty()
                || conversation.loading
                || conversation.live.reserved.is_some()
                || due.contains(id)
        });
    }
}

fn settle_one(id: ConversationId, durable: &mut Durable, out: &mut Out) {
    for member in &durable.members {
        out.rows.push(Row::Progress {
            conversation: id,
            key: member.key,
            acked: member.acked,
            counter: member.counter,
        });
    }
    let acked = |key: &LeafKey| durable.member(key).map(|member| member.acked);
    let taken: Vec<_> = durable
        .welcomes
        .iter()
        .filter(|welcome| acked(&welcome.key).is_some_and(|acked| acked >= welcome.at.sequence))
        .map(|welcome| welcome.key)
        .collect();
    for key in taken {
        durable.welcomes.retain(|welcome| welcome.key != key);
        out.rows.push(Row::Welcomed {
            conversation: id,
            key,
        });
    }
    let everybody = durable
        .members
        .iter()
        .filter(|m| !m.leaving)
        .map(|m| m.acked)
        .min();
    let up_to = everybody.unwrap_or(Sequence(0));
    if up_to > durable.bodies_deleted {
        // The store deletes them by itself from the acknowledgements written here.
        durable.bodies_deleted = up_to;
        durable.tail.forget_bodies(up_to);
    }
    out.touched.push(id);
}
