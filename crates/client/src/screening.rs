//! Screening around the brain: drafts in their conversation, the second pass on arrival, and the
//! way from placeholders in a text to parts on a page.
//!
//! Only what [`tacita_screen::Review::finish`] hands out reaches `seal`. A text that waits in the
//! outbox is kept as it was finished and screened again for every sealing, because the proof of
//! screening cannot be stored. Practice C5 lives here: a value is hidden before encryption.

use crate::event;
use tacita_screen::{
    Action, Choice, Draft, Earlier, Finding, Kind, Refused, Review, Screen, Screened, Speaker,
    placeholder,
};

/// How many earlier messages of the same sender are looked at.
const EARLIER: usize = 4;
/// How much of each, in characters.
const TAIL_CHARACTERS: usize = 120;

/// What was said before, as screening needs it: newest last.
#[derive(Debug, Default)]
pub(crate) struct Past {
    own: Vec<(String, i64)>,
    other: Vec<(String, i64)>,
}

impl Past {
    /// Takes in a message; `time` in microseconds.
    pub(crate) fn said(&mut self, own: bool, text: &str, time: i64) {
        let list = if own { &mut self.own } else { &mut self.other };
        let characters = text.chars().count();
        let tail = text
            .chars()
            .skip(characters.saturating_sub(TAIL_CHARACTERS))
            .collect();
        list.push((tail, time));
        if list.len() > EARLIER {
            list.remove(0);
        }
    }

    fn earlier(&self, own: bool, now: i64) -> Vec<Earlier> {
        let list = if own { &self.own } else { &self.other };
        let age = |time: i64| u32::try_from(now.saturating_sub(time) / 1_000_000).unwrap_or(0);
        list.iter()
            .rev()
            .map(|(tail, time)| Earlier {
                tail: tail.clone(),
                age_seconds: age(*time),
            })
            .collect()
    }

    /// What the other side of a speaker asked for last.
    fn expected(&self, own: bool) -> Vec<Kind> {
        let list = if own { &self.other } else { &self.own };
        list.last()
            .map(|(text, _)| asked_for(text))
            .unwrap_or_default()
    }

    /// Reads a draft of ours, on this device and before anything of it can be sealed.
    ///
    /// Practice: C5
    pub(crate) fn review(&self, screen: &Screen, text: &str, speaker: Speaker, now: i64) -> Review {
        screen.draft(&Draft {
            text,
            speaker,
            expected: &self.expected(true),
            earlier: &self.earlier(true, now),
        })
    }

    /// The second pass: hides what policy lets nobody send, and says how many values that were. An
    /// honest sender's screening has left none; a modified client's may.
    pub(crate) fn arrive(
        &self,
        screen: &Screen,
        text: &str,
        speaker: Speaker,
        now: i64,
    ) -> (String, u32) {
        let review = screen.draft(&Draft {
            text,
            speaker,
            expected: &self.expected(false),
            earlier: &self.earlier(false, now),
        });
        let hidden = review
            .findings()
            .iter()
            .filter(|finding| must_hide(finding))
            .count();
        let shown = review.finish(&keep_what_is_allowed(&review));
        let shown = shown.map_or_else(|_| String::new(), Screened::into_inner);
        (shown, u32::try_from(hidden).unwrap_or(u32::MAX))
    }
}

fn must_hide(finding: &Finding) -> bool {
    !finding.may_send_anyway
        && matches!(finding.action, Action::Mask | Action::Seal | Action::Block)
}

fn keep_what_is_allowed(review: &Review) -> Vec<Choice> {
    let choose = |finding: &Finding| {
        if finding.may_send_anyway {
            Choice::SendAnyway
        } else {
            Choice::Suggested
        }
    };
    review.findings().iter().map(choose).collect()
}

/// Applies the person's choices; unknown words count as "suggested".
pub(crate) fn finish(review: &Review, choices: &[String]) -> Result<Screened<String>, Refused> {
    let choices: Vec<Choice> = choices
        .iter()
        .map(|word| match word.as_str() {
            "remove" => Choice::Remove,
            "send-anyway" => Choice::SendAnyway,
            _ => Choice::Suggested,
        })
        .collect();
    review.finish(&choices)
}

/// The proof for a text that was finished before and waited in the outbox. What the sender chose to
/// send as it is stays; what nobody may send is hidden even if the storage was tampered with.
pub(crate) fn again(screen: &Screen, text: &str, speaker: Speaker) -> Screened<String> {
    let review = screen.draft(&Draft {
        text,
        speaker,
        expected: &[],
        earlier: &[],
    });
    review
        .finish(&keep_what_is_allowed(&review))
        .unwrap_or_else(|_| nothing(screen, speaker))
}

/// An empty text, screened: what is left when a review cannot be finished.
fn nothing(screen: &Screen, speaker: Speaker) -> Screened<String> {
    loop {
        let review = screen.draft(&Draft {
            text: "",
            speaker,
            expected: &[],
            earlier: &[],
        });
        if let Ok(empty) = review.finish(&[]) {
            return empty;
        }
    }
}

/// Where a byte of a text is for JavaScript, which counts in UTF-16.
pub(crate) fn utf16(text: &str, bytes: usize) -> u32 {
    let before = text.get(..bytes).unwrap_or_default();
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Findings as the page draws them.
pub(crate) fn findings(text: &str, review: &Review) -> Vec<event::Finding> {
    let word = |finding: &Finding| event::Finding {
        start: utf16(text, finding.range.start),
        end: utf16(text, finding.range.end),
        kind: finding.kind.as_str().to_owned(),
        band: finding.band.as_str().to_owned(),
        reason: finding.reason.to_owned(),
        action: finding.action.as_str().to_owned(),
        may_send_anyway: finding.may_send_anyway,
        split: finding.split,
    };
    review.findings().iter().map(word).collect()
}

/// Splits a text into plain pieces and placeholders.
pub(crate) fn parts(text: &str) -> Vec<event::Part> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = placeholder::length(rest).unwrap_or(0);
        let Some((piece, after)) = rest.split_at_checked(length.max(first.len_utf8())) else {
            break;
        };
        if length == 0 {
            plain.push(first);
        } else {
            if !plain.is_empty() {
                parts.push(event::Part::Text {
                    text: core::mem::take(&mut plain),
                });
            }
            parts.push(hidden(piece));
        }
        rest = after;
    }
    if !plain.is_empty() || parts.is_empty() {
        parts.push(event::Part::Text { text: plain });
    }
    parts
}

fn hidden(piece: &str) -> event::Part {
    let content = piece.trim_start_matches('⟦').trim_end_matches('⟧');
    let (word, last) = match content.split_once(" •") {
        Some((word, last)) => (word, Some(last.to_owned())),
        None => (content, None),
    };
    let kind = Kind::ALL
        .iter()
        .find(|kind| placeholder::word(**kind) == word);
    event::Part::Placeholder {
        kind: kind.map_or(word, |kind| kind.as_str()).to_owned(),
        last,
    }
}

/// Kinds that a question asks for, by its words. English; a miss costs certainty, not safety.
fn asked_for(question: &str) -> Vec<Kind> {
    const WORDS: &[(&str, Kind)] = &[
        ("card number", Kind::CreditCard),
        ("credit card", Kind::CreditCard),
        ("debit card", Kind::CreditCard),
        ("security code", Kind::Cvv),
        ("cvv", Kind::Cvv),
        ("cvc", Kind::Cvv),
        ("pin", Kind::Pin),
        ("iban", Kind::Iban),
        ("account number", Kind::BankAccount),
        ("e-mail", Kind::Email),
        ("email", Kind::Email),
        ("phone", Kind::Phone),
        ("call you", Kind::Phone),
        ("social security", Kind::NationalId),
        ("id number", Kind::NationalId),
        ("passport", Kind::Passport),
        ("password", Kind::Password),
        ("your name", Kind::Person),
        ("address", Kind::Address),
        ("birth", Kind::BirthDate),
    ];
    let question = question.to_lowercase();
    let words: Vec<&str> = question
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .collect();
    let spaced = format!(" {} ", words.join(" "));
    WORDS
        .iter()
        .filter(|(word, _)| spaced.contains(&format!(" {word} ")))
        .map(|(_, kind)| *kind)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Part;

    #[test]
    fn placeholders_become_parts_and_look_alikes_stay_text() {
        let placeholder = |last: Option<&str>| Part::Placeholder {
            kind: "CREDIT_CARD".to_owned(),
            last: last.map(str::to_owned),
        };
        let text = |text: &str| Part::Text {
            text: text.to_owned(),
        };
        assert_eq!(
            parts("my card ⟦card •1111⟧ and ⟦card⟧!"),
            [
                text("my card "),
                placeholder(Some("1111")),
                text(" and "),
                placeholder(None),
                text("!")
            ]
        );
        assert_eq!(parts("⟦no such⟧ ⟦"), [text("⟦no such⟧ ⟦")]);
        assert_eq!(parts(""), [text("")]);
    }

    // Practice: C5
    #[test]
    fn a_card_number_is_hidden_before_it_can_be_sealed_and_hidden_again_on_arrival() {
        let (screen, past) = (Screen::new(), Past::default());
        let typed = "my card is 4111 1111 1111 1111";
        let review = past.review(&screen, typed, Speaker::Customer, 0);
        assert_eq!(
            finish(&review, &[]).unwrap().get(),
            "my card is ⟦card •1111⟧"
        );
        assert!(finish(&review, &["send-anyway".to_owned()]).is_err());
        // A modified client sends it as it is: the receiver hides it.
        let (shown, hidden) = past.arrive(&screen, typed, Speaker::Customer, 0);
        assert_eq!((shown.as_str(), hidden), ("my card is ⟦card •1111⟧", 1));
    }

    #[test]
    fn offsets_count_utf16_as_javascript_does() {
        let (screen, past) = (Screen::new(), Past::default());
        let text = "😀 4111111111111111";
        let review = past.review(&screen, text, Speaker::Customer, 0);
        let found = findings(text, &review);
        assert_eq!((found[0].start, found[0].end), (3, 19));
    }

    #[test]
    fn a_question_tells_what_is_expected() {
        assert_eq!(
            asked_for("What is your e-mail address?"),
            [Kind::Email, Kind::Address]
        );
        assert_eq!(asked_for("I am happy to help"), []);
    }
}
