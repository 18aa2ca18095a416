//! How members change: the server's proposals, somebody's commit, everybody's checks.
//!
//! The server's log has one order and takes one commit per epoch: a member whose commit lost drops
//! it and applies the winner. Refuses what `rules` refuses, and a proposal without its ticket.

use super::open::serialize;
use super::rules::{Ground, Stage, Subject};
use super::{Context, Group, GroupError};
use crate::member::{Member, Standing};
use crate::ticket::{Ticket, TicketPurpose};
use openmls::prelude::tls_codec::DeserializeBytes;
use openmls::prelude::{
    ContentType, LeafNodeParameters, MlsMessageBodyIn, MlsMessageIn, ProcessedMessageContent,
    ProtocolMessage, PublicMessageIn, Sender,
};
use tacita_model::Epoch;

/// A proposal that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Whom it adds or removes.
    pub member: Member,
    /// `true` to add, `false` to remove.
    pub adds: bool,
    /// Why, by the ticket's word.
    pub purpose: TicketPurpose,
}

/// A commit of ours, to be sent; it counts once the server has taken it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCommit {
    /// The commit.
    pub commit: Vec<u8>,
    /// The welcome, when somebody was added.
    pub welcome: Option<Vec<u8>>,
    /// The epoch that it was made in.
    pub epoch: Epoch,
}

/// What a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The epoch that it led to.
    pub epoch: Epoch,
    /// Who committed.
    pub by: Member,
    /// Who came in.
    pub added: Vec<Member>,
    /// Who went.
    pub removed: Vec<Member>,
    /// The committer with a changed credential (a verification step-up, a renewal).
    pub updated: Option<Member>,
    /// Whether we are still in the group.
    pub active: bool,
}

pub(crate) fn public_message(bytes: &[u8]) -> Result<PublicMessageIn, GroupError> {
    let message =
        MlsMessageIn::tls_deserialize_exact_bytes(bytes).map_err(|_| GroupError::Malformed)?;
    match message.extract() {
        MlsMessageBodyIn::PublicMessage(message) => Ok(message),
        _ => Err(GroupError::Malformed),
    }
}

/// A public message of one content type, from one kind of sender.
pub(crate) fn handshake(bytes: &[u8], content: ContentType) -> Result<PublicMessageIn, GroupError> {
    let message = public_message(bytes)?;
    let expected = match content {
        ContentType::Proposal => matches!(message.sender(), Sender::External(_)),
        _ => matches!(message.sender(), Sender::Member(_)),
    };
    if message.content_type() != content {
        return Err(GroupError::Malformed);
    }
    if expected {
        Ok(message)
    } else {
        Err(GroupError::Forbidden)
    }
}

impl Group {
    fn ground<'a>(&'a self, context: Context<'a>) -> Ground<'a> {
        Ground {
            crypto: context.provider.crypto(),
            trust: context.trust,
            facts: &self.facts,
            extensions: self.mls.extensions(),
            members: &self.members,
            now: context.now,
        }
    }

    /// Lets in a proposal of the server, with the ticket that came beside it. The same proposal
    /// again changes nothing.
    ///
    /// # Errors
    /// [`GroupError::Forbidden`] for any other proposal or sender, or one that touches the
    /// customer's leaf; [`GroupError::Ticket`], [`GroupError::Trust`], [`GroupError::KeyPackage`];
    /// [`GroupError::WrongEpoch`] when a commit came in between.
    pub fn receive_proposal(
        &mut self,
        context: Context<'_>,
        proposal: &[u8],
        ticket: &[u8],
    ) -> Result<Proposed, GroupError> {
        let message = handshake(proposal, ContentType::Proposal)?;
        let processed = self
            .mls
            .process_message(context.provider, ProtocolMessage::from(message))?;
        let ProcessedMessageContent::ProposalMessage(queued) = processed.into_content() else {
            return Err(GroupError::Forbidden);
        };
        let keys = context
            .trust
            .server_keys_by_router(&self.facts.router, context.now)
            .ok_or(GroupError::WrongFacts)?;
        let ticket = Ticket::open(&keys.router_key, ticket)?;
        let (member, adds) = match self.ground(context).check_proposal(&queued)? {
            Subject::Added(package) => {
                ticket.check_add(self.id(), self.epoch(), &package.reference())?;
                (package.member().clone(), true)
            }
            Subject::Removed(_, member) => {
                ticket.check_remove(self.id(), self.epoch(), member.key())?;
                (*member, false)
            }
        };
        self.mls
            .store_pending_proposal(context.provider.store(), *queued)?;
        Ok(Proposed {
            member,
            adds,
            purpose: ticket.facts().purpose,
        })
    }

    /// Commits everything that is pending, with a path; with nothing pending it is a self-update.
    /// A renewed credential in the context's identity goes into our leaf.
    ///
    /// # Errors
    /// [`GroupError::Removed`] when a pending proposal removes us (somebody else must commit),
    /// [`GroupError::PendingCommit`] when one of ours waits already.
    pub fn commit(&mut self, context: Context<'_>) -> Result<OwnCommit, GroupError> {
        if self.has_pending_commit() {
            return Err(GroupError::PendingCommit);
        }
        if self.removes_us() || !self.mls.is_active() {
            return Err(GroupError::Removed);
        }
        let epoch = self.epoch();
        let credential = context.identity.credential_with_key();
        let bundle = self
            .mls
            .commit_builder()
            .consume_proposal_store(true)
            .force_self_update(true)
            .leaf_node_parameters(
                LeafNodeParameters::builder()
                    .with_credential_with_key(credential)
                    .build(),
            )
            .load_psks(context.provider.store())
            .map_err(|_| GroupError::Library)?
            .create_group_info(false)
            .build(
                context.provider.crypto(),
                context.provider.crypto(),
                context.identity.key(),
                |_| true,
            )
            .map_err(|_| GroupError::Invalid)?
            .stage_commit(context.provider)
            .map_err(|_| GroupError::State)?;
        let welcome = bundle
            .to_welcome_msg()
            .map(|welcome| serialize(&welcome))
            .transpose()?;
        Ok(OwnCommit {
            commit: serialize(bundle.commit())?,
            welcome,
            epoch,
        })
    }

    /// Whether a pending proposal removes this device.
    #[must_use]
    pub fn removes_us(&self) -> bool {
        let own = self.mls.own_leaf_index();
        self.mls
            .pending_proposals()
            .any(|queued| match queued.proposal() {
                openmls::prelude::Proposal::Remove(remove) => remove.removed() == own,
                _ => false,
            })
    }

    /// The server took our commit: go on in its epoch.
    ///
    /// # Errors
    /// [`GroupError::WrongEpoch`] when none is pending.
    pub fn merge_own(&mut self, context: Context<'_>) -> Result<Change, GroupError> {
        let pending = self.mls.pending_commit().ok_or(GroupError::WrongEpoch)?;
        let stage = if self.epoch() == Epoch(0) {
            Stage::First
        } else {
            Stage::Running
        };
        let own = self.mls.own_leaf_index();
        // Our own commit passes the same rules: a client with a bug must not get past them either.
        let checked = self.ground(context).check_commit(pending, own, stage)?;
        let by = self.leaf_of(own).cloned().ok_or(GroupError::State)?;
        self.mls
            .merge_pending_commit(context.provider)
            .map_err(|_| GroupError::State)?;
        self.changed(by, checked)
    }

    /// Our commit lost the race: forget it. Apply the winner next ([`Group::receive_commit`]).
    ///
    /// # Errors
    /// [`GroupError::State`].
    pub fn drop_own(&mut self, context: Context<'_>) -> Result<(), GroupError> {
        Ok(self.mls.clear_pending_commit(context.provider.store())?)
    }

    /// Applies somebody's commit (our own pending one included) after checking it.
    ///
    /// # Errors
    /// [`GroupError::Forbidden`] and [`GroupError::WrongMembers`] for what the product does not
    /// allow, [`GroupError::Trust`], [`GroupError::WrongEpoch`], [`GroupError::Invalid`]. After any
    /// but `WrongEpoch` report it: flow F14 starts the next generation.
    pub fn receive_commit(
        &mut self,
        context: Context<'_>,
        commit: &[u8],
    ) -> Result<Change, GroupError> {
        let message = handshake(commit, ContentType::Commit)?;
        let processed = self
            .mls
            .process_message(context.provider, ProtocolMessage::from(message))?;
        let Sender::Member(committer) = *processed.sender() else {
            return Err(GroupError::Forbidden);
        };
        let staged = match processed.into_content() {
            ProcessedMessageContent::OwnPendingCommit => return self.merge_own(context),
            ProcessedMessageContent::StagedCommitMessage(staged) => staged,
            _ => return Err(GroupError::Forbidden),
        };
        let checked = self
            .ground(context)
            .check_commit(&staged, committer, Stage::Running)?;
        let by = self
            .leaf_of(committer)
            .cloned()
            .ok_or(GroupError::Invalid)?;
        self.mls
            .merge_staged_commit(context.provider, *staged)
            .map_err(|_| GroupError::State)?;
        self.changed(by, checked)
    }

    fn changed(
        &mut self,
        by: Member,
        checked: super::rules::Checked,
    ) -> Result<Change, GroupError> {
        let removed = checked
            .removed
            .iter()
            .filter_map(|index| self.members.get(index).cloned())
            .collect();
        let updated = checked
            .updated
            .filter(|member| member.credential() != by.credential());
        self.read_members()?;
        Ok(Change {
            epoch: self.epoch(),
            by,
            added: checked
                .added
                .iter()
                .map(|package| package.member().clone())
                .collect(),
            removed,
            updated,
            active: self.mls.is_active(),
        })
    }

    /// Whether our own leaf carries a credential that has ended or another than the identity's.
    #[must_use]
    pub fn needs_renewal(&self, context: Context<'_>) -> bool {
        self.own().is_some_and(|own| {
            own.standing_at(context.now) == Standing::Ended
                || own.credential() != context.identity.credential()
        })
    }
}
