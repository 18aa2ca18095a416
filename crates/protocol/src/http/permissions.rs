//! Bodies about who may do what and who works where: words, roles and names of teams, no content.

use super::QueueHours;
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

    /// `GET /v1/roles`: the roles that this installation composed from acts.
    pub struct Roles {
        /// All of them, by name.
        pub roles: Vec<RoleFacts>,
        /// Acts that a role can be composed of, with what they are about.
        pub acts: Vec<ActFacts>,
    }

    /// A composed role.
    pub struct RoleFacts {
        /// Its name.
        pub name: String,
        /// What it is.
        pub shape: RoleShape,
        /// How many people hold it.
        pub holders: u32,
    }

    /// `PUT /v1/roles/{role}`: what a role is from now on.
    pub struct RoleShape {
        /// The role of the program that its holders have towards customers, credentials and the floor.
        pub base: String,
        /// What they may do, and nothing else.
        pub acts: Vec<String>,
    }

    /// `GET /v1/people`: who works where.
    pub struct People {
        /// Everybody, by name.
        pub people: Vec<PersonFacts>,
        /// Teams that the configuration names.
        pub teams: Vec<String>,
        /// Queues, and who serves them.
        pub queues: Vec<QueueDuties>,
        /// Skills that queues and sites ask for.
        pub skills: Vec<String>,
        /// Composed roles with their bases.
        pub roles: Vec<RoleFacts>,
    }

    /// A queue, and who serves it.
    pub struct QueueDuties {
        /// Its name.
        pub name: String,
        /// Names of the teams that serve it.
        pub teams: Vec<String>,
        /// What its chats ask for.
        pub skills: Vec<String>,
        /// When it is attended; none when always.
        pub hours: Option<QueueHours>,
    }

    /// A person and what they do.
    pub struct PersonFacts {
        /// Who.
        pub agent: WireAgentId,
        /// Name that customers see.
        pub display_name: String,
        /// The account is closed.
        pub closed: bool,
        /// It is closed for a while: an administrator may revive it.
        pub rests: bool,
        /// It is whoever asks; nobody changes their own.
        pub own: bool,
        /// What they do.
        pub duties: Duties,
        /// Trainings that were recorded for them.
        pub trainings: Vec<TrainingFacts>,
    }

    /// A training that a person has passed.
    pub struct TrainingFacts {
        /// Its name.
        pub name: String,
        /// From here on it counts no more (microseconds since 1970).
        pub until: i64,
    }

    /// `PUT /v1/people/{agent}/trainings/{training}`.
    pub struct TrainingUntil {
        /// From here on it counts no more (microseconds since 1970).
        pub until: i64,
    }

    /// `PUT /v1/people/{agent}/duties`: what a person does from now on.
    pub struct Duties {
        /// Role word, or the name of a composed role.
        pub role: String,
        /// Names of teams.
        pub teams: Vec<String>,
        /// What the person can do well.
        pub skills: Vec<String>,
        /// Chats at once.
        pub capacity: u32,
    }
}
