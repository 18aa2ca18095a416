//! The rules of the product on top of RFC 9420's, the same for clients and the server.
//!
//! A type that comes out of here ([`Checked`]) is the proof that a staged commit was looked at.
//! Practice of the design's table 3.3. Next: `change` (clients), [`crate::public_group`] (server).

use super::GroupError;
use crate::credential::CREDENTIAL_TYPE;
use crate::facts::{EXTENSION_TYPE, Facts, GroupId, extension_type};
use crate::key_package::{self, CheckedKeyPackage, capabilities};
use crate::leaf;
use crate::member::Member;
use crate::profile;
use crate::provider::Crypto;
use crate::signing::PublicKey;
use crate::trust::Trust;
use openmls::prelude::{
    Ciphersuite, CredentialType, Extension, Extensions, ExternalSender, GroupContext,
    LeafNodeIndex, MlsGroup, Proposal, QueuedProposal, RequiredCapabilitiesExtension, Sender,
    StagedCommit,
};
use tacita_model::SortedMap;
use tacita_model::{ArchiveMode, Role, Timestamp};

/// More members than a conversation ever has; a bound on what a peer can make us hold.
pub(crate) const MEMBERS: usize = 16;

/// Bytes that messages are padded to a multiple of.
pub(crate) const PADDING_BYTES: usize = 256;

pub(crate) fn external_sender(key: &PublicKey) -> ExternalSender {
    let credential =
        openmls::prelude::Credential::new(CredentialType::Other(CREDENTIAL_TYPE), Vec::new());
    ExternalSender::new(key.as_slice().into(), credential)
}

pub(crate) fn required_capabilities() -> Extension {
    Extension::RequiredCapabilities(RequiredCapabilitiesExtension::new(
        &[extension_type()],
        &[],
        &[CredentialType::Other(CREDENTIAL_TYPE)],
    ))
}

/// The parts of a group context that facts are read from (OpenMLS hands out the whole only here
/// and there).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) id: &'a openmls::prelude::GroupId,
    pub(crate) suite: Ciphersuite,
    pub(crate) extensions: &'a Extensions<GroupContext>,
}

impl<'a> From<&'a GroupContext> for Frame<'a> {
    fn from(context: &'a GroupContext) -> Self {
        Self {
            id: context.group_id(),
            suite: context.ciphersuite(),
            extensions: context.extensions(),
        }
    }
}

impl<'a> From<&'a MlsGroup> for Frame<'a> {
    fn from(group: &'a MlsGroup) -> Self {
        Self {
            id: group.group_id(),
            suite: group.ciphersuite(),
            extensions: group.extensions(),
        }
    }
}

/// The facts that a context carries, as far as the context alone can say.
pub(crate) fn read_facts(frame: Frame<'_>) -> Result<Facts, GroupError> {
    let extension = frame
        .extensions
        .unknown(EXTENSION_TYPE)
        .ok_or(GroupError::WrongFacts)?;
    let id = GroupId::from_mls(frame.id).ok_or(GroupError::WrongFacts)?;
    let facts = Facts::decode(id, &extension.0)?;
    if profile::suite(facts.profile) != frame.suite {
        return Err(GroupError::WrongFacts);
    }
    Ok(facts)
}

/// The facts of a context that is exactly what our clients make, under a server we believe.
pub(crate) fn check_context(
    frame: Frame<'_>,
    trust: &Trust,
    now: Timestamp,
) -> Result<Facts, GroupError> {
    let facts = read_facts(frame)?;
    let keys = trust
        .server_keys_by_router(&facts.router, now)
        .ok_or(GroupError::WrongFacts)?;
    let sender = external_sender(&keys.external_sender_key);
    let expected = [
        required_capabilities(),
        Extension::ExternalSenders(vec![sender]),
        facts.to_extension()?,
    ];
    let fits = frame.extensions.iter().count() == expected.len()
        && expected
            .iter()
            .all(|wanted| frame.extensions.iter().any(|had| had == wanted));
    if fits && facts.tenant == trust.tenant() && facts.archive == ArchiveMode::None {
        Ok(facts)
    } else {
        Err(GroupError::WrongFacts)
    }
}

/// Verifies everybody in a tree.
pub(crate) fn check_members(
    members: impl Iterator<Item = openmls::prelude::Member>,
    facts: &Facts,
    trust: &Trust,
    now: Timestamp,
) -> Result<SortedMap<u32, Member>, GroupError> {
    let mut verified = SortedMap::new();
    for member in members {
        let index = member.index.u32();
        let member = leaf::verify(
            trust,
            &member.credential,
            &member.signature_key,
            facts.profile,
            now,
        )?;
        verified.insert(index, member);
        if verified.len() > MEMBERS {
            return Err(GroupError::WrongMembers);
        }
    }
    Ok(verified)
}

/// A conversation that runs has exactly one customer.
pub(crate) fn one_customer(members: &SortedMap<u32, Member>) -> Result<(), GroupError> {
    let customers = members
        .values()
        .filter(|member| member.role() == Role::Customer)
        .count();
    if customers == 1 && members.len() <= MEMBERS {
        Ok(())
    } else {
        Err(GroupError::WrongMembers)
    }
}

/// What a commit does, after every rule was applied to it.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) added: Vec<CheckedKeyPackage>,
    pub(crate) removed: Vec<u32>,
    pub(crate) updated: Option<Member>,
}

/// How strict to be with a commit: the first one of a generation is its maker's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Epoch 0 to 1: the maker adds the others by value, and may leave out the path.
    First,
    /// Every other: by-reference proposals of the server alone, and a path.
    Running,
}

/// Everything that the rules need to know about the group as it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) crypto: &'a Crypto,
    pub(crate) trust: &'a Trust,
    pub(crate) facts: &'a Facts,
    pub(crate) extensions: &'a Extensions<GroupContext>,
    pub(crate) members: &'a SortedMap<u32, Member>,
    pub(crate) now: Timestamp,
}

impl Ground<'_> {
    /// Checks a proposal of the external sender.
    pub(crate) fn check_proposal(&self, queued: &QueuedProposal) -> Result<Subject, GroupError> {
        match (queued.proposal(), queued.sender()) {
            (Proposal::Add(add), Sender::External(_)) => {
                let package = self.check_added(add.key_package().clone())?;
                if package.member().is_desk() {
                    Ok(Subject::Added(Box::new(package)))
                } else {
                    Err(GroupError::Forbidden)
                }
            }
            (Proposal::Remove(remove), Sender::External(_)) => {
                let removed = self.check_removed(remove.removed())?;
                Ok(Subject::Removed(
                    removed,
                    Box::new(self.member(removed)?.clone()),
                ))
            }
            _ => Err(GroupError::Forbidden),
        }
    }

    /// Checks a staged commit of the member at `committer`.
    pub(crate) fn check_commit(
        &self,
        staged: &StagedCommit,
        committer: LeafNodeIndex,
        stage: Stage,
    ) -> Result<Checked, GroupError> {
        let mut checked = Checked {
            added: Vec::new(),
            removed: Vec::new(),
            updated: None,
        };
        for queued in staged.queued_proposals() {
            match (stage, queued.proposal(), queued.sender()) {
                (Stage::First, Proposal::Add(add), Sender::Member(by)) if *by == committer => {
                    checked
                        .added
                        .push(self.check_added(add.key_package().clone())?);
                }
                (Stage::Running, _, _) => match self.check_proposal(queued)? {
                    Subject::Added(package) => checked.added.push(*package),
                    Subject::Removed(index, _) => checked.removed.push(index),
                },
                _ => return Err(GroupError::Forbidden),
            }
        }
        if checked.removed.contains(&committer.u32())
            || staged.group_context().extensions() != self.extensions
        {
            return Err(GroupError::Forbidden);
        }
        checked.updated = match (staged.update_path_leaf_node(), stage) {
            (Some(leaf), _) => Some(self.check_update(leaf, committer)?),
            (None, Stage::First) => None,
            (None, Stage::Running) => return Err(GroupError::Forbidden),
        };
        self.check_outcome(&checked, stage)?;
        Ok(checked)
    }

    fn check_outcome(&self, checked: &Checked, stage: Stage) -> Result<(), GroupError> {
        let before = self
            .members
            .values()
            .filter(|m| m.role() == Role::Customer)
            .count();
        let added = checked
            .added
            .iter()
            .filter(|p| p.member().role() == Role::Customer)
            .count();
        let count = self.members.len() + checked.added.len() - checked.removed.len();
        let grows = stage == Stage::Running || !checked.added.is_empty();
        if before + added == 1 && count <= MEMBERS && grows {
            Ok(())
        } else {
            Err(GroupError::WrongMembers)
        }
    }

    fn check_added(
        &self,
        package: openmls::prelude::KeyPackage,
    ) -> Result<CheckedKeyPackage, GroupError> {
        let package = key_package::check_valid(self.crypto, self.trust, package, self.now)?;
        if package.profile() == self.facts.profile {
            Ok(package)
        } else {
            Err(GroupError::WrongFacts)
        }
    }

    fn check_removed(&self, removed: LeafNodeIndex) -> Result<u32, GroupError> {
        match self.member(removed.u32())?.role() {
            Role::Customer => Err(GroupError::Forbidden),
            _ => Ok(removed.u32()),
        }
    }

    /// A leaf changes only by its own path, under the same key, for the same person and device. A
    /// changed credential must count now; an unchanged one may have ended (handshakes only).
    fn check_update(
        &self,
        node: &openmls::prelude::LeafNode,
        committer: LeafNodeIndex,
    ) -> Result<Member, GroupError> {
        let old = self.member(committer.u32())?;
        let changed = node.credential().serialized_content() != old.credential().as_bytes();
        let member = if changed {
            leaf::verify_current(self.trust, node, self.facts.profile, self.now)?
        } else {
            let key = node.signature_key().as_slice();
            leaf::verify(
                self.trust,
                node.credential(),
                key,
                self.facts.profile,
                self.now,
            )?
        };
        let same = member.key() == old.key()
            && member.subject() == old.subject()
            && member.role() == old.role()
            && member.device() == old.device()
            && *node.capabilities() == capabilities(profile::suite(self.facts.profile))
            && node.extensions().iter().next().is_none();
        if same {
            Ok(member)
        } else {
            Err(GroupError::Forbidden)
        }
    }

    fn member(&self, index: u32) -> Result<&Member, GroupError> {
        self.members.get(&index).ok_or(GroupError::Invalid)
    }
}

/// Whom a proposal is about.
#[derive(Debug)]
pub(crate) enum Subject {
    Added(Box<CheckedKeyPackage>),
    Removed(u32, Box<Member>),
}
