//! How a generation begins: with a reserved agent (F1), with the assigned one (F2), by the agent
//! while the customer is away (F3), and after a repair (F14).
//!
//! The maker adds the others without a path and sends one batch: GroupInfo, commit, welcome, and
//! the messages that wait, sealed in epoch 1. Whoever is added must be vouched for by the pinned
//! organisation and stand on the roster; a customer's package must carry the key that wrote before,
//! else the console says "key changed" and nothing is repeated. Next: `members`.

use super::{Core, Work};
use crate::keep::{Delivery, Form, Handshake};
use tacita_model::{MessageId, Role};
use tacita_protocol::Blob;
use tacita_protocol::chain::body_hash;
use tacita_protocol::control::{
    Batch, FromClient, GenerationEntry, Invite, Reason, Refusal, encode_client,
};
use tacita_seal::{CheckedKeyPackage, FirstAdd, Group, Subject, key_package, roster::Roster};

/// Posts in one batch, at most; more follow by themselves.
const BATCH_POSTS: usize = 4;

impl Core {
    /// The server asks us to begin a generation.
    pub(super) fn start_generation(
        &mut self,
        generation: u32,
        reason: Reason,
        invites: &[Invite],
        work: &mut Work<'_>,
    ) {
        if generation <= self.standing.generation || self.began(generation) {
            return;
        }
        work.live.retry = None;
        self.begin_generation(generation, reason, invites, work);
    }

    /// Begins the first generation with the agent who is reserved for us (F1), if there is one.
    pub(super) fn begin_reserved(&mut self, work: &mut Work<'_>) -> bool {
        if self.standing.generation > 0 || work.now.0 >= self.desk.reserved_until {
            return false;
        }
        let Some(invite) = self.desk.reserved.clone() else {
            return false;
        };
        self.begin_generation(1, Reason::Open, &[invite], work);
        if self.handshake.is_none() {
            self.desk.reserved = None;
            self.save_desk(work);
        }
        self.handshake.is_some()
    }

    /// A conversation that was opened a moment ago, before its socket has caught up: what it takes is
    /// here already (F1), so the group is made and the message sealed while the server is on its way,
    /// one write holds all of it, and the batch leaves right behind the hello. Nothing can have been
    /// missed in a log that nobody has written in, and no state of ours can be older than the server's.
    /// Whoever comes back to a conversation, or on a second socket, catches up first.
    pub(super) fn pump_first(&mut self, work: &mut Work<'_>) {
        if self.is_customer()
            && work.live.fresh
            && self.handshake.is_none()
            && !self.outbox.is_empty()
        {
            self.begin_reserved(work);
        }
        let first = matches!(
            &self.handshake,
            Some(Handshake::Batch { generation: 1, .. })
        );
        if work.live.fresh && first && work.live.phase == super::Phase::Greeted {
            self.hand_over_handshake(work);
        }
    }

    /// Whether a batch of ours for this generation waits already.
    fn began(&self, generation: u32) -> bool {
        matches!(&self.handshake, Some(Handshake::Batch { generation: ours, .. }) if *ours == generation)
    }

    /// Makes the group, seals what waits, and puts the batch on its way.
    pub(super) fn begin_generation(
        &mut self,
        generation: u32,
        reason: Reason,
        invites: &[Invite],
        work: &mut Work<'_>,
    ) {
        let Some(packages) = self.check_invites(invites, work) else {
            return;
        };
        self.forget_group(work);
        let context = self.crypt.context(work.now);
        let adds: Vec<FirstAdd<'_>> = packages
            .iter()
            .zip(invites)
            .map(|(package, invite)| FirstAdd {
                package,
                ticket: invite.ticket.as_ref(),
            })
            .collect();
        let id = self.group_id(generation);
        let opened = Group::create(context, id, self.crypt.profile).and_then(|mut group| {
            let opening = group.first_add(context, &adds)?;
            // Nobody else can commit before the batch is taken; if it is not, the group goes.
            group.merge_own(context)?;
            Ok((group, opening))
        });
        let Ok((group, opening)) = opened else {
            work.alarm("not-proven");
            return;
        };
        self.group = Some(group);
        self.standing.generation = generation;
        self.standing.counter = 0;
        self.standing.posts = 0;
        self.standing.path_time = work.now.0;
        self.repeat_undelivered(work);
        let posts = self.first_posts(work);
        let commit_hash = Blob(body_hash(&opening.commit).to_vec());
        let batch = FromClient::Batch(Box::new(Batch {
            generation,
            reason,
            group_info: Blob(opening.group_info),
            commit: Blob(opening.commit),
            welcome: Blob(opening.welcome),
            posts,
        }));
        let Ok(frame) = encode_client(&batch) else {
            work.alarm("too-long");
            return;
        };
        self.handshake = Some(Handshake::Batch {
            generation,
            commit_hash,
            frame: Blob(frame),
        });
        work.live.handshake_sent = false;
        self.save_handshake(work);
        self.tell_members(work);
    }

    fn first_posts(&mut self, work: &mut Work<'_>) -> Vec<Blob> {
        let orders: Vec<u64> = self.outbox.keys().copied().take(BATCH_POSTS).collect();
        let mut posts = Vec::new();
        for order in orders {
            if let Some(frame) = self.seal(order, work) {
                // It goes with the batch; should the batch be lost, it is sealed anew.
                work.live.sent.insert(order);
                posts.push(frame);
            }
        }
        posts
    }

    fn check_invites(
        &mut self,
        invites: &[Invite],
        work: &mut Work<'_>,
    ) -> Option<Vec<CheckedKeyPackage>> {
        let mut packages = Vec::new();
        for invite in invites {
            let crypto = self.crypt.provider.crypto();
            let bytes = invite.key_package.as_ref();
            let Ok(package) = key_package::check(crypto, &self.crypt.trust, bytes, work.now) else {
                work.alarm("not-proven");
                return None;
            };
            let member = package.member();
            let fits = match (self.is_customer(), member.role()) {
                (true, Role::Agent | Role::Supervisor) => self.on_roster(member.subject(), work),
                (false, Role::Customer) => true,
                // Another agent who stays in the repaired generation.
                (false, _) => true,
                (true, _) => false,
            };
            if !fits {
                work.alarm("not-proven");
                return None;
            }
            if member.role() == Role::Customer {
                let key = Blob(member.key().to_vec());
                self.note_customer_key(key, work);
            }
            packages.push(package);
        }
        (!packages.is_empty()).then_some(packages)
    }

    /// Whether the issuer's roster names a person. Without a roster (a transfer to another queue's
    /// team later on) the credential alone decides.
    fn on_roster(&self, subject: Subject, work: &Work<'_>) -> bool {
        if self.standing.generation > 0 {
            return true;
        }
        match (self.roster(work), subject) {
            (Some(roster), Subject::Agent(agent)) => roster.has(agent),
            _ => false,
        }
    }

    pub(super) fn roster(&self, work: &Work<'_>) -> Option<Roster> {
        let queue = <[u8; 16]>::try_from(self.desk.queue.as_ref()).ok()?;
        let queue = tacita_model::TypedId::from_bytes(queue);
        Roster::open(
            &self.crypt.trust,
            queue,
            self.desk.roster.as_ref(),
            work.now,
        )
        .ok()
    }

    /// The customer's key as it is met; another one than before changes what may be believed.
    pub(super) fn note_customer_key(&mut self, key: Blob, work: &mut Work<'_>) {
        if self
            .standing
            .customer_key
            .as_ref()
            .is_some_and(|before| *before != key)
        {
            work.alarm("key-changed");
            let at = self.standing.sequence;
            self.add_line(at, work.now.0, "key-changed", "", work);
            // What was written to the other key is not given to this one.
            let waiting: Vec<u64> = self.outbox.keys().copied().collect();
            for order in waiting {
                self.fail(order, "key-changed", work);
            }
            self.withhold_undelivered();
        }
        self.standing.customer_key = Some(key);
    }

    fn withhold_undelivered(&mut self) {
        for kept in self.messages.values_mut() {
            if kept.own && kept.state == Delivery::Sent {
                kept.state = Delivery::Delivered;
            }
        }
    }

    /// Puts back what the other side never acknowledged: it goes again under its id.
    pub(super) fn repeat_undelivered(&mut self, work: &mut Work<'_>) {
        let mut again: Vec<(u64, MessageId)> = self
            .messages
            .iter()
            .filter(|(_, kept)| kept.own && kept.state == Delivery::Sent)
            .map(|(id, kept)| (kept.order, *id))
            .collect();
        again.sort_unstable();
        for (_, id) in again {
            self.repeat(id, work);
        }
        for waiting in self.outbox.values_mut() {
            waiting.form = Form::Text;
        }
        let orders: Vec<u64> = self.outbox.keys().copied().collect();
        for order in orders {
            self.save_waiting(order, work);
        }
    }

    /// Deletes the group of the last generation.
    pub(super) fn forget_group(&mut self, work: &mut Work<'_>) {
        if let Some(group) = self.group.take()
            && group.delete(&self.crypt.provider).is_err()
        {
            work.alarm("storage-failed");
        }
        self.standing.generation = 0;
        self.standing.counter = 0;
    }

    /// The batch was not taken: the group that it began never was.
    pub(super) fn batch_refused(&mut self, why: Refusal, work: &mut Work<'_>) {
        let Some(Handshake::Batch { .. }) = &self.handshake else {
            return;
        };
        match why {
            Refusal::Closed => return self.end("closed", true, work),
            Refusal::TooFast | Refusal::Unavailable => {
                work.live.handshake_sent = false;
                return self.pause(2, work);
            }
            Refusal::ReservationLapsed | Refusal::WrongGeneration | Refusal::Frozen => {}
            _ => work.alarm("refused"),
        }
        self.handshake = None;
        self.save_handshake(work);
        self.desk.reserved = None;
        self.save_desk(work);
        self.forget_group(work);
        let orders: Vec<u64> = self.outbox.keys().copied().collect();
        for order in orders {
            if let Some(waiting) = self.outbox.get_mut(&order) {
                waiting.form = Form::Text;
            }
            self.save_waiting(order, work);
        }
        work.live.sent.clear();
        self.tell_members(work);
        self.tell_status(work);
    }

    /// A generation began: ours, or somebody else's whose welcome follows.
    pub(super) fn generation_entry(&mut self, began: &GenerationEntry, work: &mut Work<'_>) {
        let ours = match &self.handshake {
            Some(Handshake::Batch {
                generation,
                commit_hash,
                ..
            }) => {
                *generation == began.generation
                    && *commit_hash == began.commit_hash
                    && began.starter.as_ref() == self.crypt.leaf_key()
            }
            _ => false,
        };
        if ours {
            self.handshake = None;
            self.save_handshake(work);
            self.standing.trouble = None;
            self.desk.reserved = None;
            self.save_desk(work);
            self.tell_members(work);
            self.tell_status(work);
        } else if matches!(&self.handshake, Some(Handshake::Batch { generation, .. }) if *generation <= began.generation)
        {
            self.batch_refused(Refusal::WrongGeneration, work);
        }
    }
}
