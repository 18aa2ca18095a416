//! The conversation's log: one order, no gaps, one hash chain (section 3.5 of the design).
//!
//! What comes out of order, twice or changed is reported, and asked for again on a fresh socket. An
//! entry that comes unreadable a second time in the same form is passed over under its hash and
//! reported as trouble (flow F14), so that nothing behind it is lost. What other members sign about
//! the log is compared with ours: a server that shows two people two logs is found out here.
//! Next: `messages`, `members`.

use super::{Core, Work};
use crate::crypt::bytes32;
use crate::keep::{area, key};
use tacita_model::{ChainHash, Place, Sequence};
use tacita_protocol::Blob;
use tacita_protocol::chain::{EntryKind, advance};
use tacita_protocol::control::{
    CommitEntry, GenerationEntry, ProposalEntry, StateEntry, Trouble, decode_body,
};

/// Entries whose chain hash is remembered, to be compared with what others sign.
const WINDOW: u64 = 256;
/// Chain hashes kept in one record.
const RECORD: u64 = 16;

/// An entry as it came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrival<'a> {
    pub(super) sequence: u64,
    pub(super) time: i64,
    pub(super) kind: EntryKind,
    pub(super) hash: [u8; 32],
    /// `None` where it may not be seen or was deleted.
    pub(super) body: Option<&'a [u8]>,
}

/// Why an entry could not be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bad {
    /// It cannot be read as it came: changed on the way, or made by somebody hostile.
    Unreadable,
    /// It was read and is authentic, but is not accepted: passed over with this alarm.
    Refused(&'static str),
}

impl Core {
    pub(super) fn arrive(&mut self, entry: &Arrival<'_>, work: &mut Work<'_>) {
        let next = self.standing.sequence.saturating_add(1);
        if entry.sequence < next {
            // Nothing is sent twice on one socket, and a fresh one begins after what we have.
            work.alarm("tampered");
            if self.is_other_than_ours(entry) {
                self.fork_found(work);
            }
            return;
        }
        if entry.sequence > next {
            work.alarm("tampered");
            self.ask_again(work);
            return;
        }
        let after = advance(self.place(), entry.kind, &entry.hash);
        let again = entry.sequence <= self.standing.again_until;
        match self.read(entry, again, work) {
            Ok(()) => {}
            Err(Bad::Refused(word)) => work.alarm(word),
            Err(Bad::Unreadable) if again => {}
            Err(Bad::Unreadable) => {
                let here = (entry.sequence, entry.hash);
                if work.live.suspect != Some(here) {
                    work.live.suspect = Some(here);
                    work.alarm("tampered");
                    self.ask_again(work);
                    return;
                }
                work.alarm("unreadable");
                self.trouble(Trouble::InvalidEntry, Some(entry.sequence));
            }
        }
        if work.over {
            return;
        }
        self.move_to(after, work);
        self.check_promise(work);
        if core::mem::take(&mut work.live.forked) {
            self.fork_found(work);
        }
    }

    fn read(&mut self, entry: &Arrival<'_>, again: bool, work: &mut Work<'_>) -> Result<(), Bad> {
        let Some(body) = entry.body else {
            return self.withheld(entry, again);
        };
        match entry.kind {
            EntryKind::Message => self.message_entry(entry, body, again, work),
            EntryKind::Commit => {
                let commit: CommitEntry = decode_body(body).map_err(|_| Bad::Unreadable)?;
                self.commit_entry(entry, &commit, again, work)
            }
            EntryKind::Proposal => {
                let proposal: ProposalEntry = decode_body(body).map_err(|_| Bad::Unreadable)?;
                self.proposal_entry(&proposal, again, work)
            }
            EntryKind::Generation => {
                let began: GenerationEntry = decode_body(body).map_err(|_| Bad::Unreadable)?;
                self.generation_entry(&began, work);
                Ok(())
            }
            EntryKind::State => {
                let state: StateEntry = decode_body(body).map_err(|_| Bad::Unreadable)?;
                self.state_entry(entry, &state, work);
                Ok(())
            }
            // The record itself comes to whom it is handed; here it only has its place.
            EntryKind::Intake => Ok(()),
        }
    }

    /// An entry without its body is honest for intake, for what was before us, and for what we have
    /// acknowledged. The server deletes a message only after every member has.
    fn withheld(&self, entry: &Arrival<'_>, again: bool) -> Result<(), Bad> {
        let ours_to_read = self.group.is_some() && self.standing.trouble.is_none();
        match entry.kind {
            EntryKind::Message | EntryKind::Commit | EntryKind::Proposal
                if ours_to_read && !again =>
            {
                Err(Bad::Unreadable)
            }
            _ => Ok(()),
        }
    }

    /// Goes on to a place, remembering its chain hash.
    pub(super) fn move_to(&mut self, place: Place, work: &mut Work<'_>) {
        let sequence = place.sequence.0;
        self.standing.sequence = sequence;
        self.standing.chain = Blob(place.chain.0.to_vec());
        self.chain.insert(sequence, place.chain.0);
        let record = sequence / RECORD;
        let hashes: Vec<(u64, Blob)> = self
            .chain
            .range(record * RECORD..)
            .map(|(sequence, hash)| (*sequence, Blob(hash.to_vec())))
            .collect();
        work.put(key(area::CHAIN, &record.to_be_bytes()), &hashes);
        let kept = sequence.saturating_sub(WINDOW);
        if sequence.is_multiple_of(RECORD) && kept >= RECORD {
            let old = kept / RECORD - 1;
            self.chain.retain(|at, _| *at >= (old + 1) * RECORD);
            work.delete(key(area::CHAIN, &old.to_be_bytes()));
        }
    }

    /// Starts at a place that somebody else vouches for (a welcome): nothing before is known.
    pub(super) fn begin_at(&mut self, place: Place, work: &mut Work<'_>) {
        self.forget_chain(work);
        self.standing.since = place.sequence.0;
        self.move_to(place, work);
    }

    pub(super) fn forget_chain(&mut self, work: &mut Work<'_>) {
        let records: tacita_model::SortedSet<u64> = self
            .chain
            .keys()
            .map(|sequence| sequence / RECORD)
            .collect();
        for record in records {
            work.delete(key(area::CHAIN, &record.to_be_bytes()));
        }
        self.chain.clear();
    }

    /// Compares what a member signed about the log with what we have seen of it.
    pub(super) fn compare(&self, seen: Place, work: &mut Work<'_>) {
        let sequence = seen.sequence.0;
        if sequence == 0 || sequence < self.standing.since {
            return;
        }
        match self.chain.get(&sequence) {
            Some(ours) if *ours == seen.chain.0 => {}
            Some(_) => work.live.forked = true,
            None if sequence > self.standing.sequence => work.live.forked = true,
            // Further behind than we remember: somebody keeps the log from the other side.
            None => work.alarm("behind"),
        }
    }

    /// The place that our welcome named must be the one that we reach by reading.
    pub(super) fn check_promise(&mut self, work: &mut Work<'_>) {
        let Some((sequence, chain)) = &self.standing.promised else {
            return;
        };
        if *sequence > self.standing.sequence {
            return;
        }
        let fits = match bytes32(chain) {
            Some(chain) => self.chain.get(sequence).is_none_or(|ours| *ours == chain),
            None => false,
        };
        self.standing.promised = None;
        if !fits {
            work.live.forked = true;
        }
    }

    /// Whether a place that we have passed is now said to hold something else: then one of the two
    /// is not in the log, and the genuine one must not be dropped as if we had it.
    fn is_other_than_ours(&self, entry: &Arrival<'_>) -> bool {
        let Some(before) = entry.sequence.checked_sub(1) else {
            return false;
        };
        let (Some(chain), Some(ours)) = (self.chain.get(&before), self.chain.get(&entry.sequence))
        else {
            return false;
        };
        let before = Place {
            sequence: Sequence(before),
            chain: ChainHash(*chain),
        };
        advance(before, entry.kind, &entry.hash).chain.0 != *ours
    }

    fn fork_found(&mut self, work: &mut Work<'_>) {
        work.alarm("fork");
        self.trouble(Trouble::Fork, Some(self.standing.sequence));
        self.start_over(work);
    }

    fn state_entry(&mut self, entry: &Arrival<'_>, state: &StateEntry, work: &mut Work<'_>) {
        self.standing.state.clone_from(&state.state);
        let name = state.agent_name.as_deref().unwrap_or_default();
        self.add_line(entry.sequence, entry.time, &state.what, name, work);
        self.tell_status(work);
        if state.state == "closed" {
            self.end("closed", true, work);
        }
    }
}
