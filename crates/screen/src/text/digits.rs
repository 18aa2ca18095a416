//! The digit stream: every digit of the text in a row, however it is written.
//!
//! Groups are runs of digits that stand together, spelled digits ("four", "double five"), and O, l
//! or I between digits. Each knows what stood before it, so that a window of groups meets the same
//! validators whether the sender typed dashes, spaces, words or two messages.
//! Next: `crate::find` (who looks at windows).

mod gap;
mod lookalike;

use super::tokens::{BEYOND_ASCII, DIGIT, LETTER, Token};
use crate::words::{AMOUNT, CONNECT, Lexicon, REFERENCE, SHY, TECHNICAL, TIME};

pub(crate) use gap::{Gap, classify};
use lookalike::{before_extension, lookalikes, syllables};

/// Words whose number is another one than the message before began.
const OTHER_NUMBERS: u64 = REFERENCE | TECHNICAL | AMOUNT | TIME;

/// Digits that stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    /// Place of the first digit in [`Digits::values`].
    pub(crate) at: u32,
    /// Number of digits.
    pub(crate) len: u32,
    /// First byte in the folded text.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// Written in words or with letters in place of digits.
    pub(crate) spelled: bool,
    /// First token.
    pub(crate) token: u32,
    /// One past the last token.
    pub(crate) token_end: u32,
}

/// The digit stream.
#[derive(Debug, Default)]
pub(crate) struct Digits {
    /// Values 0 to 9.
    pub(crate) values: Vec<u8>,
    /// Groups in order.
    pub(crate) groups: Vec<Group>,
}

impl Digits {
    /// Digit values of the groups `from..to` in one slice.
    pub(crate) fn window(&self, from: usize, to: usize) -> &[u8] {
        let start = self.groups.get(from).map_or(0, |group| group.at as usize);
        let end = to
            .checked_sub(1)
            .and_then(|last| self.groups.get(last))
            .map_or(start, |group| (group.at + group.len) as usize);
        self.values.get(start..end).unwrap_or_default()
    }

    /// Builds the stream. `borders` are the folded offsets where a message ends.
    pub(crate) fn new(text: &str, tokens: &[Token], words: &Lexicon, borders: &[u32]) -> Self {
        let mut out = Self::default();
        let mut index = 0;
        while index < tokens.len() {
            let used = out.take(text, tokens, index, words, borders);
            index += used.max(1);
        }
        out
    }

    fn push(
        &mut self,
        text: &str,
        tokens: &[Token],
        words: &Lexicon,
        borders: &[u32],
        group: NewGroup<'_>,
    ) {
        let (Some(first), Some(last)) = (
            tokens.get(group.token),
            tokens.get(group.token + group.used - 1),
        ) else {
            return;
        };
        let gap = self.gap_before(text, tokens, group.token, first, words, borders);
        let at = self.values.len() as u32;
        self.values.extend_from_slice(group.values);
        self.groups.push(Group {
            at,
            len: group.values.len() as u32,
            start: first.start,
            end: last.end,
            gap,
            spelled: group.spelled,
            token: group.token as u32,
            token_end: (group.token + group.used) as u32,
        });
    }

    /// Takes one group at `index` and returns how many tokens it used; 0 when there is none.
    fn take(
        &mut self,
        text: &str,
        tokens: &[Token],
        index: usize,
        words: &Lexicon,
        borders: &[u32],
    ) -> usize {
        let Some(token) = tokens.get(index) else {
            return 0;
        };
        let bytes = text.as_bytes().get(token.range()).unwrap_or_default();
        let mut buffer = [0_u8; 64];
        if token.is_number() {
            if bytes.len() <= buffer.len() {
                for (slot, byte) in buffer.iter_mut().zip(bytes) {
                    *slot = byte - b'0';
                }
            }
            // More digits than any number has: kept as one unusable group.
            let values = buffer.get(..bytes.len()).unwrap_or(&buffer);
            self.push(
                text,
                tokens,
                words,
                borders,
                NewGroup {
                    token: index,
                    used: 1,
                    values,
                    spelled: false,
                },
            );
            return 1;
        }
        let after_digits = self
            .groups
            .last()
            .is_some_and(|group| group.token_end as usize == index && token.start - group.end <= 3);
        if token.shape & (DIGIT | LETTER) == DIGIT | LETTER {
            if let Some(len) = before_extension(bytes, &mut buffer) {
                let values = buffer.get(..len).unwrap_or_default();
                let group = NewGroup {
                    token: index,
                    used: 1,
                    values,
                    spelled: false,
                };
                self.push(text, tokens, words, borders, group);
                if let Some(last) = self.groups.last_mut() {
                    last.end = token.start + len as u32;
                }
                return 1;
            }
            let Some(len) = lookalikes(bytes, &mut buffer) else {
                return 0;
            };
            let values = buffer.get(..len).unwrap_or_default();
            self.push(
                text,
                tokens,
                words,
                borders,
                NewGroup {
                    token: index,
                    used: 1,
                    values,
                    spelled: true,
                },
            );
            return 1;
        }
        if token.shape & BEYOND_ASCII != 0
            && let Some(len) = syllables(text.get(token.range()), words, &mut buffer)
        {
            let values = buffer.get(..len).unwrap_or_default();
            let group = NewGroup {
                token: index,
                used: 1,
                values,
                spelled: true,
            };
            self.push(text, tokens, words, borders, group);
            return 1;
        }
        if let Some(mut value) = words.digit(token.hash) {
            if value >= SHY {
                let spelled = |place: Option<usize>| {
                    let token = place.and_then(|place| tokens.get(place));
                    token.is_some_and(|token| words.digit(token.hash).is_some())
                };
                let (before, after) = (spelled(index.checked_sub(1)), spelled(Some(index + 1)));
                let run = before && (after || spelled(index.checked_sub(2)))
                    || after && spelled(Some(index + 2));
                if !run {
                    return 0;
                }
                value -= SHY;
            }
            let times = words.repeat(token.hash);
            if times > 0 {
                return self.repeated(text, tokens, index, words, borders, times);
            }
            if value < 10 {
                let letter_only = bytes.len() <= 2 && matches!(bytes.first(), Some(b'o' | b'O'));
                if letter_only && !after_digits {
                    return 0;
                }
                self.push(
                    text,
                    tokens,
                    words,
                    borders,
                    NewGroup {
                        token: index,
                        used: 1,
                        values: &[value],
                        spelled: true,
                    },
                );
                return 1;
            }
            let (tens, ones) = (value / 10, value % 10);
            // "forty two": the unit takes the place of the zero.
            if ones == 0
                && let Some(next) = tokens.get(index + 1)
                && let Some(unit) = words.digit(next.hash).filter(|unit| (1..10).contains(unit))
            {
                let values = [tens, unit];
                self.push(
                    text,
                    tokens,
                    words,
                    borders,
                    NewGroup {
                        token: index,
                        used: 2,
                        values: &values,
                        spelled: true,
                    },
                );
                return 2;
            }
            self.push(
                text,
                tokens,
                words,
                borders,
                NewGroup {
                    token: index,
                    used: 1,
                    values: &[tens, ones],
                    spelled: true,
                },
            );
            return 1;
        }
        let before_digits = tokens
            .get(index + 1)
            .is_some_and(|next| next.start - token.end <= 2 && next.shape & DIGIT != 0);
        if after_digits && before_digits && bytes.len() <= 4 {
            let Some(len) = lookalikes(bytes, &mut buffer) else {
                return 0;
            };
            let values = buffer.get(..len).unwrap_or_default();
            self.push(
                text,
                tokens,
                words,
                borders,
                NewGroup {
                    token: index,
                    used: 1,
                    values,
                    spelled: true,
                },
            );
            return 1;
        }
        0
    }

    /// "double four", "triple 0".
    fn repeated(
        &mut self,
        text: &str,
        tokens: &[Token],
        index: usize,
        words: &Lexicon,
        borders: &[u32],
        times: u8,
    ) -> usize {
        let Some(next) = tokens.get(index + 1) else {
            return 0;
        };
        let bytes = text.as_bytes().get(next.range()).unwrap_or_default();
        let value = match (bytes, words.digit(next.hash)) {
            ([digit @ b'0'..=b'9'], _) => digit - b'0',
            (_, Some(value)) if value < 10 => value,
            _ => return 0,
        };
        let values = [value; 4];
        let values = values.get(..times as usize).unwrap_or(&values);
        self.push(
            text,
            tokens,
            words,
            borders,
            NewGroup {
                token: index,
                used: 2,
                values,
                spelled: true,
            },
        );
        2
    }

    /// Whether the group at token `index`, in a later message, can go on with the number before it:
    /// only when the messages hold little else, and do not count ("number 189." "number 190.").
    fn goes_on(
        &self,
        text: &str,
        tokens: &[Token],
        index: usize,
        words: &Lexicon,
        words_between: usize,
    ) -> bool {
        let Some(before) = self.groups.last() else {
            return false;
        };
        let between = tokens
            .get(before.token_end as usize..index)
            .unwrap_or_default();
        let mut unknown = 0;
        for word in between {
            let meaning = words.mask(word.hash);
            if meaning & OTHER_NUMBERS != 0 {
                return false;
            }
            unknown += usize::from(meaning == 0);
        }
        if words_between > 6 || unknown > 3 {
            return false;
        }
        let value = |range: core::ops::Range<usize>| {
            text.get(range)
                .filter(|digits| digits.len() <= 6)
                .and_then(|digits| digits.parse::<u32>().ok())
        };
        let (Some(token), Some(place)) =
            (tokens.get(index), (before.token as usize).checked_sub(1))
        else {
            return true;
        };
        let old = value(before.start as usize..before.end as usize);
        let new = value(token.range());
        let counts = old
            .zip(new)
            .is_some_and(|(old, new)| old < new && new - old <= 20);
        let led = |place: usize| {
            tokens
                .get(place)
                .filter(|word| word.is_word())
                .map(|word| word.hash)
        };
        let same_word =
            led(place).is_some_and(|word| index.checked_sub(1).and_then(led) == Some(word));
        !(counts && same_word)
    }

    fn gap_before(
        &self,
        text: &str,
        tokens: &[Token],
        index: usize,
        token: &Token,
        words: &Lexicon,
        borders: &[u32],
    ) -> Gap {
        let Some(before) = self.groups.last() else {
            return Gap::Far;
        };
        let words_between = index.saturating_sub(before.token_end as usize);
        let border = borders
            .iter()
            .any(|&at| before.end <= at && at <= token.start);
        if border {
            return if self.goes_on(text, tokens, index, words, words_between) {
                Gap::Border
            } else {
                Gap::Far
            };
        }
        let between = text
            .as_bytes()
            .get(before.end as usize..token.start as usize)
            .unwrap_or_default();
        if words_between > 0 {
            let connecting = words_between <= 2
                && between.len() <= 24
                && tokens
                    .get(before.token_end as usize..index)
                    .unwrap_or_default()
                    .iter()
                    .all(|word| words.mask(word.hash) & CONNECT != 0);
            return if connecting { Gap::Words } else { Gap::Far };
        }
        classify(between)
    }
}

struct NewGroup<'a> {
    token: usize,
    used: usize,
    values: &'a [u8],
    spelled: bool,
}
