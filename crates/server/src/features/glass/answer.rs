//! A second person agrees to a request, or does not. With the agreement the time begins.
//!
//! Policy's floor refuses whoever asked, and the browser in which it was asked. Refuses what was
//! answered, has lapsed, or what somebody else answers at this very moment.

use super::{decided, keep, minutes_after, step};
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_ledger::LeafKind;
use tacita_model::GlassId;
use tacita_policy::acts;
use tacita_store::rows::{Glass, GlassState};

/// Agrees or does not.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, [`Problem::Conflict`] when it is no longer asked.
pub async fn answer(
    app: &App,
    agent: &SignedInAgent,
    id: GlassId,
    agree: bool,
) -> Result<(), Problem> {
    let (glass, _allowed) = decided::<acts::AnswerGlass>(app, agent, id).await?;
    let now = app.now();
    if glass.state != GlassState::Asked || now >= glass.answer_until {
        return Err(Problem::Conflict);
    }
    let kind = if agree {
        LeafKind::GlassApproved
    } else {
        LeafKind::GlassDeclined
    };
    let hours = i64::from(app.config.break_glass.review_hours);
    let answered = Glass {
        state: if agree {
            GlassState::Open
        } else {
            GlassState::Declined
        },
        answered_by: Some(agent.agent),
        answered_sign_in: Some(agent.sign_in),
        answered_at: Some(now),
        until: agree.then(|| minutes_after(now, glass.minutes)),
        review_until: agree.then(|| now.plus_seconds(hours.saturating_mul(3600))),
        ..glass
    };
    let leaf = step(app, kind, agent, &answered).await?;
    keep(app, GlassState::Asked, answered, leaf).await?;
    tracing::warn!(event = "break-glass", step = kind.as_str(), glass = %id);
    Ok(())
}
