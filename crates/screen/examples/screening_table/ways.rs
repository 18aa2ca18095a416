//! Disguises values that the data holds plain, and measures how much of them leaks.
//!
//! Only values that are found plain are disguised, so that the figures speak of the disguise alone.
//! The messages around them stay as they are. Seeded.

use crate::dice::Dice;
use crate::score::{Record, STRUCTURED, Source, Span, findings, leak};
use serde_json::json;
use std::collections::BTreeMap;
use tacita_screen::Screen;

/// Values of each type that are disguised.
const EACH: usize = 60;

/// Leaked and all letters and digits, by way.
pub(crate) type Measured = BTreeMap<&'static str, (usize, usize)>;

const LANGUAGES: [(&str, [&str; 10]); 8] = [
    (
        "spelled, English",
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        ],
    ),
    (
        "spelled, Spanish",
        [
            "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
        ],
    ),
    (
        "spelled, French",
        [
            "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
        ],
    ),
    (
        "spelled, German",
        [
            "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
        ],
    ),
    (
        "spelled, Portuguese",
        [
            "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove",
        ],
    ),
    (
        "spelled, Polish",
        [
            "zero",
            "jeden",
            "dwa",
            "trzy",
            "cztery",
            "pięć",
            "sześć",
            "siedem",
            "osiem",
            "dziewięć",
        ],
    ),
    (
        "spelled, Turkish",
        [
            "sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz",
        ],
    ),
    (
        "spelled, Afrikaans",
        [
            "nul", "een", "twee", "drie", "vier", "vyf", "ses", "sewe", "agt", "nege",
        ],
    ),
];

/// Ways of writing the digits of a value, each from the value and dice.
fn digit_ways(value: &str, dice: &mut Dice) -> Vec<(&'static str, String)> {
    let each = |to: &dyn Fn(u32) -> String| -> String {
        value
            .chars()
            .map(|c| c.to_digit(10).map_or_else(|| c.to_string(), to))
            .collect()
    };
    let at = |base: u32, digit: u32| char::from_u32(base + digit).unwrap_or('?').to_string();
    let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    let only = value.chars().all(|c| !c.is_alphabetic());
    let signs: Vec<String> = value
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(String::from)
        .collect();
    let mut out = vec![
        ("keycap emoji", each(&|d| format!("{d}\u{fe0f}\u{20e3}"))),
        (
            "circled digits",
            each(&|d| {
                if d == 0 {
                    "⓪".to_owned()
                } else {
                    at(0x245F, d)
                }
            }),
        ),
        ("Arabic digits", each(&|d| at(0x0660, d))),
        ("Devanagari digits", each(&|d| at(0x0966, d))),
        ("bold mathematical digits", each(&|d| at(0x1D7CE, d))),
        (
            "superscripts",
            each(&|d| ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][d as usize].to_owned()),
        ),
        ("soft hyphens", signs.join("\u{ad}")),
        ("word joiners", signs.join("\u{2060}")),
        ("dash between all signs", signs.join("-")),
        ("underscore between all signs", signs.join("_")),
        ("slash between all signs", signs.join("/")),
        ("star between all signs", signs.join("*")),
        ("comma between all signs", signs.join(", ")),
        ("one sign a line", signs.join("\n")),
        ("no-break spaces", value.replace([' ', '-'], "\u{a0}")),
    ];
    if only {
        out.push((
            "letters O, l, I for digits",
            value
                .replace('0', "O")
                .replace('1', if dice.below(2) == 0 { "l" } else { "I" }),
        ));
        for (name, words) in LANGUAGES {
            let spelled: Vec<&str> = digits.iter().map(|&d| words[d as usize]).collect();
            out.push((name, spelled.join(" ")));
        }
        let mixed: Vec<String> = digits
            .iter()
            .map(|&d| {
                if dice.below(2) == 0 {
                    LANGUAGES[0].1[d as usize].to_owned()
                } else {
                    d.to_string()
                }
            })
            .collect();
        out.push(("digits and words mixed", mixed.join(" ")));
        let size = 2 + dice.below(3);
        let groups: Vec<String> = digits
            .chunks(size)
            .map(|chunk| chunk.iter().map(u32::to_string).collect())
            .collect();
        out.push(("other groups", groups.join(" ")));
    }
    out
}

/// Ways of writing an e-mail address.
fn mail_ways(value: &str) -> Vec<(&'static str, String)> {
    let spelled = |at: &str, dot: &str| {
        let (local, host) = value.split_once('@').unwrap_or((value, ""));
        format!("{local}{at}{}", host.replace('.', dot))
    };
    let double = |c: char| match c {
        'a' => 'а',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'c' => 'с',
        other => other,
    };
    vec![
        ("at and dot in words", spelled(" at ", " dot ")),
        ("at and dot in brackets", spelled(" [at] ", " [dot] ")),
        ("AT and DOT", spelled(" AT ", " DOT ")),
        ("arroba, punto", spelled(" arroba ", " punto ")),
        ("arobase, point", spelled(" arobase ", " point ")),
        ("at, punkt", spelled(" (at) ", " (punkt) ")),
        ("spaces round the signs", spelled(" @ ", " . ")),
        (
            "Cyrillic double letters",
            value.chars().map(double).collect(),
        ),
        (
            "zero-width spaces",
            value
                .chars()
                .map(|c| format!("{c}\u{200b}"))
                .collect::<String>()
                .trim_end_matches('\u{200b}')
                .to_owned(),
        ),
        (
            "full-width",
            value
                .chars()
                .map(|c| {
                    char::from_u32(c as u32 + 0xFEE0)
                        .filter(|_| c.is_ascii_graphic())
                        .unwrap_or(c)
                })
                .collect(),
        ),
    ]
}

/// Words between the parts of a value that comes in several messages.
const BETWEEN: [&str; 6] = [
    "",
    "and then ",
    "the rest is ",
    "next part: ",
    "y luego ",
    "und dann ",
];

/// Measures every way.
pub(crate) fn measure(screen: &Screen, sources: &[Source]) -> (Measured, Measured) {
    let mut dice = Dice(7);
    let (mut written, mut split) = (Measured::new(), Measured::new());
    for word in ["CREDIT_CARD", "IBAN", "PHONE", "NATIONAL_ID", "EMAIL"] {
        let mut left = EACH;
        let records = sources
            .iter()
            .filter(|source| {
                matches!(
                    source.name.as_str(),
                    "presidio_synth" | "sgd" | "phone_world"
                )
            })
            .flat_map(|source| &source.records);
        for record in records {
            let Some(gold) = record.spans.iter().find(|span| span.word == word) else {
                continue;
            };
            let text: String = record.text.iter().collect();
            let plain = found(screen, &text, &[]);
            if left == 0 {
                break;
            }
            if leak(record, &plain, gold).0 > 0 {
                continue;
            }
            left -= 1;
            let value: String = record.text[gold.start..gold.end].iter().collect();
            let ways = if word == "EMAIL" {
                mail_ways(&value)
            } else {
                digit_ways(&value, &mut dice)
            };
            for (way, disguise) in ways {
                add(&mut written, way, screen, record, gold, &disguise, &[]);
            }
            if word != "EMAIL" {
                let signs: Vec<char> = value.chars().collect();
                for (way, parts) in [("two messages", 2), ("three messages", 3)] {
                    let (disguise, breaks) = parted(&signs, parts, &mut dice);
                    add(&mut split, way, screen, record, gold, &disguise, &breaks);
                }
            }
        }
    }
    (written, split)
}

/// A value in several messages with words between, and where the messages end (in code points of the
/// value).
fn parted(signs: &[char], parts: usize, dice: &mut Dice) -> (String, Vec<usize>) {
    let mut out = String::new();
    let mut breaks = Vec::new();
    let mut from = 0;
    for part in 1..=parts {
        let even = signs.len() * part / parts;
        let to = if part == parts {
            signs.len()
        } else {
            (even + dice.below(3)).saturating_sub(1).max(from + 1)
        };
        out.extend(&signs[from..to.min(signs.len())]);
        from = to.min(signs.len());
        if part < parts {
            breaks.push(out.chars().count());
            out.push('\n');
            out.push_str(BETWEEN[dice.below(BETWEEN.len())]);
        }
    }
    (out, breaks)
}

fn found(screen: &Screen, text: &str, breaks: &[usize]) -> Vec<Span> {
    findings(screen, &json!({"id": 0, "text": text, "breaks": breaks})).unwrap_or_default()
}

fn add(
    out: &mut Measured,
    way: &'static str,
    screen: &Screen,
    record: &Record,
    gold: &Span,
    disguise: &str,
    breaks: &[usize],
) {
    let lead: String = record.text[..gold.start].iter().collect();
    let tail: String = record.text[gold.end..].iter().collect();
    let text = format!("{lead}{disguise}{tail}");
    let breaks: Vec<usize> = breaks.iter().map(|at| at + gold.start).collect();
    let spans = found(screen, &text, &breaks);
    let chars: Vec<char> = text.chars().collect();
    let covered = |at: usize| {
        spans.iter().any(|f| {
            (STRUCTURED.contains(&f.word.as_str()) || f.word == "USERNAME")
                && f.start <= at
                && at < f.end
        })
    };
    let count = out.entry(way).or_default();
    // Words between the parts of a split value are not the value.
    let digits_only = !breaks.is_empty();
    let length = disguise.chars().count();
    for (at, sign) in chars.iter().enumerate().skip(gold.start).take(length) {
        if sign.is_numeric() || !digits_only && sign.is_alphanumeric() {
            count.0 += usize::from(!covered(at));
            count.1 += 1;
        }
    }
}
