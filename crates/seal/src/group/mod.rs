//! One MLS group: the customer, the agents, whoever else, and what they may do to it.
//!
//! Members change only as the design's table of allowed proposals says: the server proposes (with
//! a ticket), a member commits with a path, everybody checks. Refuses external commits, context
//! changes, pre-shared keys, re-initialisation, a customer's leaf added to a running group or taken
//! out of one, and every member whom [`crate::Trust`] does not vouch for. A group is never mended:
//! what cannot be processed is answered with the next generation (flow F14).
//! Next: `open` (begin and join), `change` (proposals and commits), `message`.

mod change;
mod error;
mod message;
mod open;
pub(crate) mod rules;

pub(crate) use change::handshake;
pub use change::{Change, OwnCommit, Proposed};
pub use error::GroupError;
pub use message::Received;
pub use open::{FirstAdd, Opening};

use crate::facts::{Facts, GroupId};
use crate::identity::Identity;
use crate::member::{self, Member};
use crate::provider::Provider;
use crate::safety_number::SafetyNumber;
use crate::trust::Trust;
use openmls::prelude::{LeafNodeIndex, MlsGroup};
use std::sync::OnceLock;
use tacita_model::SortedMap;
use tacita_model::{Epoch, Role, Timestamp};
use zeroize::Zeroizing;

/// What every act on a group needs: state, who we are, whom we believe, and the time.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Cryptography and the store of this conversation.
    pub provider: &'a Provider,
    /// Our key and credential.
    pub identity: &'a Identity,
    /// The pinned root.
    pub trust: &'a Trust,
    /// Now.
    pub now: Timestamp,
}

/// One generation of one conversation, seen from one device.
///
/// Practice: B2
#[derive(Debug)]
pub struct Group {
    mls: MlsGroup,
    facts: Facts,
    members: SortedMap<u32, Member>,
    /// Slow on purpose, and the same as long as the members are.
    number: OnceLock<SafetyNumber>,
}

impl Group {
    /// Loads a group from the provider's store; `None` when it holds none of this id.
    ///
    /// # Errors
    /// [`GroupError::State`] when the stored state makes no sense.
    pub fn load(provider: &Provider, id: GroupId) -> Result<Option<Self>, GroupError> {
        let loaded = MlsGroup::load(provider.store(), &id.to_mls())?;
        loaded.map(Self::from_own_state).transpose()
    }

    /// Deletes the group's state: closing a chat, or a generation that another replaces.
    ///
    /// # Errors
    /// [`GroupError::State`].
    pub fn delete(mut self, provider: &Provider) -> Result<(), GroupError> {
        Ok(self.mls.delete(provider.store())?)
    }

    /// From a state that was checked when it was written.
    fn from_own_state(mls: MlsGroup) -> Result<Self, GroupError> {
        let facts = rules::read_facts((&mls).into())?;
        let mut group = Self {
            mls,
            facts,
            members: SortedMap::new(),
            number: OnceLock::new(),
        };
        group.read_members()?;
        Ok(group)
    }

    /// Reads the members out of the tree, whose every leaf was verified when it came in.
    fn read_members(&mut self) -> Result<(), GroupError> {
        self.members = member::of_tree(self.mls.members())?;
        self.number = OnceLock::new();
        Ok(())
    }

    /// What the group is about.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Conversation and generation.
    #[must_use]
    pub fn id(&self) -> GroupId {
        self.facts.group
    }

    /// The epoch.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        Epoch(self.mls.epoch().as_u64())
    }

    /// Everybody in the verified tree, by leaf index: who can read, whatever the server says. Ask
    /// [`Member::standing_at`] whether a credential still counts.
    ///
    /// Practice: J2
    pub fn members(&self) -> impl Iterator<Item = (u32, &Member)> {
        self.members.iter().map(|(index, member)| (*index, member))
    }

    /// The member at a leaf.
    #[must_use]
    pub fn member(&self, leaf: u32) -> Option<&Member> {
        self.members.get(&leaf)
    }

    /// Ourselves; `None` once removed.
    #[must_use]
    pub fn own(&self) -> Option<&Member> {
        self.mls
            .is_active()
            .then(|| self.members.get(&self.own_leaf()))
            .flatten()
    }

    /// Our leaf index.
    #[must_use]
    pub fn own_leaf(&self) -> u32 {
        self.mls.own_leaf_index().u32()
    }

    /// Whether we are still in it.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.mls.is_active()
    }

    /// Whether anybody of the desk is in the verified tree. A customer without one seals nothing
    /// here: what is written goes as a sealed record (flows F2, F5b).
    #[must_use]
    pub fn has_desk(&self) -> bool {
        self.members.values().any(Member::is_desk)
    }

    /// The customer of this conversation.
    #[must_use]
    pub fn customer(&self) -> Option<&Member> {
        self.members
            .values()
            .find(|member| member.role() == Role::Customer)
    }

    /// Whether proposals wait for a commit. Until it came, nobody can seal a message.
    #[must_use]
    pub fn has_pending_proposals(&self) -> bool {
        self.mls.has_pending_proposals()
    }

    /// Whether a commit of ours waits for the server's word.
    #[must_use]
    pub fn has_pending_commit(&self) -> bool {
        self.mls.pending_commit().is_some()
    }

    /// The 60 digits that both ends can compare by voice. Slow on purpose (a few milliseconds), once for
    /// the same members.
    #[must_use]
    pub fn safety_number(&self) -> SafetyNumber {
        *self.number.get_or_init(|| {
            let customer = self.customer().map(|member| *member.key());
            let desk = self
                .members
                .values()
                .filter(|member| member.is_desk())
                .map(|member| *member.key());
            SafetyNumber::of(self.id(), customer, desk)
        })
    }

    /// A secret of 32 bytes that every member of this epoch can derive and nobody else (RFC 9420
    /// section 8.5).
    ///
    /// # Errors
    /// [`GroupError::Removed`].
    pub fn export(
        &self,
        provider: &Provider,
        label: &str,
        context: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, GroupError> {
        if !self.mls.is_active() {
            return Err(GroupError::Removed);
        }
        self.mls
            .export_secret(provider.crypto(), label, context, 32)
            .map(Zeroizing::new)
            .map_err(|_| GroupError::Library)
    }

    fn leaf_of(&self, index: LeafNodeIndex) -> Option<&Member> {
        self.members.get(&index.u32())
    }
}
