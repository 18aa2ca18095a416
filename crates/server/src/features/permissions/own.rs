//! What a signed-in person may do at all, told to their console so that it offers nothing else.
//!
//! Says nothing about any row, and opens nothing: each act is decided when it is done. Told with the
//! sign-in, and again when duties, roles, trainings or the hour change it
//! ([`crate::features::inbox::console`]).

use crate::app::App;
use crate::edge::errors::Problem;
use crate::features::decisions;
use tacita_model::{AgentId, Role};
use tacita_policy::Subject;

/// The acts, in the words of policies.
///
/// # Errors
/// The store's.
pub async fn acts(app: &App, agent: AgentId, role: Role) -> Result<Vec<String>, Problem> {
    let now = app.now();
    let known = decisions::circumstances(&app.policy, &app.store, &app.teams, agent, now).await?;
    let policy = app.policy.clone();
    // Many questions, the first time that somebody of a role comes: no socket waits for them.
    let asked =
        tokio::task::spawn_blocking(move || policy.ever(Subject::Agent(agent, role), &known, now));
    let acts = asked.await.map_err(|_| Problem::Internal)?;
    Ok(acts.iter().map(|act| act.as_str().to_owned()).collect())
}
