//! Access reviews: who has which right is looked at by somebody else, by a day; what nobody confirms is taken
//! away. Accounts that nobody uses, and those of people who left, rest by themselves.
//!
//! A review is a snapshot of roles and teams, an item each. An answer takes effect at once, on open screens
//! too; each is a leaf. Its end is a signed report. Refuses that anybody reviews themselves, and that the
//! last administrator is taken away: somebody has to be left who can mend it.
//! Next: [`begin`], [`decide`], [`tend`] (time), [`rest`] (accounts), [`report`].
//!
//! Practice: D9

pub mod begin;
pub mod decide;
mod desk;
pub mod http;
pub mod list;
pub mod report;
pub mod rest;
pub mod tend;

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_model::Purpose;
use tacita_policy::{Act, Allowed, Object, Relations};

/// Whether a person may do something about reviews as a whole.
async fn may<A: Act>(app: &App, by: &SignedInAgent) -> Result<(), Problem> {
    let facts = by.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed: Allowed<A> = by.decide(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)
}
