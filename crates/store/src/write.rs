//! Everything that can be written, as data: a commit is a list of these and of leaves.
//!
//! A write that no longer fits (the package was taken, the epoch is won, the row is gone) fails
//! with [`StoreError::Conflict`](crate::StoreError::Conflict) or
//! [`StoreError::Missing`](crate::StoreError::Missing); then nothing of its commit is kept.
//! Next: `apply.rs`, which does them.

use crate::rows::{
    AccessLink, Agent, Browser, Campaign, Certificate, Conduct, Conversation, CustomRole, Decision,
    Device, DirectoryGroup, DirectoryMember, DirectoryPerson, DirectoryToken, Entry, Factor, Glass,
    GlassState, Group, Guest, Handshake, Identity, IntakeKey, IntakeRecord, KeyPackage, LeafBundle,
    Leaver, Member, Queue, QueueTeam, RecoveryCode, ReviewItem, ReviewReport, RoleHolder, Roster,
    SavedReply, SignIn, SignedHead, Skill, Suspension, TeamMember, Ticket, Training, Welcome,
    Withheld,
};
use tacita_model::{
    AgentId, BrowserId, CampaignId, ConversationId, DeviceId, FactorId, KeyPackageId, MessageId,
    RecordId, ReplyId, ReviewItemId, Sequence, SignInId, Timestamp,
};

/// One write of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Appends entries to the log, in this order. Together with all others of the group they leave
    /// one leaf; the caller hands in none for them.
    Entries(Vec<Entry>),

    /// Makes or replaces a person.
    PutAgent(Agent),
    /// Puts a person into a team.
    JoinTeam(TeamMember),
    /// Takes a person out of a team.
    LeaveTeam(TeamMember),
    /// A person can do something well.
    AddSkill(Skill),
    /// They no longer can.
    DropSkill(Skill),
    /// Records a training, or until when it counts.
    PutTraining(Training),
    /// Takes a training back; one that is not there conflicts.
    DropTraining {
        /// Whose.
        agent: AgentId,
        /// Which.
        name: String,
    },
    /// Composes a role, or changes it.
    PutRole(CustomRole),
    /// Drops a role that nobody holds; else it conflicts.
    DropRole(String),
    /// Gives a person a composed role in place of any other.
    HoldRole(RoleHolder),
    /// Takes it from them.
    LoseRole(AgentId),
    /// Makes or replaces a queue.
    PutQueue(Queue),
    /// Lets a team serve a queue.
    ServeQueue(QueueTeam),

    /// Begins a sign-in.
    BeginSignIn(SignIn),
    /// Moves the idle limit of a running sign-in.
    TouchSignIn {
        /// Which.
        id: SignInId,
        /// Now.
        seen_at: Timestamp,
        /// The new idle limit.
        idle_until: Timestamp,
    },
    /// Ends a sign-in. One that has ended stays as it is.
    EndSignIn {
        /// Which.
        id: SignInId,
        /// Now.
        at: Timestamp,
    },
    /// The person behind a running sign-in proved themselves anew.
    ProveSignIn {
        /// Which.
        id: SignInId,
        /// Now.
        at: Timestamp,
        /// The device's state may be unlocked until here.
        active_until: Timestamp,
    },
    /// A running sign-in's person is there, or has locked it: until when its device may be unlocked.
    SetActive {
        /// Which.
        id: SignInId,
        /// Until here.
        active_until: Timestamp,
    },
    /// Adds a second factor; a passkey that is registered already conflicts.
    AddFactor(Factor),
    /// Takes a factor away.
    DropFactor(FactorId),
    /// Takes a code's step; one that is not higher than the last conflicts.
    TakeStep {
        /// Which factor.
        factor: FactorId,
        /// The code's step.
        step: u64,
        /// Now.
        at: Timestamp,
    },
    /// A passkey was used.
    UsePasskey {
        /// Which factor.
        factor: FactorId,
        /// Its state after it.
        public: Vec<u8>,
        /// Now.
        at: Timestamp,
    },
    /// Replaces all recovery codes of a person.
    PutRecoveryCodes {
        /// Whose.
        agent: AgentId,
        /// The new ones.
        codes: Vec<RecoveryCode>,
    },
    /// Uses a recovery code up; one that is unknown or used conflicts.
    UseRecoveryCode {
        /// Whose.
        agent: AgentId,
        /// Its hash.
        hash: [u8; 32],
        /// Now.
        at: Timestamp,
    },
    /// Makes or replaces a known browser.
    PutBrowser(Browser),
    /// Forgets a browser.
    DropBrowser(BrowserId),

    /// Takes every second factor and every recovery code of a person away.
    DropFactorsOf(AgentId),
    /// Keeps a one-time link. Unused ones of the same kind and account count no more.
    PutLink(AccessLink),
    /// Uses a link up; one that is unknown, used or over conflicts.
    UseLink {
        /// SHA-256 of its token.
        hash: [u8; 32],
        /// Now.
        at: Timestamp,
    },

    /// Links a person of a provider to an account; one that is linked conflicts.
    LinkIdentity(Identity),
    /// Forgets who somebody is for any provider.
    DropIdentitiesOf(AgentId),

    /// Keeps a directory's token.
    AddDirectoryToken(DirectoryToken),
    /// A directory's token was used.
    UseDirectoryToken {
        /// Which.
        hash: [u8; 32],
        /// Now.
        at: Timestamp,
    },
    /// Ends a directory's token; one that has ended conflicts.
    EndDirectoryToken {
        /// Which.
        hash: [u8; 32],
        /// Now.
        at: Timestamp,
    },
    /// Makes or replaces what the directory says of a person.
    PutDirectoryPerson(DirectoryPerson),
    /// The directory has given a person up.
    DropDirectoryPerson(AgentId),
    /// Makes or replaces a group of the directory.
    PutDirectoryGroup(DirectoryGroup),
    /// Takes a group of the directory away, with who was in it.
    DropDirectoryGroup([u8; 16]),
    /// Puts somebody into a group of the directory.
    JoinDirectoryGroup(DirectoryMember),
    /// Takes somebody out of a group of the directory.
    LeaveDirectoryGroup(DirectoryMember),

    /// Ends every sign-in of a person.
    EndSignInsOf {
        /// Whose.
        agent: AgentId,
        /// Now.
        at: Timestamp,
    },

    /// Registers a device (status `waiting`); a second device with the same key conflicts.
    AddDevice(Device),
    /// The issuer's answer with a credential, for a device that is not revoked.
    IssueCredential {
        /// Which device.
        device: DeviceId,
        /// The credential.
        credential: Vec<u8>,
        /// When it ends.
        until: Timestamp,
        /// Now.
        at: Timestamp,
    },
    /// The issuer's answer without one.
    RefuseDevice {
        /// Which device.
        device: DeviceId,
        /// Now.
        at: Timestamp,
    },
    /// Revokes a device and drops its unused key packages and intake keys.
    RevokeDevice {
        /// Which device.
        device: DeviceId,
        /// Now.
        at: Timestamp,
    },
    /// The device was seen.
    SeeDevice {
        /// Which device.
        device: DeviceId,
        /// Now.
        at: Timestamp,
    },

    /// Takes in a key package; the same bytes a second time conflict.
    AddKeyPackage(KeyPackage),
    /// Reserves an unused package that is not reserved by somebody else.
    ReserveKeyPackage {
        /// Which.
        id: KeyPackageId,
        /// For this conversation.
        conversation: ConversationId,
        /// End of the reservation.
        until: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// Gives a reservation back.
    ReleaseKeyPackage {
        /// Which.
        id: KeyPackageId,
        /// The conversation that held it.
        conversation: ConversationId,
    },
    /// Uses a package up, once, for a conversation whose reservation (if any) still runs.
    TakeKeyPackage {
        /// Which.
        id: KeyPackageId,
        /// For this conversation.
        conversation: ConversationId,
        /// Now.
        now: Timestamp,
    },
    /// Stores the day's intake key; a second one for the day replaces the first.
    PutIntakeKey(IntakeKey),

    /// Opens a conversation.
    AddConversation(Conversation),
    /// Replaces its row. The writer of the log is the only one who does.
    SetConversation(Conversation),
    /// Makes or replaces the public group of a generation.
    PutGroup(Group),
    /// A commit won its epoch; a second one conflicts.
    WinEpoch(Handshake),
    /// Keeps a welcome until its device has it.
    PutWelcome(Welcome),
    /// The device has joined.
    DropWelcome {
        /// Which conversation.
        conversation: ConversationId,
        /// Whose.
        leaf_key: [u8; 32],
    },
    /// Makes or replaces a member.
    PutMember(Member),
    /// Makes or replaces somebody who joined beside the person who answers.
    PutGuest(Guest),
    /// They are out.
    DropGuest {
        /// Which conversation.
        conversation: ConversationId,
        /// Whose device.
        leaf_key: [u8; 32],
    },
    /// Keeps a request to open something outside one's need.
    AddGlass(Glass),
    /// Replaces such a request; conflicts unless it stands where the caller thought.
    MoveGlass {
        /// Where it stood.
        from: GlassState,
        /// As it is now.
        glass: Box<Glass>,
    },
    /// Begins an access review.
    AddCampaign(Campaign),
    /// Puts a right into an access review.
    AddReviewItem(ReviewItem),
    /// Answers it; one that is answered conflicts.
    DecideReviewItem {
        /// Which.
        item: ReviewItemId,
        /// What became of it.
        decision: Decision,
        /// Now.
        at: Timestamp,
    },
    /// Gives an item that nobody has answered to another reviewer.
    HandReviewItem {
        /// Which.
        item: ReviewItemId,
        /// To whom.
        reviewer: AgentId,
        /// Their name.
        reviewer_name: String,
    },
    /// Ends an access review; one that has ended conflicts.
    EndCampaign {
        /// Which.
        id: CampaignId,
        /// Now.
        at: Timestamp,
    },
    /// Keeps the report of an access review.
    AddReviewReport(ReviewReport),
    /// Closes an account for a while. Conflicts for one that is closed, and for the last person who
    /// can administer without a composed role in the way.
    RestAgent {
        /// Whose.
        agent: AgentId,
        /// Now.
        at: Timestamp,
    },
    /// A team that a person has lost stays lost until [`Write::JoinTeam`].
    Withhold(Withheld),
    /// An account rests, or was revived.
    PutSuspension(Suspension),
    /// An account was closed: it does not rest.
    DropSuspension(AgentId),
    /// A person leaves on a day.
    PutLeaver(Leaver),
    /// They do not, or have left.
    DropLeaver(AgentId),
    /// What members have acknowledged and counted since the last flush. Never goes back.
    Progress(Vec<Progress>),
    /// Keeps a ticket.
    AddTicket(Ticket),

    /// Keeps an intake record whose server half is already in its store
    /// ([`crate::Store::keep_half`]); the same message id twice conflicts.
    AddIntake(IntakeRecord),
    /// Drops intake records of a conversation by their message ids. Drop the halves first.
    DropIntake {
        /// Which conversation.
        conversation: ConversationId,
        /// Which messages.
        messages: Vec<MessageId>,
    },
    /// Deletes all that a closed conversation leaves behind but its row, its members and the last
    /// entry of its log: queue, key packages, groups, welcomes, tickets, intake records.
    Purge(ConversationId),

    /// Empties the bodies of a conversation's indexed entries up to a place
    /// ([`crate::Store::forget_bodies`]).
    ForgetBodies {
        /// Which conversation.
        conversation: ConversationId,
        /// Up to here.
        to: Sequence,
    },
    /// Deletes rows whose time is over ([`crate::Store::forget_expired`]).
    ForgetExpired {
        /// Now.
        now: Timestamp,
    },

    /// Stores a certificate.
    PutCertificate(Certificate),
    /// Stores a queue's roster.
    PutRoster(Roster),

    /// Keeps a head of the ledger and the bundles that became full since the one before. A head that
    /// is not longer than the last one conflicts.
    SignHead {
        /// The head.
        head: SignedHead,
        /// Bundles, in order.
        bundles: Vec<LeafBundle>,
    },
    /// Witnesses have cosigned a head: its note takes the place of the one before.
    Cosign {
        /// Which head.
        size: u64,
        /// The note with their lines.
        note: String,
    },

    /// Keeps a subject's salt; one that is there stays ([`crate::Store::who`]).
    Salt {
        /// `ledger::Subject` bytes.
        subject: [u8; 19],
        /// 32 random bytes.
        salt: [u8; 32],
    },

    /// Lets a customer read the receipt of their conversation ([`crate::Store::receipt_key`]).
    AddReceiptKey {
        /// SHA-256 of the secret that their browser keeps.
        key_hash: [u8; 32],
        /// Which conversation.
        conversation: ConversationId,
    },
    /// Remembers that a record was opened ([`crate::Store::opened_intake`]); a second time changes nothing.
    NoteOpened {
        /// Which record.
        record: RecordId,
        /// Of which conversation.
        conversation: ConversationId,
    },

    /// Makes or replaces a saved reply.
    PutSavedReply(SavedReply),
    /// Deletes one; one that is gone conflicts.
    DropSavedReply(ReplyId),

    /// Adds to a counter of a person's conduct.
    CountConduct(Conduct),

    /// Puts work on the list, in the transaction of the act that caused it.
    Enqueue {
        /// What to do.
        kind: String,
        /// Ids it works on; never content.
        payload: Vec<u8>,
        /// Not before.
        run_at: Timestamp,
    },
    /// Claims work for a time; conflicts when somebody else has it.
    ClaimJob {
        /// Which.
        id: i64,
        /// End of the claim.
        until: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// The work is done.
    FinishJob(i64),
    /// The work failed; try again later.
    RetryJob {
        /// Which.
        id: i64,
        /// Not before.
        run_at: Timestamp,
    },
    /// The work failed for good; kept for a person to look at.
    BuryJob(i64),
}

/// How far a member has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The conversation.
    pub conversation: ConversationId,
    /// The member.
    pub leaf_key: [u8; 32],
    /// Everything up to here is durable on the device.
    pub acked: Sequence,
    /// Highest counter taken in the running generation.
    pub counter: u64,
}

macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$(crate::cell::Column::into_cell($value)),*] };
}
pub(crate) use cells;
