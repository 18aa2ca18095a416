//! Viewing, changing and ending, apart for every object and field: which act each is, or why nobody can.
//!
//! A table for people and for the test that compares it with the schema; what decides are the
//! policies. Refuses an empty cell: "nobody" needs its reason.
//!
//! Practice: D5 (separate permissions to view, change and end every object and field)

use crate::act::ActName;

/// One permission of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// These acts, each decided on its own.
    By(&'static [ActName]),
    /// Nobody, and why.
    Nobody(&'static str),
}

/// A field of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// What it belongs to.
    pub object: &'static str,
    /// Which field.
    pub field: &'static str,
    /// Who sees it.
    pub view: Cell,
    /// Who changes it.
    pub change: Cell,
    /// Who ends or deletes it.
    pub end: Cell,
}

const LEAVES: Cell = Cell::Nobody("a leaf is never changed and never deleted");

const fn field(
    object: &'static str,
    field: &'static str,
    view: Cell,
    change: Cell,
    end: Cell,
) -> Field {
    Field {
        object,
        field,
        view,
        change,
        end,
    }
}

/// Every field that the service keeps about chats, people and itself.
pub const FIELDS: &[Field] = {
    use ActName as A;
    use Cell::{By, Nobody};
    &[
        field(
            "conversation",
            "that it is there, who has it, since when it waits or is on hold",
            By(&[A::SeeInboxRow]),
            By(&[
                A::AcceptConversation,
                A::TransferConversation,
                A::HoldConversation,
            ]),
            By(&[A::CloseConversation, A::CloseOwn]),
        ),
        field(
            "conversation",
            "messages",
            By(&[A::OpenConversation, A::OpenOwnSocket]),
            By(&[A::PostToConversation, A::PostOwn]),
            Nobody("bodies go once every device has them, and with the end of the chat"),
        ),
        field(
            "conversation",
            "what a customer left while nobody was there",
            By(&[A::OpenIntake]),
            Nobody("a sealed record is never changed"),
            Nobody("it goes once it was read, or unread on its day"),
        ),
        field(
            "conversation",
            "who is in it",
            Nobody("it is seen by being in it: the list is the verified tree"),
            By(&[A::JoinConversation]),
            By(&[A::LeaveConversation]),
        ),
        field(
            "conversation",
            "receipt: who opened what",
            By(&[A::ReadOwnReceipt]),
            LEAVES,
            LEAVES,
        ),
        field(
            "conversation",
            "what is known about it, by exception",
            By(&[A::ReadMetadata]),
            Nobody("it is what happened"),
            Nobody("it goes with the conversation's row"),
        ),
        field(
            "exception",
            "who asked, why, and what became of it",
            By(&[A::SeeGlass]),
            By(&[
                A::AskToJoin,
                A::AskToLook,
                A::AskToSend,
                A::AnswerGlass,
                A::ReviewGlass,
            ]),
            By(&[A::EndGlass]),
        ),
        field(
            "device",
            "standing, keys left at the server",
            By(&[A::SeeDevice]),
            By(&[A::RegisterDevice]),
            By(&[A::RevokeDevice]),
        ),
        field(
            "person",
            "account",
            By(&[A::ListPeople]),
            By(&[A::Administer]),
            By(&[A::CloseAccount]),
        ),
        field(
            "person",
            "ways in: password, passkeys, apps, sign-ins",
            Nobody("everybody sees their own alone; secrets are seen by nobody"),
            Nobody("everybody changes their own alone"),
            By(&[A::ResetAccess]),
        ),
        field(
            "person",
            "role",
            By(&[A::ListPeople]),
            By(&[A::ChangeRole]),
            Nobody("everybody has one; closing the account ends it"),
        ),
        field(
            "person",
            "teams",
            By(&[A::ListPeople]),
            By(&[A::ChangeTeams]),
            Nobody("leaving a team is a change"),
        ),
        field(
            "person",
            "skills",
            By(&[A::ListPeople]),
            By(&[A::ChangeSkills]),
            Nobody("taking one away is a change"),
        ),
        field(
            "person",
            "chats at once",
            By(&[A::ListPeople]),
            By(&[A::ChangeCapacity]),
            Nobody("it is a number"),
        ),
        field(
            "person",
            "trainings",
            By(&[A::ListPeople]),
            By(&[A::RecordTraining]),
            By(&[A::EndTraining]),
        ),
        field(
            "person",
            "name, presence and load, for handing over",
            By(&[A::ListColleagues]),
            Nobody("it is what happens"),
            Nobody("it is what happens"),
        ),
        field(
            "person",
            "how often they asked for too much: counts",
            By(&[A::SeeConduct]),
            Nobody("it is counted by itself"),
            Nobody("counts go with their days"),
        ),
        field(
            "saved reply",
            "title and text",
            Nobody("whoever may keep replies sees them: one act for both"),
            By(&[A::KeepOwnReplies, A::KeepQueueReplies]),
            Nobody("whoever may keep replies drops them: one act for both"),
        ),
        field(
            "role",
            "acts",
            By(&[A::SeePermissions]),
            By(&[A::ComposeRole]),
            By(&[A::DropRole]),
        ),
        field(
            "access review",
            "rights, answers, reports",
            By(&[A::SeeReviews]),
            By(&[A::RunReviews, A::ReviewAccess]),
            Nobody("it is evidence, and goes after its days"),
        ),
        field(
            "person",
            "that an account rests, and when they leave",
            By(&[A::SeeReviews]),
            By(&[A::ReviveAccount]),
            Nobody("a resting account goes with its days"),
        ),
        field(
            "policies",
            "who may do what",
            By(&[A::SeePermissions]),
            Nobody("they are files of the operator's, read at a start"),
            Nobody("they are files of the operator's, read at a start"),
        ),
        field(
            "ledger",
            "everybody's acts",
            By(&[A::ReadLedger]),
            LEAVES,
            LEAVES,
        ),
        field(
            "ledger",
            "one's own acts",
            By(&[A::ReadOwnRecord]),
            LEAVES,
            LEAVES,
        ),
        field(
            "credential",
            "requests and answers",
            By(&[A::ListIssuerRequests]),
            By(&[A::AnswerIssuerRequests]),
            Nobody("it ends on its day, or with its device"),
        ),
    ]
};
