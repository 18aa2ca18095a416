//! One leaf: what happened, by whom, to what, why, when, in which request.
//!
//! The canonical encoding is fixed-width and versioned, so that two programs that agree on the
//! facts agree on every byte, and a verifier in ten years needs no parser:
//!
//! ```text
//! "tacita leaf v1" 0 | kind u16 | who 32 | what 32 | purpose u8 | when i64 | request 16
//! ```
//! Integers are big-endian. A verifier hashes it as RFC 6962 section 2.1 does: SHA-256(0 ‖ leaf).

use crate::who::{Subject, WhoHash};
use sha2::{Digest, Sha256};
use tacita_model::{Purpose, RequestId, Timestamp, TypedId};

const LABEL: &[u8] = b"tacita leaf v1\0";
const NO_PURPOSE: u8 = 0;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $number:literal $word:literal,)+) => {
        /// What kind of act a leaf records. Numbers are never used again for something else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum LeafKind { $($(#[$doc])* $name = $number,)+ }

        impl LeafKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word used in storage and in pictures of the ledger.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

kinds! {
    /// A batch of log entries became durable; `what` is [`batch_digest`].
    Entries = 1 "entries",
    /// A person signed in.
    SignedIn = 2 "signed-in",
    /// A sign-in was refused.
    SignInRefused = 3 "sign-in-refused",
    /// A sign-in ended.
    SignedOut = 4 "signed-out",
    /// A device asked for a credential.
    DeviceRequested = 5 "device-requested",
    /// A credential was issued.
    CredentialIssued = 6 "credential-issued",
    /// A device was refused.
    DeviceRefused = 7 "device-refused",
    /// A device was revoked.
    DeviceRevoked = 8 "device-revoked",
    /// A conversation was opened by a customer.
    ConversationOpened = 9 "conversation-opened",
    /// A conversation was assigned (accepted or routed).
    Assigned = 10 "assigned",
    /// A ticket was made: a device may join a group.
    TicketIssued = 11 "ticket-issued",
    /// A server half of an intake record is about to be released.
    IntakeOpened = 12 "intake-opened",
    /// A conversation was handed to another agent.
    Transferred = 13 "transferred",
    /// A conversation went back to a queue.
    BackToQueue = 14 "back-to-queue",
    /// A conversation was closed.
    Closed = 15 "closed",
    /// A generation was frozen after a report.
    Frozen = 16 "frozen",
    /// Something was denied by policy.
    Denied = 17 "denied",
    /// A roster was signed and stored.
    RosterStored = 18 "roster-stored",
    /// A certificate of an issuing or server key was stored.
    CertificateStored = 19 "certificate-stored",
    /// An act of administration (accounts, configuration).
    Administered = 20 "administered",
    /// Bodies, halves or keys were deleted on schedule.
    Erased = 21 "erased",
    /// A list of conversations was shown to a person.
    InboxListed = 22 "inbox-listed",
    /// A device of the desk was let into a conversation and given its log.
    LogOpened = 23 "log-opened",
    /// People and queues to hand over to were shown.
    ColleaguesListed = 24 "colleagues-listed",
    /// Somebody read the ledger, or their own part of it.
    LedgerRead = 25 "ledger-read",
    /// A customer read who opened what of their conversation.
    ReceiptRead = 26 "receipt-read",
    /// The server took up another configuration than before.
    ConfigurationChanged = 27 "configuration-changed",
    /// The server took up other screening rules than before.
    ScreeningChanged = 28 "screening-changed",
    /// The server took up other keys than before.
    KeysChanged = 29 "keys-changed",
    /// Somebody joined a conversation beside the person who answers it.
    Joined = 30 "joined",
    /// They left it again.
    Left = 31 "left",
    /// A conversation was put on hold.
    PutOnHold = 32 "put-on-hold",
    /// It was taken up again, by the person who has it or by the customer's message.
    HoldEnded = 33 "hold-ended",
    /// An agent's draft asked for too much and was changed.
    OverCollectionChanged = 40 "over-collection-changed",
    /// An agent's draft asked for too much and was sent all the same.
    OverCollectionSent = 41 "over-collection-sent",
    /// An agent's draft moved the talk elsewhere and was changed.
    OffChannelChanged = 42 "off-channel-changed",
    /// An agent's draft moved the talk elsewhere and was sent all the same.
    OffChannelSent = 43 "off-channel-sent",
    /// An agent's draft carried what belongs to another chat and was changed.
    WrongWindowChanged = 44 "wrong-window-changed",
    /// An agent's draft carried what belongs to another chat and was sent all the same.
    WrongWindowSent = 45 "wrong-window-sent",
    /// Somebody read how often people ask for too much, or they themselves.
    ConductRead = 46 "conduct-read",
    /// A saved reply was written or changed.
    ReplyKept = 47 "reply-kept",
    /// A saved reply was deleted.
    ReplyDropped = 48 "reply-dropped",
    /// A person's role, teams or capacity were changed.
    DutiesChanged = 50 "duties-changed",
    /// The policy that decided a refusal of the same request; `what` hashes act, object and policy.
    RefusedByPolicy = 51 "refused-by-policy",
    /// A role was composed from acts, or changed; `what` hashes its name, base and acts.
    RoleComposed = 52 "role-composed",
    /// A composed role was dropped.
    RoleDropped = 53 "role-dropped",
    /// A training of a person was recorded.
    TrainingRecorded = 54 "training-recorded",
    /// A training of a person was taken back.
    TrainingEnded = 55 "training-ended",
    /// Somebody was shown who works where.
    PeopleListed = 56 "people-listed",
    /// Somebody was shown who may do what, or asked about a case.
    PermissionsRead = 57 "permissions-read",
    /// A passkey or an authenticator app was added to an account.
    FactorAdded = 60 "factor-added",
    /// One was taken away.
    FactorRemoved = 61 "factor-removed",
    /// Recovery codes were made; those before count no more.
    RecoveryCodesMade = 62 "recovery-codes-made",
    /// A recovery code was used up.
    RecoveryCodeUsed = 63 "recovery-code-used",
    /// A password was changed.
    PasswordChanged = 64 "password-changed",
    /// Somebody signed in from a browser that the account did not know.
    NewBrowser = 65 "new-browser",
    /// A signed-in person proved themselves anew.
    ProvenAnew = 66 "proven-anew",
    /// The server's half of what seals a device's state is about to be released.
    DeviceUnlocked = 67 "device-unlocked",
    /// A device's state was locked.
    DeviceLocked = 68 "device-locked",
    /// A one-time link was given out: for an account, or for the first administrator.
    LinkMade = 70 "link-made",
    /// It was used up: its holder set a password.
    LinkUsed = 71 "link-used",
    /// Every way in of a person was ended, so that they start anew.
    AccessReset = 72 "access-reset",
    /// An account was made.
    AccountMade = 73 "account-made",
    /// A person of the organisation's own sign-in was linked to an account.
    IdentityLinked = 74 "identity-linked",
    /// The organisation's directory changed a person or a group.
    DirectoryChanged = 75 "directory-changed",
    /// A person was suspended: by the directory, because no group of theirs has a role, by an access
    /// review, or because nobody used the account.
    Suspended = 76 "suspended",
    /// A suspended person may work again.
    Resumed = 77 "resumed",
    /// A token by which a directory keeps accounts was made or ended.
    DirectoryTokenChanged = 78 "directory-token-changed",
    /// Somebody asked to open something outside their need; `what` is the conversation.
    GlassAsked = 90 "glass-asked",
    /// A second person agreed.
    GlassApproved = 91 "glass-approved",
    /// A second person did not agree.
    GlassDeclined = 92 "glass-declined",
    /// Nobody answered in time.
    GlassLapsed = 93 "glass-lapsed",
    /// It was opened, or is about to be shown.
    GlassOpened = 94 "glass-opened",
    /// Nothing more opens: time is over, or somebody ended it before.
    GlassEnded = 95 "glass-ended",
    /// An officer who had no part in it found it justified.
    GlassJustified = 96 "glass-justified",
    /// An officer who had no part in it found it not justified.
    GlassUnjustified = 97 "glass-unjustified",
    /// Such requests were shown to a person.
    GlassListed = 98 "glass-listed",
    /// An access review began; `what` is the review.
    ReviewBegun = 100 "review-begun",
    /// Somebody confirmed a right of a person; `what` is the person.
    ReviewConfirmed = 101 "review-confirmed",
    /// Somebody took a right of a person away.
    ReviewRevoked = 102 "review-revoked",
    /// Nobody confirmed a right of a person in time; it was taken away.
    ReviewLapsed = 103 "review-lapsed",
    /// Nobody confirmed a right and it stays: nobody else could administer.
    ReviewKept = 104 "review-kept",
    /// An access review ended with its signed report.
    ReviewEnded = 105 "review-ended",
    /// Access reviews or a report were shown to a person.
    ReviewsListed = 106 "reviews-listed",
    /// Whoever was to review a right cannot sign in any more; somebody else does. `what` is the person.
    ReviewHanded = 107 "review-handed",
    /// An administrator said when somebody leaves.
    LeavingSet = 108 "leaving-set",
}

impl core::str::FromStr for LeafKind {
    type Err = tacita_model::role::UnknownWord;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.as_str() == text)
            .ok_or(tacita_model::role::UnknownWord)
    }
}

/// A leaf before it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// What kind of act.
    pub kind: LeafKind,
    /// By whom.
    pub who: WhoHash,
    /// To what: [`Leaf::what_id`], [`batch_digest`] or a SHA-256 of the object.
    pub what: [u8; 32],
    /// Why, where a person acted.
    pub purpose: Option<Purpose>,
    /// When.
    pub when: Timestamp,
    /// In which request.
    pub request: RequestId,
}

impl Leaf {
    /// `what` for an object with an id: SHA-256 over label, prefix and id.
    #[must_use]
    pub fn what_id<T: TypedId>(id: T) -> [u8; 32] {
        Self::what_of(&Subject::of(id))
    }

    /// As [`Leaf::what_id`], from prefix and id.
    #[must_use]
    pub fn what_of(thing: &Subject) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"tacita what v1\0");
        hasher.update(thing.as_bytes());
        hasher.finalize().into()
    }

    /// How long a leaf is.
    pub const BYTES: usize = LABEL.len() + 91;

    /// The canonical bytes (see the top of this file).
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(Self::BYTES);
        out.extend_from_slice(LABEL);
        out.extend_from_slice(&(self.kind as u16).to_be_bytes());
        out.extend_from_slice(&self.who.0);
        out.extend_from_slice(&self.what);
        out.push(self.purpose.map_or(NO_PURPOSE, purpose_number));
        out.extend_from_slice(&self.when.0.to_be_bytes());
        out.extend_from_slice(&self.request.to_bytes());
        out
    }

    /// Reads the canonical bytes; nothing else than what [`Leaf::encode`] writes.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(LABEL)?;
        let (kind, rest) = rest.split_first_chunk::<2>()?;
        let (who, rest) = rest.split_first_chunk::<32>()?;
        let (what, rest) = rest.split_first_chunk::<32>()?;
        let (purpose, rest) = rest.split_first()?;
        let (when, request) = rest.split_first_chunk::<8>()?;
        let kind = u16::from_be_bytes(*kind);
        Some(Self {
            kind: *LeafKind::ALL.iter().find(|known| **known as u16 == kind)?,
            who: WhoHash(*who),
            what: *what,
            purpose: match *purpose {
                NO_PURPOSE => None,
                number => Some(
                    *Purpose::ALL
                        .iter()
                        .find(|known| purpose_number(**known) == number)?,
                ),
            },
            when: Timestamp(i64::from_be_bytes(*when)),
            request: RequestId::from_bytes(request.try_into().ok()?),
        })
    }

    /// The leaf hash of RFC 6962 section 2.1: SHA-256(0x00 ‖ encoding).
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update([0u8]);
        hasher.update(self.encode());
        hasher.finalize().into()
    }
}

const fn purpose_number(purpose: Purpose) -> u8 {
    match purpose {
        Purpose::AnswerChat => 1,
        Purpose::TriageQueue => 2,
        Purpose::Administer => 3,
        Purpose::OwnConversation => 4,
        Purpose::Supervise => 5,
        Purpose::BreakGlass => 6,
    }
}

/// `what` of a batch of log entries: SHA-256 over each (global sequence, body hash) in order.
/// One leaf covers the batch; a proof for one message lists the batch's pairs.
pub fn batch_digest(entries: impl IntoIterator<Item = (u64, [u8; 32])>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"tacita batch v1\0");
    for (sequence, body_hash) in entries {
        hasher.update(sequence.to_be_bytes());
        hasher.update(body_hash);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf() -> Leaf {
        Leaf {
            kind: LeafKind::IntakeOpened,
            who: WhoHash::of(&[7; 32], &Subject::SERVER),
            what: [3; 32],
            purpose: Some(Purpose::AnswerChat),
            when: Timestamp(1),
            request: RequestId::from_bytes([9; 16]),
        }
    }

    #[test]
    fn every_field_changes_the_encoding() {
        let base = leaf();
        let others = [
            Leaf {
                kind: LeafKind::Closed,
                ..base
            },
            Leaf {
                who: WhoHash::of(&[8; 32], &Subject::SERVER),
                ..base
            },
            Leaf {
                what: [4; 32],
                ..base
            },
            Leaf {
                purpose: None,
                ..base
            },
            Leaf {
                when: Timestamp(2),
                ..base
            },
            Leaf {
                request: RequestId::from_bytes([1; 16]),
                ..base
            },
        ];
        for other in others {
            assert_ne!(other.encode(), base.encode());
            assert_eq!(other.encode().len(), base.encode().len());
            assert_eq!(Leaf::decode(&other.encode()), Some(other));
        }
    }

    #[test]
    fn what_is_no_leaf_is_not_read_as_one() {
        let bytes = leaf().encode();
        assert_eq!(Leaf::decode(bytes.get(1..).unwrap()), None);
        assert_eq!(Leaf::decode(bytes.split_last().unwrap().1), None);
        assert_eq!(Leaf::decode(&[bytes.as_slice(), &[0]].concat()), None);
        for (place, byte) in [(0, b'T'), (15, 0xff), (81, 0xff)] {
            let mut other = bytes.clone();
            *other.get_mut(place).unwrap() = byte;
            assert_eq!(Leaf::decode(&other), None, "{place}");
        }
    }

    #[test]
    /// The figure was computed apart from this code, with Python's hashlib over the layout above.
    fn the_encoding_does_not_change_by_accident() {
        let hex: String = leaf()
            .hash()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            hex,
            "aaad4332c92b3f4949b10ac09e0fa414c3aa582f3eca9df8dee257e1dd7ade74"
        );
    }

    #[test]
    fn kinds_have_one_number_and_one_word_each() {
        for (index, kind) in LeafKind::ALL.iter().enumerate() {
            for other in LeafKind::ALL.iter().skip(index + 1) {
                assert_ne!(*kind as u16, *other as u16);
                assert_ne!(kind.as_str(), other.as_str());
            }
        }
    }
}
