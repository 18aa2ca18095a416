//! Sealing and opening messages.
//!
//! Only screened text is sealed; every message is padded to a multiple of 256 bytes and carries its
//! id and how far its sender had seen the log, readable by the server and changeable by nobody.
//! Refuses to seal while proposals or a commit of ours are pending, when nobody of the desk would
//! read, and when our credential has ended.

use super::open::serialize;
use super::{Context, Group, GroupError};
use crate::content::{Content, Envelope, Outgoing, TEXT_BYTES};
use crate::member::{Member, Standing};
use openmls::prelude::tls_codec::DeserializeBytes;
use openmls::prelude::{
    ContentType, MlsMessageBodyIn, MlsMessageIn, ProcessedMessageContent, ProtocolMessage, Sender,
};
use tacita_model::{Role, Timestamp};

/// A message that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Who sent it: verified by signature and tree.
    pub sender: Member,
    /// Its id and how far the sender had seen the log.
    pub envelope: Envelope,
    /// What it holds. Screen it again before it is shown.
    pub content: Content,
}

impl Group {
    /// Whether a message could be sealed now. Ask before a screened text is given away: sealing
    /// takes it.
    ///
    /// # Errors
    /// As [`Group::seal`], but for the text's length.
    pub fn may_seal(&self, context: Context<'_>) -> Result<(), GroupError> {
        let own = self.own().ok_or(GroupError::Removed)?;
        if own.standing_at(context.now) == Standing::Ended {
            return Err(GroupError::OwnCredentialEnded);
        }
        if own.role() == Role::Customer && !self.has_desk() {
            return Err(GroupError::NobodyReads);
        }
        if self.has_pending_commit() {
            return Err(GroupError::PendingCommit);
        }
        if self.has_pending_proposals() {
            return Err(GroupError::PendingProposal);
        }
        Ok(())
    }

    /// Seals a screened text. The bytes are the `PrivateMessage` for the wire; write them to the
    /// outbox in the same transaction as the provider's batch, and resend exactly these.
    ///
    /// # Errors
    /// [`GroupError::PendingProposal`], [`GroupError::PendingCommit`],
    /// [`GroupError::OwnCredentialEnded`], [`GroupError::NobodyReads`], [`GroupError::Removed`],
    /// [`GroupError::TooLong`].
    pub fn seal(
        &mut self,
        context: Context<'_>,
        envelope: &Envelope,
        outgoing: Outgoing,
    ) -> Result<Vec<u8>, GroupError> {
        self.may_seal(context)?;
        let plaintext = outgoing.encode().map_err(|_| GroupError::TooLong)?;
        debug_assert!(plaintext.len() <= TEXT_BYTES + 16, "encode bounds the text");
        self.mls.set_aad(envelope.encode()?);
        let message =
            self.mls
                .create_message(context.provider, context.identity.key(), &plaintext)?;
        serialize(&message)
    }

    /// Opens a message. `accepted` is the time of its log entry (bounded by the caller's own
    /// clock): a sender whose credential had ended by then is refused.
    ///
    /// Opening uses up the message's key: write the batch and the text in one transaction.
    ///
    /// # Errors
    /// [`GroupError::WrongEpoch`], [`GroupError::Replayed`], [`GroupError::TooOld`],
    /// [`GroupError::Undecryptable`] (the genuine message still opens after a tampered copy),
    /// [`GroupError::Removed`], [`GroupError::SenderEnded`].
    pub fn open(
        &mut self,
        context: Context<'_>,
        message: &[u8],
        accepted: Timestamp,
    ) -> Result<Received, GroupError> {
        let message = MlsMessageIn::tls_deserialize_exact_bytes(message)
            .map_err(|_| GroupError::Malformed)?;
        let MlsMessageBodyIn::PrivateMessage(message) = message.extract() else {
            return Err(GroupError::Malformed);
        };
        if message.content_type() != ContentType::Application {
            return Err(GroupError::Forbidden);
        }
        let processed = self
            .mls
            .process_message(context.provider, ProtocolMessage::from(message))?;
        let Sender::Member(index) = *processed.sender() else {
            return Err(GroupError::Forbidden);
        };
        let sender = self.leaf_of(index).cloned().ok_or(GroupError::State)?;
        let envelope = Envelope::decode(processed.aad());
        let ProcessedMessageContent::ApplicationMessage(text) = processed.into_content() else {
            return Err(GroupError::Forbidden);
        };
        let content = Content::decode(&text.into_bytes())?;
        if sender.standing_at(accepted) == Standing::Ended {
            return Err(GroupError::SenderEnded);
        }
        Ok(Received {
            sender,
            envelope: envelope?,
            content,
        })
    }
}
