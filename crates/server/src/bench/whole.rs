//! Everything together: customers write, the agent's devices read, all of them with the real brain
//! and real MLS.
//!
//! Each customer sends the next text when the last one is delivered: encrypted, durable at the
//! service, sent on, decrypted, kept by the other device and acknowledged by it. All devices share
//! one core, so the rate is that of the clients; what it shows is what each side costs.

use super::desk::{Chat, has, message_id};
use super::machine::{self, Reading};
use super::replay::Figures;
use crate::commands::Failure;
use std::time::{Duration, Instant};

/// Words in which screening finds nothing.
const WORDS: &str = "the parcel has not come yet and we would like to know when ";

/// Runs it.
///
/// # Errors
/// When a message was not delivered within ten seconds.
pub async fn measure(
    chats: &[Chat],
    span: Duration,
    text_bytes: usize,
    server: u32,
) -> Result<Figures, Failure> {
    let text: String = WORDS.chars().cycle().take(text_bytes.max(1)).collect();
    let before = Reading::take(server);
    let end = machine::now()
        .checked_add(span)
        .ok_or("the run is too long")?;
    let people = chats.iter().map(|chat| write(chat, &text, end));
    let mut microseconds = Vec::new();
    for took in futures_util::future::join_all(people).await {
        microseconds.extend(took?);
    }
    Ok(Figures::of(microseconds, before.since(server)))
}

/// One customer, until the end.
async fn write(chat: &Chat, text: &str, end: Instant) -> Result<Vec<u64>, Failure> {
    let mut microseconds = Vec::new();
    while machine::now() < end {
        let (message, began) = (message_id(), machine::now());
        let seen = chat.customer.seen_so_far();
        chat.customer.send(message, text);
        let delivered = chat.customer.until(|events| {
            let since = events.get(seen..).unwrap_or_default();
            has(since, message, &["delivered"])
        });
        if !delivered.await {
            return Err("a message was not delivered within ten seconds".into());
        }
        let took = machine::now().saturating_duration_since(began);
        microseconds.push(u64::try_from(took.as_micros())?);
    }
    Ok(microseconds)
}
