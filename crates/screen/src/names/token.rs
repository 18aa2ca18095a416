//! Words, numbers and signs of a text, with what their look says.
//!
//! Letters run together (an apostrophe ends a word), digits run together, every other visible sign
//! stands alone, and each ideograph is a word of its own, because such scripts write no spaces.

/// How a token looks. Small numbers, used inside feature hashes: never renumber without training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// All lower case.
    Lower = 0,
    /// Capital first, lower case after.
    Capital = 1,
    /// One capital alone.
    Initial = 2,
    /// All capitals.
    Capitals = 3,
    /// Capitals and lower case mixed otherwise.
    Mixed = 4,
    /// Letters of a script without case.
    Caseless = 5,
    /// Digits.
    Digits = 6,
    /// Any other visible sign.
    Sign = 7,
    /// Before the first or after the last token.
    Edge = 8,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of its first character.
    pub start: u32,
    /// Byte offset after its last character.
    pub end: u32,
    /// Its look.
    pub shape: Shape,
    /// A line break stands before it.
    pub after_break: bool,
    /// White space stands before it.
    pub after_space: bool,
}

/// Longest text that is tagged, in bytes; what lies beyond is left to the other recognisers.
pub const LONGEST_BYTES: usize = 1 << 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Ideograph,
    Space,
    Break,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        ' ' | '\t' => Class::Space,
        '\n' | '\r' => Class::Break,
        '\u{2E80}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Class::Ideograph,
        '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{AD}' => Class::Space,
        c if c.is_ascii() => Class::Sign,
        c if c.is_alphabetic() || is_mark(c) => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        c if c.is_whitespace() => Class::Space,
        _ => Class::Sign,
    }
}

/// Vowel signs and accents that belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}')
}

fn shape(word: &str) -> Shape {
    let (mut upper, mut lower, mut first_upper, mut letters) = (0u32, 0u32, false, 0u32);
    for (place, c) in word.chars().enumerate() {
        letters += 1;
        if c.is_uppercase() {
            upper += 1;
            first_upper |= place == 0;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => Shape::Caseless,
        (0, _) => Shape::Lower,
        (1, 0) if letters == 1 => Shape::Initial,
        (_, 0) => Shape::Capitals,
        (1, _) if first_upper => Shape::Capital,
        _ => Shape::Mixed,
    }
}

/// Splits `text` into `tokens` (cleared first).
pub fn split(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut open: Option<(usize, Class)> = None;
    let (mut after_break, mut after_space) = (true, true);
    let close = |tokens: &mut Vec<Token>,
                 start: usize,
                 end: usize,
                 kind: Class,
                 breaks: bool,
                 spaces: bool| {
        let word = text.get(start..end).unwrap_or_default();
        let shape = match kind {
            Class::Letter => shape(word),
            Class::Ideograph => Shape::Caseless,
            Class::Digit => Shape::Digits,
            _ => Shape::Sign,
        };
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else {
            return;
        };
        tokens.push(Token {
            start,
            end,
            shape,
            after_break: breaks,
            after_space: spaces,
        });
    };
    for (at, c) in text.char_indices() {
        if at > LONGEST_BYTES {
            break;
        }
        let kind = class(c);
        if let Some((start, running)) = open {
            if kind == running && matches!(kind, Class::Letter | Class::Digit) {
                continue;
            }
            close(tokens, start, at, running, after_break, after_space);
            (after_break, after_space) = (false, false);
            open = None;
        }
        match kind {
            Class::Break => (after_break, after_space) = (true, true),
            Class::Space => after_space = true,
            other => open = Some((at, other)),
        }
    }
    if let Some((start, kind)) = open {
        let end = text.len().min(
            text.char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .take_while(|end| *end <= LONGEST_BYTES + 4)
                .last()
                .unwrap_or(0),
        );
        close(tokens, start, end, kind, after_break, after_space);
    }
}
