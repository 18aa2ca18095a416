//! The ledger in words for the desk: everybody their own part, officers and administrators all of it;
//! and the statement that a person takes away.
//!
//! Reading is an act as well: its leaf is durable before anything is answered, whatever the role.
//! Shows who did what kind of thing about which id, never content.
//!
//! Practice: G4
//! Practice: G8

use super::receipt::answer;
use super::shown::Known;
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::listed;
use tacita_ledger::opening::Opening;
use tacita_ledger::{Leaf, LeafKind, Subject, Who};
use tacita_model::{AgentId, ConversationId, Purpose, Timestamp};
use tacita_policy::{Object, Relations, acts};
use tacita_protocol::http::{LedgerPage, Receipt};
use tacita_store::LeafRead;

/// Acts on one page.
const PAGE: usize = 100;
/// Leaves read at once while acts are looked for.
const SLICE: u32 = 1024;
/// Slices that one request looks through at most; the page says where to go on.
const SLICES: usize = 64;
/// Acts in one statement at most; a longer time is asked for in parts.
const STATED: usize = 5000;
/// Conversations whose ids are told on the page: the latest.
const CONVERSATIONS: u32 = 20_000;

/// What an officer looks for.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Acts before this number.
    pub before: Option<u64>,
    /// Of this person.
    pub person: Option<AgentId>,
    /// About this conversation.
    pub conversation: Option<ConversationId>,
    /// Of these kinds; all when empty.
    pub kinds: Vec<LeafKind>,
}

/// The page of officers and administrators.
///
/// # Errors
/// [`Problem::NotFound`] for everybody else.
pub async fn page(app: &App, agent: SignedInAgent, wanted: &Wanted) -> Result<LedgerPage, Problem> {
    let purpose = Purpose::Administer;
    let facts = agent.facts(Object::Tenant, purpose, Relations::default());
    let allowed = agent.decide::<acts::ReadLedger>(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    listed(app, LeafKind::LedgerRead, &agent, purpose, "ledger").await?;
    let mut known = Known::of_desk(app).await?;
    for person in app.store.agents().await? {
        known.id(person.id);
        for device in app.store.devices_of(person.id).await? {
            known.id(device.id);
        }
    }
    for queue in app.store.queues().await? {
        known.id(queue.id);
    }
    for conversation in app.store.conversation_ids(CONVERSATIONS).await? {
        known.id(conversation);
    }
    shown(app, &known, wanted).await
}

/// A person's own part.
///
/// # Errors
/// [`Problem`] of the store.
pub async fn own(
    app: &App,
    agent: SignedInAgent,
    before: Option<u64>,
) -> Result<LedgerPage, Problem> {
    own_allowed(app, agent).await?;
    let wanted = Wanted {
        before,
        person: Some(agent.agent),
        ..Wanted::default()
    };
    let known = known_to(app, agent).await?;
    shown(app, &known, &wanted).await
}

/// What a person did between two moments, signed, with a proof of each leaf.
///
/// # Errors
/// [`Problem::TooLarge`] when it holds more than one statement does; ask for less time.
pub async fn statement(
    app: &App,
    agent: SignedInAgent,
    from: Timestamp,
    until: Timestamp,
) -> Result<Receipt, Problem> {
    own_allowed(app, agent).await?;
    app.ledger.may_reveal().map_err(|_| Problem::NoReveal)?;
    let known = known_to(app, agent).await?;
    let me = me(app, agent).await?;
    let rows = app.store.ledger();
    let mut after = rows.size_at(from).await?;
    let mut leaves: Vec<(u64, Opening)> = Vec::new();
    'all: loop {
        let slice = rows.acts(after, SLICE).await?;
        let Some(last) = slice.last() else { break };
        after = last.number;
        for row in &slice {
            let Some(leaf) = &row.leaf else { continue };
            if leaf.when >= until {
                break 'all;
            }
            if leaf.when >= from && me.is(leaf.who, &leaf.what) {
                leaves.extend(known.open(row));
            }
        }
        if leaves.len() > STATED {
            return Err(Problem::TooLarge);
        }
    }
    let mut receipt = answer(app, agent.agent.to_string(), leaves.clone()).await?;
    receipt.statement = app.ledger.attest(agent.agent, (from, until), &leaves);
    Ok(receipt)
}

async fn own_allowed(app: &App, agent: SignedInAgent) -> Result<(), Problem> {
    let purpose = match agent.role {
        tacita_model::Role::Officer | tacita_model::Role::Administrator => Purpose::Administer,
        _ => Purpose::AnswerChat,
    };
    let facts = agent.facts(Object::Tenant, purpose, Relations::default());
    let allowed = agent.decide::<acts::ReadOwnRecord>(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    listed(app, LeafKind::LedgerRead, &agent, purpose, "own-record").await?;
    Ok(())
}

async fn me(app: &App, agent: SignedInAgent) -> Result<Who, Problem> {
    Ok(app.store.who(Subject::of(agent.agent)).await?)
}

/// What a person is told ids of in their own record: what they have to do with themselves.
async fn known_to(app: &App, agent: SignedInAgent) -> Result<Known, Problem> {
    let mut known = Known::of_desk(app).await?;
    known.id(agent.agent);
    known.id(agent.sign_in);
    for device in app.store.devices_of(agent.agent).await? {
        known.id(device.id);
    }
    for conversation in app.store.conversations_of_agent(agent.agent).await? {
        known.id(conversation);
        for record in app.store.opened_intake(conversation).await? {
            known.id(record);
        }
    }
    Ok(known)
}

async fn shown(app: &App, known: &Known, wanted: &Wanted) -> Result<LedgerPage, Problem> {
    let rows = app.store.ledger();
    let signed = app.ledger.head().map_or(0, |head| head.size);
    let person = match wanted.person {
        Some(person) => app.store.known(&[Subject::of(person)]).await?.pop(),
        None => None,
    };
    // Somebody without a salt is in no leaf.
    let nobody = wanted.person.is_some() && person.is_none();
    let what = wanted.conversation.map(Leaf::what_id);
    let fits = |row: &LeafRead| {
        let Some(leaf) = &row.leaf else { return false };
        (wanted.kinds.is_empty() || wanted.kinds.contains(&leaf.kind))
            && what.is_none_or(|what| what == leaf.what)
            && person.is_none_or(|who| who.is(leaf.who, &leaf.what))
    };
    let mut acts = Vec::new();
    let mut before = wanted.before.unwrap_or(u64::MAX >> 1);
    for _ in 0..SLICES {
        let slice = rows.acts_before(before, SLICE).await?;
        if nobody || slice.is_empty() {
            return Ok(LedgerPage { acts, next: None });
        }
        for row in &slice {
            before = row.number;
            if fits(row) {
                acts.extend(known.words(row, signed));
            }
            if acts.len() == PAGE {
                let next = Some(before);
                return Ok(LedgerPage { acts, next });
            }
        }
    }
    let next = Some(before);
    Ok(LedgerPage { acts, next })
}
