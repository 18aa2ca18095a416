//! An officer who had no part in it judges what was opened, once it has ended.
//!
//! Refuses whoever asked or agreed (policy's floor), what still runs, and a second judgement.

use super::{decided, keep, step, words};
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_ledger::LeafKind;
use tacita_model::GlassId;
use tacita_policy::acts;
use tacita_protocol::http::glass::GlassReview;
use tacita_store::rows::{Glass, GlassState};

/// Least characters of a finding.
const FINDING: usize = 10;

/// Judges.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, [`Problem::Conflict`] when it has not ended or is judged,
/// [`Problem::Malformed`], [`Problem::Confidential`] for the words.
pub async fn review(
    app: &App,
    agent: &SignedInAgent,
    id: GlassId,
    said: &GlassReview,
) -> Result<(), Problem> {
    let (glass, _allowed) = decided::<acts::ReviewGlass>(app, agent, id).await?;
    let finding = words::clean(&said.words, FINDING)?;
    if glass.state != GlassState::Ended {
        return Err(Problem::Conflict);
    }
    let kind = if said.justified {
        LeafKind::GlassJustified
    } else {
        LeafKind::GlassUnjustified
    };
    let reviewed = Glass {
        state: GlassState::Reviewed,
        reviewed_by: Some(agent.agent),
        reviewed_at: Some(app.now()),
        justified: Some(said.justified),
        finding: Some(finding),
        ..glass
    };
    let leaf = step(app, kind, agent, &reviewed).await?;
    keep(app, GlassState::Ended, reviewed, leaf).await?;
    tracing::info!(event = "break-glass", step = kind.as_str(), glass = %id);
    Ok(())
}
