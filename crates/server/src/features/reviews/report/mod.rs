//! The report of a review: the same facts as a page that opens without a network, and as a document to print.
//!
//! Both are made from one list of blocks, so neither can say what the other does not. Refuses everything but
//! names, roles, teams and decisions: there is nothing about customers in it. Next: [`html`], [`pdf`].

mod html;
mod layout;
mod pdf;
pub mod words;

use crate::app::App;
use crate::edge::errors::Problem;
use tacita_model::Timestamp;
use tacita_store::rows::{Campaign, Decision, ReviewItem, ReviewKind};
use words::Words;

/// Both forms.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) html: String,
    pub(super) pdf: Vec<u8>,
}

/// What a report says, before it has a form.
pub(super) struct Report<'a> {
    words: Words,
    /// Title, and lines of facts under it.
    title: String,
    facts: Vec<(&'a str, String)>,
    /// How many of each decision.
    counts: Vec<(String, usize)>,
    people: Vec<Person>,
}

struct Person {
    name: String,
    rows: Vec<Row>,
}

/// A right, what became of it, by whom and when.
struct Row {
    right: String,
    detail: String,
    decision: String,
    /// It was taken away: marked in the page.
    taken: bool,
    by: String,
    at: String,
}

/// Makes both forms.
///
/// # Errors
/// [`Problem::Internal`] when the document cannot be made: the font in the program is broken.
pub(super) async fn make(
    app: &App,
    campaign: &Campaign,
    items: &[ReviewItem],
    now: Timestamp,
) -> Result<Made, Problem> {
    let begun_by = app.store.agent(campaign.begun_by).await?;
    let begun_by = begun_by.map(|one| one.display_name).unwrap_or_default();
    let report = report(&app.config.ledger_origin(), campaign, items, begun_by, now);
    let html = html::page(&report);
    let pdf = pdf::document(&report).map_err(|error| {
        tracing::error!(event = "access-review", error = %error);
        Problem::Internal
    })?;
    Ok(Made { html, pdf })
}

fn report<'a>(
    origin: &str,
    campaign: &Campaign,
    items: &[ReviewItem],
    begun_by: String,
    now: Timestamp,
) -> Report<'a> {
    let words = Words::of(&campaign.language);
    let mut people: Vec<Person> = Vec::new();
    let mut before = None;
    for item in items {
        let row = row(&words, item);
        match people.last_mut() {
            Some(last) if before == Some(item.person) => last.rows.push(row),
            _ => people.push(Person {
                name: item.person_name.clone(),
                rows: vec![row],
            }),
        }
        before = Some(item.person);
    }
    let counts = Decision::ALL.iter().map(|decision| {
        let found = items.iter().filter(|item| item.decision == Some(*decision));
        (words.say(word_of(*decision)), found.count())
    });
    Report {
        title: format!("{}: {}", words.say("title"), campaign.title),
        facts: vec![
            (
                "begun",
                format!("{}, {begun_by}", moment(campaign.begun_at)),
            ),
            ("due", moment(campaign.due_at)),
            ("ended", moment(now)),
            ("people", people.len().to_string()),
            ("rights", items.len().to_string()),
            ("review", campaign.id.to_string()),
            ("log", origin.to_owned()),
        ],
        counts: counts.collect(),
        people,
        words,
    }
}

fn row(words: &Words, item: &ReviewItem) -> Row {
    let right = match item.kind {
        ReviewKind::Role => {
            let role = words.say(&format!("role-{}", item.value));
            format!("{}: {role}", words.say("role"))
        }
        ReviewKind::OwnRole => format!("{}: {}", words.say("role"), item.value),
        ReviewKind::Team => format!("{}: {}", words.say("team"), item.value),
        ReviewKind::Training => format!("{}: {}", words.say("training"), item.value),
    };
    let detail = match item.kind {
        ReviewKind::Role => does(words, &item.detail),
        ReviewKind::OwnRole => {
            let (base, rest) = item.detail.split_once(", ").unwrap_or_default();
            let base = words.say(&format!("role-{base}"));
            format!("{} {base}, {}", words.say("base"), does(words, rest))
        }
        ReviewKind::Training => String::new(),
        ReviewKind::Team if item.detail.is_empty() => words.say("no-queues"),
        ReviewKind::Team => format!("{} {}", words.say("queues"), item.detail),
    };
    let decision = item.decision.unwrap_or(Decision::Lapsed);
    Row {
        right,
        detail,
        decision: words.say(word_of(decision)),
        taken: matches!(decision, Decision::Revoked | Decision::Lapsed),
        by: match decision {
            Decision::Confirmed | Decision::Revoked => item.reviewer_name.clone(),
            Decision::Lapsed | Decision::Kept => {
                format!("{} ({})", words.say("nobody"), item.reviewer_name)
            }
        },
        at: item.decided_at.map(moment).unwrap_or_default(),
    }
}

/// Chats at once, and skills.
fn does(words: &Words, detail: &str) -> String {
    let capacity = words.say("capacity");
    match detail.split_once(", ") {
        Some((chats, skills)) => format!("{capacity} {chats}, {} {skills}", words.say("skills")),
        None => format!("{capacity} {detail}"),
    }
}

const fn word_of(decision: Decision) -> &'static str {
    decision.as_str()
}

/// A moment in words that mean the same everywhere.
fn moment(at: Timestamp) -> String {
    let moment = jiff::Timestamp::from_microsecond(at.0);
    moment.map_or_else(
        |_| String::new(),
        |moment| moment.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    )
}

#[cfg(test)]
mod tests;
