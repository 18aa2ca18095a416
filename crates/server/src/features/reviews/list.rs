//! What one person is shown of reviews: what they review, what was decided about themselves; and all of it
//! for officers and administrators. Being shown it is a leaf.

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::listed;
use std::collections::HashMap;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, CampaignId, Purpose};
use tacita_policy::{ActName, Facts, Object, Relations};
use tacita_protocol::Wire;
use tacita_protocol::http::reviews::{
    Resting, Review, ReviewPerson, ReviewReport, ReviewRow, Reviews,
};
use tacita_store::StoreError;
use tacita_store::rows::{Campaign, Decision, ReviewItem};

/// How long somebody is told that a right of theirs was taken away.
const NEW_SECONDS: i64 = 14 * 86_400;

async fn allows(app: &App, agent: &SignedInAgent, act: ActName) -> Result<bool, StoreError> {
    let facts = agent.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let facts = Facts {
        circumstances: agent.circumstances(app).await?,
        now: app.now(),
        ..facts
    };
    Ok(app.policy.decide_name(act, &facts).is_ok())
}

/// What the person is shown.
///
/// # Errors
/// The store's: then nothing is shown.
pub async fn list(app: &App, agent: &SignedInAgent) -> Result<Reviews, Problem> {
    let (kind, purpose) = (LeafKind::ReviewsListed, Purpose::Administer);
    listed(app, kind, agent, purpose, "reviews").await?;
    let sees = allows(app, agent, ActName::SeeReviews).await?;
    let runs = allows(app, agent, ActName::RunReviews).await?;
    let revives = allows(app, agent, ActName::ReviveAccount).await?;
    let people = app.store.agents().await?;
    let people = people.into_iter().filter(|one| one.tenant == agent.tenant);
    let people: Vec<_> = people.collect();
    let names: HashMap<AgentId, &str> = people
        .iter()
        .map(|one| (one.id, one.display_name.as_str()))
        .collect();
    let (mut reviews, mut mine, mut about_me) = (Vec::new(), Vec::new(), Vec::new());
    for campaign in app.store.campaigns().await? {
        if campaign.tenant != agent.tenant {
            continue;
        }
        let items = app.store.review_items(campaign.id).await?;
        for item in &items {
            // The floor of policies says the same when it is answered.
            if item.reviewer == agent.agent && campaign.ended_at.is_none() {
                mine.push(row(item, &campaign));
            }
            if item.person == agent.agent && item.decision.is_some() {
                about_me.push(row(item, &campaign));
            }
        }
        if sees {
            reviews.push(review(&campaign, &items, &names));
        }
    }
    let mut resting = Vec::new();
    let mut leaving: HashMap<AgentId, i64> = HashMap::new();
    if sees {
        resting = rest(app, &names).await?;
        let leavers = app.store.leavers().await?.into_iter();
        leaving.extend(leavers.map(|one| (one.agent, one.leaves_at.0)));
    }
    let open = people.iter().filter(|one| one.disabled_at.is_none());
    let open = open.filter(|_| sees).map(|one| ReviewPerson {
        agent: Wire(one.id),
        name: one.display_name.clone(),
        role: one.role.as_str().to_owned(),
        own: one.id == agent.agent,
        leaves_at: leaving.get(&one.id).copied(),
    });
    Ok(Reviews {
        runs,
        revives,
        reviews,
        mine,
        about_me,
        resting,
        people: open.collect(),
        dormant_days: app.config.access_reviews.dormant_days,
        now: app.now().0,
    })
}

/// Accounts that rest, of people whose names are known.
async fn rest(app: &App, names: &HashMap<AgentId, &str>) -> Result<Vec<Resting>, StoreError> {
    let all = app.store.suspensions().await?.into_iter();
    let rest = all.filter(|one| one.revived_at.is_none());
    Ok(rest
        .filter_map(|one| {
            Some(Resting {
                agent: Wire(one.agent),
                name: (*names.get(&one.agent)?).to_owned(),
                why: one.why.as_str().to_owned(),
                since: one.suspended_at.0,
            })
        })
        .collect())
}

fn row(item: &ReviewItem, campaign: &Campaign) -> ReviewRow {
    ReviewRow {
        item: Wire(item.id),
        review: Wire(campaign.id),
        title: campaign.title.clone(),
        due_at: campaign.due_at.0,
        person: item.person_name.clone(),
        kind: item.kind.as_str().to_owned(),
        value: item.value.clone(),
        detail: item.detail.clone(),
        reviewer: item.reviewer_name.clone(),
        decision: item.decision.map(|decision| decision.as_str().to_owned()),
        decided_at: item.decided_at.map(|at| at.0),
    }
}

fn review(campaign: &Campaign, items: &[ReviewItem], names: &HashMap<AgentId, &str>) -> Review {
    let count = |wanted: Option<Decision>| {
        let found = items.iter().filter(|item| item.decision == wanted).count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    Review {
        review: Wire(campaign.id),
        title: campaign.title.clone(),
        begun_by: names
            .get(&campaign.begun_by)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        begun_at: campaign.begun_at.0,
        due_at: campaign.due_at.0,
        ended_at: campaign.ended_at.map(|at| at.0),
        open: count(None),
        confirmed: count(Some(Decision::Confirmed)),
        revoked: count(Some(Decision::Revoked)),
        lapsed: count(Some(Decision::Lapsed)),
        kept: count(Some(Decision::Kept)),
    }
}

/// The report of a review that has ended, for officers and administrators.
///
/// # Errors
/// [`Problem::NotFound`] for everybody else and before its end.
pub async fn report(
    app: &App,
    agent: &SignedInAgent,
    id: CampaignId,
) -> Result<ReviewReport, Problem> {
    super::may::<tacita_policy::acts::SeeReviews>(app, agent).await?;
    let campaign = app.store.campaign(id).await?;
    campaign
        .filter(|campaign| campaign.tenant == agent.tenant)
        .ok_or(Problem::NotFound)?;
    let (kind, purpose) = (LeafKind::ReviewsListed, Purpose::Administer);
    listed(app, kind, agent, purpose, "review-report").await?;
    let kept = app
        .store
        .review_report(id)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(ReviewReport {
        html: kept.html,
        pdf: tacita_protocol::Blob(kept.pdf),
        note: kept.note,
    })
}

/// How many items wait for this person, and when a right of theirs was last taken away, if that is new.
///
/// # Errors
/// [`StoreError`].
pub async fn told(app: &App, agent: &SignedInAgent) -> Result<(u32, Option<i64>), StoreError> {
    let waiting = app.store.items_to_review(agent.agent).await?.len();
    let taken = app.store.last_taken(agent.agent).await?;
    let since = app.now().plus_seconds(-NEW_SECONDS);
    let taken_at = taken.and_then(|item| item.decided_at);
    let taken_at = taken_at.filter(|at| *at > since).map(|at| at.0);
    Ok((u32::try_from(waiting).unwrap_or(u32::MAX), taken_at))
}
