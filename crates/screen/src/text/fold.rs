//! Folds a text once and remembers where every byte came from.
//!
//! A value hidden behind full-width digits, a zero-width space or a soft hyphen reads the same to a
//! person, so it must read the same to a validator. ASCII text without a percent sign, the common case,
//! is borrowed as it is and has no map. Next: `tokens`.

use core::ops::Range;
use std::borrow::Cow;

/// A folded text with its offset map.
#[derive(Debug)]
pub(crate) struct Folded<'a> {
    /// The folded text.
    pub(crate) text: Cow<'a, str>,
    /// For each folded byte: first and one-past-last byte of the character it came from. Empty
    /// when the text is ASCII: then offsets are equal.
    map: Vec<(u32, u32)>,
}

impl<'a> Folded<'a> {
    /// Folds `text`. Texts above 4 GiB do not occur: a draft is bounded by the message size limit.
    pub(crate) fn new(text: &'a str) -> Self {
        if text.is_ascii() && !text.contains('%') {
            return Self {
                text: Cow::Borrowed(text),
                map: Vec::new(),
            };
        }
        let mut out = String::with_capacity(text.len());
        let mut map = Vec::with_capacity(text.len());
        let mut before = '\0';
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let start = at as u32;
            let end = (at + c.len_utf8()) as u32;
            if c.is_ascii() {
                // As addresses of the web carry a sign ("%40").
                let behind = if c == '%' {
                    escaped(text, at + 1)
                } else {
                    None
                };
                let mut end = end;
                if behind.is_some() {
                    end += 2;
                    chars.nth(1);
                }
                before = behind.unwrap_or(c);
                out.push(before);
                map.push((start, end));
                continue;
            }
            match fold(c) {
                Fold::Drop => {
                    // A keycap or a variation selector belongs to the character it dresses, so that
                    // masking takes the whole picture away.
                    if matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{300}'..='\u{36f}')
                        && let Some(last) = map.last_mut()
                    {
                        let (_, last_end): &mut (u32, u32) = last;
                        *last_end = end;
                    }
                }
                Fold::To(to) => {
                    out.push(to);
                    map.extend(core::iter::repeat_n((start, end), to.len_utf8()));
                    before = to;
                }
                Fold::Two(a, b) => {
                    out.push(a);
                    out.push(b);
                    map.extend(core::iter::repeat_n(
                        (start, end),
                        a.len_utf8() + b.len_utf8(),
                    ));
                    before = b;
                }
                Fold::Keep => {
                    let next = chars.peek().map_or('\0', |&(_, next)| next);
                    // A Cyrillic "а" inside a Latin word is a disguise; inside a Cyrillic word it
                    // is a letter.
                    let beside_latin = before.is_ascii_alphabetic() || next.is_ascii_alphabetic();
                    let c = if beside_latin {
                        latin_double(c).unwrap_or(c)
                    } else {
                        c
                    };
                    out.push(c);
                    map.extend(core::iter::repeat_n((start, end), c.len_utf8()));
                    before = c;
                }
            }
        }
        Self {
            text: Cow::Owned(out),
            map,
        }
    }

    /// The range of the draft that a range of the folded text came from.
    pub(crate) fn origin(&self, range: Range<usize>) -> Range<usize> {
        if self.map.is_empty() {
            return range;
        }
        let start = self.map.get(range.start).map_or(0, |pair| pair.0 as usize);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.map.get(last))
            .map_or(start, |pair| pair.1 as usize);
        start..end.max(start)
    }

    /// Where a byte offset of the draft lies in the folded text (the first folded byte at or
    /// after it).
    pub(crate) fn position(&self, offset: usize) -> usize {
        if self.map.is_empty() {
            return offset;
        }
        self.map.partition_point(|pair| (pair.0 as usize) < offset)
    }
}

/// The printable sign that two hexadecimal digits stand for.
fn escaped(text: &str, at: usize) -> Option<char> {
    let digit = |at: usize| char::from(*text.as_bytes().get(at)?).to_digit(16);
    let code = (digit(at)? * 16 + digit(at + 1)?) as u8;
    matches!(code, b' '..=b'~').then_some(char::from(code))
}

enum Fold {
    Keep,
    Drop,
    To(char),
    Two(char, char),
}

/// First code points of the decimal digit rows (Unicode general category Nd), zero to nine each.
const DIGIT_ROWS: [u32; 60] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0,
    0x16B50, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950,
];

fn digit(value: u32) -> Fold {
    char::from_digit(value, 10).map_or(Fold::Keep, Fold::To)
}

fn ascii(code: u32) -> Fold {
    char::from_u32(code)
        .filter(char::is_ascii)
        .map_or(Fold::Keep, Fold::To)
}

fn fold(c: char) -> Fold {
    let code = c as u32;
    match code {
        // Soft hyphen, joiners, bidi marks, variation selectors, tags, combining marks: invisible.
        0x00AD
        | 0x034F
        | 0x061C
        | 0x115F
        | 0x1160
        | 0x17B4
        | 0x17B5
        | 0x180B..=0x180F
        | 0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x206F
        | 0x20E3
        | 0x3164
        | 0xFE00..=0xFE0F
        | 0xFEFF
        | 0xFFA0
        | 0x1BCA0..=0x1BCA3
        | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF
        | 0x0300..=0x036F => Fold::Drop,
        0x00A0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => Fold::To(' '),
        0x0085 | 0x2028 | 0x2029 => Fold::To('\n'),
        0x2010..=0x2015 | 0x2043 | 0x2212 | 0xFE58 | 0xFE63 | 0x30FC => Fold::To('-'),
        0x2024 | 0x00B7 | 0x2027 | 0x22C5 | 0x30FB | 0x3002 | 0xFF61 => Fold::To('.'),
        0x2018 | 0x2019 | 0x02BC | 0x2032 => Fold::To('\''),
        0x201C | 0x201D | 0x2033 => Fold::To('"'),
        0x2044 | 0x2215 => Fold::To('/'),
        0x2217 | 0x2219 => Fold::To('*'),
        0xFE6B => Fold::To('@'),
        // Superscripts and subscripts.
        0x00B2 | 0x00B3 => digit(code - 0x00B0),
        0x00B9 => Fold::To('1'),
        0x2070 | 0x2074..=0x2079 => digit(code - 0x2070),
        0x2080..=0x2089 => digit(code - 0x2080),
        // Circled, parenthesised, full-stop and negative circled numbers.
        0x2460..=0x2468 => digit(code - 0x2460 + 1),
        0x2469..=0x2472 => two(code - 0x2460 + 1),
        0x2473 => Fold::Two('2', '0'),
        0x2474..=0x247C => digit(code - 0x2474 + 1),
        0x2488..=0x2490 => digit(code - 0x2488 + 1),
        0x24EA | 0x24FF | 0x1F100 | 0x1F10B | 0x1F10C => Fold::To('0'),
        0x24F5..=0x24FD => digit(code - 0x24F5 + 1),
        0x2776..=0x277E => digit(code - 0x2776 + 1),
        0x2780..=0x2788 => digit(code - 0x2780 + 1),
        0x278A..=0x2792 => digit(code - 0x278A + 1),
        0x1F101..=0x1F10A => digit(code - 0x1F101),
        0x1FBF0..=0x1FBF9 => digit(code - 0x1FBF0),
        // Letters in circles, squares and brackets.
        0x24B6..=0x24CF => ascii(code - 0x24B6 + 0x41),
        0x24D0..=0x24E9 => ascii(code - 0x24D0 + 0x61),
        0x1F130..=0x1F149 => ascii(code - 0x1F130 + 0x41),
        // Full-width forms, mathematical letters and digits.
        0xFF01..=0xFF5E => ascii(code - 0xFF01 + 0x21),
        0x1D7CE..=0x1D7FF => digit((code - 0x1D7CE) % 10),
        0x1D400..=0x1D6A3 => {
            let place = (code - 0x1D400) % 52;
            ascii(if place < 26 {
                0x41 + place
            } else {
                0x61 + place - 26
            })
        }
        _ => {
            if code < 0x0660 {
                return Fold::Keep;
            }
            let row = DIGIT_ROWS.partition_point(|&zero| zero <= code);
            let zero = row
                .checked_sub(1)
                .and_then(|i| DIGIT_ROWS.get(i))
                .copied()
                .unwrap_or(0);
            if code - zero < 10 {
                digit(code - zero)
            } else {
                Fold::Keep
            }
        }
    }
}

fn two(value: u32) -> Fold {
    match (
        char::from_digit(value / 10, 10),
        char::from_digit(value % 10, 10),
    ) {
        (Some(tens), Some(ones)) => Fold::Two(tens, ones),
        _ => Fold::Keep,
    }
}

/// The Latin letter that a Cyrillic or Greek one is drawn like (Unicode confusables, the part that
/// disguises words and addresses).
fn latin_double(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'в' => 'b',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' => 'C',
        'ԁ' => 'd',
        'е' | 'ҽ' => 'e',
        'Е' | 'Ε' => 'E',
        'ɡ' => 'g',
        'һ' => 'h',
        'Н' | 'Η' => 'H',
        'і' | 'ι' | 'ı' => 'i',
        'І' | 'Ι' => 'I',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'К' | 'Κ' => 'K',
        'ӏ' => 'l',
        'м' => 'm',
        'М' | 'Μ' => 'M',
        'п' => 'n',
        'Ν' => 'N',
        'о' | 'ο' | 'σ' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'т' => 't',
        'Т' | 'Τ' => 'T',
        'υ' => 'u',
        'ѵ' | 'ν' => 'v',
        'ѡ' => 'w',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        'у' => 'y',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return None,
    })
}
