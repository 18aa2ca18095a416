//! Who is in the group: proposals of the server, commits, welcomes (flows F5, F5b, F3).
//!
//! Everything is checked by `seal` against the pinned root and the tickets; the first commit of an
//! epoch wins and whoever lost applies the winner. A device that is removed wipes itself.

use super::log::{Arrival, Bad};
use super::{Core, Work, view};
use crate::crypt::bytes32;
use crate::io::Ask;
use crate::keep::{Form, Handshake};
use tacita_model::{ChainHash, Place, Sequence};
use tacita_protocol::Blob;
use tacita_protocol::control::{
    CommitEntry, CommitRequest, FromClient, ProposalEntry, Refusal, Trouble, WirePlace,
    encode_client,
};
use tacita_seal::{Change, Group, GroupError, KeyPackageRef, Ticket, key_package, ticket};

/// A welcome on its way in.
#[derive(Debug)]
pub(crate) struct Welcome {
    generation: u32,
    at: Place,
    welcome: Blob,
    reference: [u8; 32],
}

impl Core {
    pub(super) fn proposal_entry(
        &mut self,
        proposal: &ProposalEntry,
        again: bool,
        work: &mut Work<'_>,
    ) -> Result<(), Bad> {
        let Some(group) = self.group.as_mut() else {
            return Ok(());
        };
        if proposal.generation < self.standing.generation
            || (again && proposal.epoch < group.epoch().0)
        {
            return Ok(());
        }
        if proposal.generation > self.standing.generation {
            return Err(Bad::Unreadable);
        }
        let context = self.crypt.context(work.now);
        let (proposed, ticket) = (proposal.proposal.as_ref(), proposal.ticket.as_ref());
        match group.receive_proposal(context, proposed, ticket) {
            Ok(_) => Ok(()),
            Err(error) => {
                not_proven(error, work);
                Err(Bad::Unreadable)
            }
        }
    }

    /// The server asks us, among the members, to commit what is pending.
    pub(super) fn commit_wanted(&mut self, epoch: u64, work: &mut Work<'_>) {
        let Some(group) = &self.group else { return };
        let asked = group.epoch().0 == epoch && group.has_pending_proposals();
        if asked && self.handshake.is_none() && !group.removes_us() {
            self.commit(work);
        }
    }

    /// Commits: what is pending, or our own path alone.
    pub(super) fn commit(&mut self, work: &mut Work<'_>) {
        if self.handshake.is_some() {
            return;
        }
        let Some(group) = self.group.as_mut() else {
            return;
        };
        let Ok(own) = group.commit(self.crypt.context(work.now)) else {
            return;
        };
        let request = FromClient::Commit(CommitRequest {
            generation: self.standing.generation,
            epoch: own.epoch.0,
            commit: Blob(own.commit),
            welcome: own.welcome.map(Blob),
        });
        let Ok(frame) = encode_client(&request) else {
            return;
        };
        self.handshake = Some(Handshake::Commit {
            epoch: own.epoch.0,
            frame: Blob(frame),
        });
        self.save_handshake(work);
        work.live.handshake_sent = false;
        self.send_handshake(work);
    }

    /// Sends the commit or batch that waits; says whether one still does.
    pub(super) fn send_handshake(&mut self, work: &mut Work<'_>) -> bool {
        if self.handshake.is_none() {
            return false;
        }
        if work.live.phase == super::Phase::Live {
            self.hand_over_handshake(work);
        }
        true
    }

    /// Once on a socket.
    pub(super) fn hand_over_handshake(&mut self, work: &mut Work<'_>) {
        let (Some(Handshake::Commit { frame, .. } | Handshake::Batch { frame, .. }), false) =
            (&self.handshake, work.live.handshake_sent)
        else {
            return;
        };
        work.live.handshake_sent = true;
        if let Some(Handshake::Commit { epoch, .. }) = &self.handshake {
            work.live.commits.push_back(*epoch);
        }
        work.send_raw(frame);
    }

    pub(super) fn commit_refused(&mut self, why: Refusal, work: &mut Work<'_>) {
        // Answers come in the order of the questions; this one may be about a commit whose race was
        // lost before, while the next is under way.
        let about = work.live.commits.pop_front();
        match &self.handshake {
            Some(Handshake::Commit { epoch, .. }) if about == Some(*epoch) => {}
            _ => return,
        }
        match why {
            Refusal::Closed => return self.end("closed", true, work),
            Refusal::TooFast | Refusal::Unavailable => {
                work.live.handshake_sent = false;
                return self.pause(2, work);
            }
            // The winner is on its way; before it came, another try would lose as well.
            Refusal::LostRace | Refusal::WrongEpoch | Refusal::ProposalPending => {
                self.pause(1, work);
            }
            Refusal::Frozen | Refusal::WrongGeneration | Refusal::NotMember => self.pause(1, work),
            _ => {
                work.alarm("refused");
                self.pause(30, work);
            }
        }
        self.drop_commit(work);
    }

    fn drop_commit(&mut self, work: &mut Work<'_>) {
        if matches!(self.handshake, Some(Handshake::Batch { .. })) {
            return;
        }
        self.handshake = None;
        self.save_handshake(work);
        if let Some(group) = self.group.as_mut()
            && group.has_pending_commit()
            && group.drop_own(self.crypt.context(work.now)).is_err()
        {
            work.alarm("storage-failed");
        }
    }

    pub(super) fn commit_entry(
        &mut self,
        entry: &Arrival<'_>,
        commit: &CommitEntry,
        again: bool,
        work: &mut Work<'_>,
    ) -> Result<(), Bad> {
        let Some(epoch) = self.group.as_ref().map(Group::epoch) else {
            return Ok(());
        };
        if commit.generation < self.standing.generation || (again && commit.epoch < epoch.0) {
            return Ok(());
        }
        if commit.generation > self.standing.generation || commit.epoch != epoch.0 {
            return Err(Bad::Unreadable);
        }
        if self.is_own_commit(commit) {
            work.live.commits.retain(|epoch| *epoch != commit.epoch);
        } else {
            // Ours lost; the winner cannot be applied beside it.
            self.drop_commit(work);
        }
        let Some(group) = self.group.as_mut() else {
            return Ok(());
        };
        match group.receive_commit(self.crypt.context(work.now), commit.commit.as_ref()) {
            Ok(change) => {
                self.changed(entry, &change, work);
                Ok(())
            }
            Err(error) => {
                not_proven(error, work);
                Err(Bad::Unreadable)
            }
        }
    }

    fn is_own_commit(&self, commit: &CommitEntry) -> bool {
        let Some(Handshake::Commit { frame, .. }) = &self.handshake else {
            return false;
        };
        // The frame holds the commit as one byte string; reading the frame back would need code for
        // every frame there is.
        let commit = commit.commit.as_ref();
        !commit.is_empty()
            && frame
                .as_ref()
                .windows(commit.len())
                .any(|part| part == commit)
    }

    fn changed(&mut self, entry: &Arrival<'_>, change: &Change, work: &mut Work<'_>) {
        self.handshake = None;
        self.save_handshake(work);
        if *change.by.key() == self.crypt.leaf_key() {
            self.standing.posts = 0;
            self.standing.path_time = work.now.0;
        }
        for (members, what) in [(&change.added, "joined"), (&change.removed, "left")] {
            for member in members {
                let (_, name) = view::author(member);
                self.add_line(entry.sequence, entry.time, what, &name, work);
            }
        }
        if !change.active {
            self.end("removed", true, work);
            return;
        }
        let came = change.added.iter().any(tacita_seal::Member::is_desk);
        if came && self.is_customer() {
            self.repeat_intake(work);
        }
        self.tell_members(work);
        self.tell_status(work);
    }

    /// Somebody added this device.
    pub(super) fn welcome(
        &mut self,
        generation: u32,
        at: &WirePlace,
        welcome: Blob,
        ticket: &Blob,
        work: &mut Work<'_>,
    ) {
        let Some(chain) = bytes32(&at.chain) else {
            self.unusable_welcome(None, work);
            return;
        };
        let at = Place {
            sequence: Sequence(at.sequence),
            chain: ChainHash(chain),
        };
        if generation <= self.standing.generation && self.group.is_some() {
            // Told again because our acknowledgement had not come.
            if self.standing.sequence == 0 {
                self.begin_at(at, work);
            }
            return;
        }
        let Ok(ticket::Act::Add(KeyPackageRef(reference))) =
            Ticket::peek(ticket.as_ref()).map(|facts| facts.act)
        else {
            self.unusable_welcome(Some(at), work);
            return;
        };
        let welcome = Welcome {
            generation,
            at,
            welcome,
            reference,
        };
        if self.is_customer() {
            self.join(&welcome, work);
        } else {
            work.live.welcome = Some(welcome);
            work.ask(Ask::KeyPackage {
                reference: Blob(reference.to_vec()),
            });
        }
    }

    /// The device gave the private part that the welcome needs.
    pub(crate) fn private_part(
        &mut self,
        reference: &Blob,
        private: Option<&Blob>,
        work: &mut Work<'_>,
    ) {
        let Some(welcome) = work.live.welcome.take() else {
            return;
        };
        let at = Some(welcome.at);
        let fits = reference.as_ref() == welcome.reference;
        let Some(private) = private.filter(|_| fits) else {
            self.unusable_welcome(at, work);
            return;
        };
        let reference = KeyPackageRef(welcome.reference);
        match key_package::put_private(&self.crypt.provider, &reference, private.as_ref()) {
            Ok(()) => self.join(&welcome, work),
            Err(_) => self.unusable_welcome(at, work),
        }
    }

    fn join(&mut self, welcome: &Welcome, work: &mut Work<'_>) {
        let id = self.group_id(welcome.generation);
        let context = self.crypt.context(work.now);
        let joined = Group::join(context, id, self.crypt.profile, welcome.welcome.as_ref());
        let group = match joined {
            Ok(group) => group,
            Err(error) => {
                not_proven(error, work);
                self.unusable_welcome(Some(welcome.at), work);
                return;
            }
        };
        self.forget_group(work);
        self.handshake = None;
        self.save_handshake(work);
        if let Some(customer) = group.customer().filter(|_| self.is_desk()) {
            let key = Blob(customer.key().to_vec());
            self.note_customer_key(key, work);
        }
        self.group = Some(group);
        self.standing.generation = welcome.generation;
        self.standing.counter = 0;
        self.standing.posts = 0;
        self.standing.path_time = work.now.0;
        self.standing.trouble = None;
        self.standing.repeat = true;
        for waiting in self.outbox.values_mut() {
            waiting.form = Form::Text;
        }
        let orders: Vec<u64> = self.outbox.keys().copied().collect();
        for order in orders {
            self.save_waiting(order, work);
        }
        if self.standing.sequence == 0 {
            self.begin_at(welcome.at, work);
        } else {
            let chain = Blob(welcome.at.chain.0.to_vec());
            self.standing.promised = Some((welcome.at.sequence.0, chain));
            self.check_promise(work);
        }
        self.tell_members(work);
        self.tell_status(work);
    }

    /// The log still begins there for us: what follows is read past until the next generation.
    fn unusable_welcome(&mut self, at: Option<Place>, work: &mut Work<'_>) {
        work.alarm("unreadable");
        if let Some(at) = at
            && self.standing.sequence == 0
        {
            self.begin_at(at, work);
        }
        self.trouble(Trouble::Welcome, None);
    }
}

/// Says so when somebody could not prove who they are; that is more than a damaged entry.
fn not_proven(error: GroupError, work: &mut Work<'_>) {
    if matches!(
        error,
        GroupError::Trust(_)
            | GroupError::Ticket(_)
            | GroupError::KeyPackage(_)
            | GroupError::Forbidden
    ) {
        work.alarm("not-proven");
    }
}
