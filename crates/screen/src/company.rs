//! The administrator's dictionary and exact values, as keyed fingerprints.
//!
//! Browsers get HMACs, never the words. A value is compared without case, accents of spacing and
//! separators, over whole tokens. Sixteen bits of an unkeyed hash stand beside each HMAC so that
//! ordinary words cost no HMAC; they narrow a guess, which the page on limits says.
//! Next: `find::company`.

use crate::text::{Folded, Token, tokens};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Longest value in letters and digits.
const LONGEST: usize = 63;
/// Most tokens of a value.
const TOKENS: usize = 8;
/// Bytes kept of an HMAC.
const TAG: usize = 16;

/// Keyed fingerprints of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprints {
    key: [u8; 32],
    /// Bit n: a value of n letters and digits exists.
    lengths: u64,
    /// Sorted by the first part.
    entries: Vec<(u16, [u8; TAG])>,
}

impl Fingerprints {
    /// Fingerprints of values under a key that the server makes (and keeps from one policy to the
    /// next). Values shorter than three letters and digits are left out: they would be everywhere.
    #[must_use]
    pub fn new<'v>(key: [u8; 32], values: impl IntoIterator<Item = &'v str>) -> Self {
        let mut out = Self {
            key,
            lengths: 0,
            entries: Vec::new(),
        };
        for value in values {
            let folded = Folded::new(value);
            let (tokens, _) = tokens::cut(&folded.text);
            let compact = compact(&folded.text, &tokens);
            if (3..=LONGEST).contains(&compact.len()) {
                out.lengths |= 1 << compact.len();
                out.entries.push((quick(&compact), out.tag(&compact)));
            }
        }
        out.entries.sort_unstable();
        out.entries.dedup();
        out
    }

    /// No value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    fn tag(&self, compact: &[u8]) -> [u8; TAG] {
        keyed(&self.key, compact)
    }

    fn holds(&self, compact: &[u8]) -> bool {
        let quick = quick(compact);
        let from = self.entries.partition_point(|entry| entry.0 < quick);
        let candidates = self.entries.get(from..).unwrap_or_default();
        candidates.first().is_some_and(|entry| entry.0 == quick) && {
            let tag = self.tag(compact);
            candidates
                .iter()
                .take_while(|entry| entry.0 == quick)
                .any(|entry| entry.1 == tag)
        }
    }

    /// Token windows that are values: first token and one past the last, longest first.
    pub(crate) fn find(&self, text: &str, tokens: &[Token]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let mut from = 0;
        while from < tokens.len() {
            let mut buffer = Vec::with_capacity(LONGEST);
            let mut best = None;
            for (place, token) in tokens.iter().enumerate().skip(from).take(TOKENS) {
                push(&mut buffer, text, token);
                if buffer.len() > LONGEST {
                    break;
                }
                if self.lengths >> buffer.len() & 1 == 1 && self.holds(&buffer) {
                    best = Some(place + 1);
                }
            }
            if let Some(to) = best {
                found.push((from, to));
                from = to;
            } else {
                from += 1;
            }
        }
        found
    }

    /// Key and entries as hexadecimal text.
    #[must_use]
    pub fn to_hex(&self) -> String {
        let mut bytes = self.key.to_vec();
        bytes.extend(self.lengths.to_be_bytes());
        for (quick, tag) in &self.entries {
            bytes.extend(quick.to_be_bytes());
            bytes.extend(tag);
        }
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads [`Fingerprints::to_hex`]; none when it is something else.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
        let bytes: Vec<u8> = text
            .as_bytes()
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
                _ => None,
            })
            .collect::<Option<_>>()?;
        let (key, rest) = bytes.split_first_chunk::<32>()?;
        let (lengths, rest) = rest.split_first_chunk::<8>()?;
        let mut entries = Vec::new();
        let chunks = rest.chunks_exact(2 + TAG);
        if !chunks.remainder().is_empty() {
            return None;
        }
        for chunk in chunks {
            let (quick, tag) = chunk.split_first_chunk::<2>()?;
            entries.push((u16::from_be_bytes(*quick), tag.try_into().ok()?));
        }
        entries.sort_unstable();
        Some(Self {
            key: *key,
            lengths: u64::from_be_bytes(*lengths),
            entries,
        })
    }
}

/// The first bytes of HMAC-SHA-256.
pub(crate) fn keyed<const N: usize>(key: &[u8; 32], message: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) {
        mac.update(message);
        for (slot, byte) in out.iter_mut().zip(mac.finalize().into_bytes()) {
            *slot = byte;
        }
    }
    out
}

fn quick(compact: &[u8]) -> u16 {
    let hash = compact.iter().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 16 ^ hash) as u16
}

/// Letters and digits of tokens in small letters.
pub(crate) fn compact(text: &str, tokens: &[Token]) -> Vec<u8> {
    let mut out = Vec::new();
    for token in tokens {
        push(&mut out, text, token);
    }
    out
}

pub(crate) fn push(out: &mut Vec<u8>, text: &str, token: &Token) {
    let word = text.get(token.range()).unwrap_or_default();
    if word.is_ascii() {
        out.extend(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    } else {
        out.extend(word.to_lowercase().bytes());
    }
}
