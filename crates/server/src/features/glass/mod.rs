//! Opening something outside one's need: a reason, a second person, a time, a review by a third.
//!
//! What can be opened is a part in a running chat, seen by everybody in it, what is known about a chat,
//! and the way for a value that screening holds ([`send`]). Never what was said before: nobody here holds it. Each step is a leaf in the commit of the
//! step, under the purpose `break-glass`; policies decide each (`policies/glass.cedar`), with the floor
//! that two people are two. Next: [`ask`], [`answer`], [`open`], [`review`], [`tend`] (time).
//!
//! Practice: D8

pub mod answer;
pub mod ask;
pub mod http;
pub mod list;
pub mod open;
pub mod review;
pub mod send;
pub mod tend;
mod words;

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::leaf;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{GlassId, Purpose, Timestamp};
use tacita_policy::{Act, Allowed, Object, Relations};
use tacita_store::rows::{Glass, GlassState};
use tacita_store::{StoreError, Write};

/// How a person and a request relate. What is not known lets nobody through.
async fn relations(
    app: &App,
    agent: &SignedInAgent,
    glass: &Glass,
) -> Result<Relations, StoreError> {
    let own = glass.asked_by == agent.agent;
    let here = browser(app, agent).await?;
    let other_device = match (glass.asked_browser, here) {
        (Some(there), Some(here)) => there != here && glass.asked_sign_in != agent.sign_in,
        _ => false,
    };
    Ok(Relations {
        asked: own,
        other_person: !own,
        other_device,
        uninvolved: !own && glass.answered_by != Some(agent.agent),
        ..Relations::default()
    })
}

/// The browser of a sign-in: the hash of its token, the same whoever signs in there.
async fn browser(app: &App, agent: &SignedInAgent) -> Result<Option<[u8; 32]>, StoreError> {
    let row = app.store.sign_in_by_id(agent.sign_in).await?;
    let Some(id) = row.and_then(|row| row.browser) else {
        return Ok(None);
    };
    let known = app.store.browsers_of(agent.agent).await?;
    let found = known.into_iter().find(|browser| browser.id == id);
    Ok(found.map(|browser| browser.token_hash))
}

/// The request, if policy allows the act on it.
async fn decided<A: Act>(
    app: &App,
    agent: &SignedInAgent,
    id: GlassId,
) -> Result<(Glass, Allowed<A>), Problem> {
    let glass = app.store.glass(id).await?;
    let glass = glass
        .filter(|glass| glass.tenant == agent.tenant)
        .ok_or(Problem::NotFound)?;
    let relations = relations(app, agent, &glass).await?;
    let object = Object::Glass(id);
    let facts = agent.facts(object, Purpose::BreakGlass, relations);
    let allowed: Allowed<A> = agent.decide(app, facts).await?;
    allowed
        .check(object, app.now())
        .map_err(|_| Problem::NotFound)?;
    Ok((glass, allowed))
}

/// The leaf of a step by a person, about the conversation: its receipt and its record show it.
async fn step(
    app: &App,
    kind: LeafKind,
    agent: &SignedInAgent,
    glass: &Glass,
) -> Result<Leaf, StoreError> {
    let begun = leaf(app, kind, Subject::of(agent.agent)).await?;
    Ok(begun
        .in_request(agent.request)
        .with_purpose(Purpose::BreakGlass)
        .about(glass.conversation))
}

/// Writes a step: the request as it is now, and its leaf, or nothing.
async fn keep(app: &App, from: GlassState, glass: Glass, leaf: Leaf) -> Result<(), StoreError> {
    let glass = Box::new(glass);
    let write = Write::MoveGlass { from, glass };
    app.store.commit(vec![write], vec![leaf]).await?;
    app.bus.wake(crate::bus::Wake::Glass);
    Ok(())
}

/// Minutes from a moment on.
fn minutes_after(from: Timestamp, minutes: u32) -> Timestamp {
    from.plus_seconds(i64::from(minutes).saturating_mul(60))
}
