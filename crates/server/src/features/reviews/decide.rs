//! A reviewer confirms a right or takes it away. What is taken away is gone at once, on open screens too.
//!
//! Policy's floor refuses that anybody answers for themselves. Refuses items of others, and what was answered
//! or has lapsed. A team that is taken away is left as when duties are changed, and stays away whatever the
//! organisation's directory says of it next; a role that is taken away lets the account rest, since there is
//! no account without one.
//!
//! Practice: D4 (a view ends with the right to it)

use super::rest;
use crate::app::App;
use crate::bus::Wake;
use crate::context::{Author, SignedInAgent};
use crate::edge::errors::Problem;
use crate::features::accounts::desk::team_id;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, Purpose, ReviewItemId};
use tacita_policy::{Allowed, Object, Relations, acts};
use tacita_store::Write;
use tacita_store::rows::{
    Campaign, Decision, ReviewItem, ReviewKind, SuspendedWhy, TeamMember, Withheld,
};

/// Answers an item.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, [`Problem::Conflict`] when it is answered, its time is over, or
/// nobody would be left who can administer.
pub async fn decide(
    app: &App,
    by: &SignedInAgent,
    id: ReviewItemId,
    confirm: bool,
) -> Result<(), Problem> {
    let (item, campaign) = mine(app, by, id).await?;
    if item.decision.is_some() || campaign.ended_at.is_some() || app.now() >= campaign.due_at {
        return Err(Problem::Conflict);
    }
    let decision = if confirm {
        Decision::Confirmed
    } else {
        Decision::Revoked
    };
    carry_out(app, by.into(), &item, decision).await?;
    // The last answer ends the review: whoever tends them hears of it here.
    app.bus.wake(Wake::Reviews);
    Ok(())
}

async fn mine(
    app: &App,
    by: &SignedInAgent,
    id: ReviewItemId,
) -> Result<(ReviewItem, Campaign), Problem> {
    let item = app.store.review_item(id).await?.ok_or(Problem::NotFound)?;
    let campaign = app.store.campaign(item.campaign).await?;
    let campaign = campaign
        .filter(|campaign| campaign.tenant == by.tenant)
        .ok_or(Problem::NotFound)?;
    let object = Object::ReviewItem(id);
    let relations = Relations {
        reviewer: item.reviewer == by.agent,
        other_person: item.person != by.agent,
        ..Relations::default()
    };
    let facts = by.facts(object, Purpose::Administer, relations);
    let allowed: Allowed<acts::ReviewAccess> = by.decide(app, facts).await?;
    allowed
        .check(object, app.now())
        .map_err(|_| Problem::NotFound)?;
    Ok((item, campaign))
}

/// Writes the answer with its leaf and does what follows from it.
pub(super) async fn carry_out(
    app: &App,
    by: Author,
    item: &ReviewItem,
    decision: Decision,
) -> Result<(), Problem> {
    let kind = match decision {
        Decision::Confirmed => LeafKind::ReviewConfirmed,
        Decision::Revoked => LeafKind::ReviewRevoked,
        Decision::Lapsed => LeafKind::ReviewLapsed,
        Decision::Kept => LeafKind::ReviewKept,
    };
    let now = app.now();
    let answered = leaf(app, kind, by.subject).await?;
    let answered = answered
        .in_request(by.request)
        .with_purpose(Purpose::Administer)
        .about(item.person);
    let mut writes = vec![Write::DecideReviewItem {
        item: item.id,
        decision,
        at: now,
    }];
    if !matches!(decision, Decision::Revoked | Decision::Lapsed) {
        app.store.commit(writes, vec![answered]).await?;
        return Ok(());
    }
    match item.kind {
        ReviewKind::Team => {
            let (team, agent) = (team_id(app.organisation.tenant, &item.value), item.person);
            writes.push(Write::LeaveTeam(TeamMember { team, agent }));
            writes.push(Write::Withhold(Withheld {
                team,
                agent,
                since: now,
            }));
        }
        ReviewKind::Training => {
            let (agent, name) = (item.person, item.value.clone());
            let has = app.store.trainings_of(agent).await?.into_iter();
            // Nothing is left to take away when an administrator was faster.
            if has.into_iter().any(|training| training.name == name) {
                writes.push(Write::DropTraining { agent, name });
            }
        }
        ReviewKind::Role | ReviewKind::OwnRole => {
            let with = (writes, vec![answered]);
            return rest::rest(app, by, item.person, SuspendedWhy::Review, with).await;
        }
    }
    app.store.commit(writes, vec![answered]).await?;
    // First the screens, then the groups: a console lets go before anybody commits.
    app.bus.wake(Wake::Agent(item.person));
    let_go(app, item.person).await
}

/// Takes a person out of the chats that they may no longer open.
pub(super) async fn let_go(app: &App, person: AgentId) -> Result<(), Problem> {
    revoke::where_not_serving(app, person).await?;
    revoke::where_not_allowed(app, person).await
}
