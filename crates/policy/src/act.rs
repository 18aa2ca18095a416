//! The acts that exist, each a marker type, so that `Allowed<CloseConversation>` cannot be handed
//! to something that asks for `Allowed<OpenIntake>`. An act that is not listed here cannot be
//! asked for, let alone allowed. A new one needs its line in `policies/tacita.cedarschema`, a policy in
//! `policies/*.cedar` and its rows in `tests/model.rs`;
//! tests compare them.

use tacita_model::Purpose;
use tacita_model::role::UnknownWord;

mod sealed {
    pub trait Sealed {}
}

/// An act that somebody may be allowed to do. Sealed: the list below is all there is.
pub trait Act: sealed::Sealed + Send + Sync + 'static {
    /// The act as a value.
    const NAME: ActName;
}

/// Acts that include reading the bodies (ciphertexts) of one conversation's log.
pub trait ReadsLog: Act {}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $word:literal for [$($purpose:ident),+];)+) => {
        /// The acts as values, for tables, the ledger and the permission grid.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActName { $($(#[$doc])* $name,)+ }

        impl ActName {
            /// Every act, in the order the permission grid shows them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word used in the ledger and in policies.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// Purposes for which the act makes sense at all; others are denied before any rule.
            #[must_use]
            pub const fn purposes(self) -> &'static [Purpose] {
                match self { $(Self::$name => &[$(Purpose::$purpose,)+],)+ }
            }
        }

        impl core::str::FromStr for ActName {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|act| act.as_str() == text).ok_or(UnknownWord)
            }
        }

        /// The marker types.
        pub mod acts {
            use super::{Act, ActName, sealed::Sealed};
            $(
                $(#[$doc])*
                #[derive(Debug)]
                pub enum $name {}
                impl Sealed for $name {}
                impl Act for $name { const NAME: ActName = ActName::$name; }
            )+
        }
    };
}

acts! {
    /// A customer opens the socket of their own conversation and reads its log.
    OpenOwnSocket = "open-own-socket" for [OwnConversation];
    /// A customer posts to their own conversation.
    PostOwn = "post-own" for [OwnConversation];
    /// A customer closes their own conversation.
    CloseOwn = "close-own" for [OwnConversation];
    /// A customer reads who opened what of their own conversation, a closed one too.
    ReadOwnReceipt = "read-own-receipt" for [OwnConversation];
    /// An agent sees one row of the inbox (metadata).
    SeeInboxRow = "see-inbox-row" for [TriageQueue, AnswerChat, Supervise];
    /// An agent takes a waiting conversation from a queue of theirs.
    AcceptConversation = "accept-conversation" for [TriageQueue];
    /// An agent opens the socket of a conversation whose group holds a device of theirs.
    OpenConversation = "open-conversation" for [AnswerChat];
    /// An agent posts to a conversation whose group holds a device of theirs.
    PostToConversation = "post-to-conversation" for [AnswerChat];
    /// The assigned agent's device is handed the intake records.
    OpenIntake = "open-intake" for [AnswerChat];
    /// The assigned agent hands the conversation to somebody else or back to a queue.
    TransferConversation = "transfer-conversation" for [AnswerChat];
    /// Somebody joins a running conversation beside whoever answers, visibly to everybody in it: a
    /// supervisor one of a queue of theirs, anybody who answers when a second person agreed.
    JoinConversation = "join-conversation" for [Supervise, BreakGlass];
    /// Somebody who joined leaves again.
    LeaveConversation = "leave-conversation" for [Supervise, AnswerChat];
    /// The assigned agent puts the conversation on hold, or takes it up again.
    HoldConversation = "hold-conversation" for [AnswerChat];
    /// The assigned agent closes the conversation.
    CloseConversation = "close-conversation" for [AnswerChat];
    /// An agent looks at the standing of a device of their own.
    SeeDevice = "see-device" for [AnswerChat];
    /// An agent registers or maintains a device of their own.
    RegisterDevice = "register-device" for [AnswerChat];
    /// A device is taken out of everything at once: by its owner, who lost it, or from above.
    RevokeDevice = "revoke-device" for [AnswerChat, Administer];
    /// A person's account is closed, with every device and sign-in of theirs.
    CloseAccount = "close-account" for [Administer];
    /// An administrator ends every way in of a person and gives out a link for a new one.
    ResetAccess = "reset-access" for [Administer];
    /// An agent lists colleagues and queues to hand over to.
    ListColleagues = "list-colleagues" for [AnswerChat, TriageQueue];
    /// A person of the desk reads what the ledger holds about themselves.
    ReadOwnRecord = "read-own-record" for [AnswerChat, Administer];
    /// Somebody asks to join a running conversation that is none of theirs.
    AskToJoin = "ask-to-join" for [BreakGlass];
    /// Somebody asks to see what is known about a conversation that is none of theirs, never content.
    AskToLook = "ask-to-look" for [BreakGlass];
    /// The assigned agent asks to send what screening holds, in this conversation.
    AskToSend = "ask-to-send" for [BreakGlass];
    /// A second person agrees to such a request, or does not.
    AnswerGlass = "answer-glass" for [BreakGlass];
    /// A person of the desk sees such a request: who, why, and what became of it.
    SeeGlass = "see-glass" for [BreakGlass];
    /// What a second person agreed to is shown: who, when, which queue, never content.
    ReadMetadata = "read-metadata" for [BreakGlass];
    /// What was opened is closed before its time.
    EndGlass = "end-glass" for [BreakGlass];
    /// An officer who had no part in it judges what was opened.
    ReviewGlass = "review-glass" for [BreakGlass];
    /// An officer or administrator reads who did what to whom, never content.
    ReadLedger = "read-ledger" for [Administer];
    /// Somebody who answers inserts saved replies, and keeps their own.
    KeepOwnReplies = "keep-own-replies" for [AnswerChat];
    /// A supervisor keeps the saved replies of the queues that they serve.
    KeepQueueReplies = "keep-queue-replies" for [Supervise];
    /// A supervisor or officer sees how often people ask for more than a chat needs.
    SeeConduct = "see-conduct" for [Supervise, Administer];
    /// An officer or administrator sees who may do what, and asks about cases.
    SeePermissions = "see-permissions" for [Administer];
    /// An officer or administrator sees who works where: roles, teams, skills, trainings.
    ListPeople = "list-people" for [Administer];
    /// An officer or administrator sees all access reviews and their reports, and which accounts rest.
    SeeReviews = "see-reviews" for [Administer];
    /// An officer or administrator begins an access review.
    RunReviews = "run-reviews" for [Administer];
    /// A reviewer confirms a right of somebody else, or takes it away.
    ReviewAccess = "review-access" for [Administer];
    /// An administrator revives accounts that rest, and says who leaves.
    ReviveAccount = "revive-account" for [Administer];
    /// An administrator changes a person's role.
    ChangeRole = "change-role" for [Administer];
    /// An administrator changes the teams of a person.
    ChangeTeams = "change-teams" for [Administer];
    /// An administrator changes what a person can do best.
    ChangeSkills = "change-skills" for [Administer];
    /// An administrator changes how many chats a person may have at once.
    ChangeCapacity = "change-capacity" for [Administer];
    /// An administrator records a training that a person has passed.
    RecordTraining = "record-training" for [Administer];
    /// An administrator takes a training back.
    EndTraining = "end-training" for [Administer];
    /// An administrator composes a role from acts, or changes one.
    ComposeRole = "compose-role" for [Administer];
    /// An administrator drops a composed role that nobody holds.
    DropRole = "drop-role" for [Administer];
    /// An administrator runs the installation (accounts, configuration, health).
    Administer = "administer" for [Administer];
    /// The issuer process lists the devices that wait for a credential.
    ListIssuerRequests = "list-issuer-requests" for [Administer];
    /// The issuer process hands in credentials, rosters and certificates.
    AnswerIssuerRequests = "answer-issuer-requests" for [Administer];
}

impl ReadsLog for acts::OpenOwnSocket {}
impl ReadsLog for acts::OpenConversation {}
