//! An officer or administrator begins a review: a snapshot of everybody's role, teams with their queues,
//! trainings and skills, each item given to somebody who reviews it.
//!
//! Refuses a day that has passed or is too far away, and a reviewer who cannot sign in. Nobody is given an
//! item of their own: it goes to whoever was named for the person, else to whoever leads, else to the named
//! reviewer, else to whoever began it, else to another officer or administrator; where nobody is left the
//! review does not begin.

use super::desk::{Desk, Load};
use super::may;
use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::leaf;
use std::collections::BTreeMap;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, CampaignId, Purpose, Timestamp};
use tacita_policy::acts;
use tacita_protocol::http::reviews::BeginReview;
use tacita_store::rows::{Agent, Campaign, ReviewItem, ReviewKind};
use tacita_store::{StoreError, Write};

/// Days that a review may run at most.
const DAYS: i64 = 90;
const DAY_SECONDS: i64 = 86_400;
/// Characters of a title.
const TITLE: usize = 80;

/// Begins a review.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, [`Problem::Malformed`], [`Problem::Conflict`] when nobody could
/// review somebody.
pub async fn begin(
    app: &App,
    by: &SignedInAgent,
    asked: &BeginReview,
) -> Result<CampaignId, Problem> {
    may::<acts::RunReviews>(app, by).await?;
    let now = app.now();
    let title = asked.title.trim();
    let due_at = Timestamp(asked.due_at);
    let language = super::report::words::known(&asked.language).ok_or(Problem::Malformed)?;
    let fits = !title.is_empty()
        && title.chars().count() <= TITLE
        && !title.chars().any(char::is_control)
        && due_at > now
        && due_at <= now.plus_seconds(DAYS * DAY_SECONDS);
    if !fits {
        return Err(Problem::Malformed);
    }
    let desk = Desk::read(app, by.tenant).await?;
    let reviewer = asked.reviewer.map(|id| id.0);
    let assigned = asked
        .assigned
        .iter()
        .map(|one| (one.person.0, one.reviewer.0));
    let assigned: BTreeMap<AgentId, AgentId> = assigned.collect();
    let mut named = assigned.iter().flat_map(|(person, by)| [person, by]);
    let known = |id: &AgentId| desk.person(*id).is_some();
    if !named.all(known) || !reviewer.iter().all(known) {
        return Err(Problem::Malformed);
    }
    // Whoever is named for themselves, or may not review, would be passed over unseen.
    let could = |id: &AgentId| desk.reviews(*id).is_some();
    let apart = assigned
        .iter()
        .all(|(person, by)| person != by && could(by));
    if !apart || !reviewer.iter().all(could) {
        return Err(Problem::Conflict);
    }
    let campaign = Campaign {
        id: app.draw_id(),
        tenant: by.tenant,
        title: title.to_owned(),
        language: language.to_owned(),
        begun_by: by.agent,
        begun_at: now,
        due_at,
        ended_at: None,
    };
    let id = campaign.id;
    let mut writes = vec![Write::AddCampaign(campaign)];
    let mut load = Load::new();
    for person in &desk.people {
        let own = assigned.get(&person.id).and_then(|id| desk.person(*id));
        let rule = || desk.reviewer(person, asked.by_leads, reviewer, by.agent, &load);
        let by = own.or_else(rule).ok_or(Problem::Conflict)?;
        let has = load.entry(by.id).or_default();
        *has = has.saturating_add(1);
        for (kind, value, detail) in rights(app, &desk, person).await? {
            writes.push(Write::AddReviewItem(ReviewItem {
                id: app.draw_id(),
                campaign: id,
                person: person.id,
                person_name: person.display_name.clone(),
                kind,
                value,
                detail,
                reviewer: by.id,
                reviewer_name: by.display_name.clone(),
                decision: None,
                decided_at: None,
            }));
        }
    }
    let begun = leaf(app, LeafKind::ReviewBegun, Subject::of(by.agent)).await?;
    let begun = begun
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .about(id);
    app.store.commit(writes, vec![begun]).await?;
    tracing::info!(event = "access-review", step = "begun", review = %id);
    app.bus.wake(Wake::Reviews);
    Ok(id)
}

/// A person's rights: the role with chats at once and skills, each team with the queues that it serves,
/// each training that counts.
async fn rights(
    app: &App,
    desk: &Desk,
    person: &Agent,
) -> Result<Vec<(ReviewKind, String, String)>, StoreError> {
    let role = person.role.as_str().to_owned();
    let mut does = vec![person.capacity.to_string()];
    does.extend(app.store.skills_of(person.id).await?);
    let does = does.join(", ");
    let mut rights = vec![match app.store.custom_role_of(person.id).await? {
        Some(own) => (ReviewKind::OwnRole, own, format!("{role}, {does}")),
        None => (ReviewKind::Role, role, does),
    }];
    for team in desk.teams_of(person.id) {
        let Some(name) = app.teams.get(team) else {
            continue;
        };
        let queues = app.config.queues.iter();
        let served = queues.filter(|queue| queue.teams.contains(name));
        let served: Vec<&str> = served.map(|queue| queue.name.as_str()).collect();
        rights.push((ReviewKind::Team, name.clone(), served.join(", ")));
    }
    let now = app.now();
    let trainings = app.store.trainings_of(person.id).await?.into_iter();
    let count = trainings.filter(|training| training.expires_at > now);
    rights.extend(count.map(|training| (ReviewKind::Training, training.name, String::new())));
    Ok(rights)
}
