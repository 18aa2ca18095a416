//! How a group begins: made by the customer (F1) or by an agent (F3, F14), or joined by welcome.
//!
//! The first add goes without a path: the maker's key is fresh anyway, and the server gets the
//! group's epoch 0, the commit and the welcome in one batch. A joiner believes nothing of a welcome
//! before facts and members were checked; refuses a group with no or two customers.

use super::{Context, Group, GroupError, rules};
use crate::facts::{Facts, GroupId};
use crate::key_package::{self, CheckedKeyPackage, KeyPackageError};
use crate::profile;
use crate::signing::key_id;
use crate::ticket::{Ticket, TicketError};
use openmls::prelude::tls_codec::{DeserializeBytes, Serialize as _};
use openmls::prelude::{
    Extension, Extensions, MlsGroup, MlsGroupJoinConfig, MlsMessageBodyIn, MlsMessageIn,
    PURE_PLAINTEXT_WIRE_FORMAT_POLICY, SenderRatchetConfiguration, StagedWelcome, WelcomeError,
};
use std::sync::OnceLock;
use tacita_model::SortedMap;
use tacita_model::{ArchiveMode, CryptoProfile, Epoch, Role};

/// Keys kept for messages that arrive out of order, and how far ahead a message may be.
const OUT_OF_ORDER: u32 = 50;
const FORWARD: u32 = 2000;

/// What the maker sends the server as one batch (with the first message).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// GroupInfo of epoch 0 with the ratchet tree: the server's public group starts from it.
    pub group_info: Vec<u8>,
    /// The commit that adds the others.
    pub commit: Vec<u8>,
    /// The welcome for all of them.
    pub welcome: Vec<u8>,
}

/// One device to add first: its package and the ticket that allows it.
#[derive(Debug, Clone, Copy)]
pub struct FirstAdd<'a> {
    /// The checked package.
    pub package: &'a CheckedKeyPackage,
    /// The ticket's bytes.
    pub ticket: &'a [u8],
}

fn join_config() -> MlsGroupJoinConfig {
    MlsGroupJoinConfig::builder()
        .wire_format_policy(PURE_PLAINTEXT_WIRE_FORMAT_POLICY)
        .padding_size(rules::PADDING_BYTES)
        .max_past_epochs(0)
        .number_of_resumption_psks(0)
        .use_ratchet_tree_extension(true)
        .sender_ratchet_configuration(SenderRatchetConfiguration::new(OUT_OF_ORDER, FORWARD))
        .build()
}

impl Group {
    /// Makes a group with nobody else in it yet. Call [`Group::first_add`] next.
    ///
    /// # Errors
    /// [`GroupError::WrongFacts`] when the root certifies no server keys for now,
    /// [`GroupError::OwnCredentialEnded`], [`GroupError::Library`] (also when the store already
    /// holds a group of this id).
    pub fn create(
        context: Context<'_>,
        id: GroupId,
        profile: CryptoProfile,
    ) -> Result<Self, GroupError> {
        let claims = context.identity.credential().claims();
        if !claims.validity.holds(context.now) {
            return Err(GroupError::OwnCredentialEnded);
        }
        let keys = context
            .trust
            .server_keys(context.now)
            .ok_or(GroupError::WrongFacts)?;
        let facts = Facts {
            tenant: context.trust.tenant(),
            group: id,
            profile,
            archive: ArchiveMode::None,
            router: key_id(&keys.router_key),
        };
        let extensions = Extensions::from_vec(vec![
            rules::required_capabilities(),
            Extension::ExternalSenders(vec![rules::external_sender(&keys.external_sender_key)]),
            facts.to_extension()?,
        ])
        .map_err(|_| GroupError::Library)?;
        let suite = profile::suite(profile);
        let mls = MlsGroup::builder()
            .with_group_id(id.to_mls())
            .ciphersuite(suite)
            .with_wire_format_policy(PURE_PLAINTEXT_WIRE_FORMAT_POLICY)
            .padding_size(rules::PADDING_BYTES)
            .max_past_epochs(0)
            .number_of_resumption_psks(0)
            .use_ratchet_tree_extension(true)
            .sender_ratchet_configuration(SenderRatchetConfiguration::new(OUT_OF_ORDER, FORWARD))
            .lifetime(key_package::lifetime(context.identity, context.now))
            .with_capabilities(key_package::capabilities(suite))
            .with_group_context_extensions(extensions)
            .build(
                context.provider,
                context.identity.key(),
                context.identity.credential_with_key(),
            )
            .map_err(|_| GroupError::Library)?;
        let mut group = Self {
            mls,
            facts,
            members: SortedMap::new(),
            number: OnceLock::new(),
        };
        group.read_members()?;
        Ok(group)
    }

    /// Adds the first others, without a path, and hands out the batch for the server.
    ///
    /// The commit stays pending: call [`Group::merge_own`] to go on in epoch 1 (the maker may do so
    /// at once and seal the first message into the same batch, since nobody else can commit yet;
    /// if the server refuses the batch, [`Group::delete`] it and create it anew).
    ///
    /// # Errors
    /// [`GroupError::Ticket`], [`GroupError::WrongMembers`] unless exactly one customer results,
    /// [`GroupError::WrongFacts`] for a package of another profile.
    pub fn first_add(
        &mut self,
        context: Context<'_>,
        adds: &[FirstAdd<'_>],
    ) -> Result<Opening, GroupError> {
        if self.epoch() != Epoch(0) || self.has_pending_commit() {
            return Err(GroupError::WrongEpoch);
        }
        self.check_first_adds(context, adds)?;
        let group_info = self
            .mls
            .export_group_info(context.provider.crypto(), context.identity.key(), true)
            .map_err(|_| GroupError::Library)?;
        let group_info = serialize(&group_info)?;
        let packages = adds.iter().map(|add| add.package.inner.clone());
        let bundle = self
            .mls
            .commit_builder()
            .propose_adds(packages)
            .force_self_update(false)
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
        let welcome = bundle.to_welcome_msg().ok_or(GroupError::Library)?;
        Ok(Opening {
            group_info,
            commit: serialize(bundle.commit())?,
            welcome: serialize(&welcome)?,
        })
    }

    fn check_first_adds(
        &self,
        context: Context<'_>,
        adds: &[FirstAdd<'_>],
    ) -> Result<(), GroupError> {
        let keys = context
            .trust
            .server_keys_by_router(&self.facts.router, context.now)
            .ok_or(GroupError::WrongFacts)?;
        for add in adds {
            let ticket = Ticket::open(&keys.router_key, add.ticket)?;
            ticket.check_add(self.id(), Epoch(0), &add.package.reference())?;
            if add.package.profile() != self.facts.profile {
                return Err(GroupError::WrongFacts);
            }
            if context.now >= add.package.not_after() {
                return Err(KeyPackageError::Invalid.into());
            }
        }
        let own = usize::from(self.customer().is_some());
        let added = adds
            .iter()
            .filter(|add| add.package.member().role() == Role::Customer)
            .count();
        if adds.is_empty() || own + added != 1 || adds.len() >= rules::MEMBERS {
            return Err(GroupError::WrongMembers);
        }
        Ok(())
    }

    /// Joins by welcome. The key package that the welcome is for leaves the store, whatever comes
    /// of it.
    ///
    /// # Errors
    /// [`GroupError::NotForUs`], [`GroupError::WrongGroup`] for another conversation or
    /// generation, [`GroupError::WrongFacts`] when profile, tenant, archive mode, router or
    /// external sender are not those expected, [`GroupError::WrongMembers`],
    /// [`GroupError::Trust`] when anybody in the tree is not believed.
    pub fn join(
        context: Context<'_>,
        id: GroupId,
        profile: CryptoProfile,
        welcome: &[u8],
    ) -> Result<Self, GroupError> {
        let message = MlsMessageIn::tls_deserialize_exact_bytes(welcome)
            .map_err(|_| GroupError::Malformed)?;
        let MlsMessageBodyIn::Welcome(welcome) = message.extract() else {
            return Err(GroupError::Malformed);
        };
        let builder = StagedWelcome::build_from_welcome(context.provider, &join_config(), welcome)
            .map_err(|error| welcome_error(&error))?
            // A leaf's lifetime counts when it is added; who is in the tree is checked by
            // credential below, and a chat may outlive its packages.
            .skip_lifetime_validation();
        if *builder
            .processed_welcome()
            .unverified_group_info()
            .group_id()
            != id.to_mls()
        {
            return Err(GroupError::WrongGroup);
        }
        let staged = builder.build().map_err(|error| welcome_error(&error))?;
        let facts =
            rules::check_context(staged.group_context().into(), context.trust, context.now)?;
        if facts.group != id || facts.profile != profile {
            return Err(GroupError::WrongFacts);
        }
        let members = rules::check_members(staged.members(), &facts, context.trust, context.now)?;
        rules::one_customer(&members)?;
        let mls = staged
            .into_group(context.provider)
            .map_err(|_| GroupError::State)?;
        let group = Self {
            mls,
            facts,
            members,
            number: OnceLock::new(),
        };
        if group
            .own()
            .is_none_or(|own| *own.key() != context.identity.public())
        {
            return Err(GroupError::WrongMembers);
        }
        Ok(group)
    }
}

pub(super) fn serialize(message: &openmls::prelude::MlsMessageOut) -> Result<Vec<u8>, GroupError> {
    message
        .tls_serialize_detached()
        .map_err(|_| GroupError::Library)
}

fn welcome_error<E>(error: &WelcomeError<E>) -> GroupError {
    match error {
        WelcomeError::NoMatchingKeyPackage | WelcomeError::JoinerSecretNotFound => {
            GroupError::NotForUs
        }
        WelcomeError::StorageError(_) => GroupError::State,
        WelcomeError::LibraryError(_) => GroupError::Library,
        WelcomeError::GroupAlreadyExists => GroupError::Replayed,
        _ => GroupError::Invalid,
    }
}

impl From<TicketError> for KeyPackageError {
    fn from(_: TicketError) -> Self {
        Self::Invalid
    }
}
