//! Tokens that are digits although they do not look it: letters that stand for digits, and a number
//! with its extension behind an x.

use crate::text::tokens;
use crate::words::{Lexicon, SHY};

/// Digits of a word of three or more syllables of which each is a digit, as Korean writes them in
/// one piece.
pub(super) fn syllables(
    word: Option<&str>,
    words: &Lexicon,
    buffer: &mut [u8; 64],
) -> Option<usize> {
    let word = word.filter(|word| (9..=3 * buffer.len()).contains(&word.len()))?;
    let mut len = 0;
    for c in word.chars() {
        if !('가'..='힣').contains(&c) {
            return None;
        }
        let value = words.digit(tokens::hash_of(c))?.checked_sub(SHY)?;
        *buffer.get_mut(len)? = value;
        len += 1;
    }
    Some(len)
}

/// A token as long as this, of which half are digits, may hide digits behind more letters.
const LONG: usize = 8;

/// Digits of a token in which O, l and I stand for 0 and 1, and in a long one S, B and Z for 5, 8 and
/// 2; none when it has other letters.
pub(super) fn lookalikes(bytes: &[u8], buffer: &mut [u8; 64]) -> Option<usize> {
    if bytes.len() > buffer.len() {
        return None;
    }
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let long = bytes.len() >= LONG && digits * 2 >= bytes.len();
    for (slot, byte) in buffer.iter_mut().zip(bytes) {
        *slot = match byte {
            b'0'..=b'9' => byte - b'0',
            b'o' | b'O' => 0,
            b'l' | b'I' | b'i' => 1,
            b'S' | b's' if long => 5,
            b'B' if long => 8,
            b'Z' | b'z' if long => 2,
            _ => return None,
        };
    }
    Some(bytes.len())
}

/// Digits in front of an extension ("5272x565").
pub(super) fn before_extension(bytes: &[u8], buffer: &mut [u8; 64]) -> Option<usize> {
    let len = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (x, rest) = bytes.get(len..)?.split_first()?;
    let sound = matches!(x, b'x' | b'X')
        && (3..=12).contains(&len)
        && (1..=6).contains(&rest.len())
        && rest.iter().all(u8::is_ascii_digit);
    if !sound {
        return None;
    }
    for (slot, byte) in buffer.iter_mut().zip(bytes.get(..len)?) {
        *slot = byte - b'0';
    }
    Some(len)
}
