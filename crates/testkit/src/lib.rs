//! A whole desk inside a test: store, engine, organisation, people with real brains and real MLS.
//!
//! [`Town`] is the place, its clock moves only when told. [`Town::customer`] and [`Town::agent`]
//! are people; their devices run the same brain as the browser. When a town goes, it checks itself:
//! no work is left on the list, and no text that its people wrote stands in any file of the store.
//! For tests alone.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test that panics has said what it had to say"
)]

mod clock;
mod customer;
mod desk;
mod line;
mod organisation;
mod people;
mod place;
mod town;

pub use clock::TestClock;
pub use desk::Agent;
pub use line::Server;
pub use organisation::Organisation;
pub use tacita_client::act::Act;
pub use tacita_client::event::{Event, Part};
pub use tacita_server::bench::person::{Person, Storage};
pub use town::Town;

use tacita_client::event::Message;

/// The text of a message, placeholders as their kind in brackets.
#[must_use]
pub fn text(message: &Message) -> String {
    message
        .parts
        .iter()
        .map(|part| match part {
            Part::Guide => "[guide]".to_owned(),
            Part::Text { text } => text.clone(),
            Part::Placeholder { kind, .. } => format!("[{kind}]"),
        })
        .collect()
}

/// The newest state of every message that was seen, in the order of the log.
#[must_use]
pub fn messages(events: &[Event]) -> Vec<Message> {
    let mut newest: Vec<Message> = Vec::new();
    for event in events {
        if let Event::Message(message) = event {
            match newest
                .iter_mut()
                .find(|known| known.message == message.message)
            {
                Some(known) => *known = message.clone(),
                None => newest.push(message.clone()),
            }
        }
    }
    newest.sort_by_key(|message| message.sequence.unwrap_or(u64::MAX));
    newest
}

/// Waits for a condition of what a person has seen and fails with all of it otherwise.
pub async fn expect(person: &Person, what: &str, fits: impl Fn(&[Event]) -> bool) {
    assert!(
        person.until(fits).await,
        "waited in vain for: {what}\nseen: {:#?}",
        person.events()
    );
}

/// Waits until a text was received or sent.
pub async fn expect_text(person: &Person, wanted: &str) {
    expect(person, &format!("the text {wanted:?}"), |events| {
        messages(events)
            .iter()
            .any(|message| text(message) == wanted)
    })
    .await;
}

/// Waits until a text of one's own has come to a state such as `sent` or `delivered`.
pub async fn expect_state(person: &Person, wanted: &str, state: &str) {
    expect(person, &format!("{wanted:?} to be {state}"), |events| {
        messages(events)
            .iter()
            .any(|message| text(message) == wanted && message.state == state)
    })
    .await;
}

/// Whether a text was seen in any state.
#[must_use]
pub fn has_text(person: &Person, wanted: &str) -> bool {
    messages(&person.events())
        .iter()
        .any(|message| text(message).contains(wanted))
}

/// Texts that were seen, in the order of the log.
#[must_use]
pub fn texts(person: &Person) -> Vec<String> {
    messages(&person.events()).iter().map(text).collect()
}

/// Whether the device was told that it is out, and why.
#[must_use]
pub fn ended(events: &[Event]) -> Option<String> {
    events.iter().rev().find_map(|event| match event {
        Event::Ended { why } => Some(why.clone()),
        _ => None,
    })
}
