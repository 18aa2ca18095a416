//! What screening holds (`"hold"` in `screening.toml`) is sent when a second person let it through: for one
//! chat, for the kinds that were asked for, for a while.
//!
//! The second person is told kinds and a reason, never words: in an end-to-end encrypted chat whoever
//! wants to read joins, visibly. The agent's browser carries it out, by rules that the server lays for
//! this one chat while the time runs. Refuses kinds that are not held. Practice: C1

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use tacita_model::{ConversationId, QueueId};
use tacita_screen::Kind;
use tacita_screen::policy::writer::Writer;
use tacita_store::StoreError;
use tacita_store::rows::GlassKind;

/// The kinds that somebody asks for, as they are kept.
///
/// # Errors
/// [`Problem::Malformed`] for none, for an unknown one and for one that is not held.
pub(super) async fn held(
    app: &App,
    agent: &SignedInAgent,
    queue: QueueId,
    asked: &[String],
) -> Result<String, Problem> {
    let teams = agent.teams(app).await?;
    let writer = Writer {
        role: Some(agent.role.as_str()),
        teams: &teams,
        language: None,
    };
    let held = app.screening.held(&writer);
    let queue = queue.to_string();
    let here = held.into_iter().find(|(id, _)| *id == queue);
    let here = here.map(|(_, kinds)| kinds).unwrap_or_default();
    let fits = |word: &String| Kind::from_word(word).is_some_and(|kind| here.contains(&kind));
    if asked.is_empty() || asked.len() > here.len() || !asked.iter().all(fits) {
        return Err(Problem::Malformed);
    }
    Ok(asked.join(" "))
}

/// The kinds that may be sent in a chat now.
///
/// # Errors
/// [`StoreError`].
pub async fn let_through(
    app: &App,
    agent: &SignedInAgent,
    chat: ConversationId,
) -> Result<Vec<Kind>, StoreError> {
    let kind = GlassKind::Send;
    let open = app
        .store
        .glass_open(chat, agent.agent, kind, app.now())
        .await?;
    let words = open.map(|glass| glass.held).unwrap_or_default();
    Ok(words
        .split_whitespace()
        .filter_map(Kind::from_word)
        .collect())
}
