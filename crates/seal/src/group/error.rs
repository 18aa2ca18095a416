//! Why a group refused something: whose fault it is, never what the message said.

use crate::cbor::Malformed;
use crate::key_package::KeyPackageError;
use crate::store::StoreError;
use crate::ticket::TicketError;
use crate::trust::TrustError;
use openmls::prelude::{
    CreateMessageError, MlsGroupStateError, ProcessMessageError, PublicProcessMessageError,
    ValidationError,
};

/// Why a group refused something.
///
/// `State` and `Library` are ours: the caller throws the state away and reloads, and after a second
/// time starts the next generation. Everything else is the peer's or the server's doing, or asked
/// for at the wrong moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroupError {
    /// The bytes are not the message that was expected here.
    #[error("the bytes are not the message expected here")]
    Malformed,
    /// For another group.
    #[error("the message is for another group")]
    WrongGroup,
    /// For another epoch: somebody's commit came in between.
    #[error("the message is for another epoch")]
    WrongEpoch,
    /// We were removed.
    #[error("this device was removed from the group")]
    Removed,
    /// This message was opened before, or its key is gone.
    #[error("the key of this message was used before")]
    Replayed,
    /// The key lies before what this device may open.
    #[error("the message is from before this device may read")]
    TooOld,
    /// The generation lies too far ahead of what was seen.
    #[error("the message lies too far ahead")]
    TooFarAhead,
    /// It does not decrypt: flipped, forged or not for us.
    #[error("the message does not decrypt")]
    Undecryptable,
    /// A signature or tag of the handshake does not fit.
    #[error("a signature or tag does not fit")]
    Signature,
    /// The commit or proposal breaks a rule of MLS.
    #[error("the handshake breaks a rule of the protocol")]
    Invalid,
    /// The commit or proposal is one that this product does not allow.
    #[error("the handshake is not one that is allowed here")]
    Forbidden,
    /// The group's facts are not those expected.
    #[error("the group is not the one expected")]
    WrongFacts,
    /// The group must have exactly one customer and at most 16 members.
    #[error("the members are not those a conversation may have")]
    WrongMembers,
    /// Somebody is not believed.
    #[error("a member is not believed")]
    Trust(#[from] TrustError),
    /// A ticket does not fit.
    #[error("the ticket does not fit")]
    Ticket(#[from] TicketError),
    /// A key package does not fit.
    #[error("the key package does not fit")]
    KeyPackage(#[from] KeyPackageError),
    /// The sender's credential had ended.
    #[error("the sender's credential has ended")]
    SenderEnded,
    /// Our own credential has ended: renew it, commit, then seal.
    #[error("this device's credential has ended")]
    OwnCredentialEnded,
    /// Nobody of the desk is in the tree.
    #[error("nobody of the desk is in the group")]
    NobodyReads,
    /// Proposals wait for a commit first.
    #[error("proposals are pending")]
    PendingProposal,
    /// A commit of ours waits for the server's word first.
    #[error("an own commit is pending")]
    PendingCommit,
    /// The text is too long for one message.
    #[error("the text is too long for one message")]
    TooLong,
    /// No key package of ours is meant.
    #[error("the welcome is not for a key package of this device")]
    NotForUs,
    /// The stored state makes no sense: ours.
    #[error("the stored state makes no sense")]
    State,
    /// The library failed where it must not: ours.
    #[error("the library failed")]
    Library,
}

impl From<Malformed> for GroupError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl From<StoreError> for GroupError {
    fn from(_: StoreError) -> Self {
        Self::State
    }
}

impl From<MlsGroupStateError> for GroupError {
    fn from(error: MlsGroupStateError) -> Self {
        match error {
            MlsGroupStateError::UseAfterEviction => Self::Removed,
            MlsGroupStateError::PendingProposal => Self::PendingProposal,
            MlsGroupStateError::PendingCommit => Self::PendingCommit,
            _ => Self::Library,
        }
    }
}

impl From<CreateMessageError> for GroupError {
    fn from(error: CreateMessageError) -> Self {
        match error {
            CreateMessageError::GroupStateError(state) => state.into(),
            CreateMessageError::LibraryError(_) => Self::Library,
        }
    }
}

impl From<ValidationError> for GroupError {
    fn from(error: ValidationError) -> Self {
        match error {
            ValidationError::WrongGroupId => Self::WrongGroup,
            ValidationError::WrongEpoch | ValidationError::NoPastEpochData => Self::WrongEpoch,
            ValidationError::InvalidSignature
            | ValidationError::InvalidLeafNodeSignature
            | ValidationError::InvalidMembershipTag
            | ValidationError::MissingMembershipTag
            | ValidationError::UnauthorizedExternalSender => Self::Signature,
            ValidationError::UnableToDecrypt(error) => decryption(&error.to_string()),
            ValidationError::LibraryError(_) => Self::Library,
            _ => Self::Invalid,
        }
    }
}

/// The library keeps the type of this error to itself, so its variants are told apart by their
/// text, which the pin to `=0.9.2` holds still; a test meets each of them.
fn decryption(text: &str) -> GroupError {
    match text {
        "Generation is too old to be processed." => GroupError::TooOld,
        "Generation is too far in the future to be processed." => GroupError::TooFarAhead,
        "The requested secret was deleted to preserve forward secrecy." => GroupError::Replayed,
        _ => GroupError::Undecryptable,
    }
}

impl From<ProcessMessageError<StoreError>> for GroupError {
    fn from(error: ProcessMessageError<StoreError>) -> Self {
        match error {
            ProcessMessageError::ValidationError(error) => error.into(),
            ProcessMessageError::GroupStateError(error) => error.into(),
            ProcessMessageError::StorageError(_) => Self::State,
            ProcessMessageError::LibraryError(_) => Self::Library,
            ProcessMessageError::IncompatibleWireFormat => Self::Malformed,
            ProcessMessageError::UnauthorizedExternalApplicationMessage
            | ProcessMessageError::UnauthorizedExternalCommitMessage
            | ProcessMessageError::UnsupportedProposalType => Self::Forbidden,
            _ => Self::Invalid,
        }
    }
}

impl From<PublicProcessMessageError> for GroupError {
    fn from(error: PublicProcessMessageError) -> Self {
        match error {
            PublicProcessMessageError::ValidationError(error) => error.into(),
            PublicProcessMessageError::LibraryError(_) => Self::Library,
            PublicProcessMessageError::IncompatibleWireFormat => Self::Malformed,
            PublicProcessMessageError::UnauthorizedExternalApplicationMessage
            | PublicProcessMessageError::UnauthorizedExternalCommitMessage
            | PublicProcessMessageError::UnsupportedProposalType => Self::Forbidden,
            _ => Self::Invalid,
        }
    }
}
