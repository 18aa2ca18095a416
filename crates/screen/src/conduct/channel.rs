//! Off-channel: the agent moves the talk to private mail, telephone or a messenger.
//!
//! Naming a messenger is not moving to it: a verb of contact must stand beside it. Addresses and
//! numbers on the policy's list are the organisation's own. Practice: B12

use super::{Held, Said, Why};
use crate::words::CHANNEL;
use crate::{Kind, Screen, Speaker};

/// Verbs that move a talk.
const MOVE: &[&str] = &[
    "add",
    "message",
    "text",
    "contact",
    "send",
    "reach",
    "write",
    "call",
    "continue",
    "chat",
    "talk",
    "ping",
    "dm",
    "move",
    "switch",
    "drop",
    "mail",
    "email",
    "whatsapp",
    "find",
    "escribe",
    "escribeme",
    "agregame",
    "schreib",
    "schreiben",
    "ecrivez",
    "contactez",
    "chiama",
    "scrivi",
    "stuur",
    "app",
    "me",
];

pub(super) fn find(screen: &Screen, said: &Said<'_>) -> Vec<Held> {
    let mut held = Vec::new();
    for hit in said.hits.iter().filter(|hit| hit.mask & CHANNEL != 0) {
        let near = (hit.token as usize).saturating_sub(6)..hit.end as usize + 4;
        let own = hit.end - hit.token > 1;
        let moves = near.clone().any(|index| {
            !(hit.token as usize..hit.end as usize).contains(&index)
                && MOVE.contains(&said.word(index).as_str())
        });
        let denied = near.clone().any(|index| {
            matches!(
                said.word(index).as_str(),
                "not" | "never" | "don" | "dont" | "cannot" | "avoid" | "official"
            )
        });
        if (moves || own) && !denied {
            held.push(Held {
                range: said.range(hit),
                why: Why::Messenger,
            });
        }
    }
    let official = screen.policy().official_channels();
    for finding in screen.conversation(said.text, Speaker::Agent, &[], &[]) {
        let value = said.text.get(finding.range.clone()).unwrap_or_default();
        let why = match finding.kind {
            Kind::Email => Why::PrivateMail,
            Kind::Phone => Why::PrivatePhone,
            _ => continue,
        };
        if official.iter().any(|own| is_own(own, value)) || !invites(said, finding.range.start) {
            continue;
        }
        held.push(Held {
            range: finding.range,
            why,
        });
    }
    held
}

/// Whether a value is on an official domain or is an official number.
pub(super) fn is_own(own: &str, value: &str) -> bool {
    let own = own.to_lowercase();
    let value = value.to_lowercase();
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let number = digits(&own);
    if number.len() >= 5 && !own.contains(char::is_alphabetic) {
        let value = digits(&value);
        return value == number
            || value.len() >= 7
                && (number.ends_with(value.trim_start_matches('0'))
                    || value.ends_with(number.trim_start_matches('0')));
    }
    let own = own.trim_start_matches('@');
    value
        .rsplit_once('@')
        .is_some_and(|(_, domain)| domain == own || domain.ends_with(&format!(".{own}")))
        || value == own
}

/// "my", "me" or a verb of contact within eight words before.
fn invites(said: &Said<'_>, start: usize) -> bool {
    let to = said
        .tokens
        .partition_point(|token| (token.start as usize) < start);
    let yours =
        (to.saturating_sub(3)..to).any(|index| matches!(said.word(index).as_str(), "your" | "you"));
    !yours
        && (to.saturating_sub(8)..to).any(|index| {
            MOVE.contains(&said.word(index).as_str())
                || matches!(
                    said.word(index).as_str(),
                    "my" | "mine" | "private" | "personal"
                )
        })
}
