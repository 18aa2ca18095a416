//! The requests that one person may see, each decided by itself, and the numbers on their screen.
//!
//! Being shown the list is a leaf. Refuses the queue's name to whoever asks: that is part of what they
//! ask for.

use super::relations;
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::inbox::pseudonym;
use crate::features::leaves::listed;
use std::collections::HashMap;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, ConversationId, Purpose};
use tacita_policy::{ActName, Facts, Object, Relations};
use tacita_protocol::Wire;
use tacita_protocol::http::glass::{GlassCounts, GlassList, GlassRow};
use tacita_store::StoreError;
use tacita_store::rows::{Glass, GlassKind, GlassState};

/// Requests on the list at most.
const MOST: u32 = 200;

/// What a console shows before it is told anything.
pub const NOTHING: GlassCounts = GlassCounts {
    to_answer: 0,
    own: 0,
    open: 0,
    to_review: 0,
    overdue: 0,
};

/// What one person may do with one request.
struct May {
    relations: Relations,
    see: bool,
    answer: bool,
    /// They could, were it not the browser it was asked in.
    elsewhere: bool,
    end: bool,
    review: bool,
}

struct Looker<'a> {
    app: &'a App,
    agent: &'a SignedInAgent,
    facts: Facts,
}

impl<'a> Looker<'a> {
    async fn new(app: &'a App, agent: &'a SignedInAgent) -> Result<Self, StoreError> {
        let facts = agent.facts(Object::Tenant, Purpose::BreakGlass, Relations::default());
        Ok(Self {
            app,
            agent,
            facts: Facts {
                circumstances: agent.circumstances(app).await?,
                now: app.now(),
                ..facts
            },
        })
    }

    fn allows(&self, act: ActName, glass: &Glass, relations: Relations) -> bool {
        let facts = Facts {
            object: Object::Glass(glass.id),
            relations: Relations {
                authenticated: true,
                ..relations
            },
            ..self.facts.clone()
        };
        self.app.policy.decide_name(act, &facts).is_ok()
    }

    async fn may(&self, glass: &Glass) -> Result<May, StoreError> {
        let relations = relations(self.app, self.agent, glass).await?;
        let now = self.facts.now;
        let asked = glass.state == GlassState::Asked && now < glass.answer_until;
        let allows = |act| self.allows(act, glass, relations);
        let elsewhere = Relations {
            other_device: true,
            ..relations
        };
        let answer = asked && allows(ActName::AnswerGlass);
        Ok(May {
            relations,
            see: glass.tenant == self.agent.tenant && allows(ActName::SeeGlass),
            answer,
            elsewhere: asked && !answer && self.allows(ActName::AnswerGlass, glass, elsewhere),
            end: glass.state == GlassState::Open && allows(ActName::EndGlass),
            review: glass.state == GlassState::Ended && allows(ActName::ReviewGlass),
        })
    }
}

/// Every request that the person may see, the newest first.
///
/// # Errors
/// The store's: then nothing is shown.
pub async fn list(app: &App, agent: &SignedInAgent) -> Result<GlassList, Problem> {
    let (kind, purpose) = (LeafKind::GlassListed, Purpose::BreakGlass);
    listed(app, kind, agent, purpose, "glass").await?;
    let names: HashMap<AgentId, String> = app
        .store
        .agents()
        .await?
        .into_iter()
        .map(|person| (person.id, person.display_name))
        .collect();
    let looker = Looker::new(app, agent).await?;
    let mut requests = Vec::new();
    for glass in app.store.glass_latest(MOST).await? {
        let may = looker.may(&glass).await?;
        if !may.see {
            continue;
        }
        let queue_name = match may.relations.asked {
            true => None,
            false => queue_of(app, glass.conversation).await?,
        };
        requests.push(row(glass, &may, queue_name, &names, &looker));
    }
    let limits = &app.config.break_glass;
    Ok(GlassList {
        requests,
        default_minutes: limits.default_minutes,
        most_minutes: limits.most_minutes,
        review_hours: limits.review_hours,
        customer_learns: limits.customer_learns.as_str().to_owned(),
        now: app.now().0,
    })
}

fn row(
    glass: Glass,
    may: &May,
    queue_name: Option<String>,
    names: &HashMap<AgentId, String>,
    looker: &Looker<'_>,
) -> GlassRow {
    let name = |id: Option<AgentId>| id.map(|id| names.get(&id).cloned().unwrap_or_default());
    let runs = glass.state == GlassState::Open
        && glass.until.is_some_and(|until| looker.facts.now < until);
    GlassRow {
        glass: Wire(glass.id),
        kind: glass.kind.as_str().to_owned(),
        held: glass.held.split_whitespace().map(str::to_owned).collect(),
        conversation: Wire(glass.conversation),
        pseudonym: pseudonym::of(glass.conversation),
        queue_name,
        reason: glass.reason,
        minutes: glass.minutes,
        state: glass.state.as_str().to_owned(),
        own: may.relations.asked,
        asked_by: name(Some(glass.asked_by)).unwrap_or_default(),
        asked_at: glass.asked_at.0,
        answer_until: glass.answer_until.0,
        answered_by: name(glass.answered_by),
        answered_at: glass.answered_at.map(|at| at.0),
        until: glass.until.map(|at| at.0),
        opened_at: glass.opened_at.map(|at| at.0),
        ended_at: glass.ended_at.map(|at| at.0),
        review_until: glass.review_until.map(|at| at.0),
        reviewed_by: name(glass.reviewed_by),
        justified: glass.justified,
        finding: glass.finding,
        may_answer: may.answer,
        same_browser: may.elsewhere,
        may_open: may.relations.asked && runs && glass.kind != GlassKind::Send,
        may_end: may.end,
        may_review: may.review,
    }
}

async fn queue_of(app: &App, id: ConversationId) -> Result<Option<String>, StoreError> {
    let Some(row) = app.store.conversation(id).await? else {
        return Ok(None);
    };
    let queues = app.store.queues().await?;
    let queue = queues.into_iter().find(|queue| queue.id == row.queue);
    Ok(queue.map(|queue| queue.name))
}

/// The numbers on a person's screen: only of what they may see.
///
/// # Errors
/// [`StoreError`].
pub async fn counts(app: &App, agent: &SignedInAgent) -> Result<GlassCounts, StoreError> {
    let looker = Looker::new(app, agent).await?;
    let mut counts = NOTHING;
    let add = |count: &mut u32, yes: bool| *count = count.saturating_add(u32::from(yes));
    for state in [GlassState::Asked, GlassState::Open, GlassState::Ended] {
        for glass in app.store.glass_in(state).await? {
            let may = looker.may(&glass).await?;
            if !may.see {
                continue;
            }
            let late = glass
                .review_until
                .is_some_and(|due| due <= looker.facts.now);
            add(&mut counts.to_answer, may.answer || may.elsewhere);
            add(
                &mut counts.own,
                may.relations.asked && state != GlassState::Ended,
            );
            add(&mut counts.open, state == GlassState::Open);
            add(&mut counts.to_review, may.review);
            add(&mut counts.overdue, may.review && late);
        }
    }
    Ok(counts)
}
