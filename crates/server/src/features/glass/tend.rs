//! What happens when time passes: requests that nobody answered lapse, what was opened ends, reviews
//! that nobody wrote are counted (`tacita_glass_reviews_overdue`) and told to open consoles.
//!
//! Between two moments at which something is due the database is not asked. Refuses nothing; a step that
//! fails is tried again.

use super::{keep, open};
use crate::app::{App, Shared};
use crate::bus::Wake;
use crate::edge::errors::Problem;
use crate::features::leaves::leaf;
use std::time::Duration;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{Purpose, Timestamp};
use tacita_store::rows::{Glass, GlassState};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// How often the rows are looked at in any case: another process may have changed them.
const ANEW_SECONDS: i64 = 60;

/// Tends until the service stops.
pub async fn run(app: Shared) {
    let mut wakes = app.bus.listen();
    let mut due = app.now();
    loop {
        if due <= app.now() {
            due = match tend(&app).await {
                Ok(next) => next,
                Err(error) => {
                    tracing::warn!(event = "break-glass", error = %error, "will be tried again");
                    app.now().plus_seconds(1)
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

/// Waits for a wake-up that is about this; what comes at once is gathered.
async fn woken(wakes: &mut tokio::sync::broadcast::Receiver<Wake>) -> Result<(), RecvError> {
    loop {
        match wakes.recv().await {
            Ok(Wake::Glass) | Err(RecvError::Lagged(_)) => {
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

/// Does what is due; answers when to look again.
///
/// # Errors
/// [`Problem`] of the store or the engine.
pub async fn tend(app: &App) -> Result<Timestamp, Problem> {
    let now = app.now();
    let mut next = now.plus_seconds(ANEW_SECONDS);
    for glass in app.store.glass_in(GlassState::Asked).await? {
        if glass.answer_until <= now {
            lapse(app, glass).await?;
        } else {
            next = next.min(glass.answer_until);
        }
    }
    for glass in app.store.glass_in(GlassState::Open).await? {
        match glass.until {
            Some(until) if now < until => next = next.min(until),
            _ => match open::run_out(app, glass).await {
                // Somebody ended it at this moment.
                Ok(()) | Err(Problem::Conflict) => {}
                Err(error) => return Err(error),
            },
        }
    }
    let mut overdue = 0_u32;
    for glass in app.store.glass_in(GlassState::Ended).await? {
        match glass.review_until {
            Some(due) if now < due => next = next.min(due),
            _ => overdue = overdue.saturating_add(1),
        }
    }
    metrics::gauge!("tacita_glass_reviews_overdue").set(f64::from(overdue));
    let before = app
        .overdue
        .swap(overdue, std::sync::atomic::Ordering::SeqCst);
    if before != overdue {
        app.bus.wake(Wake::Glass);
    }
    Ok(next)
}

async fn lapse(app: &App, glass: Glass) -> Result<(), Problem> {
    let begun = leaf(app, LeafKind::GlassLapsed, Subject::SERVER).await?;
    let leaf = begun
        .with_purpose(Purpose::BreakGlass)
        .about(glass.conversation);
    let lapsed = Glass {
        state: GlassState::Lapsed,
        ..glass
    };
    match keep(app, GlassState::Asked, lapsed, leaf).await {
        // Somebody answered it at this moment.
        Ok(()) | Err(tacita_store::StoreError::Conflict(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
