//! The engine and the readers of files for the console's playground: what would happen to a text or
//! a file, and why.
//!
//! A module of its own, so that chats do not load it (docs/decisions). The same `screen` and `files`
//! as in the program, so the answers are the program's. No logic beyond putting answers into JSON;
//! nothing leaves the browser. Next: `answer`.

mod answer;

use answer::{Answer, Part};
use tacita_files::Limits;
use tacita_screen::{Draft, Policy, Screen, Speaker};
use wasm_bindgen::prelude::*;

/// One playground: the policy as the server gave it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Playground {
    policy: Policy,
}

#[wasm_bindgen]
impl Playground {
    /// By the server's lines.
    ///
    /// # Errors
    /// A line is no rule.
    #[wasm_bindgen(constructor)]
    pub fn new(lines: &str) -> Result<Self, JsError> {
        let policy = Policy::from_lines(lines).map_err(|_| JsError::new("no such policy"))?;
        Ok(Self { policy })
    }

    /// What would happen to a text, as JSON. `speaker`: `customer` or `agent`; `queue`: its id, empty
    /// for the rules of every queue.
    pub fn text(&self, text: &str, speaker: &str, queue: &str) -> String {
        let screen = self.screen(queue);
        let speaker = spoken(speaker);
        let part = part(&screen, "", text, speaker);
        let held = match speaker {
            Speaker::Agent => answer::held(&screen, text),
            Speaker::Customer => Vec::new(),
        };
        Answer::of_text(part, held).json()
    }

    /// What is in a file, as JSON.
    pub fn file(&self, bytes: &[u8], speaker: &str, queue: &str) -> String {
        let screen = self.screen(queue);
        let speaker = spoken(speaker);
        let limits = Limits::default();
        if tacita_files::format(bytes).is_none() && bytes.len() <= limits.text_bytes {
            // Text, in the one encoding that there is no guessing about.
            if let Ok(text) = core::str::from_utf8(bytes)
                && !text.contains('\0')
            {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                return Answer::of_text(part(&screen, "", text, speaker), Vec::new()).json();
            }
        }
        let answer = match tacita_files::read(bytes, &limits) {
            Err(why) => Answer::unread(why),
            Ok(contents) => {
                let parts: Vec<Part> = contents
                    .pieces
                    .iter()
                    .map(|piece| part(&screen, &piece.place, &piece.text, speaker))
                    .collect();
                Answer::of_file(&contents, parts)
            }
        };
        answer.json()
    }

    fn screen(&self, queue: &str) -> Screen {
        let queue = Some(queue).filter(|queue| !queue.is_empty());
        Screen::complete().governed(self.policy.clone(), queue)
    }
}

/// A copy of an image without its metadata; nothing where the format is not written.
#[wasm_bindgen]
#[must_use]
pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    tacita_files::strip(bytes).ok()
}

fn spoken(word: &str) -> Speaker {
    if word == "agent" {
        Speaker::Agent
    } else {
        Speaker::Customer
    }
}

fn part(screen: &Screen, place: &str, text: &str, speaker: Speaker) -> Part {
    let review = screen.draft(&Draft {
        text,
        speaker,
        expected: &[],
        earlier: &[],
    });
    let sent = review.finish(&[]);
    let sent = sent.map_or_else(|_| String::new(), tacita_screen::Screened::into_inner);
    Part::new(screen, place, text, review.findings(), sent)
}
