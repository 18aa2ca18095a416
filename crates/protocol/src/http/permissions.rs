//! Bodies about who may do what and who works where: words, roles and names of teams, no content.

use crate::wire::WireAgentId;
use serde::{Deserialize, Serialize};

bodies! {
    /// `GET /v1/permissions`: what the policies in force allow.
    pub struct Permissions {
        /// Every act.
        pub acts: Vec<ActFacts>,
        /// The columns of the grid.
        pub cases: Vec<PermissionCase>,
        /// The rows of the grid, in the order of the acts.
        pub rows: Vec<PermissionRow>,
        /// Every policy in force.
        pub policies: Vec<PolicyFacts>,
    }

    /// An act.
    pub struct ActFacts {
        /// Its word.
        pub act: String,
        /// What it is about: `conversation`, `device`, `queue`, `tenant`.
        pub about: String,
        /// Purposes that fit it.
        pub purposes: Vec<String>,
    }

    /// Who asks, and what holds of them and the object.
    pub struct PermissionCase {
        /// A role word, or `issuer`.
        pub who: String,
        /// Words such as `assigned`, `waiting`.
        pub facts: Vec<String>,
    }

    /// An act for a purpose.
    pub struct PermissionRow {
        /// The act.
        pub act: String,
        /// The purpose.
        pub purpose: String,
        /// One answer a case.
        pub allowed: Vec<bool>,
    }

    /// A policy.
    pub struct PolicyFacts {
        /// Its id.
        pub id: String,
        /// What its author says of it.
        pub says: Option<String>,
        /// It is the installation's own.
        pub own: bool,
    }

    /// `POST /v1/permissions/ask`: may they?
    pub struct PermissionQuestion {
        /// A role word, or `issuer`.
        pub who: String,
        /// An act.
        pub act: String,
        /// A purpose; the act's first without one.
        pub purpose: Option<String>,
        /// Words such as `assigned`, `waiting`.
        pub facts: Vec<String>,
        /// Names of the person's teams.
        pub teams: Vec<String>,
        /// Trainings passed.
        pub certificates: Vec<String>,
        /// How well the customer is verified, 0 to 3.
        pub assurance: u8,
        /// Minutes since the person proved who they are.
        pub signed_in_minutes: Option<u32>,
    }

    /// They may, or why not.
    pub struct PermissionAnswer {
        /// They may.
        pub allowed: bool,
        /// `no-policy`, `forbidden`, `purpose`, `failed`; none when they may.
        pub why: Option<String>,
        /// The policies that decided.
        pub policies: Vec<PolicyFacts>,
        /// When none allows it: those that come nearest.
        pub near: Vec<NearPolicy>,
    }

    /// A policy that would allow it if more were true.
    pub struct NearPolicy {
        /// Which.
        pub policy: PolicyFacts,
        /// Its conditions that do not hold, as they stand in it.
        pub missing: Vec<String>,
    }

    /// `GET /v1/people`: who works where.
    pub struct People {
        /// Everybody, by name.
        pub people: Vec<PersonFacts>,
        /// Teams that the configuration names.
        pub teams: Vec<String>,
    }

    /// A person and what they do.
    pub struct PersonFacts {
        /// Who.
        pub agent: WireAgentId,
        /// Name that customers see.
        pub display_name: String,
        /// The account is closed.
        pub closed: bool,
        /// What they do.
        pub duties: Duties,
    }

    /// `PUT /v1/people/{agent}/duties`: what a person does from now on.
    pub struct Duties {
        /// Role word.
        pub role: String,
        /// Names of teams.
        pub teams: Vec<String>,
        /// Chats at once.
        pub capacity: u32,
    }
}
