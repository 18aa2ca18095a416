//! What agents do with words that they should not: ask for too much, move the talk elsewhere.
//!
//! Both look at an agent's draft before it is sent and answer with what was said and why it is
//! held; they never change the text. Next: `ask` (Practice: C9), `channel` (Practice: B12).

mod ask;
mod channel;
#[cfg(test)]
mod tests;

use crate::text::{Folded, Token, tokens};
use crate::words::Hit;
use crate::{Kind, Screen};
use core::ops::Range;

/// Reasons for sending what was held, as words that pages translate and the ledger keeps. Free text
/// would invite people to write about the customer.
pub const REASONS: [&str; 3] = ["same-customer", "customer-asked", "not-private"];

/// Something in an agent's draft that policy holds before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Byte range in the draft of the words that led to it.
    pub range: Range<usize>,
    /// What it is.
    pub why: Why,
}

/// Why a draft is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// Asks for what may never be asked: a card code, a PIN, a full password, a one-time code.
    NeverAsk(Kind),
    /// Asks for what this queue has no purpose for.
    NotInPurpose(Kind),
    /// Moves the talk to a messenger.
    Messenger,
    /// Moves the talk to a mail address that is not the organisation's.
    PrivateMail,
    /// Moves the talk to a telephone number that is not the organisation's.
    PrivatePhone,
}

/// An agent's draft cut for both detectors.
struct Said<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    hits: Vec<Hit>,
}

impl Screen {
    /// Whether a finding in a text is one of the organisation's own channels.
    #[must_use]
    pub fn is_official(&self, text: &str, finding: &crate::Finding) -> bool {
        let value = text.get(finding.range.clone()).unwrap_or_default();
        let official = self.policy.official_channels();
        official.iter().any(|own| channel::is_own(own, value))
    }

    /// What in an agent's draft should be held before sending, in order of place.
    #[must_use]
    pub fn conduct(&self, text: &str) -> Vec<Held> {
        let folded = Folded::new(text);
        let (tokens, _) = tokens::cut(&folded.text);
        let (hits, _) = self.tables.words.hits(&tokens);
        let said = Said {
            text: &folded.text,
            tokens,
            hits,
        };
        let mut held = ask::find(&said, self.policy.may_ask(self.queue.as_deref()));
        held.extend(channel::find(self, &said));
        for one in &mut held {
            one.range = folded.origin(one.range.clone());
        }
        held.sort_by_key(|one| one.range.start);
        held
    }
}

impl Said<'_> {
    /// Byte range of a hit.
    fn range(&self, hit: &Hit) -> Range<usize> {
        let start = self
            .tokens
            .get(hit.token as usize)
            .map_or(0, |token| token.start as usize);
        let end = (hit.end as usize)
            .checked_sub(1)
            .and_then(|i| self.tokens.get(i))
            .map_or(start, |token| token.end as usize);
        start..end
    }

    /// Sentences as token ranges with whether they end in a question mark.
    fn sentences(&self) -> Vec<(Range<usize>, bool)> {
        let mut out = Vec::new();
        let mut from = 0;
        for (index, token) in self.tokens.iter().enumerate() {
            let next = self
                .tokens
                .get(index + 1)
                .map_or(self.text.len(), |next| next.start as usize);
            let after = self.text.get(token.end as usize..next).unwrap_or_default();
            let ends = after.contains(['?', '!', '\n', ';', '？', '。'])
                || after.contains(". ")
                || after.trim_end() == "."
                || index + 1 == self.tokens.len();
            if ends {
                out.push((from..index + 1, after.contains(['?', '？'])));
                from = index + 1;
            }
        }
        out
    }

    fn word(&self, index: usize) -> String {
        self.tokens
            .get(index)
            .and_then(|token| self.text.get(token.range()))
            .unwrap_or_default()
            .to_lowercase()
    }
}
