//! What people prove themselves with beside a password, and the browsers they did it in.
//!
//! Secrets are not here: an app's is sealed in the store of the halves (`secrets.rs`), of a recovery
//! code there is only a hash, of a passkey only its public key.

use crate::rows::{FactorKind, LinkKind};
use crate::table::table;
use tacita_model::{AgentId, BrowserId, FactorId, Timestamp};

table! {
    /// A passkey, or an authenticator app.
    pub struct Factor in "factor" key(id) {
        /// The factor.
        id: FactorId,
        /// Whose.
        agent: AgentId,
        /// What it is.
        kind: FactorKind,
        /// What the person calls it.
        label: String,
        /// A passkey's credential id.
        handle: Option<Vec<u8>>,
        /// A passkey's public key and counter, as JSON of the library; empty for an app.
        public: Vec<u8>,
        /// The highest step of an app's codes that was taken: no code counts twice.
        last_step: u64,
        /// When it was added.
        created_at: Timestamp,
        /// When it was used last.
        used_at: Option<Timestamp>,
    }
}

table! {
    /// A recovery code of an account.
    pub struct RecoveryCode in "recovery_code" key(agent, hash) {
        /// Whose.
        agent: AgentId,
        /// SHA-256 of account and code (80 random bits).
        hash: [u8; 32],
        /// When it was made.
        created_at: Timestamp,
        /// When it was used up, if it is.
        used_at: Option<Timestamp>,
    }
}

table! {
    /// A browser in which a person has signed in, known again by a cookie.
    pub struct Browser in "browser" key(id) {
        /// The browser.
        id: BrowserId,
        /// Whose sign-ins it knows.
        agent: AgentId,
        /// SHA-256 of the 256-bit random token in its cookie.
        token_hash: [u8; 32],
        /// Its kind in words, such as `Firefox, Linux`.
        label: String,
        /// When somebody signed in there first.
        first_at: Timestamp,
        /// When somebody signed in there last.
        last_at: Timestamp,
        /// When the person said that they know it; none while they have not.
        known_at: Option<Timestamp>,
    }
}

table! {
    /// A one-time link by which somebody sets a password. The link itself is kept nowhere.
    pub struct AccessLink in "access_link" key(hash) {
        /// SHA-256 of its 256-bit random token.
        hash: [u8; 32],
        /// What for.
        kind: LinkKind,
        /// Whose account; none for an account that does not exist yet.
        agent: Option<AgentId>,
        /// Who gave it out; none when the service did.
        made_by: Option<AgentId>,
        /// When.
        made_at: Timestamp,
        /// Counts until here.
        expires_at: Timestamp,
        /// When it was used up, if it is.
        used_at: Option<Timestamp>,
    }
}
