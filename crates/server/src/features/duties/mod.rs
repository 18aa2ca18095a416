//! Who works where: roles, teams, skills, trainings and capacity of people, changed while they work.
//!
//! A change takes effect on every open screen at once, keys included. Next: [`change`], [`roles`],
//! [`trainings`]; what it means for whom a chat is given to is [`crate::features::inbox::routing`].
//!
//! Practice: D5 (viewing, changing and ending are acts of their own)

pub mod change;
pub mod http;
pub mod people;
pub mod roles;
pub mod settle;
pub mod trainings;

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_model::Purpose;
use tacita_policy::{Act, Allowed, Object, Relations};

/// Asks for an act of running the installation.
async fn may<A: Act>(app: &App, by: &SignedInAgent) -> Result<(), Problem> {
    let facts = by.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed: Allowed<A> = by.decide(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)
}
