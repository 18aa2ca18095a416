//! Rates of over-collection, for whoever looks after a team and for the privacy officer; and for each
//! person their own.
//!
//! Few chats say nothing about a person: below [`LEAST_CHATS`] there is no rate, and kinds that were
//! asked for rarely stand together, so that nobody reads a single question out of a sum. Every look is
//! a leaf. The counts come from people's own devices: whoever runs a modified console counts nothing.
//!
//! Practice: C9

use super::count::day;
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::listed;
use std::collections::{BTreeMap, BTreeSet};
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, Purpose, QueueId, Role};
use tacita_policy::{Object, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::{ConductKind, ConductPage, ConductPerson};
use tacita_store::rows::{Conduct, Counted};

/// Days that are kept, and so the longest window.
const MOST_DAYS: u32 = 90;
/// Chats below which a person has no rate.
pub const LEAST_CHATS: u32 = 20;
/// Drafts below which a kind has no line of its own.
const LEAST_OF_KIND: u32 = 5;

/// Everybody's, for those who may: a supervisor the people and chats of the queues that they serve.
///
/// # Errors
/// [`Problem::NotFound`] when policy denies, [`Problem::Malformed`] for a window that is not kept.
pub async fn page(app: &App, agent: &SignedInAgent, days: u32) -> Result<ConductPage, Problem> {
    let purpose = match agent.role {
        Role::Officer | Role::Administrator => Purpose::Administer,
        _ => Purpose::Supervise,
    };
    let facts = agent.facts(Object::Tenant, purpose, Relations::default());
    let allowed = agent.decide::<acts::SeeConduct>(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    check(days)?;
    listed(app, LeafKind::ConductRead, agent, purpose, "conduct").await?;
    let mut rows = since(app, days).await?;
    if purpose == Purpose::Supervise {
        let serves = app.store.queues_of(agent.agent).await?;
        let serves: BTreeSet<QueueId> = serves.into_iter().map(|queue| queue.id).collect();
        rows.retain(|row| serves.contains(&row.queue));
    }
    summed(app, days, &rows, LEAST_OF_KIND).await
}

/// A person's own.
///
/// # Errors
/// As [`page`].
pub async fn own(app: &App, agent: &SignedInAgent, days: u32) -> Result<ConductPage, Problem> {
    let purpose = match agent.role {
        Role::Officer | Role::Administrator => Purpose::Administer,
        _ => Purpose::AnswerChat,
    };
    let facts = agent.facts(Object::Tenant, purpose, Relations::default());
    let allowed = agent.decide::<acts::ReadOwnRecord>(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    check(days)?;
    listed(app, LeafKind::ConductRead, agent, purpose, "own-conduct").await?;
    let mut rows = since(app, days).await?;
    rows.retain(|row| row.agent == agent.agent);
    summed(app, days, &rows, 1).await
}

fn check(days: u32) -> Result<(), Problem> {
    if (1..=MOST_DAYS).contains(&days) {
        Ok(())
    } else {
        Err(Problem::Malformed)
    }
}

async fn since(app: &App, days: u32) -> Result<Vec<Conduct>, Problem> {
    let first = day(app.now()).saturating_sub(i64::from(days).saturating_sub(1));
    Ok(app.store.conduct(first).await?)
}

#[derive(Debug, Default)]
struct Sums {
    answered: u32,
    changed: u32,
    sent: u32,
}

impl Sums {
    fn add(&mut self, row: &Conduct) {
        let place = match row.counted {
            Counted::Answered => &mut self.answered,
            Counted::Changed => &mut self.changed,
            Counted::Sent => &mut self.sent,
        };
        *place = place.saturating_add(row.number);
    }

    fn asked(&self) -> u32 {
        self.changed.saturating_add(self.sent)
    }
}

async fn summed(
    app: &App,
    days: u32,
    rows: &[Conduct],
    least_of_kind: u32,
) -> Result<ConductPage, Problem> {
    let mut people: BTreeMap<AgentId, Sums> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, Sums> = BTreeMap::new();
    for row in rows {
        people.entry(row.agent).or_default().add(row);
        if row.counted != Counted::Answered {
            kinds.entry(&row.kind).or_default().add(row);
        }
    }
    let mut shown = Vec::new();
    for (id, sums) in people {
        // Somebody whose account is gone has no name, and no line.
        let Some(person) = app.store.agent(id).await? else {
            continue;
        };
        let rated = sums.answered >= LEAST_CHATS;
        shown.push(ConductPerson {
            agent: Wire(id),
            display_name: person.display_name,
            answered: sums.answered,
            asked: rated.then(|| sums.asked()),
            sent: rated.then_some(sums.sent),
        });
    }
    shown.sort_by(|one, other| one.display_name.cmp(&other.display_name));
    let mut rest = Sums::default();
    let mut lines = Vec::new();
    for (kind, sums) in kinds {
        if kind.is_empty() || sums.asked() < least_of_kind {
            rest.changed = rest.changed.saturating_add(sums.changed);
            rest.sent = rest.sent.saturating_add(sums.sent);
        } else {
            lines.push(line(kind, &sums));
        }
    }
    if rest.asked() > 0 {
        lines.push(line("", &rest));
    }
    Ok(ConductPage {
        days,
        least_chats: LEAST_CHATS,
        people: shown,
        kinds: lines,
    })
}

fn line(kind: &str, sums: &Sums) -> ConductKind {
    ConductKind {
        kind: kind.to_owned(),
        asked: sums.asked(),
        sent: sums.sent,
    }
}
