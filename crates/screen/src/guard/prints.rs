//! Keyed fingerprints of a text: all that leaves the chat it was written in.
//!
//! A print is eight bytes of an HMAC under the sign-in's key and a word about what it stands for:
//! whoever holds prints without the key learns nothing, and with it can only ask "is it this?".
//! Next: `super::Guard`, which keeps them.

use super::Carried;
use crate::company::{compact, keyed, push};
use crate::text::{Folded, Token, tokens};
use crate::{Band, Finding, Kind};
use core::ops::Range;

/// Words of a run.
const RUN: usize = 5;
/// Most tokens of a value that is compared exactly.
const TOKENS: usize = 6;
/// Bytes of a print when written.
const WRITTEN: usize = 9;

pub(super) type Tag = [u8; 8];

/// One fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    pub(super) tag: Tag,
    pub(super) carried: Carried,
}

/// What of a draft is looked up: fingerprints of its words and runs, each with its place.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub(super) windows: Vec<(Tag, Range<usize>)>,
    /// Hash and place of each token, for what was pasted.
    pub(super) tokens: Vec<(u32, Range<usize>)>,
}

/// A text that was put into a draft from the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    pub(super) tag: Tag,
    /// Hashes of its tokens in order, to find it again once the draft was edited.
    pub(super) hashes: Vec<u32>,
}

/// Makes fingerprints under the key of one sign-in.
#[derive(Clone)]
pub struct Printer {
    key: [u8; 32],
}

impl core::fmt::Debug for Printer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Printer")
    }
}

impl Printer {
    /// A printer with a key that lives as long as the sign-in.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Of what a customer wrote: values, names, numbers and runs of words. `findings` are those of
    /// the same text.
    #[must_use]
    pub fn of_text(&self, text: &str, findings: &[Finding]) -> Vec<Print> {
        let folded = Folded::new(text);
        let (tokens, _) = tokens::cut(&folded.text);
        let mut prints = Vec::new();
        self.findings(&folded, &tokens, findings, &mut prints);
        for token in tokens
            .iter()
            .filter(|token| is_specific(&folded.text, token))
        {
            let alone = core::slice::from_ref(token);
            self.value(&folded.text, alone, Carried::Value, &mut prints);
        }
        prints.extend(tokens.windows(RUN).map(|run| Print {
            tag: self.run(run),
            carried: Carried::Words,
        }));
        prints
    }

    /// Of what an agent wrote: recognised values and names alone, since agents say the same
    /// sentences to everybody.
    #[must_use]
    pub fn of_own(&self, text: &str, findings: &[Finding]) -> Vec<Print> {
        let folded = Folded::new(text);
        let (tokens, _) = tokens::cut(&folded.text);
        let mut prints = Vec::new();
        let sure: Vec<Finding> = findings
            .iter()
            .filter(|finding| finding.band > Band::Hint)
            .cloned()
            .collect();
        self.findings(&folded, &tokens, &sure, &mut prints);
        prints
    }

    /// Of a name that the console knows from elsewhere than the text.
    #[must_use]
    pub fn of_name(&self, name: &str) -> Vec<Print> {
        let folded = Folded::new(name);
        let (tokens, _) = tokens::cut(&folded.text);
        let mut prints = Vec::new();
        self.name(&folded.text, &tokens, &mut prints);
        prints
    }

    /// Of a text that was copied out of a chat's window.
    #[must_use]
    pub fn of_copy(&self, text: &str) -> Vec<Print> {
        let tag = self.pasted(text).map(|pasted| pasted.tag);
        tag.into_iter()
            .map(|tag| Print {
                tag,
                carried: Carried::Paste,
            })
            .collect()
    }

    /// A text from the clipboard; none when it holds no word.
    #[must_use]
    pub fn pasted(&self, text: &str) -> Option<Pasted> {
        let folded = Folded::new(text);
        let (tokens, _) = tokens::cut(&folded.text);
        let mut bytes = vec![1];
        bytes.extend(compact(&folded.text, &tokens));
        (!tokens.is_empty()).then(|| Pasted {
            tag: keyed(&self.key, &bytes),
            hashes: tokens.iter().map(|token| token.hash).collect(),
        })
    }

    /// What of a draft is to be looked up.
    #[must_use]
    pub fn of_draft(&self, text: &str) -> Draft {
        let folded = Folded::new(text);
        let (tokens, _) = tokens::cut(&folded.text);
        let place = |window: &[Token]| {
            let first = window.first().map_or(0, |token| token.start as usize);
            let last = window.last().map_or(first, |token| token.end as usize);
            folded.origin(first..last)
        };
        let mut windows = Vec::new();
        for from in 0..tokens.len() {
            let mut buffer = Vec::new();
            for (offset, token) in tokens.iter().skip(from).take(TOKENS).enumerate() {
                push(&mut buffer, &folded.text, token);
                let window = tokens.get(from..from + offset + 1).unwrap_or_default();
                windows.push((keyed(&self.key, &buffer), place(window)));
            }
        }
        windows.extend(tokens.windows(RUN).map(|run| (self.run(run), place(run))));
        let tokens = tokens
            .iter()
            .map(|token| (token.hash, place(core::slice::from_ref(token))))
            .collect();
        Draft { windows, tokens }
    }

    fn findings(
        &self,
        folded: &Folded<'_>,
        tokens: &[Token],
        findings: &[Finding],
        prints: &mut Vec<Print>,
    ) {
        for finding in findings {
            let inside: Vec<Token> = tokens
                .iter()
                .filter(|token| {
                    let range = folded.origin(token.range());
                    finding.range.start <= range.start && range.end <= finding.range.end
                })
                .copied()
                .collect();
            if finding.kind == Kind::Person {
                self.name(&folded.text, &inside, prints);
            } else {
                self.value(&folded.text, &inside, Carried::Value, prints);
            }
        }
    }

    /// First and family name also stand alone.
    fn name(&self, text: &str, tokens: &[Token], prints: &mut Vec<Print>) {
        self.value(text, tokens, Carried::Name, prints);
        for token in tokens.iter().filter(|token| token.len() >= 4) {
            let alone = core::slice::from_ref(token);
            self.value(text, alone, Carried::Name, prints);
        }
    }

    fn value(&self, text: &str, tokens: &[Token], carried: Carried, prints: &mut Vec<Print>) {
        // A long address: its first words are enough to know it.
        let tokens = tokens.get(..TOKENS).unwrap_or(tokens);
        let compact = compact(text, tokens);
        if compact.len() >= 3 {
            prints.push(Print {
                tag: keyed(&self.key, &compact),
                carried,
            });
        }
    }

    fn run(&self, run: &[Token]) -> Tag {
        let bytes: Vec<u8> = core::iter::once(0)
            .chain(run.iter().flat_map(|token| token.hash.to_be_bytes()))
            .collect();
        keyed(&self.key, &bytes)
    }
}

/// Prints as bytes, for the way from one chat's worker to another's.
#[must_use]
pub fn write(prints: &[Print]) -> Vec<u8> {
    prints
        .iter()
        .flat_map(|print| core::iter::once(print.carried as u8).chain(print.tag))
        .collect()
}

/// Reads [`write`]; none when it is something else.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Vec<Print>> {
    let mut prints = Vec::with_capacity(bytes.len() / WRITTEN);
    for piece in bytes.chunks(WRITTEN) {
        let (first, tag) = piece.split_first()?;
        let carried = Carried::ALL
            .into_iter()
            .find(|carried| *carried as u8 == *first)?;
        prints.push(Print {
            tag: tag.try_into().ok()?,
            carried,
        });
    }
    Some(prints)
}

/// Numbers and codes that belong to somebody even where no recogniser names them.
fn is_specific(text: &str, token: &Token) -> bool {
    let word = text.get(token.range()).unwrap_or_default();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 && !(word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
        || digits >= 2 && word.len() >= 6
}
