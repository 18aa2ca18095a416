//! Keys that are known by their whole shape: bot tokens, signed keys, tokens with an inner mark.
//!
//! Shapes are those of the makers' public documentation. A stretch is a run of key signs that ends
//! at a space, a quote or a bracket. Next: `prefixes` (marks in front).

use super::{entropy, is_example, is_key_byte};
use crate::Kind;
use crate::find::View;
use crate::score::Candidate;

/// Shortest stretch with a shape of its own.
const SHORTEST: usize = 34;

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let bytes = view.text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let len = bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|&&byte| is_key_byte(byte) && byte != b'=')
            .count();
        if len >= SHORTEST {
            let text = view.text.get(at..at + len).unwrap_or_default();
            let text = text.trim_end_matches(['.', ':', '!']);
            if is_shape(text) && !is_example(text) && entropy(text) >= 280 {
                let range = at..at + text.len();
                out.push(Candidate::scored(range, Kind::Secret, 400, "secret-shape"));
            }
        }
        at += len.max(1);
    }
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_shape(text: &str) -> bool {
    telegram(text)
        || salesforce(text)
        || azure(text)
        || entra(text)
        || mailchimp(text)
        || discord(text)
        || mailgun(text)
}

/// Telegram bots: number, colon, "AA", 33 more.
fn telegram(text: &str) -> bool {
    text.split_once(':').is_some_and(|(number, key)| {
        (8..=10).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
            && key.starts_with("AA")
            && (34..=36).contains(&key.len())
            && key.bytes().all(word)
    })
}

/// Salesforce access tokens: organisation "00D…", exclamation mark, 80 to 120 signs.
fn salesforce(text: &str) -> bool {
    text.split_once('!').is_some_and(|(org, key)| {
        org.starts_with("00D")
            && matches!(org.len(), 15 | 18)
            && (80..=120).contains(&key.len())
            && key.bytes().all(|b| word(b) || b == b'.')
    })
}

/// Azure's annotated keys (84 signs with "AZDO" or "JQQJ99" inside).
fn azure(text: &str) -> bool {
    let inner = |at: usize, mark: &str| text.get(at..at + mark.len()) == Some(mark);
    text.len() == 84
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && (inner(76, "AZDO") || inner(52, "JQQJ99"))
}

/// Entra client secrets: three signs, a digit, "Q~", 31 to 34 more.
fn entra(text: &str) -> bool {
    matches!(text.as_bytes(), [_, _, _, digit, b'Q', b'~', ..] if digit.is_ascii_digit())
        && (37..=40).contains(&text.len())
        && text.bytes().all(|b| word(b) || matches!(b, b'~' | b'.'))
}

/// Mailchimp: 32 hexadecimal digits and the data centre.
fn mailchimp(text: &str) -> bool {
    text.split_once("-us").is_some_and(|(key, place)| {
        key.len() == 32
            && key.bytes().all(|b| b.is_ascii_hexdigit())
            && matches!(place.len(), 1 | 2)
            && place.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Discord bots: three parts, the first begins with M, N or O.
fn discord(text: &str) -> bool {
    let mut parts = text.split('.');
    let (Some(id), Some(time), Some(sign), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    id.starts_with(['M', 'N', 'O'])
        && (24..=28).contains(&id.len())
        && time.len() == 6
        && (27..=40).contains(&sign.len())
        && [id, time, sign].iter().all(|part| part.bytes().all(word))
        && sign.bytes().any(|b| b.is_ascii_digit())
}

/// Mailgun's newer keys: 32, 8 and 8 hexadecimal digits.
fn mailgun(text: &str) -> bool {
    let mut parts = text.split('-');
    let sizes = [32, 8, 8];
    sizes.iter().all(|&size| {
        parts.next().is_some_and(|part| {
            part.len() == size
                && part
                    .bytes()
                    .all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
        })
    }) && parts.next().is_none()
}
