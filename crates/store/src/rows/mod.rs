//! The rows: one struct per table, its fields the columns. No logic; what may be read by whom is
//! decided at the functions of [`crate::Store`], what each column is for stands in `privacy.toml`.

mod account;
mod conduct;
mod conversation;
mod device;
mod directory;
mod entry;
mod glass;
mod intake;
mod issuer;
mod ledger;
mod people;
mod reply;
mod review;
mod words;

pub use account::{AccessLink, Browser, Factor, RecoveryCode};
pub use conduct::Conduct;
pub use conversation::{Conversation, Group, Guest, Handshake, Member, Ticket, Welcome};
pub use device::{Device, IntakeKey, KeyPackage};
pub use directory::{DirectoryGroup, DirectoryMember, DirectoryPerson, DirectoryToken, Identity};
pub use entry::Entry;
pub(crate) use entry::{ENTRY_COLUMNS, StoredEntry};
pub use glass::Glass;
pub use intake::IntakeRecord;
pub use issuer::{Certificate, Roster};
pub use ledger::{Job, LeafBundle, SignedHead};
pub(crate) use ledger::{JobRow, LeafRow, OpenedIntake, ReceiptKey, SubjectSalt};
pub use people::{
    Agent, CustomRole, Queue, QueueTeam, RoleHolder, SignIn, Skill, TeamMember, Training,
};
pub use reply::SavedReply;
pub use review::{Campaign, Leaver, ReviewItem, ReviewReport, Suspension, Withheld};
pub use words::{
    CertificateKind, Counted, Decision, DeviceStatus, FactorKind, GlassKind, GlassState, LinkKind,
    Proof, ReviewKind, SuspendedWhy,
};
