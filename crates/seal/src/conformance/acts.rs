//! What people and the server of a [`World`] do: open a chat, talk, propose, commit.

use super::world::{Opened, Outcome, Person, World, screened, told};
use crate::{
    Content, Envelope, FirstAdd, Group, GroupError, GroupId, Outgoing, PublicGroup, Received,
    ServerProposal, TicketPurpose, key_package,
};
use tacita_model::{ConversationId, Generation, MessageId, Place, TicketId};

impl World {
    /// Opens a conversation: `maker` makes generation 1 and adds `other`; the server takes it.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn open(&mut self, maker: &Person, other: &Person) -> Outcome<Opened> {
        let conversation = self.id::<ConversationId>();
        let id = GroupId {
            conversation,
            generation: Generation(1),
        };
        self.open_as(id, maker, other)
    }

    /// As [`World::open`], under a given group id.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn open_as(&mut self, id: GroupId, maker: &Person, other: &Person) -> Outcome<Opened> {
        let ticket_id = self.id::<TicketId>();
        let made = self.package(other)?;
        let package = key_package::check(&self.crypto, &self.trust, &made.bytes, self.now)
            .map_err(told("checking a key package"))?;
        let ticket = self
            .router()
            .first_ticket(ticket_id, id, &package.reference(), TicketPurpose::Answer)
            .map_err(told("first ticket"))?;
        let context = self.context(maker);
        let mut group =
            Group::create(context, id, self.profile).map_err(told("creating a group"))?;
        let add = FirstAdd {
            package: &package,
            ticket: ticket.as_bytes(),
        };
        let opening = group
            .first_add(context, &[add])
            .map_err(told("first add"))?;
        group
            .merge_own(context)
            .map_err(told("merging the first commit"))?;
        let mut server = PublicGroup::begin(self.judge(), id, &opening.group_info)
            .map_err(told("the server begins"))?;
        let judged = server
            .judge(self.judge(), &opening.commit, &[ticket.as_bytes()])
            .map_err(told("the server judges the first commit"))?;
        server.apply(judged).map_err(told("the server applies"))?;
        let joined = Group::join(self.context(other), id, self.profile, &opening.welcome)
            .map_err(told("joining"))?;
        Ok(Opened {
            id,
            opening,
            maker: group,
            other: joined,
            server,
        })
    }

    /// Seals a text.
    ///
    /// # Errors
    /// The group's error.
    pub fn say(
        &mut self,
        person: &Person,
        group: &mut Group,
        text: &str,
    ) -> Result<Vec<u8>, GroupError> {
        let message = self.id::<MessageId>();
        let envelope = Envelope {
            message,
            seen: Place::default(),
        };
        group.seal(
            self.context(person),
            &envelope,
            Outgoing::Text(screened(text)),
        )
    }

    /// Opens a message.
    ///
    /// # Errors
    /// The group's error.
    pub fn hear(
        &self,
        person: &Person,
        group: &mut Group,
        message: &[u8],
    ) -> Result<Received, GroupError> {
        group.open(self.context(person), message, self.now)
    }

    /// Hands a text over and says whether it arrived as it was.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn exchange(
        &mut self,
        from: (&Person, &mut Group),
        to: (&Person, &mut Group),
        text: &str,
    ) -> Outcome<()> {
        let sealed = self.say(from.0, from.1, text).map_err(told("sealing"))?;
        let received = self.hear(to.0, to.1, &sealed).map_err(told("opening"))?;
        if received.content == Content::Text(text.to_owned()) {
            Ok(())
        } else {
            Err("the text arrived changed".to_owned())
        }
    }

    pub(super) fn propose_add(
        &mut self,
        server: &mut PublicGroup,
        person: &Person,
    ) -> Outcome<ServerProposal> {
        let ticket = self.id::<TicketId>();
        let made = self.package(person)?;
        let package = key_package::check(&self.crypto, &self.trust, &made.bytes, self.now)
            .map_err(told("checking a key package"))?;
        server
            .propose_add(
                self.judge(),
                self.router(),
                ticket,
                &package,
                TicketPurpose::Transfer,
            )
            .map_err(told("proposing to add"))
    }

    pub(super) fn propose_remove(
        &mut self,
        server: &mut PublicGroup,
        leaf: u32,
    ) -> Outcome<ServerProposal> {
        let ticket = self.id::<TicketId>();
        server
            .propose_remove(
                self.judge(),
                self.router(),
                ticket,
                leaf,
                TicketPurpose::Transfer,
            )
            .map_err(told("proposing to remove"))
    }

    pub(super) fn receive(
        &self,
        person: &Person,
        group: &mut Group,
        proposals: &[&ServerProposal],
    ) -> Outcome<()> {
        for proposal in proposals {
            group
                .receive_proposal(self.context(person), &proposal.proposal, &proposal.ticket)
                .map_err(told("receiving a proposal"))?;
        }
        Ok(())
    }

    /// The member commits what is pending, the server takes it; the commit and the welcome.
    pub(super) fn commit(
        &self,
        server: &mut PublicGroup,
        person: &Person,
        group: &mut Group,
    ) -> Outcome<(Vec<u8>, Option<Vec<u8>>)> {
        let own = group
            .commit(self.context(person))
            .map_err(told("committing"))?;
        let judged = server
            .judge(self.judge(), &own.commit, &[])
            .map_err(told("judging a commit"))?;
        server.apply(judged).map_err(told("applying a commit"))?;
        group
            .merge_own(self.context(person))
            .map_err(told("merging the own commit"))?;
        Ok((own.commit, own.welcome))
    }
}
