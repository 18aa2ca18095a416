//! People of the desk, what they belong to, and their sign-ins.

use crate::rows::Proof;
use crate::table::table;
use tacita_model::{
    AgentId, BrowserId, QueueId, Role, Routing, SignInId, TeamId, TenantId, Timestamp,
};

table! {
    /// A person of the desk.
    pub struct Agent in "agent" key(id) {
        /// The person.
        id: AgentId,
        /// Tenant.
        tenant: TenantId,
        /// Sign-in name, unique in the installation.
        name: String,
        /// Name that customers see.
        display_name: String,
        /// Role.
        role: Role,
        /// Argon2id hash in PHC text form.
        password_hash: String,
        /// Chats the person may have at once.
        capacity: u32,
        /// When the account was made.
        created_at: Timestamp,
        /// When it was closed, if it is.
        disabled_at: Option<Timestamp>,
    }
}

table! {
    /// A person belongs to a team.
    pub struct TeamMember in "team_member" key(team, agent) {
        /// The team.
        team: TeamId,
        /// The person.
        agent: AgentId,
    }
}

table! {
    /// Something that a person can do well, by the name that queues and sites ask for.
    pub struct Skill in "skill" key(agent, name) {
        /// The person.
        agent: AgentId,
        /// What.
        name: String,
    }
}

table! {
    /// A training that a person has passed, as an administrator recorded it.
    pub struct Training in "training" key(agent, name) {
        /// The person.
        agent: AgentId,
        /// Which.
        name: String,
        /// When it was recorded.
        recorded_at: Timestamp,
        /// From here on it counts no more.
        expires_at: Timestamp,
    }
}

table! {
    /// A role that the installation composed from acts.
    pub struct CustomRole in "custom_role" key(name) {
        /// Its name.
        name: String,
        /// The role of the program that its holders have towards customers and credentials.
        base: Role,
        /// Words of its acts, with spaces between them.
        acts: String,
        /// When it was composed or changed.
        changed_at: Timestamp,
    }
}

table! {
    /// A person holds a composed role.
    pub struct RoleHolder in "role_holder" key(agent) {
        /// The person.
        agent: AgentId,
        /// The role.
        role: String,
    }
}

table! {
    /// A queue that conversations wait in; written from the configuration when the server starts.
    pub struct Queue in "queue" key(id) {
        /// The queue.
        id: QueueId,
        /// Tenant.
        tenant: TenantId,
        /// Name that agents see.
        name: String,
        /// How it gives out its conversations.
        routing: Routing,
        /// Chats on hold count against a person's capacity.
        on_hold_counts: bool,
    }
}

table! {
    /// A team serves a queue.
    pub struct QueueTeam in "queue_team" key(queue, team) {
        /// The queue.
        queue: QueueId,
        /// The team.
        team: TeamId,
    }
}

table! {
    /// A sign-in: the server's side of a console's cookie.
    pub struct SignIn in "sign_in" key(id) {
        /// The sign-in.
        id: SignInId,
        /// Whose.
        agent: AgentId,
        /// SHA-256 of the 256-bit random token; the token itself is kept nowhere.
        token_hash: [u8; 32],
        /// When it began.
        created_at: Timestamp,
        /// When it was last used.
        seen_at: Timestamp,
        /// Ends when not used until here.
        idle_until: Timestamp,
        /// Ends here whatever happens.
        absolute_until: Timestamp,
        /// When it was ended on purpose, if it was.
        ended_at: Option<Timestamp>,
        /// When the person last proved themselves with a second factor; none while only the
        /// password was shown, and then the sign-in opens nothing but the next step.
        proven_at: Option<Timestamp>,
        /// With what.
        proof: Option<Proof>,
        /// The browser it began in.
        browser: Option<BrowserId>,
        /// The half that unlocks a device's state is released until here; moved on by use.
        active_until: Option<Timestamp>,
    }
}
