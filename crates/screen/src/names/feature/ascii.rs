//! Cuts plain text into tokens and looks at them in one pass, a table look-up a byte: what
//! `token::split` and [`super::look`] do with any text in three. A test holds the two together.
//! Refuses nothing; bytes outside ASCII would stand as signs. Next: `super`.

use super::{Sight, ending, number, standing, step};
use crate::names::table::Table;
use crate::names::token::{Shape, Token};

const SIGN: u8 = 0;
const SMALL: u8 = 1;
const LARGE: u8 = 2;
const DIGIT: u8 = 3;
const SPACE: u8 = 4;
const BREAK: u8 = 5;

static CLASS: [u8; 256] = {
    let mut table = [SIGN; 256];
    let mut byte = 0_usize;
    while byte < 128 {
        #[expect(
            clippy::indexing_slicing,
            reason = "constant evaluation, bounded by the loop"
        )]
        {
            table[byte] = match byte as u8 {
                b'a'..=b'z' => SMALL,
                b'A'..=b'Z' => LARGE,
                b'0'..=b'9' => DIGIT,
                b' ' | b'\t' => SPACE,
                b'\n' | b'\r' => BREAK,
                _ => SIGN,
            };
        }
        byte += 1;
    }
    table
};

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(SIGN)
}

/// Fills `tokens` and `sights` (cleared first) from a text of ASCII alone.
pub(in crate::names) fn look(
    text: &str,
    table: &Table,
    tokens: &mut Vec<Token>,
    sights: &mut Vec<Sight>,
) {
    tokens.clear();
    sights.clear();
    let bytes = text.as_bytes();
    let (mut after_break, mut after_space, mut opens) = (true, true, true);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let kind = class(byte);
        if kind >= SPACE {
            after_break |= kind == BREAK;
            after_space = true;
            at += 1;
            continue;
        }
        let mut token = Token {
            start: at as u32,
            end: 0,
            shape: Shape::Sign,
            after_break,
            after_space,
        };
        let stand = standing(&token, opens || after_break);
        opens = false;
        let rest = bytes.get(at..).unwrap_or_default();
        let sight = match kind {
            DIGIT => {
                let len = rest.iter().take_while(|byte| class(**byte) == DIGIT);
                let len = len.count();
                token.shape = Shape::Digits;
                at += len;
                number(len, stand)
            }
            SIGN => {
                opens = matches!(byte, b'.' | b'!' | b'?' | b':' | b'"');
                at += 1;
                Sight {
                    word: step(super::SEED, u32::from(byte)),
                    look: Shape::Sign as u32,
                    stand,
                    ..ending([0, 0, u32::from(byte)])
                }
            }
            _ => {
                let (len, shape, seen) = word(rest);
                token.shape = shape;
                at += len;
                Sight {
                    look: shape as u32,
                    lists: table.lists(seen.word),
                    stand,
                    ..seen
                }
            }
        };
        token.end = at as u32;
        tokens.push(token);
        sights.push(sight);
        (after_break, after_space) = (false, false);
    }
}

/// Length and look of the word at the beginning, and what its letters are.
fn word(bytes: &[u8]) -> (usize, Shape, Sight) {
    let mut hash = super::SEED;
    let (mut prefix2, mut prefix3, mut last) = (0, 0, 0_u32);
    let (mut len, mut large) = (0, 0);
    for &byte in bytes {
        let kind = class(byte);
        if kind != SMALL && kind != LARGE {
            break;
        }
        large += usize::from(kind == LARGE);
        let small = u32::from(byte | 0x20);
        hash = step(hash, small);
        last = last << 8 | small;
        len += 1;
        if len == 2 {
            prefix2 = hash;
        }
        if len == 3 {
            prefix3 = hash;
        }
    }
    let first = bytes.first().is_some_and(u8::is_ascii_uppercase);
    let shape = match large {
        0 => Shape::Lower,
        1 if len == 1 => Shape::Initial,
        _ if large == len => Shape::Capitals,
        1 if first => Shape::Capital,
        _ => Shape::Mixed,
    };
    let seen = Sight {
        word: hash,
        prefix2,
        prefix3,
        ..ending([last >> 16 & 0xFF, last >> 8 & 0xFF, last & 0xFF])
    };
    (len, shape, seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{feature, token};

    proptest::proptest! {
        #[test]
        fn plain_text_is_seen_as_any_text_is(text in "[ -~\\n\\t\\r\u{0}]{0,60}") {
            let table = &crate::Tables::shipped().names.table;
            let (mut tokens, mut sights) = (Vec::new(), Vec::new());
            look(&text, table, &mut tokens, &mut sights);
            let (mut slow, mut seen) = (Vec::new(), Vec::new());
            token::split(&text, &mut slow);
            feature::look(&text, &slow, table, &mut seen);
            proptest::prop_assert_eq!(tokens, slow);
            proptest::prop_assert_eq!(sights, seen);
        }
    }
}
