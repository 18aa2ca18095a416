//! Words that are another text in code: hexadecimal or Base64 (RFC 4648) of plain characters.
//!
//! Whoever hides a card number so writes a word that reads as a text again and as a number in it; a
//! key or a hash does not. Refuses whatever is not plain ASCII when it is decoded.

use super::Token;

/// Shorter words hide no value of ours, longer ones are files.
const LENGTHS: core::ops::RangeInclusive<usize> = 12..=128;

/// The text behind a word, and where the word ends with its padding.
pub(crate) fn decoded(text: &str, token: &Token) -> Option<(String, usize)> {
    if !LENGTHS.contains(&token.len()) {
        return None;
    }
    let word = text.as_bytes().get(token.range())?;
    let rest = text
        .as_bytes()
        .get(token.end as usize..)
        .unwrap_or_default();
    let padding = rest
        .iter()
        .take(2)
        .take_while(|byte| **byte == b'=')
        .count();
    let (bits, padding) = if word.iter().all(u8::is_ascii_hexdigit) && word.len().is_multiple_of(2)
    {
        (4, 0)
    } else if (word.len() + padding).is_multiple_of(4) {
        (6, padding)
    } else {
        return None;
    };
    let mut out = String::new();
    let (mut sum, mut held) = (0_u32, 0);
    for byte in word {
        let value = match byte {
            b'0'..=b'9' if bits == 4 => byte - b'0',
            b'a'..=b'f' | b'A'..=b'F' if bits == 4 => (byte | 0x20) - b'a' + 10,
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            _ => return None,
        };
        sum = sum << bits | u32::from(value);
        held += bits;
        if held >= 8 {
            held -= 8;
            let letter = (sum >> held) as u8;
            sum &= (1 << held) - 1;
            if !matches!(letter, b' '..=b'~') {
                return None;
            }
            out.push(char::from(letter));
        }
    }
    Some((out, token.end as usize + padding))
}

#[cfg(test)]
mod tests {
    use super::decoded;
    use crate::text::tokens::cut;

    fn of(text: &str) -> Option<(String, usize)> {
        cut(text).0.first().and_then(|token| decoded(text, token))
    }

    #[test]
    fn plain_text_in_code_is_read_and_nothing_else_is() {
        assert_eq!(
            of("NDExMTExMTExMQ== x"),
            Some(("4111111111".to_owned(), 16))
        );
        assert_eq!(of("343131313131"), Some(("411111".to_owned(), 12)));
        for other in [
            "Wednesdays21",
            "deadbeefdeadbeef",
            "9fceb02c1d23",
            "short",
            "ordinarywords",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
