//! Somebody asks to open something outside their need. Nothing opens by it.
//!
//! Refuses what may not be asked for, reasons that say too little or too much, more time than the
//! configuration gives, and a second request while one of theirs about the same chat waits or runs.

use super::{browser, minutes_after, send, step, words};
use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::conversations::accept;
use crate::features::inbox::pseudonym;
use tacita_ledger::LeafKind;
use tacita_model::{ConversationId, GlassId, Purpose};
use tacita_policy::{Allowed, Relations, acts};
use tacita_protocol::http::glass::GlassAsk;
use tacita_store::Write;
use tacita_store::rows::{Glass, GlassKind, GlassState};

/// Least characters of a reason.
const REASON: usize = 20;
/// Chats that are looked through for a code: the latest.
const CHATS: u32 = 20_000;

/// Asks.
///
/// # Errors
/// [`Problem::NotFound`] for a chat that does not exist or may not be asked for, [`Problem::Malformed`],
/// [`Problem::Confidential`] for a reason that holds a value, [`Problem::Conflict`] for a second request.
pub async fn ask(app: &App, agent: &SignedInAgent, asked: &GlassAsk) -> Result<GlassId, Problem> {
    let kind: GlassKind = asked.kind.parse().map_err(|_| Problem::Malformed)?;
    let reason = words::clean(&asked.reason, REASON)?;
    let limits = &app.config.break_glass;
    if !(1..=limits.most_minutes).contains(&asked.minutes) {
        return Err(Problem::Malformed);
    }
    let id = find(app, &asked.chat).await?.ok_or(Problem::NotFound)?;
    let world = app.hub.world().ok_or(Problem::Unavailable)?;
    let row = accept::row_of(&world, *agent, id).await?;
    let guests = app.store.guests(id).await?;
    let known = Relations {
        member: row.agent == Some(agent.agent)
            || guests.iter().any(|guest| guest.agent == agent.agent),
        ..Relations::default()
    };
    let purpose = Purpose::BreakGlass;
    match kind {
        GlassKind::Join => {
            let _allowed: Allowed<acts::AskToJoin> =
                accept::decide_about(&world, *agent, &row, purpose, known).await?;
        }
        GlassKind::Look => {
            let _allowed: Allowed<acts::AskToLook> =
                accept::decide_about(&world, *agent, &row, purpose, known).await?;
        }
        GlassKind::Send => {
            let _allowed: Allowed<acts::AskToSend> =
                accept::decide_about(&world, *agent, &row, purpose, known).await?;
        }
    }
    let held = match kind {
        GlassKind::Send => send::held(app, agent, row.queue, &asked.held).await?,
        GlassKind::Join | GlassKind::Look if asked.held.is_empty() => String::new(),
        GlassKind::Join | GlassKind::Look => return Err(Problem::Malformed),
    };
    let before = app.store.glass_about(id).await?;
    let waits = |glass: &Glass| {
        glass.asked_by == agent.agent
            && glass.kind == kind
            && matches!(glass.state, GlassState::Asked | GlassState::Open)
    };
    if before.iter().any(waits) {
        return Err(Problem::Conflict);
    }
    let now = app.now();
    let glass = Glass {
        id: app.draw_id(),
        tenant: agent.tenant,
        conversation: id,
        kind,
        held,
        reason,
        minutes: asked.minutes,
        state: GlassState::Asked,
        asked_by: agent.agent,
        asked_sign_in: agent.sign_in,
        asked_browser: browser(app, agent).await?,
        asked_at: now,
        answer_until: minutes_after(now, limits.answer_minutes),
        answered_by: None,
        answered_sign_in: None,
        answered_at: None,
        until: None,
        opened_at: None,
        ended_at: None,
        ended_by: None,
        review_until: None,
        reviewed_by: None,
        reviewed_at: None,
        justified: None,
        finding: None,
    };
    let leaf = step(app, LeafKind::GlassAsked, agent, &glass).await?;
    let id = glass.id;
    app.store
        .commit(vec![Write::AddGlass(glass)], vec![leaf])
        .await?;
    tracing::warn!(event = "break-glass", step = "asked", glass = %id);
    app.bus.wake(Wake::Glass);
    Ok(id)
}

/// The chat that somebody means: an id, a code, or colour, animal and code. A code that fits several
/// chats finds none: the other two words tell them apart.
async fn find(app: &App, text: &str) -> Result<Option<ConversationId>, Problem> {
    let text = text.trim();
    if let Ok(id) = text.parse::<ConversationId>() {
        return Ok(Some(id));
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if !(1..=3).contains(&words.len()) {
        return Ok(None);
    }
    let mut found = None;
    for id in app.store.conversation_ids(CHATS).await? {
        let who = pseudonym::of(id);
        let code = who.code.to_lowercase();
        let is = |word: &String| *word == code || *word == who.colour || *word == who.animal;
        if words.contains(&code) && words.iter().all(is) {
            if found.is_some() {
                return Ok(None);
            }
            found = Some(id);
        }
    }
    Ok(found)
}
