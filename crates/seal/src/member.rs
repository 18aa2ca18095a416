//! A member whose credential was believed.
//!
//! Made by [`crate::Trust`] alone; holding one means the chain to the pinned root was checked (or
//! that our own state, which was checked when it was written, says so). Next: [`crate::Group`].

use crate::credential::{Claims, Credential, Subject};
use crate::group::GroupError;
use crate::leaf;
use crate::signing::PublicKey;
use tacita_model::SortedMap;
use tacita_model::{Assurance, DeviceId, Role, Timestamp};

/// Whether a member's credential still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Yes.
    Current,
    /// Its time is over: shown as "expired", only its handshakes are accepted until it renews.
    Ended,
}

/// Somebody who is, or is about to be, in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    key: PublicKey,
    credential: Credential,
    standing: Standing,
}

/// The members of a tree whose every leaf was verified when it came in, by leaf index.
pub(crate) fn of_tree(
    leaves: impl Iterator<Item = openmls::prelude::Member>,
) -> Result<SortedMap<u32, Member>, GroupError> {
    leaves
        .map(|found| {
            let (credential, key) = leaf::parts(&found.credential, &found.signature_key)?;
            Ok((
                found.index.u32(),
                Member::new(key, credential, Standing::Current),
            ))
        })
        .collect()
}

impl Member {
    pub(crate) fn new(key: PublicKey, credential: Credential, standing: Standing) -> Self {
        Self {
            key,
            credential,
            standing,
        }
    }

    /// The signature key that speaks for this member.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The credential, as signed.
    #[must_use]
    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// What the credential says.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        self.credential.claims()
    }

    /// The person.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.claims().subject
    }

    /// The role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.claims().role
    }

    /// The device.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.claims().device
    }

    /// How an agent is shown.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.claims().name.as_deref()
    }

    /// How well a customer is verified.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        self.claims().assurance
    }

    /// Whether the credential counted when this member was last looked at.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// Whether the credential counts at a given moment.
    #[must_use]
    pub fn standing_at(&self, now: Timestamp) -> Standing {
        if self.claims().validity.holds(now) {
            Standing::Current
        } else {
            Standing::Ended
        }
    }

    /// Whether this is a member of the desk (agent or supervisor).
    #[must_use]
    pub fn is_desk(&self) -> bool {
        matches!(self.role(), Role::Agent | Role::Supervisor)
    }
}
