//! What happens when time passes: items that nobody answered lapse, reviews end with their signed report,
//! accounts that nobody uses rest, and those of people who have left. What waits for a reviewer who cannot sign
//! in any more is handed to another.
//!
//! What is refused for the last administrator is kept and says so in the report. While the ledger cannot be
//! signed a review does not end: its items lapse all the same. A step that fails is tried again.

use super::decide::{carry_out, let_go};
use super::desk::{Desk, may_review};
use super::{report, rest};
use crate::app::{App, Shared};
use crate::bus::Wake;
use crate::context::Author;
use crate::edge::errors::Problem;
use crate::features::leaves::leaf;
use std::collections::BTreeSet;
use std::time::Duration;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, Purpose, RequestId, Timestamp, TypedId};
use tacita_store::rows::{Campaign, Decision, ReviewReport, SuspendedWhy};
use tacita_store::{StoreError, Write};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How often everything is looked at: accounts, and what another process changed.
const ANEW_SECONDS: i64 = 900;
const DAY_SECONDS: i64 = 86_400;

/// Tends until the service stops.
pub async fn run(app: Shared) {
    let mut wakes = app.bus.listen();
    let (mut due, mut accounts_due) = (app.now(), app.now());
    loop {
        if due <= app.now() {
            due = match tend(&app, &mut accounts_due).await {
                Ok(next) => next,
                Err(error) => {
                    tracing::warn!(event = "access-review", error = %error, "will be tried again");
                    app.now().plus_seconds(60)
                }
            };
        }
        match tokio::time::timeout(LOOK, woken(&mut wakes)).await {
            Ok(Err(RecvError::Closed)) => return,
            Ok(_) => due = app.now(),
            Err(_) => {}
        }
    }
}

async fn woken(wakes: &mut tokio::sync::broadcast::Receiver<Wake>) -> Result<(), RecvError> {
    loop {
        match wakes.recv().await {
            Ok(Wake::Reviews) | Err(RecvError::Lagged(_)) => {
                while !matches!(
                    wakes.try_recv(),
                    Err(TryRecvError::Empty | TryRecvError::Closed)
                ) {}
                return Ok(());
            }
            Ok(_) => {}
            Err(error) => return Err(error),
        }
    }
}

/// What the clock does is done in the service's own name.
fn clock() -> Author {
    Author {
        subject: Subject::SERVER,
        request: RequestId::from_bytes([0; 16]),
    }
}

/// Finishes what a stop or a chat that could not be asked interrupted between an answer and the chats that it
/// closes to somebody.
async fn finish(app: &App) -> Result<(), Problem> {
    let withheld = app.store.withheld().await?.into_iter();
    let people: BTreeSet<AgentId> = withheld.map(|row| row.agent).collect();
    for person in people {
        let_go(app, person).await?;
    }
    Ok(())
}

/// Does what is due; answers when to look again.
///
/// # Errors
/// [`Problem`] of the store or the engine.
async fn tend(app: &App, accounts_due: &mut Timestamp) -> Result<Timestamp, Problem> {
    let now = app.now();
    if *accounts_due <= now {
        dormant(app).await?;
        finish(app).await?;
        *accounts_due = now.plus_seconds(ANEW_SECONDS);
    }
    let mut next = (*accounts_due).min(leavers(app).await?);
    for campaign in app.store.running_campaigns().await? {
        if now < campaign.due_at {
            next = next.min(campaign.due_at);
            hand_over(app, &campaign).await?;
            end_if_answered(app, &campaign).await?;
            continue;
        }
        for item in app.store.review_items(campaign.id).await? {
            if item.decision.is_none() {
                lapse(app, &item).await?;
            }
        }
        end_if_answered(app, &campaign).await?;
    }
    Ok(next)
}

/// Gives what waits for somebody who cannot sign in or may not review any more to somebody who can. Where
/// nobody else is left it stays, and lapses.
async fn hand_over(app: &App, campaign: &Campaign) -> Result<(), Problem> {
    let mut left = app.store.review_items(campaign.id).await?;
    left.retain(|item| item.decision.is_none());
    let mut gone = BTreeSet::new();
    for id in left
        .iter()
        .map(|item| item.reviewer)
        .collect::<BTreeSet<_>>()
    {
        let reviewer = app.store.agent(id).await?;
        let may = match &reviewer {
            Some(reviewer) => may_review(app, reviewer).await?,
            None => false,
        };
        if !may {
            gone.insert(id);
        }
    }
    left.retain(|item| gone.contains(&item.reviewer));
    if left.is_empty() {
        return Ok(());
    }
    let desk = Desk::read(app, campaign.tenant).await?;
    let (mut writes, mut leaves) = (Vec::new(), Vec::new());
    for item in left {
        let Some(other) = desk.stands_in(item.person, campaign.begun_by) else {
            continue;
        };
        writes.push(Write::HandReviewItem {
            item: item.id,
            reviewer: other.id,
            reviewer_name: other.display_name.clone(),
        });
        let handed = leaf(app, LeafKind::ReviewHanded, Subject::SERVER).await?;
        leaves.push(handed.with_purpose(Purpose::Administer).about(item.person));
    }
    if !writes.is_empty() {
        app.store.commit(writes, leaves).await?;
        app.bus.wake(Wake::Reviews);
    }
    Ok(())
}

async fn lapse(app: &App, item: &tacita_store::rows::ReviewItem) -> Result<(), Problem> {
    match carry_out(app, clock(), item, Decision::Lapsed).await {
        Ok(()) => Ok(()),
        Err(Problem::Conflict) => {
            // Answered at this very moment, or nobody would be left who can administer.
            let still = app.store.review_item(item.id).await?;
            if still.is_some_and(|still| still.decision.is_none()) {
                let person = app.store.agent(item.person).await?;
                let person = person.ok_or(Problem::Unavailable)?;
                if !rest::is_last(app, &person).await? {
                    return Err(Problem::Unavailable);
                }
                tracing::warn!(event = "access-review", step = "kept", person = %item.person);
                carry_out(app, clock(), item, Decision::Kept).await?;
            }
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Ends a review of which every item is answered: its report is made, signed and kept.
///
/// # Errors
/// [`Problem::Internal`] when no report can be made, the store's.
async fn end_if_answered(app: &App, campaign: &Campaign) -> Result<(), Problem> {
    let items = app.store.review_items(campaign.id).await?;
    let answered = items.iter().all(|item| item.decision.is_some());
    if !answered || app.ledger.vkey().is_none() {
        return Ok(());
    }
    let now = app.now();
    let made = report::make(app, campaign, &items, now).await?;
    let note = app
        .ledger
        .sign_report(campaign.id, made.html.as_bytes(), &made.pdf);
    let note = note.ok_or(Problem::Internal)?;
    let ended = leaf(app, LeafKind::ReviewEnded, Subject::SERVER).await?;
    let writes = vec![
        Write::EndCampaign {
            id: campaign.id,
            at: now,
        },
        Write::AddReviewReport(ReviewReport {
            campaign: campaign.id,
            html: made.html,
            pdf: made.pdf,
            note,
        }),
    ];
    match app
        .store
        .commit(writes, vec![ended.about(campaign.id)])
        .await
    {
        // Somebody ended it at this very moment.
        Ok(_) | Err(StoreError::Conflict(_)) => {}
        Err(error) => return Err(error.into()),
    }
    tracing::info!(event = "access-review", step = "ended", review = %campaign.id);
    app.bus.wake(Wake::Reviews);
    Ok(())
}

async fn leavers(app: &App) -> Result<Timestamp, Problem> {
    let now = app.now();
    let mut next = now.plus_seconds(ANEW_SECONDS);
    for leaver in app.store.leavers().await? {
        if now < leaver.leaves_at {
            next = next.min(leaver.leaves_at);
            continue;
        }
        let with = (vec![Write::DropLeaver(leaver.agent)], Vec::new());
        kept(rest::rest(app, clock(), leaver.agent, SuspendedWhy::Left, with).await)?;
    }
    Ok(next)
}

/// Accounts that nobody has used for the days of the configuration, the longest unused first: of two
/// administrators the one who was here last stays.
async fn dormant(app: &App) -> Result<(), Problem> {
    let days = i64::from(app.config.access_reviews.dormant_days);
    if days == 0 {
        return Ok(());
    }
    let before = app.now().plus_seconds(-days.saturating_mul(DAY_SECONDS));
    let mut unused = Vec::new();
    for person in app.store.agents().await? {
        if person.disabled_at.is_none() && person.created_at <= before {
            let used = app.store.last_used(person.id).await?;
            if used <= before {
                unused.push((used, person.id));
            }
        }
    }
    unused.sort();
    for (_, id) in unused {
        let with = (Vec::new(), Vec::new());
        kept(rest::rest(app, clock(), id, SuspendedWhy::Dormant, with).await)?;
    }
    Ok(())
}

/// The last administrator stays; nobody else's account waits for that.
fn kept(rested: Result<(), Problem>) -> Result<(), Problem> {
    match rested {
        Err(Problem::Conflict) => Ok(()),
        other => other,
    }
}
