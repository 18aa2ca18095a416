//! Mail: mbox and single messages; subject and text parts are read, encodings undone.
//!
//! A redacted copy is not made: parts may be encoded or signed. Attachments that are no text are
//! said to be unread.

use crate::commands::scan::paper::{Found, Paper, find};
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{MessageParser, MimeHeaders, PartType};
use tacita_screen::Screen;

/// Whether a text opens as an mbox.
pub(super) fn is(text: &str) -> bool {
    text.starts_with("From ")
        && text
            .lines()
            .take(80)
            .any(|line| line.starts_with("Subject:"))
}

/// Reads an mbox or one message.
pub(super) fn read(screen: &Screen, text: &str) -> Paper {
    let mut paper = Paper::default();
    if text.starts_with("From ") {
        // Reading from memory does not fail.
        for (index, message) in MessageIterator::new(text.as_bytes()).flatten().enumerate() {
            one(screen, message.contents(), index + 1, &mut paper);
        }
    } else {
        one(screen, text.as_bytes(), 1, &mut paper);
    }
    paper
}

fn one(screen: &Screen, raw: &[u8], number: usize, paper: &mut Paper) {
    let Some(message) = MessageParser::default().parse(raw) else {
        paper
            .unread
            .push(format!("message {number}: not a message"));
        return;
    };
    let mut piece = |place: String, text: &str| {
        paper
            .found
            .extend(find(screen, "", text).into_iter().map(|finding| {
                Found {
                    line: None,
                    column: None,
                    place: Some(place.clone()),
                    value: text
                        .get(finding.range.clone())
                        .unwrap_or_default()
                        .to_owned(),
                    finding,
                }
            }));
    };
    piece(
        format!("message {number}, subject"),
        message.subject().unwrap_or_default(),
    );
    for (index, part) in message.parts.iter().enumerate() {
        let place = format!("message {number}, part {}", index + 1);
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => piece(place, text),
            PartType::Message(inner) => piece(place, &String::from_utf8_lossy(inner.raw_message())),
            PartType::Multipart(_) => {}
            PartType::Binary(_) | PartType::InlineBinary(_) => {
                let name = part.attachment_name().unwrap_or("an attachment");
                paper.unread.push(format!("{place}: {name}, a binary file"));
            }
        }
    }
}
