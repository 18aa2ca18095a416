//! Who somebody is for the organisation's own sign-in, and the accounts that its directory keeps (SCIM).
//!
//! Of what a directory knows about people only this is kept: name, groups, whether they are active.

use crate::table::table;
use tacita_model::{AgentId, Timestamp};

table! {
    /// A person of the provider, linked to an account.
    pub struct Identity in "identity" key(issuer, subject) {
        /// The provider.
        issuer: String,
        /// The person, as the provider names them for ever.
        subject: String,
        /// The account.
        agent: AgentId,
        /// When they were linked.
        linked_at: Timestamp,
    }
}

table! {
    /// A token by which a directory keeps accounts. The token itself is kept nowhere.
    pub struct DirectoryToken in "directory_token" key(hash) {
        /// SHA-256 of the 256-bit random token.
        hash: [u8; 32],
        /// What an administrator calls it.
        label: String,
        /// Who made it.
        made_by: Option<AgentId>,
        /// When.
        made_at: Timestamp,
        /// When it was used last.
        used_at: Option<Timestamp>,
        /// When it was ended, if it was.
        ended_at: Option<Timestamp>,
    }
}

table! {
    /// An account that the directory made.
    pub struct DirectoryPerson in "directory_person" key(agent) {
        /// The account.
        agent: AgentId,
        /// The directory's own id of the person.
        external_id: Option<String>,
        /// Whether the directory says that they are active.
        active: bool,
        /// Counts changes.
        revision: u64,
        /// When the directory changed them last.
        changed_at: Timestamp,
    }
}

table! {
    /// A group of the directory.
    pub struct DirectoryGroup in "directory_group" key(id) {
        /// Its id here.
        id: [u8; 16],
        /// Its name, which the configuration gives a meaning.
        name: String,
        /// The directory's own id of the group.
        external_id: Option<String>,
        /// Counts changes.
        revision: u64,
        /// When it was made.
        made_at: Timestamp,
        /// When it was changed last.
        changed_at: Timestamp,
    }
}

table! {
    /// Somebody is in a group of the directory.
    pub struct DirectoryMember in "directory_member" key(directory_group, agent) {
        /// The group.
        directory_group: [u8; 16],
        /// The person.
        agent: AgentId,
    }
}
