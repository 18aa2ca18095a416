//! Saving, changing and deleting a reply, each a leaf.
//!
//! The text goes through the engine under the rules for agents of its queue, and what is stored is
//! [`Screened`]: a reply with a confidential value, a question that nobody may ask or a channel that is
//! not the organisation's is refused, with place and reason. One's own are kept by whoever answers; a
//! queue's by those whom policy lets, for queues that they serve.
//!
//! Practice: C11

use super::list::serves;
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::leaf;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{Purpose, QueueId, ReplyId};
use tacita_policy::{Object, Relations, acts};
use tacita_protocol::Wire;
use tacita_protocol::http::{ReplyFault, ReplySaved, ReplyText};
use tacita_screen::conduct::Why;
use tacita_screen::policy::writer::Writer;
use tacita_screen::{Action, Draft, Policy, Screen, Screened, Speaker};
use tacita_store::Write;
use tacita_store::rows::SavedReply;

/// Characters of a text, a title, a shortcut at most.
const TEXT: usize = 4000;
const TITLE: usize = 80;
const SHORTCUT: usize = 32;
/// Replies of one person or one queue at most.
const MOST: usize = 300;

/// Saves a new one, or changes the one with this id.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, [`Problem::Malformed`] for words over their limits,
/// [`Problem::Conflict`] for a shortcut that is taken.
pub async fn save(
    app: &App,
    agent: &SignedInAgent,
    id: Option<ReplyId>,
    asked: ReplyText,
) -> Result<ReplySaved, Problem> {
    let queue = asked.queue.map(|queue| queue.0);
    let purpose = may(app, agent, queue).await?;
    let asked = checked(asked)?;
    let rows = app.store.saved_replies(agent.tenant).await?;
    let owner = queue.is_none().then_some(agent.agent);
    let (itself, beside): (Vec<&SavedReply>, Vec<&SavedReply>) = rows
        .iter()
        .filter(|row| (row.owner, row.queue) == (owner, queue))
        .partition(|row| Some(row.id) == id);
    // Somebody else's, or one that would change hands: not there.
    if id.is_some() && itself.is_empty() {
        return Err(Problem::NotFound);
    }
    if beside.len() >= MOST || beside.iter().any(|row| row.shortcut == asked.shortcut) {
        return Err(Problem::Conflict);
    }
    let text = match screened(app, agent, queue, &asked).await? {
        Ok(text) => text,
        Err(refused) => {
            return Ok(ReplySaved {
                reply: None,
                refused,
            });
        }
    };
    let row = SavedReply {
        id: id.unwrap_or_else(|| app.draw_id()),
        tenant: agent.tenant,
        owner,
        queue,
        shortcut: asked.shortcut,
        title: asked.title,
        text: text.into_inner(),
        changed_by: agent.agent,
        changed_at: app.now(),
    };
    let reply = Some(Wire(row.id));
    let kept = told(app, agent, LeafKind::ReplyKept, purpose, row.id).await?;
    app.store
        .commit(vec![Write::PutSavedReply(row)], vec![kept])
        .await?;
    Ok(ReplySaved {
        reply,
        refused: Vec::new(),
    })
}

/// Deletes one.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not, and when there is none.
pub async fn drop_reply(app: &App, agent: &SignedInAgent, id: ReplyId) -> Result<(), Problem> {
    let rows = app.store.saved_replies(agent.tenant).await?;
    let row = rows.into_iter().find(|row| row.id == id);
    let row = row.filter(|row| row.owner.is_none_or(|owner| owner == agent.agent));
    // Whoever may keep none learns nothing about which there are.
    let purpose = may(app, agent, row.as_ref().and_then(|row| row.queue)).await?;
    let row = row.ok_or(Problem::NotFound)?;
    let gone = told(app, agent, LeafKind::ReplyDropped, purpose, row.id).await?;
    app.store
        .commit(vec![Write::DropSavedReply(row.id)], vec![gone])
        .await?;
    Ok(())
}

async fn told(
    app: &App,
    agent: &SignedInAgent,
    kind: LeafKind,
    purpose: Purpose,
    id: ReplyId,
) -> Result<Leaf, Problem> {
    let begun = leaf(app, kind, Subject::of(agent.agent)).await?;
    Ok(begun
        .in_request(agent.request)
        .with_purpose(purpose)
        .about(id))
}

async fn may(app: &App, agent: &SignedInAgent, queue: Option<QueueId>) -> Result<Purpose, Problem> {
    let object = Object::Tenant;
    let Some(queue) = queue else {
        let purpose = Purpose::AnswerChat;
        let facts = agent.facts(object, purpose, Relations::default());
        let allowed = agent.decide::<acts::KeepOwnReplies>(app, facts).await?;
        allowed
            .check(object, app.now())
            .map_err(|_| Problem::NotFound)?;
        return Ok(purpose);
    };
    let purpose = Purpose::Supervise;
    let facts = agent.facts(object, purpose, Relations::default());
    let allowed = agent.decide::<acts::KeepQueueReplies>(app, facts).await?;
    allowed
        .check(object, app.now())
        .map_err(|_| Problem::NotFound)?;
    if serves(app, agent).await?.contains(&queue) {
        Ok(purpose)
    } else {
        Err(Problem::NotFound)
    }
}

fn checked(mut asked: ReplyText) -> Result<ReplyText, Problem> {
    asked.title = asked.title.trim().to_owned();
    asked.text = asked.text.trim().to_owned();
    let within = |text: &str, most: usize| !text.is_empty() && text.chars().count() <= most;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let good = within(&asked.text, TEXT)
        && within(&asked.title, TITLE)
        && within(&asked.shortcut, SHORTCUT)
        && asked.shortcut.chars().all(plain);
    if good {
        Ok(asked)
    } else {
        Err(Problem::Malformed)
    }
}

/// The text with its proof, or what is wrong with it.
async fn screened(
    app: &App,
    agent: &SignedInAgent,
    queue: Option<QueueId>,
    asked: &ReplyText,
) -> Result<Result<Screened<String>, Vec<ReplyFault>>, Problem> {
    let teams = agent.teams(app).await?;
    // A queue's are everybody's to insert: rules for some of them do not loosen what may be in one.
    let writer = match queue {
        None => Writer {
            role: Some(agent.role.as_str()),
            teams: &teams,
            language: None,
        },
        Some(_) => Writer::default(),
    };
    let lines = app.screening.of_console(&writer, &[]);
    let policy = Policy::from_lines(&lines).map_err(|_| Problem::Internal)?;
    let queue = queue.map(|queue| queue.to_string());
    let screen = Screen::complete().governed(policy, queue.as_deref());
    let review = |text| {
        screen.draft(&Draft {
            text,
            speaker: Speaker::Agent,
            expected: &[],
            earlier: &[],
        })
    };
    // The title is shown to colleagues and goes nowhere; it holds nothing confidential either.
    let title = review(&asked.title);
    if title
        .findings()
        .iter()
        .any(|found| found.action >= Action::Mask)
    {
        return Err(Problem::Malformed);
    }
    let text = review(&asked.text);
    let values = text
        .findings()
        .iter()
        .filter(|found| found.action >= Action::Warn && !screen.is_official(&asked.text, found));
    let mut faults: Vec<ReplyFault> = values
        .map(|found| fault(&asked.text, &found.range, "value", Some(found.kind)))
        .collect();
    for held in screen.conduct(&asked.text) {
        let (why, kind) = match held.why {
            Why::NeverAsk(kind) => ("never-ask", Some(kind)),
            Why::NotInPurpose(kind) => ("not-in-purpose", Some(kind)),
            Why::PrivateMail => ("private-mail", None),
            Why::PrivatePhone => ("private-phone", None),
            _ => ("messenger", None),
        };
        faults.push(fault(&asked.text, &held.range, why, kind));
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.start);
        return Ok(Err(faults));
    }
    let keep = vec![tacita_screen::Choice::SendAnyway; text.findings().len()];
    text.finish(&keep).map(Ok).map_err(|_| Problem::Internal)
}

fn fault(
    text: &str,
    range: &core::ops::Range<usize>,
    why: &str,
    kind: Option<tacita_screen::Kind>,
) -> ReplyFault {
    let utf16 = |bytes: usize| {
        let before = text.get(..bytes).unwrap_or_default();
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    ReplyFault {
        start: utf16(range.start),
        end: utf16(range.end),
        why: why.to_owned(),
        kind: kind.map(|kind| kind.as_str().to_owned()),
    }
}
