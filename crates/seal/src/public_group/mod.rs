//! The server's view of a group: its public tree, and the check of every commit before it is taken.
//!
//! It holds no secret of the group and opens nothing. It also speaks the only proposals there are
//! (Add, Remove, as the group's external sender) and signs their tickets. Refuses commits of another
//! epoch, commits that add without a ticket, remove anybody it did not propose, or change the
//! context; and proposals and messages of members (only commits are public). The caller stores
//! [`PublicGroup::to_bytes`] in the transaction that takes the commit.

mod propose;

pub use propose::{Router, ServerProposal};

use crate::cbor;
use crate::facts::{Facts, GroupId};
use crate::group::GroupError;
use crate::group::rules::{self, Checked, Ground, Stage};
use crate::key_package::KeyPackageRef;
use crate::member::{self, Member, Standing};
use crate::provider::Crypto;
use crate::store::Store;
use crate::ticket::Ticket;
use crate::trust::Trust;
use openmls::prelude::tls_codec::DeserializeBytes;
use openmls::prelude::{
    ContentType, MlsMessageBodyIn, MlsMessageIn, ProcessedMessageContent, ProposalStore,
    ProtocolMessage, Sender, StagedCommit,
};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};
use tacita_model::SortedMap;
use tacita_model::{Epoch, Timestamp};

/// What the server needs to judge: cryptography, the pinned root, the time.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// Cryptography (its randomness is not used for judging).
    pub crypto: &'a Crypto,
    /// The pinned root: the server believes agents no more than clients do.
    pub trust: &'a Trust,
    /// Now.
    pub now: Timestamp,
}

/// A commit that passed. Nothing has changed yet: give it to [`PublicGroup::apply`].
#[derive(Debug)]
pub struct JudgedCommit {
    staged: Box<StagedCommit>,
    checked: Checked,
    /// The epoch that it ends.
    pub epoch: Epoch,
    /// Who committed.
    pub by: Member,
    /// The committer's leaf index.
    pub by_leaf: u32,
}

impl JudgedCommit {
    /// Who comes in, with the key package that the welcome is for.
    pub fn added(&self) -> impl Iterator<Item = (&Member, KeyPackageRef)> {
        self.checked
            .added
            .iter()
            .map(|package| (package.member(), package.reference()))
    }

    /// The leaf indices of who goes.
    #[must_use]
    pub fn removed(&self) -> &[u32] {
        &self.checked.removed
    }
}

/// The public side of one group.
#[derive(Debug)]
pub struct PublicGroup {
    mls: openmls::prelude::PublicGroup,
    store: Store,
    facts: Facts,
    members: SortedMap<u32, Member>,
    /// Tickets of the proposals that wait, by the reference of the package or the key to remove.
    tickets: Vec<ByteBuf>,
}

#[derive(Serialize, Deserialize)]
struct Blob(u8, ByteArray<20>, Vec<(ByteBuf, ByteBuf)>, Vec<ByteBuf>);

impl PublicGroup {
    /// Begins from the GroupInfo of epoch 0 that the maker sent: one leaf, and a context that is
    /// exactly what our clients make under this server's keys.
    ///
    /// # Errors
    /// [`GroupError::WrongGroup`], [`GroupError::WrongFacts`], [`GroupError::WrongEpoch`] for a
    /// later epoch, [`GroupError::WrongMembers`], [`GroupError::Trust`].
    pub fn begin(judge: Judge<'_>, id: GroupId, group_info: &[u8]) -> Result<Self, GroupError> {
        let message = MlsMessageIn::tls_deserialize_exact_bytes(group_info)
            .map_err(|_| GroupError::Malformed)?;
        let MlsMessageBodyIn::GroupInfo(info) = message.extract() else {
            return Err(GroupError::Malformed);
        };
        if *info.group_id() != id.to_mls() {
            return Err(GroupError::WrongGroup);
        }
        if info.epoch().as_u64() != 0 {
            return Err(GroupError::WrongEpoch);
        }
        let tree = info
            .extensions()
            .ratchet_tree()
            .ok_or(GroupError::Malformed)?;
        let tree = tree.ratchet_tree().clone();
        let store = Store::default();
        let (mls, _) = openmls::prelude::PublicGroup::from_external(
            judge.crypto,
            &store,
            tree,
            info,
            ProposalStore::new(),
        )
        .map_err(|_| GroupError::Invalid)?;
        let facts = rules::check_context(mls.group_context().into(), judge.trust, judge.now)?;
        let members = rules::check_members(mls.members(), &facts, judge.trust, judge.now)?;
        if facts.group != id || members.len() != 1 {
            return Err(GroupError::WrongMembers);
        }
        if members
            .values()
            .any(|member| member.standing() == Standing::Ended)
        {
            return Err(GroupError::OwnCredentialEnded);
        }
        Ok(Self {
            mls,
            store,
            facts,
            members,
            tickets: Vec::new(),
        })
    }

    /// The state as one blob (a few KiB), for the row of this group.
    ///
    /// # Errors
    /// [`GroupError::State`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, GroupError> {
        let entries = self.store.entries();
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        let id = ByteArray::new(self.facts.group.to_bytes());
        cbor::encode(&Blob(1, id, entries, self.tickets.clone())).map_err(|_| GroupError::State)
    }

    /// Loads a blob of [`PublicGroup::to_bytes`]. It is our own row: leaves in it were verified
    /// when they came in.
    ///
    /// # Errors
    /// [`GroupError::State`].
    pub fn from_bytes(blob: &[u8]) -> Result<Self, GroupError> {
        let Blob(version, id, entries, tickets) =
            cbor::decode_own(blob).map_err(|_| GroupError::State)?;
        if version != 1 {
            return Err(GroupError::State);
        }
        let store = Store::load(
            entries
                .into_iter()
                .map(|(key, value)| (key.into_vec(), value.into_vec())),
        );
        let id = GroupId::from_bytes(*id).to_mls();
        let mls = openmls::prelude::PublicGroup::load(&store, &id)?.ok_or(GroupError::State)?;
        let facts = rules::read_facts(mls.group_context().into())?;
        let mut group = Self {
            mls,
            store,
            facts,
            members: SortedMap::new(),
            tickets,
        };
        group.read_members()?;
        Ok(group)
    }

    fn read_members(&mut self) -> Result<(), GroupError> {
        self.members = member::of_tree(self.mls.members())?;
        Ok(())
    }

    /// What the group is about.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The epoch.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        Epoch(self.mls.group_context().epoch().as_u64())
    }

    /// Everybody in it, by leaf index.
    pub fn members(&self) -> impl Iterator<Item = (u32, &Member)> {
        self.members.iter().map(|(index, member)| (*index, member))
    }

    /// Whether proposals wait for a commit: until it came, no message is taken.
    #[must_use]
    pub fn has_pending_proposals(&self) -> bool {
        !self.tickets.is_empty()
    }

    fn ground<'a>(&'a self, judge: Judge<'a>) -> Ground<'a> {
        Ground {
            crypto: judge.crypto,
            trust: judge.trust,
            facts: &self.facts,
            extensions: self.mls.group_context().extensions(),
            members: &self.members,
            now: judge.now,
        }
    }

    /// Judges a commit of the current epoch. For the first commit of a generation (epoch 0) give
    /// the tickets that came with it; later ones are allowed by the proposals themselves.
    ///
    /// # Errors
    /// [`GroupError::WrongEpoch`] (answer 409 with the winner), [`GroupError::Forbidden`],
    /// [`GroupError::Ticket`], [`GroupError::Trust`], [`GroupError::WrongMembers`] …
    pub fn judge(
        &self,
        judge: Judge<'_>,
        commit: &[u8],
        first_tickets: &[&[u8]],
    ) -> Result<JudgedCommit, GroupError> {
        let message = crate::group::handshake(commit, ContentType::Commit)?;
        let processed = self
            .mls
            .process_message(judge.crypto, ProtocolMessage::from(message))?;
        let Sender::Member(committer) = *processed.sender() else {
            return Err(GroupError::Forbidden);
        };
        let ProcessedMessageContent::StagedCommitMessage(staged) = processed.into_content() else {
            return Err(GroupError::Forbidden);
        };
        let stage = if self.epoch() == Epoch(0) {
            Stage::First
        } else {
            Stage::Running
        };
        let checked = self.ground(judge).check_commit(&staged, committer, stage)?;
        if stage == Stage::First {
            self.check_first_tickets(judge, &checked, first_tickets)?;
        }
        let by = self
            .members
            .get(&committer.u32())
            .cloned()
            .ok_or(GroupError::Invalid)?;
        let (epoch, by_leaf) = (self.epoch(), committer.u32());
        Ok(JudgedCommit {
            staged,
            checked,
            epoch,
            by,
            by_leaf,
        })
    }

    fn check_first_tickets(
        &self,
        judge: Judge<'_>,
        checked: &Checked,
        tickets: &[&[u8]],
    ) -> Result<(), GroupError> {
        let keys = judge
            .trust
            .server_keys_by_router(&self.facts.router, judge.now)
            .ok_or(GroupError::WrongFacts)?;
        let tickets = tickets
            .iter()
            .map(|bytes| Ticket::open(&keys.router_key, bytes))
            .collect::<Result<Vec<_>, _>>()?;
        for package in &checked.added {
            let reference = package.reference();
            let allowed = |ticket: &Ticket| {
                ticket
                    .check_add(self.facts.group, Epoch(0), &reference)
                    .is_ok()
            };
            if !tickets.iter().any(allowed) {
                return Err(GroupError::Ticket(crate::ticket::TicketError::Other));
            }
        }
        Ok(())
    }

    /// Applies a commit that passed.
    ///
    /// # Errors
    /// [`GroupError::WrongEpoch`] when another was applied since it was judged.
    pub fn apply(&mut self, commit: JudgedCommit) -> Result<(), GroupError> {
        if commit.epoch != self.epoch() {
            return Err(GroupError::WrongEpoch);
        }
        self.mls
            .merge_commit(&self.store, *commit.staged)
            .map_err(|_| GroupError::State)?;
        self.tickets.clear();
        self.read_members()
    }

    /// Withdraws every proposal that waits (the chat was frozen or closed).
    ///
    /// # Errors
    /// [`GroupError::State`].
    pub fn withdraw(&mut self) -> Result<(), GroupError> {
        for (reference, _) in self.mls.queued_proposals(&self.store)? {
            self.mls.remove_proposal(&self.store, &reference)?;
        }
        self.tickets.clear();
        Ok(())
    }
}
