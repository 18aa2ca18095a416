//! Cuts folded text into tokens, hashes each word, and notes what the text holds at all.
//!
//! One pass, a table look-up a byte. Words are compared whole and by hash, without case and without
//! accents: "lic" is never found in "public". Placeholders are skipped, so that they are never
//! found again. Next: `crate::words` (what the hashes mean).

use crate::placeholder;

/// The token has an ASCII digit.
pub(crate) const DIGIT: u8 = 1;
/// The token has a letter.
pub(crate) const LETTER: u8 = 2;
/// The first character is a capital letter.
pub(crate) const CAPITAL: u8 = 4;
/// The token has a character outside ASCII.
pub(crate) const BEYOND_ASCII: u8 = 8;
/// The token has a small letter.
pub(crate) const SMALL: u8 = 16;
/// A sentence ended before the token (full stop or exclamation mark; what follows a question mark
/// answers it).
pub(crate) const OPENS: u8 = 32;

/// A run of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// Hash of the word, case and accents folded.
    pub(crate) hash: u32,
    /// What it is made of.
    pub(crate) shape: u8,
}

impl Token {
    pub(crate) fn range(&self) -> core::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
    /// Only digits.
    pub(crate) fn is_number(&self) -> bool {
        self.shape & (DIGIT | LETTER) == DIGIT
    }
    /// No digit.
    pub(crate) fn is_word(&self) -> bool {
        self.shape & DIGIT == 0
    }
}

/// What occurs in the text at all: the gate of every recogniser.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Number of ASCII digits after folding.
    pub(crate) digits: u32,
    /// An at sign.
    pub(crate) at: bool,
    /// A colon.
    pub(crate) colon: bool,
    /// A token of letters and digits.
    pub(crate) mixed: bool,
    /// Length of the longest token in bytes.
    pub(crate) longest: u32,
    /// A token that begins with a capital.
    pub(crate) capital: bool,
    /// A character outside ASCII.
    pub(crate) beyond_ascii: bool,
    /// An equals sign, as in settings and connection strings.
    pub(crate) equals: bool,
    /// "//", as in addresses.
    pub(crate) slashes: bool,
    /// "----", as round keys.
    pub(crate) dashes: bool,
    /// An opening bracket.
    pub(crate) bracket: bool,
    /// " -u", as on a command line.
    pub(crate) flag: bool,
}

const SEED: u32 = 0x811C_9DC5;
const PRIME: u32 = 0x0100_0193;

/// Class of a byte: 0 separator, else the shape bits it adds; of a byte outside ASCII
/// [`BEYOND_ASCII`], which says to read the character.
static CLASS: [u8; 256] = {
    let mut table = [BEYOND_ASCII; 256];
    let mut byte = 0_usize;
    while byte < 128 {
        #[expect(
            clippy::indexing_slicing,
            reason = "constant evaluation, bounded by the loop"
        )]
        {
            table[byte] = match byte as u8 {
                b'0'..=b'9' => DIGIT,
                b'a'..=b'z' => LETTER | SMALL,
                b'A'..=b'Z' => LETTER,
                _ => 0,
            };
        }
        byte += 1;
    }
    table
};

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Tokens of a folded text.
pub(crate) fn cut(text: &str) -> (Vec<Token>, Facts) {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 5 + 2);
    let mut facts = Facts::default();
    let mut at = 0;
    let mut opens = 0;
    while let Some(&byte) = bytes.get(at) {
        if class(byte) == 0 {
            match byte {
                b' ' => {}
                b'@' => facts.at = true,
                b':' => facts.colon = true,
                b'(' | b'[' | b'{' => facts.bracket = true,
                b'=' => facts.equals = true,
                b'/' => facts.slashes |= bytes.get(at + 1) == Some(&b'/'),
                b'-' => {
                    facts.dashes |= bytes.get(at + 1..at + 4) == Some(b"---");
                    facts.flag |= matches!(bytes.get(at + 1), Some(b'u' | b'U' | b'-'));
                }
                b'.' | b'!' if bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace) => {
                    // "acc. 123" and "Nr. B5" go on.
                    let short = tokens.last().is_some_and(|token: &Token| {
                        token.len() <= 4 && token.is_word() && token.end as usize == at
                    });
                    let mut next = bytes.iter().skip(at + 2).take(4);
                    let goes_on = short && next.any(u8::is_ascii_digit);
                    opens = if goes_on { opens } else { OPENS };
                }
                _ => {}
            }
            at += 1;
            continue;
        }
        if byte >= 128 {
            facts.beyond_ascii = true;
            let rest = text.get(at..).unwrap_or_default();
            if let Some(skip) = placeholder::length(rest) {
                at += skip;
                continue;
            }
            let c = rest.chars().next().unwrap_or(' ');
            if !c.is_alphanumeric() {
                at += c.len_utf8();
                continue;
            }
        }
        let mut token = word(text, at, &mut facts);
        token.shape |= opens;
        opens = 0;
        at = token.end as usize;
        tokens.push(token);
    }
    (tokens, facts)
}

fn word(text: &str, start: usize, facts: &mut Facts) -> Token {
    let bytes = text.as_bytes();
    let mut hash = SEED;
    let mut shape = 0;
    let mut digits = 0;
    let mut at = start;
    if bytes.get(start).is_some_and(u8::is_ascii_uppercase) {
        shape |= CAPITAL;
    }
    loop {
        let mut next = 0;
        for &byte in bytes.get(at..).unwrap_or_default() {
            next = class(byte);
            if matches!(next, 0 | BEYOND_ASCII) {
                break;
            }
            shape |= next;
            digits += u32::from(next & DIGIT);
            hash = (hash ^ u32::from(byte | 0x20)).wrapping_mul(PRIME);
            at += 1;
            next = 0;
        }
        if next == 0 {
            // An apostrophe is a letter of Ukrainian.
            let inside = shape & BEYOND_ASCII != 0
                && matches!(bytes.get(at..at + 2), Some([b'\'', 0xD0..=0xD3]));
            if inside {
                at += 1;
                continue;
            }
            break;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        if is_mark(c) && at > start {
            at += c.len_utf8();
            continue;
        }
        if !c.is_alphanumeric() {
            break;
        }
        // Scripts written without spaces: each character is a token, so that words of several
        // characters are phrases.
        let alone = matches!(c as u32, 0x0E00..=0x0EFF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF);
        // What Korean puts behind a noun is a word of its own, or the noun would not be known.
        if at > start + 3 && is_particle(text, at, c) {
            break;
        }
        if alone && at > start {
            break;
        }
        shape |= LETTER | BEYOND_ASCII;
        if at == start && c.is_uppercase() {
            shape |= CAPITAL;
        }
        at += c.len_utf8();
        hash = mix(hash, c);
        if alone {
            // Marks over a letter are part of it.
            let marks = text.get(at..).unwrap_or_default().chars();
            at += marks
                .take_while(|c| is_mark(*c))
                .map(char::len_utf8)
                .sum::<usize>();
            break;
        }
    }
    facts.digits += digits;
    facts.beyond_ascii |= shape & BEYOND_ASCII != 0;
    facts.capital |= shape & CAPITAL != 0;
    facts.mixed |= shape & (DIGIT | LETTER) == DIGIT | LETTER;
    facts.longest = facts.longest.max((at - start) as u32);
    Token {
        start: start as u32,
        end: at as u32,
        hash,
        shape,
    }
}

/// Signs inside a word of Indic scripts, Thai, Hebrew and Arabic that are no letters. They do not
/// change what the word is compared by: people leave many of them out.
fn is_mark(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0x0900..=0x0DFF if matches!(code & 0x7F, 0x3C | 0x4D))
        || matches!(code, 0x05B0..=0x05C7 | 0x064B..=0x065F | 0x0E47..=0x0E4E)
}

/// Whether the syllable at `at` is a particle that ends its word.
fn is_particle(text: &str, at: usize, c: char) -> bool {
    matches!(
        c,
        '은' | '는' | '이' | '가' | '을' | '를' | '의' | '로' | '도'
    ) && text
        .get(at + c.len_utf8()..)
        .and_then(|rest| rest.chars().next())
        .is_none_or(|next| !next.is_alphanumeric())
}

/// Hash of a word of one character.
pub(crate) fn hash_of(c: char) -> u32 {
    mix(SEED, c)
}

fn mix(mut hash: u32, c: char) -> u32 {
    // Greek accents and the Russian ё are left out in chat as Latin accents are.
    let c = match c {
        'ά' | 'Ά' => 'α',
        'έ' | 'Έ' => 'ε',
        'ή' | 'Ή' => 'η',
        'ί' | 'Ί' => 'ι',
        'ό' | 'Ό' => 'ο',
        'ύ' | 'Ύ' => 'υ',
        'ώ' | 'Ώ' => 'ω',
        'ё' | 'Ё' => 'е',
        other => other,
    };
    match plain(c) {
        Some(letters) => {
            for byte in letters.bytes() {
                hash = (hash ^ u32::from(byte)).wrapping_mul(PRIME);
            }
        }
        None => {
            for lower in c.to_lowercase() {
                hash = (hash ^ lower as u32).wrapping_mul(PRIME);
            }
        }
    }
    hash
}

/// Accented Latin letters without their accent: people leave accents out in chat.
pub(crate) fn plain(c: char) -> Option<&'static str> {
    Some(match c as u32 {
        0xC0..=0xC5 | 0xE0..=0xE5 | 0x100..=0x105 | 0x1CD | 0x1CE | 0x1EA0..=0x1EB7 => "a",
        0xC6 | 0xE6 => "ae",
        0xC7 | 0xE7 | 0x106..=0x10D => "c",
        0xD0 | 0xF0 | 0x10E..=0x111 => "d",
        0xC8..=0xCB | 0xE8..=0xEB | 0x112..=0x11B | 0x1EB8..=0x1EC7 => "e",
        0x11C..=0x123 => "g",
        0x124..=0x127 => "h",
        0xCC..=0xCF | 0xEC..=0xEF | 0x128..=0x131 | 0x1EC8..=0x1ECB => "i",
        0x134 | 0x135 => "j",
        0x136..=0x138 => "k",
        0x139..=0x142 => "l",
        0xD1 | 0xF1 | 0x143..=0x14B => "n",
        0xD2..=0xD6
        | 0xD8
        | 0xF2..=0xF6
        | 0xF8
        | 0x14C..=0x151
        | 0x1ECC..=0x1EE3
        | 0x1A0
        | 0x1A1 => "o",
        0x152 | 0x153 => "oe",
        0x154..=0x159 => "r",
        0x15A..=0x161 | 0x218 | 0x219 => "s",
        0xDF => "ss",
        0x162..=0x167 | 0x21A | 0x21B => "t",
        0xDE | 0xFE => "th",
        0xD9..=0xDC | 0xF9..=0xFC | 0x168..=0x173 | 0x1AF | 0x1B0 | 0x1EE4..=0x1EF1 => "u",
        0x174 | 0x175 => "w",
        0xDD | 0xFD | 0xFF | 0x176..=0x178 | 0x1EF2..=0x1EF9 => "y",
        0x179..=0x17E => "z",
        _ => return None,
    })
}
