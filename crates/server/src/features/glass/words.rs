//! Words that people write here: a reason, a finding. Screened on the server too, because other people
//! read them and they are kept: no card, no password, no address of a customer may stand in them.

use crate::edge::errors::Problem;
use tacita_screen::{Action, Draft, Screen, Speaker};

/// Most characters.
pub(super) const MOST: usize = 500;

/// Words as they are kept.
///
/// # Errors
/// [`Problem::Malformed`] for fewer or more than asked for, [`Problem::Confidential`] for what screening
/// would mark in a chat.
pub(super) fn clean(text: &str, least: usize) -> Result<String, Problem> {
    let text = text.trim();
    let length = text.chars().count();
    let odd = |c: char| c.is_control() && c != '\n';
    if length < least || length > MOST || text.chars().any(odd) {
        return Err(Problem::Malformed);
    }
    // Structured values alone: names of colleagues belong into a reason.
    let review = Screen::new().draft(&Draft {
        text,
        speaker: Speaker::Agent,
        expected: &[],
        earlier: &[],
    });
    let marked = |action: Action| action != Action::Allow;
    if review.findings().iter().any(|found| marked(found.action)) {
        return Err(Problem::Confidential);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_with_a_value_that_a_chat_would_mark_is_refused() {
        for text in [
            "The customer says card 4111 1111 1111 1111 was charged twice",
            "Customer wrote from ines.lopes@example.com and nobody answers",
        ] {
            assert_eq!(clean(text, 20), Err(Problem::Confidential), "{text}");
        }
        let fine = "Thandi is ill and her customer waits for a refund of order 5521.";
        assert_eq!(clean(fine, 20).as_deref(), Ok(fine));
    }

    #[test]
    fn a_reason_is_neither_too_short_nor_too_long() {
        assert_eq!(clean("  because  ", 20), Err(Problem::Malformed));
        assert_eq!(clean(&"a ".repeat(MOST), 20), Err(Problem::Malformed));
        assert_eq!(
            clean("a reason with \u{7} in it, and more", 20),
            Err(Problem::Malformed)
        );
    }
}
