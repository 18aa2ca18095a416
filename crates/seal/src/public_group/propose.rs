//! What the server says to a group: proposals as its external sender, and their tickets.
//!
//! A proposal of ours is queued by processing its bytes, the way every member will. Refuses to touch
//! the customer's leaf and to propose the same thing twice.

use super::{Judge, PublicGroup};
use crate::certificate::ServerKeys;
use crate::facts::GroupId;
use crate::group::{GroupError, handshake};
use crate::key_package::{CheckedKeyPackage, KeyPackageRef};
use crate::provider::Provider;
use crate::signing::SigningKey;
use crate::ticket::{Act, Ticket, TicketFacts, TicketPurpose};
use openmls::prelude::tls_codec::Serialize as _;
use openmls::prelude::{
    ContentType, ExternalProposal, LeafNodeIndex, MlsMessageOut, ProcessedMessageContent,
    ProtocolMessage, SenderExtensionIndex,
};
use serde_bytes::ByteBuf;
use tacita_model::{Epoch, TicketId};

/// The server's two keys that speak to groups.
#[derive(Debug, Clone, Copy)]
pub struct Router<'a> {
    /// Signs tickets.
    pub router: &'a SigningKey,
    /// Signs proposals.
    pub external_sender: &'a SigningKey,
}

impl Router<'_> {
    /// Signs the ticket for the first add of a generation (epoch 0), which clients commit by value
    /// without a proposal of the server.
    ///
    /// # Errors
    /// [`GroupError::Ticket`].
    pub fn first_ticket(
        &self,
        id: TicketId,
        group: GroupId,
        package: &KeyPackageRef,
        purpose: TicketPurpose,
    ) -> Result<Ticket, GroupError> {
        let act = Act::Add(*package);
        let facts = TicketFacts {
            id,
            group,
            epoch: Epoch(0),
            act,
            purpose,
        };
        Ok(Ticket::make(self.router, &facts)?)
    }

    /// Whether these are the keys that a certificate names.
    #[must_use]
    pub fn fits(&self, keys: &ServerKeys) -> bool {
        self.router.public() == keys.router_key
            && self.external_sender.public() == keys.external_sender_key
    }
}

/// A proposal for the members, with its ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerProposal {
    /// The MLS proposal.
    pub proposal: Vec<u8>,
    /// Its ticket, to travel beside it.
    pub ticket: Vec<u8>,
}

impl PublicGroup {
    /// Proposes to add a device of the desk.
    ///
    /// # Errors
    /// [`GroupError::Forbidden`] for a customer's package, [`GroupError::WrongFacts`] for another
    /// profile, [`GroupError::PendingProposal`] when it is proposed already.
    pub fn propose_add(
        &mut self,
        judge: Judge<'_>,
        router: Router<'_>,
        ticket: TicketId,
        package: &CheckedKeyPackage,
        purpose: TicketPurpose,
    ) -> Result<ServerProposal, GroupError> {
        let message = ExternalProposal::new_add::<Provider>(
            package.inner.clone(),
            self.mls.group_id().clone(),
            self.mls.group_context().epoch(),
            router.external_sender,
            SenderExtensionIndex::new(0),
        )
        .map_err(|_| GroupError::Library)?;
        let act = Act::Add(package.reference());
        self.propose(
            judge,
            router,
            &message,
            self.ticket_facts(ticket, act, purpose),
        )
    }

    /// A proposal and ticket from whatever keys one has, looked at by nobody: what an attacker can
    /// always make. For the conformance rows.
    #[cfg(feature = "conformance")]
    pub(crate) fn sign_add_unchecked(
        &self,
        router: Router<'_>,
        ticket: TicketId,
        package: &CheckedKeyPackage,
    ) -> Result<ServerProposal, GroupError> {
        let message = ExternalProposal::new_add::<Provider>(
            package.inner.clone(),
            self.mls.group_id().clone(),
            self.mls.group_context().epoch(),
            router.external_sender,
            SenderExtensionIndex::new(0),
        )
        .map_err(|_| GroupError::Library)?;
        let act = Act::Add(package.reference());
        let facts = self.ticket_facts(ticket, act, TicketPurpose::Transfer);
        let ticket = Ticket::make(router.router, &facts)?;
        let proposal = message
            .tls_serialize_detached()
            .map_err(|_| GroupError::Library)?;
        Ok(ServerProposal {
            proposal,
            ticket: ticket.as_bytes().to_vec(),
        })
    }

    /// Proposes to remove a leaf of the desk.
    ///
    /// # Errors
    /// [`GroupError::Forbidden`] for the customer's leaf, [`GroupError::Invalid`] for an empty one,
    /// [`GroupError::PendingProposal`] when it is proposed already.
    pub fn propose_remove(
        &mut self,
        judge: Judge<'_>,
        router: Router<'_>,
        ticket: TicketId,
        leaf: u32,
        purpose: TicketPurpose,
    ) -> Result<ServerProposal, GroupError> {
        let key = *self.members.get(&leaf).ok_or(GroupError::Invalid)?.key();
        let message = ExternalProposal::new_remove::<Provider>(
            LeafNodeIndex::new(leaf),
            self.mls.group_id().clone(),
            self.mls.group_context().epoch(),
            router.external_sender,
            SenderExtensionIndex::new(0),
        )
        .map_err(|_| GroupError::Library)?;
        let act = Act::Remove(vec![key]);
        self.propose(
            judge,
            router,
            &message,
            self.ticket_facts(ticket, act, purpose),
        )
    }

    fn ticket_facts(&self, id: TicketId, act: Act, purpose: TicketPurpose) -> TicketFacts {
        TicketFacts {
            id,
            group: self.facts.group,
            epoch: self.epoch(),
            act,
            purpose,
        }
    }

    /// Queues a proposal of ours the way members will: by processing its bytes.
    fn propose(
        &mut self,
        judge: Judge<'_>,
        router: Router<'_>,
        message: &MlsMessageOut,
        facts: TicketFacts,
    ) -> Result<ServerProposal, GroupError> {
        let ticket = Ticket::make(router.router, &facts)?;
        let proposal = message
            .tls_serialize_detached()
            .map_err(|_| GroupError::Library)?;
        let incoming = handshake(&proposal, ContentType::Proposal)?;
        let processed = self
            .mls
            .process_message(judge.crypto, ProtocolMessage::from(incoming))?;
        let ProcessedMessageContent::ProposalMessage(queued) = processed.into_content() else {
            return Err(GroupError::Library);
        };
        self.ground(judge).check_proposal(&queued)?;
        // Two proposals about one leaf or one package cannot stand in one commit.
        let waiting = self.mls.queued_proposals(&self.store)?;
        if waiting
            .iter()
            .any(|(_, known)| known.proposal() == queued.proposal())
        {
            return Err(GroupError::PendingProposal);
        }
        self.mls.add_proposal(&self.store, *queued)?;
        self.tickets.push(ByteBuf::from(ticket.as_bytes().to_vec()));
        Ok(ServerProposal {
            proposal,
            ticket: ticket.as_bytes().to_vec(),
        })
    }
}
